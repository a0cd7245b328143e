//! One text in several issues: each has an address of its own, in one register or in two that git merged.

use super::sample::{Dice, article, issue};
use super::{addresses, built};
use dibao::archive::register::Register;

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
