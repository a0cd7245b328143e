//! `dibao check`: every suggestion, pasted, settles what it is about, and check is silent then.

use dibao::build::BuildError;
use dibao::check::{Finding, Remedy, Sort};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What can be settled: missing issues are told as well, and no YAML finds them.
fn check(content: &Path) -> Result<Vec<Finding>, BuildError> {
    let mut found = dibao::check::check(content)?;
    found.retain(|f| f.sort != Sort::Series);
    Ok(found)
}

/// The pages of every case, each an issue of its own.
fn archive(content: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let cases = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
    for (k, case) in cases.filter(|e| e.path().extension().is_some_and(|e| e == "txt")).enumerate() {
        let text = fs::read_to_string(case.path()).expect("a case is readable UTF-8");
        let folder = content.join(format!("bao/2019-{:02}-{:02}", k / 28 + 1, k % 28 + 1));
        fs::create_dir_all(&folder).expect("create folder");
        let pages = text.split("=== 应为").next().unwrap_or_default();
        for (n, page) in pages.split("=== 版面").skip(1).enumerate() {
            let page = page.split_once('\n').map_or("", |p| p.1);
            if !page.trim().is_empty() {
                fs::write(folder.join(format!("{:02}.txt", n + 1)), page).expect("write");
            }
        }
    }
    fs::write(content.join("bao/publication.yaml"), "name: 西山日报\n").expect("write");
}

fn told(content: &Path) -> String {
    check(content).expect("it can be read").iter().map(|f| format!("{f}\n")).collect()
}

#[test]
fn every_suggestion_settles_its_notice() {
    let content = tempfile::tempdir().expect("temporary folder");
    archive(content.path());
    let found = check(content.path()).expect("it can be read");
    let codes = [
        "uncertain-split",
        "breaks-off",
        "repeated-sentence",
        "begins-in-mid-sentence",
        "byline-differs",
        "contents-entry-not-found",
        "continuation-without-beginning",
    ];
    for code in codes {
        assert!(found.iter().any(|f| f.message.contains(code)), "no notice of {code} to settle");
    }
    let mut sidecars: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in &found {
        assert_eq!(finding.sort, Sort::Notice, "{finding}");
        let Some(Remedy::Add { path, item }) = &finding.remedy else { panic!("nothing settles {finding}") };
        let items = sidecars.entry(path.clone()).or_default();
        // Two notices of one line may be settled by one item.
        if !items.contains(item) {
            items.push(item.clone());
        }
    }
    for (path, items) in sidecars {
        fs::write(path, format!("corrections:\n  - {}\n", items.join("\n  - "))).expect("write");
    }
    assert_eq!(told(content.path()), "");
}

const PAGE: &str = "西山日报\n2019年3月1日 第2041期\n\n山桃花开了\n\n本报讯（记者 高一鸣） 昨天，山桃花开了，坡上来了不少人。\n\n\
    社区医生的出诊包\n\n本报讯（记者 任小川） 昨天一早，社区医生上门，给老人量血压。\n";

#[test]
fn every_misfit_is_settled_by_what_is_suggested() {
    let content = tempfile::tempdir().expect("temporary folder");
    fs::create_dir_all(content.path().join("bao")).expect("create folder");
    fs::write(content.path().join("bao/2019-03-01.txt"), PAGE).expect("write");
    let sidecar = content.path().join("bao/2019-03-01.yaml");
    let items = [
        "{start: 社区医生的出珍包}",
        "{at: 本报讯, text: 本報讯}",
        "{start: {text: 山桃花开了, nth: 9}}",
        "{end: 没有这样一句话的}",
        "{join: [山桃花开了, 山桃花开了]}",
        "{move: 坡上来了, after: 不少人}",
        "{end: 西山日报}",
        "{at: 山桃花开了, accept: breaks-off}",
        "{at: 社区医生的出珍包, withhold: true}",
    ];
    fs::write(&sidecar, format!("corrections:\n  - {}\n", items.join("\n  - "))).expect("write");
    let found = check(content.path()).expect("it can be read");
    assert_eq!(found.len(), items.len(), "{}", told(content.path()));
    let mut lines: Vec<String> =
        fs::read_to_string(&sidecar).expect("read").lines().map(str::to_string).collect();
    for finding in &found {
        let line = finding.place.expect("a place").0;
        lines[line - 1] = match &finding.remedy {
            Some(Remedy::Replace { item }) => format!("  - {item}"),
            Some(Remedy::Remove) => String::new(),
            other => panic!("{other:?} for {finding}"),
        };
    }
    fs::write(&sidecar, lines.join("\n") + "\n").expect("write");
    assert_eq!(told(content.path()), "", "{}", lines.join("\n"));
}
