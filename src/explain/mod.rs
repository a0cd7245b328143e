//! explain: why an issue was split as it was, for people who have never seen the code.
//!
//! In: an [`IssueSource`], and a line of it if one line is asked about. Out: text, Chinese first.
//!
//! Steps: the issue is split with a trace and corrected as ever; `outline` tells of all articles of a file, `line` of
//! one line; `words` puts rules and weights into sentences, `remedy` finds the corrections that would change the answer.

pub mod line;
pub mod outline;
pub mod remedy;
mod words;

use crate::build;
use crate::correct::quote::Quoter;
use crate::describe::topics::{Tree, Vocabulary};
use crate::describe::{self, DescribedIssue};
use crate::read::IssueSource;
use crate::read::sidecar::Correction;
use crate::report::Problem;
use crate::split::line::{Line, lines};
use crate::split::rules::Rule;
use crate::split::trace::{Run, Trace};
use crate::split::{self, BlockRole, LineRange, ResidueRole};
use std::collections::BTreeMap;

/// Where a line stands now, corrections applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Article and block.
    Block {
        article: usize,
        block: usize,
        role: BlockRole,
    },
    Residue(ResidueRole),
}

/// An issue, and all that was said while it was split.
pub struct Explained<'a> {
    pub source: &'a IssueSource,
    pub topics: &'a Tree,
    pub issue: DescribedIssue,
    pub problems: Vec<Problem>,
    lines: Vec<Line>,
    trace: Trace,
    /// For each line: a line that holds two things stands in two blocks.
    places: Vec<Vec<Place>>,
}

impl<'a> Explained<'a> {
    /// Splits and corrects the issue, and keeps the reasons.
    pub fn of(source: &'a IssueSource, topics: &'a Vocabulary) -> Self {
        let (split, trace) = split::explained(source);
        let (issue, problems) = build::describe_split(split, source, topics);
        let issue = describe::detailed(issue, topics);
        let lines = lines(&source.files);
        let mut places = vec![Vec::new(); lines.len()];
        for (article, a) in issue.articles.iter().enumerate() {
            for (block, b) in a.article.blocks.iter().enumerate() {
                let place = Place::Block { article, block, role: b.role };
                indexes(&lines, &b.lines).for_each(|i| places[i].push(place));
            }
        }
        for r in &issue.residues {
            indexes(&lines, &r.lines).for_each(|i| places[i].push(Place::Residue(r.role)));
        }
        Self { source, topics: &topics.tree, issue, problems, lines, trace, places }
    }

    /// The index of line `n` of a file among the lines with text.
    pub fn index(&self, file: usize, n: usize) -> Option<usize> {
        self.lines.binary_search_by_key(&(file, n), |l| (l.file, l.n)).ok()
    }

    /// What finds words to quote for a line.
    pub fn quoter(&self) -> Quoter<'a> {
        let articles = self.issue.articles.iter().map(|d| d.article.clone()).collect();
        Quoter::new(articles, self.issue.residues.clone(), self.source)
    }

    /// Where each line stands.
    pub fn places(&self) -> &[Vec<Place>] {
        &self.places
    }

    /// The lines of an article's block.
    fn block_lines(&self, article: usize, block: usize) -> Vec<usize> {
        let block = self.issue.articles.get(article).and_then(|a| a.article.blocks.get(block));
        block.map(|b| indexes(&self.lines, &b.lines).collect()).unwrap_or_default()
    }

    /// The lines of an article in reading order, each once.
    fn article_lines(&self, article: usize) -> Vec<usize> {
        let read = self.issue.articles.get(article).map(|a| a.article.lines_as_read());
        let mut all: Vec<usize> = indexes(&self.lines, &read.unwrap_or_default()).collect();
        let mut seen = BTreeMap::new();
        all.retain(|i| seen.insert(*i, ()).is_none());
        all
    }

    /// The decision about the run of short lines in which the line stands.
    fn run_of(&self, line: usize) -> Option<&Run> {
        self.trace.runs.iter().find(|r| r.lines.contains(&line))
    }

    /// The rules that spoke of the line alone.
    fn rules_of(&self, line: usize) -> impl Iterator<Item = Rule> {
        self.trace.lines.iter().filter(move |(i, _)| *i == line).map(|(_, rule)| *rule)
    }

    /// The corrections that quote a line.
    fn corrections_at(&self, line: usize) -> Vec<&Correction> {
        let all = &self.source.sidecar.corrections;
        if all.is_empty() {
            return Vec::new();
        }
        let quoter = self.quoter();
        let quotes = |c: &&Correction| c.action.anchors().iter().any(|a| quoter.lines_of(a).contains(&line));
        all.iter().filter(quotes).collect()
    }

    /// `12`, or `02.txt:12` where it is not in the file spoken of.
    fn number(&self, line: usize, file: usize) -> String {
        let Some(l) = self.lines.get(line) else { return String::new() };
        let path = self.source.files.get(l.file).map_or("", |f| f.path.as_str());
        let name = path.rsplit('/').next().unwrap_or(path);
        if l.file == file { l.n.to_string() } else { format!("{name}:{}", l.n) }
    }

    /// Lines as numbers and ranges: `6, 8-10`.
    fn numbers(&self, lines: &[usize], file: usize) -> String {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for i in lines {
            match spans.last_mut().filter(|s| s.1 + 1 == *i && self.lines[s.1].file == self.lines[*i].file) {
                Some(span) => span.1 = *i,
                None => spans.push((*i, *i)),
            }
        }
        let one = |(a, b): &(usize, usize)| match a == b {
            true => self.number(*a, file),
            false => format!("{}-{}", self.number(*a, file), self.lines[*b].n),
        };
        spans.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

fn indexes<'l>(lines: &'l [Line], ranges: &'l [LineRange]) -> impl Iterator<Item = usize> + use<'l> {
    ranges.iter().flat_map(|r| {
        let first = lines.partition_point(|l| (l.file, l.n) < (r.file, r.first));
        let behind = lines.partition_point(|l| (l.file, l.n) <= (r.file, r.last));
        first..behind.max(first)
    })
}
