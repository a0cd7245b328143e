//! What is held: dates, serials and numbers of issues as numbers, extras and second copies set aside.

use super::days::{Span, interval, span};
use super::{Oddity, Standing};
use crate::read::settings::PublicationSettings;
use crate::split::IssueFacts;
use std::collections::BTreeMap;

/// An issue of the regular run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    /// Its place in the list given.
    pub at: usize,
    pub span: Option<Span>,
    pub serial: Option<u32>,
    /// Year, first and last number: 合刊 has two or more.
    pub number: Option<(i32, u32, u32)>,
}

impl Held {
    /// How many numbers it is in one: 2 for 第5-6期.
    pub fn width(&self) -> u32 {
        self.number.map_or(1, |(_, first, last)| last - first + 1)
    }

    /// First and last day of what it covers, where they are known: 合刊 of a daily covers some days.
    pub fn ends(&self) -> Option<(chrono::NaiveDate, chrono::NaiveDate)> {
        self.span.filter(|s| s.days && !s.about).map(|s| (s.first, s.last))
    }

    /// The day on which it appeared, where that is known.
    pub fn day(&self) -> Option<chrono::NaiveDate> {
        self.span.filter(|s| s.first == s.last && !s.about).map(|s| s.first)
    }
}

/// The regular run in the order of time, undated issues last; and what each issue is.
pub(super) fn read(
    issues: &[&IssueFacts],
    settings: &PublicationSettings,
    oddities: &mut Vec<Oddity>,
) -> (Vec<Held>, Vec<Standing>) {
    let since = settings.since.as_deref().and_then(interval).map(|s| s.0);
    let until = settings.until.as_deref().and_then(interval).map(|u| u.1);
    // A folder of cuttings has many sources of a day and is no run; one that says its cadence, or numbers its issues, is.
    let by_day = settings.cadence.as_deref().is_some_and(|c| c != "irregular");
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut held = Vec::new();
    let mut standings = Vec::with_capacity(issues.len());
    for (at, facts) in issues.iter().enumerate() {
        let printed = facts.date.as_deref().and_then(span);
        let inside = |s: &Span| since.is_none_or(|d| s.last >= d) && until.is_none_or(|d| s.first <= d);
        // A date that can't be is none: its issue is the edge of no gap.
        let span = printed.filter(inside);
        if span != printed {
            oddities.push(Oddity::Outside { at });
        }
        let number = facts.number.as_deref().and_then(|text| number(text, span));
        if facts.edition.as_deref().is_some_and(is_extra) {
            standings.push(Standing::Extra);
            continue;
        }
        if let Some(identity) = identity(facts, printed, number, by_day) {
            if let Some(&before) = first.get(&identity) {
                oddities.push(Oddity::Twice { at, before });
                standings.push(Standing::Copy);
                continue;
            }
            first.insert(identity, at);
        }
        standings.push(Standing::Regular);
        held.push(Held { at, span, serial: facts.serial.filter(|n| *n > 0), number });
    }
    // The archive's order, but numbers before the month's name alone decides.
    held.sort_by_key(|h| (h.span.is_none(), h.span.map(|s| s.first), h.number, h.serial, h.at));
    (held, standings)
}

/// 增刊, 号外, 特刊, 合订本 are no issue of the run; 晚版 and 早版 are the day's.
fn is_extra(edition: &str) -> bool {
    ["增刊", "号外", "號外", "特刊", "专刊", "合订本"].iter().any(|word| edition.contains(word))
}

/// By what two sources are told to be one issue.
fn identity(
    facts: &IssueFacts,
    span: Option<Span>,
    number: Option<(i32, u32, u32)>,
    by_day: bool,
) -> Option<String> {
    let date = facts.date.as_deref().unwrap_or_default();
    let edition = facts.edition.as_deref().unwrap_or_default();
    let exact = span.is_some_and(|s| s.first == s.last && !s.about);
    let named = facts.serial.is_some() || number.is_some();
    // A month alone, without a number, may be any of the month's issues.
    (named || by_day && exact).then(|| format!("{date} {edition} {:?} {number:?}", facts.serial))
}

/// `2022年第5-6期` → (2022, 5, 6); without a year that of the date.
fn number(text: &str, span: Option<Span>) -> Option<(i32, u32, u32)> {
    use chrono::Datelike;
    let runs: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty() && run.len() <= 4)
        .filter_map(|run| run.parse().ok())
        .collect();
    let of_date = || span.filter(|s| s.first.year() == s.last.year()).map(|s| s.first.year());
    let (year, numbers) = match runs.as_slice() {
        [year @ 1000..=2999, rest @ ..] if !rest.is_empty() => (i32::try_from(*year).ok()?, rest),
        rest => (of_date()?, rest),
    };
    match numbers {
        [one] => Some((year, *one, *one)),
        // More than six numbers in one issue is no 合刊.
        [first, last] if first < last && last - first < 6 => Some((year, *first, *last)),
        _ => None,
    }
}
