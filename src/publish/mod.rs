//! publish: compares the site with what is there, writes what changed, removes what we made and no longer make.
//!
//! In: a [`Site`] and an output folder. Out: a [`Published`] account. A journal of single-file renames: every file is
//! whole at every moment, and the next command finishes a publish that was killed.
//!
//! Steps:
//! 1. lock the folder (`.dibao/lock`; the lock vanishes with the process), finish a killed publish, read the `manifest`;
//! 2. check the `paths`; make every page that does not stand already (`stood`), in parallel, compare it with the file that is
//!    there, and stage it (`.dibao/stage/`) if it differs: no more pages in memory than threads;
//! 3. write the next manifest and the `journal`, and carry it out: articles, lists, entrance, removals.
//!
//! **Whose file is it?** Ours is what the manifest names. A file that it does not name is never removed, and never
//! overwritten with other bytes: that is an error before anything has changed. (If its bytes are what we would
//! write, it becomes ours: so a site whose `.dibao` was lost can be published again if nothing else changed;
//! else its files must be moved away, or [`Options::replace_foreign`] be given.) A file of ours is replaced and removed
//! even if somebody changed it: what is withheld must not survive in an edited copy.

mod error;
mod journal;
mod manifest;
mod paths;
mod stood;

pub use error::PublishError;
pub use stood::{Stood, account_print};

use crate::render::{Job, Phase, Site};
use journal::Step;
use manifest::{Manifest, Mark};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
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

/// How to publish.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Overwrite files that are not ours where pages must go.
    pub replace_foreign: bool,
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

/// Publishes a site. An error before the journal stands leaves the site as it was; one after it (a full disk does not
/// get there: all bytes are on the disk by then) is finished by the next [`publish`] or [`finish`].
pub fn publish(site: &Site<'_>, output: &Path, options: &Options) -> Result<Published, PublishError> {
    publish_after(site, output, options, || Ok(()))
}

/// [`publish`], with something that must be done when all pages are made and before any is shown: writing down the
/// addresses given. An error of its own stops the publish with the site as it was.
pub fn publish_after(
    site: &Site<'_>,
    output: &Path,
    options: &Options,
    before: impl FnOnce() -> Result<(), PublishError>,
) -> Result<Published, PublishError> {
    let folded = paths::check_all(site)?;
    let folder = Folder { output: output.to_path_buf() };
    let _lock = lock(&folder)?;
    finish_journal(&folder)?;
    let old = manifest::read(&folder.ours("manifest.tsv"))?;
    let plan = Plan { present: present(output), ..Plan::new(site, &folded, &old) };
    let made = make_all(site, &folder, &old, &plan, options);
    let made = match made.and_then(|made| before().map(|()| made)) {
        Ok(made) => made,
        Err(error) => {
            // The error is what must be heard; what is left of the stage goes at the next publish.
            let _ = std::fs::remove_dir_all(folder.stage());
            return Err(error);
        }
    };

    let mut done = Published { removed: plan.stale.len(), ..Published::default() };
    let mut new = Manifest::new();
    let mut places: Vec<(Phase, Step)> = Vec::new();
    for (i, ((path, job), made)) in site.pages.iter().zip(&made).enumerate() {
        new.insert(path.clone(), made.mark);
        if made.staged {
            places.push((job.phase, Step::Place { staged: staged_name(i), path: path.clone() }));
        }
    }
    (done.written, done.unchanged) = (places.len(), made.len() - places.len());
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
    if steps.is_empty() && new == old && has_account && stood::all(&folder, &old) {
        remove_stage(&folder)?;
        return Ok(done);
    }
    write_whole(&folder, "manifest.next", &manifest::write(&new))?;
    write_whole(&folder, "journal", &journal::write(&steps))?;
    carry_out(&folder, &steps, options.stop_after)?;
    Ok(done)
}

/// A folder within ours in the output: for what is kept between builds.
pub fn folder_for(output: &Path, name: &str) -> PathBuf {
    output.join(paths::OURS).join(name)
}

/// Finishes a publish that was killed; tells whether there was one. [`publish`] does this itself; a command that may
/// fail before it publishes calls it first.
pub fn finish(output: &Path) -> Result<bool, PublishError> {
    let folder = Folder { output: output.to_path_buf() };
    let journal = folder.ours("journal");
    if !journal.try_exists().map_err(PublishError::io("查看", "looking at", &journal))? {
        return Ok(false);
    }
    let _lock = lock(&folder)?;
    finish_journal(&folder)
}

/// Makes the output folder and takes its lock, which lasts as long as the handle.
fn lock(folder: &Folder) -> Result<File, PublishError> {
    let path = folder.ours("lock");
    let ours = folder.ours("");
    std::fs::create_dir_all(&ours).map_err(PublishError::io("新建目录", "creating the folder", &ours))?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(PublishError::io("打开", "opening", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(PublishError::Busy { path: folder.output.clone() }),
        // Some network disks have no locks: better unguarded than not at all.
        Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(e)) => Err(PublishError::io("锁定", "locking", &path)(e)),
    }
}

fn finish_journal(folder: &Folder) -> Result<bool, PublishError> {
    let path = folder.ours("journal");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(PublishError::io("读取", "reading", &path)(e)),
    };
    let steps = journal::read(&text).map_err(|line| PublishError::Damaged { path, line })?;
    carry_out(folder, &steps, None)?;
    Ok(true)
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
    fn new(site: &Site<'_>, folded: &std::collections::BTreeMap<String, &str>, old: &Manifest) -> Self {
        let mut plan =
            Self { present: None, stale: Vec::new(), early: BTreeSet::new(), forced: BTreeSet::new() };
        let gone: Vec<&String> = old.keys().filter(|path| !site.pages.contains_key(*path)).collect();
        if gone.is_empty() {
            return plan;
        }
        let mut new_folders: BTreeSet<&str> = BTreeSet::new();
        for path in folded.keys() {
            new_folders.extend(paths::folders(path));
        }
        for path in gone {
            let fold = crate::render::fold(path);
            let twin = folded.get(&fold);
            let early = twin.is_some()
                || new_folders.contains(fold.as_str())
                || paths::folders(&fold).any(|folder| folded.contains_key(folder));
            let before = twin.and_then(|twin| site.pages.keys().position(|p| p == twin));
            if let Some(twin) = twin {
                plan.forced.insert((*twin).to_string());
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
}

fn staged_name(page: usize) -> String {
    format!("{page:08}")
}

/// Makes all pages and stages those that differ from what is there. Reports the first failure by path, so that the same
/// input gives the same message.
fn make_all(
    site: &Site<'_>,
    folder: &Folder,
    old: &Manifest,
    plan: &Plan,
    options: &Options,
) -> Result<Vec<Made>, PublishError> {
    remove_stage(folder)?;
    let stage = folder.stage();
    std::fs::create_dir(&stage).map_err(PublishError::io("新建目录", "creating the folder", &stage))?;
    let pages: Vec<(usize, &String, &Job<'_>)> =
        site.pages.iter().enumerate().map(|(i, (path, job))| (i, path, job)).collect();
    let made: Vec<Result<Made, PublishError>> = pages
        .par_iter()
        .map(|&(i, path, job)| make(&stage.join(staged_name(i)), path, job, folder, old, plan, options))
        .collect();
    all_or_first_failure(made)
}

/// Makes one page and stages it as `file`, where it differs from what is there.
fn make(
    file: &Path,
    path: &String,
    job: &Job<'_>,
    folder: &Folder,
    old: &Manifest,
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
        // It stood there when this was looked at, before the folder was ours alone.
        let mark = old.get(path).filter(|mark| mark.print == page.print && stood::one(folder, path, mark));
        let mark = *mark
            .filter(|_| !plan.forced.contains(path))
            .ok_or(PublishError::Changed { path: folder.output.join(path) })?;
        return Ok(Made { mark, staged: false });
    };
    let mark = Mark { size: bytes.len() as u64, hash: blake3::hash(&bytes), print: page.print };
    let staged = match there(folder, path, &bytes, plan)? {
        There::Same => plan.forced.contains(path),
        There::Nothing => true,
        There::Other if options.replace_foreign || old.contains_key(path) => true,
        There::Other => return Err(PublishError::Foreign { path: folder.output.join(path), more: 0 }),
        There::InTheWay(other) => return Err(PublishError::Foreign { path: other, more: 0 }),
    };
    if staged {
        std::fs::write(file, &bytes).map_err(PublishError::io("写入", "writing", file))?;
    }
    Ok(Made { mark, staged })
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
