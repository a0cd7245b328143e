//! serials: which issues of a publication are missing, and on what ground the program says so.
//!
//! In: what the issues of one publication say of themselves, in the archive's order, and the publication's settings.
//! Out: a [`Series`]: which of them are of the regular run, the [`Gap`]s between them, and what does not fit ([`Oddity`]).
//!
//! Steps: `held` reads dates, serials and numbers, and sets extras and second copies of an issue aside; `chain` follows
//! the serials and leaves out those that cannot be right; `gaps` looks between neighbours: by serial, else by number, else
//! by cadence (`cadence`, which knows when an issue was due). Nothing is said of the time before the first held issue and
//! after the last. A gap depends on its two neighbours and on the issues of its own year: what comes later changes no old year.

mod cadence;
mod chain;
mod days;
mod gaps;
mod held;

pub use days::{day, month_days, span};

use crate::read::settings::PublicationSettings;
use crate::split::IssueFacts;
use chrono::{Datelike, NaiveDate};

/// Why the program says that issues are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The serials (总第N期) of the neighbours leave some out.
    Serial,
    /// The numbers within the year (第N期) do.
    Number,
    /// The publication's cadence, less its pauses.
    Cadence,
}

/// Missing issues that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub ground: Ground,
    /// How many issues are missing.
    pub count: usize,
    /// First and last serial; where some between are held and can't be told apart, there are more of them than `count`.
    pub serials: Option<(u32, u32)>,
    /// Year, first and last number.
    pub numbers: Option<(i32, u32, u32)>,
    /// When each was due (EDTF: a day, a month, an interval; `~` where reckoned). Empty where that can't be told.
    pub dates: Vec<String>,
    /// The days between the neighbours, both inclusive.
    pub between: (NaiveDate, NaiveDate),
}

impl Gap {
    /// The years in which the issues may have appeared: more than one only where nothing tells which.
    pub fn years(&self) -> (i32, i32) {
        if let Some((year, ..)) = self.numbers {
            return (year, year);
        }
        let of = |date: Option<&String>, or: NaiveDate| {
            date.and_then(|d| d.get(..4)?.parse().ok()).unwrap_or_else(|| or.year())
        };
        (of(self.dates.first(), self.between.0), of(self.dates.last(), self.between.1))
    }
}

/// Something that does not fit into the run. Issues are named by their places in the list given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// Its serial can't be right between its neighbours': misread, most likely.
    Serial { at: usize, before: usize },
    /// The serials begin anew here.
    Restart { at: usize, before: usize },
    /// The serials leap further than the time between allows; what is missing can't be told.
    Leap { at: usize, before: usize },
    /// Its number within the year can't be right.
    Number { at: usize, before: usize },
    /// Two issues of different dates with one serial.
    SameSerial { at: usize, before: usize },
    /// Two sources claim to be one issue.
    Twice { at: usize, before: usize },
    /// Dated before the publication began or after it ended.
    Outside { at: usize },
    /// So long after the one before that a misread date is likelier than all that would be missing: nothing is reckoned.
    Far { at: usize, before: usize },
}

impl Oddity {
    /// Place of the issue in the list given.
    pub fn at(&self) -> usize {
        match *self {
            Oddity::Serial { at, .. }
            | Oddity::Restart { at, .. }
            | Oddity::Leap { at, .. }
            | Oddity::Number { at, .. }
            | Oddity::SameSerial { at, .. }
            | Oddity::Twice { at, .. }
            | Oddity::Far { at, .. }
            | Oddity::Outside { at } => at,
        }
    }

    /// Place of the issue that it is compared with.
    pub fn before(&self) -> Option<usize> {
        match *self {
            Oddity::Serial { before, .. }
            | Oddity::Restart { before, .. }
            | Oddity::Leap { before, .. }
            | Oddity::Number { before, .. }
            | Oddity::SameSerial { before, .. }
            | Oddity::Twice { before, .. }
            | Oddity::Far { before, .. } => Some(before),
            Oddity::Outside { .. } => None,
        }
    }
}

/// What an issue is to the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Regular,
    /// 增刊, 号外, 特刊: expected by nobody.
    Extra,
    /// A second source of an issue that is there already.
    Copy,
}

/// The run of a publication's issues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Series {
    /// One for each issue given.
    pub standings: Vec<Standing>,
    /// In the order of time, each within one year where the dates allow it.
    pub gaps: Vec<Gap>,
    pub oddities: Vec<Oddity>,
    /// Pauses (休刊), first and last day.
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
}

impl Series {
    /// What the issue is to the run, by its place among the publication's issues.
    pub fn standing(&self, at: usize) -> Standing {
        self.standings.get(at).copied().unwrap_or(Standing::Regular)
    }

    /// Whether the publication was not appearing (休刊).
    pub fn paused(&self, day: NaiveDate) -> bool {
        self.pauses.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }
}

/// Looks through a publication's issues.
pub fn series(issues: &[&IssueFacts], settings: &PublicationSettings) -> Series {
    let mut oddities = Vec::new();
    let pauses = days::merged(settings.pauses.iter().filter_map(|p| days::interval(p)).collect());
    let due = cadence::Due::new(settings.cadence.as_deref(), &pauses);
    let (held, standings) = held::read(issues, settings, &mut oddities);
    let due = due.learn(&held);
    let chain = chain::follow(&held, &due, &mut oddities);
    let gaps = gaps::find(&held, &chain, &due, &mut oddities);
    oddities.sort_by_key(Oddity::at);
    Series { standings, gaps, oddities, pauses }
}
