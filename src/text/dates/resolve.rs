//! What is said of a date, and what it is counted from → EDTF, never more exact than what is said.

use super::{Century, Day, End, Month, Part, Printed, Said, Year, calendar};
use chrono::{Datelike, Days, NaiveDate};

/// What dates are counted from: the paper's own date as far as it is known, and what the text named before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<NaiveDate>,
    /// The paper's date is approximate: so is what is counted from it.
    pub about: bool,
    /// Year and month that the text named before this date.
    pub before: (Option<i32>, Option<u32>),
    /// What the text named before was itself counted from the paper's date.
    pub before_counted: bool,
    /// The text goes on in that year: a month alone is one of it.
    pub goes_on: bool,
    /// The words around speak of what is to come.
    pub to_come: bool,
}

/// A date in EDTF, and the year and month in which it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    pub edtf: String,
    pub year: Option<i32>,
    pub month: Option<u32>,
    /// Its year was counted from the paper's date: the paper's doubt is its own, and that of what goes on from it.
    pub counted: bool,
}

/// One end of a date: its EDTF without a mark of doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Moment {
    text: String,
    about: bool,
    year: Option<i32>,
    month: Option<u32>,
    counted: bool,
}

impl Moment {
    fn new(text: String, about: bool) -> Self {
        Moment { text, about, year: None, month: None, counted: false }
    }

    fn is_interval(&self) -> bool {
        self.text.contains('/')
    }

    /// With its mark of doubt, at both ends of an interval.
    fn marked(&self) -> String {
        if !self.about {
            return self.text.clone();
        }
        self.text.split('/').map(|end| format!("{end}~")).collect::<Vec<_>>().join("/")
    }
}

/// The date's EDTF; `None` where what it is counted from is not known, or where there is no such day.
pub fn resolve(printed: &Printed, anchor: &Anchor) -> Option<Resolved> {
    let first = moment(&printed.first, anchor)?;
    let told = |m: &Moment, edtf: String| Resolved { edtf, year: m.year, month: m.month, counted: m.counted };
    match printed.end {
        End::None => Some(told(&first, first.marked())),
        _ if first.is_interval() => Some(told(&first, first.marked())),
        End::Open => Some(told(&first, format!("{}/..", first.marked()))),
        End::At(second) => Some(match last(&second, &first, anchor) {
            Some(last) => told(&last, format!("{}/{}", first.marked(), last.marked())),
            None => told(&first, first.marked()),
        }),
    }
}

/// The end of an interval: what it does not say is the beginning's; 12月30日至1月2日 ends in the year after.
fn last(said: &Said, first: &Moment, anchor: &Anchor) -> Option<Moment> {
    let mut said = *said;
    said.year = said.year.or(first.year.map(Year::Common));
    if said.day.is_some() {
        said.month = said.month.or(first.month.map(Month::Number));
    }
    let last = moment(&said, anchor).filter(|m| !m.is_interval())?;
    let last = if last.text > first.text || said.year != first.year.map(Year::Common) {
        last
    } else {
        let year = Year::Common(first.year?.checked_add(1)?);
        let months = (first.month?, last.month?);
        moment(&Said { year: Some(year), ..said }, anchor).filter(|_| months.0 > months.1)?
    };
    let ordered = last.text > first.text && last.text.len() == first.text.len();
    let (about, counted) = (last.about || first.about, last.counted || first.counted);
    ordered.then_some(Moment { about, counted, ..last })
}

/// One end of a date. A year that EDTF needs other than four digits for is nothing that a paper counts.
fn moment(said: &Said, anchor: &Anchor) -> Option<Moment> {
    any_moment(said, anchor)
        .filter(|m| m.text.split('/').all(|end| end.len() >= 4 && end.starts_with(['1', '2'])))
}

fn any_moment(said: &Said, anchor: &Anchor) -> Option<Moment> {
    match said.day {
        Some(Day::Relative(days)) => return Some(counted_day(shifted(anchor.day?, days)?, anchor)),
        Some(Day::Week(weeks, day)) => return week(weeks, day, anchor),
        _ => {}
    }
    let of_anchor = |text: String| Moment::new(text, anchor.about);
    match said.year {
        Some(Year::Plan(first, last)) => return Some(Moment::new(format!("{first}/{last}"), false)),
        Some(Year::Century(century)) => {
            return match century {
                Century::Common(c) => Some(Moment::new(format!("{c}XX"), false)),
                Century::Relative(n) => Some(of_anchor(format!("{}XX", anchor.year? / 100 + n))),
                Century::Unsaid => None,
            };
        }
        Some(Year::Decade(century, digit)) => return decade(century, digit, anchor),
        _ => {}
    }
    let (year, month, counted) = year_and_month(said, anchor)?;
    let mut moment = match month {
        None => in_year(year, said)?,
        Some(month) if said.lunar => in_lunar_month(year, month, said)?,
        Some(month) => in_month(year, month, said)?,
    };
    moment.about |= counted && anchor.about || is_ahead(said, anchor);
    moment.counted = counted;
    Some(moment)
}

fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) }
}

fn of_day(day: NaiveDate, about: bool) -> Moment {
    Moment { year: Some(day.year()), month: Some(day.month()), ..Moment::new(written(day), about) }
}

/// A day counted from the paper's.
fn counted_day(day: NaiveDate, anchor: &Anchor) -> Moment {
    Moment { counted: true, ..of_day(day, anchor.about) }
}

fn written(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

fn week(weeks: i64, day: Option<u32>, anchor: &Anchor) -> Option<Moment> {
    let today = anchor.day?;
    let monday = shifted(today, weeks * 7 - i64::from(today.weekday().num_days_from_monday()))?;
    if let Some(day) = day {
        return Some(counted_day(shifted(monday, i64::from(day))?, anchor));
    }
    let text = format!("{}/{}", written(monday), written(shifted(monday, 6)?));
    Some(Moment { text, ..counted_day(monday, anchor) })
}

fn decade(century: Century, digit: i32, anchor: &Anchor) -> Option<Moment> {
    let (century, counted) = match century {
        Century::Common(c) => (c, false),
        Century::Relative(n) => (anchor.year? / 100 + n, true),
        // 八十年代 is the last one that has begun.
        Century::Unsaid => {
            let year = anchor.year?;
            (year / 100 - i32::from(year / 10 % 10 < digit), true)
        }
    };
    Some(Moment::new(format!("{century}{digit}X"), counted && anchor.about))
}

/// Year and month of a date, and whether they were counted from the paper's, be it by way of a date named before.
fn year_and_month(said: &Said, anchor: &Anchor) -> Option<(i32, Option<Month>, bool)> {
    let (before_year, before_month) = anchor.before;
    let year = match said.year {
        Some(Year::Common(year)) => (year, false),
        // The year's last digits tell it, whether or not the paper's is sure.
        Some(Year::Short(n)) => match anchor.year {
            Some(paper) => (paper + 1 - (paper + 1 - n).rem_euclid(100), false),
            None => (1900 + n, false),
        },
        Some(Year::Relative(n)) => (anchor.year? + n, true),
        Some(Year::Context(n)) => (before_year? + n, anchor.before_counted),
        Some(Year::Cyclic(place)) => (calendar::cyclic_year(place, anchor.year?), false),
        Some(Year::Decade(..) | Year::Century(_) | Year::Plan(..)) => return None,
        None => match said.month {
            Some(Month::Relative(n)) => {
                let months = anchor.year? * 12 + i32::try_from(anchor.month?).ok()? - 1 + n;
                let month = u32::try_from(months.rem_euclid(12) + 1).ok()?;
                return Some((months.div_euclid(12), Some(Month::Number(month)), true));
            }
            Some(Month::Context) => {
                return Some((before_year?, before_month.map(Month::Number), anchor.before_counted));
            }
            Some(Month::Number(_) | Month::Leap(_)) if anchor.goes_on && before_year.is_some() => {
                (before_year?, anchor.before_counted)
            }
            Some(Month::Number(m) | Month::Leap(m)) => (year_of_month(m, anchor)?, true),
            None => return month_of_day(said, anchor),
        },
    };
    let month = match said.month {
        Some(Month::Relative(_) | Month::Context) => return None,
        month => month,
    };
    Some((year.0, month, year.1))
}

/// Whether a month without its year lies ahead of the paper, and nothing says that it is to come: whose year it is of is
/// a guess.
fn is_ahead(said: &Said, anchor: &Anchor) -> bool {
    let goes_on = anchor.goes_on && anchor.before.0.is_some();
    match (said.year, said.month, anchor.month) {
        (None, Some(Month::Number(m) | Month::Leap(m)), Some(paper)) => {
            !goes_on && !anchor.to_come && m > paper && m - paper < 8
        }
        _ => false,
    }
}

/// A month without its year is the paper's year's; in January, 11月 is last year's, unless it is still to come.
fn year_of_month(month: u32, anchor: &Anchor) -> Option<i32> {
    let year = anchor.year?;
    let Some(paper) = anchor.month else { return Some(year) };
    Some(match (anchor.to_come, month > paper) {
        (false, true) if month - paper >= 8 => year - 1,
        (true, false) if paper - month >= 8 => year + 1,
        _ => year,
    })
}

/// A day without its month: of the month named before, else the last such day, or the next if it is to come.
fn month_of_day(said: &Said, anchor: &Anchor) -> Option<(i32, Option<Month>, bool)> {
    let Some(Day::Number(day)) = said.day else { return None };
    if let (true, (Some(year), Some(month))) = (anchor.goes_on, anchor.before) {
        return Some((year, Some(Month::Number(month)), anchor.before_counted));
    }
    let paper = anchor.day?;
    let back = !anchor.to_come && day > paper.day();
    let month = if back { paper.with_day(1)?.pred_opt()? } else { paper };
    Some((month.year(), Some(Month::Number(month.month())), true))
}

fn in_year(year: i32, said: &Said) -> Option<Moment> {
    let text = match said.part {
        Some(Part::Season(season)) => format!("{year:04}-{season}"),
        Some(Part::Months(first, last)) => format!("{year:04}-{first:02}/{year:04}-{last:02}"),
        Some(Part::Days(..) | Part::Vague) | None => format!("{year:04}"),
    };
    said.day.is_none().then(|| Moment { year: Some(year), ..Moment::new(text, false) })
}

fn in_month(year: i32, month: Month, said: &Said) -> Option<Moment> {
    let Month::Number(month) = month else { return None };
    let last =
        NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    let text = match (said.day, said.part) {
        (Some(Day::Number(day)), _) => written(NaiveDate::from_ymd_opt(year, month, day)?),
        (Some(_), _) => return None,
        (None, Some(Part::Days(from, to))) => {
            format!("{year:04}-{month:02}-{from:02}/{year:04}-{month:02}-{:02}", to.min(last.day()))
        }
        _ => format!("{year:04}-{month:02}"),
    };
    Some(Moment { year: Some(year), month: Some(month), ..Moment::new(text, false) })
}

/// A lunar month or day as days of the common calendar. Where no table tells them, about the month after the moon's.
fn in_lunar_month(year: i32, month: Month, said: &Said) -> Option<Moment> {
    let (number, leap) = match month {
        Month::Number(n) => (n, false),
        Month::Leap(n) => (n, true),
        _ => return None,
    };
    if let Some(Day::Number(day)) = said.day
        && year >= 1901
    {
        return Some(of_day(calendar::day(year, number, leap, day)?, false));
    }
    if year >= 1901 {
        let (first, last) = calendar::month(year, number, leap)?;
        let text = format!("{}/{}", written(first), written(last));
        return Some(Moment { text, ..of_day(last, false) });
    }
    let (year, month) = if number == 12 { (year + 1, 1) } else { (year, number + 1) };
    let text = format!("{year:04}-{month:02}");
    Some(Moment { year: Some(year), month: Some(month), ..Moment::new(text, true) })
}
