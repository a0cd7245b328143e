//! Dates (EDTF) as readers and machines read them.

use super::strings::Strings;
use crate::read::edtf::{self, Date, Edtf};
use crate::split::{DateBasis, IssueFacts};

/// `2022年5月10日`, `约2021年11月`, `2022年5月1日至7日`, `2022年春`, `1950年代`; what is no date is shown as it is.
pub fn label(strings: &Strings, text: &str) -> String {
    match edtf::parse(text) {
        None => text.to_owned(),
        Some(Edtf::At(date)) => one(strings, &date),
        Some(Edtf::Between(Some(first), None)) => {
            strings.fill("date-from", &[("first", &one(strings, &first))])
        }
        Some(Edtf::Between(None, Some(last))) => {
            strings.fill("date-until", &[("last", &one(strings, &last))])
        }
        Some(Edtf::Between(first, last)) => match first.zip(last) {
            Some((first, last)) => between(strings, &first, &last),
            None => text.to_owned(),
        },
    }
}

fn between(strings: &Strings, first: &Date<'_>, last: &Date<'_>) -> String {
    let days = first.day.flatten().zip(last.day.flatten());
    let same_month = first.year == last.year && first.month == last.month;
    if let (true, Some((from, to)), Some(month), None, None) =
        (same_month, days, first.month_number(), first.doubt, last.doubt)
    {
        let (from, to) = (from.to_string(), to.to_string());
        let month = month_name(strings, month);
        return strings
            .fill("date-days", &[("year", first.year), ("month", &month), ("first", &from), ("last", &to)]);
    }
    strings.fill("date-interval", &[("first", &one(strings, first)), ("last", &one(strings, last))])
}

fn month_name(strings: &Strings, month: u32) -> String {
    strings.fill(&format!("month-{month}"), &[])
}

fn one(strings: &Strings, date: &Date<'_>) -> String {
    let year = date.year;
    let words = match (date.month, date.day) {
        (None, _) if year.ends_with("XX") => century(strings, year),
        (None, _) if year.ends_with('X') => decade(strings, year),
        (None, _) => strings.fill("date-year", &[("year", year)]),
        (Some(None), _) => strings.fill("date-some-month", &[("year", year)]),
        (Some(Some(season @ 21..)), _) => strings.fill(&format!("date-season-{season}"), &[("year", year)]),
        (Some(Some(month)), day) => {
            let month = month_name(strings, month);
            let (key, day) = match day {
                None => ("date-month", String::new()),
                Some(None) => ("date-some-day", String::new()),
                Some(Some(day)) => ("date-day", day.to_string()),
            };
            strings.fill(key, &[("year", year), ("month", &month), ("day", &day)])
        }
    };
    match date.doubt {
        Some('~') => strings.fill("date-about", &[("date", &words)]),
        Some(_) => strings.fill("date-doubt", &[("date", &words)]),
        None => words,
    }
}

/// 19XX is 1900 to 1999.
fn century(strings: &Strings, year: &str) -> String {
    strings.fill("date-century", &[("first", &year.replace('X', "0")), ("last", &year.replace('X', "9"))])
}

/// 195X: the 1950s.
fn decade(strings: &Strings, year: &str) -> String {
    strings.fill("date-decade", &[("year", &year.replace('X', "0"))])
}

/// What `<time datetime>` may hold: a year, month or day; not an interval, a season or a decade.
pub fn machine(text: &str) -> Option<String> {
    match edtf::parse(text)? {
        Edtf::At(date) if date.season().is_none() => plain(&date),
        _ => None,
    }
}

/// The date of publication for other machines: where an issue is of several days or months, the first; no more than the
/// year of a date in doubt, since schema.org has no sign for doubt.
pub fn published(text: &str) -> Option<String> {
    let date = edtf::parse(text)?.first()?;
    match date.doubt {
        Some(_) => plain(&Date { month: None, day: None, ..date }),
        None => plain(&date),
    }
}

/// Year, month and day as far as they are known.
fn plain(date: &Date<'_>) -> Option<String> {
    date.year_number()?;
    let mut out = date.year.to_owned();
    if let Some(month) = date.month_number() {
        out += &format!("-{month:02}");
        if let Some(day) = date.day.flatten() {
            out += &format!("-{day:02}");
        }
    }
    Some(out)
}

/// The first moment of the date, for feeds; a season counts from its last month. Dates are those of China.
pub fn instant(text: &str) -> Option<String> {
    let date = edtf::parse(text)?.first()?;
    date.year_number()?;
    let month = date.season().map(|s| (s - 20) * 3).or(date.month_number()).unwrap_or(1);
    Some(format!("{}-{month:02}-{:02}T00:00:00+08:00", date.year, date.day.flatten().unwrap_or(1)))
}

/// Length of a date cut to its year, its month and its day.
pub const PREFIXES: [usize; 3] = [4, 7, 10];

/// How finely a date is cut: by year, month or day. An interval counts by its beginning.
pub fn prefix(date: Option<&str>, finely: usize) -> Option<&str> {
    let date = date?;
    edtf::parse(date)?;
    let length = PREFIXES.get(finely)?;
    let first = date.split('/').find(|end| !matches!(*end, ".." | ""))?.trim_end_matches(['~', '?', '%']);
    Some(first.get(..*length).unwrap_or(first))
}

/// Key by which dates stand in order, those that are not known last.
pub fn order(date: Option<&str>) -> (bool, String) {
    let order = date.map(edtf::order).unwrap_or_default();
    (order.is_empty(), order)
}

/// The first and the last of the dates.
pub fn ends<'a>(dates: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let by_order = |date: &&&str| (order(Some(date)), date.to_string());
    dates.iter().min_by_key(by_order).copied().zip(dates.iter().max_by_key(by_order).copied())
}

/// The masthead's date as printed, where it says more than our date does: it is of another calendar, of several days,
/// has 号 or 合刊 in it; or a person gave another date.
pub fn printed_otherwise(facts: &IssueFacts) -> Option<&str> {
    let printed = facts.date_printed.as_deref()?;
    let plain = |c: char| {
        c.is_whitespace()
            || "〇○零Oo一二三四五六七八九十廿卅年月日公元.-/·．－／Ｏ".contains(c)
            || c.is_numeric()
    };
    (facts.date_basis == DateBasis::Sidecar || !printed.chars().all(plain)).then_some(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> (String, String) {
        let zh = Strings::parse(include_str!("../../themes/default/strings.zh.yaml")).unwrap_or_default();
        let en = Strings::parse(include_str!("../../themes/default/strings.en.yaml")).unwrap_or_default();
        (label(&zh, text), label(&en, text))
    }

    #[test]
    fn dates_read_well() {
        for (edtf, zh, en) in [
            ("2022-05-10", "2022年5月10日", "10 May 2022"),
            ("2021-11~", "约2021年11月", "about November 2021"),
            ("2022", "2022年", "2022"),
            ("1949?", "1949年（存疑）", "1949 (uncertain)"),
            ("2022-21", "2022年春", "spring 2022"),
            ("2021-24~", "约2021年冬", "about winter 2021"),
            ("195X", "1950年代", "the 1950s"),
            ("19XX", "1900—1999年", "1900–1999"),
            ("1958-XX", "1958年某月", "some month of 1958"),
            ("1958-05-XX", "1958年5月某日", "some day in May 1958"),
            ("2022-05-01/2022-05-07", "2022年5月1日至7日", "1–7 May 2022"),
            ("2022-05/2022-06", "2022年5月至2022年6月", "May 2022 – June 2022"),
            ("2022-05~/2022-06~", "约2022年5月至约2022年6月", "about May 2022 – about June 2022"),
            ("1949/..", "1949年起", "from 1949"),
            ("../1949-10", "至1949年10月", "until October 1949"),
            ("五月", "五月", "五月"),
        ] {
            assert_eq!(both(edtf), (zh.into(), en.into()), "{edtf}");
        }
    }

    #[test]
    fn machines_get_what_is_known() {
        for (edtf, time, first, moment) in [
            ("2021-11~", Some("2021-11"), Some("2021"), Some("2021-11-01T00:00:00+08:00")),
            ("2022-05-01/2022-05-07", None, Some("2022-05-01"), Some("2022-05-01T00:00:00+08:00")),
            ("2022-22", None, Some("2022"), Some("2022-06-01T00:00:00+08:00")),
            ("1958-XX", Some("1958"), Some("1958"), Some("1958-01-01T00:00:00+08:00")),
            ("195X", None, None, None),
            ("2021-13", None, None, None),
        ] {
            assert_eq!(machine(edtf).as_deref(), time, "{edtf}");
            assert_eq!(published(edtf).as_deref(), first, "{edtf}");
            assert_eq!(instant(edtf).as_deref(), moment, "{edtf}");
        }
    }

    #[test]
    fn dates_are_cut_by_their_beginning() {
        for (edtf, finely, cut) in [
            ("2021-11~", 2, Some("2021-11")),
            ("2021-11-03", 1, Some("2021-11")),
            ("2021~", 1, Some("2021")),
            ("2022/2023", 1, Some("2022")),
            ("2022-05-01/2022-05-07", 2, Some("2022-05-01")),
            ("../1949-10", 0, Some("1949")),
            ("195X~", 0, Some("195X")),
            ("2022-21", 1, Some("2022-21")),
            ("五月", 0, None),
        ] {
            assert_eq!(prefix(Some(edtf), finely), cut, "{edtf}");
        }
        assert_eq!(prefix(None, 0), None);
        assert_eq!(ends(&["2022-21", "195X", "2022-01~", "1949/1950"]), Some(("1949/1950", "2022-21")));
    }

    #[test]
    fn the_printed_form_is_shown_where_it_says_more() {
        let facts = |printed: &str, date_basis| IssueFacts {
            date_printed: Some(printed.into()),
            date_basis,
            ..IssueFacts::default()
        };
        for (printed, shown) in [
            ("2022年5月10日", false),
            ("二〇二二年五月十日", false),
            ("公元１９６５．１１．２３", false),
            ("民国三十六年三月五日", true),
            ("2022年5月1-7日合刊", true),
            ("光緒三十二年四月初十", true),
            ("1956年11月号", true),
        ] {
            let told = printed_otherwise(&facts(printed, DateBasis::Masthead)).is_some();
            assert_eq!(told, shown, "{printed}");
        }
        assert_eq!(printed_otherwise(&facts("2022年5月10日", DateBasis::Sidecar)), Some("2022年5月10日"));
    }
}
