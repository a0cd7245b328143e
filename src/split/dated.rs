//! The date that a masthead prints, in any of the forms that papers use, and whether its weekday and lunar day agree.
//!
//! In: a line, and the year that the issue's number names. Out: the date in EDTF with its printed form ([`Dated`]), the
//! best one of the line; and what contradicts it.

use super::masthead::calendar as common_day;
use super::pattern::Pattern;
use crate::text::dates::{
    Anchor, Day, End, Month, Part, Printed, Reading, Said, Year, calendar, find, listed, resolve,
};
use crate::text::numbers::number;
use chrono::{Datelike, NaiveDate};

/// A date of a masthead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// EDTF; `~` where the day is that of a feast, or the month that of the moon and of before 1901.
    pub edtf: String,
    /// As it is printed, 号 and 合刊 behind it included.
    pub printed: String,
}

/// How good a date is for an issue's, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Day,
    LunarDay,
    Month,
    LunarMonth,
    Season,
    Feast,
}

/// What tells that the date before it is another's: 1985年3月创刊, 5月3日印刷.
const OF_ANOTHER: [&str; 15] = [
    "创刊", "始刊", "创办", "创立", "注册", "批准", "登记", "复刊", "成立", "截稿", "印刷", "付印", "付排",
    "发刊", "起",
];

/// What tells of a publication's beginning, before its date too: 创刊于1949年5月1日.
pub const FOUNDING: [&str; 11] =
    ["创刊", "始刊", "创办", "始创", "创立", "复刊", "成立", "注册", "批准", "登记", "发刊"];

/// Behind the days of a joint issue stand at most its numbers before 合刊: 第5、6期合刊.
const JOINT_WITHIN: usize = 16;

/// Feasts that name an issue: month and day of the common calendar.
const FEASTS: [(&str, u32, u32); 9] = [
    ("元旦", 1, 1),
    ("三八", 3, 8),
    ("五一", 5, 1),
    ("五四", 5, 4),
    ("六一", 6, 1),
    ("七一", 7, 1),
    ("八一", 8, 1),
    ("国庆", 10, 1),
    ("新年", 1, 1),
];

/// The best date of a line; the first, where two are as good.
pub fn read(line: &str, year: Option<i32>) -> Option<Dated> {
    let reading = Reading::new(line);
    let anchor = Anchor { year, ..Anchor::default() };
    let all = find(&reading).into_iter().filter_map(|found| {
        let found = whole(&reading, found);
        let (rank, edtf, end) =
            of_issue(&reading, &found, &anchor).filter(|_| !of_another(&reading, &found))?;
        Some((rank, Dated { edtf, printed: reading.printed(&(found.at.start..end)).to_string() }))
    });
    // `min_by_key` keeps the first of equals.
    all.min_by_key(|(rank, _)| *rank).map(|(_, dated)| dated)
}

/// Whether the words around say that the date is not the issue's.
fn of_another(r: &Reading<'_>, found: &Printed) -> bool {
    let behind = |w: &&str| {
        let after = found.at.end + w.chars().count();
        stands(r, found.at.end, w) && !opens_the_next(r, after)
    };
    OF_ANOTHER.iter().any(behind) || founded_on(r.chars.get(..found.at.start).unwrap_or_default())
}

/// 创刊号 is an issue; 印刷:, 创办单位, 创刊于1949年 speak of what comes next.
fn opens_the_next(r: &Reading<'_>, at: usize) -> bool {
    let links = ["于", "自"].iter().any(|w| stands(r, at, w));
    let dated = r.chars.get(at + 1).is_some_and(|c| c.is_ascii_digit() || "一二民公".contains(*c));
    links && dated || ["号", ":", "单位", "人", "日期", "时间"].iter().any(|w| stands(r, at, w))
}

/// 创刊于, 创办日期:, 复刊: — the words that lead to the date of a beginning.
fn founded_on(before: &[char]) -> bool {
    let ends = |text: &[char], word: &str| text.ends_with(&word.chars().collect::<Vec<_>>());
    let cut = |text: &[char], word: &str| text.len() - word.chars().count();
    let mut rest = before;
    for link in [":", "于", "自", "日期", "时间", "年月"] {
        if ends(rest, link) {
            rest = &rest[..cut(rest, link)];
        }
    }
    rest.len() < before.len() && FOUNDING.iter().any(|w| ends(rest, w))
}

/// 5月1日、8日合刊: all the days or months that an issue joins.
fn whole(r: &Reading<'_>, found: Printed) -> Printed {
    let close = |at: usize| (at..r.chars.len().min(at + JOINT_WITHIN)).any(|k| stands(r, k, "合刊"));
    listed(r, &found).filter(|all| close(all.at.end)).unwrap_or(found)
}

/// What a date is as an issue's: its rank, its EDTF, and where its printed form ends.
fn of_issue(r: &Reading<'_>, found: &Printed, anchor: &Anchor) -> Option<(Rank, String, usize)> {
    let said = found.first;
    if let (Some(Year::Common(year)), None, None) = (said.year, said.month, said.part) {
        return feast(r, found, year);
    }
    let named = matches!(said.year, Some(Year::Common(_) | Year::Cyclic(_)) | None);
    if !named || found.end == End::Open || said.year.is_none() && anchor.year.is_none() {
        return None;
    }
    let rank = match (said.day, said.month, said.part) {
        (Some(Day::Number(_)), Some(Month::Number(_) | Month::Leap(_)), _) if said.lunar => Rank::LunarDay,
        (Some(Day::Number(_)), Some(Month::Number(_)), _)
        | (None, Some(Month::Number(_)), Some(Part::Days(..))) => Rank::Day,
        (None, Some(Month::Number(_) | Month::Leap(_)), _) if said.lunar => Rank::LunarMonth,
        (None, Some(Month::Number(_)), None) => Rank::Month,
        (None, None, Some(Part::Season(_) | Part::Months(..))) => Rank::Season,
        _ => return None,
    };
    let edtf = resolve(found, anchor)?.edtf;
    Some((rank, edtf, number_end(r, found.at.end)))
}

/// 1958年国庆特刊: about the day of the feast.
fn feast(r: &Reading<'_>, found: &Printed, year: i32) -> Option<(Rank, String, usize)> {
    let at = found.at.end;
    let special = |from: usize| {
        let word = (from..from + 4).find_map(|k| {
            ["特刊", "专刊", "增刊", "号外", "专号", "特辑"].iter().find(|w| stands(r, k, w)).map(|_| k + 2)
        });
        word.filter(|_| found.end == End::None)
    };
    if stands(r, at, "春节")
        && let Some(end) = special(at + 2)
    {
        return Some((Rank::Feast, format!("{}~", calendar::day(year, 1, false, 1)?), end));
    }
    let (_, month, day) =
        FEASTS.into_iter().find(|(name, ..)| stands(r, at, name) || stands(r, at, &format!("“{name}”")))?;
    let end = special(at + 2)?;
    Some((Rank::Feast, format!("{year:04}-{month:02}-{day:02}~"), end))
}

/// 11月号, 春季号, 5月1-7日合刊: the words behind the date that are of its form.
fn number_end(r: &Reading<'_>, end: usize) -> usize {
    let word = ["合刊号", "合刊", "季号", "季刊", "之卷", "月号", "月刊", "号", "刊", "卷"]
        .iter()
        .find(|w| stands(r, end, w));
    word.map_or(end, |w| end + w.chars().count())
}

fn stands(r: &Reading<'_>, at: usize, word: &str) -> bool {
    r.chars.get(at..).is_some_and(|rest| {
        rest.len() >= word.chars().count() && word.chars().zip(rest).all(|(a, b)| a == *b)
    })
}

/// What on the line contradicts its day: the weekday, or the lunar day beside it; each as printed.
pub fn contradiction(line: &str) -> Option<(Dated, String)> {
    let dated = read(line, None)?;
    let other = contradicting(&dated, line)?;
    Some((dated, other))
}

/// The same of two lines, where the date is on the first and weekday or lunar day, without a date, on the one below.
pub fn contradiction_below(line: &str, below: &str) -> Option<(Dated, String)> {
    let dated = read(line, None)?;
    let alone = weekday(&Reading::new(line)).is_none() && read(below, None).is_none();
    let other = contradicting(&dated, below).filter(|_| alone)?;
    Some((dated, other))
}

/// Weekday or lunar day of a line that is not the date's, as printed.
fn contradicting(dated: &Dated, line: &str) -> Option<String> {
    let day: NaiveDate = dated.edtf.parse().ok()?;
    let reading = Reading::new(line);
    if let Some((weekday, printed)) = weekday(&reading)
        && day.weekday().num_days_from_monday() != weekday
    {
        return Some(printed);
    }
    let found = find(&reading).into_iter().find(|f| f.first.lunar && f.first.day.is_some())?;
    // The moon's year may have begun or not: either will do.
    let agrees =
        [day.year(), day.year() - 1].into_iter().any(|year| moon_day(&found.first, year) == Some(day));
    let told = moon_day(&found.first, day.year()).is_some();
    (told && !agrees).then(|| reading.printed(&found.at).to_string())
}

fn moon_day(said: &Said, year: i32) -> Option<NaiveDate> {
    let (Some(month), Some(Day::Number(day))) = (said.month, said.day) else { return None };
    match month {
        Month::Number(n) => calendar::day(year, n, false, day),
        Month::Leap(n) => calendar::day(year, n, true, day),
        _ => None,
    }
}

/// The only weekday on the line: from Monday, 0, and as printed.
fn weekday(r: &Reading<'_>) -> Option<(u32, String)> {
    let mut all = (0..r.chars.len()).filter_map(|at| {
        let word = ["星期", "礼拜"].iter().find(|w| stands(r, at, w)).map(|_| 2);
        // 周一 is a weekday if nothing of a name follows it.
        let short = || {
            (stands(r, at, "周") && !r.chars.get(at + 2).is_some_and(|c| crate::text::is_han(*c)))
                .then_some(1)
        };
        let width = word.or_else(short)?;
        let c = r.chars.get(at + width)?;
        let day = "一二三四五六日天".chars().zip([0, 1, 2, 3, 4, 5, 6, 6]).find(|(d, _)| d == c)?.1;
        Some((day, r.printed(&(at..at + width + 1)).to_string()))
    });
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The span that an issue's number covers, by how often the publication appears: 2021年第4期 of a quarterly. It is
/// inferred, therefore approximate.
pub fn of_number(number: &str, cadence: &str) -> Option<String> {
    let months = match cadence {
        "monthly" => 1,
        "bimonthly" => 2,
        "quarterly" => 3,
        _ => return None,
    };
    let digits: Vec<u32> = number
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map_while(|run| run.parse().ok())
        .collect();
    let (year, first, last) = match digits[..] {
        [year, first] => (year, first, first),
        [year, first, last] => (year, first, last),
        _ => return None,
    };
    if !(1800..2200).contains(&year) || first == 0 || first > last || last * months > 12 {
        return None;
    }
    let (from, to) = ((first - 1) * months + 1, last * months);
    Some(match (months, first == last) {
        (3, true) => format!("{year}-{}~", 20 + first),
        (1, true) => format!("{year}-{from:02}~"),
        _ => format!("{year}-{from:02}~/{year}-{to:02}~"),
    })
}

/// A date in a file's name: `2022-05-10`, `20220510`, `2022-05`, `2022年5月`, or as a masthead prints it.
pub fn date_in_path(name: &str) -> Option<String> {
    static COMPACT: Pattern = Pattern::folded(r"(?:^|\D)((?:18|19|20)\d{2})(\d{2})(\d{2})(?:\D|$)");
    static FULL: Pattern =
        Pattern::folded(r"(?:^|\D)((?:18|19|20)\d{2})\s*[-_.年]\s*(\d{1,2})\s*[-_.月]\s*(\d{1,2})(?:\D|$)");
    static SHORT: Pattern = Pattern::folded(r"(?:^|\D)((?:18|19|20)\d{2})\s*[-_.年]\s*(\d{1,2})(?:\D|$)");
    let fold = crate::text::fold(name);
    let interval = read(&fold, None).map(|d| d.edtf).filter(|edtf| edtf.contains('/'));
    if let Some(edtf) = interval.or_else(|| days_in_path(&fold)) {
        return Some(edtf);
    }
    for pattern in [&FULL, &COMPACT] {
        if let Some(m) = pattern.captures(&fold)
            && let Some(date) = common_day(number(&m[1])?, number(&m[2])?, number(&m[3])?)
        {
            return Some(date);
        }
    }
    // 民国36年3月5日, 2022年5月1-7日, 1956年11月号, 2022年春季号: as on a masthead.
    if let Some(dated) = read(&fold, None) {
        return Some(dated.edtf);
    }
    let m = SHORT.captures(&fold)?;
    let month = number(&m[2]).filter(|m| (1..=12).contains(m))?;
    Some(format!("{}-{month:02}", &m[1]))
}

/// Two days in a file's name: `2022-05-01_2022-05-07`, `20220510-20220517`; `2022-5-1~7`, but not `2022-5-1-7`, which is
/// a page.
fn days_in_path(fold: &str) -> Option<String> {
    macro_rules! day {
        () => {
            r"((?:18|19|20)\d{2})[-_.年]?(\d{1,2})[-_.月]?(\d{1,2})日?"
        };
    }
    static LONG: Pattern =
        Pattern::folded(concat!(r"(?:^|\D)", day!(), r"\s*[-_~～—–至到]{1,2}\s*", day!(), r"(?:\D|$)"));
    static SHORT: Pattern = Pattern::folded(concat!(
        r"(?:^|\D)",
        day!(),
        r"\s*[~～至到]\s*()(?:(\d{1,2})[-.月])?(\d{1,2})日?(?:\D|$)"
    ));
    let m = LONG.captures(fold).or_else(|| SHORT.captures(fold))?;
    let part = |n: usize| m.get(n).and_then(|part| number(part.as_str()));
    let first = common_day(part(1)?, part(2)?, part(3)?)?;
    let last = common_day(part(4).or(part(1))?, part(5).or(part(2))?, part(6)?)?;
    (first < last).then(|| format!("{first}/{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_paths() {
        assert_eq!(date_in_path("2022-05").as_deref(), Some("2022-05"));
        assert_eq!(date_in_path("ribao_20211104").as_deref(), Some("2021-11-04"));
        assert_eq!(date_in_path("2021-13").as_deref(), None);
        assert_eq!(date_in_path("001_7bde39972733c9ba"), None);
        assert_eq!(date_in_path("民国36年3月5日").as_deref(), Some("1947-03-05"));
        assert_eq!(date_in_path("2022年5月1-7日").as_deref(), Some("2022-05-01/2022-05-07"));
        assert_eq!(date_in_path("2022年春季号").as_deref(), Some("2022-21"));
        for (name, date) in [
            ("2022-05-01_2022-05-07", "2022-05-01/2022-05-07"),
            ("20220510-20220517", "2022-05-10/2022-05-17"),
            ("ribao_20220510_20220521", "2022-05-10/2022-05-21"),
            ("2022-5-1~7", "2022-05-01/2022-05-07"),
            ("2022-5-28～6-3", "2022-05-28/2022-06-03"),
            ("2022-05-10-02", "2022-05-10"),
            ("20220510_02", "2022-05-10"),
            ("2022-05-10_2022-05-01", "2022-05-10"),
        ] {
            assert_eq!(date_in_path(name).as_deref(), Some(date), "{name}");
        }
    }
}
