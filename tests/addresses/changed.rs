//! Texts that are changed, renamed, redated or shifted keep their addresses.

use super::sample::{Dice, article, change_text, issue, noisy, sample};
use super::{addresses, built};
use dibao::archive::register::Register;

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
