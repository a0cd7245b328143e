//! publish: compares the site with what is there, writes what changed, removes what we made and no longer make.
//!
//! In: a [`Site`] and an output folder. Out: a [`Published`] account. A journal of single-file renames: every file is
//! whole at every moment, and the next command finishes a publish that was killed.
//!
//! Steps:
//! 1. lock the folder (`.dibao/lock`; the lock vanishes with the process), finish a killed publish, read the `manifest` and see
//!    what of it stands (`stood`);
//! 2. check the `paths`; make every page that does not stand already, in parallel, compare it with the file that is
//!    there, and stage it (`.dibao/stage/`) if it differs: no more pages in memory than threads;
//! 3. write the next manifest and the `journal`, and carry it out: articles, lists, entrance, removals.
//!
//! `compare` does all of this but the writing, and tells what would change.
//!
//! **Whose file is it?** Ours is what the manifest names. A file that it does not name is never removed, and never
//! overwritten with other bytes: that is an error before anything has changed. (If its bytes are what we would
//! write, it becomes ours: so a site whose `.dibao` was lost can be published again if nothing else changed;
//! else its files must be moved away, or [`Options::replace_foreign`] be given.) A file of ours is replaced and removed
//! even if somebody changed it: what is withheld must not survive in an edited copy.

mod compare;
mod error;
mod journal;
mod manifest;
mod notes;
mod output;
mod paths;
mod stood;

pub use compare::compare;
pub use error::PublishError;
pub use notes::{Note, What, Why};
pub use output::Output;
pub use stood::Stood;

use crate::digest::{self, Digest};
use crate::render::{Job, Phase, Site};
use journal::Step;
use manifest::{Manifest, Mark, Row, Unit};
use paths::Paths;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// What publishing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Pages whose bytes were new or changed.
    pub written: usize,
    /// Pages that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of ours that we no longer make.
    pub removed: usize,
}

/// What a publish came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub published: Published,
    /// What became of each page, where that was asked for.
    pub notes: Vec<Note>,
    /// A digest of the account of the folder.
    pub account: Digest,
}

/// How to publish.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Overwrite files that are not ours where pages must go.
    pub replace_foreign: bool,
    /// Note what becomes of each page.
    pub note: bool,
    /// For tests: stop after so many steps of the journal, as a kill would.
    #[doc(hidden)]
    pub stop_after: Option<usize>,
}

/// The output folder and our places in it.
struct Folder {
    output: PathBuf,
}

impl Folder {
    fn ours(&self, name: &str) -> PathBuf {
        self.output.join(paths::OURS).join(name)
    }

    fn stage(&self) -> PathBuf {
        self.ours("stage")
    }
}

/// Publishes a site into a folder. An error before the journal stands leaves the site as it was; one after it (a full disk does not
/// get there: all bytes are on the disk by then) is finished by the next [`publish`] or [`finish`].
pub fn publish(site: &Site<'_>, output: &Path, options: &Options) -> Result<Published, PublishError> {
    // Before anything is touched.
    Paths::of(site, Vec::new())?;
    let output = Output::open(output, false)?;
    Ok(publish_after(site, &output, options, || Ok(()))?.published)
}

/// [`publish`], with something that must be done when all pages are made and before any is shown: writing down the
/// addresses given. An error of its own stops the publish with the site as it was.
pub fn publish_after(
    site: &Site<'_>,
    output: &Output,
    options: &Options,
    before: impl FnOnce() -> Result<(), PublishError>,
) -> Result<Outcome, PublishError> {
    let Output { folder, stood, .. } = output;
    let old = stood.manifest();
    let carried = carried(site, old);
    let taken = Paths::of(site, carried.iter().map(|row| row.path.as_str()).collect())?;
    let plan = Plan { present: present(&folder.output), ..Plan::new(site, &taken, old) };
    let stage = folder.stage();
    let made = new_stage(folder).and_then(|()| make_all(site, folder, stood, &plan, options, Some(&stage)));
    let made = match made.and_then(|made| before().map(|()| made)) {
        Ok(made) => made,
        Err(error) => {
            // The error is what must be heard; what is left of the stage goes at the next publish.
            let _ = std::fs::remove_dir_all(folder.stage());
            return Err(error);
        }
    };

    let mut notes = Vec::new();
    if options.note {
        let pages = site.pages.keys().zip(&made);
        notes.extend(pages.map(|(path, made)| Note::of_page(path, made.what, old.get(path), &made.mark)));
        notes.extend(carried.iter().map(|row| Note::stood(&row.path)));
        notes.extend(plan.stale.iter().map(|stale| Note::removed(&stale.path)));
    }
    let mut done = Published { removed: plan.stale.len(), ..Published::default() };
    let pages = site.pages.iter().zip(&made).enumerate();
    let mut places: Vec<(Phase, Step)> = pages
        .filter(|(_, (_, made))| made.staged)
        .map(|(i, ((path, job), _))| (job.phase, Step::Place { staged: staged_name(i), path: path.clone() }))
        .collect();
    done.written = places.len();
    done.unchanged = carried.len() + made.len() - places.len();
    let new = manifest_of(site, &made, carried);
    // Stable: pages of one phase keep the order of their paths.
    places.sort_by_key(|(phase, _)| *phase);
    let (early, late): (Vec<_>, Vec<_>) = plan.stale.into_iter().partition(|stale| stale.early);
    let removal = |stale: Stale| Step::Remove { path: stale.path, before: stale.before.map(staged_name) };
    let steps: Vec<Step> = early
        .into_iter()
        .map(removal)
        .chain(places.into_iter().map(|(_, step)| step))
        .chain(late.into_iter().map(removal))
        .collect();
    let account = folder.ours("manifest.tsv");
    let has_account = account.try_exists().map_err(PublishError::io("查看", "looking at", &account))?;
    // A site that was copied has files newer than its manifest: written once more, that is the newest again.
    if steps.is_empty() && new == *old && has_account && stood.all(old.rows().len()) {
        remove_stage(folder)?;
        return Ok(Outcome { published: done, notes, account: output.print() });
    }
    let account = manifest::write(&new);
    write_whole(folder, "manifest.next", &account)?;
    write_whole(folder, "journal", &journal::write(&steps))?;
    carry_out(folder, &steps, options.stop_after)?;
    Ok(Outcome { published: done, notes, account: digest::cut(blake3::hash(account.as_bytes())) })
}

/// The rows of the units that stand, by path, with their units as the new site numbers them.
fn carried(site: &Site<'_>, old: &Manifest) -> Vec<Row> {
    let units = site.units.iter().enumerate().filter(|(_, unit)| unit.stands);
    let units: BTreeMap<&str, usize> = units.map(|(now, unit)| (unit.name.as_str(), now)).collect();
    let now: Vec<Option<usize>> =
        old.units.iter().map(|unit| units.get(unit.name.as_str()).copied()).collect();
    let row = |row: &Row| {
        let unit = now[row.mark.unit?];
        unit.map(|_| Row { path: row.path.clone(), mark: Mark { unit, ..row.mark } })
    };
    old.rows().iter().filter_map(row).collect()
}

fn manifest_of(site: &Site<'_>, made: &[Made], mut rows: Vec<Row>) -> Manifest {
    let all = site.pages.iter().zip(made);
    rows.extend(
        all.map(|((path, job), made)| Row { path: path.clone(), mark: Mark { unit: job.unit, ..made.mark } }),
    );
    let units = site.units.iter().map(|unit| Unit { name: unit.name.clone(), print: unit.print }).collect();
    Manifest::new(units, rows)
}

/// A folder within ours in the output: for what is kept between builds.
pub fn folder_for(output: &Path, name: &str) -> PathBuf {
    output.join(paths::OURS).join(name)
}

/// Removes the lock's file, where a build fails that made the folder.
///
/// # Errors
/// Where it can't be removed.
pub fn unlock(output: &Path) -> std::io::Result<()> {
    std::fs::remove_file(folder_for(output, "lock"))
}

/// Finishes a publish that was killed; tells whether there was one. [`publish`] does this itself; a command that may
/// fail before it publishes calls it first.
pub fn finish(output: &Path) -> Result<bool, PublishError> {
    let folder = Folder { output: output.to_path_buf() };
    let journal = folder.ours("journal");
    if !journal.try_exists().map_err(PublishError::io("查看", "looking at", &journal))? {
        return Ok(false);
    }
    let _lock = output::lock(&folder)?;
    output::finish_journal(&folder)
}

/// Carries out a journal and closes it.
fn carry_out(folder: &Folder, steps: &[Step], stop_after: Option<usize>) -> Result<(), PublishError> {
    journal::carry_out(folder, steps, stop_after)?;
    let stop = |at: usize| {
        if stop_after == Some(steps.len() + at) {
            Err(PublishError::Stopped(steps.len() + at))
        } else {
            Ok(())
        }
    };
    stop(0)?;
    let (next, now) = (folder.ours("manifest.next"), folder.ours("manifest.tsv"));
    match std::fs::rename(&next, &now) {
        Ok(()) => {}
        // Killed between this and the journal's removal.
        Err(e) if e.kind() == ErrorKind::NotFound => {}
        Err(e) => return Err(PublishError::io("写入", "writing", &now)(e)),
    }
    stop(1)?;
    let journal = folder.ours("journal");
    std::fs::remove_file(&journal).map_err(PublishError::io("删除", "removing", &journal))?;
    stop(2)?;
    remove_stage(folder)
}

fn remove_stage(folder: &Folder) -> Result<(), PublishError> {
    match std::fs::remove_dir_all(folder.stage()) {
        Err(e) if e.kind() != ErrorKind::NotFound => {
            Err(PublishError::io("清空", "clearing", &folder.stage())(e))
        }
        _ => Ok(()),
    }
}

/// Writes one of our own files whole: beside it, then in its place.
fn write_whole(folder: &Folder, name: &str, text: &str) -> Result<(), PublishError> {
    let (target, beside) = (folder.ours(name), folder.ours(&format!("{name}.part")));
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        // The journal must be what it says; after a publish that was killed all pages are compared byte for byte.
        file.sync_all()
    });
    written.map_err(PublishError::io("写入", "writing", &beside))?;
    std::fs::rename(&beside, &target).map_err(PublishError::io("写入", "writing", &target))
}

/// A file of ours that we no longer make.
struct Stale {
    path: String,
    /// It stands in the way of a new page, so it goes first.
    early: bool,
    /// The page (by number) that differs from it in case only.
    before: Option<usize>,
}

/// What the old manifest, and what is in the folder, mean for the new site.
struct Plan {
    /// Names of the files and folders right in the output, of any letters' case: where a page's first is none of them, nothing is in its way.
    /// None where they could not be read.
    present: Option<BTreeSet<String>>,
    stale: Vec<Stale>,
    /// Stale paths that go before the pages come.
    early: BTreeSet<String>,
    /// Pages to be written whatever is there: a removal goes before that may take the same file.
    forced: BTreeSet<String>,
}

impl Plan {
    fn new(site: &Site<'_>, taken: &Paths<'_>, old: &Manifest) -> Self {
        let mut plan =
            Self { present: None, stale: Vec::new(), early: BTreeSet::new(), forced: BTreeSet::new() };
        let paths = old.rows().iter().map(|row| &row.path);
        let gone: Vec<&String> = paths.filter(|path| !taken.has(site, path)).collect();
        for path in gone {
            let fold = crate::render::fold(path);
            let twin = taken.at(&fold);
            let early = twin.is_some()
                || taken.is_folder(&fold)
                || paths::folders(&fold).any(|folder| taken.at(folder).is_some());
            let before = twin.and_then(|twin| site.pages.keys().position(|p| p == twin));
            if let Some(twin) = twin {
                plan.forced.insert(twin.to_string());
            }
            if early {
                plan.early.insert(path.clone());
            }
            plan.stale.push(Stale { path: path.clone(), early, before });
        }
        plan
    }
}

/// The names in the output folder, as `Plan` has them.
fn present(output: &Path) -> Option<BTreeSet<String>> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        Some(crate::render::fold(entry.ok()?.file_name().to_str()?))
    };
    output.read_dir().ok()?.map(name).collect()
}

/// A page that was made.
struct Made {
    mark: Mark,
    staged: bool,
    what: What,
}

fn staged_name(page: usize) -> String {
    format!("{page:08}")
}

/// An empty folder for pages that are to take their places.
fn new_stage(folder: &Folder) -> Result<(), PublishError> {
    remove_stage(folder)?;
    let stage = folder.stage();
    std::fs::create_dir(&stage).map_err(PublishError::io("新建目录", "creating the folder", &stage))
}

/// Makes all pages and stages those that differ from what is there, if there is a stage. Reports the first failure by path, so that the same
/// input gives the same message.
fn make_all(
    site: &Site<'_>,
    folder: &Folder,
    stood: &Stood,
    plan: &Plan,
    options: &Options,
    stage: Option<&Path>,
) -> Result<Vec<Made>, PublishError> {
    let pages: Vec<(usize, &String, &Job<'_>)> =
        site.pages.iter().enumerate().map(|(i, (path, job))| (i, path, job)).collect();
    let made: Vec<Result<Made, PublishError>> = pages
        .par_iter()
        .map(|&(i, path, job)| {
            let file = stage.map(|stage| stage.join(staged_name(i)));
            make(file.as_deref(), path, job, folder, stood, plan, options)
        })
        .collect();
    all_or_first_failure(made)
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
fn all_or_first_failure(made: Vec<Result<Made, PublishError>>) -> Result<Vec<Made>, PublishError> {
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
