//! Any edits, in any order, take no address away.

use super::built;
use super::sample::{Dice, article, change_text, issue, noisy};
use dibao::archive::register::{Now, Register};
use dibao::describe::DescribedIssue;
use proptest::prelude::*;

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
    /// It takes the name of another, which gets a name of its own.
    TakeName(usize, usize),
    /// Two publications of one sound.
    Publication(usize, bool),
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
        (0..6usize, 0..6usize).prop_map(|(i, j)| Edit::TakeName(i, j)),
        (0..6usize, any::<bool>()).prop_map(|(i, other)| Edit::Publication(i, other)),
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
                Edit::TakeName(i, j) if i != j => {
                    let free = (0..).map(|n| format!("p/free{n}"));
                    let free = free.into_iter().find(|name| all.iter().all(|(_, issue)| issue.path != *name));
                    all[i].1.path = std::mem::replace(&mut all[j].1.path, free.expect("a name"));
                }
                Edit::TakeName(..) => {}
                Edit::Publication(i, other) => {
                    all[i].1.facts.publication = Some(if other { "抱看" } else { "报刊" }.into());
                }
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
