//! publish: compares the site with what is there, writes what changed, removes what we made and no longer make.
//!
//! In: a [`Site`] and an output folder. Out: a [`Published`] account. A journal of renames, of a file or of a folder that is new as a whole: every file is
//! whole at every moment, and the next command finishes a publish that was killed.
//!
//! Steps:
//! 1. lock the folder (`.dibao/lock`; the lock vanishes with the process), finish a killed publish, read the `manifest` and see
//!    what of it stands (`stood`);
//! 2. check the `paths`; make every page that does not stand already, in parallel, compare it with the file that is
//!    there, and put it on the `stage` (`.dibao/stage/`) if it differs: no more pages in memory than threads;
//! 3. write the next manifest and the `journal`, and carry it out: articles, lists, entrance, removals.
//!
//! `compare` does all of this but the writing, and tells what would change.
//!
//! **Whose file is it?** Ours is what the manifest names. A file that it does not name is never removed, and never
//! overwritten with other bytes: that is an error before anything has changed. (If its bytes are what we would
//! write, it becomes ours: so a site whose `.dibao` was lost can be published again if nothing else changed;
//! else its files must be moved away, or [`Options::replace_foreign`] be given.) A file of ours is replaced and removed
//! even if somebody changed it: what is withheld must not survive in an edited copy.

mod carried;
mod compare;
mod error;
mod journal;
mod make;
mod manifest;
mod notes;
mod output;
mod paths;
mod plan;
mod stage;
mod stood;

pub use compare::compare;
pub use error::PublishError;
pub use notes::{Note, What, Why};
pub use output::Output;
pub use stood::Stood;

use crate::digest::{self, Digest};
use crate::render::Site;
use carried::Carried;
use journal::Step;
use make::{Made, make_all};
use manifest::{Mark, Next, Unit};
use paths::Paths;
use plan::{Plan, Stale, present};
use stage::{Stage, staged_name};
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
    let carried = Carried::of(site, old);
    let taken = Paths::of(site, carried.paths())?;
    let plan = Plan { present: present(&folder.output), ..Plan::new(site, &carried, &taken) };
    let staged = Stage::open(folder, site, &plan).and_then(|stage| {
        let made = make_all(site, folder, stood, &plan, options, Some(&stage))?;
        before()?;
        Ok((stage, made))
    });
    let (stage, made) = match staged {
        Ok(staged) => staged,
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
        notes.extend(carried.rows.iter().map(|(path, _)| Note::stood(path)));
        notes.extend(plan.stale.iter().map(|stale| Note::removed(&stale.path)));
    }
    let mut done = Published { removed: plan.stale.len(), ..Published::default() };
    done.written = made.iter().filter(|made| made.staged).count();
    done.unchanged = carried.rows.len() + made.len() - done.written;
    let places = stage.steps(site, &made);
    let next = next(site, &made, &carried);
    let (early, late): (Vec<_>, Vec<_>) = plan.stale.into_iter().partition(|stale| stale.early);
    let removal = |stale: Stale| Step::Remove { path: stale.path, before: stale.before.map(staged_name) };
    let steps: Vec<Step> =
        early.into_iter().map(removal).chain(places).chain(late.into_iter().map(removal)).collect();
    let account = folder.ours("manifest.tsv");
    let has_account = account.try_exists().map_err(PublishError::io("查看", "looking at", &account))?;
    // A site that was copied has files newer than its manifest: written once more, that is the newest again.
    if steps.is_empty() && next.is(old) && has_account && stood.all(old.rows().len()) {
        remove_stage(folder)?;
        return Ok(Outcome { published: done, notes, account: output.print() });
    }
    let account = next.write();
    write_whole(folder, "manifest.next", &account)?;
    write_whole(folder, "journal", &journal::write(&steps))?;
    carry_out(folder, &steps, options.stop_after)?;
    Ok(Outcome { published: done, notes, account: digest::cut(blake3::hash(account.as_bytes())) })
}

/// What the next manifest says of the pages that were made and of those that stand.
fn next<'p>(site: &'p Site<'_>, made: &[Made], carried: &Carried<'p>) -> Next<'p> {
    let made = site.pages.iter().zip(made);
    let made: Vec<(&str, Mark)> =
        made.map(|((path, job), made)| (path.as_str(), Mark { unit: job.unit, ..made.mark })).collect();
    let units = site.units.iter().map(|unit| Unit { name: unit.name.clone(), print: unit.print }).collect();
    Next::new(units, &carried.rows, &made)
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
