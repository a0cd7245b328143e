//! What the last publish means for the new site: which files go, and which of them must go first.

use super::carried::Carried;
use super::paths::{self, Paths};
use crate::render::Site;
use std::collections::BTreeSet;
use std::path::Path;

/// A file of ours that we no longer make.
pub(super) struct Stale {
    pub path: String,
    /// It stands in the way of a new page, so it goes first.
    pub early: bool,
    /// The page (by number) that differs from it in case only.
    pub before: Option<usize>,
}

/// What the old manifest, and what is in the folder, mean for the new site.
pub(super) struct Plan {
    /// Names of the files and folders right in the output, of any letters' case: where a page's first is none of them, nothing is in its way.
    /// None where they could not be read.
    pub present: Option<BTreeSet<String>>,
    pub stale: Vec<Stale>,
    /// Stale paths that go before the pages come.
    pub early: BTreeSet<String>,
    /// Pages to be written whatever is there: a removal goes before that may take the same file.
    pub forced: BTreeSet<String>,
}

impl Plan {
    pub fn new(site: &Site<'_>, carried: &Carried<'_>, taken: &Paths<'_>) -> Self {
        let mut plan =
            Self { present: None, stale: Vec::new(), early: BTreeSet::new(), forced: BTreeSet::new() };
        for path in carried.others.iter().filter(|path| !taken.has(site, path)) {
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
                plan.early.insert((*path).to_owned());
            }
            plan.stale.push(Stale { path: (*path).to_owned(), early, before });
        }
        plan
    }
}

/// The names in the output folder, as `Plan` has them.
pub(super) fn present(output: &Path) -> Option<BTreeSet<String>> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        Some(crate::render::fold(entry.ok()?.file_name().to_str()?))
    };
    output.read_dir().ok()?.map(name).collect()
}
