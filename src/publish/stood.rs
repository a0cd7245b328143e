//! What stands: the files of the last publish that nobody has changed since, so that they need be neither made nor compared.
//!
//! In: the output folder and its manifest. Out: [`Stood`], which render asks before it makes a page. A file stands if it has the size that was
//! written, and neither was written nor came to its place after the manifest did.

use super::Folder;
use super::manifest::{Manifest, Mark, Row};
use crate::render::Standing;
use crate::render::page::Print;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::time::SystemTime;

/// The pages of the last publish, as far as they stand as they were made: a file that somebody has changed since does not.
#[derive(Default)]
pub struct Stood {
    manifest: Manifest,
    /// Of each row of the manifest, whether it stands.
    stands: Vec<bool>,
    /// Unit by name, its rows; no rows where one of them does not stand.
    units: BTreeMap<String, (Print, Vec<usize>)>,
}

impl Stood {
    /// Looks at all files of the last publish; with `anew` they don't stand, whatever is there.
    pub(super) fn look(folder: &Folder, manifest: Manifest, anew: bool) -> Self {
        let since = if anew { None } else { published_at(folder) };
        let stands: Vec<bool> = manifest.rows().par_iter().map(|row| stands(folder, since, row)).collect();
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); manifest.units.len()];
        let mut whole = vec![true; manifest.units.len()];
        for (at, (row, stands)) in manifest.rows().iter().zip(&stands).enumerate() {
            if let Some(unit) = row.mark.unit {
                rows[unit].push(at);
                whole[unit] &= stands;
            }
        }
        let units = manifest.units.iter().zip(rows).zip(whole);
        let units = units.filter(|((_, rows), whole)| *whole && !rows.is_empty());
        let units = units.map(|((unit, rows), _)| (unit.name.clone(), (unit.print, rows))).collect();
        Self { manifest, stands, units }
    }

    /// The account of what was published.
    pub(super) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What is known of a file that stands.
    pub(super) fn mark(&self, path: &str) -> Option<&Mark> {
        let at = self.manifest.find(path).filter(|at| self.stands[*at])?;
        Some(&self.manifest.rows()[at].mark)
    }

    /// Whether so many files were published, and all of them stand.
    pub fn all(&self, files: usize) -> bool {
        self.stands.len() == files && self.stands.iter().all(|stands| *stands)
    }
}

impl Standing for Stood {
    fn print(&self, path: &str) -> Option<Print> {
        self.mark(path)?.print
    }

    fn below(&self, folder: &str, print: Print) -> Vec<String> {
        let rows = self.manifest.below(folder).filter(|at| self.stands[*at]);
        let rows = rows.map(|at| &self.manifest.rows()[at]).filter(|row| row.mark.print == Some(print));
        rows.map(|row| row.path.clone()).collect()
    }

    fn unit(&self, name: &str, print: Print) -> Option<Vec<&str>> {
        let (_, rows) = self.units.get(name).filter(|(known, _)| *known == print)?;
        Some(rows.iter().map(|at| self.manifest.rows()[*at].path.as_str()).collect())
    }
}

/// When a file was written, and when it came to its place (0 where the system does not tell).
#[derive(Clone, Copy)]
struct Times {
    written: SystemTime,
    placed: i128,
}

fn times(found: &Metadata) -> Option<Times> {
    #[cfg(unix)]
    let placed = {
        use std::os::unix::fs::MetadataExt;
        i128::from(found.ctime()) * 1_000_000_000 + i128::from(found.ctime_nsec())
    };
    #[cfg(not(unix))]
    let placed = 0;
    Some(Times { written: found.modified().ok()?, placed })
}

/// The manifest's times: it is written and comes to its place after all files that it names.
fn published_at(folder: &Folder) -> Option<Times> {
    times(&std::fs::metadata(folder.ours("manifest.tsv")).ok()?)
}

/// Whether a file of the size that we wrote is there, and nobody has written it or put it there since.
fn stands(folder: &Folder, since: Option<Times>, row: &Row) -> bool {
    let Some(since) = since else { return false };
    let found = std::fs::symlink_metadata(folder.output.join(&row.path));
    let untouched = |found: &Metadata| {
        times(found).is_some_and(|at| at.written <= since.written && at.placed <= since.placed)
    };
    found.is_ok_and(|found| found.is_file() && found.len() == row.mark.size && untouched(&found))
}
