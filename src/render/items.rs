//! Articles as lists show them, grouped under the issue in which they stand.

use super::dates;
use super::frame::{Crumb, Link};
use super::scene::{Scene, column_path, issue_path};
use crate::archive::{ArticleId, Entry, Issue};
use serde::Serialize;

/// Below this the program is not sure that the article begins and ends where it does: readers are told.
pub(super) const DOUBT: f64 = 0.6;

/// An article in a list.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub key: String,
    pub href: String,
    pub title: String,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
    pub column: Option<Link>,
    pub authors: String,
    pub lead: String,
    /// `第A02版`.
    pub page: Option<String>,
    pub doubt: bool,
}

/// An issue, as a heading over its articles.
#[derive(Debug, Serialize)]
pub(super) struct IssueLabel {
    pub publication: String,
    pub name: String,
    pub href: String,
    pub date: String,
    /// For `<time datetime>`.
    pub machine: Option<String>,
    pub count: String,
    /// Title of the first article.
    pub first: Option<String>,
}

/// Articles of one issue within a list.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub issue: IssueLabel,
    pub items: Vec<Item>,
}

/// The groups of one year.
#[derive(Debug, Serialize)]
pub(super) struct Year {
    pub label: String,
    pub id: String,
    pub groups: Vec<Group>,
}

impl Scene<'_> {
    /// An article as a list on the page `from` shows it.
    pub fn item(&self, from: &str, entry: &Entry) -> Item {
        let issue = self.issue_of(entry);
        let present = |text: &Option<String>| text.clone().filter(|t| !t.trim().is_empty());
        Item {
            key: entry.key.clone(),
            href: super::links::rel(from, &super::links::encode(&entry.address)),
            title: self.title(entry),
            kicker: present(&entry.kicker),
            subtitle: present(&entry.subtitle),
            column: present(&entry.column).map(|name| self.column_crumb(&name).link(from)),
            authors: entry.authors.join(&self.t("comma", &[])),
            lead: entry.lead.clone(),
            page: entry.page.as_deref().map(|page| self.page_label(issue, page, None)),
            doubt: entry.confidence < DOUBT,
        }
    }

    /// The column's name, linked where it has a page.
    pub fn column_crumb(&self, name: &str) -> Crumb {
        let there = self.archive.by_column.contains_key(name);
        Crumb { label: name.into(), path: there.then(|| column_path(name)) }
    }

    /// An issue as the page `from` names it.
    pub fn issue_label(&self, from: &str, issue: &Issue) -> IssueLabel {
        let publication = self.publication_of(issue);
        let mut name = self.issue_name(issue);
        let date = self.issue_date(issue);
        if name == date {
            name.clear();
        }
        IssueLabel {
            publication: publication.name.clone(),
            name,
            href: super::links::rel(from, &super::links::encode(&issue_path(publication, issue))),
            machine: issue.facts.date.as_deref().and_then(dates::machine),
            date,
            count: self.articles_label(issue.articles.len()),
            first: issue.articles.clone().next().map(|id| self.title(self.entry(id))),
        }
    }

    /// Articles under their years and issues, oldest first, undated last.
    pub fn years(&self, from: &str, ids: &[ArticleId]) -> Vec<Year> {
        let date = |id: &ArticleId| self.issue_of(self.entry(*id)).facts.date.as_deref();
        let mut ids = ids.to_vec();
        ids.sort_by_cached_key(|id| (dates::order(date(id)), *id));
        let mut years: Vec<Year> = Vec::new();
        let mut last = None;
        for id in ids {
            let entry = self.entry(id);
            let issue = self.issue_of(entry);
            let year = dates::prefix(issue.facts.date.as_deref(), 0);
            let label = self.span_label(year);
            let id = format!("y{}", year.unwrap_or("-undated"));
            if years.last().is_none_or(|y| y.id != id) {
                years.push(Year { label, id, groups: Vec::new() });
                last = None;
            }
            let Some(groups) = years.last_mut().map(|y| &mut y.groups) else { continue };
            if last != Some(entry.issue) {
                groups.push(Group { issue: self.issue_label(from, issue), items: Vec::new() });
                last = Some(entry.issue);
            }
            if let Some(group) = groups.last_mut() {
                group.items.push(self.item(from, entry));
            }
        }
        years
    }

    /// `2022年`, `2022年5月`, or that there is no date.
    pub fn span_label(&self, prefix: Option<&str>) -> String {
        prefix.map_or_else(|| self.t("undated", &[]), |p| self.date(p))
    }
}
