//! Articles that are merged, cut, taken away or withheld: what their addresses answer then, and when they return.

use super::sample::{Dice, article, issue, sample};
use super::{addresses, built, by_title};
use dibao::archive::Fate;
use dibao::archive::register::Register;

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
