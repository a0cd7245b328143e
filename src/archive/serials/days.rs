//! EDTF dates as days: the first and the last on which what is dated so can have appeared.

use chrono::{Days, Months, NaiveDate};

/// A date as the calendar needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// `~`, `?`: about then.
    pub about: bool,
}

/// The days of a date or an interval with both ends: `2022-05-10`, `2022-05`, `2022`, `2022-05/2022-06`, each with `~`.
pub fn span(edtf: &str) -> Option<Span> {
    let (first, last) = edtf.split_once('/').unwrap_or((edtf, edtf));
    let about = edtf.contains(['~', '?', '%']);
    Some(Span { first: bounds(first)?.0, last: bounds(last)?.1, about })
}

/// The day, where it is one and sure.
pub fn day(edtf: &str) -> Option<NaiveDate> {
    let found = span(edtf)?;
    (found.first == found.last && !found.about).then_some(found.first)
}

/// First and last day of an interval of which one end may be open.
pub fn interval(edtf: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = edtf.split_once('/').unwrap_or((edtf, edtf));
    let open = |end: &str| matches!(end, "" | "..");
    let first = if open(first) { NaiveDate::from_ymd_opt(1000, 1, 1)? } else { bounds(first)?.0 };
    let last = if open(last) { NaiveDate::from_ymd_opt(2999, 12, 31)? } else { bounds(last)?.1 };
    Some((first, last))
}

/// First and last day of a month.
pub fn month_days(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?))
}

fn bounds(date: &str) -> Option<(NaiveDate, NaiveDate)> {
    let plain = date.trim_end_matches(['~', '?', '%']);
    let numbers: Vec<u32> = plain.split('-').map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let year = i32::try_from(*numbers.first()?).ok()?;
    match numbers[..] {
        [_] => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)),
        [_, month] => month_days(year, month),
        [_, month, day] => NaiveDate::from_ymd_opt(year, month, day).map(|d| (d, d)),
        _ => None,
    }
}

/// All days after one and before another.
pub fn between(after: NaiveDate, before: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    after.iter_days().skip(1).take_while(move |d| *d < before)
}
