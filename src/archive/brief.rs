//! What the archive must know of an issue: all but its texts.
//!
//! In: a [`DescribedIssue`]. Out: a [`Brief`], from which order, addresses and lists are made; so texts need not be held until their own page
//! asks for them.

use super::Card;
use super::fingerprint::Print;
use super::key::measure;
use crate::describe::{DescribedArticle, DescribedIssue};
use crate::split::{Block, BlockRole, IssueFacts};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An issue in brief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Brief {
    /// [`IssueSource::path`](crate::read::IssueSource::path).
    pub path: String,
    pub facts: IssueFacts,
    /// In the order of the described articles: the place of each is its index.
    pub articles: Vec<ArticleBrief>,
    /// How many notices the issue has.
    pub notices: usize,
}

/// An article in brief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleBrief {
    /// What lists show.
    pub card: Arc<Card>,
    pub withheld: bool,
    pub print: Print,
}

impl Brief {
    /// What is to be known of a described issue.
    pub fn of(issue: &DescribedIssue) -> Self {
        let brief = |(place, described): (usize, &DescribedArticle)| {
            let (letters, length) = measure(&described.article);
            ArticleBrief {
                card: Arc::new(card(described, place, length)),
                withheld: described.article.withheld,
                print: Print::of(&letters),
            }
        };
        Self {
            path: issue.path.clone(),
            facts: issue.facts.clone(),
            articles: issue.articles.iter().enumerate().map(brief).collect(),
            notices: issue.notices.len(),
        }
    }
}

/// What lists show of an article.
fn card(described: &DescribedArticle, place: usize, length: usize) -> Card {
    let article = &described.article;
    let ids = |findings: &[crate::describe::Finding]| findings.iter().map(|f| f.id.clone()).collect();
    Card {
        place,
        title: article.title.clone(),
        kicker: article.kicker.clone(),
        subtitle: article.subtitle.clone(),
        column: article.column.clone(),
        authors: described.people.iter().map(|p| p.name.clone()).collect(),
        people: described.people.clone(),
        phrases: described.phrases.iter().map(|phrase| phrase.id.clone()).collect(),
        page: article.page.clone(),
        section: article.section.clone(),
        lead: lead(&article.blocks),
        length,
        regions: ids(&described.regions),
        topics: ids(&described.topics),
        subtopics: ids(&described.subtopics),
        confidence: article.confidence,
    }
}

/// Longest lead, in characters.
const LEAD: usize = 80;

/// The beginning of the body (else of the captions), cut after a sentence where one ends.
fn lead(blocks: &[Block]) -> String {
    let of = |roles: &[BlockRole]| {
        let mut text = String::new();
        for block in blocks.iter().filter(|b| roles.contains(&b.role)) {
            // Lines of a verse: a space apart.
            let words = block.words();
            let spaced = words.split_whitespace().enumerate();
            let spaced = spaced.flat_map(|(n, word)| (n > 0).then_some(' ').into_iter().chain(word.chars()));
            text.extend(spaced.take(LEAD * 2));
            // 各位同志： alone tells nothing.
            if text.chars().count() >= LEAD / 2 {
                break;
            }
        }
        text
    };
    let mut text = of(&[BlockRole::Body, BlockRole::Verse, BlockRole::List]);
    if text.is_empty() {
        text = of(&[BlockRole::Caption]);
    }
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= LEAD {
        return text;
    }
    let ends = |i: usize| {
        matches!(chars[i], '。' | '！' | '？' | '；' | '!' | '?' | '”' | '』' | '）')
            && chars[..=i]
                .iter()
                .rev()
                .find(|c| !matches!(c, '”' | '』' | '）'))
                .is_some_and(|c| "。！？；!?".contains(*c))
            && !matches!(chars.get(i + 1), Some('”' | '』' | '）'))
    };
    match (LEAD / 4..LEAD).rev().find(|&i| ends(i)) {
        Some(end) => chars[..=end].iter().collect(),
        None => chars[..LEAD - 1].iter().chain(&['…']).collect(),
    }
}
