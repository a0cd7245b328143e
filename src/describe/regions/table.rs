//! The table of divisions (`src/describe/tables/regions.tsv`), read once.
//!
//! In: the embedded table. Out: [`Division`]s by code, with their children and the time in which they stood.

use super::{Division, Level};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../tables/regions.tsv");

/// A division's code, by its place among all codes: what is counted for each division is kept by this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code(u32);

impl Code {
    /// Its living row, else its last.
    pub fn row(self) -> usize {
        table().by_code[self.0 as usize].1
    }

    /// That row's division.
    pub fn division(self) -> &'static Division {
        &table().rows[self.row()]
    }

    /// As it is written.
    pub fn text(self) -> &'static str {
        self.division().code
    }

    /// Codes from the province down to this one.
    pub fn line(self) -> &'static [Code] {
        table().line(self.row())
    }

    /// The code of the division that this one lies in.
    pub fn above(self) -> Option<Code> {
        let t = table();
        t.above[self.row()].map(|row| t.codes[row])
    }

    /// Whether this is one of the divisions that the other lies in.
    pub fn contains(self, other: Code) -> bool {
        self != other && other.line().contains(&self)
    }
}

/// All rows, and the ways to them. A code that was renamed has several rows.
pub(super) struct Table {
    pub rows: Vec<Division>,
    /// Bounds of each row's life as `YYYYMMDD`; 0 and `u32::MAX` where open.
    pub life: Vec<(u32, u32)>,
    /// Each code as a number, sorted, and its living row, else its last.
    by_code: Vec<(u32, usize)>,
    /// Each row's code.
    pub codes: Vec<Code>,
    /// For each row, the row of the division it lies in.
    above: Vec<Option<usize>>,
    /// The [lines](Self::line) of all rows, one after another, and where each row's ends.
    lines: Vec<Code>,
    line_ends: Vec<usize>,
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
    let life: Vec<(u32, u32)> = rows.iter().map(life).collect();
    let by_code = by_code(&rows, &life);
    let (above, lines, line_ends) = (Vec::new(), Vec::new(), Vec::new());
    let mut table = Table { rows, life, by_code, codes: Vec::new(), above, lines, line_ends };
    table.codes = table.rows.iter().map(|d| table.code(d.code).unwrap_or(Code(0))).collect();
    give_parents(&mut table);
    give_lines(&mut table);
    table
}

/// The rows as they stand, and for each the name of its successor.
fn rows() -> (Vec<Division>, Vec<&'static str>) {
    let (mut rows, mut successors) = (Vec::with_capacity(4000), Vec::with_capacity(4000));
    for line in TABLE.lines().skip(1) {
        let mut cells = line.split('\t');
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
fn give_successors(rows: &mut [Division], names: &[&'static str]) {
    let mut living: BTreeMap<&str, Vec<&'static str>> =
        names.iter().filter(|name| !name.is_empty()).map(|name| (*name, Vec::new())).collect();
    for d in rows.iter().filter(|d| d.to.is_none()) {
        if let Some(codes) = living.get_mut(d.name) {
            codes.push(d.code);
        }
    }
    for (d, codes) in rows.iter_mut().zip(names.iter().map(|name| living.get(name))) {
        let Some(codes) = codes else { continue };
        let near = |n: usize| codes.iter().find(|c| c.get(..n).is_some() && c.get(..n) == d.code.get(..n));
        d.successor = near(4).or_else(|| near(2)).copied();
    }
}

/// Bounds of a row's life.
fn life(d: &Division) -> (u32, u32) {
    let from = d.from.and_then(|t| day_number(t, 101)).unwrap_or(0);
    (from, d.to.and_then(|t| day_number(t, 1231)).unwrap_or(u32::MAX))
}

/// Each code with its living, or latest, row. Rows of one code stand together in the table, and codes in their order.
fn by_code(rows: &[Division], life: &[(u32, u32)]) -> Vec<(u32, usize)> {
    let mut by_code: Vec<(u32, usize)> = Vec::with_capacity(rows.len());
    for (row, d) in rows.iter().enumerate() {
        let code = code_number(d.code);
        match by_code.last_mut().filter(|(last, _)| *last == code) {
            None => by_code.push((code, row)),
            Some((_, old)) if life[*old].1 < u32::MAX && life[*old].1 <= life[row].1 => *old = row,
            Some(_) => {}
        }
    }
    by_code
}

/// `140303` as a number; 0, which is no code, for what is none.
fn code_number(code: &str) -> u32 {
    if code.len() == 6 { code.parse().unwrap_or(0) } else { 0 }
}

/// Chongqing's counties lie in 500200, which has no row: the province takes them.
fn give_parents(t: &mut Table) {
    for i in 0..t.rows.len() {
        let d = &t.rows[i];
        if d.parent.is_some_and(|p| t.row_of(p).is_none()) {
            let province = d.code.get(..2).map_or(0, |two| code_number(&format!("{two}0000")));
            let first = t.by_code.get(t.by_code.partition_point(|(code, _)| *code < province));
            t.rows[i].parent = first.map(|(_, row)| t.rows[*row].code);
        }
    }
    t.above = t.rows.iter().map(|d| t.row_of(d.parent?)).collect();
}

fn give_lines(t: &mut Table) {
    for i in 0..t.rows.len() {
        let from = t.lines.len();
        let line: Vec<Code> = t.upwards(i).map(|row| t.codes[row]).collect();
        t.lines.extend(line);
        t.lines[from..].reverse();
        t.line_ends.push(t.lines.len());
    }
}

pub(super) fn table() -> &'static Table {
    static CELL: OnceLock<Table> = OnceLock::new();
    CELL.get_or_init(read)
}

impl Table {
    /// A code of the table, by its text.
    pub fn code(&self, text: &str) -> Option<Code> {
        let found = self.by_code.binary_search_by_key(&code_number(text), |(code, _)| *code).ok()?;
        u32::try_from(found).ok().map(Code)
    }

    /// The living row of a code, else its last.
    pub fn row_of(&self, code: &str) -> Option<usize> {
        self.code(code).map(|code| self.by_code[code.0 as usize].1)
    }

    /// Row `i`, and those of the divisions it lies in, the province last. A table that points at itself must not hang
    /// the build.
    fn upwards(&self, i: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(i), |row| self.above[*row]).take(5)
    }

    /// Codes from the province down to row `i`.
    pub fn line(&self, i: usize) -> &[Code] {
        let from = i.checked_sub(1).map_or(0, |before| self.line_ends[before]);
        &self.lines[from..self.line_ends[i]]
    }

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
    t.rows.get(t.row_of(code)?)
}

/// Every division of the table, in its order.
pub fn all() -> impl Iterator<Item = &'static Division> {
    table().rows.iter()
}

/// The division and all it lies in, province first.
pub fn lineage(code: &str) -> Vec<&'static Division> {
    let t = table();
    let rows = t.row_of(code).into_iter().flat_map(|row| t.upwards(row));
    let mut out: Vec<&'static Division> = rows.map(|row| &t.rows[row]).collect();
    out.reverse();
    out
}

/// The divisions that lie directly in this one: those living today, or those that stood in `year`.
pub fn children(code: &str, year: Option<u32>) -> Vec<&'static Division> {
    let t = table();
    let inside = t.rows.iter().enumerate().filter(|(_, d)| d.parent == Some(code));
    let stood = |i: usize| match year {
        Some(y) => t.alive(i, y * 10_000 + 701),
        None => t.life.get(i).is_some_and(|l| l.1 == u32::MAX),
    };
    inside.filter(|(i, _)| stood(*i)).map(|(_, d)| d).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let t = table();
        assert!(t.rows.len() > 3900);
        assert!(t.by_code.windows(2).all(|two| two[0].0 < two[1].0));
        assert!(TABLE.lines().flat_map(|line| line.split('\t')).all(|cell| cell == cell.trim()));
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
