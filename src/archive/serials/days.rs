//! EDTF dates as days: the first and the last on which what is dated so can have appeared.

use crate::read::edtf::{Date, Edtf, parse};
use chrono::{Days, Months, NaiveDate};

/// A date as the calendar needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// `~`, `?`: about then.
    pub about: bool,
    /// Both ends are days: an interval of them is all of them, while a month or a year is some day in it.
    pub days: bool,
}

/// The days of a date or an interval with both ends: `2022-05-10`, `2022-05`, `2022`, `2022-05/2022-06`, each with `~`.
/// None where even the year is not known: `195X` gives an issue no place in the run.
pub fn span(edtf: &str) -> Option<Span> {
    let (first, last) = match parse(edtf)? {
        Edtf::At(date) => (date, date),
        Edtf::Between(first, last) => (first?, last?),
    };
    let day = |date: Date<'_>| date.day_number().is_some();
    let about = first.doubt.or(last.doubt).is_some();
    first.year_number().zip(last.year_number())?;
    Some(Span { first: bounds(first)?.0, last: bounds(last)?.1, about, days: day(first) && day(last) })
}

/// The day, where it is one and sure.
pub fn day(edtf: &str) -> Option<NaiveDate> {
    let found = span(edtf)?;
    (found.first == found.last && !found.about).then_some(found.first)
}

/// First and last day of an interval of which one end may be open.
pub fn interval(edtf: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = match parse(edtf)? {
        Edtf::At(date) => (Some(date), Some(date)),
        Edtf::Between(first, last) => (first, last),
    };
    let first = first.map_or_else(|| NaiveDate::from_ymd_opt(1000, 1, 1), |d| Some(bounds(d)?.0));
    let last = last.map_or_else(|| NaiveDate::from_ymd_opt(2999, 12, 31), |d| Some(bounds(d)?.1));
    first.zip(last)
}

/// Intervals in order, those that overlap as one: what is written twice counts once.
pub fn merged(mut intervals: Vec<(NaiveDate, NaiveDate)>) -> Vec<(NaiveDate, NaiveDate)> {
    intervals.sort();
    let mut out: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (first, last) in intervals {
        match out.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => out.push((first, last)),
        }
    }
    out
}

/// First and last day of a month.
pub fn month_days(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?))
}

/// All that a date can mean: `196X` the decade, `2022-XX` the year, `2022-05-XX` the month.
fn bounds(date: Date<'_>) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(day) = date.day_number() {
        return Some((day, day));
    }
    let year = |digit: &str| date.year.replace('X', digit).parse::<i32>().ok();
    let (first, last) = match (date.season(), date.month_number()) {
        // 春季号 is the first of four a year: a season is a quarter, whatever the weather.
        (Some(season), _) => ((season - 21) * 3 + 1, (season - 20) * 3),
        (_, Some(month)) => (month, month),
        _ => (1, 12),
    };
    Some((month_days(year("0")?, first)?.0, month_days(year("9")?, last)?.1))
}

/// All days after one and before another.
pub fn between(after: NaiveDate, before: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    after.iter_days().skip(1).take_while(move |d| *d < before)
}
