//! When an issue was due, by the publication's cadence less its pauses.
//!
//! Weekdays are learned from the held issues of the same year, so that what comes later changes no old year.

use super::days::{between, month_days};
use super::held::Held;
use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeMap;

/// Days over which nothing is reckoned by cadence alone.
const THREE_YEARS: i64 = 1100;

/// How often a publication appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    Daily,
    /// So many times a week, on weekdays of its own.
    Weekly(u32),
    /// Every so many days.
    Step(u32),
    /// So many times a month.
    Monthly(u32),
    /// Every so many months.
    Months(u32),
}

/// What is expected.
#[derive(Debug, Clone, Default)]
pub(super) struct Due {
    rhythm: Option<Rhythm>,
    pauses: Vec<(NaiveDate, NaiveDate)>,
    /// Year → the weekdays (0 is Monday) on which it appears; a year of which too little is held is not here.
    weekdays: BTreeMap<i32, [bool; 7]>,
    /// Year → the weekdays of which an issue is held.
    seen: BTreeMap<i32, [bool; 7]>,
}

/// What was due between two issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expected {
    /// EDTF, `~` where reckoned from the neighbours.
    Dates(Vec<String>),
    /// So many, the days being unknown.
    Count(usize),
}

impl Expected {
    pub fn count(&self) -> usize {
        match self {
            Expected::Dates(dates) => dates.len(),
            Expected::Count(n) => *n,
        }
    }
}

impl Due {
    pub fn new(cadence: Option<&str>, pauses: &[(NaiveDate, NaiveDate)]) -> Self {
        let rhythm = match cadence.unwrap_or_default() {
            "daily" => Some(Rhythm::Daily),
            "three-weekly" => Some(Rhythm::Weekly(3)),
            "twice-weekly" => Some(Rhythm::Weekly(2)),
            "weekly" => Some(Rhythm::Weekly(1)),
            "every-two-days" => Some(Rhythm::Step(2)),
            "every-three-days" => Some(Rhythm::Step(3)),
            "every-five-days" => Some(Rhythm::Step(5)),
            "biweekly" => Some(Rhythm::Step(14)),
            "ten-days" => Some(Rhythm::Monthly(3)),
            "semimonthly" => Some(Rhythm::Monthly(2)),
            "monthly" => Some(Rhythm::Months(1)),
            "bimonthly" => Some(Rhythm::Months(2)),
            "quarterly" => Some(Rhythm::Months(3)),
            "semiannual" => Some(Rhythm::Months(6)),
            "annual" => Some(Rhythm::Months(12)),
            _ => None,
        };
        Due { rhythm, pauses: pauses.to_vec(), ..Due::default() }
    }

    /// Learns each year's weekdays.
    pub fn learn(mut self, held: &[Held]) -> Self {
        let mut years: BTreeMap<i32, [u32; 7]> = BTreeMap::new();
        for day in held.iter().filter_map(Held::day) {
            let counts = years.entry(day.year()).or_default();
            counts[day.weekday().num_days_from_monday() as usize] += 1;
        }
        for (year, counts) in years {
            let all: u32 = counts.iter().sum();
            self.seen.insert(year, counts.map(|n| n > 0));
            let mut order: Vec<usize> = (0..7).collect();
            order.sort_by_key(|&d| (std::cmp::Reverse(counts[d]), d));
            let days = match self.rhythm {
                // Never on one weekday or two, while the others have four issues or more each on average.
                Some(Rhythm::Daily) => {
                    let never = counts.iter().filter(|n| **n == 0).count() as u32;
                    let known = never <= 2 && all >= 4 * (7 - never);
                    known.then(|| counts.map(|n| n > 0))
                }
                // Its usual weekdays, which four issues in five keep to.
                Some(Rhythm::Weekly(n)) => {
                    let usual = &order[..n as usize];
                    let kept: u32 = usual.iter().map(|&d| counts[d]).sum();
                    let known = all >= 3 * n && 5 * kept >= 4 * all && usual.iter().all(|&d| counts[d] > 0);
                    known.then(|| std::array::from_fn(|d| usual.contains(&d)))
                }
                _ => None,
            };
            if let Some(days) = days {
                self.weekdays.insert(year, days);
            }
        }
        self
    }

    /// Issues of a whole year, where that is a fixed number.
    pub fn per_year(&self) -> Option<u32> {
        match self.rhythm? {
            Rhythm::Monthly(n) => Some(12 * n),
            Rhythm::Months(n) => Some(12 / n),
            _ => None,
        }
    }

    fn paused(&self, first: NaiveDate, last: NaiveDate) -> bool {
        // A month of which a pause takes the most is one without an issue.
        let days = (last - first).num_days() + 1;
        2 * self.lost(first, last) > days
    }

    /// Days of pauses.
    fn lost(&self, first: NaiveDate, last: NaiveDate) -> i64 {
        let within = |(from, to): &(NaiveDate, NaiveDate)| {
            (((*to).min(last) - (*from).max(first)).num_days() + 1).max(0)
        };
        self.pauses.iter().map(within).sum()
    }

    /// What was due after one issue and before another; none where the cadence or a date does not tell.
    pub fn expected(&self, a: &Held, b: &Held) -> Option<Expected> {
        let (after, before) = (a.span?, b.span?);
        if after.about || before.about {
            return None;
        }
        let days = a.ends().zip(b.ends()).map(|(a, b)| (a.1, b.0));
        match self.rhythm? {
            Rhythm::Daily => {
                let (after, before) = days?;
                Some(self.on_weekdays(after, before))
            }
            Rhythm::Weekly(n) => {
                let (after, before) = days?;
                if (after.year()..=before.year()).all(|y| self.weekdays.contains_key(&y)) && n > 1 {
                    return Some(self.on_weekdays(after, before));
                }
                if n == 1 {
                    Some(self.stepped(reach(a, b, 7)?, before, 7))
                } else {
                    Some(self.counted(after, before, n))
                }
            }
            Rhythm::Step(step) => {
                let before = days?.1;
                Some(self.stepped(reach(a, b, i64::from(step))?, before, i64::from(step)))
            }
            Rhythm::Monthly(n) => {
                let (after, before) = days?;
                Some(Expected::Dates(self.parts_of_months(after, before, n)))
            }
            Rhythm::Months(n) => {
                // A year alone says nothing of the month.
                let vague = |s: super::days::Span| (s.last - s.first).num_days() > 31 * i64::from(n).max(2);
                if vague(after) || vague(before) {
                    return None;
                }
                // Late by some weeks is not missing.
                if let Some((a, b)) = a.day().zip(b.day())
                    && 2 * (b - a).num_days() < 3 * 30 * i64::from(n)
                {
                    return Some(Expected::Dates(Vec::new()));
                }
                Some(Expected::Dates(self.months(after.last, before.first, n)))
            }
        }
    }

    /// Whether so much time lies between, pauses aside, that a misread date is likelier than all that would be missing:
    /// three years, or twelve issues of what appears more rarely than each quarter.
    pub fn far(&self, a: &Held, b: &Held) -> bool {
        let (Some(after), Some(before)) = (a.span, b.span) else { return false };
        let limit = match self.rhythm {
            Some(Rhythm::Months(n)) => (12 * 31 * i64::from(n)).max(THREE_YEARS),
            _ => THREE_YEARS,
        };
        let way = (before.first - after.last).num_days();
        way > limit && way - self.lost(after.last, before.first) > limit
    }

    /// Whether nobody can say yet that it appears on this day of the week: a Saturday or Sunday of which none is held
    /// in a year of which too little is held to learn its weekdays.
    pub fn unlearned(&self, date: &str) -> bool {
        let Some(day) = super::day(date).filter(|_| self.rhythm == Some(Rhythm::Daily)) else { return false };
        let (year, weekday) = (day.year(), day.weekday().num_days_from_monday() as usize);
        let seen = self.seen.get(&year).is_some_and(|seen| seen[weekday]);
        weekday >= 5 && !seen && !self.weekdays.contains_key(&year)
    }

    /// All days between on which it appears; where the weekdays are unknown, all days.
    fn on_weekdays(&self, after: NaiveDate, before: NaiveDate) -> Expected {
        let due = between(after, before).filter(|day| {
            let usual = self.weekdays.get(&day.year());
            usual.is_none_or(|days| days[day.weekday().num_days_from_monday() as usize])
                && !self.paused(*day, *day)
        });
        Expected::Dates(due.map(|day| day.to_string()).collect())
    }

    /// From issue to issue by equal steps; the days are reckoned where the way is no multiple of the step.
    fn stepped(&self, after: NaiveDate, before: NaiveDate, step: i64) -> Expected {
        let way = (before - after).num_days();
        let steps = ((2 * way + step) / (2 * step)).max(1);
        let about = if way == steps * step { "" } else { "~" };
        let due = (1..steps).filter_map(|i| {
            let day = after.checked_add_days(Days::new(u64::try_from(way * i / steps).ok()?))?;
            (!self.paused(day, day)).then(|| format!("{day}{about}"))
        });
        Expected::Dates(due.collect())
    }

    /// So many a week on unknown days.
    fn counted(&self, after: NaiveDate, before: NaiveDate, a_week: u32) -> Expected {
        let paused = between(after, before).filter(|d| self.paused(*d, *d)).count() as i64;
        let way = ((before - after).num_days() - paused) * i64::from(a_week);
        Expected::Count(usize::try_from((2 * way + 7) / 14 - 1).unwrap_or(0))
    }

    /// 旬 and halves of months: the part in which each issue lies, and those between.
    fn parts_of_months(&self, after: NaiveDate, before: NaiveDate, n: u32) -> Vec<String> {
        let long = 30 / n;
        let part = |d: NaiveDate| {
            d.year() * 12 * n as i32 + (d.month0() * n + ((d.day() - 1) / long).min(n - 1)) as i32
        };
        let due = (part(after) + 1..part(before)).filter_map(|slot| {
            let (month, k) = (slot.div_euclid(n as i32), slot.rem_euclid(n as i32) as u32);
            let (first, last) = month_days(month.div_euclid(12), month.rem_euclid(12) as u32 + 1)?;
            let from = first.with_day(k * long + 1)?;
            let to = if k + 1 == n { last } else { first.with_day((k + 1) * long)? };
            (!self.paused(from, to)).then(|| format!("{from}/{to}"))
        });
        due.collect()
    }

    /// Months, or runs of months, between.
    fn months(&self, after: NaiveDate, before: NaiveDate, n: u32) -> Vec<String> {
        let run = |d: NaiveDate| (d.year() * 12 + d.month0() as i32).div_euclid(n as i32);
        let due = (run(after) + 1..run(before)).filter_map(|slot| {
            let (first, last) = (slot * n as i32, slot * n as i32 + n as i32 - 1);
            let of = |m: i32| month_days(m.div_euclid(12), m.rem_euclid(12) as u32 + 1);
            let (from, to) = (of(first)?.0, of(last)?.1);
            let name = |d: NaiveDate| d.format("%Y-%m").to_string();
            let label = match n {
                1 => name(from),
                12 => from.year().to_string(),
                _ => format!("{}/{}", name(from), name(to)),
            };
            (!self.paused(from, to)).then_some(label)
        });
        due.collect()
    }

    /// The most issues that can have appeared between two: what is more was misread.
    pub fn most(&self, a: &Held, b: &Held) -> Option<u32> {
        let (after, before) = (a.span?, b.span?);
        let days = u32::try_from((before.last - after.first).num_days().max(0)).ok()?;
        let due = match self.rhythm {
            // Nobody says how often: not more than one a day.
            None | Some(Rhythm::Daily) => days,
            Some(Rhythm::Weekly(n)) => days * n / 7,
            Some(Rhythm::Step(n)) => days / n,
            Some(Rhythm::Monthly(n)) => days * n / 30,
            Some(Rhythm::Months(n)) => days / (30 * n),
        };
        // Cadences change and extras are counted: half as many again.
        Some(due + due / 2 + 2)
    }
}

/// The day from which the next issue is reckoned by steps. Of 合刊 it is the last; but issues that are each dated by
/// their week stand at its first day.
fn reach(a: &Held, b: &Held, step: i64) -> Option<NaiveDate> {
    let ((first, last), (begin, end)) = (a.ends()?, b.ends()?);
    if begin == end {
        return Some(last);
    }
    let steps = (last - first).num_days() / step;
    first.checked_add_days(Days::new(u64::try_from(steps * step).ok()?))
}
