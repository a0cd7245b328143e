//! Dates as EDTF (ISO 8601-2, level 1), as far as an archive needs it: year, season, month or day, what is not known
//! (`195X`, `1958-XX`), what is not sure (`~`, `?`, `%`), and intervals.
//!
//! In: a date as settings, sidecars or stages give it. Out: whether it is one ([`date`], [`interval`]), and its parts
//! ([`parse`]) for whoever orders, cuts or shows it.

use chrono::NaiveDate;

/// A date's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date<'a> {
    /// Four characters: digits, or `X` for the last one or two that are not known.
    pub year: &'a str,
    /// Month 1 to 12, season 21 (spring) to 24 (winter); `Some(None)` is a month that is not known.
    pub month: Option<Option<u32>>,
    /// Day of the month; `Some(None)` is a day that is not known.
    pub day: Option<Option<u32>>,
    /// `~` about, `?` uncertain, `%` both.
    pub doubt: Option<char>,
}

impl Date<'_> {
    /// The year, where all its digits are known.
    pub fn year_number(&self) -> Option<i32> {
        self.year.parse().ok()
    }

    /// The season, 21 to 24.
    pub fn season(&self) -> Option<u32> {
        self.month.flatten().filter(|m| *m > 12)
    }

    /// The month, 1 to 12.
    pub fn month_number(&self) -> Option<u32> {
        self.month.flatten().filter(|m| *m <= 12)
    }

    /// The day, where year, month and day are known.
    pub fn day_number(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year_number()?, self.month_number()?, self.day??)
    }

    /// Year, month and day or as much as there is, without a mark of doubt; a season counts by its last month.
    fn order(&self) -> String {
        let mut out = String::with_capacity("2022-05-10".len());
        out.push_str(self.year);
        // 21 to 24 are seasons only where a month stands: of days they are days.
        let month = self.season().map_or(self.month, |season| Some(Some((season - 20) * 3)));
        for part in [month, self.day].into_iter().flatten() {
            out.push('-');
            let digit = |n: u32| char::from_digit(n % 10, 10).unwrap_or('X');
            out.extend(part.map_or(['X', 'X'], |n| [digit(n / 10), digit(n)]));
        }
        out
    }

    /// Whether it is not after another, over the parts that both give: 2022-05/2022 is in order.
    fn is_before(&self, other: &Self) -> bool {
        let (a, b) = (self.order(), other.order());
        let both = a.len().min(b.len());
        a.get(..both) <= b.get(..both)
    }
}

/// A date, or an interval of two; an end that is open is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edtf<'a> {
    At(Date<'a>),
    Between(Option<Date<'a>>, Option<Date<'a>>),
}

impl<'a> Edtf<'a> {
    /// The date, or the beginning of the interval (its end where the beginning is open).
    pub fn first(&self) -> Option<Date<'a>> {
        match *self {
            Edtf::At(date) => Some(date),
            Edtf::Between(first, last) => first.or(last),
        }
    }
}

/// The parts of a date or interval; `None` where it is neither.
pub fn parse(text: &str) -> Option<Edtf<'_>> {
    let Some((first, last)) = text.split_once('/') else { return parts(text).map(Edtf::At) };
    let end = |text| if is_open(text) { Some(None) } else { parts(text).map(Some) };
    match (end(first)?, end(last)?) {
        (None, None) => None,
        (Some(first), Some(last)) if !first.is_before(&last) => None,
        (first, last) => Some(Edtf::Between(first, last)),
    }
}

/// An end of an interval that nobody knows, or that is still to come.
fn is_open(end: &str) -> bool {
    matches!(end, ".." | "")
}

/// A key by which dates stand in their order: an interval by its beginning, a year before its months, a month before
/// its days, and what is not known (`195X`) after what is. Empty for what is no date.
pub fn order(text: &str) -> String {
    parse(text).and_then(|edtf| edtf.first()).map_or_else(String::new, |date| date.order())
}

/// Checks a date: `2022`, `2022-05`, `2022-05-10`, a season `2022-21` (spring) to `2022-24`, `195X`, `1958-XX`, each with
/// `~` (about), `?` (uncertain) or `%` (both) behind it.
///
/// The error is how the date is written, where the program can tell what was meant.
pub fn date(text: &str) -> Result<(), Option<String>> {
    if parts(text).is_some() { Ok(()) } else { Err(meant(text)) }
}

/// Checks the date of an issue: a date, or an interval with two ends.
pub fn issue(text: &str) -> Result<(), Option<String>> {
    interval(text)?;
    if text.split('/').any(is_open) { Err(None) } else { Ok(()) }
}

/// Checks an interval `1960-05/1962`; either end may be open (`..`). A single date is an interval too.
pub fn interval(text: &str) -> Result<(), Option<String>> {
    let Some((first, last)) = text.split_once('/') else { return date(text) };
    if is_open(first) && is_open(last) {
        return Err(None);
    }
    for end in [first, last] {
        // `1960/5/3` is a date written with strokes rather than an interval of nonsense.
        if !is_open(end) && parts(end).is_none() {
            return Err(meant(text));
        }
    }
    match (parts(first), parts(last)) {
        (Some(a), Some(b)) if !a.is_before(&b) => Err(Some(format!("{last}/{first}"))),
        _ => Ok(()),
    }
}

fn parts(text: &str) -> Option<Date<'_>> {
    let bare = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
    let mut pieces = bare.split('-');
    let year = pieces.next().filter(|y| is_year(y))?;
    let month = pieces.next().map(|m| two_digits(m).ok_or(())).transpose().ok()?;
    let day = pieces.next().map(|d| two_digits(d).ok_or(())).transpose().ok()?;
    let date =
        Date { year, month, day, doubt: text.get(bare.len()..).and_then(|doubt| doubt.chars().next()) };
    (pieces.next().is_none() && is_one(&date)).then_some(date)
}

/// Newspapers begin long after the year 1000; a smaller number is a slip.
fn is_year(text: &str) -> bool {
    let digits = text.trim_end_matches('X');
    text.len() == 4
        && (2..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && text.starts_with(['1', '2'])
}

/// `05` is a number, `XX` is not known; the rest is nothing.
fn two_digits(text: &str) -> Option<Option<u32>> {
    match text {
        "XX" => Some(None),
        _ if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok().map(Some),
        _ => None,
    }
}

/// Whether the parts make a date of the calendar, and one that level 1 can say.
fn is_one(date: &Date<'_>) -> bool {
    let Some(year) = date.year_number() else { return date.month.is_none() };
    match (date.month, date.day) {
        (None, _) => true,
        (Some(Some(1..=12)), None | Some(None)) | (Some(Some(21..=24)), None) => true,
        (Some(Some(month @ 1..=12)), Some(Some(day))) => NaiveDate::from_ymd_opt(year, month, day).is_some(),
        (Some(None), None | Some(None)) => true,
        _ => false,
    }
}

fn in_calendar(numbers: &[u32]) -> bool {
    let (Some(year), month, day) = (numbers.first(), numbers.get(1), numbers.get(2)) else { return false };
    let Ok(year) = i32::try_from(*year) else { return false };
    (1000..=2999).contains(&year)
        && NaiveDate::from_ymd_opt(year, month.copied().unwrap_or(1), day.copied().unwrap_or(1)).is_some()
}

/// What `2022年5月10日`, `2022/5/10`, `2022.5` or `20220510` must be written as.
fn meant(text: &str) -> Option<String> {
    let folded: String = unicode_normalization::UnicodeNormalization::nfkc(text).collect();
    let mut numbers: Vec<u32> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .map_while(|p| p.parse().ok())
        .collect();
    if let [run] = numbers[..] {
        match folded.len() {
            8 => numbers = vec![run / 10_000, run / 100 % 100, run % 100],
            6 => numbers = vec![run / 100, run % 100],
            _ => {}
        }
    }
    if numbers.len() > 3 || !in_calendar(&numbers) {
        return None;
    }
    let written: Vec<String> = numbers.iter().map(|n| format!("{n:02}")).collect();
    Some(written.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for good in [
            "2022",
            "2022-05",
            "2022-05-10",
            "2021-11~",
            "1949?",
            "2020-02-29",
            "2022-21",
            "2022-24~",
            "195X",
            "19XX",
            "195X~",
            "1958-XX",
            "1958-05-XX",
            "1958-XX-XX",
            "1958%",
        ] {
            assert_eq!(date(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "22",
            "2022-5",
            "2022-13",
            "2022-02-29",
            "2022-05-10-11",
            "0000",
            "五月",
            "2022-05~~",
            "2022-20",
            "2022-25",
            "2022-21-03",
            "1XXX",
            "X958",
            "195X-05",
            "1958-XX-03",
            "2022-05-1X",
        ] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn says_how_a_date_is_written() {
        for (given, written) in [
            ("2022年5月10日", "2022-05-10"),
            ("2022/5/10", "2022-05-10"),
            ("2022.5", "2022-05"),
            ("2022-5-1", "2022-05-01"),
            ("20220510", "2022-05-10"),
            ("2022年5月", "2022-05"),
        ] {
            assert_eq!(date(given), Err(Some(written.into())), "{given}");
        }
        assert_eq!(date("2022-02-30"), Err(None));
    }

    #[test]
    fn intervals() {
        for good in [
            "1960-05/1962",
            "1966/..",
            "../1949",
            "2022-05",
            "2022-05/2022",
            "1960~/1962?",
            "1960~/1960-05",
            "2022-21/2022-22",
            "2022-05-20/2022-05-22",
            "2022-05-10/2022-05-21",
            "2022-21/2022-06-24",
        ] {
            assert_eq!(interval(good), Ok(()), "{good}");
        }
        assert_eq!(interval("1962/1960"), Err(Some("1960/1962".into())));
        assert_eq!(interval("2022-05-22/2022-05-20"), Err(Some("2022-05-20/2022-05-22".into())));
        assert_eq!(interval("../.."), Err(None));
        assert_eq!(interval("1960/5/3"), Err(Some("1960-05-03".into())));
    }

    #[test]
    fn dates_of_issues() {
        assert_eq!((issue("2022-05-01/2022-05-07"), issue("2022-21")), (Ok(()), Ok(())));
        assert!(
            issue("2022/..").is_err() && issue("../2022").is_err() && issue("2022-05-07/2022-05-01").is_err()
        );
    }

    #[test]
    fn in_order() {
        let sorted = [
            "1949",
            "1949-03",
            "1949-21",
            "1949-03-01/1949-03-07",
            "1949-03-02~",
            "1949-04-01",
            "1949-12-31",
            "1949-XX",
            "194X",
            "1950",
        ];
        let mut turned = sorted;
        turned.reverse();
        turned.sort_by_key(|date| order(date));
        assert_eq!(turned.map(order), sorted.map(order));
        assert_eq!((order("../1949").as_str(), order("五月").as_str()), ("1949", ""));
    }

    #[test]
    fn the_days_of_a_month_in_order() {
        let days: Vec<String> = (1..=31).map(|day| format!("2022-05-{day:02}")).collect();
        assert!(days.iter().map(|day| order(day)).is_sorted());
        for (n, first) in days.iter().enumerate() {
            for last in days.iter().skip(n) {
                assert_eq!(issue(&format!("{first}/{last}")), Ok(()), "{first}/{last}");
            }
        }
    }

    #[test]
    fn parts_are_told() {
        let first = |text| parse(text).and_then(|e| e.first());
        assert_eq!(
            first("2022-05-10~").and_then(|d| d.day_number()).map(|d| d.to_string()).as_deref(),
            Some("2022-05-10")
        );
        assert_eq!(first("2022-23").map(|d| (d.season(), d.month_number())), Some((Some(23), None)));
        assert_eq!(first("195X").map(|d| d.year_number()), Some(None));
        assert_eq!(first("2022-05-10/2022-05-16").and_then(|d| d.month_number()), Some(5));
    }
}
