//! Notices after corrections: what a person has settled is no longer asked.
//!
//! In: the splitter's notices, the issue before and after its corrections. Out: the notices that still hold. Each is asked
//! again by what it says: an unsure split by the article's confidence, a broken text by the text as it is now, and so on.
//! Last, what a person accepted goes ([`Action::Accept`]).

use super::desk::Desk;
use super::find::{self, warning};
use crate::read::IssueSource;
use crate::read::sidecar::{Action, Facts};
use crate::report::{Fix, Problem};
use crate::split::contents::Entry;
use crate::split::line::{self, Line};
use crate::split::notices::{LONG, begins_in_mid_sentence, breaks_off, doubtful};
use crate::split::rules::Rule;
use crate::split::{self, Article, Block, BlockRole, Notice, SplitIssue};
use crate::text;

/// A line of a file.
type At = (usize, usize);

/// What must be known of the issue before its corrections: the line above each continuation without a home.
pub struct Before(Vec<(At, Option<At>)>);

impl Before {
    pub fn of(notices: &[Notice], articles: &[Article]) -> Self {
        let homeless = notices.iter().filter(|n| n.code == Rule::ContinuationWithoutBeginning.id());
        Self(homeless.map(|n| ((n.file, n.line), line_above(articles, (n.file, n.line)))).collect())
    }
}

/// Leaves the notices that still hold.
pub fn settle(issue: &mut SplitIssue, before: Before, source: &IssueSource) {
    let notices = std::mem::take(&mut issue.notices);
    let lines = line::lines(&source.files);
    let of_contents = |n: &Notice| {
        let code = n.code.as_str();
        code == Rule::BylineDiffersFromContents.id() || code == Rule::ContentsEntryNotFound.id()
    };
    let entries = if notices.iter().any(of_contents) { split::surroundings(&lines).1 } else { Vec::new() };
    let signed = signed_by_hand(issue, source);
    let now = Now { articles: &issue.articles, lines, entries, signed, before };
    let mut left: Vec<Notice> = notices.into_iter().filter(|n| now.holds(n)).collect();
    doubtful(&issue.articles, &mut left);
    left.sort_by(|a, b| (a.file, a.line, &a.code).cmp(&(b.file, b.line, &b.code)));
    issue.notices = left;
}

/// Takes away what a person accepted; an acceptance of what is not there is told.
pub fn accept(issue: &mut SplitIssue, source: &IssueSource) -> Vec<Problem> {
    let is_accept = |action: &Action| matches!(action, Action::Accept { .. });
    if !source.sidecar.corrections.iter().any(|c| is_accept(&c.action)) {
        return Vec::new();
    }
    let desk = Desk::new(issue.articles.clone(), issue.residues.clone(), source);
    let mut problems = Vec::new();
    for correction in &source.sidecar.corrections {
        let Action::Accept { at, code } = &correction.action else { continue };
        let spot = match find::find(&desk, at) {
            Ok(spot) => spot,
            Err(miss) => {
                problems.push(miss.problem(&desk, correction, at));
                continue;
            }
        };
        let places: Vec<At> = spot.lines().iter().map(|i| (desk.lines[*i].file, desk.lines[*i].n)).collect();
        let many = issue.notices.len();
        issue.notices.retain(|n| n.code != *code || !places.contains(&(n.file, n.line)));
        if issue.notices.len() == many {
            let message = format!("这里没有 {code} 的存疑 (there is no such notice here)");
            let help = "已经用不着了，可以删去这一条 (it is not needed any more: remove the item)";
            problems.push(warning(source, correction, message).help(help).fix(Fix::Remove));
        }
    }
    problems
}

/// The issue as it is now.
struct Now<'a> {
    articles: &'a [Article],
    lines: Vec<Line>,
    entries: Vec<Entry>,
    /// Articles whose authors a person has set.
    signed: Vec<usize>,
    before: Before,
}

impl Now<'_> {
    fn holds(&self, notice: &Notice) -> bool {
        let at = (notice.file, notice.line);
        match Rule::named(&notice.code) {
            Some(Rule::BeginsInMidSentence) => self.block(at).is_some_and(|(a, b)| {
                let blocks = &self.articles[a].blocks;
                let text_above = blocks[..b].iter().any(|b| b.role == BlockRole::Body);
                text_above && first(&blocks[b]) == Some(at) && begins_in_mid_sentence(&fold(&blocks[b]))
            }),
            Some(Rule::BreaksOff) => self.block(at).is_some_and(|(a, b)| {
                let blocks = &self.articles[a].blocks;
                let text_below = blocks[b + 1..].iter().any(|b| b.role == BlockRole::Body);
                !text_below && last(&blocks[b]) == Some(at) && breaks_off(&fold(&blocks[b]))
            }),
            Some(Rule::RepeatedSentence) => self.repeats(at),
            Some(Rule::BylineDiffersFromContents) => self.article(at).is_some_and(|a| {
                let article = &self.articles[a];
                let entry = self.entries.iter().find(|e| answers(e, article));
                let known =
                    |e: &Entry| e.authors.iter().any(|n| article.authors.iter().any(|a| a.name == *n));
                !self.signed.contains(&a) && !entry.is_some_and(known)
            }),
            Some(Rule::ContentsEntryNotFound) => {
                let here = |e: &&Entry| self.lines.get(e.line).is_some_and(|l| (l.file, l.n) == at);
                let mut entries = self.entries.iter().filter(here);
                entries.any(|e| !self.articles.iter().any(|a| answers(e, a)))
            }
            Some(Rule::ContinuationWithoutBeginning) => {
                let above = self.before.0.iter().find(|(line, _)| *line == at).and_then(|(_, above)| *above);
                self.article(at).is_some() && line_above(self.articles, at) == above
            }
            // Asked anew, by the articles as they are.
            Some(Rule::UncertainSplit) => false,
            _ => true,
        }
    }

    /// The article's block of text in which a line is.
    fn block(&self, at: At) -> Option<(usize, usize)> {
        self.articles.iter().enumerate().find_map(|(a, article)| {
            let holds = |b: &Block| b.role == BlockRole::Body && holds(b, at);
            article.blocks.iter().position(holds).map(|b| (a, b))
        })
    }

    fn article(&self, at: At) -> Option<usize> {
        self.articles.iter().position(|a| a.blocks.iter().any(|b| holds(b, at)))
    }

    /// Whether a long sentence of the line, as it is read now, stands in the issue twice.
    fn repeats(&self, at: At) -> bool {
        let Some((a, b)) = self.block(at) else { return false };
        let Some(line) = self.lines.iter().find(|l| (l.file, l.n) == at) else { return false };
        let here = text::letters(&self.articles[a].blocks[b].text);
        let texts: Vec<String> =
            self.articles.iter().flat_map(|a| &a.blocks).map(|b| text::letters(&b.text)).collect();
        line.fold.split(['。', '!', '?']).map(text::letters).any(|sentence| {
            let many = || texts.iter().map(|t| t.matches(sentence.as_str()).count()).sum::<usize>();
            sentence.chars().count() >= LONG && here.contains(&sentence) && many() > 1
        })
    }
}

/// Whether an article is the one that an entry of the contents announces.
fn answers(entry: &Entry, article: &Article) -> bool {
    text::alike(&entry.title, &article.title) >= 0.75
}

fn signed_by_hand(issue: &SplitIssue, source: &IssueSource) -> Vec<usize> {
    let sets = |action: &Action| matches!(action, Action::Set { facts: Facts { authors: Some(_), .. }, .. });
    let mut all = source.sidecar.corrections.iter().filter(|c| sets(&c.action)).peekable();
    if all.peek().is_none() {
        return Vec::new();
    }
    let desk = Desk::new(issue.articles.clone(), issue.residues.clone(), source);
    let spots = all.flat_map(|c| c.action.anchors()).filter_map(|at| find::find(&desk, at).ok());
    spots
        .filter_map(|spot| super::actions::article_at(&desk, &spot).ok())
        .map(|(article, _)| article)
        .collect()
}

fn fold(block: &Block) -> String {
    text::fold(&block.text).trim().to_string()
}

fn holds(block: &Block, at: At) -> bool {
    block.lines.iter().any(|r| r.file == at.0 && (r.first..=r.last).contains(&at.1))
}

fn first(block: &Block) -> Option<At> {
    block.lines.first().map(|r| (r.file, r.first))
}

fn last(block: &Block) -> Option<At> {
    block.lines.last().map(|r| (r.file, r.last))
}

/// The line that is read before another in its article.
fn line_above(articles: &[Article], at: At) -> Option<At> {
    let article = articles.iter().find(|a| a.blocks.iter().any(|b| holds(b, at)))?;
    let block = article.blocks.iter().position(|b| holds(b, at))?;
    let lines = article.blocks[..=block].iter().flat_map(|b| &b.lines);
    let ranges: Vec<_> = lines.take_while(|r| !(r.file == at.0 && r.first == at.1)).collect();
    let range = ranges.last()?;
    if range.file == at.0 && (range.first..=range.last).contains(&at.1) {
        return Some((at.0, at.1 - 1));
    }
    Some((range.file, range.last))
}
