//! What a build did, or would do, and why: for `-v` and `--dry-run`.
//!
//! In: what the issues were made of now and before, what the site stands on, and what became of each page. Out: [`Told`], for the command line
//! to put into words. Nothing here changes what is built.

use super::gather::Gathered;
use crate::archive::register::{Now, Register};
use crate::kept::{Before, Ground, PROGRAM, Parts};
use crate::publish::Note;
use std::collections::{BTreeMap, BTreeSet};

/// What there is to tell of a build.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub issues: Issues,
    /// What of the site's ground is another than the last time.
    pub ground: BTreeSet<Shift>,
    /// What became of each page; none where nothing at all had changed.
    pub pages: Vec<Note>,
    /// Addresses that are given, lead elsewhere, or answer something else than before.
    pub addresses: BTreeMap<String, Answer>,
}

/// What became of the issues.
#[derive(Debug, Clone, Default)]
pub struct Issues {
    /// Those that were made (here or elsewhere), by path, and why.
    pub made: BTreeMap<String, BTreeSet<Cause>>,
    pub kept: usize,
    /// Those that the last build had.
    pub gone: BTreeSet<String>,
}

/// Why an issue was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Nothing that was kept was to be used.
    Full,
    /// Nothing is kept of an earlier build.
    Nothing,
    /// What is kept is another program's.
    Program,
    /// The archive's topics or names of divisions.
    Archive,
    /// The last build had no such issue.
    New,
    /// Its publication's settings, or which publication it is of.
    Publication,
    /// A file below `content/`.
    Changed(String),
    Added(String),
    Removed(String),
    /// It is made of the same, but what was kept of it is lost.
    Lost,
}

/// What of a site's ground changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shift {
    Program,
    Theme,
    Settings,
    Register,
    /// Nothing was taken for granted: `--full`, or the last publish was killed.
    Everything,
}

/// What an address answers from now on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It was given to an article.
    Given,
    /// Its article is here again.
    Back,
    /// It leads there.
    Moved(String),
    Gone,
}

impl Issues {
    /// `before`: what the last build's issues were made of; `full`: that was not to be used.
    pub(super) fn of(gathered: &Gathered, before: Option<&Before>, full: bool) -> Self {
        let all = gathered.parts.iter().zip(&gathered.anew);
        let made = all.clone().filter(|(_, anew)| **anew);
        let made = made.map(|(parts, _)| (parts.path.clone(), causes(parts, before, full))).collect();
        let now: BTreeSet<&str> = gathered.parts.iter().map(|parts| parts.path.as_str()).collect();
        let then = before.into_iter().flat_map(|before| before.parts.keys());
        Self {
            made,
            kept: all.filter(|(_, anew)| !**anew).count(),
            gone: then.filter(|path| !now.contains(path.as_str())).cloned().collect(),
        }
    }
}

fn causes(now: &Parts, before: Option<&Before>, full: bool) -> BTreeSet<Cause> {
    let one = |cause| BTreeSet::from([cause]);
    let Some(before) = before else { return one(if full { Cause::Full } else { Cause::Nothing }) };
    let Some(then) = before.parts.get(&now.path) else { return one(Cause::New) };
    let mut all = BTreeSet::new();
    if full {
        all.insert(Cause::Full);
    }
    if before.program != PROGRAM {
        all.insert(Cause::Program);
    }
    if then.archive != now.archive {
        all.insert(Cause::Archive);
    }
    if (&then.publication, &then.folder) != (&now.publication, &now.folder) {
        all.insert(Cause::Publication);
    }
    let files = |parts: &Parts| parts.files.iter().flatten().cloned().collect::<BTreeMap<_, _>>();
    let (was, is) = (files(then), files(now));
    for (name, digest) in &is {
        match was.get(name) {
            None => drop(all.insert(Cause::Added(name.clone()))),
            Some(then) if then != digest => drop(all.insert(Cause::Changed(name.clone()))),
            Some(_) => {}
        }
    }
    all.extend(was.into_keys().filter(|name| !is.contains_key(name)).map(Cause::Removed));
    if all.is_empty() { one(Cause::Lost) } else { all }
}

/// What changed of a site's ground. Nothing where the last site's is not known.
pub(super) fn shifts(now: &Ground, before: Option<&Ground>, everything: bool) -> BTreeSet<Shift> {
    let mut all = BTreeSet::new();
    if everything {
        all.insert(Shift::Everything);
    }
    let Some(then) = before else { return all };
    // A theme's digest is of the program too.
    let program = then.program != now.program;
    let changed = [
        (Shift::Program, program),
        (Shift::Theme, then.theme != now.theme && !program),
        (Shift::Settings, then.settings != now.settings),
        (Shift::Register, then.register != now.register),
    ];
    all.extend(changed.into_iter().filter(|(_, changed)| *changed).map(|(shift, _)| shift));
    all
}

/// What addresses answer that did not, or answered something else.
pub(super) fn answers(new: &Register, old: &Register) -> BTreeMap<String, Answer> {
    let mut all = BTreeMap::new();
    for (address, line) in &new.lines {
        let answer = match (old.lines.get(address).map(|line| &line.now), &line.now) {
            (Some(then), now) if then == now => continue,
            (None, Now::Here) => Answer::Given,
            (_, Now::Here) => Answer::Back,
            (_, Now::Moved(to)) => Answer::Moved(to.clone()),
            (_, Now::Gone) => Answer::Gone,
        };
        all.insert(address.clone(), answer);
    }
    all
}
