//! Hostile input is bounded in time and memory (promise 8); no verb starts a program or talks to the
//! network (promise 11).

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::world::{FOUR, INSTALL_FOUR, Ran, World, give_configs, give_identity, seal_bundle};

/// The most that a refusal may take, in KiB.
const MEMORY: u64 = 64 << 10;

/// Runs akvault and gives the peak of its resident memory in KiB, as the kernel counts it for
/// the children that were waited for.
fn measured(world: &World, arguments: &[&str]) -> (Ran, u64) {
    let script = "import resource,subprocess,sys\n\
                  code = subprocess.call(sys.argv[1:])\n\
                  print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)\n\
                  sys.exit(code)";
    let ran = world.under(&["python3", "-c", script], arguments);
    let (_, peak) = ran.err.rsplit_once("peak ").unwrap_or_else(|| panic!("{ran:?}"));
    let peak = peak.trim().parse().unwrap();
    (ran, peak)
}

fn armored(body: &[u8]) -> String {
    let encoded = base64(body);
    let mut text = String::from("-----BEGIN AGE ENCRYPTED FILE-----\n");
    for line in encoded.as_bytes().chunks(64) {
        text.push_str(std::str::from_utf8(line).unwrap());
        text.push('\n');
    }
    text + "-----END AGE ENCRYPTED FILE-----\n"
}

pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number =
            three.iter().enumerate().fold(0_usize, |sum, (at, byte)| sum | usize::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            let padding = at > three.len();
            text.push(if padding { '=' } else { char::from(LETTERS[number >> (18 - 6 * at) & 63]) });
        }
    }
    text
}

/// A header with these stanzas, and something after it.
fn age_file(stanzas: &str) -> Vec<u8> {
    let mac = base64(&[7; 32]);
    let mut bytes = format!("age-encryption.org/v1\n{stanzas}--- {}\n", mac.trim_end_matches('=')).into_bytes();
    bytes.extend([9; 200]);
    bytes
}

fn scrypt(log_n: u32) -> Vec<u8> {
    let body = base64(&[5; 32]);
    age_file(&format!("-> scrypt {} {log_n}\n{}\n", base64(&[3; 16]).trim_end_matches('='), body.trim_end_matches('=')))
}

/// Plants files that no verb may take for a bundle; gives their names, and how a refusal may end.
fn plant(world: &World) -> Vec<(String, &'static [i32])> {
    let mut names: Vec<(String, &'static [i32])> = Vec::new();
    let mut add = |name: &str, bytes: &[u8], codes: &'static [i32]| {
        fs::write(world.path(name), bytes).unwrap();
        names.push((name.to_owned(), codes));
    };
    let stanza = |count: usize| {
        (0..count).fold(String::new(), |mut text, number| {
            writeln!(text, "-> X{number} a\nAAAA").unwrap();
            text
        })
    };
    add("long-header", &age_file(&stanza(8000)), &[5]);
    add("many-stanzas", &age_file(&stanza(1025)), &[5]);
    add("long-line", &age_file(&format!("-> X {}\nAAAA\n", "a".repeat(131 << 10))), &[5]);
    add("junk", &vec![0xa5; 1 << 20], &[5]);
    add("zeroes", &vec![0; 1 << 20], &[5]);
    add("empty", b"", &[5]);
    add("armored-junk", armored(&vec![0xa5; 700 << 10]).as_bytes(), &[5]);
    add("no-end", b"-----BEGIN AGE ENCRYPTED FILE-----\n", &[5]);
    for log_n in [21, 22, 31, 32, 63, 64, 99] {
        add(&format!("scrypt-{log_n}"), &scrypt(log_n), &[5]);
    }
    add("scrypt-armored", armored(&scrypt(40)).as_bytes(), &[5]);
    let tool = |program: &str, arguments: &[&str]| {
        assert!(
            Command::new(program).args(arguments).current_dir(&world.root).status().unwrap().success(),
            "{program}"
        );
    };
    tool("mkfifo", &["fifo"]);
    tool("truncate", &["-s", "100M", "huge"]);
    let here: &'static [i32] = &[5, 7];
    names.extend(["fifo", "huge", "home", "/dev/zero", "/dev/null"].map(|name| (name.to_owned(), here)));
    names
}

#[test]
#[ignore = "needs python3, mkfifo and truncate"]
fn hostile_files_are_refused_in_little_memory_and_time() {
    let world = World::new();
    seal_bundle(&world);
    let names = plant(&world);
    world.file("pass.txt", "correct horse battery staple and a few words more\n");
    let mut most = 0;
    for (name, codes) in &names {
        let verbs: [&[&str]; 4] = [
            &["inspect", name],
            &["open", name, "--passphrase-file", "pass.txt"],
            &["open", name, "-i", "identity.txt", "-o", "out/plain"],
            &["install", name, "-i", "identity.txt", "--client", "aliyun"],
        ];
        for verb in verbs {
            let (ran, peak) = measured(&world, verb);
            let what = format!("{verb:?}: {ran:?}");
            ran.is_decent(&what);
            // What is no defect of the header may be told by `inspect`, or need the other key.
            let shown = verb[0] == "inspect" && name.starts_with("scrypt");
            assert!(codes.contains(&ran.code) || shown || ran.code == 4, "{what}");
            assert!(ran.code != 0 || shown, "{what}");
            assert!(peak < MEMORY, "{what}: {peak} KiB");
            most = most.max(peak);
        }
    }
    for (name, verb) in [("huge", "seal"), ("fifo", "seal"), ("/dev/zero", "seal"), ("home", "seal"), ("junk", "seal")]
    {
        let (ran, peak) =
            measured(&world, &[verb, name, "--for", "bob", "-o", "out/no.age", "--passphrase-out", "second/p"]);
        ran.is_decent(name);
        assert!(ran.code != 0 && peak < MEMORY, "{name}: {ran:?}, {peak} KiB");
    }
    let identity_verbs = ["huge", "fifo", "/dev/zero", "junk"];
    for name in identity_verbs {
        let (ran, peak) = measured(&world, &["open", "out/bundle.age", "-i", name]);
        ran.is_decent(name);
        assert!(ran.code != 0 && peak < MEMORY, "{name}: {ran:?}, {peak} KiB");
    }
    assert!(!world.path("out/no.age").exists() && !world.path("out/plain").exists());
    println!("{} hostile files, at most {most} KiB", names.len());
}

/// Makes pictures that are as large as may be, and full of what looks like a corner of a code.
const PICTURES: &str = "
import struct, zlib
def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
def png(name, side, depth, color, rows, interlaced=0):
    header = struct.pack('>IIBBBBB', side, side, depth, color, 0, 0, interlaced)
    chunks = chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')
    open(name, 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + chunks)
def white(width, height, bytes):
    return (b'\\0' + b'\\xff' * (width * bytes)) * height
def corners(side):
    ring = lambda place: abs(place % 9 - 3)
    dark = lambda x, y: x % 9 < 7 and y < 7 and max(ring(x), ring(y)) != 2
    rows = [b'\\0' + bytes(0 if dark(x, y) else 255 for x in range(side)) for y in range(9)]
    return b''.join(rows[y % 9] for y in range(side))
passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
part = lambda side, start, step: (side - start + step - 1) // step
png('rgba', 3840, 8, 6, white(3840, 3840, 4))
png('rgba-16', 3840, 16, 6, white(3840, 3840, 8))
png('interlaced', 2048, 16, 6, b''.join(white(part(2048, x, dx), part(2048, y, dy), 8) for x, y, dx, dy in passes), 1)
png('corners', 3840, 8, 0, corners(3840))
png('larger', 4000, 8, 6, white(4000, 4000, 4))
";

/// Pictures come by mail, and are looked at before anybody knows what is in them.
#[test]
#[ignore = "needs python3"]
fn hostile_pictures_are_refused_in_little_memory() {
    let world = World::new();
    give_identity(&world);
    world.run(&["init", "-i", "identity.txt"]).well();
    let made = Command::new("python3").args(["-c", PICTURES]).current_dir(&world.root).status().unwrap();
    assert!(made.success());
    let small = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mfa/picture/tests/progressive.jpg")).unwrap();
    let frame = small.windows(2).position(|marker| marker == [0xff, 0xc2]).unwrap();
    for (name, side) in [("progressive", 2048_u16), ("larger-progressive", 2049)] {
        let mut picture = small.clone();
        picture[frame + 5..frame + 7].copy_from_slice(&side.to_be_bytes());
        picture[frame + 7..frame + 9].copy_from_slice(&side.to_be_bytes());
        fs::write(world.path(name), picture).unwrap();
    }
    let huge = "is too large";
    for (name, why) in [
        ("rgba", "no QR code"),
        ("rgba-16", "no QR code"),
        ("interlaced", "no QR code"),
        ("corners", "QR code in the picture"),
        ("progressive", ""),
        ("larger", huge),
        ("larger-progressive", huge),
    ] {
        let (ran, peak) = measured(&world, &["mfa", "import", "x", name, "-n"]);
        ran.is_decent(name);
        assert!(ran.code == 5 && ran.err.contains(why), "{name}: {ran:?}");
        assert!(peak < MEMORY, "{name}: {peak} KiB");
        println!("{name}: {peak} KiB");
    }
}

#[test]
#[ignore = "needs python3"]
fn hostile_config_files_are_left_untouched_in_little_memory() {
    let world = World::new();
    seal_bundle(&world);
    let deep = "[".repeat(200_000);
    let wide = format!(
        "{{{}\"z\":1}}",
        (0..60_000).fold(String::new(), |text, number| text + &format!("\"k{number}\":{number},"))
    );
    let cases: [(&str, String); 5] = [
        ("json", deep.clone()),
        ("json", format!("{{\"a\":{deep}")),
        ("toml", format!("a = {deep}")),
        ("toml", "[a]\n".repeat(100_000)),
        ("json", wide),
    ];
    for (client, text) in cases {
        world.file("apps/app", &text);
        let config = "@/apps/app";
        let install = ["install", "out/bundle.age", "-i", "identity.txt", "--client", client, "--config", config];
        let (ran, peak) = measured(&world, &install);
        ran.is_decent(client);
        let start: String = text.chars().take(20).collect();
        assert!(peak < MEMORY, "{client} {start}: {peak} KiB");
        assert!(ran.code == 5 || (ran.code == 0 && text.ends_with("\"z\":1}")), "{client} {start}: {ran:?}");
        if ran.code != 0 {
            assert!(world.text("apps/app") == text, "{client} {start}: was touched");
        }
        println!("{client} {start}: {peak} KiB");
    }
    fs::write(world.path("apps/app"), vec![b' '; 2 << 20]).unwrap();
    let install = ["install", "out/bundle.age", "-i", "identity.txt", "--client", "json", "--config", "@/apps/app"];
    let (ran, peak) = measured(&world, &install);
    assert!(ran.code == 5 && peak < MEMORY, "{ran:?}");
}

#[test]
#[ignore = "needs strace"]
fn no_verb_starts_a_program_or_opens_a_socket() {
    let world = World::new();
    seal_bundle(&world);
    give_configs(&world);
    let verbs: [&[&str]; 22] = [
        &["seal", "AccessKey.csv", "--for", "alice", "-o", "out/other.age", "--passphrase-out", "second/pass.txt"],
        &["inspect", "out/bundle.age"],
        &["open", "out/bundle.age", "-i", "identity.txt"],
        &["open", "out/bundle.age", "-i", "identity.txt", "-o", "out/plain"],
        INSTALL_FOUR,
        &["which"],
        &["uninstall", "--client", "aliyun", "--profile", "work"],
        &["receipt", "ABCD-EFGH", "ABCD-EFGH-JKMN"],
        &["init", "-i", "identity.txt"],
        &["add", "alice", "AccessKey.csv", "--for", "alice"],
        &["verify", "-i", "identity.txt"],
        &["edit", "alice", "--user", "alice"],
        &["rekey", "-i", "identity.txt"],
        &["rename", "alice", "carol", "-i", "identity.txt"],
        &["rename", "carol", "alice", "-i", "identity.txt"],
        &["list"],
        &["show", "alice", "--json"],
        &["remove", "alice", "--force"],
        &["completions", "bash"],
        &["complete", "zsh", "--current", "", "--", "show"],
        &["complete", "zsh", "--current", "", "--", "uninstall", "--client", "aliyun,systemd", "--profile"],
        &["man"],
    ];
    for verb in verbs {
        let trace = world.path("home/trace.txt");
        let calls = "trace=execve,execveat,fork,vfork,socket,connect,bind,sendto,sendmsg,sendmmsg";
        let strace = ["strace", "-f", "-qq", "-o", trace.to_str().unwrap(), "-e", calls];
        world.under(&strace, verb).is_decent("a trace");
        let text = fs::read_to_string(&trace).unwrap();
        let calls: Vec<&str> = text.lines().filter(|line| line.contains('(')).collect();
        // Only the start of the program itself; a name service that asks a local daemon is glibc's.
        let strange: Vec<_> =
            calls[1..].iter().filter(|line| !line.contains("/var/run/nscd") && !line.contains("AF_UNIX")).collect();
        assert!(calls[0].contains("execve(") && strange.is_empty(), "{verb:?}: {strange:?}");
    }
    assert_eq!(FOUR.len(), 4);
}
