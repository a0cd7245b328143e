//! All issues together → the [`Archive`]: their order, their articles' addresses, and the lists.

use super::assign::{Assigned, Claim, assign};
use super::fingerprint::Print;
use super::key::{measure, text_of};
use super::people::{Identities, idle};
use super::publications::{Group, group};
use super::register::{Now, Register};
use super::related::RelatedIndex;
use super::segment::{Wish, segments};
use super::serials::series;
use super::{Archive, Entry, Issue, Publication};
use crate::describe::topics::Tree;
use crate::describe::{DescribedArticle, DescribedIssue, regions};
use crate::read::settings::{ArchiveSettings, PublicationSettings};
use crate::report::Problem;
use crate::split::{Block, BlockRole, IssueFacts};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A described issue and where it was filed.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    pub publication: &'a PublicationSettings,
    /// [`IssueSource::folder`](crate::read::IssueSource::folder).
    pub folder: &'a str,
    pub issue: &'a DescribedIssue,
}

/// What [`build`] made.
#[derive(Debug, Clone, Default)]
pub struct Built {
    pub archive: Archive,
    /// The register as it is to be written.
    pub register: Register,
    /// Paths are below `content/`.
    pub problems: Vec<Problem>,
}

/// Makes the archive. [`Issue::described`] are indices into `filed`.
pub fn build(settings: &ArchiveSettings, filed: &[Filed<'_>], register: &Register) -> Built {
    let mut problems = Vec::new();
    let groups = group(filed, register, &mut problems);
    let (publications, mut issues) = lay_out(groups, filed, register);

    let folders: Vec<String> =
        issues.iter().map(|i| format!("a/{}/{}", publications[i.publication].slug, i.segment)).collect();
    let measured: Vec<Vec<(Print, usize)>> = issues
        .par_iter()
        .map(|issue| {
            let articles = &filed[issue.described].issue.articles;
            articles.iter().map(|a| measure(&a.article)).map(|(text, n)| (Print::of(&text), n)).collect()
        })
        .collect();
    let mut claims = Vec::new();
    let mut places = Vec::new();
    for (i, issue) in issues.iter().enumerate() {
        for (place, described) in filed[issue.described].issue.articles.iter().enumerate() {
            claims.push(Claim {
                source: &issue.path,
                folder: &folders[i],
                title: &described.article.title,
                withheld: described.article.withheld,
                print: measured[i][place].0.clone(),
            });
            places.push((i, place));
        }
    }
    let letters = |c: usize| {
        let (i, place) = places[c];
        text_of(&filed[issues[i].described].issue.articles[place].article)
    };
    let Assigned { given, register, former } = assign(&claims, &letters, register);

    let mut articles: Vec<Entry> = Vec::new();
    let mut counts = vec![0usize; issues.len()];
    for (&(i, place), given) in places.iter().zip(given) {
        let described = &filed[issues[i].described].issue.articles[place];
        if let (Some(given), false) = (given, described.article.withheld) {
            let mut entry = entry(described, i, place, measured[i][place].1);
            (entry.key, entry.address) = (given.key, given.address);
            articles.push(entry);
            counts[i] += 1;
        }
    }
    let mut from = 0;
    for (issue, count) in issues.iter_mut().zip(counts) {
        issue.articles = from..from + count;
        from += count;
    }
    let mut archive = Archive {
        settings: settings.clone(),
        topics: Tree::of(&settings.vocabularies),
        publications,
        issues,
        articles,
        former,
        identities: Identities::of(settings),
        ..Archive::default()
    };
    let order = list(&mut archive);
    let phrases = |entry: &Entry| phrases_of(filed[archive.issues[entry.issue].described].issue, entry.place);
    archive.related = RelatedIndex::new(&archive.articles, order, phrases);
    problems.extend(idle(&archive, settings));
    Built { archive, register, problems }
}

/// Publications and their issues in order, with segments.
fn lay_out(groups: Vec<Group>, filed: &[Filed<'_>], register: &Register) -> (Vec<Publication>, Vec<Issue>) {
    // What the register has of an issue: (publication slug, segment) by source.
    let mut held: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for (address, line) in register.lines.iter().filter(|(_, line)| line.now == Now::Here) {
        if let [_, slug, segment, _] = address.split('/').collect::<Vec<_>>()[..] {
            held.entry(&line.source).or_default().insert((slug, segment));
        }
    }
    let (mut publications, mut issues) = (Vec::new(), Vec::new());
    for (p, mut group) in groups.into_iter().enumerate() {
        group.issues.sort_by_cached_key(|&i| order(&filed[i].issue.facts, &filed[i].issue.path));
        let wishes: Vec<Wish<'_>> = group
            .issues
            .iter()
            .map(|&i| Wish { facts: &filed[i].issue.facts, path: &filed[i].issue.path })
            .collect();
        let segments = segments(&wishes, |segment, path| {
            held.get(path).is_some_and(|held| held.contains(&(group.slug.as_str(), segment)))
        });
        let from = issues.len();
        for (&described, segment) in group.issues.iter().zip(segments) {
            let issue = filed[described].issue;
            issues.push(Issue {
                path: issue.path.clone(),
                publication: p,
                segment,
                facts: issue.facts.clone(),
                articles: 0..0,
                described,
            });
        }
        let facts: Vec<&IssueFacts> = issues[from..].iter().map(|issue: &Issue| &issue.facts).collect();
        let series = series(&facts, &group.settings);
        publications.push(Publication {
            name: group.name,
            slug: group.slug,
            series,
            settings: group.settings,
            issues: from..issues.len(),
        });
    }
    (publications, issues)
}

/// Issues of one publication: by date, undated last, then by number and path.
fn order<'a>(facts: &IssueFacts, path: &'a str) -> ((bool, String), Vec<u64>, Option<u32>, &'a str) {
    let number = facts.number.as_deref().unwrap_or_default();
    let digits = number.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect();
    (date_order(facts), digits, facts.serial, path)
}

/// Dates in order: undated last; a month before its days.
fn date_order(facts: &IssueFacts) -> (bool, String) {
    let order = facts.date.as_deref().map(crate::read::edtf::order).unwrap_or_default();
    (order.is_empty(), order)
}

/// What lists show of an article, its address still to come.
fn entry(described: &DescribedArticle, issue: usize, place: usize, length: usize) -> Entry {
    let article = &described.article;
    let ids = |findings: &[crate::describe::Finding]| findings.iter().map(|f| f.id.clone()).collect();
    Entry {
        key: String::new(),
        address: String::new(),
        issue,
        place,
        title: article.title.clone(),
        kicker: article.kicker.clone(),
        subtitle: article.subtitle.clone(),
        column: article.column.clone(),
        authors: described.people.iter().map(|p| p.name.clone()).collect(),
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
            text.extend(
                block.words().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LEAD * 2),
            );
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

/// The key phrases of the issue's article at this place.
pub fn phrases_of(issue: &DescribedIssue, place: usize) -> Vec<&str> {
    let phrases = issue.articles.get(place).map(|article| article.phrases.as_slice()).unwrap_or_default();
    phrases.iter().map(|phrase| phrase.id.as_str()).collect()
}

/// Fills the lists, oldest first; gives the articles in that order.
fn list(archive: &mut Archive) -> Vec<super::ArticleId> {
    let dates: Vec<(bool, String)> = archive.issues.iter().map(|i| date_order(&i.facts)).collect();
    let mut ids: Vec<usize> = (0..archive.articles.len()).collect();
    // Stable: articles of one date keep the order of publications, issues and places.
    ids.sort_by_key(|&a| &dates[archive.articles[a].issue]);
    let mut lineages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let (mut by_region, mut by_topic) = (Lists::new(), Lists::new());
    let (mut by_column, mut by_author, mut by_year) = (Lists::new(), Lists::new(), Lists::new());
    for &id in &ids {
        let article = &archive.articles[id];
        let mut divisions: BTreeSet<&str> = BTreeSet::new();
        for code in &article.regions {
            let lineage = lineages
                .entry(code)
                .or_insert_with(|| regions::lineage(code).iter().map(|d| d.code).collect());
            divisions.insert(code);
            divisions.extend(lineage.iter().copied());
        }
        let topics: BTreeSet<&str> =
            article.topics.iter().chain(&article.subtopics).map(String::as_str).collect();
        divisions.into_iter().for_each(|key| add(&mut by_region, key, id));
        topics.into_iter().for_each(|key| add(&mut by_topic, key, id));
        article.column.iter().filter(|c| !c.is_empty()).for_each(|key| add(&mut by_column, key, id));
        let signed: BTreeSet<String> = article.authors.iter().map(|a| archive.identity(article, a)).collect();
        signed.iter().for_each(|key| add(&mut by_author, key, id));
        let date = &dates[article.issue].1;
        if let Some(year) = date.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit())) {
            add(&mut by_year, year, id);
        }
    }
    (archive.by_region, archive.by_topic) = (by_region, by_topic);
    (archive.by_column, archive.by_author, archive.by_year) = (by_column, by_author, by_year);
    ids
}

type Lists = BTreeMap<String, Vec<usize>>;

fn add(lists: &mut Lists, key: &str, id: usize) {
    match lists.get_mut(key) {
        Some(list) => list.push(id),
        None => {
            lists.insert(key.to_string(), vec![id]);
        }
    }
}
