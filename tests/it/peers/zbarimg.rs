//! The QR code of the second channel, drawn on a terminal, photographed, and read by zbar.

use std::fmt::Write as _;

use expectrl::Expect as _;

use super::world::{ID, SECRET, World, on_a_terminal, succeed};

/// Pixels of a module in the picture.
const SCALE: usize = 4;

/// A screen as a black and white picture (PBM). A painted cell holds two modules, the upper and the
/// lower one, and its block is black on white; other cells show the terminal's background.
pub(super) fn picture(screen: &str, dark_terminal: bool) -> String {
    let lines: Vec<&str> = screen.lines().collect();
    let columns = 100;
    let mut rows = Vec::new();
    for line in lines {
        let painted = line.split_once("\x1b[30;107m").and_then(|(_, rest)| rest.split_once("\x1b[0m"));
        let cells: Vec<char> = painted.map_or_else(Vec::new, |(cells, _)| cells.chars().collect());
        for blocks in [['█', '▀'], ['█', '▄']] {
            let black = |column| cells.get(column).map_or(dark_terminal, |cell| blocks.contains(cell));
            rows.push((0..columns).map(|column| if black(column) { "1 " } else { "0 " }.repeat(SCALE)).collect());
        }
    }
    let mut pbm = String::new();
    writeln!(pbm, "P1 {} {}", columns * SCALE, rows.len() * SCALE).unwrap();
    let tall = rows.iter().flat_map(|row: &String| std::iter::repeat_n(row, SCALE));
    for row in tall {
        writeln!(pbm, "{row}").unwrap();
    }
    pbm
}

#[test]
#[ignore = "needs zbarimg"]
fn zbar_reads_the_code_on_dark_and_light_terminals() {
    let world = World::new();
    world.write("AccessKey.csv", format!("AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"));
    let mut seal = world.akvault();
    seal.args(["seal", "AccessKey.csv", "--for", "shop", "--out", "bundle.age", "--qr"]);
    let mut session = on_a_terminal(seal);
    let screen = session.expect("Press any key").unwrap();
    let screen = String::from_utf8_lossy(screen.before()).into_owned();
    session.send("x").unwrap();
    session.expect("Sealed").unwrap();
    let is_sms = |line: &&str| line.get(4..5) == Some("-") && line.get(9..11) == Some(": ");
    let sms = screen.lines().map(str::trim_end).find(is_sms).expect("the text of the second channel");
    for dark in [true, false] {
        let picture = world.write("screen.pbm", picture(&screen, dark));
        let read = succeed(world.command("zbarimg").args(["--quiet", "--raw"]).arg(picture));
        assert_eq!(read.trim(), format!("SMSTO::{sms}"), "dark terminal: {dark}");
    }
}
