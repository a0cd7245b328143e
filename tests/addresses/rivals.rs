//! Issues of one date, and publications of one sound: who came first keeps the plain name, whatever the files are called.

use super::sample::{Dice, article, issue};
use super::{built, by_title, names};
use dibao::archive::register::Register;
use dibao::describe::DescribedIssue;

/// An issue of a day, with some articles.
fn of_day(path: &str, seed: u64, count: u64) -> DescribedIssue {
    let mut dice = Dice(seed);
    let articles = (0..count).map(|n| article(&format!("{seed}之{n}"), &[&dice.text(200)])).collect();
    issue(path, "2022-05-10", articles)
}

fn renamed(mut issue: DescribedIssue, path: &str) -> DescribedIssue {
    issue.path = path.into();
    issue
}

/// The first issue is renamed, and a newcomer of its day takes its name, or one before or behind it.
#[test]
fn a_renamed_issue_keeps_its_segment_from_a_newcomer_of_its_day() {
    let old = of_day("p/m", 1, 4);
    let first = built(std::slice::from_ref(&old), &Register::default());
    assert_eq!(names(&first)["p/m"], "jinchenggongzuo/2022-05-10");
    for (new_name, newcomer) in [("p/z", "p/m"), ("p/a", "p/m"), ("p/z", "p/a"), ("p/a", "p/z")] {
        for count in [1, 9] {
            let now = [renamed(old.clone(), new_name), of_day(newcomer, 2, count)];
            let second = built(&now, &first.register);
            assert_eq!(names(&second)[new_name], "jinchenggongzuo/2022-05-10", "{new_name} {newcomer}");
            assert_ne!(names(&second)[newcomer], names(&second)[new_name]);
            let kept = by_title(&first);
            assert!(kept.iter().all(|(title, address)| by_title(&second)[title] == *address));
            assert_eq!(second.archive.former, []);
            // The newcomer keeps its own as well, renamed in turn; and when the first one goes.
            let third = built(&[now[0].clone(), renamed(now[1].clone(), "p/n")], &second.register);
            assert_eq!(names(&third)["p/n"], names(&second)[newcomer]);
            let fourth = built(&[renamed(now[1].clone(), "p/n")], &third.register);
            assert_eq!(names(&fourth)["p/n"], names(&second)[newcomer]);
        }
    }
}

/// A notice that both have says nothing of which is which.
#[test]
fn a_newcomer_with_the_same_notice_is_not_the_issue_whose_name_it_takes() {
    let notice = "本刊长期征集稿件，欢迎广大读者踊跃来稿，来稿请注明姓名、单位和联系方式。";
    let with = |mut issue: DescribedIssue| {
        issue.articles.push(article("征稿", &[notice]));
        issue
    };
    let old = with(of_day("p/m", 1, 4));
    let first = built(std::slice::from_ref(&old), &Register::default());
    let newcomer = with(issue("p/m", "2022-05-17", vec![]));
    let second = built(&[newcomer, renamed(old, "p/n")], &first.register);
    let at = |path: &str| {
        let issue = second.archive.issues.iter().find(|issue| issue.path == path).expect("it is there");
        second.archive.articles[issue.articles.clone()].last().expect("a notice").address.clone()
    };
    assert_eq!(at("p/n"), by_title(&first)["征稿"]);
    assert!(at("p/m").contains("/2022-05-17/"));
}

/// Both got a suffix, for both were new; which is theirs for good.
#[test]
fn issues_that_came_together_keep_their_suffixes() {
    let both = [of_day("p/a", 1, 3), of_day("p/b", 2, 3)];
    let first = built(&both, &Register::default());
    let [a, b] = &both;
    // They exchange their names.
    let second = built(&[renamed(a.clone(), "p/b"), renamed(b.clone(), "p/a")], &first.register);
    assert_eq!(by_title(&second), by_title(&first));
    assert_eq!(names(&second)["p/b"], names(&first)["p/a"]);
    assert_eq!(names(&second)["p/a"], names(&first)["p/b"]);
}

#[test]
fn a_publication_keeps_its_slug_from_a_newcomer_of_its_sound() {
    let of = |issue: DescribedIssue, name: &str| {
        let mut issue = issue;
        issue.facts.publication = Some(name.into());
        issue
    };
    let old = of(of_day("p/m", 1, 4), "报刊");
    let first = built(std::slice::from_ref(&old), &Register::default());
    assert_eq!(names(&first)["p/m"], "baokan/2022-05-10");
    for (new_name, newcomer) in [("p/z", "p/m"), ("p/a", "p/m"), ("p/z", "p/a")] {
        let now = [renamed(old.clone(), new_name), of(of_day(newcomer, 2, 9), "抱看")];
        let second = built(&now, &first.register);
        assert_eq!(names(&second)[new_name], "baokan/2022-05-10");
        assert!(names(&second)[newcomer].starts_with("baokan-"), "{:?}", names(&second));
        assert!(by_title(&first).iter().all(|(title, address)| by_title(&second)[title] == *address));
    }
}
