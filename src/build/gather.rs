//! All issues, each read, split, corrected and described unless what an earlier build made of it is kept.
//!
//! In: the [`Survey`] and what is [`Kept`]. Out: the issues in brief; their texts are put away as soon as they are made, so that no more of
//! them are in memory than there are threads.

use super::{Filed, describe_issue};
use crate::archive::{Brief, Entry};
use crate::describe::DescribedIssue;
use crate::describe::topics::Vocabulary;
use crate::kept::{Kept, Key, Keys, Known};
use crate::read;
use crate::read::group::Plan;
use crate::read::survey::Survey;
use crate::report::Problem;
use crate::split::{Article, Block};
use rayon::prelude::*;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// All issues that could be read.
pub(super) struct Gathered {
    /// In the order of the survey's plans.
    pub keys: Vec<Key>,
    known: Vec<Arc<Known>>,
    /// Index into the survey's plans.
    plans: Vec<usize>,
    /// What is wrong with files that could not be read.
    unread: Vec<Problem>,
}

/// What became of an issue.
enum One {
    Here(Key, Arc<Known>),
    Unread(Vec<Problem>),
}

/// Gathers the issues. `tell` is called with the number of those that are made anew, if there are any issues.
///
/// # Errors
/// Where a text can't be put away.
pub(super) fn gather(
    survey: &Survey<'_>,
    kept: &Kept,
    topics: &Vocabulary,
    tell: &dyn Fn(usize),
) -> io::Result<Gathered> {
    let keys = Keys::new(&survey.settings.vocabularies);
    let keyed: Vec<Option<Key>> =
        survey.plans.par_iter().map(|plan| keys.of(plan, survey.publication(plan)).ok()).collect();
    if !keyed.is_empty() {
        tell(keyed.iter().filter(|key| key.and_then(|key| kept.get(key)).is_none()).count());
    }
    let all: Vec<io::Result<One>> = survey
        .plans
        .par_iter()
        .zip(&keyed)
        .map(|(plan, key)| {
            if let Some((key, known)) = key.and_then(|key| Some((key, kept.get(key)?))) {
                return Ok(One::Here(key, Arc::clone(known)));
            }
            make(survey, kept, topics, &keys, plan, *key)
        })
        .collect();
    let mut out = Gathered { keys: Vec::new(), known: Vec::new(), plans: Vec::new(), unread: Vec::new() };
    for (plan, one) in all.into_iter().enumerate() {
        match one? {
            One::Here(key, known) => {
                out.keys.push(key);
                out.known.push(known);
                out.plans.push(plan);
            }
            One::Unread(problems) => out.unread.extend(problems),
        }
    }
    Ok(out)
}

/// So often an issue is read anew whose files change meanwhile.
const TRIES: usize = 3;

/// Reads, splits and describes an issue, and puts its texts away under the key of what was read. `before`: its key before that.
fn make(
    survey: &Survey<'_>,
    kept: &Kept,
    topics: &Vocabulary,
    keys: &Keys,
    plan: &Plan,
    mut before: Option<Key>,
) -> io::Result<One> {
    for _ in 0..TRIES {
        let (source, mut problems) = survey.issue(plan);
        let Some(source) = source else { return Ok(One::Unread(problems)) };
        let (mut described, more) = describe_issue(&source, topics);
        problems.extend(more);
        let after = keys.of(plan, survey.publication(plan)).ok();
        // The key must be that of the very bytes that were described.
        if let Some(now) = after.filter(|_| after == before) {
            let mut brief = Brief::of(&described);
            withdraw(&mut described, &mut brief);
            kept.put(now, &described)?;
            return Ok(One::Here(now, Arc::new(Known { brief, problems })));
        }
        before = after;
    }
    let path = plan.pages.first().map_or(plan.path.as_str(), |(page, _)| page.shown.as_str());
    let message = "读取期间文件不断变化，或读不到 (the file changes while it is read, or cannot be read)";
    let help = "等它写完，再构建一次 (wait until it is written, then build again)";
    Ok(One::Unread(vec![Problem::error(path, message).help(help)]))
}

/// What is withheld must not lie in the output, not even among what is kept: its words go; its lines and its print stay.
fn withdraw(issue: &mut DescribedIssue, brief: &mut Brief) {
    let all = issue.articles.iter_mut().zip(&mut brief.articles);
    for (described, brief) in all.filter(|(_, brief)| brief.withheld) {
        let article = &mut described.article;
        let wordless = |block| Block { text: String::new(), markup: None, ..block };
        let blocks: Vec<Block> = article.blocks.drain(..).map(wordless).collect();
        let confidence = article.confidence;
        *article = Article { blocks, withheld: true, confidence, ..Article::default() };
        (described.people, described.phrases, described.dates) = Default::default();
        (described.regions, described.topics, described.subtopics) = Default::default();
        // Its title is in the register, which needs it, and nowhere else.
        let Entry { title, place, .. } = std::mem::take(&mut brief.entry);
        brief.entry = Entry { title, place, ..Entry::default() };
    }
}

impl Gathered {
    /// The issues under their keys.
    pub fn all(&self) -> impl Iterator<Item = (Key, &Arc<Known>)> {
        self.keys.iter().copied().zip(&self.known)
    }

    /// What is wrong with the issues.
    pub fn problems(&self) -> impl Iterator<Item = Problem> + '_ {
        self.known.iter().flat_map(|known| &known.problems).chain(&self.unread).cloned()
    }

    /// The issues as the archive takes them.
    pub fn filed<'a>(&'a self, survey: &'a Survey<'_>) -> Vec<Filed<'a>> {
        let filed = |(plan, (key, known)): (&usize, (Key, &'a Arc<Known>))| {
            let plan = &survey.plans[*plan];
            Filed {
                publication: survey.publication(plan),
                folder: &plan.folder,
                issue: &known.brief,
                print: Some(key.bytes()),
            }
        };
        self.plans.iter().zip(self.all()).map(filed).collect()
    }

    /// Names of each issue's files as readers see them: below `content/`.
    pub fn sources(&self, survey: &Survey<'_>, content: &Path) -> Vec<Vec<String>> {
        let prefix = read::walk::shown(content);
        let below =
            |path: &str| path.strip_prefix(&prefix).map_or(path, |p| p.trim_start_matches('/')).to_string();
        let pages =
            |plan: &usize| survey.plans[*plan].pages.iter().map(|(page, _)| below(&page.shown)).collect();
        self.plans.iter().map(pages).collect()
    }

    /// Describes an issue once more, where what was put away is lost.
    ///
    /// # Errors
    /// Where its sources are others by now.
    pub fn again(
        &self,
        survey: &Survey<'_>,
        topics: &Vocabulary,
        at: usize,
    ) -> anyhow::Result<DescribedIssue> {
        let plan = self.plans.get(at).and_then(|plan| survey.plans.get(*plan));
        let plan = plan.ok_or_else(|| anyhow::anyhow!("no issue {at}"))?;
        let (source, _) = survey.issue(plan);
        let keys = Keys::new(&survey.settings.vocabularies);
        let same = keys.of(plan, survey.publication(plan)).is_ok_and(|key| self.keys.get(at) == Some(&key));
        let source = source.filter(|_| same).ok_or_else(|| {
            anyhow::anyhow!("{}: 构建期间变了，请再构建一次 (changed meanwhile: build once more)", plan.path)
        })?;
        Ok(describe_issue(&source, topics).0)
    }
}
