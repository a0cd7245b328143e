//! Text, set, withhold; and what anchors find.

use super::*;
use crate::describe;
use crate::read::sidecar::Facts;
use crate::split::BlockRole;

#[test]
fn text_shows_what_was_printed_and_keeps_the_lines() {
    let page = "# 修桥的故时\n\n◎ 何小用\n\n第一年只打了**两根**桩，第二年才铺上板，走的人都说稳当，雨天也不滑了。\n\n\
        后来又在桥头种了三棵柳树，夏天孩子们坐在树下等船，一直等到天黑才回家。\n";
    let actions = vec![
        Action::Text { at: at("修桥的故时"), printed: "修桥的故事".into() },
        Action::Text { at: at("何小用"), printed: "何小川".into() },
        Action::Text { at: at("两根桩,第二年"), printed: "两根桩，第三年".into() },
        Action::Text { at: at("第二年才"), printed: "第四年才".into() },
        Action::Text { at: at("天黑才回家"), printed: "天黑了才回家".into() },
    ];
    let (issue, problems) = corrected(page, actions);
    assert!(problems.contains("x.yaml:4:3") && problems.lines().count() == 1, "{problems}");
    let article = &issue.articles[0];
    assert_eq!((article.title.as_str(), article.authors[0].name.as_str()), ("修桥的故事", "何小川"));
    let body = article.blocks.iter().find(|b| b.role == BlockRole::Body);
    let body = body.unwrap_or_else(|| panic!("{}", shape(&issue)));
    assert!(body.text.starts_with("第一年只打了两根桩，第三年才铺上板"), "{}", body.text);
    assert!(body.markup.as_deref().is_some_and(|m| m.starts_with("第一年只打了**两根**桩，第三年")));
    assert!(article.blocks.iter().any(|b| b.text.ends_with("天黑了才回家。")));
}

#[test]
fn set_and_withhold_have_the_last_word() {
    let facts = Facts {
        title: Some("渡口".into()),
        kicker: Some("春天".into()),
        authors: Some(vec!["何小山".into()]),
        page: Some("7".into()),
        regions: Some(vec!["621102".into()]),
        topics: Some(vec!["party-org".into(), "energy".into(), "nosuch".into()]),
        ..Facts::default()
    };
    let actions = vec![
        Action::Set { at: at("三月里水涨"), facts },
        Action::Text { at: at("新渡口通了船"), printed: "新渡口通了车".into() },
        Action::Withhold { at: at("戏台有一百二十年") },
        Action::Withhold { at: at("2023年第2期") },
    ];
    let source = source(&[PAGE], actions);
    let (issue, problems) = structure(split::split(&source), &source);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place, Some((4, 3)));
    assert_eq!(
        (issue.articles[0].title.as_str(), issue.articles[0].kicker.as_deref()),
        ("渡口", Some("春天"))
    );
    assert_eq!(issue.articles[0].page.as_deref(), Some("7"));
    assert!(issue.articles.iter().any(|a| a.withheld && a.title == "磨房边的老戏台"));
    let topics = describe::topics::Vocabulary::of(&[]);
    let described = describe::describe(issue, "x", &source.publication, &topics);
    let (described, problems) = crate::correct::facts(described, &source, &topics.tree);
    let ids = |all: &[describe::Finding]| all.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    let first = &described.articles[0];
    assert_eq!(ids(&first.regions), ["621102"]);
    assert_eq!(ids(&first.topics), ["party", "energy"]);
    assert_eq!(ids(&first.subtopics), ["party-org"]);
    assert_eq!(first.topics[0].evidence, ["校订"]);
    assert_eq!(problems.len(), 1);
}

#[test]
fn anchors_say_what_is_wrong_with_them() {
    let actions = vec![
        Action::Withhold { at: at("三月里水张起来") },
        Action::Withhold { at: at("种子") },
        Action::Withhold { at: nth("种子", 9) },
        Action::Withhold { at: at("完全没有这样的话") },
    ];
    let (_, problems) = corrected(PAGE, actions);
    insta::assert_snapshot!(problems, @r#"
        x.yaml:1:3: 找不到“三月里水张起来” (the words quoted are not in the source) (最接近的是 (nearest): 1.txt:9 “三月里水涨起来”)
        x.yaml:2:3: “种子”有 3 处 (the words quoted occur 3 times) (请引得更长，或写 nth (quote more, or add nth): nth: 1 → 1.txt:15, nth: 2 → 1.txt:17, nth: 3 → 1.txt:19)
        x.yaml:3:3: “种子”没有第 9 处 (no occurrence number 9) (只有 3 处 (it occurs 3 times))
        x.yaml:4:3: 找不到“完全没有这样的话” (the words quoted are not in the source) (引文须与源文件逐字相同，空白不计 (quote it letter by letter; white space is ignored))
        "#);
}

#[test]
fn a_title_in_the_contents_and_over_two_lines_is_found() {
    let page = "河湾周刊\n\n目录\n\n1 新渡口通了船 何小川\n4 磨房边的老戏台 石望山\n\n# 新渡口\n通了船\n\n◎ 何小川\n\n\
        三月里水涨起来，渡口修好了，船一早就从北岸开过来，坐满了赶集的人和他们的箩筐。\n";
    let (issue, problems) = corrected(page, vec![Action::Withhold { at: at("# 新渡口通了船") }]);
    assert_eq!(problems, "");
    assert!(issue.articles.iter().any(|a| a.withheld), "{}", shape(&issue));
}

#[test]
fn a_quotation_may_cross_what_broke_its_paragraph() {
    let page = "# 新渡口通了船\n\n◎ 何小川\n\n渡口停了八年，今年又有了船，四乡的人都说好，连北岸的学校也改了上课的钟点。\n\n\
        三月里水涨起来，渡口修好了，船一早就从北岸开过来，坐满了赶集的\n\n第2版 生活\n\n\
        人和他们的箩筐，一直坐到船尾，老何笑着说，今天要多跑两趟。\n";
    let edit = Action::Text {
        at: at("坐满了赶集的人和他们的箩筐"),
        printed: "坐满了赶集的人与他们的箩筐".into(),
    };
    let (issue, problems) = corrected(page, vec![edit]);
    assert_eq!(problems, "", "{}", shape(&issue));
    assert!(issue.articles[0].blocks.iter().any(|b| b.text.contains("人与他们")), "{}", shape(&issue));
}
