//! The schemas of `--json`, read by a whole validator: they are JSON Schema, and it finds right and wrong what our
//! own check does.

use serde_json::{Value, json};

use super::readers::installed;
use super::world::{World, succeed};
use crate::sandbox::{ALICE, Sandbox};
use crate::schemas::{faults, folder};

/// The verdicts, line by line, on lines of `[verb, value]`.
const VALIDATOR: &str = "
import json, pathlib, sys
from jsonschema import Draft202012Validator
schemas = {path.stem: json.loads(path.read_text()) for path in pathlib.Path(sys.argv[1]).glob('*.json')}
for schema in schemas.values():
    Draft202012Validator.check_schema(schema)
for line in open(sys.argv[2]):
    verb, value = json.loads(line)
    print(Draft202012Validator(schemas[verb]).is_valid(value))
";

/// What real runs print, and the same with each member left out, doubled under another name, and made another kind.
fn samples() -> Vec<(&'static str, Value)> {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let told = |arguments: &[&str]| -> Value {
        serde_json::from_str(&sandbox.run(&[arguments, &["--json", "--home", "operator"]].concat()).out).unwrap()
    };
    let key = ["-i", "identity.txt"];
    let real = [
        ("inspect", told(&["inspect", &bundle])),
        ("open", told(&[&["open", &bundle][..], &key].concat())),
        ("install", told(&[&["install", &bundle, "--client", "env", "--config", "env", "-n"][..], &key].concat())),
        ("list", told(&["list"])),
        ("status", told(&["status", "alice"])),
        ("show", told(&["show", "alice"])),
        ("who", told(&["who", ALICE])),
        ("rotate", told(&["rotate", "alice"])),
        ("which", told(&["which"])),
        ("check", told(&["check"])),
    ];
    real.into_iter().flat_map(|(verb, value)| spoilt(&value).into_iter().map(move |value| (verb, value))).collect()
}

fn spoilt(value: &Value) -> Vec<Value> {
    let mut all = vec![value.clone()];
    for name in value.as_object().unwrap().keys() {
        let change = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
            let mut other = value.clone();
            change(other.as_object_mut().unwrap());
            other
        };
        all.push(change(&|members| drop(members.remove(name))));
        all.push(change(&|members| drop(members.insert(format!("{name}_2"), members[name].clone()))));
        for kind in [json!(null), json!(true), json!(1), json!(1.5), json!("x"), json!([1]), json!({ "x": 1 })] {
            all.push(change(&|members| drop(members.insert(name.clone(), kind.clone()))));
        }
    }
    all
}

#[test]
#[ignore = "needs jsonschema from PyPI"]
fn a_whole_validator_finds_right_and_wrong_what_our_check_does() {
    let samples = samples();
    let lines: Vec<String> = samples.iter().map(|(verb, value)| json!([verb, value]).to_string()).collect();
    let world = World::new();
    let file = world.write("samples", lines.join("\n"));
    let mut python = world.command("python3");
    python.env("PYTHONPATH", installed("PEERS_PYTHON")).args(["-c", VALIDATOR]).arg(folder()).arg(file);
    let verdicts = succeed(&mut python);
    let ours = samples.iter().map(|(verb, value)| {
        let schema = std::fs::read_to_string(folder().join(format!("{verb}.json"))).unwrap();
        faults(&serde_json::from_str(&schema).unwrap(), value, verb).is_empty()
    });
    let (right, wrong): (Vec<bool>, Vec<bool>) =
        verdicts.lines().map(|line| line == "True").partition(|is_right| *is_right);
    assert!(right.len() >= 10 && wrong.len() > 300, "{} right, {} wrong", right.len(), wrong.len());
    for ((verdict, ours), (verb, value)) in verdicts.lines().zip(ours).zip(&samples) {
        assert_eq!(verdict == "True", ours, "{verb}: {value}");
    }
}
