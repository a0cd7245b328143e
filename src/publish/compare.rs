//! What a publish would do: all pages are made and compared, and nothing is written.
//!
//! In: a [`Site`] and an output folder. Out: a note per file that would be added, changed or removed, against what is there now.

use super::carried::Carried;
use super::make::make_all;
use super::notes::{Note, What};
use super::paths::Paths;
use super::plan::Plan;
use super::{Options, Outcome, Output, PublishError, Published};
use crate::render::Site;

/// Compares a site with what is there, as [`publish`](super::publish) does.
///
/// # Errors
/// Those that publishing would have before it changes anything.
pub fn compare(site: &Site<'_>, output: &Output, options: &Options) -> Result<Outcome, PublishError> {
    let Output { folder, stood, leaving, .. } = output;
    let old = stood.manifest();
    let carried = Carried::of(site, old);
    let taken = Paths::of(site, carried.paths())?;
    let plan = Plan::new(site, &carried, &taken);
    let made = make_all(site, folder, stood, &plan, options, None)?;
    let pages = site.pages.keys().zip(&made);
    let mut notes: Vec<Note> =
        pages.map(|(path, made)| Note::of_page(path, made.what, old.get(path), &made.mark)).collect();
    notes.extend(carried.rows.iter().map(|(path, _)| Note::stood(path)));
    let ours = carried.others.iter().copied().chain(leaving.iter().map(String::as_str));
    for path in ours.filter(|path| !taken.has(site, path)) {
        if folder.output.join(path).symlink_metadata().is_ok() {
            notes.push(Note::removed(path));
        }
    }
    let many = |what: &[What]| notes.iter().filter(|note| what.contains(&note.what)).count();
    let published = Published {
        written: many(&[What::Added, What::Changed]),
        unchanged: many(&[What::Same, What::Stood]),
        removed: many(&[What::Removed]),
    };
    Ok(Outcome { published, notes, account: output.print() })
}
