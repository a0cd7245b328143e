//! What lies between issues that are held: by serial, else by number within the year, else by cadence.

use super::cadence::{Due, Expected};
use super::chain::Step;
use super::days::Span;
use super::held::Held;
use super::{Gap, Ground, Oddity};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// All gaps, in the order of time.
pub(super) fn find(held: &[Held], chain: &[Step], due: &Due, oddities: &mut Vec<Oddity>) -> Vec<Gap> {
    let mut search = Search { held, due, settled: vec![false; held.len()], gaps: Vec::new(), oddities };
    search.serials(chain);
    search.numbers();
    search.cadence();
    let mut gaps = search.gaps;
    gaps.sort_by_key(|gap| (start(gap), gap.between, gap.serials));
    gaps
}

fn start(gap: &Gap) -> String {
    gap.dates.first().cloned().unwrap_or_else(|| gap.between.0.to_string())
}

/// Missing issues one by one, before they are put together: serial, number, date.
#[derive(Debug, Clone, Default, PartialEq)]
struct Missing {
    serial: Option<u32>,
    number: Option<(i32, u32)>,
    date: Option<String>,
}

struct Search<'a> {
    held: &'a [Held],
    due: &'a Due,
    /// Whether the way from this issue to the next is told by serials or numbers.
    settled: Vec<bool>,
    gaps: Vec<Gap>,
    oddities: &'a mut Vec<Oddity>,
}

impl Search<'_> {
    fn settle(&mut self, i: usize, j: usize) {
        self.settled[i.min(j)..i.max(j)].fill(true);
    }

    fn is_settled(&self, i: usize, j: usize) -> bool {
        self.settled[i.min(j)..i.max(j)].contains(&true)
    }

    /// Whether an issue's place in time is not known: it has no date, or one far from all others, misread most likely.
    fn stray(&self, i: usize) -> bool {
        let dated = |j: usize| self.held.get(j).filter(|h| h.span.is_some());
        let Some(here) = dated(i) else { return true };
        let before = i.checked_sub(1).and_then(dated).is_none_or(|a| self.due.far(a, here));
        before && dated(i + 1).is_none_or(|b| self.due.far(here, b))
    }

    /// Dates on which something was due between two issues, if there are as many as are missing.
    fn dates(&self, a: &Held, b: &Held, many: usize) -> Option<Vec<String>> {
        match self.due.expected(a, b)? {
            Expected::Dates(dates) if dates.len() == many => Some(dates),
            _ => None,
        }
    }

    fn serials(&mut self, chain: &[Step]) {
        let undated: BTreeSet<u32> =
            (0..self.held.len()).filter(|&i| self.stray(i)).filter_map(|i| self.held[i].serial).collect();
        for step in chain {
            self.settle(step.from, step.to);
            let (a, b) = (&self.held[step.from], &self.held[step.to]);
            let Some(end) = b.serial.filter(|_| step.between > 0) else { continue };
            let among = step.to - step.from - 1;
            let many = step.between as usize;
            let numbers = numbers_between(a, b, step.between);
            let dates = if among == 0 { self.dates(a, b, many) } else { None };
            let missing: Vec<Missing> = (0..step.between)
                .map(|k| Missing {
                    serial: Some(end - step.between + k),
                    number: numbers.map(|(year, first)| (year, first + k)),
                    date: dates.as_ref().and_then(|d| d.get(k as usize).cloned()),
                })
                .filter(|m| m.serial.is_none_or(|s| !undated.contains(&s)))
                .collect();
            if among == 0 {
                self.gaps.extend(runs(Ground::Serial, &missing, around(a, b)));
            } else if missing.len() > among {
                // Issues stand between of which no serial is known: which are missing can't be told, how many can.
                let (first, last) = (end - step.between, end - 1);
                let dates = self.unheld(a, b, step, missing.len() - among);
                self.gaps.push(Gap {
                    ground: Ground::Serial,
                    count: missing.len() - among,
                    serials: Some((first, last)),
                    numbers: None,
                    dates,
                    between: around(a, b),
                });
            }
        }
    }

    /// What was due between two issues less what is held there, if as many as are missing.
    fn unheld(&self, a: &Held, b: &Held, step: &Step, many: usize) -> Vec<String> {
        let Some(Expected::Dates(mut dates)) = self.due.expected(a, b) else { return Vec::new() };
        let there: Vec<Option<Span>> = self.held[step.from + 1..step.to].iter().map(|h| h.span).collect();
        dates.retain(|date| {
            super::span(date)
                .is_none_or(|d| !there.iter().flatten().any(|s| s.first <= d.last && s.last >= d.first))
        });
        if dates.len() == many { dates } else { Vec::new() }
    }

    fn numbers(&mut self) {
        let mut years: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        for (i, h) in self.held.iter().enumerate() {
            if let Some((year, ..)) = h.number {
                years.entry(year).or_default().push(i);
            }
        }
        let held = self.held;
        let dated = |i: &&usize| held[**i].span.is_some();
        let mut earlier: Option<(i32, usize)> = None;
        for (year, mut found) in years {
            let there: BTreeSet<u32> =
                found.iter().filter_map(|&i| held[i].number).flat_map(|(_, a, b)| a..=b).collect();
            // Undated issues are last in the run: the year's own ends are of those that have a date.
            if let (Some((before, from)), Some(&to)) = (earlier, found.iter().find(dated)) {
                self.across(before, from, year, to, &there);
            }
            earlier = found.iter().rev().find(dated).map(|&i| (year, i)).or(earlier);
            found.sort_by_key(|&i| (held[i].number, i));
            let mut known: Option<usize> = None;
            for &i in &found {
                let Some(from) = known.filter(|_| held[i].span.is_some()) else {
                    known = known.or_else(|| held[i].span.map(|_| i));
                    continue;
                };
                if self.within(year, from, i, &there) {
                    known = Some(i);
                }
            }
        }
    }

    /// Numbers left out between two dated issues of one year. False where the second can't be right.
    fn within(&mut self, year: i32, i: usize, j: usize, there: &BTreeSet<u32>) -> bool {
        let (a, b) = (self.held[i], self.held[j]);
        let (Some((_, _, last)), Some((_, first, _))) = (a.number, b.number) else { return false };
        let missing: Vec<u32> = (last + 1..first).filter(|n| !there.contains(n)).collect();
        let room = self.due.most(&a, &b).unwrap_or(0) as usize;
        // The higher number has the earlier date, or the time has no room for so many.
        if i > j || missing.len() > room {
            self.oddities.push(Oddity::Number { at: b.at, before: a.at });
            return false;
        }
        if self.is_settled(i, j) {
            return true;
        }
        self.settle(i, j);
        // What stands between and has no number that can be right is one of those that seem to be missing.
        let strangers =
            self.held[i + 1..j].iter().filter(|h| h.number.is_none_or(|(y, ..)| y == year)).count();
        let count = missing.len().saturating_sub(strangers);
        if strangers == 0 {
            let all = self.dates(&a, &b, (first - last).saturating_sub(1) as usize);
            let named: Vec<Missing> = missing
                .iter()
                .map(|&n| Missing {
                    serial: None,
                    number: Some((year, n)),
                    date: all.as_ref().and_then(|d| d.get((n - last - 1) as usize).cloned()),
                })
                .collect();
            self.gaps.extend(runs(Ground::Number, &named, around(&a, &b)));
        } else if let (Some(&from), Some(&to), true) = (missing.first(), missing.last(), count > 0) {
            let numbers = Some((year, from, to));
            let between = around(&a, &b);
            self.gaps.push(Gap {
                ground: Ground::Number,
                count,
                serials: None,
                numbers,
                dates: Vec::new(),
                between,
            });
        }
        true
    }

    /// The end of one year and the beginning of the next of which something is held.
    fn across(&mut self, before: i32, i: usize, year: i32, j: usize, there: &BTreeSet<u32>) {
        let (a, b) = (self.held[i], self.held[j]);
        let (Some((_, _, last)), Some((_, first, _))) = (a.number, b.number) else { return };
        let dated = a.span.is_some() && b.span.is_some();
        if !dated || i > j || self.is_settled(i, j) || self.due.far(&a, &b) {
            return;
        }
        // Numbers that run on from year to year.
        if first == last + 1 && last > 1 {
            self.settle(i, j);
            return;
        }
        let per_year = self.due.per_year();
        if per_year.is_none() && (year > before + 1 || self.due.expected(&a, &b).is_some()) {
            return;
        }
        let mut missing: Vec<Missing> = Vec::new();
        let mut add = |year: i32, from: u32, to: u32| {
            missing.extend((from..=to).map(|n| Missing { number: Some((year, n)), ..Missing::default() }));
        };
        if let Some(all) = per_year {
            add(before, last + 1, all);
            (before + 1..year).for_each(|y| add(y, 1, all));
        }
        add(year, 1, first - 1);
        missing.retain(|m| m.number.is_none_or(|(y, n)| y != year || !there.contains(&n)));
        if self.due.most(&a, &b).is_none_or(|most| missing.len() > most as usize) {
            return;
        }
        match self.due.expected(&a, &b) {
            Some(Expected::Dates(dates)) if dates.len() == missing.len() => {
                missing.iter_mut().zip(dates).for_each(|(m, date)| m.date = Some(date));
            }
            // A pause, or fewer numbers in the year than months: only what the second year lacks is sure.
            Some(Expected::Dates(dates)) if dates.len() < missing.len() => {
                let lacks = (first as usize - 1).min(dates.len());
                let rest = dates.len() - lacks;
                let mut sure: Vec<Missing> = dates
                    .into_iter()
                    .map(|date| Missing { date: Some(date), ..Missing::default() })
                    .collect();
                for (k, m) in sure.iter_mut().skip(rest).enumerate() {
                    m.number = Some((year, first - lacks as u32 + k as u32));
                }
                self.settle(i, j);
                let leading = sure.split_off(rest);
                self.gaps.extend(runs(Ground::Cadence, &sure, around(&a, &b)));
                self.gaps.extend(runs(Ground::Number, &leading, around(&a, &b)));
                return;
            }
            _ => {}
        }
        self.settle(i, j);
        let (end, begin): (Vec<Missing>, Vec<Missing>) =
            missing.into_iter().partition(|m| m.number.is_some_and(|(y, _)| y < year));
        // That a year had all its numbers is the cadence's word; that No. 3 had two before it, the number's.
        self.gaps.extend(runs(Ground::Cadence, &end, around(&a, &b)));
        self.gaps.extend(runs(Ground::Number, &begin, around(&a, &b)));
    }

    fn cadence(&mut self) {
        let told = |i: usize| self.due.expected(&self.held[i], &self.held[i]).is_some();
        let placed: Vec<usize> = (0..self.held.len()).filter(|&i| told(i)).collect();
        // Issues of which only a month or a year is known: each may be any that was due then.
        let known = |i: &usize| {
            told(*i) || self.settled[*i] || i.checked_sub(1).is_some_and(|before| self.settled[before])
        };
        let vague: Vec<Span> = (0..self.held.len())
            .filter(|i| !known(i))
            .filter_map(|i| self.held[i].span)
            .map(|s| if s.about { widened(s) } else { s })
            .collect();
        let held = self.held;
        let mut placed = placed.into_iter();
        let Some(mut edge) = placed.next() else { return };
        for next in placed {
            let (from, a, b) = (edge, &held[edge], &held[next]);
            // What lies within 合刊 of some days is no later edge than its end.
            if b.span.map(|s| s.last) >= a.span.map(|s| s.last) {
                edge = next;
            }
            if self.is_settled(from, next) {
                continue;
            }
            if self.due.far(a, b) {
                let said = |o: &Oddity| o.at() == b.at && o.before() == Some(a.at);
                if !self.oddities.iter().any(said) {
                    self.oddities.push(Oddity::Far { at: b.at, before: a.at });
                }
                continue;
            }
            let Some(mut expected) = self.due.expected(a, b) else { continue };
            if let Expected::Dates(dates) = &mut expected {
                dates.retain(|date| !self.due.unlearned(date));
            }
            let between = around(a, b);
            let maybe = vague.iter().filter(|s| s.first <= between.1 && s.last >= between.0).count();
            let count = expected.count().saturating_sub(maybe);
            match expected {
                Expected::Dates(dates) if maybe == 0 => {
                    let missing: Vec<Missing> =
                        dates.into_iter().map(|d| Missing { date: Some(d), ..Missing::default() }).collect();
                    self.gaps.extend(runs(Ground::Cadence, &missing, between));
                }
                _ if count > 0 => self.gaps.push(Gap {
                    ground: Ground::Cadence,
                    count,
                    serials: None,
                    numbers: None,
                    dates: Vec::new(),
                    between,
                }),
                _ => {}
            }
        }
    }
}

/// About a month: the one before or after it as well.
fn widened(span: Span) -> Span {
    let month = Days::new(31);
    Span {
        first: span.first.checked_sub_days(month).unwrap_or(span.first),
        last: span.last.checked_add_days(month).unwrap_or(span.last),
        about: true,
        days: false,
    }
}

/// The days between two issues.
fn around(a: &Held, b: &Held) -> (NaiveDate, NaiveDate) {
    let (Some(a), Some(b)) = (a.span, b.span) else { return (NaiveDate::MIN, NaiveDate::MAX) };
    match (a.last.succ_opt(), b.first.pred_opt()) {
        (Some(after), Some(before)) if after <= before => (after, before),
        _ => (a.first, b.last.max(a.first)),
    }
}

/// Year and first number of those between, where the numbers leave out as many as the serials.
fn numbers_between(a: &Held, b: &Held, many: u32) -> Option<(i32, u32)> {
    let ((year, _, last), (other, first, _)) = (a.number?, b.number?);
    (year == other && first.checked_sub(last + 1) == Some(many)).then_some((year, last + 1))
}

/// Puts missing issues together that follow each other within a year.
fn runs(ground: Ground, missing: &[Missing], between: (NaiveDate, NaiveDate)) -> Vec<Gap> {
    let year = |m: &Missing| {
        m.number.map(|(y, _)| y.to_string()).or_else(|| m.date.as_ref()?.get(..4).map(str::to_owned))
    };
    let follows = |a: &Missing, b: &Missing| {
        year(a) == year(b)
            && a.number.is_some() == b.number.is_some()
            && a.number.zip(b.number).is_none_or(|(a, b)| b.1 == a.1 + 1)
            && a.serial.zip(b.serial).is_none_or(|(a, b)| b == a + 1)
    };
    missing
        .chunk_by(follows)
        .filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            let dates: Vec<String> = run.iter().filter_map(|m| m.date.clone()).collect();
            Some(Gap {
                ground,
                count: run.len(),
                serials: first.serial.zip(last.serial),
                numbers: first.number.zip(last.number).map(|((y, a), (_, b))| (y, a, b)),
                dates,
                between,
            })
        })
        .collect()
}
