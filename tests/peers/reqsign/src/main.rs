//! Prints the id and the secret that reqsign finds in `~/.aliyun/config.json`.

use reqsign_aliyun_oss::ConfigFileCredentialProvider;
use reqsign_core::{Context, OsEnv, ProvideCredential};
use reqsign_file_read_tokio::TokioFileRead;

fn main() {
    let context = Context::new().with_file_read(TokioFileRead).with_env(OsEnv);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let provider = ConfigFileCredentialProvider::new();
    let found = runtime.block_on(provider.provide_credential(&context)).expect("a file that parses");
    let credential = found.expect("a credential");
    println!("{} {}", credential.access_key_id, credential.access_key_secret);
}
