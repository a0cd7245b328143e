//! Related articles: what else was written on the same place and topic, or speaks of the same things by name.
//!
//! In: the archive's entries. Out: for one article, at most five others with what they share.
//! Only articles of its own date or earlier are asked, and nothing is weighed by how often it stands in the whole archive:
//! a later issue changes no earlier article's page (docs/design.md, law 8). An undated article has those of its own issue.
//! Steps: number the articles by date; look up who shares a phrase, or place and topic; weigh the latest of them; the best
//! are shown.

use super::{Archive, ArticleId, Entry, Issue};
use crate::describe::regions::{self, Level};
use crate::read::edtf;
use chrono::Datelike;
use foldhash::quality::FixedState;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, Hash};

/// Most that are shown.
const SHOWN: usize = 5;
/// Of those that share one phrase, or the subject, the latest so many are weighed.
const WEIGHED: usize = 40;
/// Below this, two articles have little to do with each other.
const LEAST: f64 = 1.6;
/// Of one issue: its other articles can be seen on its page.
const OF_ONE_ISSUE: usize = 2;

/// An article that belongs with another, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub article: ArticleId,
    /// Key phrases that both speak of, those that say most first.
    pub phrases: Vec<String>,
    /// The division that both are about first.
    pub region: Option<String>,
    /// The topic that both have first.
    pub topic: Option<String>,
}

/// The same, borrowed: most that are weighed are not shown.
struct Shared<'a> {
    article: ArticleId,
    phrases: Vec<&'a String>,
    region: Option<&'a String>,
    topic: Option<&'a String>,
}

impl Shared<'_> {
    fn told(self) -> Related {
        Related {
            article: self.article,
            phrases: self.phrases.into_iter().cloned().collect(),
            region: self.region.cloned(),
            topic: self.topic.cloned(),
        }
    }
}

/// What related articles are looked up in.
#[derive(Debug, Clone, Default)]
pub struct RelatedIndex {
    /// Articles by date, undated ones last; ties by the archive's order.
    order: Vec<ArticleId>,
    /// Each article's place in `order`.
    rank: Vec<u32>,
    /// By rank: that of the last article of the same date; none where it has no date.
    last_of_date: Vec<Option<u32>>,
    /// Hash of a phrase, and the rank of an article that has it.
    phrases: Vec<(u64, u32)>,
    /// Hash of first division and first topic, and the rank of an article about them.
    subjects: Vec<(u64, u32)>,
    /// When each issue appeared: days since year 0, months of 30.4 days: near enough to say how far apart two are.
    days: Vec<Option<f64>>,
}

fn day(date: &str) -> Option<f64> {
    let date = edtf::parse(date)?.first()?;
    let day = date.day_number().map_or(15.0, |d| f64::from(d.day()));
    Some(f64::from(date.year_number()?) * 365.25 + f64::from(date.month_number().unwrap_or(6)) * 30.4 + day)
}

/// A number for a text, or for several: no two of the few million that there are have the same, as good as surely.
fn hash(text: impl Hash) -> u64 {
    FixedState::default().hash_one(text)
}

fn subject(entry: &Entry) -> Option<u64> {
    Some(hash((entry.regions.first()?, entry.topics.first()?)))
}

impl RelatedIndex {
    /// `order`: the articles by date, undated ones last.
    pub fn new(issues: &[Issue], entries: &[Entry], order: Vec<ArticleId>) -> Self {
        let date =
            |issue: &Issue| Some(edtf::order(issue.facts.date.as_deref()?)).filter(|key| !key.is_empty());
        let dates: Vec<Option<String>> = issues.iter().map(date).collect();
        let days = issues.iter().map(|issue| day(issue.facts.date.as_deref()?)).collect();
        let mut index = Self { rank: vec![0; entries.len()], days, ..Self::default() };
        let date_of = |id: &ArticleId| dates[entries[*id].issue].as_deref();
        for of_date in order.chunk_by(|a, b| date_of(a) == date_of(b)) {
            let end = index.last_of_date.len() + of_date.len();
            let last = u32::try_from(end - 1).ok().filter(|_| date_of(&of_date[0]).is_some());
            index.last_of_date.resize(end, last);
        }
        let ranked = || {
            order.par_iter().enumerate().map(|(place, id)| (u32::try_from(place).unwrap_or(u32::MAX), *id))
        };
        for (place, &id) in order.iter().enumerate() {
            index.rank[id] = u32::try_from(place).unwrap_or(u32::MAX);
        }
        let phrases = |(rank, id): (u32, ArticleId)| entries[id].phrases.iter().map(move |p| (hash(p), rank));
        index.phrases = ranked().flat_map_iter(phrases).collect();
        index.subjects = ranked().filter_map(|(rank, id)| Some((subject(&entries[id])?, rank))).collect();
        index.phrases.par_sort_unstable();
        index.subjects.par_sort_unstable();
        index.order = order;
        index
    }

    /// The latest articles under a key whose ranks lie within these, the latest first.
    fn latest<'s>(
        &'s self,
        list: &'s [(u64, u32)],
        key: u64,
        (first, last): (u32, u32),
    ) -> impl Iterator<Item = ArticleId> + 's {
        let end = list.partition_point(|entry| *entry <= (key, last));
        list[..end]
            .iter()
            .rev()
            .take_while(move |e| e.0 == key && e.1 >= first)
            .take(WEIGHED)
            .map(|e| self.order[e.1 as usize])
    }
}

impl Archive {
    /// What is related to an article, best first.
    pub fn related(&self, id: ArticleId) -> Vec<Related> {
        let index = &self.related;
        let Some(reach) = self.reach(id) else { return Vec::new() };
        let mut found: BTreeMap<ArticleId, Vec<&String>> = BTreeMap::new();
        for phrase in &self.articles[id].phrases {
            for other in index.latest(&index.phrases, hash(phrase), reach).filter(|other| *other != id) {
                found.entry(other).or_default().push(phrase);
            }
        }
        let alike = subject(&self.articles[id]);
        for other in alike.iter().flat_map(|key| index.latest(&index.subjects, *key, reach)) {
            if other != id {
                found.entry(other).or_default();
            }
        }
        let rank = |other: ArticleId| index.rank[other];
        let mut weighed: Vec<(f64, Shared<'_>)> =
            found.into_iter().filter_map(|(other, phrases)| self.weigh(id, other, phrases)).collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(rank(b.1.article).cmp(&rank(a.1.article))));
        let mut of_issue: BTreeMap<usize, usize> = BTreeMap::new();
        weighed.retain(|(_, r)| {
            let count = of_issue.entry(self.articles[r.article].issue).or_default();
            *count += 1;
            *count <= OF_ONE_ISSUE
        });
        weighed.into_iter().take(SHOWN).map(|(_, shared)| shared.told()).collect()
    }

    /// The ranks of those that may be asked: up to the last of its date; of an undated article, those of its issue.
    fn reach(&self, id: ArticleId) -> Option<(u32, u32)> {
        let index = &self.related;
        let rank = |id: ArticleId| index.rank.get(id).copied();
        let own = rank(id)?;
        match *index.last_of_date.get(own as usize)? {
            Some(last) => Some((0, last)),
            None => {
                let issue = &self.issues[self.articles[id].issue].articles;
                Some((rank(issue.start)?, rank(issue.end.checked_sub(1)?)?))
            }
        }
    }

    fn day_of(&self, id: ArticleId) -> Option<f64> {
        self.related.days[self.articles[id].issue]
    }

    /// How much two articles have to do with each other, and why; none where it is too little.
    fn weigh<'a>(
        &'a self,
        id: ArticleId,
        other: ArticleId,
        phrases: Vec<&'a String>,
    ) -> Option<(f64, Shared<'a>)> {
        let (a, b) = (&self.articles[id], &self.articles[other]);
        let region = a.regions.first().filter(|code| b.regions.first() == Some(*code));
        let topic = a.topics.first().filter(|topic| b.topics.first() == Some(*topic));
        let shares = |x: &[String], y: &[String]| x.iter().any(|id| y.contains(id));
        if phrases.is_empty() && (region.is_none() || topic.is_none()) {
            return None;
        }
        // A long name says more than a short one.
        let named = phrases.iter().map(|p| (0.8 + 0.1 * p.chars().count() as f64).min(1.8)).sum::<f64>();
        let place = match region.and_then(|code| regions::division(code)).map(|d| d.level) {
            Some(Level::County | Level::Zone) => 1.2,
            Some(Level::Prefecture) => 0.8,
            Some(Level::Province) => 0.4,
            None if shares(&a.regions, &b.regions) => 0.3,
            None => 0.0,
        };
        let about = match topic {
            Some(_) => 0.6,
            None if shares(&a.topics, &b.topics) => 0.3,
            None => 0.0,
        } + if shares(&a.subtopics, &b.subtopics) { 0.4 } else { 0.0 };
        let column = if a.column.is_some() && a.column == b.column { 0.2 } else { 0.0 };
        let years = match (self.day_of(id), self.day_of(other)) {
            (Some(x), Some(y)) => (x - y).abs() / 365.25,
            _ => 0.0,
        };
        // What was written ten years before is half as near.
        let score = (named + place + about + column) * (0.4 + 0.6 / (1.0 + years / 2.0));
        (score >= LEAST).then_some((score, Shared { article: other, phrases, region, topic }))
    }
}
