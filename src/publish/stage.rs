//! The stage: where pages wait until all are made.
//!
//! In: the site, and what is in the output folder. Out: where each page is put, and the steps that bring them to their places. A page is a file of
//! its own on the stage; but a folder at the top of the site that is not there yet is set up as it will be, and takes its place as a whole: the
//! first publish has a step per folder, not one per page.

use super::journal::Step;
use super::make::Made;
use super::plan::Plan;
use super::{Folder, PublishError, remove_stage};
use crate::render::{Phase, Site, fold};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// An empty stage, and who is to stand where.
pub(super) struct Stage {
    root: PathBuf,
    /// Numbers of the pages of each folder that takes its place as a whole, in their order.
    whole: Vec<Range<usize>>,
}

/// What a page is called on the stage, or the folder whose first page it is.
pub(super) fn staged_name(page: usize) -> String {
    format!("{page:08}")
}

/// The folder at the top of the site in which a page is, and its path below.
fn top(path: &str) -> Option<(&str, &str)> {
    path.split_once('/')
}

impl Stage {
    /// Clears the stage and makes its folders.
    pub fn open(folder: &Folder, site: &Site<'_>, plan: &Plan) -> Result<Self, PublishError> {
        remove_stage(folder)?;
        let stage = Self { root: folder.stage(), whole: whole(site, plan) };
        let make = |folder: &Path| {
            std::fs::create_dir_all(folder).map_err(PublishError::io(
                "新建目录",
                "creating the folder",
                folder,
            ))
        };
        make(&stage.root)?;
        let mut last = None;
        for (page, path) in site.pages.keys().enumerate() {
            // Pages of one folder stand together.
            let within = path.rsplit_once('/').map(|(within, _)| within);
            if within != last && stage.whole_of(page, path).is_some() {
                make(stage.file(page, path).parent().unwrap_or(&stage.root))?;
            }
            last = within;
        }
        Ok(stage)
    }

    /// Where a page is put.
    pub fn file(&self, page: usize, path: &str) -> PathBuf {
        match self.whole_of(page, path) {
            Some((first, _, below)) => self.root.join(staged_name(first)).join(below),
            None => self.root.join(staged_name(page)),
        }
    }

    /// Where a page comes to its place with its folder: the number of this one's first page, its name, and the path below it.
    fn whole_of<'p>(&self, page: usize, path: &'p str) -> Option<(usize, &'p str, &'p str)> {
        let next = self.whole.partition_point(|whole| whole.end <= page);
        let whole = self.whole.get(next).filter(|whole| whole.contains(&page))?;
        top(path).map(|(name, below)| (whole.start, name, below))
    }

    /// What brings the pages to their places, phase by phase; a folder comes with the earliest of its pages.
    pub fn steps(&self, site: &Site<'_>, made: &[Made]) -> Vec<Step> {
        let mut steps: Vec<(Phase, usize, &str)> = Vec::new();
        for (page, ((path, job), made)) in site.pages.iter().zip(made).enumerate() {
            let (staged, path) =
                self.whole_of(page, path).map_or((page, path.as_str()), |(first, name, _)| (first, name));
            match steps.last_mut().filter(|(_, last, _)| *last == staged) {
                Some((phase, ..)) => *phase = job.phase.min(*phase),
                None if made.staged => steps.push((job.phase, staged, path)),
                None => {}
            }
        }
        // Stable: pages of one phase keep the order of their paths.
        steps.sort_by_key(|(phase, ..)| *phase);
        let step = |(_, staged, path): (Phase, usize, &str)| Step::Place {
            staged: staged_name(staged),
            path: path.to_owned(),
        };
        steps.into_iter().map(step).collect()
    }
}

/// The pages of each folder at the top of the site that is not there, in any letters' case.
fn whole(site: &Site<'_>, plan: &Plan) -> Vec<Range<usize>> {
    let Some(present) = &plan.present else { return Vec::new() };
    let paths: Vec<&String> = site.pages.keys().collect();
    let folder = |path: &str| top(path).map(|(name, _)| name.to_owned());
    let mut start = 0;
    let runs = paths.chunk_by(|a, b| top(a).is_some() && top(a).map(|a| a.0) == top(b).map(|b| b.0));
    let runs = runs.map(|run| {
        start += run.len();
        (start - run.len()..start, folder(run[0]))
    });
    let gone = |name: &Option<String>| name.as_ref().is_some_and(|name| !present.contains(&fold(name)));
    runs.filter(|(_, name)| gone(name)).map(|(run, _)| run).collect()
}
