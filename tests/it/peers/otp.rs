//! Codes beside oathtool's and pyotp's, pictures beside zbar's reading of them, and the export of
//! Google Authenticator as an implementation that is not ours writes it.

use std::fmt::Write as _;
use std::process::Command;

use akvault::mfa::{Algorithm, Digits, Label, Otpauth, Parameters, Period, Seed, Token, png, svg};
use akvault::secret::Secret;
use expectrl::Expect as _;

use super::world::{World, on_a_terminal, succeed};
use super::zbarimg::picture;

/// 64 characters, like the seeds of RAM.
const SEED: &str = "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEA";

/// Numbers that are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        for shift in [13, -7, 17] {
            self.0 ^= if shift > 0 { self.0 << shift } else { self.0 >> -shift };
        }
        self.0 % limit
    }

    fn token(&mut self, least: u64) -> Token {
        let length = least + self.below(65 - least);
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(self.below(256)).unwrap()).collect();
        let algorithms = [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512];
        let parameters = Parameters {
            algorithm: algorithms[usize::try_from(self.below(3)).unwrap()],
            digits: Digits::new(6 + u8::try_from(self.below(3)).unwrap()).unwrap(),
            period: Period::new([30, 60, 1, 45][usize::try_from(self.below(4)).unwrap()]).unwrap(),
        };
        Token { seed: Seed::new(Secret::from(bytes)).unwrap(), parameters }
    }
}

fn code(token: &Token, second: u64) -> String {
    let moment = jiff::Timestamp::from_second(i64::try_from(second).unwrap()).unwrap();
    token.code(token.step(moment).unwrap()).as_str().to_owned()
}

#[test]
#[ignore = "needs oathtool"]
fn a_thousand_codes_are_those_of_oathtool() {
    let world = World::new();
    let mut numbers = Numbers(0x5eed);
    for _ in 0..1000 {
        let token = numbers.token(1);
        let limit = [4_000_000_000, 200_000_000_000][usize::try_from(numbers.below(2)).unwrap()];
        let second = numbers.below(limit);
        let Parameters { algorithm, digits, period } = token.parameters;
        let mut oathtool = world.command("oathtool");
        oathtool.arg(format!("--totp={algorithm}")).args(["--base32", &format!("--digits={}", digits.count())]);
        oathtool.arg(format!("--time-step-size={}s", period.seconds())).arg(format!("--now=@{second}"));
        let theirs = succeed(oathtool.arg(token.seed.base32().expose()));
        assert_eq!(code(&token, second), theirs.trim(), "{algorithm} at {second}");
    }
}

fn python(world: &World, script: &str, input: &str) -> String {
    let modules = std::env::var_os("PEERS_PYTHON").unwrap();
    let file = world.write("input", input);
    succeed(world.command("python3").env("PYTHONPATH", modules).args(["-c", script]).arg(file))
}

const PYOTP: &str = "
import datetime, pyotp, sys
for line in open(sys.argv[1]):
    second, uri = line.split(' ', 1)
    print(pyotp.parse_uri(uri.strip()).at(datetime.datetime.fromtimestamp(int(second), datetime.timezone.utc)))
";

#[test]
#[ignore = "needs pyotp"]
fn uris_mean_the_same_to_pyotp() {
    let world = World::new();
    let mut numbers = Numbers(0xa11ce);
    let (mut lines, mut ours) = (String::new(), String::new());
    for number in 0..300 {
        // pyotp takes 112 bits and more.
        let token = numbers.token(14);
        let second = numbers.below(4_000_000_000);
        writeln!(ours, "{}", code(&token, second)).unwrap();
        let label = Label::new(Some("阿里云 & Co"), &format!("王芳{number}@example.com")).unwrap();
        writeln!(lines, "{second} {}", Otpauth::new(label, token).uri().expose()).unwrap();
    }
    assert_eq!(python(&world, PYOTP, &lines), ours);
}

const OTPA: &str = "
import sys
from otpa import migration
links = [line.strip() for line in open(sys.argv[1])]
params = [migration.otpauth_link_to_params(link) for link in links]
payload = migration.MigrationPayload(otp_parameters=params)
print(migration.payload_to_migration_link(payload))
";

#[test]
#[ignore = "needs otpa"]
fn an_export_that_another_program_wrote_is_read() {
    let world = World::new();
    let uris = [
        format!("otpauth://totp/Aliyun:dev@123456?secret={SEED}&issuer=Aliyun"),
        format!(
            "otpauth://totp/%E9%98%BF%E9%87%8C%E4%BA%91:%E7%8E%8B%E8%8A%B3?secret={SEED}&issuer=%E9%98%BF%E9%87%8C%E4%BA%91"
        ),
        format!("otpauth://totp/Example:eight?secret={SEED}&issuer=Example&algorithm=SHA512&digits=8"),
    ];
    let link = python(&world, OTPA, &uris.join("\n"));
    world.write("link", link);
    world.write("identity.txt", akvault::seal::generate().secret.expose());
    succeed(world.akvault().args(["init", "-i", "identity.txt"]));
    succeed(world.akvault().args(["mfa", "import", "x", "link", "--all"]));
    for (name, uri) in ["x", "x-2", "x-3"].into_iter().zip(uris) {
        let exported = succeed(world.akvault().args(["mfa", "export", name, "--reveal", "-i", "identity.txt"]));
        assert_eq!(exported.trim(), uri);
    }
}

fn read_by_zbar(world: &World, picture: impl AsRef<std::ffi::OsStr>) -> String {
    succeed(world.command("zbarimg").args(["--quiet", "--raw"]).arg(picture)).trim().to_owned()
}

/// On a page of another colour, in another size.
fn rasterised(world: &World, color: &str, zoom: &str) -> String {
    let mut draw: Command = world.command("rsvg-convert");
    succeed(draw.args(["--zoom", zoom, "--background-color", color, "-o", "drawn.png", "code.svg"]));
    read_by_zbar(world, "drawn.png")
}

#[test]
#[ignore = "needs zbarimg"]
fn zbar_reads_the_pictures() {
    let world = World::new();
    for account in ["dev@123456", "王芳", &"long".repeat(20)] {
        let token = Token { seed: Seed::from_base32(SEED).unwrap(), parameters: Parameters::default() };
        let otpauth = Otpauth::new(Label::new(Some("Aliyun"), account).unwrap(), token);
        let uri = otpauth.uri().expose();
        let file = world.write("code.png", png(otpauth.uri()).unwrap().expose());
        assert_eq!(read_by_zbar(&world, file), uri);
        world.write("code.svg", svg(otpauth.uri()).unwrap().expose());
        for (color, zoom) in [("white", "1"), ("black", "0.5"), ("none", "2")] {
            assert_eq!(rasterised(&world, color, zoom), uri, "{color} {zoom}");
        }
    }
}

#[test]
#[ignore = "needs zbarimg"]
fn zbar_reads_the_seed_on_dark_and_light_terminals() {
    let world = World::new();
    let uri = format!("otpauth://totp/Aliyun:dev@123456?secret={SEED}&issuer=Aliyun");
    world.write("uri", &uri);
    world.write("identity.txt", akvault::seal::generate().secret.expose());
    succeed(world.akvault().args(["init", "-i", "identity.txt"]));
    succeed(world.akvault().args(["mfa", "import", "dev", "uri"]));
    let mut show = world.akvault();
    show.args(["mfa", "qr", "dev", "-i", "identity.txt"]);
    let mut session = on_a_terminal(show);
    let screen = session.expect("Press any key").unwrap();
    let screen = String::from_utf8_lossy(screen.before()).into_owned();
    session.send("x").unwrap();
    for dark in [true, false] {
        let file = world.write("screen.pbm", picture(&screen, dark));
        assert_eq!(read_by_zbar(&world, file), uri, "dark terminal: {dark}");
    }
}
