//! One size, measured. In: the archive, Hugo if it is there, a work folder. Out: a [`Table`], or what was wrong with a site.
//!
//! Steps of a run: full build with search, nothing changed; Hugo and Dibao without search in turn, full and with one new issue;
//! then the new issue, the corrected title and the changed template in a row. The first run checks besides that after each
//! of them the site is, byte for byte, what a build into an empty folder gives, and that only files were written that differ.

use crate::archive::{Archive, CORRECTED, Event};
use crate::hugo::{Hugo, Lists};
use crate::measure::{self, Cost};
use crate::table::{Step, Table};
use crate::tree::{self, Change};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// What one size is measured with.
pub struct Bench<'a> {
    pub archive: &'a Archive,
    pub hugo: Option<&'a Hugo>,
    /// Pagefind's program.
    pub pagefind: Option<&'a OsString>,
    pub work: &'a Path,
    /// Whether the search index is built at all.
    pub search: bool,
    /// The addresses given before any change.
    pub addresses: &'a str,
}

/// The arguments of a build of ours.
pub fn arguments(content: &Path, output: &Path, search: bool) -> Vec<OsString> {
    let mut out: Vec<OsString> = vec!["build".into(), "--quiet".into()];
    out.extend(["--content".into(), content.into(), "--output".into(), output.into()]);
    if !search {
        out.push("--no-search".into());
    }
    out
}

impl Bench<'_> {
    fn folder(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }

    /// Runs everything once.
    pub fn run(&self, table: &mut Table, check: bool) -> Result<(), String> {
        let (site, plain) = (self.folder("site"), self.folder("plain"));
        if self.search {
            self.full(table, Step::Full, &site, true)?;
            self.idle(table, Step::Nothing, &site, true)?;
        }
        self.hugo(table, Lists::Whole)?;
        self.full(table, Step::PlainFull, &plain, false)?;
        self.idle(table, Step::PlainNothing, &plain, false)?;
        let mut events = vec![(Step::PlainArrival, Event::Arrival)];
        if !self.search {
            events
                .extend([(Step::PlainCorrection, Event::Correction), (Step::PlainTemplate, Event::Template)]);
        }
        self.events(table, &events, &plain, false, check)?;
        self.hugo(table, Lists::Paged)?;
        if self.search {
            let events = [
                (Step::Arrival, Event::Arrival),
                (Step::Correction, Event::Correction),
                (Step::Template, Event::Template),
            ];
            self.events(table, &events, &site, true, check)?;
        }
        Ok(())
    }

    /// Lets one thing after the other happen to a site, then takes all of them back, and the site away.
    fn events(
        &self,
        table: &mut Table,
        events: &[(Step, Event)],
        site: &Path,
        search: bool,
        check: bool,
    ) -> Result<(), String> {
        for (step, event) in events {
            self.archive.happen(*event)?;
            self.changed(table, *step, site, search, check)?;
        }
        events.iter().try_for_each(|(_, event)| self.archive.take_back(*event))?;
        self.archive.set_addresses(self.addresses)?;
        tree::gone(site)
    }

    fn build(&self, output: &Path, search: bool) -> Result<Cost, String> {
        measure::dibao(&arguments(&self.archive.content, output, search))
    }

    fn full(&self, table: &mut Table, step: Step, site: &Path, search: bool) -> Result<(), String> {
        tree::emptied(site)?;
        let cost = self.build(site, search)?;
        table.note(step, cost, tree::change(&tree::Tree::new(), &tree::states(site)?))
    }

    fn idle(&self, table: &mut Table, step: Step, site: &Path, search: bool) -> Result<(), String> {
        let before = tree::states(site)?;
        let cost = self.build(site, search)?;
        let change = tree::change(&before, &tree::states(site)?);
        if change != Change::default() {
            return Err(format!(
                "nothing changed, and yet {} files were written or removed",
                change.written.len() + change.removed.len()
            ));
        }
        table.note(step, cost, change)
    }

    /// A build after a change, and whether it did what it should.
    fn changed(
        &self,
        table: &mut Table,
        step: Step,
        site: &Path,
        search: bool,
        check: bool,
    ) -> Result<(), String> {
        let hashes = if check { tree::hashes(site)? } else { tree::Tree::new() };
        let addresses = self.archive.addresses()?;
        let before = tree::states(site)?;
        let cost = self.build(site, search)?;
        let change = tree::change(&before, &tree::states(site)?);
        if check {
            let now = tree::hashes(site)?;
            self.same_as_clean(step, &now, &addresses, search)?;
            let (written, removed) = tree::differing(&hashes, &now);
            tree::same(
                &format!("{step:?}: written but the same, or the other way round"),
                &written,
                &change.written,
            )?;
            tree::same(&format!("{step:?}: removed"), &removed, &change.removed)?;
            self.shows(step, site, &change)?;
        }
        table.note(step, cost, change)
    }

    /// Builds the same content into an empty folder: site and addresses must be the same bytes.
    fn same_as_clean(
        &self,
        step: Step,
        now: &tree::Tree<blake3::Hash>,
        addresses: &str,
        search: bool,
    ) -> Result<(), String> {
        let given = self.archive.addresses()?;
        self.archive.set_addresses(addresses)?;
        let clean = self.folder("clean");
        tree::emptied(&clean)?;
        self.build(&clean, search)?;
        let (other, gone) = tree::differing(now, &tree::hashes(&clean)?);
        tree::gone(&clean)?;
        let none = std::collections::BTreeSet::new();
        tree::same(&format!("{step:?}: not as in a clean build"), &other, &none)?;
        tree::same(&format!("{step:?}: not in a clean build"), &gone, &none)?;
        if self.archive.addresses()? != given {
            return Err(format!("{step:?}: a clean build gives other addresses"));
        }
        Ok(())
    }

    /// The change is on the pages: else it was none.
    fn shows(&self, step: Step, site: &Path, change: &Change) -> Result<(), String> {
        let sign = match step {
            Step::Correction | Step::PlainCorrection => CORRECTED,
            Step::Template | Step::PlainTemplate => "article changed",
            _ => "<article",
        };
        let arrival = matches!(step, Step::Arrival | Step::PlainArrival);
        let folder = if arrival { self.archive.address.as_str() } else { "a" };
        let articles = change.written.iter().filter(|path| path.starts_with(folder));
        for path in articles {
            let path = site.join(path);
            if fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?.contains(sign) {
                return Ok(());
            }
        }
        Err(format!("{step:?}: no page shows it"))
    }

    /// Hugo, from nothing and after one new issue.
    fn hugo(&self, table: &mut Table, lists: Lists) -> Result<(), String> {
        let Some(hugo) = self.hugo else { return Ok(()) };
        let (full, arrival) = match lists {
            Lists::Whole => (Step::WholeFull, Step::WholeArrival),
            Lists::Paged => (Step::PagedFull, Step::PagedArrival),
        };
        let site = self.folder("hugo-site");
        tree::emptied(&site)?;
        let (program, arguments) = hugo.command(lists, &site);
        let cost = measure::program(&program, &arguments)?;
        let before = tree::states(&site)?;
        table.note(full, cost, tree::change(&tree::Tree::new(), &before))?;
        if let (Lists::Paged, Some(pagefind)) = (lists, self.pagefind) {
            let cost =
                measure::program(pagefind, &["--site".as_ref(), site.as_os_str(), "--quiet".as_ref()])?;
            // Its files have other names every time, so they are not counted.
            table.note(Step::Pagefind, cost, Change::default())?;
            tree::gone(&site.join("pagefind"))?;
        }
        hugo.arrive()?;
        let cost = measure::program(&program, &arguments)?;
        table.note(arrival, cost, tree::change(&before, &tree::states(&site)?))?;
        hugo.take_back()?;
        tree::gone(&site)
    }
}
