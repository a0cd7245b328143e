//! Divisions of GB/T 2260 with time, and finding them in text.
//!
//! In: an article's texts by place (title, lead, body …), the home region and the date. Out: findings, best first.
//! Steps: `table` holds the divisions, `names` what they are called, `find` finds the names in a text,
//! `lookalike` leaves out streets, institutions and people, `resolve` decides between homonyms,
//! `deictic` reads 我市 and 全县, `rank` decides what the article is about; `former` knows what was called otherwise,
//! `local` the names that an archive adds.

mod deictic;
mod find;
mod former;
mod local;
mod lookalike;
mod names;
mod rank;
mod resolve;
mod table;
mod weight;

pub use former::{FormerName, former_names, successor};
pub use local::LocalNames;
pub use resolve::regions_of;
pub use table::{all, children, division, lineage};
pub use weight::{Context, Zone, ZoneKind};

/// Makes the tables ready; whoever asks first does so otherwise.
pub(super) fn prepare() {
    names::names();
}

/// Province, prefecture, county, or development zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    Prefecture,
    County,
    Zone,
}

/// One row of `src/describe/tables/regions.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    pub code: &'static str,
    pub name: &'static str,
    pub short: &'static str,
    pub level: Level,
    /// Code of the division it lies in.
    pub parent: Option<&'static str>,
    /// First and last day as in the table (`YYYY-MM-DD` or `YYYYMM`).
    pub from: Option<&'static str>,
    pub to: Option<&'static str>,
    /// Code of the division that followed it.
    pub successor: Option<&'static str>,
}

/// The home region that a publication's name tells: 晋中日报, 介休工作, and the few well-known papers whose name names no place.
pub fn home_of_name(publication: &str, day: Option<u32>) -> Option<String> {
    names::home_of_name(publication, day)
}

/// Whether a text is what a division is or was called, in full or in short.
pub fn is_division_name(text: &str) -> bool {
    let names = names::names();
    names.texts.place(text).is_some_and(|name| names.form(name) != names::Form::Absorb)
}

/// A date (EDTF or a part of it) as a number that divisions' lives can be compared with.
pub fn day_of(date: &str) -> Option<u32> {
    table::day_number(&crate::read::edtf::order(date), 701)
}
