//! Runs `describe` over tables of sentences of our own: `tests/describe/places.tsv`, `deceiving.txt`, `topics.tsv`
//! and `phrases.txt`.

use dibao::describe::topics::Vocabulary;
use dibao::describe::{DescribedArticle, describe, detailed};
use dibao::read::settings::{PlaceName, PublicationSettings};
use dibao::split::{Article, Block, BlockRole, IssueFacts, SplitIssue};
use proptest::prelude::*;

fn one(title: &str, text: &str, home: &str, date: &str) -> DescribedArticle {
    let region = (home != "-").then(|| home.to_string());
    described(title, text, date, &PublicationSettings { region, ..PublicationSettings::default() })
}

fn described(title: &str, text: &str, date: &str, publication: &PublicationSettings) -> DescribedArticle {
    let some = |s: &str| (s != "-").then(|| s.to_string());
    let block = Block { role: BlockRole::Body, lines: Vec::new(), text: text.into(), markup: None };
    let article = Article { title: title.into(), blocks: vec![block], ..Article::default() };
    let issue = SplitIssue {
        facts: IssueFacts { date: some(date), ..IssueFacts::default() },
        articles: vec![article],
        ..SplitIssue::default()
    };
    let topics = Vocabulary::of(&[]);
    detailed(describe(issue, "test", publication, &topics), &topics).articles.remove(0)
}

fn table(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

#[test]
fn places() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for row in table(include_str!("describe/places.tsv")) {
        let [code, home, date, title, text] = row.as_slice() else { panic!("five cells: {row:?}") };
        let d = one(title, text, home, date);
        let have = d.regions.first().map_or("-", |f| f.id.as_str());
        all += 1;
        if have != *code {
            wrong.push(format!("{title}: want {code}, have {:?}", d.regions));
        }
    }
    assert!(all >= 60);
    assert!(wrong.is_empty(), "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A row of `deceiving.txt`: a sentence that is an article's whole text, and the divisions it speaks of.
struct Deceiving<'a> {
    /// tune, held or last: see the table.
    part: &'a str,
    sentence: &'a str,
    date: &'a str,
    home: &'a str,
    first: &'a str,
    /// Codes that are found too; after `!`, not found at all.
    others: Vec<&'a str>,
}

impl<'a> Deceiving<'a> {
    fn read(line: &'a str) -> Self {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [part, sentence, date, home, first, others] = cells.as_slice() else {
            panic!("six cells: {line}")
        };
        assert!(["tune", "held", "last"].contains(part), "{line}");
        let others: Vec<&str> = others.split_whitespace().collect();
        let codes = others.iter().map(|c| c.trim_start_matches('!')).chain([*home, *first]);
        for code in codes.filter(|c| *c != "-") {
            assert!(dibao::describe::regions::division(code).is_some(), "no division {code}: {line}");
        }
        Self { part, sentence, date, home, first, others }
    }

    /// What is wrong with the answer, for a person to read.
    fn wrong(&self) -> Option<String> {
        let d = one("", self.sentence, self.home, self.date);
        let first = d.regions.first().map_or("-", |f| f.id.as_str());
        let there = |code: &str| d.regions.iter().any(|f| f.id == code);
        let others = self.others.iter().all(|c| match c.strip_prefix('!') {
            Some(code) => !there(code),
            None => there(c),
        });
        let name = |code: &str| match dibao::describe::regions::division(code) {
            Some(d) => format!("{code} {}", d.name),
            None => code.to_string(),
        };
        let have: Vec<String> =
            d.regions.iter().map(|f| format!("{} ({})", name(&f.id), f.evidence.join(" "))).collect();
        (first != self.first || !others).then(|| {
            let Self { sentence, date, home, others, .. } = self;
            let have = have.join(", ");
            format!(
                "{sentence}\n    {date}, at home {}\n    want {} {}\n    have {have}",
                name(home),
                name(self.first),
                others.join(" ")
            )
        })
    }
}

/// Names that deceive: homonyms, former names, institutions, streets, people, words. 97 in 100 are read right.
#[test]
fn names_that_deceive() {
    let lines = include_str!("describe/deceiving.txt").lines();
    let rows: Vec<Deceiving> =
        lines.filter(|l| !l.starts_with('#') && !l.is_empty()).map(Deceiving::read).collect();
    assert!(rows.len() >= 200);
    let mut wrong = Vec::new();
    for part in ["tune", "held", "last"] {
        let some = rows.iter().filter(|r| r.part == part);
        let (all, mistakes) = (some.clone().count(), some.filter_map(Deceiving::wrong).collect::<Vec<_>>());
        println!("{part}: {} of {all} right", all - mistakes.len());
        wrong.extend(mistakes);
    }
    let right = rows.len() - wrong.len();
    let list = wrong.join("\n\n");
    println!("{right} of {} right\n\n{list}", rows.len());
    assert!(right * 100 >= rows.len() * 97, "{right} of {} right; these are not:\n\n{list}", rows.len());
}

/// `divisions` of archive.yaml: a name that the table lacks, and one that means another place there.
#[test]
fn an_archive_adds_names() {
    let name = |name: &str, code: &str| PlaceName { name: name.into(), code: code.into(), until: None };
    let divisions = vec![name("莲花池公社", "140524"), name("朝阳", "140500")];
    let publication = PublicationSettings { divisions, ..PublicationSettings::default() };
    for (text, want) in [
        ("莲花池公社的社员修水库。", Some("140524")),
        ("蓮花池公社的社員修水庫。", Some("140524")),
        ("朝阳的社员修水库。", Some("140500")),
        // A longer name of the table stays.
        ("朝阳市的社员修水库。", Some("211300")),
    ] {
        let d = described("", text, "-", &publication);
        assert_eq!(d.regions.first().map(|f| f.id.as_str()), want, "{text}");
    }
}

#[test]
fn topics() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for row in table(include_str!("describe/topics.tsv")) {
        let [topic, title, text] = row.as_slice() else { panic!("three cells: {row:?}") };
        let d = one(title, text, "-", "-");
        let have = d.topics.first().map_or("-", |f| f.id.as_str());
        all += 1;
        println!("{topic} {title}: {:?}", d.subtopics.iter().map(|f| f.id.as_str()).collect::<Vec<_>>());
        if have != *topic {
            wrong.push(format!("{title}: want {topic}, have {:?}", d.topics));
        }
    }
    assert!(all >= 40);
    assert!(wrong.is_empty(), "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// `phrases.txt`: what must be among an article's key phrases, and what must not.
#[test]
fn key_phrases() {
    let texts = include_str!("describe/phrases.txt").split("\n= ").skip(1);
    let (mut all, mut wrong) = (0, Vec::new());
    for text in texts {
        let mut lines = text.lines().filter(|l| !l.is_empty());
        let title = lines.next().expect("a title");
        let (mut body, mut must, mut never) = (String::new(), Vec::new(), Vec::new());
        for line in lines {
            match (line.strip_prefix("+ "), line.strip_prefix("- ")) {
                (Some(some), _) => must.extend(some.split('；')),
                (_, Some(some)) => never.extend(some.split('；')),
                _ => body += line,
            }
        }
        assert!(!must.is_empty() || !never.is_empty(), "{title}: nothing is asked");
        let d = one(title, &body, "-", "-");
        let have: Vec<&str> = d.phrases.iter().map(|p| p.id.as_str()).collect();
        all += 1;
        let missing = must.iter().filter(|m| !have.contains(m)).map(|m| format!("+{m}"));
        let too_many = never.iter().filter(|n| have.iter().any(|h| h.contains(**n))).map(|n| format!("-{n}"));
        let slips: Vec<String> = missing.chain(too_many).collect();
        println!("{title}: {have:?}");
        if !slips.is_empty() {
            wrong.push(format!("{title}: {} in {have:?}", slips.join(" ")));
        }
    }
    assert!(all >= 25);
    assert!(wrong.is_empty(), "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn findings_are_relative_bounded_and_have_evidence() {
    let d = one(
        "柳林县、中阳县、岚县、方山县、交口县、石楼县、临县、兴县联防山火",
        "八县的护林员一起演练，消防队到场，乡镇出动志愿者。",
        "-",
        "-",
    );
    assert!(d.regions.len() <= 6 && d.topics.len() <= 5);
    for list in [&d.regions, &d.topics, &d.subtopics] {
        assert!(list.first().is_none_or(|f| f.score == 1.0));
        assert!(list.windows(2).all(|w| w[0].score >= w[1].score));
        assert!(list.iter().all(|f| f.evidence.len() <= 5));
    }
    assert!(d.regions.iter().all(|f| !f.evidence.is_empty()));
}

proptest! {
    /// Whatever stands in a source, describing it ends, and says the same twice.
    #[test]
    fn any_text_is_described(
        title in "[省市县区州旗路年月日一二0-9山西河南大同朝阳和成全我,。、：a-z \\n]{0,30}",
        text in "(\\PC|[省市县区州旗路街年月日底至到—十廿0-9山西河南大同朝阳和平成全我李、。]){0,200}",
    ) {
        let a = one(&title, &text, "140500", "-");
        prop_assert_eq!(&a, &one(&title, &text, "140500", "-"));
        for f in a.regions {
            prop_assert!(dibao::describe::regions::division(&f.id).is_some());
        }
    }
}
