//! The account of the files that are ours: `.dibao/manifest.tsv`. What is not in it is not ours and stays.
//!
//! A line per unit (`*`, the print of what its pages were made of, its name), then a line per file, sorted by path: path, size, BLAKE3,
//! the print of what it was made of, and the number of its unit among the lines of units (`-` where there is none).

use super::{PublishError, paths};
use crate::digest::{self, Digest};
use crate::render::page::Print;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

const HEADER: &str = "# dibao manifest 3: files that `dibao build` made here; others are left alone\n";

/// Size and hash of a file of ours, and what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub size: u64,
    pub hash: blake3::Hash,
    /// What it was made of, where that is known.
    pub print: Option<Print>,
    /// Index into [`Manifest::units`]: with whom it stands or falls.
    pub unit: Option<usize>,
}

/// Pages that are made of the same things, so that one print tells of all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub name: String,
    pub print: Print,
}

/// A file of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Below the output, `/`-separated.
    pub path: String,
    pub mark: Mark,
}

/// All files of ours.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest {
    pub units: Vec<Unit>,
    /// By path.
    rows: Vec<Row>,
}

impl Manifest {
    /// The files, by path.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Place of a file among the rows.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.rows.binary_search_by(|row| row.path.as_str().cmp(path)).ok()
    }

    /// What is known of a file.
    pub fn get(&self, path: &str) -> Option<&Mark> {
        Some(&self.rows[self.find(path)?].mark)
    }

    /// Places of the files whose paths begin so.
    pub fn below(&self, prefix: &str) -> std::ops::Range<usize> {
        let first = self.rows.partition_point(|row| row.path.as_str() < prefix);
        let many = self.rows[first..].partition_point(|row| row.path.starts_with(prefix));
        first..first + many
    }
}

/// Reads the manifest, and a digest of its file; an empty one where there is none.
pub(super) fn read(path: &Path) -> Result<(Manifest, Digest), PublishError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(e) => return Err(PublishError::io("读取", "reading", path)(e)),
    };
    let damaged = |line: usize| PublishError::Damaged { path: path.to_path_buf(), line: line + 1 };
    let print = digest::cut(blake3::hash(&bytes));
    let text = String::from_utf8(bytes).map_err(|_| damaged(0))?;
    let lines: Vec<Option<Line>> = text.par_lines().map(read_line).collect();
    let (mut units, mut rows) = (Vec::new(), Vec::with_capacity(lines.len()));
    for (number, line) in lines.into_iter().enumerate() {
        match line.ok_or_else(|| damaged(number))? {
            Line::Comment => {}
            Line::Unit(unit) => units.push(unit),
            Line::File(row) if row.mark.unit.is_some_and(|unit| unit >= units.len()) => {
                return Err(damaged(number));
            }
            Line::File(row) => rows.push(row),
        }
    }
    // Stable: where they are sorted already, as we write them, one look tells.
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((Manifest { units, rows }, print))
}

enum Line {
    Comment,
    Unit(Unit),
    File(Row),
}

fn read_line(line: &str) -> Option<Line> {
    if line.starts_with('#') {
        return Some(Line::Comment);
    }
    if let Some(unit) = line.strip_prefix("*\t") {
        let (print, name) = unit.split_once('\t')?;
        return Some(Line::Unit(Unit { name: name.to_string(), print: read_print(print)? }));
    }
    let mut cells = line.split('\t');
    let (path, size, hash) = (cells.next()?, cells.next()?, cells.next()?);
    let print = match cells.next() {
        None | Some("-") => None,
        Some(print) => Some(read_print(print)?),
    };
    let unit = match cells.next() {
        None | Some("-") => None,
        Some(unit) => Some(unit.parse().ok()?),
    };
    // A path in here is removed some day: one that we could not have written is not followed.
    if cells.next().is_some() || paths::check(path).is_err() {
        return None;
    }
    let mark = Mark { size: size.parse().ok()?, hash: blake3::Hash::from_hex(hash).ok()?, print, unit };
    Some(Line::File(Row { path: path.to_string(), mark }))
}

fn read_print(hex: &str) -> Option<Print> {
    (hex.len() == 32).then(|| u128::from_str_radix(hex, 16).ok()).flatten().map(|n| Print(n.to_be_bytes()))
}

/// Rows written by one thread at a time.
const CHUNK: usize = 1024;

/// The manifest that is to follow: of files that stand, and of pages that were made.
pub(super) struct Next<'p> {
    units: Vec<Unit>,
    /// By path.
    rows: Vec<(&'p str, Mark)>,
}

impl<'p> Next<'p> {
    /// Both come by path; none has the other's.
    pub fn new(units: Vec<Unit>, stand: &[(&'p str, Mark)], made: &[(&'p str, Mark)]) -> Self {
        let mut rows = [stand, made].concat();
        // Stable: it finds the two runs, and merges them.
        rows.sort_by(|a, b| a.0.cmp(b.0));
        Self { units, rows }
    }

    /// Whether this is what there is.
    pub fn is(&self, now: &Manifest) -> bool {
        let same = |(a, b): (&(&str, Mark), &Row)| a.0 == b.path && a.1 == b.mark;
        self.units == now.units
            && self.rows.len() == now.rows.len()
            && self.rows.iter().zip(&now.rows).all(same)
    }

    /// The manifest as its file holds it.
    pub fn write(&self) -> String {
        let mut out = String::from(HEADER);
        for Unit { name, print } in &self.units {
            // Writing into a String cannot fail.
            let _ = writeln!(out, "*\t{:032x}\t{name}", u128::from_be_bytes(print.0));
        }
        let chunks: Vec<String> = self.rows.par_chunks(CHUNK).map(write_rows).collect();
        out.reserve(chunks.iter().map(String::len).sum());
        chunks.iter().for_each(|chunk| out.push_str(chunk));
        out
    }
}

fn write_rows(rows: &[(&str, Mark)]) -> String {
    let mut out = String::with_capacity(rows.len() * 180);
    for (path, mark) in rows {
        let _ = write!(out, "{path}\t{}\t{}\t", mark.size, mark.hash.to_hex());
        let _ = match mark.print {
            Some(print) => write!(out, "{:032x}\t", u128::from_be_bytes(print.0)),
            None => write!(out, "-\t"),
        };
        let _ = match mark.unit {
            Some(unit) => writeln!(out, "{unit}"),
            None => writeln!(out, "-"),
        };
    }
    out
}
