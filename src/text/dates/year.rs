//! Years as they are named: with their reign, from the paper's, by decades, by plans; and what follows a year.

use super::point::{LUNAR, Point, digit, four_digits, from_month, is_numeral, number_at, one};
use super::{Century, Part, Reading, Said, Year, calendar};
use crate::text::numbers::number;

/// “十四五”, 一五计划: the years of a five-year plan.
pub(super) fn plan(r: &Reading<'_>, at: usize) -> Option<Point> {
    let quoted = r.is(at, "“\"");
    let from = at + usize::from(quoted);
    let run: String = r.chars.get(from..)?.iter().take(5).take_while(|c| is_numeral(**c)).collect();
    let n = i32::try_from(run.strip_suffix('五').and_then(number)?).ok().filter(|n| (1..=20).contains(n))?;
    let mut end = from + run.chars().count();
    // 八五普法 counts the campaigns for legal knowledge; 三五成群 counts nothing.
    if quoted {
        end = if r.is(end, "”\"") { end + 1 } else { return None };
    } else if r.word(end, &["期间", "时期", "规划", "计划", "期末", "以来"]).is_none() {
        return None;
    }
    if r.has(end, "普法") || at > 0 && is_numeral(r.chars[at - 1]) {
        return None;
    }
    // The third began three years late.
    let first = if n <= 2 { 1948 + n * 5 } else { 1951 + n * 5 };
    one(Said { year: Some(Year::Plan(first, first + 4)), ..Said::default() }, end)
}

/// A year, and what follows it.
pub(super) fn with_year(r: &Reading<'_>, at: usize, lunar: bool) -> Option<Point> {
    let (year, era_is_lunar, end) = year_at(r, at)?;
    let said = Said { year: Some(year), ..Said::default() };
    let marked = r.word(end, &LUNAR).map(|(_, end)| end);
    // (壬寅年), (虎年)
    let beast = [4, 5].into_iter().find(|width| r.is(end, "(") && r.has(end + width - 2, "年)"));
    let after = marked.unwrap_or(end + beast.unwrap_or(0));
    if let Some(point) = from_month(r, after, said, lunar || era_is_lunar || marked.or(beast).is_some()) {
        return Some(point);
    }
    let (part, ended) = year_part(r, end).map_or((None, end), |(part, end)| (Some(part), end));
    // 文明年代, 86年 and 同年 alone are no dates.
    match year {
        Year::Short(_) if r.chars[at].is_ascii_digit() => None,
        Year::Cyclic(_) => None,
        Year::Context(_) if part.is_none() => None,
        Year::Common(y) if part.is_none() && is_span(r, at, end, y) => None,
        _ => one(Said { part, ..said }, ended),
    }
}

/// 1000年前, 1200年的历史: so many years rather than a year.
fn is_span(r: &Reading<'_>, at: usize, end: usize, year: i32) -> bool {
    let counted = r.word(end, &["前", "来", "历史", "多", "以上", "以前", "左右", "的历史", "古"]).is_some();
    (year < 1600 || year % 1000 == 0)
        && year % 100 == 0
        && !r.after(at, &["公元"])
        && (counted || year != 2000)
}

/// A year, whether its months are lunar, and the place after 年.
fn year_at(r: &Reading<'_>, at: usize) -> Option<(Year, bool, usize)> {
    let chars = r.chars.get(at..)?;
    if let Some((year, end)) = four_digits(r, at) {
        // 1958年级, 2022年代 are no years; 前221年 is before all papers, 此前2000年 is not.
        let before = r.after(at, &["前"]) && !r.after(at, &["此前", "之前", "以前", "目前", "先前", "日前"]);
        let ends = r.is(end, "年") && !r.is(end + 1, "级代") && !before;
        return ends.then_some((Year::Common(year), false, end + 1));
    }
    if r.has(at, "公元") {
        return year_at(r, at + 2).filter(|(year, ..)| matches!(year, Year::Common(_)));
    }
    let named = if r.has(at, "中华民国") { &chars[2..] } else { chars };
    if let Some(era) = calendar::era(named) {
        let from = at + (chars.len() - named.len()) + 2;
        let (n, end) = if r.is(from, "元") {
            (1, from + 1)
        } else {
            let n = number_at(r, from)?;
            (n.value, n.end)
        };
        return r.is(end, "年").then(|| era.year(n)).flatten().map(|y| (Year::Common(y), era.lunar, end + 1));
    }
    if let Some(place) = calendar::cyclic(chars) {
        return r.is(at + 2, "年").then_some((Year::Cyclic(place), true, at + 3));
    }
    relative_year(r, at).or_else(|| short_year(r, at))
}

/// Years counted from the paper's or from the one named before, and what does not stand before the word.
pub(super) const FROM_NOW: [(&str, Year, &str); 11] = [
    ("大前年", Year::Relative(-3), ""),
    ("前年", Year::Relative(-2), "年目空以之从"),
    ("去年", Year::Relative(-1), "过"),
    ("上年", Year::Relative(-1), "以"),
    ("今年", Year::Relative(0), ""),
    ("本年", Year::Relative(0), "日基成根资样版文"),
    ("明年", Year::Relative(1), "文清"),
    ("同年", Year::Context(0), "相不"),
    ("当年", Year::Context(0), ""),
    ("次年", Year::Context(1), "两三四五多几每一二"),
    ("翌年", Year::Context(1), ""),
];

/// 去年, 今年, 次年.
fn relative_year(r: &Reading<'_>, at: usize) -> Option<(Year, bool, usize)> {
    let (word, year, not_after) = FROM_NOW.into_iter().find(|(word, ..)| r.has(at, word))?;
    let end = at + word.chars().count();
    let wrong = at > 0 && r.is(at - 1, not_after) || r.is(end, "纪轻龄级");
    (!wrong).then_some((year, false, end))
}

/// 86年5月, 五八年: the century goes without saying. 五六年 may be five or six years.
fn short_year(r: &Reading<'_>, at: usize) -> Option<(Year, bool, usize)> {
    let [a, b, '年', next, ..] = r.chars.get(at..)? else { return None };
    let (tens, ones) = (digit(*a)?, digit(*b)?);
    // 1,286年, 3.5年
    let numbered = at > 1 && r.is(at - 1, ".,") && r.chars[at - 2].is_ascii_digit();
    let apart = at == 0 || digit(r.chars[at - 1]).is_none() && !r.is(at - 1, "第近过约十百千") && !numbered;
    let chinese = is_numeral(*a) && is_numeral(*b) && ones != tens + 1;
    let in_month = digit(*next).is_some() || *next == '十';
    (apart && (chinese || in_month)).then_some((Year::Short(tens * 10 + ones), false, at + 3))
}

/// What follows a year: season, quarter, half, beginning or end.
fn year_part(r: &Reading<'_>, at: usize) -> Option<(Part, usize)> {
    let skipped = at + usize::from(r.is(at, "的度第"));
    const PERIODS: [(&str, u32, u32); 16] = [
        ("上半年", 1, 6),
        ("下半年", 7, 12),
        ("前三季度", 1, 9),
        ("前3季度", 1, 9),
        ("第一季度", 1, 3),
        ("第二季度", 4, 6),
        ("第三季度", 7, 9),
        ("第四季度", 10, 12),
        ("一季度", 1, 3),
        ("二季度", 4, 6),
        ("三季度", 7, 9),
        ("四季度", 10, 12),
        ("1季度", 1, 3),
        ("2季度", 4, 6),
        ("3季度", 7, 9),
        ("4季度", 10, 12),
    ];
    for from in [at, skipped] {
        if let Some((word, first, last)) = PERIODS.into_iter().find(|(word, ..)| r.has(from, word)) {
            return Some((Part::Months(first, last), from + word.chars().count()));
        }
    }
    if let Some(season) = r.chars.get(at).and_then(|c| "春夏秋冬".chars().zip(21..).find(|(s, _)| s == c))
    {
        let word = r.word(at + 1, &["季", "天"]);
        let other = r.is(at + 1, "节晚运奥至令装瑾游");
        return (!other).then(|| (Part::Season(season.1), word.map_or(at + 1, |(_, end)| end)));
    }
    let vague = r.is(at, "底末") || r.is(at, "初") && !r.is(at + 1, "中级三高一二");
    vague.then_some((Part::Vague, at + 1))
}

/// Centuries counted from the paper's.
pub(super) const CENTURIES: [&str; 2] = ["上世纪", "本世纪"];

/// 上世纪八十年代, 1980年代, 二十世纪.
pub(super) fn long_ago(r: &Reading<'_>, at: usize) -> Option<Point> {
    let said = |year| Said { year: Some(year), ..Said::default() };
    if let Some((year, end)) = four_digits(r, at) {
        let decade = year % 10 == 0 && r.has(end, "年代");
        let year = Year::Decade(Century::Common(year / 100), year / 10 % 10);
        return decade.then(|| one(said(year), vague_end(r, end + 2))).flatten();
    }
    let (century, end) = if let Some((said, end)) = r.word(at, &CENTURIES) {
        (Century::Relative(if said == 0 { -1 } else { 0 }), end)
    } else if let Some(n) = number_at(r, at).filter(|n| (10..=21).contains(&n.value) && r.has(n.end, "世纪"))
    {
        (Century::Common(i32::try_from(n.value).ok()? - 1), n.end + 2)
    } else {
        (Century::Unsaid, at)
    };
    let decade = number_at(r, end).filter(|n| n.value % 10 == 0 && n.value < 100 && r.has(n.end, "年代"));
    match decade {
        Some(n) => {
            let year = Year::Decade(century, i32::try_from(n.value / 10).ok()?);
            one(said(year), vague_end(r, n.end + 2))
        }
        None if century == Century::Unsaid => None,
        None => one(said(Year::Century(century)), vague_end(r, end)),
    }
}

/// 初, 中期, 末 of a decade or century.
fn vague_end(r: &Reading<'_>, at: usize) -> usize {
    r.word(at, &["初期", "中期", "后期", "末期", "初", "末", "中叶"]).map_or(at, |(_, end)| end)
}
