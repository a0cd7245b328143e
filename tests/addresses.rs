//! Addresses last (design.md, law 3): whatever happens to a source, an address once given answers.

use dibao::archive::register::{Now, Register};
use dibao::archive::{Built, Fate, Filed, build};
use dibao::describe::{DescribedArticle, DescribedIssue, Finding};
use dibao::read::settings::{ArchiveSettings, PublicationSettings};
use dibao::split::{Article, Author, Block, BlockRole, IssueFacts};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A generator of numbers that every machine repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn han(&mut self) -> char {
        // The square makes some characters common, as in real text.
        let (a, b) = (self.roll(1500), self.roll(1500));
        char::from_u32(0x4E00 + (a * b / 1500) as u32).unwrap_or('一')
    }

    fn text(&mut self, length: u64) -> String {
        let mut out = String::new();
        for i in 0..length {
            // Phrases that all newspapers share.
            if self.roll(25) == 0 {
                out.push_str(
                    ["深入贯彻落实", "全市春耕备播工作", "人民群众", "高质量发展", "领导干部"]
                        [self.roll(5) as usize],
                );
            }
            out.push(self.han());
            if i % 17 == 16 {
                out.push('，');
            }
        }
        out + "。"
    }
}

/// Wrong, missing and added characters at random, as OCR makes them.
fn noisy(text: &str, percent: u64, dice: &mut Dice) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if dice.roll(100) >= percent {
            out.push(c);
            continue;
        }
        match dice.roll(4) {
            0 => {}
            1 => out.extend([c, dice.han()]),
            _ => out.push(dice.han()),
        }
    }
    out
}

fn article(title: &str, paragraphs: &[&str]) -> DescribedArticle {
    let block = |role, text: &str| Block { role, lines: vec![], text: text.into(), markup: None };
    let mut blocks = vec![block(BlockRole::Title, title)];
    blocks.extend(paragraphs.iter().map(|p| block(BlockRole::Body, p)));
    DescribedArticle {
        article: Article { title: title.into(), blocks, confidence: 1.0, ..Article::default() },
        regions: vec![],
        topics: vec![],
        subtopics: vec![],
    }
}

fn issue(path: &str, date: &str, articles: Vec<DescribedArticle>) -> DescribedIssue {
    let facts = IssueFacts {
        publication: Some("晋城工作".into()),
        date: (!date.is_empty()).then(|| date.into()),
        ..IssueFacts::default()
    };
    DescribedIssue { path: path.into(), facts, articles, ..DescribedIssue::default() }
}

fn built(issues: &[DescribedIssue], register: &Register) -> Built {
    let plain = PublicationSettings::default();
    let filed: Vec<_> =
        issues.iter().map(|issue| Filed { publication: &plain, folder: "jcgz", issue }).collect();
    let out = build(&ArchiveSettings::default(), &filed, register);
    assert_eq!(out.problems, []);
    check(&out, register);
    // Given what it wrote, a build changes nothing.
    let again = build(&ArchiveSettings::default(), &filed, &out.register);
    assert_eq!(again.register, out.register);
    assert_eq!(addresses(&again), addresses(&out));
    assert_eq!(again.archive.former, out.archive.former);
    // And what it wrote can be read.
    assert_eq!(Register::parse("addresses.tsv", &out.register.write()), Ok(out.register.clone()));
    out
}

/// What holds after every build.
fn check(out: &Built, before: &Register) {
    let here: BTreeSet<&str> = out.archive.articles.iter().map(|a| a.address.as_str()).collect();
    let keys: BTreeSet<&str> = out.archive.articles.iter().map(|a| a.key.as_str()).collect();
    let former: BTreeSet<&str> = out.archive.former.iter().map(|f| f.address.as_str()).collect();
    assert_eq!((here.len(), keys.len()), (out.archive.articles.len(), out.archive.articles.len()));
    assert!(here.is_disjoint(&former));
    for address in before.lines.keys() {
        assert!(here.contains(&**address) || former.contains(&**address), "{address} was taken away");
    }
    for f in &out.archive.former {
        if let Fate::Moved(to) = &f.fate {
            assert!(here.contains(to.as_str()), "{} leads nowhere", f.address);
        }
    }
    for (i, issue) in out.archive.issues.iter().enumerate() {
        assert!(out.archive.articles[issue.articles.clone()].iter().all(|a| a.issue == i));
    }
}

fn addresses(out: &Built) -> Vec<String> {
    out.archive.articles.iter().map(|a| a.address.clone()).collect()
}

fn by_title(out: &Built) -> BTreeMap<String, String> {
    out.archive.articles.iter().map(|a| (a.title.clone(), a.address.clone())).collect()
}

/// Twelve issues, 240 articles of 30 to 1,500 characters.
fn sample() -> Vec<DescribedIssue> {
    let mut dice = Dice(7);
    (1..=12)
        .map(|month| {
            let articles = (0..20)
                .map(|n| {
                    let length = [30, 60, 120, 300, 700, 1500][n % 6];
                    let (a, b) = (dice.text(length / 2), dice.text(length / 2));
                    article(&format!("第{month}期之{n}"), &[&a, &b])
                })
                .collect();
            issue(&format!("jcgz/2022-{month:02}"), &format!("2022-{month:02}-10"), articles)
        })
        .collect()
}

fn change_text(issues: &mut [DescribedIssue], mut change: impl FnMut(&str) -> String) {
    for issue in issues {
        for described in &mut issue.articles {
            for block in &mut described.article.blocks {
                block.text = change(&block.text);
            }
        }
    }
}

#[test]
fn addresses_are_short_ascii_and_of_the_text() {
    let out = built(&sample(), &Register::default());
    let first = &out.archive.articles[0];
    assert_eq!(first.address, format!("a/jinchenggongzuo/2022-01-10/{}.html", first.key));
    assert_eq!(first.key, dibao::archive::key::key_of(&sample()[0].articles[0].article));
    let text = out.register.write();
    let lines: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
    assert_eq!(lines.len(), 240);
    assert!(lines.is_sorted());
}

#[test]
fn ocr_noise_keeps_addresses() {
    let before = sample();
    let first = built(&before, &Register::default());
    for (percent, seed) in [(2, 1), (2, 2), (5, 3), (5, 4)] {
        let mut dice = Dice(seed);
        let mut after = before.clone();
        change_text(&mut after, |text| noisy(text, percent, &mut dice));
        let out = built(&after, &first.register);
        let (was, is) = (addresses(&first), addresses(&out));
        let kept = was.iter().zip(&is).filter(|(a, b)| a == b).count();
        let taken = was.iter().zip(&is).filter(|(a, b)| a != b && was.contains(b)).count();
        println!("{percent} %: {kept} of {} kept, {taken} took another's", was.len());
        assert!(kept * 100 >= was.len() * if percent == 2 { 99 } else { 97 }, "{kept} kept at {percent} %");
        assert_eq!(taken, 0);
    }
}

#[test]
fn noise_in_renamed_redated_retitled_sources_keeps_addresses() {
    let before = sample();
    let first = built(&before, &Register::default());
    let mut dice = Dice(5);
    let mut after = before.clone();
    change_text(&mut after, |text| noisy(text, 5, &mut dice));
    for (i, issue) in after.iter_mut().enumerate() {
        issue.path = format!("renamed/{i}");
        issue.facts.date = Some(format!("2021-{:02}-01", i + 1));
        issue.facts.publication = Some("晋城通讯".into());
        for described in &mut issue.articles {
            described.article.title.push('改');
        }
    }
    let out = built(&after, &first.register);
    let kept = addresses(&first).iter().zip(addresses(&out)).filter(|(a, b)| *a == b).count();
    println!("{kept} of 240 kept");
    assert!(kept >= 233);
    assert!(out.register.lines.values().any(|l| l.source == "renamed/3" && l.title.ends_with('改')));
}

#[test]
fn an_issue_between_and_files_that_shift_change_nothing() {
    let before = sample();
    let first = built(&before, &Register::default());
    let mut after = before.clone();
    // Each file takes the name of the next, and a new one comes first.
    for (i, issue) in after.iter_mut().enumerate() {
        issue.path = format!("jcgz/2022-{:02}", i + 2);
    }
    let mut dice = Dice(99);
    let new = dice.text(400);
    after.insert(0, issue("jcgz/2022-01", "2021-12-10", vec![article("新", &[&new])]));
    let out = built(&after, &first.register);
    assert_eq!(addresses(&out)[1..], addresses(&first)[..]);
}

#[test]
fn merged_articles_lead_to_the_whole_and_return_when_split_again() {
    let mut dice = Dice(3);
    let (a, b, c) = (dice.text(600), dice.text(200), dice.text(300));
    let split =
        [issue("p/1", "2022-01-01", vec![article("甲", &[&a]), article("乙", &[&b]), article("丙", &[&c])])];
    let joined = [issue("p/1", "2022-01-01", vec![article("甲", &[&a, &b]), article("丙", &[&c])])];
    let first = built(&split, &Register::default());
    let second = built(&joined, &first.register);
    assert_eq!(by_title(&second)["甲"], by_title(&first)["甲"]);
    let [former] = &second.archive.former[..] else { panic!("{:?}", second.archive.former) };
    assert_eq!(former.address, by_title(&first)["乙"]);
    assert_eq!(former.fate, Fate::Moved(by_title(&first)["甲"].clone()));
    let third = built(&split, &second.register);
    assert_eq!(by_title(&third), by_title(&first));
    assert_eq!(third.archive.former, []);
}

#[test]
fn an_article_cut_in_many_keeps_its_address_for_one_of_them() {
    let mut dice = Dice(4);
    let parts: Vec<String> = (0..3).map(|_| dice.text(300)).collect();
    let whole = [issue("p/1", "2022-01-01", vec![article("整", &[&parts[0], &parts[1], &parts[2]])])];
    let cut: Vec<_> = parts.iter().enumerate().map(|(i, p)| article(&format!("{i}"), &[p])).collect();
    let first = built(&whole, &Register::default());
    let second = built(&[issue("p/1", "2022-01-01", cut)], &first.register);
    assert!(addresses(&second).contains(&addresses(&first)[0]));
}

#[test]
fn what_goes_leaves_a_tombstone_and_may_return() {
    let all = sample();
    let first = built(&all, &Register::default());
    let second = built(&all[1..], &first.register);
    assert_eq!(second.archive.former.len(), 20);
    assert!(second.archive.former.iter().all(|f| f.fate == Fate::Gone && !f.title.is_empty()));
    let third = built(&all, &second.register);
    assert_eq!(addresses(&third), addresses(&first));
}

#[test]
fn a_withheld_article_is_nowhere_and_its_address_says_so() {
    let mut all = sample();
    let first = built(&all, &Register::default());
    all[2].articles[5].article.withheld = true;
    let second = built(&all, &first.register);
    assert_eq!(second.archive.articles.len(), 239);
    let [former] = &second.archive.former[..] else { panic!() };
    assert_eq!((&former.fate, former.title.as_str()), (&Fate::Withheld, ""));
    assert_eq!(former.address, addresses(&first)[45]);
    // One that never was public leaves no trace in the register.
    let fresh = built(&all, &Register::default());
    assert_eq!((fresh.register.lines.len(), fresh.archive.former.len()), (239, 0));
}

#[test]
fn equal_texts_have_addresses_of_their_own() {
    let notice = "本刊长期征集稿件，欢迎广大读者踊跃来稿，来稿请注明姓名、单位和联系方式。";
    let with = |path: &str, date: &str, copies: usize| {
        issue(path, date, (0..copies).map(|i| article(&format!("征稿{i}"), &[notice])).collect())
    };
    let one = built(&[with("p/1", "2022-01-01", 1)], &Register::default());
    // The next issue repeats it, thrice.
    let two = built(&[with("p/1", "2022-01-01", 1), with("p/2", "2022-02-01", 3)], &one.register);
    assert_eq!(addresses(&two)[0], addresses(&one)[0]);
    // All of them new at once: nobody has the short key, and turning the order round changes nothing.
    let both = [with("p/1", "2022-01-01", 2), with("p/2", "2022-02-01", 2)];
    let fresh = built(&both, &Register::default());
    let turned = built(&[both[1].clone(), both[0].clone()], &Register::default());
    assert_eq!(fresh.register, turned.register);
    // A year later, when the first issue is gone, its address is not the new issue's.
    let gone = built(&[with("p/2", "2022-02-01", 3)], &two.register);
    let later = built(&[with("p/2", "2022-02-01", 3), with("p/3", "2023-01-01", 1)], &gone.register);
    assert!(!addresses(&later).contains(&addresses(&one)[0]));
}

#[test]
fn a_notice_that_hundreds_of_issues_repeat_keeps_its_addresses_when_all_are_renamed() {
    let notice = "本刊长期征集稿件，欢迎广大读者踊跃来稿，来稿请注明姓名、单位和联系方式。";
    let all = |folder: &str| -> Vec<_> {
        let day = |i: usize| format!("20{:02}-{:02}-01", 10 + i / 12, i % 12 + 1);
        (0..150)
            .map(|i| issue(&format!("{folder}/{i:03}"), &day(i), vec![article("征稿", &[notice])]))
            .collect()
    };
    let first = built(&all("p"), &Register::default());
    let second = built(&all("q"), &first.register);
    assert_eq!(addresses(&second), addresses(&first));
}

#[test]
fn two_registers_merged_by_git_are_one() {
    let mut dice = Dice(11);
    let (a, b) = (dice.text(300), dice.text(300));
    let (one, two) = (
        issue("p/1", "2022-01-01", vec![article("甲", &[&a])]),
        issue("p/2", "2022-02-01", vec![article("甲", &[&a]), article("乙", &[&b])]),
    );
    let (left, right) = (
        built(std::slice::from_ref(&one), &Register::default()),
        built(std::slice::from_ref(&two), &Register::default()),
    );
    let merged = format!("{}{}", right.register.write(), left.register.write());
    let merged = Register::parse("addresses.tsv", &merged).unwrap();
    // Both gave the text the same key, in other issues: the addresses stay, the keys part.
    let out = built(&[one, two], &merged);
    assert_eq!(addresses(&out), [addresses(&left), addresses(&right)].concat());
}

#[test]
fn publications_and_lists() {
    let plain = PublicationSettings::default();
    let named =
        PublicationSettings { name: Some("晋城工作".into()), slug: Some("jcgz".into()), ..plain.clone() };
    let mut one =
        issue("x/1", "2022-05", vec![article("甲", &["第一句话在这里说完了，并且有二十个字以上。第二句"])]);
    one.articles[0].article.column = Some("地方传真".into());
    one.articles[0].article.authors = vec![Author { name: "王震".into(), role: "记者".into() }];
    one.articles[0].regions = vec![Finding { id: "140500".into(), score: 1.0, evidence: vec![] }];
    one.articles[0].topics = vec![Finding { id: "party".into(), score: 1.0, evidence: vec![] }];
    one.facts.publication = Some("他名".into());
    let two = issue("y/2", "2021-11~", vec![article("乙", &["乙文"])]);
    let mut three = issue("零散/3", "", vec![article("丙", &["丙文"])]);
    three.facts.publication = None;
    let mut four = issue("z", "", vec![]);
    four.facts.publication = None;
    let filed = [
        Filed { publication: &named, folder: "x", issue: &one },
        Filed { publication: &plain, folder: "y", issue: &two },
        Filed { publication: &plain, folder: "零散", issue: &three },
        Filed { publication: &plain, folder: "", issue: &four },
    ];
    let out = build(&ArchiveSettings::default(), &filed, &Register::default());
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
    let filed = [filed[0], Filed { publication: &other, folder: "y", issue: &two }];
    let out = build(&ArchiveSettings::default(), &filed, &Register::default());
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
    let first = Filed { publication: &a, folder: "a", issue: &one };
    let second = Filed { publication: &b, folder: "b", issue: &two };
    let slugs = |filed: &[Filed<'_>], register: &Register| {
        let out = build(&ArchiveSettings::default(), filed, register);
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

/// One thing that happens to an archive.
#[derive(Debug, Clone)]
enum Edit {
    Remove(usize),
    Return(usize),
    Rename(usize, u32),
    Noise(usize, u64),
    Swap(usize),
    JoinFirst(usize),
    Redate(usize, u32),
    Withhold(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..6usize).prop_map(Edit::Remove),
        (0..6usize).prop_map(Edit::Return),
        (0..6usize, 0..4u32).prop_map(|(i, n)| Edit::Rename(i, n)),
        (0..6usize, 1..6u64).prop_map(|(i, n)| Edit::Noise(i, n)),
        (0..6usize).prop_map(Edit::Swap),
        (0..6usize).prop_map(Edit::JoinFirst),
        (0..6usize, 1..4u32).prop_map(|(i, n)| Edit::Redate(i, n)),
        (0..6usize).prop_map(Edit::Withhold),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// `built` checks after each edit that every address ever given answers and that a second build changes nothing.
    #[test]
    fn no_edit_takes_an_address_away(edits in prop::collection::vec(edit(), 1..12)) {
        let mut dice = Dice(21);
        let mut all: Vec<(bool, DescribedIssue)> = (0..6)
            .map(|i| {
                let mut articles: Vec<_> = (0..5)
                    .map(|n| { let t = dice.text(40 + 80 * n); article(&format!("{i}之{n}"), &[&t]) })
                    .collect();
                articles.push(article("征稿", &["本刊长期征集稿件，欢迎广大读者踊跃来稿。"]));
                if i % 2 == 0 {
                    articles.push(article("征稿", &["本刊长期征集稿件，欢迎广大读者踊跃来稿。"]));
                }
                (true, issue(&format!("p/{i}"), &format!("2022-0{}-01", i + 1), articles))
            })
            .collect();
        let mut register = Register::default();
        for edit in edits {
            match edit {
                Edit::Remove(i) => all[i].0 = false,
                Edit::Return(i) => all[i].0 = true,
                Edit::Rename(i, n) => all[i].1.path = format!("p/{i}x{n}"),
                Edit::Noise(i, n) => change_text(std::slice::from_mut(&mut all[i].1), |t| noisy(t, n, &mut dice)),
                Edit::Swap(i) => all[i].1.articles.reverse(),
                Edit::JoinFirst(i) => {
                    if all[i].1.articles.len() > 1 {
                        let second = all[i].1.articles.remove(1);
                        all[i].1.articles[0].article.blocks.extend(second.article.blocks);
                    }
                }
                Edit::Redate(i, n) => all[i].1.facts.date = Some(format!("2022-0{n}-01")),
                Edit::Withhold(i) => {
                    let article = &mut all[i].1.articles[0].article;
                    article.withheld = !article.withheld;
                }
            }
            let issues: Vec<_> = all.iter().filter(|(on, _)| *on).map(|(_, issue)| issue.clone()).collect();
            register = built(&issues, &register).register;
        }
        prop_assert!(register.lines.values().all(|l| l.now != Now::Moved(String::new())));
    }
}
