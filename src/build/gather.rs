//! All issues, each read, split, corrected and described unless what an earlier build or another machine made of it is there.
//!
//! In: the [`Survey`], what is [`Kept`], and [`Records`]. Out: the issues in brief; their texts are put away as soon as they are made, so that no more of
//! them are in memory than there are threads.

use super::Filed;
use super::one::Maker;
use crate::describe::DescribedIssue;
use crate::kept::{Kept, Key, Known, Made, Parts, Records, Unfit};
use crate::read::group::Plan;
use crate::read::survey::Survey;
use crate::read::walk::within;
use crate::report::Problem;
use rayon::prelude::*;
use std::io;
use std::sync::Arc;

/// All issues that could be read.
#[derive(Default)]
pub(super) struct Gathered {
    /// In the order of the survey's plans.
    pub keys: Vec<Key>,
    /// What each was made of, and whether it was made or taken from a record by this build.
    pub parts: Vec<Parts>,
    pub anew: Vec<bool>,
    known: Vec<Arc<Known>>,
    /// Index into the survey's plans.
    plans: Vec<usize>,
    /// What is wrong with files that could not be read.
    unread: Vec<Problem>,
    pub recorded: Recorded,
}

/// What records were good for: numbers of issues that were not kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded {
    pub used: usize,
    /// Made here: there is no record.
    pub missing: usize,
    /// Made here: the record is of other bytes, corrections, settings or vocabularies.
    pub changed: usize,
    /// Made here: the record is another program's.
    pub program: usize,
    /// Made here: the record tells of files by another content folder.
    pub folder: usize,
}

/// What became of an issue.
enum One {
    Here { key: Key, parts: Parts, known: Arc<Known>, came: Came },
    Unread(Vec<Problem>),
}

/// Where an issue came from.
enum Came {
    Kept,
    Record,
    /// Made here, for there is no record that could be used.
    Made(Unfit),
}

/// An issue's key, and what it is made of; none where its files can't be read.
pub(super) type Keyed = Option<(Key, Parts)>;

/// The keys of the survey's plans, as their files are now.
pub(super) fn keys(survey: &Survey<'_>, maker: &Maker<'_>) -> Vec<Keyed> {
    survey.plans.par_iter().map(|plan| maker.parts(plan).map(|parts| (parts.key(), parts))).collect()
}

/// Gathers the issues, whose keys are given. `tell` is called with the number of those that are made here, unless records have all that is not kept.
///
/// # Errors
/// Where a text can't be put away.
pub(super) fn gather(
    survey: &Survey<'_>,
    kept: &Kept,
    maker: &Maker<'_>,
    keyed: Vec<Keyed>,
    records: &Records,
    tell: &dyn Fn(usize),
) -> io::Result<Gathered> {
    let is_kept = |of: &(Key, Parts)| kept.get(of.0).is_some();
    let recorded = |of: &(Key, Parts)| records.has(&of.1.path, of.0);
    let not_kept: Vec<&Keyed> = keyed.iter().filter(|of| !of.as_ref().is_some_and(is_kept)).collect();
    let anew = not_kept.iter().filter(|of| !of.as_ref().is_some_and(recorded)).count();
    if anew > 0 || not_kept.is_empty() && !keyed.is_empty() {
        tell(anew);
    }
    let all: Vec<io::Result<One>> = survey
        .plans
        .par_iter()
        .zip(keyed)
        .map(|(plan, of)| match of {
            Some(of) => one(kept, maker, records, plan, of),
            None => made(kept, maker.make(plan, None), Came::Made(Unfit::Missing)),
        })
        .collect();
    let mut out = Gathered::default();
    for (plan, one) in all.into_iter().enumerate() {
        match one? {
            One::Here { key, parts, known, came } => {
                out.recorded.add(&came);
                out.anew.push(!matches!(came, Came::Kept));
                out.keys.push(key);
                out.parts.push(parts);
                out.known.push(known);
                out.plans.push(plan);
            }
            One::Unread(problems) => out.unread.extend(problems),
        }
    }
    Ok(out)
}

/// An issue that is kept, or that there is a record of, or that is made.
fn one(
    kept: &Kept,
    maker: &Maker<'_>,
    records: &Records,
    plan: &Plan,
    (key, parts): (Key, Parts),
) -> io::Result<One> {
    if let Some(known) = kept.get(key) {
        return Ok(One::Here { key, parts, known: Arc::clone(known), came: Came::Kept });
    }
    match records.take(&plan.path, key) {
        Ok(record) => made(kept, Ok((record, parts)), Came::Record),
        Err(Unfit::Damaged(problem)) => Ok(One::Unread(vec![*problem])),
        Err(unfit) => made(kept, maker.make(plan, Some(parts)), Came::Made(unfit)),
    }
}

/// Puts away what was made of an issue.
fn made(kept: &Kept, made: Result<(Made, Parts), Vec<Problem>>, came: Came) -> io::Result<One> {
    match made {
        Ok((Made { key, known, issue }, parts)) => {
            kept.put(key, &issue)?;
            Ok(One::Here { key, parts, known: Arc::new(known), came })
        }
        Err(problems) => Ok(One::Unread(problems)),
    }
}

impl Recorded {
    fn add(&mut self, came: &Came) {
        match came {
            Came::Kept | Came::Made(Unfit::Damaged(_)) => {}
            Came::Record => self.used += 1,
            Came::Made(Unfit::Missing) => self.missing += 1,
            Came::Made(Unfit::Changed) => self.changed += 1,
            Came::Made(Unfit::Program) => self.program += 1,
            Came::Made(Unfit::Folder) => self.folder += 1,
        }
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

    /// Names of each issue's files as readers see them: below `content/`, which is shown as `content`.
    pub fn sources(&self, survey: &Survey<'_>, content: &str) -> Vec<Vec<String>> {
        let below = |path: &str| within(content, path).to_string();
        let pages =
            |plan: &usize| survey.plans[*plan].pages.iter().map(|(page, _)| below(&page.shown)).collect();
        self.plans.iter().map(pages).collect()
    }

    /// Describes an issue once more, where what was put away is lost.
    ///
    /// # Errors
    /// Where its sources are others by now.
    pub fn again(&self, survey: &Survey<'_>, maker: &Maker<'_>, at: usize) -> anyhow::Result<DescribedIssue> {
        let plan = self.plans.get(at).and_then(|plan| survey.plans.get(*plan));
        let plan = plan.ok_or_else(|| anyhow::anyhow!("no issue {at}"))?;
        let made = maker.make(plan, maker.parts(plan)).ok();
        let same = made.filter(|(made, _)| self.keys.get(at) == Some(&made.key));
        let (made, _) = same.ok_or_else(|| {
            anyhow::anyhow!("{}: 构建期间变了，请再构建一次 (changed meanwhile: build once more)", plan.path)
        })?;
        Ok(made.issue)
    }
}
