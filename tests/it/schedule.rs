//! `schedule`: what is printed for each scheduler, and that it is printed alone.

use crate::sandbox::{Sandbox, program};

#[test]
fn each_scheduler_gets_the_whole_paths_and_the_way_to_switch_it_on() {
    let sandbox = Sandbox::new();
    let (program, home) = (program().to_str().unwrap(), sandbox.vault("").display().to_string());
    let home = home.trim_end_matches('/');
    let systemd = sandbox.run(&["schedule", "--systemd"]).succeeds();
    assert!(systemd.contains(&format!("\nExecStart={program} --home {home} status\n")), "{systemd}");
    assert!(systemd.contains("\nOnCalendar=*-*-* 08:30:00\n") && systemd.contains("\nSuccessExitStatus=20 21\n"));
    assert!(systemd.contains("systemctl --user enable --now akvault-status.timer"));
    let cron = sandbox.run(&["schedule", "--cron", "--at", "06:05", "--due", "30d", "--home", "else where"]).succeeds();
    let elsewhere = sandbox.path("else where").display().to_string();
    assert!(cron.ends_with(&format!("\n5 6 * * * {program} --home '{elsewhere}' status --motd --due 30d\n")), "{cron}");
    assert!(cron.contains("`crontab -e`") && cron.contains("MAILTO="));
    let launchd = sandbox.run(&["schedule", "--launchd", "--prometheus", "a&b.prom"]).succeeds();
    assert!(launchd.starts_with("<?xml") && launchd.contains("<string>--prometheus</string>\n"), "{launchd}");
    assert!(launchd.contains("/cwd/a&amp;b.prom</string>\n") && launchd.contains("launchctl bootstrap"));
    assert!(launchd.contains("/home/Library/Logs/akvault-status.txt</string>\n</dict>\n</plist>\n"), "{launchd}");
    assert!(!sandbox.vault("").exists() && sandbox.names("").is_empty(), "nothing is installed");
    let json = sandbox.run(&["schedule", "--systemd", "--json"]).json();
    assert_eq!((json["command"][0].as_str(), json["command"][3].as_str()), (Some(program), Some("status")));
}

#[test]
fn one_scheduler_and_one_time_of_day() {
    let sandbox = Sandbox::new();
    sandbox.refuses(2, &["schedule"]).says(&["--systemd"]);
    sandbox.refuses(2, &["schedule", "--systemd", "--cron"]).says(&["cannot be used with"]);
    sandbox.refuses(2, &["schedule", "--cron", "--at", "8:30"]).says(&["use HH:MM"]);
    sandbox.refuses(2, &["schedule", "--cron", "--home", "a\nb"]).says(&["cannot stand in the file of a scheduler"]);
}
