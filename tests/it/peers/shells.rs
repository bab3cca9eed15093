//! The completion scripts, loaded by the shells themselves: `akvault se` has one candidate.

use expectrl::Expect as _;

use super::world::{World, on_a_terminal, succeed};

fn with_script(shell: &str, file: &str) -> World {
    let world = World::new();
    world.folder("scripts");
    world.write(&format!("scripts/{file}"), succeed(world.akvault().args(["completions", shell])));
    world
}

#[test]
#[ignore = "needs bash"]
fn bash_completes_a_verb() {
    let world = with_script("bash", "akvault.bash");
    let script = "source scripts/akvault.bash
        COMP_WORDS=(akvault se) COMP_CWORD=1
        $(complete -p akvault | sed 's/.* -F \\([^ ]*\\).*/\\1/') akvault se akvault
        echo \"${COMPREPLY[@]}\"";
    let candidates = succeed(world.command("bash").args(["--noprofile", "--norc", "-eu", "-c", script]));
    assert_eq!(candidates.trim(), "seal");
}

/// zsh completes in its line editor only, so a line is typed; `akvault` itself is not run.
#[test]
#[ignore = "needs zsh"]
fn zsh_completes_a_verb() {
    let world = with_script("zsh", "_akvault");
    let mut zsh = world.command("zsh");
    zsh.args(["-f", "-i"]);
    let mut session = on_a_terminal(zsh);
    session.send_line("PS1='rea''dy> '; fpath=(scripts $fpath); autoload -U compinit && compinit -u -D").unwrap();
    session.expect("ready> ").unwrap();
    session.send("akvault se\t").unwrap();
    session.expect("akvault seal").expect("`akvault se` and a tab become `akvault seal`");
}

#[test]
#[ignore = "needs fish"]
fn fish_completes_a_verb() {
    let world = with_script("fish", "akvault.fish");
    let script = "source scripts/akvault.fish; complete -C 'akvault se'";
    let candidates = succeed(world.command("fish").args(["--no-config", "-c", script]));
    let verbs: Vec<_> = candidates.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(verbs, ["seal"]);
}
