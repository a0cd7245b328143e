//! Whole sites: built into a temporary folder and compared, as a user meets them.
//!
//! `DIBAO_REFRESH=1 cargo test --test site` rewrites `tests/site/expected`, for a person to review.

mod common;

use common::{build, copied, root, shared, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The fixture's site, file by file: any change to a page shows in the review of a change.
#[test]
fn the_fixture_gives_the_expected_site() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("temporary folder");
    build(content.path(), site.path(), &["--quiet"]);
    let mut made = tree(site.path());
    made.insert("addresses.tsv".into(), fs::read(content.path().join("addresses.tsv")).expect("register"));
    let expected = root().join("tests/site/expected");
    if std::env::var_os("DIBAO_REFRESH").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (path, bytes) in &made {
            let target = expected.join(path);
            fs::create_dir_all(target.parent().expect("parent")).expect("create folder");
            fs::write(target, bytes).expect("write");
        }
        return;
    }
    let wanted = tree(&expected);
    let names = |t: &BTreeMap<String, Vec<u8>>| t.keys().cloned().collect::<BTreeSet<_>>();
    assert!(!wanted.is_empty(), "no expectation: run with DIBAO_REFRESH=1 and review");
    assert_eq!(names(&made), names(&wanted), "the list of files differs");
    for (path, bytes) in &wanted {
        let (made, wanted) = (String::from_utf8_lossy(&made[path]), String::from_utf8_lossy(bytes));
        if made != wanted {
            let line = made.lines().zip(wanted.lines()).position(|(m, w)| m != w).unwrap_or(0);
            panic!(
                "{path} differs at line {}:\n  made:   {}\n  wanted: {}\n(DIBAO_REFRESH=1 rewrites the expectation)",
                line + 1,
                made.lines().nth(line).unwrap_or(""),
                wanted.lines().nth(line).unwrap_or("")
            );
        }
    }
}

/// Law 4: the same input gives the same bytes, whatever the folder is called and however many threads work.
#[test]
fn the_same_content_gives_the_same_bytes() {
    let (one, two) = (copied(&root().join("content")), copied(&root().join("content")));
    let (site_one, site_two) = (tempfile::tempdir().expect("temp"), tempfile::tempdir().expect("temp"));
    let _ = fs::remove_file(one.path().join("addresses.tsv"));
    let _ = fs::remove_file(two.path().join("addresses.tsv"));
    build(one.path(), site_one.path(), &["--quiet", "--jobs", "1"]);
    build(two.path(), site_two.path(), &["--quiet", "--jobs", "4"]);
    assert_eq!(tree(site_one.path()), tree(site_two.path()));
    let register = |c: &Path| fs::read(c.join("addresses.tsv")).expect("register");
    assert_eq!(register(one.path()), register(two.path()));

    // Again, with the register: nothing is written.
    let again = build(one.path(), site_one.path(), &[]);
    let stderr = String::from_utf8_lossy(&again.stderr).to_string();
    assert!(stderr.contains("0 written") && stderr.contains("0 removed"), "{stderr}");
    assert_eq!(tree(site_one.path()), tree(site_two.path()));
}

/// The demonstration archive is as large and as varied as it says.
#[test]
fn the_bundled_archive_is_rich() {
    let content = copied(&root().join("content"));
    let site = tempfile::tempdir().expect("temp");
    let out = build(content.path(), site.path(), &["--strict"]);
    let pages = tree(site.path());
    let count = |prefix: &str| pages.keys().filter(|p| p.starts_with(prefix) && p.ends_with(".html")).count();
    assert!(count("a/") >= 60, "{} articles", count("a/"));
    let issues = pages
        .keys()
        .filter(|p| p.starts_with("issues/") && p.matches('/').count() == 2 && !p.ends_with("index.html"));
    assert!(issues.count() >= 12);
    let provinces = pages.keys().filter(|p| p.starts_with("regions/") && p.ends_with("0000.html")).count();
    assert!(provinces >= 5, "{provinces} provinces");
    assert!(
        !String::from_utf8_lossy(&out.stderr).contains("warning"),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
}

/// A new issue arrives: its pages are added, no article's page changes, and no address is lost.
#[test]
fn a_new_issue_leaves_old_articles_as_they_are() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("temp");
    build(content.path(), site.path(), &["--quiet"]);
    let before = tree(site.path());
    fs::write(
        content.path().join("xishan-ribao/2019-03-02.txt"),
        "西山日报\n2019年3月2日 星期六 第2042期\n\n山桃花开了\n\n本报讯 昨天,永和县的山桃花开了,坡上来了不少看花的人,村里摆出了农家饭。\n",
    )
    .expect("write");
    build(content.path(), site.path(), &["--quiet"]);
    let after = tree(site.path());
    let articles = |t: &BTreeMap<String, Vec<u8>>| {
        t.clone().into_iter().filter(|(p, _)| p.starts_with("a/")).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (articles(&before), articles(&after));
    assert_eq!(new.len(), old.len() + 1);
    for (path, bytes) in &old {
        let now = String::from_utf8_lossy(&new[path]);
        assert!(String::from_utf8_lossy(bytes) == now, "{path} changed");
    }
}

/// Each article of the real sources, without any YAML, can be read and is linked from its region, issue and topic.
#[test]
fn real_sources_without_yaml_give_a_whole_site() {
    let Some(shared) = shared() else { return };
    let content = copied(&shared.join("archive"));
    let site = tempfile::tempdir().expect("temp");
    build(content.path(), site.path(), &["--quiet"]);
    let pages: BTreeMap<String, String> =
        tree(site.path()).into_iter().map(|(p, b)| (p, String::from_utf8_lossy(&b).into_owned())).collect();
    let mut paths: Vec<_> =
        fs::read_dir(content.path()).expect("content").map(|e| e.expect("entry").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let out = common::dibao().args(["split", "--format", "json"]).args(&paths).output().expect("dibao runs");
    let mut articles = 0;
    for line in String::from_utf8_lossy(&out.stdout).lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        for article in record["articles"].as_array().expect("articles") {
            articles += 1;
            let key = article["id"].as_str().expect("id");
            let (path, page) = pages
                .iter()
                .find(|(p, _)| p.starts_with("a/") && p.contains(key))
                .expect("a page for each article");
            assert!(page.contains(&format!("data-article-id=\"{key}\"")), "{path}");
            let file = path.rsplit('/').next().expect("name");
            let linked =
                |from: &str| pages.iter().any(|(p, html)| p.starts_with(from) && html.contains(file));
            assert!(linked("issues/"), "{path} is on no issue page");
            for (list, folder) in [("regions", "regions/"), ("topics", "topics/")] {
                for id in article[list].as_array().expect("ids") {
                    let id = id.as_str().expect("id");
                    assert!(linked(&format!("{folder}{id}")), "{path} is not on {folder}{id}");
                }
            }
        }
    }
    assert!(articles >= 20, "{articles} articles");
}

/// Article pages of a built site by their title.
fn addresses(site: &Path) -> BTreeMap<String, String> {
    let pages = tree(site).into_iter().filter(|(path, _)| path.starts_with("a/"));
    let title = |html: &[u8]| {
        let html = String::from_utf8_lossy(html).into_owned();
        let from = html.find("<h1").and_then(|at| html[at..].find('>').map(|end| at + end + 1))?;
        html[from..].find("</h1>").map(|to| html[from..from + to].trim().to_string())
    };
    pages.filter_map(|(path, html)| Some((title(&html)?, path))).collect()
}

/// Law 3: a correction that leaves an article little but its title leaves it its address.
#[test]
fn a_correction_takes_no_address_away() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("temp");
    build(content.path(), site.path(), &["--quiet"]);
    let before = addresses(site.path());
    fs::write(
        content.path().join("xishan-ribao/2019-03-01.yaml"),
        "corrections:\n  - {end: 本报记者 高一鸣}\n",
    )
    .expect("write");
    build(content.path(), site.path(), &["--quiet"]);
    let title = "老渡口通了新桥";
    assert_eq!(before.get(title), addresses(site.path()).get(title));
    assert!(before.contains_key(title), "{before:?}");
}

/// What a person wants withheld and the program cannot find stops the build: a warning would publish it.
#[test]
fn a_withholding_that_fits_nothing_stops_the_build() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("temp");
    fs::write(
        content.path().join("xishan-ribao/2019-03-01.yaml"),
        "corrections:\n  - {at: 没有这样的话, withhold: true}\n",
    )
    .expect("write");
    let out = common::dibao()
        .arg("build")
        .arg("--content")
        .arg(content.path())
        .arg("--output")
        .arg(site.path())
        .output();
    let out = out.expect("dibao runs");
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(tree(site.path()).is_empty(), "nothing is published");
}

/// A source may be called as the list of issues is.
#[test]
fn an_issue_called_index_has_a_page_of_its_own() {
    let content = tempfile::tempdir().expect("temp");
    let site = tempfile::tempdir().expect("temp");
    fs::create_dir(content.path().join("报")).expect("create folder");
    fs::write(content.path().join("报/index.txt"), "渡口的早晨\n\n雾散了，船还系在柳树下。\n")
        .expect("write");
    build(content.path(), site.path(), &["--quiet"]);
    assert_eq!(addresses(site.path()).len(), 1);
}
