//! What every page job looks at, and the names that pages give to issues, divisions and topics.

use super::frame::{Crumb, Frame};
use super::page::{Page, Print, Standing};
use super::plates::Plates;
use super::strings::number;
use super::theme::Theme;
use super::{dates, links};
use crate::archive::{Archive, ArticleId, Entry, Issue, Publication, slug};
use crate::describe::{DescribedIssue, Text, Texts, regions};
use crate::read::settings::Kind;
use anyhow::Context as _;
use serde::Serialize;
use std::sync::Arc;

/// The archive and the theme, as each page job borrows them.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub archive: &'a Archive,
    pub texts: &'a dyn Texts,
    pub sources: &'a [Vec<String>],
    pub theme: &'a Theme,
    pub standing: &'a dyn Standing,
    pub plates: &'a Plates<'a>,
}

impl<'a> Scene<'a> {
    /// One of the interface's texts.
    pub fn t(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.theme.strings().fill(key, values)
    }

    /// “12 articles”.
    pub fn articles_label(&self, n: usize) -> String {
        self.t("n-articles", &[("n", &number(n))])
    }

    /// Renders a page, unless it stands already.
    pub fn render<T: Serialize>(&self, template: &str, page: &Frame, view: &T) -> anyhow::Result<Page> {
        let print = Print::of(&(self.theme.digest(), template, page, view));
        let print = print.with_context(|| format!("page {}", page.path))?;
        if self.standing.print(&page.path) == Some(print) {
            return Ok(Page { print: Some(print), bytes: None });
        }
        Ok(Page { print: Some(print), bytes: Some(self.fill(template, page, view)?) })
    }

    /// Makes a page that shows an issue's texts, unless it stands already. `outer` is all that the page shows beside them: so the texts
    /// need not be taken out to know.
    pub fn of_texts<O: Serialize>(
        &self,
        template: &str,
        path: &str,
        issue: &Issue,
        outer: &O,
        make: impl FnOnce() -> anyhow::Result<Vec<u8>>,
    ) -> anyhow::Result<Page> {
        let print = self.print_of_texts(template, issue, outer).with_context(|| format!("page {path}"))?;
        self.made_of(path, print, make)
    }

    /// A print of what is made of an issue's texts and of `outer`; none where no print of the texts was taken. `what` keeps apart
    /// what is made of the same in different ways: a template, a unit.
    pub fn print_of_texts<O: Serialize>(
        &self,
        what: &str,
        issue: &Issue,
        outer: &O,
    ) -> anyhow::Result<Option<Print>> {
        let Some(texts) = self.texts.print(issue.described) else { return Ok(None) };
        let publication = self.publication_of(issue);
        let paper = (publication.ground, &publication.name, &publication.slug);
        let number = (&issue.segment, &issue.facts, &issue.path, self.sources.get(issue.described));
        Ok(Some(Print::of(&(self.theme.digest(), what, texts, paper, number, outer))?))
    }

    /// Makes a page that shows some entries as lists do, unless it stands already. `outer` is all that it shows beside them.
    pub fn of_entries<O: Serialize>(
        &self,
        template: &str,
        path: &str,
        ids: &[ArticleId],
        outer: &O,
        make: impl FnOnce() -> anyhow::Result<Vec<u8>>,
    ) -> anyhow::Result<Page> {
        let print = self.print_of_entries(template, ids, outer).with_context(|| format!("page {path}"))?;
        self.made_of(path, print, make)
    }

    /// A print of what is made of some entries and of `outer`; none where no prints of the entries were taken. `what` is as in
    /// `print_of_texts`.
    pub fn print_of_entries<O: Serialize>(
        &self,
        what: &str,
        ids: &[ArticleId],
        outer: &O,
    ) -> anyhow::Result<Option<Print>> {
        let mut entries = blake3::Hasher::new();
        for id in ids {
            let Some(print) = self.entry(*id).print else { return Ok(None) };
            entries.update(&print);
        }
        let entries = *entries.finalize().as_bytes();
        Ok(Some(Print::of(&(self.theme.digest(), what, self.archive.ground, entries, outer))?))
    }

    /// Makes a page, unless one of this print stands already.
    pub fn made_of(
        &self,
        path: &str,
        print: Option<Print>,
        make: impl FnOnce() -> anyhow::Result<Vec<u8>>,
    ) -> anyhow::Result<Page> {
        let stands = print.is_some() && self.standing.print(path) == print;
        Ok(Page { print, bytes: if stands { None } else { Some(make()?) } })
    }

    /// Renders a page.
    pub fn fill<T: Serialize>(&self, template: &str, page: &Frame, view: &T) -> anyhow::Result<Vec<u8>> {
        let render = || -> anyhow::Result<Vec<u8>> {
            let [crumbs, here] = self.crumbs(page)?;
            let (page, nav) = (tera::Value::try_from_serializable(page)?, self.nav(page)?);
            let around = [("page", page), ("nav", nav), ("crumbs", crumbs), ("here", here)];
            self.theme.render(template, view, &around)
        };
        render().with_context(|| format!("page {}", page.path))
    }

    /// A date as readers read it.
    pub fn date(&self, edtf: &str) -> String {
        dates::label(self.theme.strings(), edtf)
    }

    /// The home page's crumb, with which every trail begins.
    pub fn home(&self) -> Crumb {
        Crumb::to(self.t("nav-home", &[]), "index.html")
    }

    pub fn entry(&self, id: ArticleId) -> &'a Entry {
        &self.archive.articles[id]
    }

    pub fn issue_of(&self, entry: &Entry) -> &'a Issue {
        &self.archive.issues[entry.issue]
    }

    pub fn publication_of(&self, issue: &Issue) -> &'a Publication {
        &self.archive.publications[issue.publication]
    }

    /// The issue as described: its residues and notices.
    pub fn described(&self, issue: &Issue) -> anyhow::Result<Arc<DescribedIssue>> {
        self.texts.issue(issue.described).with_context(|| issue.path.clone())
    }

    /// The article's text.
    pub fn text_of(&self, entry: &Entry) -> anyhow::Result<Text> {
        let issue = self.issue_of(entry);
        let text = Text::of(self.described(issue)?, entry.place);
        text.ok_or_else(|| anyhow::anyhow!("{}: no article {}", issue.path, entry.key))
    }

    /// Path of a source file of the issue, as the user knows it.
    pub fn source(&self, issue: &Issue, file: usize) -> &'a str {
        self.sources.get(issue.described).and_then(|files| files.get(file)).map_or("", String::as_str)
    }

    /// The title, or that there is none.
    pub fn title(&self, entry: &Entry) -> String {
        if entry.title.trim().is_empty() { self.t("untitled", &[]) } else { entry.title.clone() }
    }

    /// `2022年第5期`, `第8216号`, else the date: what the issue is called beside its publication's name.
    pub fn issue_name(&self, issue: &Issue) -> String {
        let facts = &issue.facts;
        let base = match (&facts.number, facts.serial, &facts.date) {
            (Some(number), _, _) => number.clone(),
            (None, Some(serial), _) => self.t("serial", &[("n", &serial.to_string())]),
            (None, None, Some(_)) => self.issue_date(issue),
            _ => issue.path.rsplit('/').next().unwrap_or(&issue.path).to_owned(),
        };
        match &facts.edition {
            Some(edition) if !base.contains(edition.as_str()) => format!("{base} {edition}"),
            _ => base,
        }
    }

    /// The issue's date in words, or that it has none.
    pub fn issue_date(&self, issue: &Issue) -> String {
        self.dated(issue).label.clone().unwrap_or_else(|| self.t("undated", &[]))
    }

    /// `第A02版`, `第17页`.
    pub fn page_label(&self, issue: &Issue, page: &str, page_end: Option<&str>) -> String {
        let kind = self.publication_of(issue).settings.kind;
        // Nobody said which it is: letters, and issues that have only a serial, are a newspaper's.
        let periodical = match kind {
            Some(kind) => kind == Kind::Periodical,
            None => page.bytes().all(|b| b.is_ascii_digit()) && issue.facts.number.is_some(),
        };
        match (periodical, page_end.filter(|end| *end != page)) {
            (true, None) => self.t("page-periodical", &[("page", page)]),
            (true, Some(end)) => self.t("pages-periodical", &[("page", page), ("end", end)]),
            (false, None) => self.t("page-newspaper", &[("page", page)]),
            (false, Some(end)) => self.t("pages-newspaper", &[("page", page), ("end", end)]),
        }
    }

    /// Divisions from the province down to this one; where the table has none, the code itself.
    pub fn lineage(&self, code: &str) -> Vec<Crumb> {
        let known = regions::lineage(code);
        if known.is_empty() {
            return enclosing(code).into_iter().map(|c| self.region_crumb(&c, c.clone())).collect();
        }
        known.into_iter().map(|d| self.region_crumb(d.code, d.name.to_owned())).collect()
    }

    /// The division's name, linked where it has a page.
    pub fn region_crumb(&self, code: &str, name: String) -> Crumb {
        let there = self.archive.by_region.contains_key(code);
        Crumb { label: name, path: there.then(|| region_path(code)) }
    }

    pub fn region_name(&self, code: &str) -> String {
        self.division_name(code).to_owned()
    }

    /// The same, where it need not be owned.
    pub fn division_name<'n>(&self, code: &'n str) -> &'n str {
        regions::division(code).map_or(code, |division| division.name)
    }

    pub fn topic_name<'n>(&self, id: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.topic(id).map_or_else(|| self.archive.topics.name(id), |topic| topic.name)
    }

    /// The topic's name, linked where it has a page.
    pub fn topic_crumb(&self, id: &str) -> Crumb {
        Crumb { label: self.topic_name(id).to_owned(), path: self.topic(id).map(|_| topic_path(id)) }
    }
}

/// The code and what encloses it by its digits: 140525 → 140000, 140500, 140525.
fn enclosing(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    if code.len() == 6 && code.is_ascii() {
        out.extend([format!("{}0000", &code[..2]), format!("{}00", &code[..4])]);
        out.retain(|c| c != code);
        out.dedup();
    }
    out.push(code.to_owned());
    out
}

/// Code of the division that this one lies in.
pub(super) fn parent_region(code: &str) -> Option<String> {
    match regions::division(code) {
        Some(division) => division.parent.map(str::to_string),
        None => enclosing(code).into_iter().rev().nth(1),
    }
}

pub(super) fn region_path(code: &str) -> String {
    format!("regions/{}.html", links::segment(code))
}

pub(super) fn topic_path(id: &str) -> String {
    format!("topics/{}.html", links::segment(id))
}

pub(super) fn column_path(name: &str) -> String {
    format!("columns/{}.html", slug::column_slug(name))
}

pub(super) fn person_path(name: &str) -> String {
    format!("people/{}.html", slug::person_slug(name))
}

pub(super) fn publication_path(publication: &Publication) -> String {
    format!("issues/{}/index.html", publication.slug)
}

pub(super) fn issue_path(publication: &Publication, issue: &Issue) -> String {
    format!("issues/{}/{}.html", publication.slug, issue.segment)
}
