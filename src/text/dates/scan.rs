//! All dates of a text, in its order.

use super::begin::Beginnings;
use super::point::{Point, from_month, joint, number_at, point};
use super::{Day, End, Month, Printed, Reading, Said, Year, calendar};

/// Longest printed form, in characters: what is longer is two dates that a dash joins by chance.
const LONGEST: usize = 40;

/// The dates that a text names. Time is linear in the text.
pub fn find(r: &Reading<'_>) -> Vec<Printed> {
    let beginnings = Beginnings::of_dates();
    let mut out = Vec::new();
    let mut at = 0;
    while at < r.chars.len() {
        if !beginnings.may_be(r, at) {
            at = past_number(r, at);
            continue;
        }
        let found = years(r, at).or_else(|| point(r, at));
        match found.map(|p| joined(r, at, p)) {
            Some(printed) if printed.at.len() <= LONGEST => {
                at = printed.at.end;
                out.push(printed);
            }
            _ => at = past_number(r, at),
        }
    }
    out
}

/// The place after a digit's run, so that 12345年 is not asked from each of its digits; else the next place.
fn past_number(r: &Reading<'_>, at: usize) -> usize {
    let is_digit = |at: usize| r.chars.get(at).is_some_and(char::is_ascii_digit);
    let mut end = at + 1;
    while is_digit(at) && is_digit(end) {
        end += 1;
    }
    end
}

/// 1958-1962年, 1958—62年, 2021至2025年.
fn years(r: &Reading<'_>, at: usize) -> Option<Point> {
    let first = number_at(r, at).filter(|n| !n.chinese && (1000..=2100).contains(&n.value))?;
    let last = number_at(r, joint(r, first.end)?).filter(|n| !n.chinese && r.is(n.end, "年"))?;
    let (first, mut second) = (i32::try_from(first.value).ok()?, i32::try_from(last.value).ok()?);
    if second < 100 {
        second += first / 100 * 100;
    }
    let said = |year| Said { year: Some(Year::Common(year)), ..Said::default() };
    // 2021-2022年度 is one year of accounts, over two.
    let end = last.end + 1 + usize::from(r.is(last.end + 1, "度"));
    (first < second && second <= 2100).then(|| Point { said: said(first), second: Some(said(second)), end })
}

/// The date with what a dash or 至 joins to it.
fn joined(r: &Reading<'_>, at: usize, found: Point) -> Printed {
    let Point { said, second, end } = found;
    if let Some(second) = second {
        return Printed { at: at..end, first: said, end: End::At(second) };
    }
    let alone = Printed { at: at..end, first: said, end: End::None };
    if matches!(said.day, Some(Day::Relative(_) | Day::Week(..))) || said.lunar {
        return alone;
    }
    let Some(from) = joint(r, end) else { return alone };
    if r.is(from, "今") && !r.is(from + 1, "年天日") && r.is(from - 1, "至") {
        return Printed { at: at..from + 1, first: said, end: End::Open };
    }
    match next(r, at, from, said).filter(|p| !p.said.lunar) {
        Some(second) => Printed { at: at..second.end, first: said, end: End::At(second.said) },
        None => alone,
    }
}

/// The date at `from`, as exact as the one that begins at `at` and says `said`.
fn next(r: &Reading<'_>, at: usize, from: usize, said: Said) -> Option<Point> {
    let same_kind = |other: &Said| {
        other.day.is_some() == said.day.is_some()
            && (other.month.is_some() == said.month.is_some() || said.day.is_some())
            && !matches!(other.day, Some(Day::Relative(_) | Day::Week(..)))
    };
    last_day(r, from, said)
        .or_else(|| of_same_era(r, at, from))
        .or_else(|| point(r, from))
        .filter(|p| p.second.is_none() && same_kind(&p.said))
}

/// 民国卅六年十二月三十一日至卅七年一月一日: the second year is counted as the first.
fn of_same_era(r: &Reading<'_>, at: usize, from: usize) -> Option<Point> {
    let name = at + if r.has(at, "中华民国") { 2 } else { 0 };
    let era = calendar::era(r.chars.get(name..)?)?;
    let year = number_at(r, from).filter(|n| r.is(n.end, "年"))?;
    let said = Said { year: Some(Year::Common(era.year(year.value)?)), ..Said::default() };
    from_month(r, year.end + 1, said, era.lunar)
}

/// 5月1日、8日; 5月1日 2日 3日; 5月1、2日; 2022年5、6月: the first and the last of the days or months listed. Whether the
/// list is one date, who asks must know.
pub fn listed(r: &Reading<'_>, found: &Printed) -> Option<Printed> {
    if found.end != End::None || found.first.part.is_some() {
        return None;
    }
    let (first, mut last, mut end) = match numbers(r, found) {
        Some((first, last, end)) => (first, Some(last), end),
        None => (found.first, None, found.at.end),
    };
    while let Some(next) = next(r, found.at.start, end + usize::from(r.is(end, "、,及和与")), first)
        .filter(|next| next.end - found.at.start <= LONGEST)
    {
        (last, end) = (Some(next.said), next.end);
    }
    let mut last = last?;
    if first.lunar {
        // Counted as the moon does, before it becomes a day of the common calendar.
        (last.lunar, last.year, last.month) = (true, last.year.or(first.year), last.month.or(first.month));
    }
    Some(Printed { at: found.at.start..end, first, end: End::At(last) })
}

/// 1、2日 behind a month, 5、6月 behind a year: what the date says with the first of the numbers, and with the last.
fn numbers(r: &Reading<'_>, found: &Printed) -> Option<(Said, Said, usize)> {
    let said = found.first;
    let (unit, most) = match (said.month, said.day) {
        (None, None) => ('月', 12),
        (Some(_), None) => ('日', 31),
        _ => return None,
    };
    let one = |at| number_at(r, at).filter(|n| (1..=most).contains(&n.value));
    let first = one(found.at.end).filter(|n| r.is(n.end, "、,"))?;
    let mut last = one(first.end + 1)?;
    while r.is(last.end, "、,") && last.end - found.at.start <= LONGEST {
        last = one(last.end + 1)?;
    }
    let with = |n: u32| match unit {
        '月' => Said { month: Some(Month::Number(n)), ..said },
        _ => Said { day: Some(Day::Number(n)), ..said },
    };
    (r.chars.get(last.end) == Some(&unit)).then(|| (with(first.value), with(last.value), last.end + 1))
}

/// 5月10日至16日: behind a day, a day needs no more than its unit.
fn last_day(r: &Reading<'_>, from: usize, said: Said) -> Option<Point> {
    let n = number_at(r, from).filter(|n| said.day.is_some() && (1..=31).contains(&n.value))?;
    let named = r.is(n.end, "日") || r.is(n.end, "号");
    let second = Said { day: Some(Day::Number(n.value)), ..Said::default() };
    named.then(|| Point { said: second, second: None, end: n.end + 1 })
}
