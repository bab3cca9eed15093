//! Prints the id and the secret that reqsign finds in `~/.aliyun/config.json`, or with the argument
//! `ini` in `~/.alibabacloud/credentials.ini`.

use reqsign_aliyun_oss::{ConfigFileCredentialProvider, CredentialsFileCredentialProvider};
use reqsign_core::{Context, OsEnv, ProvideCredential};
use reqsign_file_read_tokio::TokioFileRead;

fn main() {
    let context = Context::new().with_file_read(TokioFileRead).with_env(OsEnv);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let found = match std::env::args().nth(1).as_deref() {
        Some("ini") => runtime.block_on(CredentialsFileCredentialProvider::new().provide_credential(&context)),
        _ => runtime.block_on(ConfigFileCredentialProvider::new().provide_credential(&context)),
    };
    let found = found.expect("a file that parses");
    let credential = found.expect("a credential");
    println!("{} {}", credential.access_key_id, credential.access_key_secret);
}
