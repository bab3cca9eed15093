//! What `schedule --systemd` prints, verified by systemd.

use super::world::{World, succeed};

#[test]
#[ignore = "needs systemd-analyze"]
fn systemd_finds_nothing_wrong_with_the_service_and_the_timer() {
    let world = World::new();
    let home = world.folder("a home, 50% \"$x\"");
    let printed =
        succeed(world.akvault().arg("schedule").arg("--systemd").args(["--at", "07:05"]).arg("--home").arg(home));
    let (service, timer) = printed.split_once("# akvault-status.timer\n").unwrap();
    let paths = [world.write("akvault-status.service", service), world.write("akvault-status.timer", timer)];
    let mut verify = world.command("systemd-analyze");
    let output = super::world::run(verify.args(["verify", "--man=no"]).args(paths));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let ours: Vec<&str> = said.lines().filter(|line| line.contains("akvault")).collect();
    assert!(output.status.success() && ours.is_empty(), "{said}");
    let next = succeed(world.command("systemd-analyze").args(["calendar", "*-*-* 07:05:00"]));
    assert!(next.contains("Next elapse"), "{next}");
}
