//! `dibao split --format full`: an archive's issues as full records (docs/records.md), for `dibao build --records`.

use super::ahead::Ahead;
use super::split::Told;
use crate::build::Maker;
use crate::describe::codes::Tables;
use crate::kept::{Made, Parts, Stamps, record};
use crate::read::chosen::chosen;
use crate::read::group::Plan;
use crate::read::survey::Survey;
use crate::read::walk::shown;
use crate::report::{Problem, Severity};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the records of the issues that the paths name, and tells what is wrong. An issue that can't be read has no record.
///
/// # Errors
/// Where `out` can't be written.
pub(super) fn write(paths: &[PathBuf], content: &Path, out: &mut impl Write) -> io::Result<Told> {
    let tables = Tables::default();
    let mut survey = Survey::of(content, &tables);
    // What is odd about other files of the archive is for the build to tell; an error in its settings makes all records useless.
    let mut problems = std::mem::take(&mut survey.problems);
    problems.retain(|problem| problem.severity == Severity::Error);
    let plans = chosen(&survey, content, paths, &mut problems);
    let root = shown(content);
    let maker = Maker::new(&root, &survey, Stamps::default());
    let mut beside = Vec::new();
    let mut take = |made: Result<(Made, Parts), Vec<Problem>>| match made {
        Ok((made, _)) => {
            // They are in the record: the build tells them too, and fails if it must.
            beside.extend(made.known.problems.iter().cloned());
            record::write(&made, &root, out)
        }
        Err(told) => {
            problems.extend(told);
            Ok(())
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let mut ahead = Ahead::new(scope, threads);
        for plan in plans.into_iter().filter_map(|plan| survey.plans.get(plan)) {
            let maker = &maker;
            ahead.begin(bytes(plan), move || maker.make(plan, maker.parts(plan)), &mut take)?;
        }
        ahead.finish(&mut take)
    })?;
    Ok(Told { problems, beside })
}

fn bytes(plan: &Plan) -> usize {
    let size = |path: &Path| path.metadata().map_or(0, |found| found.len());
    let all: u64 = plan.pages.iter().map(|(page, _)| size(&page.real)).sum();
    usize::try_from(all).unwrap_or(usize::MAX)
}
