//! render: each page from the archive and the theme.
//!
//! In: the [`Archive`] and the described issues. Out: a [`Site`]: path → page job. A page is a
//! job: a path that nothing else claims, and the bytes it gives when asked.
//!
//! Steps: [`Theme::load`] reads templates, assets and the interface's words (`theme`, `strings`, `words`); [`site`] adds the jobs:
//! articles (`article`, its text by `blocks` and `markdown`, what is `related`), issues (`issue`), publications with their calendars
//! (`publication`, `calendar`, `missing`), directories and lists of divisions, topics and columns (`regions`,
//! `topics`, `columns`, `directory`, `shelf`, `items`; what they count is in `figures`, drawn by `plot`), who signs (`people`), years and
//! days of the year (`years`, `days`), the pages at the root (`home`), former addresses (`former`), the search page and the
//! forms that lead to it (`search_page`, `seek`), and what machines read (`feed`). A job, when asked, looks at the `scene` (archive, issues,
//! theme), fills the view of its own page within the `frame`, and renders it. What stands alike on many pages is set once (`plates`). `links`, `dates`, `escape` and `lines` are the
//! small things that all need. A page whose template and view are those of the page that is there is not made again (`page`), and of pages that are made of the
//! same things (`unit`) none is even planned. Templates get what their page shows and never the archive.

mod article;
mod blocks;
mod calendar;
mod columns;
mod dates;
mod days;
mod directory;
pub mod escape;
mod feed;
mod fields;
mod figures;
mod former;
mod frame;
mod home;
mod issue;
mod items;
mod layout;
mod lines;
mod linked;
pub mod links;
pub mod markdown;
mod missing;
pub mod page;
mod people;
mod plates;
mod plot;
mod publication;
mod regions;
mod related;
mod scene;
mod search_page;
mod searched;
mod seek;
mod shelf;
pub mod strings;
pub mod theme;
mod topics;
pub mod unit;
mod words;
mod years;

pub use page::{Anew, Page, Standing};
pub use plates::Plates;
pub use searched::index;
pub use theme::{Theme, ThemeError};

use crate::archive::Archive;
use crate::describe::Texts;
use crate::search::Index;
use rayon::prelude::*;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// When a page is published, so that no link breaks meanwhile (design.md, law 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Articles and assets: pages that others link to.
    Leaf,
    /// Lists and indexes.
    Index,
    /// The home page, feeds, sitemap.
    Entrance,
    /// The search index's list of its files: after all that it names.
    Manifest,
}

/// Makes a page.
pub type Work<'a> = Box<dyn Fn() -> anyhow::Result<Page> + Send + Sync + 'a>;

/// A page to be made.
pub struct Job<'a> {
    pub phase: Phase,
    /// Index into [`Site::units`].
    pub unit: Option<usize>,
    /// Who claims the path, for the message where two do: "article “…”", "page of region 140500".
    pub claimed_by: String,
    pub work: Work<'a>,
}

/// The whole site before anything touches the disk.
#[derive(Default)]
pub struct Site<'a> {
    /// Path below the site's root, `/`-separated → job.
    pub pages: BTreeMap<String, Job<'a>>,
    /// Pages that stand or fall together. Those of a unit that stands have no job.
    pub units: Vec<unit::Unit>,
    /// Their paths.
    pub carried: Vec<&'a str>,
    /// The unit whose pages are being added.
    current: Option<usize>,
    /// [`fold`]ed path → path: one file on a disk that takes `A` and `a` for one.
    folded: BTreeMap<String, String>,
}

/// What Windows and macOS see of a path: case and Unicode forms make no other file.
pub fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// Two pages claim one path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} is claimed twice: by {first} and by {second}")]
pub struct Claimed {
    pub path: String,
    pub first: String,
    pub second: String,
}

impl<'a> Site<'a> {
    /// Adds a page. Paths that differ only in case claim the same file on Windows and macOS.
    pub fn add<P: Into<Page>>(
        &mut self,
        path: impl Into<String>,
        phase: Phase,
        claimed_by: impl Into<String>,
        work: impl Fn() -> anyhow::Result<P> + Send + Sync + 'a,
    ) -> Result<(), Claimed> {
        let (path, claimed_by) = (path.into(), claimed_by.into());
        let folded = fold(&path);
        if let Some(other) = self.folded.get(&folded).and_then(|other| self.pages.get(other)) {
            return Err(Claimed { path, first: other.claimed_by.clone(), second: claimed_by });
        }
        self.folded.insert(folded, path.clone());
        let (unit, work) = (self.current, Box::new(move || Ok(work()?.into())));
        self.pages.insert(path, Job { phase, unit, claimed_by, work });
        Ok(())
    }

    /// Takes over what was added to another.
    fn take_over(&mut self, mut other: Self) -> Result<(), Claimed> {
        for (folded, path) in &other.folded {
            let Some(first) = self.folded.get(folded).and_then(|first| self.pages.get(first)) else {
                continue;
            };
            let second = other.pages.get(path).map(|job| job.claimed_by.clone()).unwrap_or_default();
            return Err(Claimed { path: path.clone(), first: first.claimed_by.clone(), second });
        }
        let units = other.pages.values_mut().filter_map(|job| job.unit.as_mut());
        units.for_each(|unit| *unit += self.units.len());
        self.pages.extend(other.pages);
        self.folded.extend(other.folded);
        self.units.extend(other.units);
        self.carried.extend(other.carried);
        Ok(())
    }

    /// The pages by their [`fold`]ed paths, of which no two are the same.
    pub fn folded(&self) -> &BTreeMap<String, String> {
        &self.folded
    }
}

/// Adds pages of one kind.
type Add<'a> = fn(&mut Site<'a>, scene::Scene<'a>) -> Result<(), Claimed>;

/// All pages of the archive. `texts` gives those that [`Issue::described`](crate::archive::Issue::described) points into,
/// `sources` the paths of their files, issue by issue, as the user knows them, `index` what [`index`](fn@index) made of them, and
/// `standing` the pages that there are already; `plates` are the archive's, none of them set.
pub fn site<'a>(
    archive: &'a Archive,
    texts: &'a dyn Texts,
    sources: &'a [Vec<String>],
    theme: &'a Theme,
    index: &'a Index,
    standing: &'a dyn Standing,
    plates: &'a Plates<'a>,
) -> Result<Site<'a>, Claimed> {
    let scene = scene::Scene { archive, texts, sources, theme, standing, plates };
    let mut site = Site::default();
    for (name, bytes) in theme.assets() {
        site.add(
            format!("assets/{name}"),
            Phase::Leaf,
            format!("theme's {name}"),
            move || Ok(bytes.clone()),
        )?;
    }
    let kinds: [Add<'a>; 11] = [
        |site, scene| former::add(site, scene),
        |site, scene| publication::add(site, scene),
        |site, scene| issue::add(site, scene),
        |site, scene| regions::add(site, scene),
        |site, scene| topics::add(site, scene),
        |site, scene| columns::add(site, scene),
        |site, scene| people::add(site, scene),
        |site, scene| years::add(site, scene),
        |site, scene| days::add(site, scene),
        |site, scene| home::add(site, scene),
        |site, scene| search_page::add(site, scene),
    ];
    let added = kinds.par_iter().map(|add| {
        let mut site = Site::default();
        add(&mut site, scene).map(|()| site)
    });
    for kind in added.collect::<Vec<_>>() {
        site.take_over(kind?)?;
    }
    // The sitemap names the lists that there are by now.
    feed::add(&mut site, scene)?;
    searched::add(&mut site, index)?;
    Ok(site)
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn paths_that_differ_in_case_only_are_one() {
        let mut site = super::Site::default();
        assert!(site.add("a/X.html", super::Phase::Leaf, "one", || Ok(Page::from(Vec::new()))).is_ok());
        let claimed = site.add("a/x.html", super::Phase::Leaf, "two", || Ok(Page::from(Vec::new())));
        assert_eq!(claimed.map_err(|c| (c.first, c.second)), Err(("one".into(), "two".into())));
        let mut other = super::Site::default();
        assert!(other.add("A/x.html", super::Phase::Leaf, "three", || Ok(Page::from(Vec::new()))).is_ok());
        let claimed = site.take_over(other);
        assert_eq!(claimed.map_err(|c| (c.first, c.second)), Err(("one".into(), "three".into())));
    }
}
