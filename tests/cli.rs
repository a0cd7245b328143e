//! The command line, as users meet it: `tests/cli/*.md` are sessions with what the program must answer.
//!
//! `TRYCMD=overwrite cargo test --test cli` rewrites the answers, for a person to review.

mod common;

use common::{build, copied, dibao, root, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

#[test]
fn sessions() {
    // Help is set to the width of the terminal; here it has one width everywhere.
    trycmd::TestCases::new().env("COLUMNS", "100").case("tests/cli/*.md").run();
}

fn run(content: &Path, output: &Path, more: &[&str]) -> Output {
    let mut command = dibao();
    command.arg("build").arg("--content").arg(content).arg("--output").arg(output).args(more);
    command.output().expect("dibao runs")
}

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// All files, the publisher's own account too.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = tree(folder);
    for (path, bytes) in tree(&folder.join(".dibao")) {
        // A cache, and no part of the site.
        if path.starts_with("kept/") {
            continue;
        }
        all.insert(format!(".dibao/{path}"), bytes);
    }
    all
}

#[test]
fn a_quiet_build_says_nothing() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("temporary folder");
    let out = build(content.path(), &site.path().join("site"), &["--quiet"]);
    assert_eq!(stderr(&out), "");
    assert!(out.stdout.is_empty(), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(site.path().join("site/index.html").is_file());
}

#[test]
fn bad_input_leaves_the_last_good_site_as_it_was() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("temporary folder");
    build(content.path(), site.path(), &["--quiet"]);
    let register = content.path().join("addresses.tsv");
    let (before, given) = (everything(site.path()), fs::read(&register).expect("register"));

    // Everything that can be wrong comes to what was right.
    let bad = root().join("tests/cli/bad.in/content");
    for entry in walkdir::WalkDir::new(&bad).min_depth(1) {
        let entry = entry.expect("readable folder");
        let target = content.path().join(entry.path().strip_prefix(&bad).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("create folder");
        } else if !entry.path_is_symlink() {
            fs::copy(entry.path(), &target).expect("copy");
        }
    }
    let out = run(content.path(), site.path(), &[]);
    assert_eq!(out.status.code(), Some(1), "{}", stderr(&out));
    assert!(out.stdout.is_empty(), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(everything(site.path()) == before, "the site changed");
    assert_eq!(fs::read(&register).expect("register"), given, "the register changed");
}

/// Messages come sorted by path, then line, so that the same slip is told at the same place each time.
#[test]
fn messages_are_sorted() {
    let site = tempfile::tempdir().expect("temporary folder");
    let out = run(&root().join("tests/cli/bad.in/content"), &site.path().join("site"), &["--quiet"]);
    let told = stderr(&out);
    let spots: Vec<(String, u32, u32)> = told
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .map(|spot| {
            // A path may hold no colon here, so what follows the first is line and column.
            let mut parts = spot.split(':');
            let path = parts.next().unwrap_or_default().to_owned();
            let mut number = || parts.next().and_then(|n| n.parse().ok()).unwrap_or(0);
            (path, number(), number())
        })
        .collect();
    assert!(spots.len() >= 15, "{told}");
    assert!(spots.is_sorted(), "{spots:?}");
    assert!(!site.path().join("site").exists(), "a failed build made a folder");
}

/// A page that cannot be replaced is the machine's failure; the site's other files stay.
#[test]
fn a_build_that_cannot_write_fails_as_the_machine_does() {
    let content = copied(&root().join("tests/site/content"));
    let folder = tempfile::tempdir().expect("temporary folder");
    let file = folder.path().join("file");
    fs::write(&file, "mine").expect("write");
    let out = run(content.path(), &file.join("site"), &["--quiet"]);
    assert_eq!(out.status.code(), Some(3), "{}", stderr(&out));
    assert!(!stderr(&out).is_empty() && out.stdout.is_empty());
    assert_eq!(fs::read(&file).expect("file"), b"mine");
}

/// Where `content/` cannot be written, the site is built and the register's missing lines are data on stdout.
#[cfg(unix)]
#[test]
fn content_that_cannot_be_written_gives_its_lines_to_stdout() {
    use std::os::unix::fs::PermissionsExt as _;
    let content = copied(&root().join("tests/site/content"));
    let _ = fs::remove_file(content.path().join("addresses.tsv"));
    let site = tempfile::tempdir().expect("temporary folder");
    let set =
        |mode| fs::set_permissions(content.path(), fs::Permissions::from_mode(mode)).expect("permissions");
    set(0o555);
    if fs::write(content.path().join("probe"), "").is_ok() {
        set(0o755);
        eprintln!("skipped: permissions do not bind root");
        return;
    }
    let out = run(content.path(), site.path(), &["--quiet"]);
    set(0o755);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(lines.lines().all(|line| line.starts_with("a/") && line.split('\t').count() == 6), "{lines}");
    // Added by hand, they are the register.
    fs::write(content.path().join("addresses.tsv"), lines).expect("write");
    let again = run(content.path(), site.path(), &["--quiet", "--locked"]);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
}

/// What the READMEs say of corrections is what the session `every-correction` runs; and what is withheld is nowhere.
#[test]
fn the_corrections_in_the_readmes_work() {
    let case = root().join("tests/cli/every-correction.in/content");
    let sidecar = fs::read_to_string(case.join("xishan/2019-03-01.yaml")).expect("sidecar");
    for readme in ["README.md", "README.zh.md"] {
        let text = fs::read_to_string(root().join(readme)).expect("readme");
        assert!(text.contains(&sidecar), "{readme} does not show the sidecar as it is tested");
    }
    let content = copied(&case);
    let site = tempfile::tempdir().expect("temporary folder");
    build(content.path(), site.path(), &["--quiet", "--strict"]);
    for (path, bytes) in tree(site.path()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("住址和电话"), "{path} shows what is withheld");
    }
}

/// Links of the documents lead to files that are there.
#[test]
fn links_of_the_documents_resolve() {
    let link = regex_lite::Regex::new(r"\]\(([^)#:]+)\)").expect("pattern");
    for document in
        ["README.md", "README.zh.md", "CHANGELOG.md", "docs/design.md", "docs/records.md", "docs/why.md"]
    {
        let path = root().join(document);
        let text = fs::read_to_string(&path).expect("document");
        for link in link.captures_iter(&text) {
            let target = path.parent().expect("folder").join(&link[1]);
            assert!(target.exists(), "{document}: {} is not there", &link[1]);
        }
    }
}
