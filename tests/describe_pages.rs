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

const ARTICLE: &str = "渠首开闸放水\n\n昨日上午，青河灌区渠首开闸放水，渠管员沿干渠巡查。今年灌区整修斗渠四十里，渠水比去年早到三天，放水员老周说，渠水到了地头，人心就定了。\n";
const MILL: &str =
    "缫丝厂里夜校灯明\n\n县缫丝厂办起职工夜校，女工下班后到夜校上课识字，车间主任给她们讲生产知识。\n";

/// A content folder with two articles, an `archive.yaml`, and vocabulary files.
fn with_vocabularies(archive: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let content = tempfile::tempdir().expect("temporary folder");
    let paper = content.path().join("qh");
    fs::create_dir_all(&paper).expect("folder");
    fs::create_dir_all(content.path().join("vocabularies")).expect("folder");
    fs::write(content.path().join("archive.yaml"), archive).expect("write");
    fs::write(paper.join("1956-03-01.txt"), ARTICLE).expect("write");
    fs::write(paper.join("1956-03-02.txt"), MILL).expect("write");
    for (name, text) in files {
        fs::write(content.path().join(name), text).expect("write");
    }
    content
}

/// An archive's own topics beside the built-in ones: found in texts, named on pages, set by a correction.
#[test]
fn an_archives_own_topics_stand_beside_the_built_in_ones() {
    let water = "topics:\n  - id: canals\n    name: 灌渠史\n    iptc: medtop:20000430\n    cues: {strong: [渠首, 干渠, 斗渠], weak: [渠水]}\n    children:\n      - {id: canals-men, name: 渠工, cues: [渠管员, 放水员]}\n  - {extends: industry, name: 工业史, cues: [缫絲廠]}\n";
    let content = with_vocabularies(
        "vocabularies: vocabularies/water.yaml\n",
        &[
            ("vocabularies/water.yaml", water),
            (
                "qh/1956-03-02.yaml",
                "corrections:\n  - {at: 缫丝厂里夜校灯明, set: {topics: [education, canals-men]}}\n",
            ),
        ],
    );
    let site = tempfile::tempdir().expect("temporary folder");
    let out = build(content.path(), site.path(), &[]);
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(!told.contains("warning"), "{told}");
    let page = |path: &str| fs::read_to_string(site.path().join(path)).expect("page");
    let canals = page("topics/canals.html");
    assert!(canals.contains("灌渠史") && canals.contains("渠首开闸放水"), "{canals}");
    assert!(canals.contains("medtop:20000430"), "{canals}");
    let men = page("topics/canals-men.html");
    assert!(
        men.contains("渠工") && men.contains("渠首开闸放水") && men.contains("缫丝厂里夜校灯明"),
        "{men}"
    );
    assert!(page("topics/index.html").contains("灌渠史"));
    assert!(page("topics/education.html").contains("medtop:05000000 教育"));

    // Without the correction the mill is found by the word that the file gives to 工业, in whatever characters it is written.
    fs::remove_file(content.path().join("qh/1956-03-02.yaml")).expect("remove");
    build(content.path(), site.path(), &["--quiet"]);
    let industry = page("topics/industry.html");
    assert!(industry.contains("工业史") && industry.contains("缫丝厂里夜校灯明"), "{industry}");
}

/// `mode: replace`: the built-in topics are gone, their words with them.
#[test]
fn an_archives_own_topics_stand_instead_of_the_built_in_ones() {
    let only = "mode: replace\ntopics:\n  - {id: canals, name: 灌渠史, cues: [渠首, 干渠, 斗渠]}\n  - {id: education, name: 识字史, cues: [识字课本]}\n";
    let content =
        with_vocabularies("vocabularies: [vocabularies/only.yml]\n", &[("vocabularies/only.yml", only)]);
    let site = tempfile::tempdir().expect("temporary folder");
    build(content.path(), site.path(), &["--quiet"]);
    let mut topics: Vec<String> = common::tree(&site.path().join("topics")).into_keys().collect();
    topics.sort();
    assert_eq!(topics, ["canals.html", "index.html", "none.html"]);
}

/// All that is wrong is told at once, by file, line and column; nothing is published.
#[test]
fn a_vocabulary_with_slips_is_no_vocabulary() {
    let content = with_vocabularies(
        "title: 馆\nvocabularies:\n  - vocabularies/watr.yaml\n  - vocabularies/silk.yaml\n",
        &[
            ("vocabularies/water.yaml", "topics: [{id: canals, name: 灌渠史}]\n"),
            (
                "vocabularies/silk.yaml",
                "topics:\n  - {id: silk, name: 丝, cue: [缫丝]}\n  - {extends: agricultur, cues: [蚕桑]}\n",
            ),
            ("qh/1956-03-02.yaml", "corrections:\n  - {at: 缫丝厂里夜校灯明, set: {topics: [silkk]}}\n"),
        ],
    );
    let site = tempfile::tempdir().expect("temporary folder");
    let out = common::dibao()
        .args(["build", "--content"])
        .arg(content.path())
        .arg("--output")
        .arg(site.path().join("site"))
        .output()
        .expect("dibao runs");
    assert_eq!(out.status.code(), Some(1));
    let told = String::from_utf8_lossy(&out.stderr);
    for want in [
        "archive.yaml:3:5",
        "是不是 vocabularies/water.yaml?",
        "silk.yaml:2:25",
        "是不是 cues?",
        "silk.yaml:3:15",
        "是不是 agriculture?",
        "1956-03-02.yaml:2:35",
        "是不是 silk?",
    ] {
        assert!(told.contains(want), "{want} is not in\n{told}");
    }
    assert!(!site.path().join("site").exists());
}
