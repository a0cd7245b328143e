//! Related articles as a visitor meets them: what an article's page leads to, why, and that later issues change nothing there.

mod common;

use common::{build, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Issues of an invented county paper: date, then titles with their texts.
type Issue = (&'static str, &'static [(&'static str, &'static str)]);

const DAM: &str = "平遥县的“引沁入汾”灌渠工程昨天在朱坑乡动工。县水利局请来技术员，三个村的民工先修渠首，再开干渠。“引沁入汾”灌渠工程全长四十里，明年春天放水。";
const WATER: &str = "平遥县的“引沁入汾”灌渠工程昨天放水，朱坑乡的麦田浇上了头一水。民工们站在渠首看水头过去，老人说，“引沁入汾”灌渠工程修了两年，值得。";
const SCHOOL: &str = "福建省泉州市鲤城区的小学开了算盘课，老师请来供销社的老会计给学生上课，孩子们学得认真，家长也来旁听，教室坐得满满的。";
const MEND: &str = "平遥县的“引沁入汾”灌渠工程今年秋天大修，民工清淤三万方。县水利局说，修好以后，“引沁入汾”灌渠工程还能多浇两千亩，明年春天不误放水。";

const FIRST: Issue = ("1985-03-02", &[("灌渠动工", DAM), ("供销社的老会计走进小学课堂教算盘", SCHOOL)]);
const SECOND: Issue = ("1987-04-05", &[("渠水到了朱坑", WATER)]);
const THIRD: Issue = ("1989-10-08", &[("灌渠大修", MEND)]);

fn write(content: &Path, issues: &[Issue]) {
    for (date, articles) in issues {
        let page: Vec<String> =
            articles.iter().map(|(title, text)| format!("# {title}\n\n{text}\n")).collect();
        fs::write(content.join("pingyao").join(format!("{date}.md")), page.join("\n")).expect("write");
    }
}

/// Pages of articles by title.
fn pages(content: &Path) -> BTreeMap<String, (String, String)> {
    let site = tempfile::tempdir().expect("temporary folder");
    build(content, site.path(), &["--quiet"]);
    let html = tree(site.path()).into_iter().filter(|(path, _)| path.starts_with("a/"));
    html.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let title = text
            .split("<h1>")
            .nth(1)
            .or_else(|| text.split("<h1").nth(1))
            .and_then(|rest| rest.split("</h1>").next())
            .expect("a title");
        (title.to_owned(), (path, text.clone()))
    })
    .collect()
}

fn related(page: &str) -> Option<&str> {
    page.split("class=\"related\"").nth(1).and_then(|rest| rest.split("</section>").next())
}

#[test]
fn an_article_leads_to_earlier_ones_that_share_its_subject_and_says_why() {
    let content = tempfile::tempdir().expect("temporary folder");
    fs::create_dir(content.path().join("pingyao")).expect("folder");
    fs::write(content.path().join("pingyao/publication.yaml"), "name: 汾水小报\nregion: 140728\n")
        .expect("write");
    write(content.path(), &[FIRST, SECOND]);
    let before = pages(content.path());

    let later = related(&before["渠水到了朱坑"].1).expect("related articles");
    assert!(later.contains("灌渠动工") && !later.contains("供销社的老会计走进小学课堂教算盘"), "{later}");
    assert!(later.contains("同在平遥县") && later.contains("都提到“引沁入汾"), "{later}");
    assert!(related(&before["灌渠动工"].1).is_none(), "what came two years later is not known to it");
    assert!(
        related(&before["供销社的老会计走进小学课堂教算盘"].1).is_none(),
        "another place and another thing"
    );

    // A later issue leaves these pages alone, byte for byte, and finds both.
    write(content.path(), &[THIRD]);
    let after = pages(content.path());
    for (title, page) in &before {
        assert_eq!(&after[title], page, "{title}");
    }
    let both = related(&after["灌渠大修"].1).expect("related articles");
    let at = |title: &str| both.find(title).unwrap_or_else(|| panic!("{title}: {both}"));
    assert!(at("渠水到了朱坑") < at("灌渠动工"), "the nearer in time comes first: {both}");
}

/// An undated article knows those of its own issue only: there may be any number of undated ones, and more to come.
#[test]
fn undated_issues_leave_one_another_alone() {
    let content = tempfile::tempdir().expect("temporary folder");
    fs::create_dir(content.path().join("pingyao")).expect("folder");
    let file = |name: &str, titles: &[String]| {
        let page: Vec<String> =
            titles.iter().map(|title| format!("{title}\n\n　　本报讯 {WATER}\n\n　　{DAM}\n")).collect();
        fs::write(content.path().join("pingyao").join(name), page.join("\n")).expect("write");
    };
    let titled = |from: usize, n: usize| -> Vec<String> {
        (from..from + n).map(|k| format!("平遥县“引沁入汾”灌渠工程第{k}段渠道放水浇地")).collect()
    };
    file("剪报一.txt", &titled(100, 3));
    let before = pages(content.path());
    assert_eq!(before.values().filter(|(_, page)| related(page).is_some()).count(), 3, "{:?}", before.keys());
    file("剪报二.txt", &titled(200, 60));
    let after = pages(content.path());
    for (title, page) in &before {
        assert_eq!(&after[title], page, "{title}");
    }
}
