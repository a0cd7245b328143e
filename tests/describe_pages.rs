//! Former names as a visitor meets them: on the pages of divisions.

mod common;

use common::build;
use std::fs;

/// A former division's page leads to today's and back; a name that only archive.yaml knows is found and listed.
#[test]
fn former_names_lead_to_todays_pages() {
    let content = tempfile::tempdir().expect("temporary folder");
    let site = tempfile::tempdir().expect("temporary folder");
    let paper = content.path().join("bj");
    fs::create_dir_all(&paper).expect("folder");
    let archive = "divisions:\n  - {name: 槐荫十里, code: 110101, until: 1958}\n";
    fs::write(content.path().join("archive.yaml"), archive).expect("write");
    for (name, place) in [("2005-03-01", "崇文区"), ("2015-03-01", "东城区"), ("1956-03-01", "槐荫十里")]
    {
        let text = format!(
            "{place}居民植树忙\n\n{place}的居民今天上街植树，街道干部挖坑培土，孩子们提水浇苗，忙到天黑才回家。\n"
        );
        fs::write(paper.join(format!("{name}.txt")), text).expect("write");
    }
    build(content.path(), site.path(), &["--quiet"]);
    let page =
        |code: &str| fs::read_to_string(site.path().join(format!("regions/{code}.html"))).expect("page");
    let (former, today) = (page("110103"), page("110101"));
    assert!(former.contains("后为东城区") && former.contains("110101.html"), "{former}");
    assert!(today.contains("曾有崇文区（至 2010-10）") && today.contains("110103.html"), "{today}");
    assert!(today.contains("曾有槐荫十里（至 1958）") && today.contains("1956"), "{today}");
}
