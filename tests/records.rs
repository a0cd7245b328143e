//! Issues may be made anywhere: an archive built from records that other processes made is the one that is built in one place, byte for
//! byte. Records that do not fit are not used; damaged ones are errors.

mod common;

use common::{build, copied, dibao, root, tree};
use dibao::build::Maker;
use dibao::describe::codes::Tables;
use dibao::kept::{Stamps, record};
use dibao::read::survey::Survey;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

/// The bundled archive, with all that an issue may depend on: a vocabulary, and sidecars of which one withholds and one does not fit.
fn archive() -> tempfile::TempDir {
    let content = copied(&root().join("content"));
    let write = |path: &str, text: &str| fs::write(content.path().join(path), text).expect("written");
    let settings = fs::read_to_string(content.path().join("archive.yaml")).expect("settings");
    write("archive.yaml", &format!("{settings}\nvocabularies: [own.yaml]\n"));
    write("own.yaml", "topics:\n  - {id: own, name: 本地, cues: [水库, 小学]}\n");
    write(
        "weishang/2023-01.txt",
        "某地旧事\n\n　　此事暂不公开，须待三十年后再说，详情从略。\n\n山花开了\n\n　　昨天，山上的花开了。\n",
    );
    write("weishang/2023-01.yaml", "corrections:\n  - {at: 某地旧事, withhold: true}\n");
    write("weishang/2023-02.txt", "新桥通车\n\n　　昨天，县里的新桥\u{2028}通了车。\n");
    write("weishang/2023-02.yaml", "corrections:\n  - {at: 旧桥通了车, text: 旧桥通车}\n");
    content
}

/// Full records of what the paths below the archive name.
fn records(content: &Path, paths: &[&str]) -> Vec<u8> {
    let mut command = dibao();
    command.args(["split", "--format", "full", "--content"]).arg(content);
    let out = command.args(paths.iter().map(|path| content.join(path))).output().expect("dibao runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

fn lines(records: &[u8]) -> Vec<&str> {
    std::str::from_utf8(records).expect("UTF-8").lines().collect()
}

/// A folder of record files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

type Site = (Vec<u8>, BTreeMap<String, Vec<u8>>);

/// The register and the site of a build from nothing, and what it told. The content stays as it was.
fn built(content: &Path, records: Option<&Path>) -> (Site, String) {
    let before = fs::read(content.join("addresses.tsv")).expect("register");
    let site = tempfile::tempdir().expect("temporary folder");
    let records: Vec<&str> =
        records.map_or(vec![], |folder| vec!["--records", folder.to_str().expect("UTF-8")]);
    let out = build(content, site.path(), &records);
    let register = content.join("addresses.tsv");
    let made = (fs::read(&register).expect("register"), tree(site.path()));
    fs::write(&register, before).expect("written");
    (made, stderr(&out))
}

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// A build from records that must be the same; gives what it told.
fn same(content: &Path, files: &[(&str, &[u8])]) -> String {
    let (expected, _) = built(content, None);
    let (found, told) = built(content, Some(folder(files).path()));
    for path in expected.1.keys().chain(found.1.keys()) {
        assert!(expected.1.get(path) == found.1.get(path), "{path} differs: {told}");
    }
    assert!(expected.0 == found.0, "the register differs: {told}");
    told
}

#[test]
fn a_site_from_records_is_the_site_made_in_one_place() {
    let content = archive();
    let issues = [
        "minyuan-ribao/2023-11-08.txt",
        "minyuan-ribao/2023-11-09.txt",
        "minyuan-ribao/2024-03-12.txt",
        "nenshui-zhoubao",
        "weishang",
    ];
    // A process each, in two files; the rest by a list on standard input.
    let each: Vec<Vec<u8>> = issues.iter().map(|path| records(content.path(), &[path])).collect();
    let (one, two) = (each[..2].concat(), each[2..].concat());
    let mut rest = dibao();
    rest.args(["split", "--format", "full", "-", "--content"]).arg(content.path());
    let rest = rest.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("dibao runs");
    for path in ["minyuan-ribao/2024-03-13.txt", "minyuan-ribao/2024-09-20.txt", "零散剪报-示例"] {
        let path = content.path().join(path);
        writeln!(rest.stdin.as_ref().expect("stdin"), "{}", path.display()).expect("written");
    }
    let three = rest.wait_with_output().expect("it ends").stdout;
    let files: [(&str, &[u8]); 4] =
        [("1.jsonl", &one), ("2.jsonl", &two), ("3.jsonl", &three), ("readme.txt", b"no record")];
    let told = same(content.path(), &files);
    let all = lines(&one).len() + lines(&two).len() + lines(&three).len();
    assert!(told.contains(&format!("({all} records used)")), "{told}");
    // Pure: all at once, in any order and any number of processes, they are the same lines.
    let mut whole = records(content.path(), &[""]);
    let mut parts = [one, two, three].concat();
    for bytes in [&mut whole, &mut parts] {
        let mut sorted = lines(bytes);
        sorted.sort_unstable();
        *bytes = sorted.join("\n").into_bytes();
    }
    assert!(whole == parts);
    assert!(!String::from_utf8_lossy(&whole).contains("暂不公开"), "a record holds what is withheld");
    // One that engines set anew: other spaces, other escapes, keys in another order.
    let reset = |line: &&str| {
        let value: BTreeMap<String, serde_json::Value> = serde_json::from_str(line).expect("JSON");
        serde_json::to_string_pretty(&value).expect("JSON").replace('\n', " ").replace('桥', "\\u6865")
    };
    let reset: Vec<String> = lines(&whole).iter().map(reset).collect();
    assert!(same(content.path(), &[("r.jsonl", reset.join("\r\n").as_bytes())]).contains("records used)"));
}

#[test]
fn records_that_do_not_fit_are_not_used() {
    let content = archive();
    let all = records(content.path(), &[""]);
    let count = lines(&all).len();
    let half = lines(&all)[..count / 2].join("\n");
    let told = same(content.path(), &[("half.jsonl", half.as_bytes())]);
    assert!(
        told.contains(&format!("({} records used, {} made here", count / 2, count - count / 2)),
        "{told}"
    );
    let other = String::from_utf8_lossy(&all).replace(dibao::kept::PROGRAM, &"0".repeat(32));
    let told = same(content.path(), &[("old.jsonl", other.as_bytes())]);
    assert!(told.contains(&format!("{count} by another version")), "{told}");
    // A later form of the records, of which nothing else is known.
    let told = same(content.path(), &[("new.jsonl", b"{\"dibao\":\"full 2\",\"program\":\"9\"}\n")]);
    assert!(told.contains(&format!("{count} without a record")), "{told}");
    let told = same(content.path(), &[]);
    assert!(told.contains("没有记录") && told.contains(&format!("{count} without a record")), "{told}");
    // Then something changes: a source, a sidecar, a publication, the vocabulary. A fresh record beside the stale one is used.
    let edits = [
        ("minyuan-ribao/2024-03-12.txt", "　　后来又下了雨。\n", 1),
        ("weishang/2023-01.yaml", "date: 2023-01-05\n", 1),
        ("nenshui-zhoubao/publication.yaml", "since: 1990\n", 4),
        ("own.yaml", "  - {id: other, name: 别的, cues: [下雨]}\n", count),
    ];
    for (path, more, stale) in edits {
        let file = content.path().join(path);
        let text = fs::read_to_string(&file).expect("text");
        fs::write(&file, format!("{text}{more}")).expect("written");
        let told = same(content.path(), &[("all.jsonl", &all)]);
        assert!(told.contains(&format!("{stale} of other files or settings")), "{path}: {told}");
        if path.ends_with(".txt") {
            let fresh = records(content.path(), &[path]);
            let told = same(content.path(), &[("all.jsonl", &all), ("fresh.jsonl", &fresh)]);
            assert!(told.contains(&format!("({count} records used)")), "{told}");
        }
        fs::write(&file, text).expect("written");
    }
}

/// The same archive in another place: an issue of which there is nothing to tell is the same there.
#[test]
fn records_do_not_mind_where_the_archive_lies() {
    let (one, two) = (archive(), archive());
    let all = records(one.path(), &[""]);
    let told = same(two.path(), &[("all.jsonl", &all)]);
    let count = lines(&all).len();
    assert!(
        told.contains(&format!("({} records used, 1 made here: 1 made under another", count - 1)),
        "{told}"
    );
}

#[test]
fn damaged_records_are_errors() {
    let content = archive();
    let all = String::from_utf8(records(content.path(), &[""])).expect("UTF-8");
    let third = lines(all.as_bytes())[2];
    let cut = &third[..third.char_indices().nth(third.chars().count() / 2).expect("long").0];
    // Valid JSON that says something else.
    let changed = third.replacen("\"confidence\":0", "\"confidence\":1", 1);
    assert_ne!(third, changed);
    let split = String::from_utf8_lossy(
        &dibao()
            .args(["split", "--format", "json"])
            .arg(content.path().join("weishang/2023-02.txt"))
            .output()
            .expect("dibao runs")
            .stdout,
    )
    .trim_end()
    .to_owned();
    for bad in [cut, &changed, "{}", "一行字", &split] {
        let files = folder(&[("a.jsonl", all.as_bytes()), ("b.jsonl", b"\n")]);
        fs::write(files.path().join("a.jsonl"), all.replace(third, bad)).expect("written");
        let site = tempfile::tempdir().expect("temporary folder");
        let mut command = dibao();
        command.args(["build", "--quiet", "--content"]).arg(content.path()).arg("--output").arg(site.path());
        let out = command.arg("--records").arg(files.path()).output().expect("dibao runs");
        assert_eq!(out.status.code(), Some(1), "{bad}: {}", stderr(&out));
        let place = format!("{}:3:", files.path().join("a.jsonl").display());
        assert!(stderr(&out).contains(&place), "{bad}: {}", stderr(&out));
        assert!(
            stderr(&out).contains("a damaged record") && stderr(&out).contains("help"),
            "{}",
            stderr(&out)
        );
        assert!(!site.path().join("index.html").exists());
    }
}

/// What is written is what is read, whatever stands on the pages.
#[test]
fn a_record_holds_all_that_was_made() {
    let tables = Tables::default();
    let content = archive();
    for folder in [content.path().to_owned(), root().join("tests/pages"), root().join("tests/cases")] {
        let survey = Survey::of(&folder, &tables);
        let maker = Maker::new("content", &survey, Stamps::default());
        for plan in &survey.plans {
            let (made, _) = maker.make(plan, maker.parts(plan)).expect("it can be read");
            let mut line = Vec::new();
            record::write(&made, "content", &mut line).expect("written");
            assert_eq!(line.iter().filter(|b| **b == b'\n').count(), 1);
            let read = record::read(&line).unwrap_or_else(|damage| panic!("{}: {damage:?}", plan.path));
            assert!(read == made, "{}", plan.path);
        }
    }
}

#[test]
fn paths_that_name_no_issue_of_the_archive_are_errors() {
    let content = archive();
    let elsewhere = tempfile::tempdir().expect("temporary folder");
    let asked = |path: &Path| {
        let mut command = dibao();
        command.args(["split", "--format", "full", "--content"]).arg(content.path()).arg(path);
        let out = command.output().expect("dibao runs");
        (out.status.code(), out.stdout.len(), stderr(&out))
    };
    let (status, bytes, told) = asked(elsewhere.path());
    assert_eq!((status, bytes), (Some(1), 0), "{told}");
    assert!(told.contains("--content"), "{told}");
    let (status, bytes, told) = asked(&content.path().join("weishang/2023-03.txt"));
    assert_eq!((status, bytes), (Some(1), 0), "{told}");
    // A glob names YAML too; a page stands for its issue.
    let (status, bytes, told) = asked(&content.path().join("weishang/2023-01.yaml"));
    assert_eq!((status, bytes), (Some(0), 0), "{told}");
    let page = records(content.path(), &["nenshui-zhoubao/2021-06-18/02.txt"]);
    assert_eq!(page, records(content.path(), &["nenshui-zhoubao/2021-06-18"]));
}
