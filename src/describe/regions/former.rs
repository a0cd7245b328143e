//! What a division was called before, and what followed one that is no more.
//!
//! In: the table, `src/describe/tables/place_aliases.tsv` and `successors.tsv`. Out: for a former code the one of today;
//! for a code of today its former names. Built when a page first asks: describing an issue does not need it.

use super::names::former_aliases;
use super::table::{division, table};
use super::{Division, Level};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const SUCCESSORS: &str = include_str!("../tables/successors.tsv");

/// A name that a division had, or one of a former division that is now (in) it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormerName {
    /// Until when, as far as it is known: a year, or `YYYY-MM`, or a day.
    pub until: String,
    pub name: String,
    /// The former division's own code, where it had another.
    pub code: Option<&'static str>,
}

struct Former {
    next: BTreeMap<&'static str, &'static str>,
    names: BTreeMap<&'static str, Vec<FormerName>>,
}

/// `201010`, as snapshots are dated, is `2010-10`.
fn dated(to: &str) -> String {
    match (to.get(..4), to.get(4..)) {
        (Some(year), Some(month)) if month.len() == 2 => format!("{year}-{month}"),
        _ => to.to_string(),
    }
}

fn build() -> Former {
    let t = table();
    let living = |code: &str| division(code).is_some_and(|d| d.to.is_none());
    // What lives under the same name in the same province: 章丘市, now 章丘区; 兴县, once in 吕梁地区.
    let mut alike: BTreeMap<(&str, Level, &str), Vec<&'static str>> = BTreeMap::new();
    let province = |d: &Division| d.code.get(..2).unwrap_or_default();
    for d in t.rows.iter().filter(|d| d.to.is_none()) {
        alike.entry((d.short, d.level, province(d))).or_default().push(d.code);
    }
    let mut next: BTreeMap<&'static str, &'static str> = BTreeMap::new();
    for d in t.rows.iter().filter(|d| d.to.is_some() && !living(d.code)) {
        let same = alike.get(&(d.short, d.level, province(d))).filter(|codes| codes.len() == 1);
        if let Some(code) = d.successor.or_else(|| same.and_then(|codes| codes.first().copied())) {
            next.insert(d.code, code);
        }
    }
    for line in SUCCESSORS.lines().filter(|l| !l.starts_with('#')) {
        if let Some((from, to)) = line.split_once('\t')
            && let (Some(from), Some(to)) = (division(from), division(to))
        {
            next.insert(from.code, to.code);
        }
    }
    let mut names: BTreeMap<&'static str, Vec<FormerName>> = BTreeMap::new();
    for d in &t.rows {
        let Some(to) = d.to else { continue };
        let (today, code) = match next.get(d.code) {
            Some(today) => (*today, Some(d.code)),
            None => (d.code, None),
        };
        let same = division(today).is_some_and(|today| today.name == d.name);
        if !same && living(today) {
            let name = d.name.to_string();
            names.entry(today).or_default().push(FormerName { until: dated(to), name, code });
        }
    }
    for (name, code, until) in former_aliases() {
        let name = FormerName { until: until.to_string(), name: name.to_string(), code: None };
        names.entry(code).or_default().push(name);
    }
    for list in names.values_mut() {
        list.sort();
        list.dedup_by(|a, b| a.name == b.name);
    }
    Former { next, names }
}

fn former() -> &'static Former {
    static CELL: OnceLock<Former> = OnceLock::new();
    CELL.get_or_init(build)
}

/// The living division that followed this one, or that its seat lies in now; none of one that lives.
pub fn successor(code: &str) -> Option<&'static Division> {
    former().next.get(code).and_then(|code| division(code))
}

/// What a division was called, oldest first, with the former divisions that are now it or in it.
pub fn former_names(code: &str) -> &'static [FormerName] {
    former().names.get(code).map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_divisions_lead_to_todays() {
        let next = |code| successor(code).map(|d| d.name);
        assert_eq!(next("110103"), Some("东城区"));
        assert_eq!(next("140203"), Some("云冈区"));
        assert_eq!(next("370181"), Some("章丘区"));
        assert_eq!(next("142325"), Some("兴县"));
        assert_eq!(next("110101"), None);
        for line in SUCCESSORS.lines().filter(|l| !l.starts_with('#')) {
            let (from, to) = line.split_once('\t').expect("two codes");
            assert!(division(from).is_some_and(|d| d.to.is_some()), "{line}");
            assert!(division(to).is_some_and(|d| d.to.is_none()), "{line}");
        }
    }

    #[test]
    fn nearly_every_former_county_has_a_successor() {
        let of = |d: &&Division| d.level <= Level::County && d.to.is_some();
        let lost: Vec<&str> = (table().rows.iter().filter(of))
            .filter(|d| division(d.code).is_some_and(|d| d.to.is_some()) && successor(d.code).is_none())
            .map(|d| d.name)
            .collect();
        assert!(lost.len() <= 20, "{lost:?}");
    }

    #[test]
    fn todays_division_lists_its_former_names() {
        let names = |code| former_names(code).iter().map(|f| f.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names("420600"), ["襄阳地区", "襄樊市"]);
        assert!(names("510400").contains(&"渡口市"));
        assert!(names("110101").contains(&"崇文区"));
        assert!(names("140100").is_empty());
        let xuanwu = former_names("110102").iter().find(|f| f.name == "宣武区");
        assert_eq!(xuanwu.map(|f| (f.until.as_str(), f.code)), Some(("2010-10", Some("110104"))));
    }
}
