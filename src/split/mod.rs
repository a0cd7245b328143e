//! split: from an issue's lines to articles and residue.
//!
//! In: [`IssueSource`]. Out: [`SplitIssue`]. Pure: the same text gives the same answer, on any machine.
//!
//! Steps, in order:
//! 1. `line`: non-blank lines, block Markdown read off;
//! 2. `classify`: what each is by itself (`marks`, `byline` with `station` and `office`, `masthead` with `dated` read it; `spoken`: names that an announcer says); `wrap`: printed lines of a column;
//! 3. `front`: masthead, contents page, colophon; `announced`: lists of what follows; `furniture`: page marks, running heads; `verse`: poems;
//! 4. `outline`: the flow of the rest, cut into drafts: each run of short lines is told apart (`group`) and weighed
//!    (`evidence`, with `cohesion`): headline group, heading, or piece of a paragraph (`fragment`);
//! 5. `jumps`: continuations printed elsewhere are brought home, paragraph by paragraph (`sorter`);
//! 6. `assemble`: drafts to articles (`paragraphs` joins what was broken), the rest to residue;
//! 7. `notices`: what a person should look at.
//!
//! Rules ask `pattern`s, which search a text only where it has what they can't do without, and `endings`.
//! Whatever decides is a rule of the catalogue (`rules`); asked why, a `trace` keeps the rules' words.

mod advertisement;
mod announced;
pub(crate) mod assemble;
mod beside;
pub mod byline;
mod classify;
mod cohesion;
pub(crate) mod contents;
pub mod dated;
mod endings;
pub mod evidence;
mod fragment;
mod front;
pub(crate) mod furniture;
mod group;
mod jumps;
pub mod line;
pub mod marks;
pub mod masthead;
pub(crate) mod notices;
pub(crate) mod office;
mod outline;
mod pair;
mod paragraphs;
mod pattern;
pub mod rules;
mod says;
mod sorter;
mod spoken;
mod station;
mod titles;
pub mod trace;
mod verse;
mod weights;
mod wrap;

pub use jumps::HOME;

use crate::read::IssueSource;

use rules::Rule;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use trace::Trace;

/// An inclusive range of 1-based lines of one file of the issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineRange {
    /// Index into [`IssueSource::files`](crate::read::IssueSource::files).
    pub file: usize,
    pub first: usize,
    pub last: usize,
}

/// What a block of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockRole {
    Kicker,
    Title,
    Subtitle,
    Byline,
    Dateline,
    Heading,
    Body,
    Verse,
    List,
    Table,
    Caption,
    Credit,
    Jump,
    Note,
}

/// A heading, paragraph, caption, verse … of an article, with the source lines it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub role: BlockRole,
    /// In reading order; a paragraph that a column or a picture broke has several.
    pub lines: Vec<LineRange>,
    /// What the page shows: plain text, NFC; where a link leads stands in brackets behind its words. Verse, lists and
    /// tables keep their line breaks (`\n`).
    pub text: String,
    /// The same with its inline Markdown (`**…**`), where it has any.
    pub markup: Option<String>,
}

impl Block {
    /// Its text without the addresses of links.
    pub fn words(&self) -> Cow<'_, str> {
        match &self.markup {
            Some(markup) if crate::text::links::may_have(markup) => line::plain(markup).into(),
            _ => (&*self.text).into(),
        }
    }
}

/// What lines that belong to no article are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResidueRole {
    Masthead,
    Contents,
    Colophon,
    Column,
    Advertisement,
    Furniture,
    Unplaced,
}

/// Lines that belong to no article (版外文字).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residue {
    pub role: ResidueRole,
    pub lines: Vec<LineRange>,
}

/// One name in a byline or credit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Author {
    pub name: String,
    /// As printed: 记者, 通讯员, 摄, 作者; empty where nothing is said.
    pub role: String,
    /// What he is or where he works, as printed: 中共某县委书记, 某县人民医院.
    pub office: Option<String>,
}

impl Author {
    /// A name of which nothing else is said.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// The unit that readers cite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Article {
    pub title: String,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
    pub column: Option<String>,
    pub authors: Vec<Author>,
    /// As printed: `A02`, `17`.
    pub page: Option<String>,
    pub page_end: Option<String>,
    /// The page's name: 要闻.
    pub section: Option<String>,
    /// In reading order; the first is where the article begins.
    pub blocks: Vec<Block>,
    /// 0 to 1: how sure the program is that the article begins and ends here.
    pub confidence: f64,
    /// A person said that it must not be published.
    pub withheld: bool,
}

impl Article {
    /// Its lines in reading order. A jump within a paragraph stands before it as a block, and is read where it stands.
    pub fn lines_as_read(&self) -> Vec<LineRange> {
        let mut out = Vec::new();
        let mut jump: Option<&Block> = None;
        for block in &self.blocks {
            let mut lines = block.lines.iter().copied();
            let within = jump.take();
            if let Some(within) = within.filter(|j| block.shares_lines(j)) {
                out.extend(lines.next());
                out.extend(within.lines.iter().filter(|r| !block.lines.contains(r)));
            } else if let Some(alone) = within {
                out.extend(&alone.lines);
            }
            if block.role == BlockRole::Jump { jump = Some(block) } else { out.extend(lines) }
        }
        out.extend(jump.iter().flat_map(|j| &j.lines));
        out
    }
}

impl Block {
    fn shares_lines(&self, other: &Block) -> bool {
        let over = |a: &LineRange, b: &LineRange| a.file == b.file && a.first <= b.last && b.first <= a.last;
        self.lines.iter().any(|a| other.lines.iter().any(|b| over(a, b)))
    }
}

/// Something the program saw and a person should look at (存疑).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub file: usize,
    /// 1-based.
    pub line: usize,
    /// A stable word for the kind: `byline-differs-from-contents`.
    pub code: String,
    pub message: String,
    /// 0 to 1: how sure the program is that something is wrong.
    pub confidence: f64,
}

/// Where an issue's date is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum DateBasis {
    Masthead,
    Sidecar,
    Path,
    Text,
    #[default]
    None,
}

/// What an issue says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct IssueFacts {
    pub publication: Option<String>,
    /// `2022年第5期`, 合刊 `2022年第5-6期`.
    pub number: Option<String>,
    /// 总第224期, 第8216号.
    pub serial: Option<u32>,
    /// 增刊, 号外, 晚版.
    pub edition: Option<String>,
    /// EDTF: `2022-05-10`, `2022-05`, `2021-11~`, 合刊 `2022-05-01/2022-05-07`, 春季号 `2022-21`.
    pub date: Option<String>,
    /// The masthead's date as it is printed, whichever date is held for right: 民国三十六年三月五日.
    pub date_printed: Option<String>,
    pub date_basis: DateBasis,
}

/// One issue, split. Every non-blank line is in exactly one article or one residue (design.md, law 1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct SplitIssue {
    pub facts: IssueFacts,
    /// In the order in which they begin.
    pub articles: Vec<Article>,
    pub residues: Vec<Residue>,
    pub notices: Vec<Notice>,
    /// Lines of mastheads and colophons as printed: who publishes the paper, and where.
    pub imprint: Vec<String>,
}

/// Splits one issue.
pub fn split(issue: &IssueSource) -> SplitIssue {
    split_with(issue, &mut Trace::off())
}

/// Splits one issue, and tells why: `dibao explain`.
pub fn explained(issue: &IssueSource) -> (SplitIssue, Trace) {
    let mut trace = Trace::on();
    (split_with(issue, &mut trace), trace)
}

fn split_with(issue: &IssueSource, trace: &mut Trace) -> SplitIssue {
    let lines = line::lines(&issue.files);
    let mut class = classify::classify(&lines);
    class.iter().enumerate().for_each(|(i, class)| trace.line(i, class.rule()));
    let wrapped = wrap::mark(&lines, &mut class);
    (0..lines.len()).filter(|i| wrapped.is_wrapped(*i)).for_each(|i| trace.line(i, Rule::PrintedLine));
    let mut front = front::read(&lines, &class, trace);
    announced::mark(&lines, &class, &mut front, trace);
    let pages = furniture::mark(&lines, &class, &mut front.place, trace);
    verse::mark(&lines, &mut class, &front.place, &wrapped, trace);
    let cohesion = cohesion::Cohesion::new(&lines);
    let mut outline = outline::read(&lines, &class, &front, &pages, &cohesion, &wrapped, trace);
    let homeless = jumps::bring_home(&mut outline, &lines, &class, &pages, &cohesion, trace);
    let desk = assemble::Desk {
        lines: &lines,
        class: &class,
        front: &front,
        pages: &pages,
        cohesion: &cohesion,
        wrapped: &wrapped,
    };
    let articles = assemble::articles(&desk, &outline, trace);
    let mut residues = assemble::residues(&desk, &outline, trace);
    for (file, source) in issue.files.iter().enumerate() {
        if source.front_matter > 0 {
            let lines = vec![LineRange { file, first: 1, last: source.front_matter }];
            residues.push(Residue { role: ResidueRole::Furniture, lines });
        }
    }
    residues.sort_by_key(|r| r.lines.first().copied());
    let mut notices = notices::notices(&desk, &outline, &articles, &homeless);
    if issue.sidecar.date.is_some() {
        // A person gave the date: what the masthead has is settled.
        notices.retain(|n| n.code != Rule::DateContradicted.id());
    }
    let imprint = assemble::imprint(&lines, &front.place);
    SplitIssue { facts: facts(issue, front.facts.clone()), articles, residues, notices, imprint }
}

/// What stands around the articles: for each line the page in force, and the entries of the contents. For those who
/// begin an article where the splitter saw none.
pub(crate) fn surroundings(lines: &[line::Line]) -> (furniture::Pages, Vec<contents::Entry>) {
    let mut class = classify::classify(lines);
    wrap::mark(lines, &mut class);
    let off = &mut Trace::off();
    let mut front = front::read(lines, &class, off);
    announced::mark(lines, &class, &mut front, off);
    let pages = furniture::mark(lines, &class, &mut front.place, off);
    (pages, front.contents)
}

/// The issue's facts: the person's word first, then what is printed, then the path.
fn facts(issue: &IssueSource, printed: IssueFacts) -> IssueFacts {
    let mut facts = printed;
    let sidecar = &issue.sidecar;
    if facts.date.is_none() {
        let name = issue.path.rsplit('/').next().unwrap_or("");
        facts.date = dated::date_in_path(name);
        facts.date_basis = if facts.date.is_some() { DateBasis::Path } else { DateBasis::None };
    }
    if facts.date.is_none()
        && let (Some(number), Some(cadence)) = (&facts.number, &issue.publication.cadence)
        && let Some(date) = dated::of_number(number, cadence)
    {
        facts.date = Some(date);
        facts.date_basis = DateBasis::Masthead;
    }
    if let Some(date) = &sidecar.date {
        facts.date = Some(date.clone());
        facts.date_basis = DateBasis::Sidecar;
    }
    facts.publication = sidecar.publication.clone().or(issue.publication.name.clone()).or(facts.publication);
    facts.number = sidecar.number.clone().or(facts.number);
    facts.serial = sidecar.serial.or(facts.serial);
    facts.edition = sidecar.edition.clone().or(facts.edition);
    facts
}
