//! All issues, each read, split, corrected and described unless what an earlier build or another machine made of it is there.
//!
//! In: the [`Survey`], what is [`Kept`], and [`Records`]. Out: the issues in brief; their texts are put away as soon as they are made, so that no more of
//! them are in memory than there are threads.

use super::Filed;
use super::one::Maker;
use crate::describe::DescribedIssue;
use crate::kept::{Kept, Key, Known, Made, Records, Unfit};
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
    /// With what its record was good for, where records were asked.
    Here(Key, Arc<Known>, Option<Result<(), Unfit>>),
    Unread(Vec<Problem>),
}

/// Gathers the issues. `tell` is called with the number of those that are made here, unless records have all that is not kept.
///
/// # Errors
/// Where a text can't be put away.
pub(super) fn gather(
    survey: &Survey<'_>,
    kept: &Kept,
    maker: &Maker<'_>,
    records: &Records,
    tell: &dyn Fn(usize),
) -> io::Result<Gathered> {
    let keyed: Vec<Option<Key>> = survey.plans.par_iter().map(|plan| maker.key(plan)).collect();
    let each = || survey.plans.par_iter().zip(&keyed);
    let is_kept = |key: &Option<Key>| key.is_some_and(|key| kept.get(key).is_some());
    let recorded = |path: &str, key: &Option<Key>| key.is_some_and(|key| records.has(path, key));
    let not_kept: Vec<_> = each().filter(|(_, key)| !is_kept(key)).collect();
    let anew = not_kept.par_iter().filter(|(plan, key)| !recorded(&plan.path, key)).count();
    if anew > 0 || not_kept.is_empty() && !keyed.is_empty() {
        tell(anew);
    }
    let one = |plan: &Plan, key: Option<Key>| {
        if let Some((key, known)) = key.and_then(|key| Some((key, kept.get(key)?))) {
            return Ok(One::Here(key, Arc::clone(known), None));
        }
        let recorded = key.map_or(Err(Unfit::Missing), |key| records.take(&plan.path, key));
        let (made, recorded) = match recorded {
            Ok(made) => (Ok(made), Ok(())),
            Err(Unfit::Damaged(problem)) => (Err(vec![*problem]), Ok(())),
            Err(unfit) => (maker.make(plan, key), Err(unfit)),
        };
        let Made { key, known, issue } = match made {
            Ok(made) => made,
            Err(problems) => return Ok(One::Unread(problems)),
        };
        kept.put(key, &issue)?;
        Ok(One::Here(key, Arc::new(known), Some(recorded)))
    };
    let all: Vec<io::Result<One>> = each().map(|(plan, key)| one(plan, *key)).collect();
    let mut out = Gathered::default();
    for (plan, one) in all.into_iter().enumerate() {
        match one? {
            One::Here(key, known, recorded) => {
                out.recorded.add(recorded);
                out.keys.push(key);
                out.known.push(known);
                out.plans.push(plan);
            }
            One::Unread(problems) => out.unread.extend(problems),
        }
    }
    Ok(out)
}

impl Recorded {
    fn add(&mut self, recorded: Option<Result<(), Unfit>>) {
        match recorded {
            None | Some(Err(Unfit::Damaged(_))) => {}
            Some(Ok(())) => self.used += 1,
            Some(Err(Unfit::Missing)) => self.missing += 1,
            Some(Err(Unfit::Changed)) => self.changed += 1,
            Some(Err(Unfit::Program)) => self.program += 1,
            Some(Err(Unfit::Folder)) => self.folder += 1,
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
        let made = maker.make(plan, maker.key(plan)).ok();
        let same = made.filter(|made| self.keys.get(at) == Some(&made.key));
        let made = same.ok_or_else(|| {
            anyhow::anyhow!("{}: 构建期间变了，请再构建一次 (changed meanwhile: build once more)", plan.path)
        })?;
        Ok(made.issue)
    }
}
