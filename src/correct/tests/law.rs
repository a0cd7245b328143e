//! Law 1: nothing is lost, whatever is corrected.

use super::*;
use crate::correct::desk::Desk;
use proptest::prelude::*;

#[test]
fn blocks_made_anew_from_their_lines_are_as_they_were() {
    let (library, _) = crate::read::library(std::path::Path::new("content"));
    assert!(!library.issues.is_empty());
    for source in &library.issues {
        let issue = split::split(source);
        let mut desk = Desk::new(issue.articles.clone(), issue.residues.clone(), source);
        for part in desk.drafts.iter_mut().flat_map(|d| &mut d.parts) {
            part.kept = None;
        }
        let (articles, residues) = desk.finish();
        assert_eq!(articles, issue.articles, "{}", source.path);
        assert_eq!(residues, issue.residues, "{}", source.path);
    }
}

/// A join drew a line's halves apart: found by tests/properties.rs.
#[test]
fn halves_of_a_line_stay_together() {
    use crate::correct::desk::{Draft, Part, Piece};
    use crate::split::BlockRole;
    let source = source(&["渡口的早晨，（下转第2版）\n船慢慢离了岸。\n"], Vec::new());
    let mut desk = Desk::new(Vec::new(), Vec::new(), &source);
    let half = |from, to| Part::new(BlockRole::Body, vec![Piece { line: 0, from, to }]);
    let parts = vec![half(0, 6), Part::new(BlockRole::Body, vec![desk.whole(1)]), half(6, 13)];
    desk.drafts.push(Draft { parts, ..Draft::default() });
    let (articles, _) = desk.finish();
    let texts: Vec<&str> = articles[0].blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["渡口的早晨，（下转第2版）", "船慢慢离了岸。"]);
}

/// Words of the page to hang corrections on: a start and a length.
fn anchor() -> impl Strategy<Value = Anchor> {
    (0usize..4, any::<prop::sample::Index>(), 2usize..14).prop_map(|(page, index, long)| {
        let lines: Vec<&str> = PAGES[page % PAGES.len()].lines().filter(|l| !l.trim().is_empty()).collect();
        let line: Vec<char> =
            lines[index.index(lines.len())].chars().filter(|c| *c != '#' && *c != ' ').collect();
        let from = (index.index(usize::MAX) / 7) % line.len().max(1);
        let from = from.min(line.len().saturating_sub(long));
        Anchor { text: line.iter().skip(from).take(long).collect(), nth: None }
    })
}

const PAGES: [&str; 2] = [
    PAGE,
    "第2版 生活\n\n（上接第1版）船工老何说，这条河他摆了四十年，哪里有石头，哪里有漩涡，闭着眼睛也知道。(石小林)\n\n\
    老桥改建见闻\n——来自东街的报告\n本报记者 何大山\n\n本报讯(记者何大山)东街的老桥昨天拆了，新桥的桩已经打下去，\n\
    年底以前可以走车，两岸的人等了十一年。\n图为新桥工地。 王小明 摄\n\n  春风吹过\n  旧渡口的石阶\n  一只白鸟\n\n\
    遗失声明\n张某某遗失渡船证一本，声明作废。\n\n（下转第3版）\n",
];

fn action() -> impl Strategy<Value = Action> {
    let roles = prop::sample::select(vec!["advertisement", "furniture", "unplaced", "contents"]);
    prop_oneof![
        3 => anchor().prop_map(|at| Action::Start { at }),
        2 => anchor().prop_map(|at| Action::End { at }),
        3 => (anchor(), anchor()).prop_map(|(first, second)| Action::Join { first, second }),
        3 => (anchor(), anchor()).prop_map(|(block, after)| Action::Move { block, after }),
        2 => (anchor(), roles).prop_map(|(at, role)| Action::Residue { at, role: role.into() }),
        2 => (anchor(), "[甲乙 丙]{0,6}").prop_map(|(at, printed)| Action::Text { at, printed }),
        1 => anchor().prop_map(|at| Action::Withhold { at }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_corrections_lose_a_line(actions in prop::collection::vec(action(), 0..10)) {
        let reworded = actions.iter().any(|a| matches!(a, Action::Text { .. }));
        let source = source(&PAGES, actions);
        let (issue, problems) = structure(split::split(&source), &source);
        if let Err(lost) = lossless(&issue, &source) {
            prop_assert!(false, "{}\n{}", lost, shape(&issue));
        }
        // Only a withholding that fits nothing is an error.
        let withholds = source.sidecar.corrections.iter().any(|c| matches!(c.action, Action::Withhold { .. }));
        prop_assert!(problems.iter().all(|p| withholds || p.severity == crate::report::Severity::Warning));
        prop_assert!(issue.articles.iter().all(|a| !a.blocks.is_empty() && !a.title.is_empty()));
        if !reworded {
            // Not a letter of an article's lines is missing from its blocks.
            let mut shown: Vec<char> = issue.articles.iter().flat_map(|a| &a.blocks)
                .flat_map(|b| crate::text::letters(&b.text).chars().collect::<Vec<_>>()).collect();
            let lines = crate::split::line::lines(&source.files);
            let of = |i: usize| issue.articles.iter().any(|a| a.blocks.iter().any(|b| b.lines.iter().any(|r| {
                r.file == lines[i].file && (r.first..=r.last).contains(&lines[i].n)
            })));
            let mut given: Vec<char> = (0..lines.len()).filter(|i| of(*i))
                .flat_map(|i| lines[i].letters().chars().collect::<Vec<_>>()).collect();
            shown.sort_unstable();
            given.sort_unstable();
            prop_assert_eq!(shown, given);
        }
    }
}

/// The same over whole issues: those of the demonstration archive, or of the folder in `DIBAO_STRESS`.
#[test]
fn no_corrections_lose_a_line_of_real_issues() {
    let folder = std::env::var("DIBAO_STRESS").unwrap_or_else(|_| "content".into());
    let (library, _) = crate::read::library(std::path::Path::new(&folder));
    let mut seed: u64 = 7;
    let mut roll = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n.max(1)
    };
    for issue in &library.issues {
        let lines = crate::split::line::lines(&issue.files);
        let plain = split::split(issue);
        for _ in 0..if lines.is_empty() { 0 } else { 8 } {
            let mut words = || {
                let line: Vec<char> = lines[roll(lines.len())].text.chars().collect();
                let from = roll(line.len());
                at(&line.iter().skip(from).take(3 + roll(12)).collect::<String>())
            };
            let actions = (0..12).map(|k| match k % 6 {
                0 => Action::Start { at: words() },
                1 => Action::End { at: words() },
                2 => Action::Join { first: words(), second: words() },
                3 => Action::Move { block: words(), after: words() },
                4 => Action::Residue { at: words(), role: "advertisement".into() },
                _ => Action::Text { at: words(), printed: "甲乙".into() },
            });
            let mut source = issue.clone();
            source.sidecar = super::source(&[], actions.collect()).sidecar;
            let (after, _) = structure(plain.clone(), &source);
            lossless(&after, &source)
                .unwrap_or_else(|lost| panic!("{}: {lost}\n{:#?}", issue.path, source.sidecar));
        }
    }
}
