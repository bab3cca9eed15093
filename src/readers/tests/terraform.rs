//! Terraform and Packer.

use super::*;

#[test]
fn terraform_and_packer_ignore_current_and_wait_for_a_profile() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    for word in ["terraform", "packer"] {
        let answer = answer(word, &world(&[], &files));
        let config = place(&answer, Kind::Config);
        assert_eq!((verdict(&answer).as_str(), config.state), ("none", State::Disabled));
        assert!(config.notes[0].contains("set ALICLOUD_PROFILE"), "{config:?}");
        assert_verdict(word, &[("ALICLOUD_PROFILE", "prod")], &files, "config 0002");
    }
    assert_verdict("terraform", &[("ALIBABA_CLOUD_PROFILE", "prod")], &files, "config 0002");
    assert_verdict("packer", &[("ALIBABA_CLOUD_PROFILE", "prod")], &files, "none");
}

#[test]
fn terraform_takes_its_own_variables_before_those_of_the_sdks_and_mixes_halves() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    let own = [("ALICLOUD_ACCESS_KEY", ONE), ("ALICLOUD_SECRET_KEY", "SECRET")];
    assert_verdict("terraform", &[&ENV[..], &own].concat(), &files, "environment 0001");
    assert_verdict("terraform", &ENV, &files, "environment 0002");
    assert_verdict("packer", &ENV, &files, "none");
    assert_verdict("packer", &own, &files, "environment 0001");
    let mixed = answer("terraform", &world(&[("ALICLOUD_ACCESS_KEY", ONE), ("ALICLOUD_PROFILE", "prod")], &files));
    assert_eq!(verdict(&mixed), "config 0001");
    assert!(place(&mixed, Kind::Config).notes.iter().any(|note| note.contains("half of the pair")), "{mixed:#?}");
}

#[test]
fn terraform_reads_a_json_where_the_sdks_read_an_ini() {
    let text = config(&[&profile("prod", "AK", TWO)]);
    let files = [("/x/c.json", text.as_str()), ("/home/a/tf.json", text.as_str())];
    let named = |file| [("ALIBABA_CLOUD_CREDENTIALS_FILE", file), ("ALICLOUD_PROFILE", "prod")];
    let answer = answer("terraform", &world(&named("/x/c.json"), &files));
    assert_eq!(verdict(&answer), "config 0002");
    let notes = place(&answer, Kind::Config).notes.join("; ");
    assert!(notes.contains("a config.json to Terraform, and an INI to the SDKs"), "{notes}");
    assert_verdict("terraform", &named("~/tf.json"), &files, "config 0002");
    assert_verdict("packer", &named("/x/c.json"), &files, "none");
    let own = [("ALICLOUD_SHARED_CREDENTIALS_FILE", "/x/c.json"), ("ALICLOUD_PROFILE", "prod")];
    assert_verdict("packer", &own, &files, "config 0002");
}

#[test]
fn packer_takes_the_role_of_a_profile_before_a_pair_of_the_environment() {
    let text = config(&[&profile("prod", "EcsRamRole", TWO)]);
    let variables = [("ALICLOUD_ACCESS_KEY", ONE), ("ALICLOUD_SECRET_KEY", "SECRET"), ("ALICLOUD_PROFILE", "prod")];
    assert_verdict("packer", &variables, &[(CONFIG, &text)], "config");
    assert_verdict("terraform", &variables, &[(CONFIG, &text)], "environment 0001");
}
