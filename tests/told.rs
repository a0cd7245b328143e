//! `dibao build -v` says what was redone and why; `--dry-run` says what would change and writes nothing. (That its list is what the build then
//! changes, `tests/incremental.rs` looks at after every edit.)

mod common;

use common::{build, copied, dibao, root};
use std::fs;
use std::path::Path;

/// What `-v` says, without the lines that every build says.
fn told(content: &Path, site: &Path, more: &[&str]) -> String {
    let out = build(content, site, &[&["-v"], more].concat());
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    let from = said.find("各期：").expect("issues are told");
    let to = said.find("种报刊").and_then(|at| said[..at].rfind('\n')).expect("the summary");
    said[from..=to].to_owned()
}

/// Lines that begin with two spaces, up to the pages.
fn issues(told: &str) -> Vec<&str> {
    told.lines().skip(1).take_while(|line| line.starts_with(' ')).map(str::trim).collect()
}

#[test]
fn each_reason_is_told() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    let (path, out) = (content.path(), site.path());
    let write = |name: &str, text: &str| fs::write(path.join(name), text).expect("written");
    let first = told(path, out, &[]);
    assert_eq!(issues(&first), ["2 期：没有以前的结果 (2 issues: nothing is kept of an earlier build)"]);
    told(path, out, &[]);
    let none = told(path, out, &[]);
    assert!(none.contains("(issues: 0 made, 2 kept, 0 gone)") && none.contains("(pages: 0 made"), "{none}");

    write("dongling/2019-03.md", "# 新的一篇\n\n正文在此，说的是小学。\n");
    let new = told(path, out, &[]);
    assert_eq!(issues(&new), ["dongling/2019-03: 新的一期 (new)"]);
    assert!(new.contains("(articles: 1 made: 1 new; 1 written, 0 removed)"), "{new}");
    write("dongling/2019-03.md", "# 新的一篇\n\n正文在此，说的是中学。\n");
    write("dongling/2019-03.yaml", "date: 2019-03-02\n");
    let changed = "dongling/2019-03: 改了 dongling/2019-03.md、添了 dongling/2019-03.yaml (changed, added)";
    assert_eq!(issues(&told(path, out, &[])), [changed]);
    fs::remove_file(path.join("dongling/2019-03.yaml")).expect("removed");
    assert_eq!(issues(&told(path, out, &[])), ["dongling/2019-03: 去了 dongling/2019-03.yaml (removed)"]);

    write("dongling/publication.yaml", "since: 2001\n");
    let settings = "publication.yaml 变了 (settings of the publication)";
    let both = [format!("dongling/2019-02: {settings}"), format!("dongling/2019-03: {settings}")];
    assert_eq!(issues(&told(path, out, &[])), both);
    write("own.yaml", "topics:\n  - {id: own, name: 本地, cues: [水库]}\n");
    let archive = fs::read_to_string(path.join("archive.yaml")).expect("settings");
    write("archive.yaml", &format!("{archive}\nvocabularies: [own.yaml]\n"));
    let vocabulary = told(path, out, &[]);
    let all = "3 期：archive.yaml 的词表或地名变了 (3 issues: vocabularies or divisions in archive.yaml)";
    assert_eq!(issues(&vocabulary), [all]);
    assert!(vocabulary.contains("archive.yaml 变了 (archive.yaml changed)"), "{vocabulary}");
    fs::remove_file(path.join("dongling/2019-03.md")).expect("removed");
    assert_eq!(issues(&told(path, out, &[])), ["dongling/2019-03: 没有了 (gone)"]);

    fs::create_dir_all(path.join("themes/mine/assets")).expect("a folder");
    write("themes/mine/assets/style.css", "body { margin: 0 }\n");
    let theme = told(path, out, &["--theme", "mine"]);
    assert!(issues(&theme).is_empty() && theme.contains("(the theme changed)"), "{theme}");
    told(path, out, &["--theme", "mine"]);
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::remove_file(out.join("index.html")).expect("removed");
    let gone = told(path, out, &["--theme", "mine"]);
    assert!(gone.contains("1 gone or touched") && gone.contains("; 1 written"), "{gone}");
    let full = told(path, out, &["--theme", "mine", "--full"]);
    assert_eq!(issues(&full), ["2 期：要求全部重做 (2 issues: --full)"]);
    assert!(full.contains("all anew: --full"), "{full}");
}

/// As if what is kept of the issues had been lost.
fn lose_briefs(site: &Path) {
    let kept = fs::read_dir(site.join(".dibao/kept")).expect("what is kept");
    let briefs = kept.map(|entry| entry.expect("a file").path());
    let briefs = briefs.filter(|path| path.to_string_lossy().contains("/briefs-")).collect::<Vec<_>>();
    assert!(!briefs.is_empty(), "no briefs are kept");
    briefs.iter().for_each(|path| fs::remove_file(path).expect("removed"));
}

#[test]
fn another_program_is_a_reason() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    told(content.path(), site.path(), &[]);
    // As another version would have left it.
    lose_briefs(site.path());
    for name in ["parts", "ground"] {
        let file = site.path().join(".dibao/kept").join(name);
        let mut bytes = fs::read(&file).expect("kept")[16..].to_vec();
        let program = dibao::kept::PROGRAM.as_bytes();
        let at = bytes.windows(program.len()).position(|part| part == program).expect("the program");
        bytes[at..at + program.len()].fill(b'0');
        let check = blake3::hash(&bytes);
        fs::write(&file, [&check.as_bytes()[..16], &bytes].concat()).expect("written");
    }
    let other = told(content.path(), site.path(), &[]);
    assert_eq!(issues(&other), ["2 期：程序换了 (2 issues: another version of dibao)"]);
    assert!(other.contains("  程序换了 (another version of dibao)"), "{other}");
    lose_briefs(site.path());
    fs::write(content.path().join("dongling/2019-03.md"), "# 新的一篇\n\n正文在此。\n").expect("written");
    let lost = told(content.path(), site.path(), &[]);
    assert_eq!(issues(&lost).len(), 3);
    assert!(issues(&lost)[0].contains("what was kept of it is lost"), "{lost}");
}

#[test]
fn a_dry_run_makes_no_folder_and_stops_where_the_build_would() {
    let content = copied(&root().join("tests/site/content"));
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("new/site");
    let out = build(content.path(), &site, &["--dry-run"]);
    let list = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(list.contains("add\tindex.html\n") && list.contains("address\ta/"), "{list}");
    assert!(!folder.path().join("new").exists() && !content.path().join("addresses.tsv").exists());
    // A file that is not ours, an address that must not be given: errors, as in the build.
    let run = |more: &[&str]| {
        let mut command = dibao();
        command.args(["build", "--dry-run", "--content"]).arg(content.path()).arg("--output").arg(&site);
        command.args(more).output().expect("dibao runs").status.code()
    };
    assert_eq!(run(&["--locked"]), Some(1));
    fs::create_dir_all(&site).expect("a folder");
    fs::write(site.join("index.html"), "mine").expect("written");
    assert_eq!((run(&[]), run(&["--replace"])), (Some(1), Some(0)));
    assert_eq!(fs::read_dir(&site).expect("readable").count(), 1);
}
