//! Which issues are missing: readable cases (`tests/serials/*.txt`, see its README.md), a held run and what it lacks.
//!
//! `DIBAO_REFRESH=1 cargo test --test serials` rewrites the answers, for a person to review.

mod common;

use chrono::{Datelike, NaiveDate};
use common::root;
use dibao::archive::serials::{Gap, Ground, Oddity, Series, Standing, series};
use dibao::read::settings::{CADENCES, PublicationSettings};
use dibao::split::IssueFacts;
use std::fs;

/// A case: its name, its questions (设 and 存 lines) as written, and its answers.
struct Case {
    name: String,
    asked: Vec<String>,
    answers: Vec<String>,
}

fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.into(), asked: Vec::new(), answers: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        let answer = ["缺:", "疑:", "另:", "不缺"].iter().any(|word| line.starts_with(word));
        if answer { &mut case.answers } else { &mut case.asked }.push(line.to_owned());
    }
    cases
}

fn settings(case: &Case) -> PublicationSettings {
    let mut settings = PublicationSettings::default();
    for (key, value) in case.asked.iter().filter_map(|l| l.strip_prefix("设:")?.split_once('=')) {
        let (key, value) = (key.trim(), value.trim());
        match key {
            "cadence" => {
                assert!(CADENCES.contains(&value), "{}: {value}", case.name);
                settings.cadence = Some(value.into());
            }
            "pauses" => settings.pauses = value.split(',').map(|p| p.trim().into()).collect(),
            "since" => settings.since = Some(value.into()),
            "until" => settings.until = Some(value.into()),
            _ => panic!("{}: {key}", case.name),
        }
    }
    settings
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// `2022-05-10 总101 2022年第5-6期 增刊`, or `2022-05-02 .. 2022-05-31 逢一三五 总101起 除2022-05-04`.
fn held(case: &Case) -> Vec<IssueFacts> {
    let mut out = Vec::new();
    for line in case.asked.iter().filter_map(|l| l.strip_prefix("存:")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let serial =
            |word: &str| word.strip_prefix('总').and_then(|n| n.trim_end_matches('起').parse::<u32>().ok());
        if let [first, "..", last, rest @ ..] = words.as_slice() {
            let mut next = rest.iter().find_map(|w| serial(w));
            let on = rest.iter().find_map(|w| w.strip_prefix('逢')).unwrap_or("一二三四五六日");
            let not: Vec<NaiveDate> = rest.iter().filter_map(|w| w.strip_prefix('除').map(day)).collect();
            for date in day(first).iter_days().take_while(|d| *d <= day(last)) {
                let weekday = "一二三四五六日".chars().nth(date.weekday().num_days_from_monday() as usize);
                if !weekday.is_some_and(|w| on.contains(w)) {
                    continue;
                }
                if !not.contains(&date) {
                    out.push(IssueFacts {
                        date: Some(date.to_string()),
                        serial: next,
                        ..IssueFacts::default()
                    });
                }
                next = next.map(|n| n + 1);
            }
            continue;
        }
        let mut facts = IssueFacts::default();
        for word in words {
            if let Some(n) = serial(word) {
                facts.serial = Some(n);
            } else if word.contains('期') {
                facts.number = Some(word.into());
            } else if word.starts_with(|c: char| c.is_ascii_digit()) {
                facts.date = Some(word.into());
            } else {
                facts.edition = Some(word.into());
            }
        }
        out.push(facts);
    }
    // As the archive has them: by date, undated last.
    out.sort_by_key(|f| {
        (f.date.is_none(), f.date.clone().map(|d| d.trim_end_matches('~').to_owned()), f.serial)
    });
    out
}

fn named(facts: &IssueFacts) -> String {
    let date = facts.date.clone().unwrap_or_else(|| "日期不详".into());
    let serial = facts.serial.map(|n| format!(" 总{n}")).unwrap_or_default();
    format!("{date}{serial}")
}

fn gap(gap: &Gap) -> String {
    let when = match gap.dates.as_slice() {
        [] => format!("{} 至 {} 间 {} 期", gap.between.0, gap.between.1, gap.count),
        [one] => one.clone(),
        [first, .., last] => format!("{first} 至 {last} {} 期", gap.count),
    };
    assert!(gap.dates.is_empty() || gap.dates.len() == gap.count, "{gap:?}");
    let to = |a: String, b: String| if a == b { a } else { format!("{a}-{b}") };
    let serials =
        gap.serials.map(|(a, b)| format!("｜总{}", to(a.to_string(), b.to_string()))).unwrap_or_default();
    let numbers = gap
        .numbers
        .map(|(y, a, b)| format!("｜{y}年第{}期", to(a.to_string(), b.to_string())))
        .unwrap_or_default();
    let ground = match gap.ground {
        Ground::Serial => "总期号",
        Ground::Number => "期号",
        Ground::Cadence => "刊期",
    };
    format!("缺: {when}{serials}{numbers}｜据{ground}")
}

fn answers(case: &Case) -> Vec<String> {
    let issues = held(case);
    let list: Vec<&IssueFacts> = issues.iter().collect();
    let Series { standings, gaps, oddities, .. } = series(&list, &settings(case));
    assert_eq!(standings.len(), issues.len());
    let mut out: Vec<String> = gaps.iter().map(gap).collect();
    if gaps.is_empty() {
        out.push("不缺".into());
    }
    let at = |i: usize| named(&issues[i]);
    out.extend(oddities.iter().map(|o| match *o {
        Oddity::Serial { at: i, before } => format!("疑: {} 期号与 {} 接不上", at(i), at(before)),
        Oddity::Restart { at: i, before } => format!("疑: {} 期号重起，前为 {}", at(i), at(before)),
        Oddity::Leap { at: i, before } => format!("疑: {} 期号跳过太多，前为 {}", at(i), at(before)),
        Oddity::Number { at: i, before } => format!("疑: {} 年内期号与 {} 接不上", at(i), at(before)),
        Oddity::SameSerial { at: i, before } => format!("疑: {} 与 {} 同号", at(i), at(before)),
        Oddity::Twice { at: i, before } => format!("疑: {} 与 {} 是同一期", at(i), at(before)),
        Oddity::Far { at: i, before } => format!("疑: {} 距 {} 太久，未推算", at(i), at(before)),
        Oddity::Outside { at: i } => format!("疑: {} 在创刊前或停刊后", at(i)),
    }));
    let extras = standings.iter().filter(|s| **s == Standing::Extra).count();
    if extras > 0 {
        out.push(format!("另: 增刊号外 {extras}"));
    }
    out
}

#[test]
fn every_case_is_answered() {
    let mut files: Vec<_> = fs::read_dir(root().join("tests/serials"))
        .expect("tests/serials")
        .map(|e| e.expect("entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let (mut all, mut wrong) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        let cases = read(&text);
        if std::env::var_os("DIBAO_REFRESH").is_some() {
            let written: Vec<String> = cases
                .iter()
                .map(|c| format!("## {}\n{}\n{}\n", c.name, c.asked.join("\n"), answers(c).join("\n")))
                .collect();
            fs::write(&file, written.join("\n")).expect("write");
            continue;
        }
        for case in cases {
            all += 1;
            let made = answers(&case);
            if made != case.answers {
                let (made, wanted) = (made.join("\n  "), case.answers.join("\n  "));
                wrong.push(format!(
                    "{}: {}\n made\n  {made}\n wanted\n  {wanted}",
                    file.display(),
                    case.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(std::env::var_os("DIBAO_REFRESH").is_some() || all >= 40, "{all} cases");
}

/// 900 days of a daily without Sundays that lacks each ninth day, one serial in four not known.
fn a_daily(serial: impl Fn(u32) -> u32) -> Vec<IssueFacts> {
    day("2020-01-01")
        .iter_days()
        .take(900)
        .filter(|d| d.weekday().num_days_from_monday() != 6 && d.day() % 9 != 0)
        .enumerate()
        .map(|(n, d)| IssueFacts {
            date: Some(d.to_string()),
            serial: (n % 4 != 0).then_some(serial(n as u32) + d.day() / 9),
            ..IssueFacts::default()
        })
        .collect()
}

/// The gaps of 2020 are the same for each number of issues after those of a day.
fn old_year_stands(all: &[IssueFacts], after: &str) {
    let settings = PublicationSettings { cadence: Some("daily".into()), ..PublicationSettings::default() };
    let of = |n: usize| -> Vec<Gap> {
        let list: Vec<&IssueFacts> = all[..n].iter().collect();
        series(&list, &settings).gaps.into_iter().filter(|g| g.years().1 <= 2020).collect()
    };
    let whole = of(all.len());
    assert!(whole.len() > 20, "{}", whole.len());
    let year = all.iter().filter(|f| f.date.as_deref() < Some(after)).count();
    for n in year..year + 60 {
        assert_eq!(of(n), whole, "{n} issues");
    }
}

/// What was said of an old year stands, whatever issue comes later.
#[test]
fn later_issues_change_no_old_year() {
    old_year_stands(&a_daily(|n| 500 + n), "2021-01-04");
}

/// Misread serials are settled by the next few, and then for good.
#[test]
fn misread_serials_are_settled_within_days() {
    old_year_stands(&a_daily(|n| 500 + n + if n % 11 == 0 { 3 } else { 0 }), "2021-01-12");
}
