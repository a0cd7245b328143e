//! The split record as JSON Lines (docs/design.md, 6): keys stand in the order of the fields here.
//!
//! It is written as it is read off the issue: a tree of JSON values would be many times the text.

use crate::archive::key::key_of;
use crate::describe::{DescribedArticle, DescribedIssue, Finding};
use crate::read::SourceText;
use crate::split::{Block, BlockRole, DateBasis, LineRange, Notice, Residue, ResidueRole};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::ser::Formatter;
use std::collections::BTreeSet;
use std::io;

/// Writes one JSON object per source of the issue, a line each, in the order of its files.
pub fn write(issue: &DescribedIssue, sources: &[SourceText], out: &mut impl io::Write) -> io::Result<()> {
    let paths: Vec<&str> = sources.iter().map(|s| s.path.as_str()).collect();
    for file in 0..paths.len() {
        let here = Here { paths: &paths, file };
        record(issue, here).serialize(&mut serde_json::Serializer::with_formatter(&mut *out, OneLine))?;
        writeln!(out)?;
    }
    Ok(())
}

/// The file that is spoken of, among the issue's.
#[derive(Clone, Copy)]
struct Here<'a> {
    paths: &'a [&'a str],
    file: usize,
}

/// A list that is made while it is written.
struct List<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

#[derive(serde::Serialize)]
struct Record<'a, A, O, N> {
    source: &'a str,
    issue: Facts<'a>,
    articles: A,
    other: O,
    notices: N,
}

#[derive(serde::Serialize)]
struct Facts<'a> {
    publication: &'a Option<String>,
    number: &'a Option<String>,
    serial: Option<u32>,
    edition: &'a Option<String>,
    date: &'a Option<String>,
    date_basis: DateBasis,
}

#[derive(serde::Serialize)]
struct Article<'a, S, B> {
    id: String,
    title: &'a str,
    kicker: &'a Option<String>,
    subtitle: &'a Option<String>,
    column: &'a Option<String>,
    authors: S,
    page: &'a Option<String>,
    page_end: &'a Option<String>,
    section: &'a Option<String>,
    lines: Ranges<'a>,
    regions: Ids<'a>,
    topics: Ids<'a>,
    subtopics: Ids<'a>,
    confidence: f64,
    blocks: B,
}

#[derive(serde::Serialize)]
struct BlockRecord<'a> {
    role: BlockRole,
    lines: Ranges<'a>,
    text: &'a str,
}

#[derive(serde::Serialize)]
struct ResidueRecord<'a> {
    role: ResidueRole,
    lines: Ranges<'a>,
}

#[derive(serde::Serialize)]
struct NoticeRecord<'a> {
    line: usize,
    code: &'a str,
    message: &'a str,
    confidence: f64,
}

fn record<'a>(issue: &'a DescribedIssue, here: Here<'a>) -> impl Serialize + 'a {
    let facts = &issue.facts;
    let begins = move |a: &&DescribedArticle| first_file(a) == Some(here.file);
    let stands = move |r: &&Residue| r.lines.first().map(|l| l.file) == Some(here.file);
    let residue = move |r: &'a Residue| ResidueRecord { role: r.role, lines: Ranges::of(&r.lines, here) };
    let notice = |n: &'a Notice| NoticeRecord {
        line: n.line,
        code: &n.code,
        message: &n.message,
        confidence: n.confidence,
    };
    Record {
        source: here.paths[here.file],
        issue: Facts {
            publication: &facts.publication,
            number: &facts.number,
            serial: facts.serial,
            edition: &facts.edition,
            date: &facts.date,
            date_basis: facts.date_basis,
        },
        articles: List(move || issue.articles.iter().filter(begins).map(move |a| article(a, here))),
        other: List(move || issue.residues.iter().filter(stands).map(residue)),
        notices: List(move || issue.notices.iter().filter(move |n| n.file == here.file).map(notice)),
    }
}

fn first_file(article: &DescribedArticle) -> Option<usize> {
    article.article.blocks.first()?.lines.first().map(|r| r.file)
}

fn article<'a>(described: &'a DescribedArticle, here: Here<'a>) -> impl Serialize + 'a {
    let a = &described.article;
    let block =
        move |b: &'a Block| BlockRecord { role: b.role, lines: Ranges::of(&b.lines, here), text: &b.text };
    Article {
        id: key_of(a),
        title: &a.title,
        kicker: &a.kicker,
        subtitle: &a.subtitle,
        column: &a.column,
        authors: List(|| a.authors.iter().map(|author| &author.name)),
        page: &a.page,
        page_end: &a.page_end,
        section: &a.section,
        lines: Ranges { ranges: merged(a.lines_as_read().into_iter()).into(), here },
        regions: Ids(&described.regions),
        topics: Ids(&described.topics),
        subtopics: Ids(&described.subtopics),
        confidence: a.confidence,
        blocks: List(move || a.blocks.iter().map(block)),
    }
}

struct Ids<'a>(&'a [Finding]);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(|f| &f.id))
    }
}

/// `[first, last]` of this file, or with the path of another.
struct Ranges<'a> {
    ranges: std::borrow::Cow<'a, [LineRange]>,
    here: Here<'a>,
}

impl<'a> Ranges<'a> {
    fn of(ranges: &'a [LineRange], here: Here<'a>) -> Self {
        Self { ranges: ranges.into(), here }
    }
}

impl Serialize for Ranges<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.ranges.iter().map(|range| Range { range, here: self.here }))
    }
}

struct Range<'a> {
    range: &'a LineRange,
    here: Here<'a>,
}

impl Serialize for Range<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let lines = [self.range.first, self.range.last];
        if self.range.file == self.here.file {
            return lines.serialize(to);
        }
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("source", self.here.paths.get(self.range.file).copied().unwrap_or(""))?;
        map.serialize_entry("lines", &lines)?;
        map.end()
    }
}

/// U+2028 and U+2029 end a line for some readers of JSON Lines: they are written as escapes.
pub(crate) struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let has = |end: &str| memchr::memmem::find(fragment.as_bytes(), end.as_bytes()).is_some();
        if !has("\u{2028}") && !has("\u{2029}") {
            return out.write_all(fragment.as_bytes());
        }
        for piece in fragment.split_inclusive(['\u{2028}', '\u{2029}']) {
            let ends = [('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
            match ends.iter().find_map(|(end, escape)| Some((piece.strip_suffix(*end)?, escape))) {
                Some((rest, escape)) => write!(out, "{rest}{escape}")?,
                None => out.write_all(piece.as_bytes())?,
            }
        }
        Ok(())
    }
}

/// All ranges in reading order, each once. What interrupts a paragraph (a caption, a jump) is a block behind it, but
/// stands in the lines where it was printed. Ranges that touch become one.
fn merged(ranges: impl Iterator<Item = LineRange>) -> Vec<LineRange> {
    // Stretches whose ranges ascend: a new one begins where the reading goes to another file, or far back.
    let mut stretches: Vec<BTreeSet<(usize, usize)>> = Vec::new();
    let mut files: Vec<usize> = Vec::new();
    for range in ranges {
        // A line that holds two things is in two blocks close by.
        let near =
            stretches.iter().zip(&files).rev().flat_map(|(s, file)| s.iter().rev().map(move |r| (r, *file)));
        if near.take(16).any(|(r, file)| file == range.file && r.1 <= range.first && range.last <= r.0) {
            continue;
        }
        let last = stretches.last().and_then(BTreeSet::last).filter(|_| files.last() == Some(&range.file));
        let before = match last {
            Some(last) if range.first < last.1 => stretches
                .iter()
                .zip(&files)
                .rposition(|(s, file)| *file == range.file && s.first().is_some_and(|r| r.0 < range.first)),
            Some(_) => stretches.len().checked_sub(1),
            None => None,
        };
        let at = before.unwrap_or_else(|| {
            stretches.push(BTreeSet::new());
            files.push(range.file);
            stretches.len() - 1
        });
        stretches[at].insert((range.last, range.first));
    }
    let order = stretches.into_iter().zip(files).flat_map(|(stretch, file)| {
        stretch.into_iter().map(move |(last, first)| LineRange { file, first, last })
    });
    let mut out: Vec<LineRange> = Vec::new();
    for range in order {
        match out.last_mut() {
            Some(last) if last.file == range.file && range.first == last.last + 1 => last.last = range.last,
            _ => out.push(range),
        }
    }
    out
}
