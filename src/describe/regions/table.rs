//! The table of divisions (`src/describe/tables/regions.tsv`), read once.
//!
//! In: the embedded table. Out: [`Division`]s by code, with their children and the time in which they stood.

use super::{Division, Level};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../tables/regions.tsv");

/// All rows, and the ways to them. A code that was renamed has several rows.
pub(super) struct Table {
    pub rows: Vec<Division>,
    /// Bounds of each row's life as `YYYYMMDD`; 0 and `u32::MAX` where open.
    pub life: Vec<(u32, u32)>,
    /// The living row of a code, else its last.
    pub by_code: BTreeMap<&'static str, usize>,
    children: BTreeMap<&'static str, Vec<usize>>,
    /// For each row, the row of the division it lies in.
    above: Vec<Option<usize>>,
}

/// `YYYY-MM-DD`, `YYYYMM` or EDTF as a number that can be compared; missing parts are `fill`.
pub(super) fn day_number(text: &str, fill: u32) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(8).collect();
    let n: u32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(n * 10_000 + fill),
        6 => Some(n * 100 + fill % 100),
        8 => Some(n),
        _ => None,
    }
}

fn read() -> Table {
    let (mut rows, successors) = rows();
    give_successors(&mut rows, &successors);
    give_parents(&mut rows);
    index(rows)
}

/// The rows as they stand, and for each the name of its successor.
fn rows() -> (Vec<Division>, Vec<&'static str>) {
    let (mut rows, mut successors) = (Vec::with_capacity(4000), Vec::with_capacity(4000));
    for line in TABLE.lines().skip(1) {
        let mut cells = line.split('\t').map(str::trim);
        let mut next = || cells.next().unwrap_or_default();
        let (code, name, short, _abbr, level, parent) = (next(), next(), next(), next(), next(), next());
        let (from, to, successor) = (next(), next(), next());
        let level = match level {
            "P" => Level::Province,
            "C" => Level::Prefecture,
            "D" => Level::County,
            "Z" => Level::Zone,
            _ => continue,
        };
        let some = |s: &'static str| (!s.is_empty()).then_some(s);
        successors.push(successor);
        rows.push(Division {
            code,
            name,
            short: if short.is_empty() { name } else { short },
            level,
            parent: some(parent),
            from: some(from),
            to: some(to),
            successor: None,
        });
    }
    (rows, successors)
}

/// The table gives a successor's name; stages want its code. Same prefecture first, then same province.
fn give_successors(rows: &mut [Division], names: &[&str]) {
    let mut living: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
    for d in rows.iter().filter(|d| d.to.is_none()) {
        living.entry(d.name).or_default().push(d.code);
    }
    for (d, name) in rows.iter_mut().zip(names) {
        let codes = living.get(name).filter(|_| !name.is_empty()).map(Vec::as_slice).unwrap_or_default();
        let near = |n: usize| codes.iter().find(|c| c.get(..n).is_some() && c.get(..n) == d.code.get(..n));
        d.successor = near(4).or_else(|| near(2)).copied();
    }
}

/// Chongqing's counties lie in 500200, which has no row: the province takes them.
fn give_parents(rows: &mut [Division]) {
    let codes: BTreeSet<&'static str> = rows.iter().map(|d| d.code).collect();
    for d in rows {
        let lost = d.parent.as_ref().is_some_and(|p| !codes.contains(p));
        if lost {
            d.parent = d.code.get(..2).and_then(|province| codes.range(province..).next().copied());
        }
    }
}

/// Where each code stands, what lies in it, and when each row held. Of the rows of one code the living, or latest, counts.
fn index(rows: Vec<Division>) -> Table {
    let mut by_code = BTreeMap::new();
    let mut children: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    let mut life = Vec::with_capacity(rows.len());
    for (i, d) in rows.iter().enumerate() {
        life.push((
            d.from.and_then(|t| day_number(t, 101)).unwrap_or(0),
            d.to.and_then(|t| day_number(t, 1231)).unwrap_or(u32::MAX),
        ));
        let better = match by_code.get(d.code) {
            None => true,
            Some(&old) => life.get(old).is_none_or(|o: &(u32, u32)| o.1 < u32::MAX && o.1 <= life[i].1),
        };
        if better {
            by_code.insert(d.code, i);
        }
        if let Some(p) = d.parent {
            children.entry(p).or_default().push(i);
        }
    }
    let above = rows.iter().map(|d| by_code.get(d.parent?).copied()).collect();
    Table { rows, life, by_code, children, above }
}

pub(super) fn table() -> &'static Table {
    static CELL: OnceLock<Table> = OnceLock::new();
    CELL.get_or_init(read)
}

impl Table {
    /// Whether row `i` stood on that day. The table starts in 2002, so its first rows are taken to be older;
    /// a snapshot's bound may be late by a year.
    pub fn alive(&self, i: usize, day: u32) -> bool {
        let Some(&(from, to)) = self.life.get(i) else { return false };
        let from = if from < 20_040_101 { 0 } else { from };
        (from == 0 || day + 10_000 >= from) && day <= to
    }
}

/// The division with this code, living or former.
pub fn division(code: &str) -> Option<&'static Division> {
    let t = table();
    t.by_code.get(code).and_then(|&i| t.rows.get(i))
}

/// Every division of the table, in its order.
pub fn all() -> impl Iterator<Item = &'static Division> {
    table().rows.iter()
}

/// The division and all it lies in, province first.
pub fn lineage(code: &str) -> Vec<&'static Division> {
    let mut out: Vec<&'static Division> = Vec::new();
    let t = table();
    let mut next = t.by_code.get(code).copied();
    while let Some(i) = next {
        if out.len() > 4 {
            break; // a table that points at itself must not hang the build
        }
        out.push(&t.rows[i]);
        next = t.above[i];
    }
    out.reverse();
    out
}

/// The divisions that lie directly in this one: those living today, or those that stood in `year`.
pub fn children(code: &str, year: Option<u32>) -> Vec<&'static Division> {
    let t = table();
    let rows = t.children.get(code).map(Vec::as_slice).unwrap_or_default();
    rows.iter()
        .filter(|&&i| match year {
            Some(y) => t.alive(i, y * 10_000 + 701),
            None => t.life.get(i).is_some_and(|l| l.1 == u32::MAX),
        })
        .filter_map(|&i| t.rows.get(i))
        .collect()
}

/// Whether `a` is one of the divisions that `b` lies in.
pub(super) fn contains(a: &str, b: &str) -> bool {
    a != b && lineage(b).iter().any(|d| d.code == a)
}

/// Code of the division that this one lies in.
pub(super) fn parent_of(code: &str) -> Option<&'static str> {
    division(code).and_then(|d| d.parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let t = table();
        assert!(t.rows.len() > 3900);
        for d in &t.rows {
            assert_eq!(d.code.len(), 6, "{}", d.name);
            if let Some(p) = &d.parent {
                assert!(division(p).is_some(), "{} has no parent {p}", d.name);
            }
        }
    }

    #[test]
    fn lineage_children_and_time() {
        let names: Vec<&str> = lineage("140303").iter().map(|d| d.name).collect();
        assert_eq!(names, ["山西省", "阳泉市", "矿区"]);
        assert!(children("140200", None).iter().all(|d| d.name != "矿区"));
        assert!(children("140200", Some(2010)).iter().any(|d| d.name == "矿区"));
        assert_eq!(division("140203").and_then(|d| d.successor), Some("140214"));
        assert_eq!(division("420600").map(|d| d.name), Some("襄阳市"));
        assert!(division("999999").is_none());
    }
}
