//! Publications by name and slug, and the lists of an archive.

use super::sample::{article, issue};
use dibao::archive::register::Register;
use dibao::archive::{Brief, Filed, build};
use dibao::describe::Finding;
use dibao::describe::people::people_of;
use dibao::read::settings::{ArchiveSettings, PublicationSettings};
use dibao::split::Author;
use std::collections::BTreeMap;

/// Nothing was lost, so no letters are asked for.
fn unasked(_: usize, _: usize) -> String {
    String::new()
}

#[test]
fn publications_and_lists() {
    let plain = PublicationSettings::default();
    let named =
        PublicationSettings { name: Some("晋城工作".into()), slug: Some("jcgz".into()), ..plain.clone() };
    let mut one =
        issue("x/1", "2022-05", vec![article("甲", &["第一句话在这里说完了，并且有二十个字以上。第二句"])]);
    one.articles[0].article.column = Some("地方传真".into());
    one.articles[0].article.authors = vec![Author { role: "记者".into(), ..Author::named("王震") }];
    one.articles[0].people = people_of(&one.articles[0].article);
    one.articles[0].regions = vec![Finding { id: "140500".into(), score: 1.0, evidence: vec![] }];
    one.articles[0].topics = vec![Finding { id: "party".into(), score: 1.0, evidence: vec![] }];
    one.facts.publication = Some("他名".into());
    let two = issue("y/2", "2021-11~", vec![article("乙", &["乙文"])]);
    let mut three = issue("零散/3", "", vec![article("丙", &["丙文"])]);
    three.facts.publication = None;
    let mut four = issue("z", "", vec![]);
    four.facts.publication = None;
    let [one, two, three, four] = [one, two, three, four].map(|issue| Brief::of(&issue));
    let filed = [
        Filed { publication: &named, folder: "x", issue: &one, print: None },
        Filed { publication: &plain, folder: "y", issue: &two, print: None },
        Filed { publication: &plain, folder: "零散", issue: &three, print: None },
        Filed { publication: &plain, folder: "", issue: &four, print: None },
    ];
    let out = build(&ArchiveSettings::default(), &filed, &unasked, &Register::default());
    let names: Vec<_> = out.archive.publications.iter().map(|p| (p.name.as_str(), p.slug.as_str())).collect();
    assert_eq!(names, [("晋城工作", "jcgz"), ("零散", "lingsan"), ("未题名", "weitiming")]);
    let segments: Vec<_> = out.archive.issues.iter().map(|i| i.segment.as_str()).collect();
    assert_eq!(segments, ["2021-11", "2022-05", "3", "z"]);
    let titles =
        |ids: &[usize]| ids.iter().map(|&i| out.archive.articles[i].title.as_str()).collect::<String>();
    assert_eq!(
        out.archive.by_year.iter().map(|(y, ids)| (y.as_str(), titles(ids))).collect::<Vec<_>>(),
        [("2021", "乙".to_string()), ("2022", "甲".to_string())]
    );
    for list in
        [&out.archive.by_region["140500"], &out.archive.by_topic["party"], &out.archive.by_column["地方传真"]]
    {
        assert_eq!(titles(list), "甲");
    }
    assert_eq!(titles(&out.archive.by_author["王震"]), "甲");

    // One slug, two names.
    let other =
        PublicationSettings { name: Some("别报".into()), slug: Some("jcgz".into()), ..plain.clone() };
    let filed = [filed[0], Filed { publication: &other, folder: "y", issue: &two, print: None }];
    let out = build(&ArchiveSettings::default(), &filed, &unasked, &Register::default());
    assert_eq!(out.problems.len(), 1);
    assert!(out.archive.publications[0].slug != out.archive.publications[1].slug);
}

#[test]
fn publications_of_one_sound_part() {
    let named =
        |name: &str| PublicationSettings { name: Some(name.into()), ..PublicationSettings::default() };
    let (a, b) = (named("报刊"), named("抱看"));
    let (one, two) =
        (issue("a/1", "2022-01-01", vec![article("甲", &["甲文"])]), issue("b/1", "2022-01-01", vec![]));
    let [one, two] = [one, two].map(|issue| Brief::of(&issue));
    let first = Filed { publication: &a, folder: "a", issue: &one, print: None };
    let second = Filed { publication: &b, folder: "b", issue: &two, print: None };
    let slugs = |filed: &[Filed<'_>], register: &Register| {
        let out = build(&ArchiveSettings::default(), filed, &unasked, register);
        let slugs = out
            .archive
            .publications
            .iter()
            .map(|p| (p.name.clone(), p.slug.clone()))
            .collect::<BTreeMap<_, _>>();
        (slugs, out.register)
    };
    let (alone, register) = slugs(&[first], &Register::default());
    assert_eq!(alone["报刊"], "baokan");
    let (both, _) = slugs(&[first, second], &register);
    assert_eq!(both["报刊"], "baokan");
    assert!(both["抱看"].starts_with("baokan-"));
    let (fresh, _) = slugs(&[first, second], &Register::default());
    assert!(fresh["报刊"].starts_with("baokan-") && fresh["抱看"] == both["抱看"]);
}
