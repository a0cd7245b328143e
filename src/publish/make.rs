//! Makes the pages, in parallel, and stages those that differ from what is there.
//!
//! In: the site's jobs, and what stands in the folder. Out: what became of each page; the new ones wait in the stage.

use super::manifest::Mark;
use super::notes::What;
use super::plan::Plan;
use super::stage::Stage;
use super::{Folder, Options, PublishError, Stood, paths};
use crate::render::{Job, Site};
use rayon::prelude::*;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A page that was made.
pub(super) struct Made {
    pub mark: Mark,
    pub staged: bool,
    pub what: What,
}

/// Makes all pages and stages those that differ from what is there, if there is a stage. Reports the first failure by path, so that the same
/// input gives the same message.
pub(super) fn make_all(
    site: &Site<'_>,
    folder: &Folder,
    stood: &Stood,
    plan: &Plan,
    options: &Options,
    stage: Option<&Stage>,
) -> Result<Vec<Made>, PublishError> {
    let mut pages: Vec<(usize, &String, &Job<'_>)> =
        site.pages.iter().enumerate().map(|(i, (path, job))| (i, path, job)).collect();
    // Pages of a unit are made of the same texts: made one after another, they take them out once.
    pages.sort_by_key(|(_, _, job)| job.unit);
    let mut made: Vec<(usize, Result<Made, PublishError>)> = pages
        .par_iter()
        .map(|&(i, path, job)| {
            let file = stage.map(|stage| stage.file(i, path));
            (i, make(file.as_deref(), path, job, folder, stood, plan, options))
        })
        .collect();
    made.sort_unstable_by_key(|(i, _)| *i);
    all_or_first_failure(made.into_iter().map(|(_, made)| made))
}

/// Makes one page and stages it as `file`, if there is to be one, where it differs from what is there.
fn make(
    file: Option<&Path>,
    path: &String,
    job: &Job<'_>,
    folder: &Folder,
    stood: &Stood,
    plan: &Plan,
    options: &Options,
) -> Result<Made, PublishError> {
    let page = (job.work)().map_err(|source| PublishError::Render {
        path: path.clone(),
        claimed_by: job.claimed_by.clone(),
        more: 0,
        source,
    })?;
    let Some(bytes) = page.bytes else {
        let mark = stood.mark(path).filter(|mark| mark.print == page.print && !plan.forced.contains(path));
        let mark = *mark.ok_or(PublishError::Changed { path: folder.output.join(path) })?;
        return Ok(Made { mark, staged: false, what: What::Stood });
    };
    let hash = blake3::hash(&bytes);
    let mark = Mark { size: bytes.len() as u64, hash, print: page.print, unit: None };
    let what = match there(folder, path, &bytes, plan)? {
        There::Same => What::Same,
        There::Nothing => What::Added,
        There::Other if options.replace_foreign || stood.manifest().find(path).is_some() => What::Changed,
        There::Other => return Err(PublishError::Foreign { path: folder.output.join(path), more: 0 }),
        There::InTheWay(other) => return Err(PublishError::Foreign { path: other, more: 0 }),
    };
    let staged = what != What::Same || plan.forced.contains(path);
    if let Some(file) = file.filter(|_| staged) {
        std::fs::write(file, &bytes).map_err(PublishError::io("写入", "writing", file))?;
    }
    Ok(Made { mark, staged, what })
}

/// All pages; or the first failure, with how many more there are.
fn all_or_first_failure(
    made: impl ExactSizeIterator<Item = Result<Made, PublishError>>,
) -> Result<Vec<Made>, PublishError> {
    let (mut fine, mut first, mut failures) = (Vec::with_capacity(made.len()), None, 0);
    for one in made {
        match one {
            Ok(made) => fine.push(made),
            Err(error) => {
                failures += 1;
                first.get_or_insert(error);
            }
        }
    }
    match first {
        None => Ok(fine),
        Some(mut error) => {
            if let PublishError::Render { more, .. } | PublishError::Foreign { more, .. } = &mut error {
                *more = failures - 1;
            }
            Err(error)
        }
    }
}

/// What is where a page must go.
enum There {
    Nothing,
    /// A file with the page's bytes.
    Same,
    /// A file with other bytes.
    Other,
    /// A folder that is not ours stands there, or a file where a folder must be.
    InTheWay(PathBuf),
}

fn there(folder: &Folder, page: &str, bytes: &[u8], plan: &Plan) -> Result<There, PublishError> {
    let first = page.split('/').next().unwrap_or(page);
    if plan.present.as_ref().is_some_and(|present| !present.contains(&crate::render::fold(first))) {
        return Ok(There::Nothing);
    }
    let path = folder.output.join(page);
    let looking = |path: &Path| PublishError::io("查看", "looking at", path);
    let found = match std::fs::symlink_metadata(&path) {
        Ok(found) => found,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(There::Nothing),
        Err(e) if e.kind() == ErrorKind::NotADirectory => {
            for above in paths::folders(page) {
                let at = folder.output.join(above);
                match std::fs::metadata(&at) {
                    Ok(found) if !found.is_dir() && !plan.early.contains(above) => {
                        return Ok(There::InTheWay(at));
                    }
                    _ => {}
                }
            }
            return Ok(There::Nothing);
        }
        Err(e) => return Err(looking(&path)(e)),
    };
    if found.is_dir() {
        for inside in walkdir::WalkDir::new(&path) {
            let inside = inside.map_err(|e| looking(&path)(e.into()))?;
            let below = inside.path().strip_prefix(&folder.output).ok().and_then(Path::to_str);
            // It goes by itself if nothing but files of ours that go is in it; an empty folder of others does not.
            let goes = below.map(|p| p.replace('\\', "/")).is_some_and(|p| {
                let within = format!("{p}/");
                plan.early.contains(&p)
                    || plan.early.range(within.clone()..).next().is_some_and(|e| e.starts_with(&within))
            });
            if !goes {
                return Ok(There::InTheWay(path));
            }
        }
        return Ok(There::Nothing);
    }
    if found.is_symlink() || found.len() != bytes.len() as u64 {
        return Ok(There::Other);
    }
    let same = std::fs::read(&path).map_err(PublishError::io("读取", "reading", &path))? == bytes;
    Ok(if same { There::Same } else { There::Other })
}
