//! One date at a place of a text: month and day as far as they are named, in whichever words, behind a `year` or without.
//!
//! In: a [`Reading`] and a place in it. Out: what is said there, what a number before the same unit adds (1—9月, 5月1-7日),
//! and where it ends. Each looks at a bounded number of characters.

use super::year::{long_ago, plan, with_year};
use super::{Day, Month, Part, Reading, Said, Year};
use crate::text::numbers::value;

/// What was found at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub said: Said,
    pub second: Option<Said>,
    pub end: usize,
}

/// A number: its value, its end, and whether it is in Chinese numerals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub value: u32,
    pub end: usize,
    pub chinese: bool,
}

pub(super) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '○'
            | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '廿'
            | '卅'
            | '两'
    )
}

/// Digits of a year in either writing; OCR has O for 〇, and mixes them.
pub(super) fn digit(c: char) -> Option<i32> {
    Some(match c {
        '0'..='9' => c as i32 - '0' as i32,
        'O' | 'o' | '○' | '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether a number of either kind may hold the character.
pub(super) fn is_of_number(c: char) -> bool {
    is_numeral(c) || digit(c).is_some()
}

/// The number of at most four characters that begins here.
pub(super) fn number_at(r: &Reading<'_>, at: usize) -> Option<Number> {
    let chinese = is_numeral(*r.chars.get(at)?);
    let same = |c: &&char| if chinese { is_numeral(**c) } else { c.is_ascii_digit() };
    let width = r.chars[at..].iter().take(5).take_while(same).count();
    let end = at + width;
    let value = (1..=4).contains(&width).then(|| value(r.chars[at..end].iter().copied())).flatten()?;
    Some(Number { value, end, chinese })
}

/// The date that begins here.
pub(super) fn point(r: &Reading<'_>, at: usize) -> Option<Point> {
    if is_of_number(*r.chars.get(at)?) {
        return numeric(r, at)
            .or_else(|| plan(r, at))
            .or_else(|| with_year(r, at, false))
            .or_else(|| long_ago(r, at))
            .or_else(|| from_month(r, at, Said::default(), false))
            .or_else(|| bare_day(r, at));
    }
    plan(r, at)
        .or_else(|| lunar(r, at))
        .or_else(|| with_year(r, at, false))
        .or_else(|| long_ago(r, at))
        .or_else(|| from_month(r, at, Said::default(), false))
        .or_else(|| relative_day(r, at))
        .or_else(|| week(r, at))
}

pub(super) fn one(said: Said, end: usize) -> Option<Point> {
    Some(Point { said, second: None, end })
}

/// 1965.11.23, 2022-05-10, 2022/5/10.
fn numeric(r: &Reading<'_>, at: usize) -> Option<Point> {
    if at > 0 && (r.chars[at - 1].is_ascii_digit() || r.is(at - 1, ".-/")) {
        return None;
    }
    let (year, end) = four_digits(r, at)?;
    let mark = *r.chars.get(end).filter(|c| ".-/·".contains(**c))?;
    let month = number_at(r, end + 1).filter(|n| !n.chinese && (1..=12).contains(&n.value))?;
    let day = (r.chars.get(month.end) == Some(&mark)).then(|| number_at(r, month.end + 1)).flatten()?;
    let ends = !day.chinese
        && (1..=31).contains(&day.value)
        && !r.chars.get(day.end).is_some_and(|c| c.is_ascii_digit() || *c == mark);
    let said = Said {
        year: Some(Year::Common(year)),
        month: Some(Month::Number(month.value)),
        day: Some(Day::Number(day.value)),
        ..Said::default()
    };
    ends.then(|| one(said, day.end + usize::from(r.is(day.end, "日")))).flatten()
}

pub(super) fn four_digits(r: &Reading<'_>, at: usize) -> Option<(i32, usize)> {
    let run = r.chars.get(at..at + 4)?;
    let year = run.iter().try_fold(0, |n, c| digit(*c).map(|d| n * 10 + d))?;
    let apart = |i: Option<usize>| i.and_then(|i| r.chars.get(i)).is_none_or(|c| digit(*c).is_none());
    let inside = run[0] != 'o' && run[0] != 'O' && apart(at.checked_sub(1)) && apart(Some(at + 4));
    (inside && (1000..=2100).contains(&year)).then_some((year, at + 4))
}

/// The calendar of the moon.
pub(super) const LUNAR: [&str; 5] = ["农历", "夏历", "旧历", "古历", "阴历"];

/// 农历四月初十, 夏历壬寅年四月.
fn lunar(r: &Reading<'_>, at: usize) -> Option<Point> {
    let (_, mut end) = r.word(at, &LUNAR)?;
    end += usize::from(r.is(end, "(:"));
    // 虎年四月初十: the beast is as good as no year.
    if r.is(end, "鼠牛虎兔龙蛇马羊猴鸡狗猪") && r.is(end + 1, "年") {
        end += 2;
    }
    with_year(r, end, true)
        .or_else(|| from_month(r, end, Said::default(), true))
        .filter(|p| p.said.lunar && p.said.month.is_some())
}

/// A month, and what follows it; `said` has the year, where one stands before it.
pub(super) fn from_month(r: &Reading<'_>, at: usize, said: Said, lunar: bool) -> Option<Point> {
    let bare = said.year.is_none();
    if bare
        && !lunar
        && (at > 0 && r.is(at - 1, "每第个历隔逢") || r.after(at, &["每年", "历年", "往年", "常年"]))
    {
        return None;
    }
    if let Some((first, last, end)) = pair(r, at, "月").filter(|(first, last, _)| *last <= 12 && first < last)
    {
        let month = |n| Said { month: Some(Month::Number(n)), ..said };
        return Some(Point { said: month(first), second: Some(month(last)), end: after_month(r, end) });
    }
    let (month, of_moon, chinese, end) = month_at(r, at, bare)?;
    let mut said = Said { month: Some(month), lunar: lunar || of_moon, ..said };
    let from = after_month(r, end);
    if let Some((first, last, end)) =
        pair(r, from, "日号").filter(|(first, last, _)| *last <= 31 && first < last)
    {
        said.day = Some(Day::Number(first));
        return Some(Point { said, second: Some(Said { day: Some(Day::Number(last)), ..said }), end });
    }
    if let Some((day, of_moon, end)) = day_at(r, end, said.lunar, chinese) {
        (said.day, said.lunar) = (Some(day), said.lunar || of_moon);
        return one(said, end);
    }
    if bare && chinese && r.word(end, &["革命", "天", "花", "雪", "飞", "怀"]).is_some()
        || bare && r.is(end, "龄大嫂饼球亮色光季薪租均")
    {
        return None;
    }
    match month_part(r, end) {
        Some((part, end)) => one(Said { part: Some(part), ..said }, end),
        None => one(said, from),
    }
}

fn after_month(r: &Reading<'_>, end: usize) -> usize {
    end + usize::from(r.is(end, "份"))
}

/// Two numbers before one unit: 1-9月, 1至7日.
fn pair(r: &Reading<'_>, at: usize, units: &str) -> Option<(u32, u32, usize)> {
    let first = number_at(r, at)?;
    let own = usize::from(r.is(first.end, units) && units.starts_with('月') && r.is(first.end + 1, "-至到"));
    let from = joint(r, first.end + own)?;
    let second = number_at(r, from)?;
    let wide = first.value >= 1 && r.is(second.end, units);
    wide.then_some((first.value, second.value, second.end + 1))
}

/// The place after the mark or word that joins two dates.
pub(super) fn joint(r: &Reading<'_>, at: usize) -> Option<usize> {
    let dashes = (0..2).take_while(|k| r.is(at + k, "-")).count();
    let words = usize::from(dashes == 0 && r.is(at, "至到"));
    (dashes + words > 0).then_some(at + dashes + words)
}

/// Months by their names: which, and whether the moon's.
pub(super) const MONTHS: [(&str, u32, bool); 6] = [
    ("正月", 1, true),
    ("冬月", 11, true),
    ("腊月", 12, true),
    ("元月", 1, false),
    ("十冬月", 11, true),
    ("寒月", 12, true),
];

/// Months counted from the paper's or from the one named before.
pub(super) const MONTHS_FROM_NOW: [(&str, Month); 7] = [
    ("上个月", Month::Relative(-1)),
    ("下个月", Month::Relative(1)),
    ("上月", Month::Relative(-1)),
    ("本月", Month::Relative(0)),
    ("下月", Month::Relative(1)),
    ("当月", Month::Context),
    ("同月", Month::Context),
];

/// A month: which, whether the moon's, whether in Chinese numerals, and its end.
fn month_at(r: &Reading<'_>, at: usize, bare: bool) -> Option<(Month, bool, bool, usize)> {
    if let Some((name, n, moon)) = MONTHS.into_iter().find(|(name, ..)| r.has(at, name)) {
        return Some((Month::Number(n), moon, true, at + name.chars().count()));
    }
    if bare && let Some((word, month)) = MONTHS_FROM_NOW.into_iter().find(|(word, _)| r.has(at, word)) {
        let wrong = at > 0 && r.is(at - 1, "日以");
        return (!wrong).then(|| (month, false, false, at + word.chars().count()));
    }
    let leap = r.is(at, "闰");
    let n = number_at(r, at + usize::from(leap)).filter(|n| (1..=12).contains(&n.value))?;
    // 1.5月 is a span.
    let within = at > 0 && !n.chinese && r.is(at - 1, ".0123456789");
    let month = if leap { Month::Leap(n.value) } else { Month::Number(n.value) };
    (r.is(n.end, "月") && !within).then_some((month, leap, n.chinese, n.end + 1))
}

/// A day behind its month: which, whether the moon's, and its end.
fn day_at(r: &Reading<'_>, at: usize, lunar: bool, chinese: bool) -> Option<(Day, bool, usize)> {
    if r.is(at, "初") && (lunar || chinese) {
        let n = number_at(r, at + 1).filter(|n| n.chinese && (1..=10).contains(&n.value))?;
        return Some((Day::Number(n.value), true, n.end + usize::from(r.is(n.end, "日"))));
    }
    let n = number_at(r, at).filter(|n| (1..=31).contains(&n.value))?;
    let named = r.is(n.end, "日") || r.is(n.end, "号") && !r.is(n.end + 1, "楼院线令公门井文");
    let of_moon = lunar && n.chinese && n.value <= 30;
    (named || of_moon).then_some((Day::Number(n.value), false, n.end + usize::from(named)))
}

/// What follows a month: 上旬, 底.
fn month_part(r: &Reading<'_>, at: usize) -> Option<(Part, usize)> {
    const PARTS: [(&str, Part); 7] = [
        ("上旬", Part::Days(1, 10)),
        ("中旬", Part::Days(11, 20)),
        ("下旬", Part::Days(21, 31)),
        ("上半月", Part::Days(1, 15)),
        ("下半月", Part::Days(16, 31)),
        ("底", Part::Vague),
        ("末", Part::Vague),
    ];
    if let Some((word, part)) = PARTS.into_iter().find(|(word, _)| r.has(at, word)) {
        return Some((part, at + word.chars().count()));
    }
    (r.is(at, "初") && !r.is(at + 1, "中级三高一二")).then_some((Part::Vague, at + 1))
}

/// Days counted from the paper's.
pub(super) const DAYS: [(&str, i64); 19] = [
    ("大前天", -3),
    ("前天", -2),
    ("前晚", -2),
    ("昨日", -1),
    ("昨天", -1),
    ("昨晚", -1),
    ("昨夜", -1),
    ("昨晨", -1),
    ("今晨", 0),
    ("今早", 0),
    ("今晚", 0),
    ("今日", 0),
    ("今天", 0),
    ("明天", 1),
    ("明日", 1),
    ("明晚", 1),
    ("明晨", 1),
    ("后天", 2),
    ("昨", -1),
];

/// What hour of a day is spoken of.
pub(super) const HOURS: [&str; 8] = ["上午", "下午", "凌晨", "早", "晚", "中午", "清晨", "零时"];

/// 昨日, 今晚, 明天上午.
fn relative_day(r: &Reading<'_>, at: usize) -> Option<Point> {
    let (word, days) = DAYS.into_iter().find(|(word, _)| r.has(at, word))?;
    let end = at + word.chars().count();
    // Today is also these days, tomorrow the future: 美好的明天, 《今日说法》.
    let of_the_hour = r.word(end, &HOURS).is_some();
    let named = match word {
        "昨" => of_the_hour,
        "今日" | "今天" => of_the_hour || r.is(end, "起在,是召开举正从("),
        "明天" | "明日" | "后天" => of_the_hour || r.is(end, "起将在召开举"),
        _ => true,
    };
    let before = at > 0
        && (r.is(at - 1, "的《“「<如与像") || word.starts_with('前') && r.is(at - 1, "目空以之从年月日周提"));
    let wrong = before || r.is(end, "的") && !matches!(days, -3..=-1);
    (named && !wrong).then(|| one(Said { day: Some(Day::Relative(days)), ..Said::default() }, end)).flatten()
}

/// Weeks counted from the paper's.
pub(super) const WEEKS: [(&str, i64); 10] = [
    ("上个星期", -1),
    ("上星期", -1),
    ("本星期", 0),
    ("这个星期", 0),
    ("下个星期", 1),
    ("下星期", 1),
    ("上周", -1),
    ("本周", 0),
    ("这周", 0),
    ("下周", 1),
];

/// 上周, 本周五.
fn week(r: &Reading<'_>, at: usize) -> Option<Point> {
    let (word, weeks) = WEEKS.into_iter().find(|(word, _)| r.has(at, word))?;
    let end = at + word.chars().count();
    let said = |day| Said { day: Some(Day::Week(weeks, day)), ..Said::default() };
    if let Some(c) = r.chars.get(end)
        && let Some((_, day)) = "一二三四五六日天".chars().zip([0, 1, 2, 3, 4, 5, 6, 6]).find(|(d, _)| d == c)
        && !r.is(end + 1, "年期")
    {
        return one(said(Some(day)), end + 1);
    }
    (!r.is(end, "期边围转身年岁长村庄家口折")).then(|| one(said(None), end)).flatten()
}

/// 15日上午: a day whose month goes without saying.
fn bare_day(r: &Reading<'_>, at: usize) -> Option<Point> {
    let apart = at == 0 || !r.is(at - 1, "0123456789.-/每第续近共约时达前满余");
    let n = number_at(r, at).filter(|n| apart && (1..=31).contains(&n.value) && r.is(n.end, "日"))?;
    let end = n.end + 1;
    const AFTER: [&str; 16] = [
        "上午", "下午", "晚", "凌晨", "清晨", "早", "中午", "夜", "电", "讯", ",", "从", "起", "零时", "在",
        "至",
    ];
    let joined = r.is(end, "-");
    // 三日, 一日 are spans more often than days.
    let apart = !r.after(at, &["每月", "每年"]);
    let named =
        apart && r.word(end, &AFTER[..if n.chinese { 10 } else { 16 }]).is_some() || joined && !n.chinese;
    let said = Said { day: Some(Day::Number(n.value)), ..Said::default() };
    (named && !r.has(end, "夜兼")).then(|| one(said, end)).flatten()
}
