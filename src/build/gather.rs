//! All issues, each read, split, corrected and described unless what an earlier build made of it is kept.
//!
//! In: the [`Survey`] and what is [`Kept`]. Out: the issues in brief; their texts are put away as soon as they are made, so that no more of
//! them are in memory than there are threads.

use super::{Filed, describe_issue};
use crate::archive::Brief;
use crate::describe::DescribedIssue;
use crate::describe::topics::Vocabulary;
use crate::kept::{Kept, Key, Keys, Known};
use crate::read;
use crate::read::survey::Survey;
use crate::report::Problem;
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
            let (source, mut problems) = survey.issue(plan);
            let (Some(source), Some(key)) = (source, *key) else { return Ok(One::Unread(problems)) };
            let (described, more) = describe_issue(&source, topics);
            problems.extend(more);
            kept.put(key, &described)?;
            Ok(One::Here(key, Arc::new(Known { brief: Brief::of(&described), problems })))
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
    /// Where its sources can't be read any more.
    pub fn again(
        &self,
        survey: &Survey<'_>,
        topics: &Vocabulary,
        at: usize,
    ) -> anyhow::Result<DescribedIssue> {
        let plan = self.plans.get(at).and_then(|plan| survey.plans.get(*plan));
        let plan = plan.ok_or_else(|| anyhow::anyhow!("no issue {at}"))?;
        let (source, _) = survey.issue(plan);
        let source =
            source.ok_or_else(|| anyhow::anyhow!("{}: 读不到了 (can't be read any more)", plan.path))?;
        Ok(describe_issue(&source, topics).0)
    }
}
