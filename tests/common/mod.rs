//! What the tests of whole sites share: build into a temporary folder, and compare folders.
//!
//! Each test file uses its own part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program under test.
pub fn dibao() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dibao"))
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of a folder in a fresh temporary folder.
pub fn copied(from: &Path) -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("temporary folder");
    copy(from, temp.path());
    temp
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("readable folder");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("create folder");
        } else {
            fs::copy(entry.path(), &target).expect("copy");
        }
    }
}

/// Builds and panics with the messages where that fails.
pub fn build(content: &Path, output: &Path, more: &[&str]) -> Output {
    let out = dibao()
        .args(["build", "--content"])
        .arg(content)
        .arg("--output")
        .arg(output)
        .args(more)
        .output()
        .expect("dibao runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    out
}

/// Path below `folder` → bytes, without the publisher's own account.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|e| e.expect("readable folder"))
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let path = e.path().strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            (path, fs::read(e.path()).expect("readable file"))
        })
        .filter(|(path, _)| !path.starts_with(".dibao/"))
        .collect()
}

/// `../shared` (the project's yardstick), where this checkout has one beside it.
pub fn shared() -> Option<PathBuf> {
    let beside = root().join("../shared");
    if beside.join("score.py").is_file() {
        return Some(beside);
    }
    eprintln!("skipped: ../shared is absent, so the figures on real sources are not measured here");
    None
}
