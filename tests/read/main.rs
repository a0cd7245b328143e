//! Reads small content folders as an archivist might lay them, and checks what is found and what is told.

mod layout;
mod problems;
mod sidecar;

use dibao::read::{IssueSource, Library};
use dibao::report::{Problem, render};
use std::fs;
use tempfile::TempDir;

/// A folder with the files given by path and bytes.
fn content(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().expect("a temporary folder");
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    dir
}

/// The text with the temporary folder's name as `content`.
fn plain(dir: &TempDir, text: &str) -> String {
    text.replace(&dir.path().to_string_lossy().into_owned(), "content")
}

fn told(dir: &TempDir, problems: &[Problem]) -> String {
    plain(dir, &render(problems, false))
}

/// `path (folder): files | sidecar`, a line for each issue.
fn shape(dir: &TempDir, library: &Library) -> String {
    let issue = |issue: &IssueSource| {
        let files: Vec<&str> = issue.files.iter().map(|file| file.path.as_str()).collect();
        let date = issue.sidecar.date.as_deref().unwrap_or("-");
        let name = issue.publication.name.as_deref().unwrap_or("-");
        format!(
            "{} ({}) {name} {date}: {} | {}\n",
            issue.path,
            issue.folder,
            files.join(" "),
            issue.sidecar.path
        )
    };
    let mut out: String = library.issues.iter().map(issue).collect();
    for path in &library.passed_over {
        out += &format!("passed over {path}\n");
    }
    plain(dir, &out)
}

const TEXT: &[u8] = "晋城工作\n第一行".as_bytes();
