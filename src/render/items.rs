//! Articles as lists show them, grouped under the issue in which they stand.

use super::frame::Link;
use super::links::{encode, rel, root};
use super::plates::Group;
use super::scene::{Scene, issue_path};
use crate::archive::{ArticleId, Entry, Issue};
use serde::Serialize;
use tera::Value;

/// Below this the program is not sure that the article begins and ends where it does: readers are told.
pub(super) const DOUBT: f64 = 0.6;

/// An article in a list.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub key: String,
    pub href: Value,
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
    pub href: Value,
    pub date: String,
    /// For `<time datetime>`.
    pub machine: Option<String>,
    pub count: String,
    /// Title of the first article.
    pub first: Option<String>,
}

/// The groups of one year.
#[derive(Debug, Serialize)]
pub(super) struct Year {
    pub label: String,
    pub id: String,
    pub groups: Vec<Group>,
}

impl Scene<'_> {
    /// An article as the page `from` names it.
    pub fn item(&self, from: &str, entry: &Entry) -> Item {
        let present = |text: &Option<String>| text.clone().filter(|t| !t.trim().is_empty());
        let column = present(&entry.column).map(|name| self.column_crumb(&name).link(from));
        Item { column, ..self.item_to(rel(from, &encode(&entry.address)).into(), entry) }
    }

    /// The same without its column, with the link given.
    pub fn item_to(&self, href: Value, entry: &Entry) -> Item {
        let issue = self.issue_of(entry);
        let present = |text: &Option<String>| text.clone().filter(|t| !t.trim().is_empty());
        Item {
            key: entry.key.clone(),
            href,
            title: self.title(entry),
            kicker: present(&entry.kicker),
            subtitle: present(&entry.subtitle),
            column: None,
            authors: entry.authors.join(&self.t("comma", &[])),
            lead: entry.lead.clone(),
            page: entry.page.as_deref().map(|page| self.page_label(issue, page, None)),
            doubt: entry.confidence < DOUBT,
        }
    }

    /// An issue as the page `from` names it.
    pub fn issue_label(&self, from: &str, issue: &Issue) -> IssueLabel {
        let path = issue_path(self.publication_of(issue), issue);
        self.issue_label_to(rel(from, &encode(&path)).into(), issue)
    }

    /// The same with the link given.
    pub fn issue_label_to(&self, href: Value, issue: &Issue) -> IssueLabel {
        let mut name = self.issue_name(issue);
        let date = self.issue_date(issue);
        if name == date {
            name.clear();
        }
        IssueLabel {
            publication: self.publication_of(issue).name.clone(),
            name,
            href,
            machine: self.dated(issue).machine.clone(),
            date,
            count: self.articles_label(issue.articles.len()),
            first: issue.articles.clone().next().map(|id| self.title(self.entry(id))),
        }
    }

    /// Articles under their years and issues, oldest first, undated last.
    pub fn years(&self, from: &str, ids: &[ArticleId]) -> anyhow::Result<Vec<Year>> {
        let root = root(from);
        let issue = |id: ArticleId| self.issue_of(self.entry(id));
        let mut ids = ids.to_vec();
        ids.sort_unstable_by_key(|id| (self.dated(issue(*id)).rank, *id));
        let mut years: Vec<Year> = Vec::new();
        for of_issue in ids.chunk_by(|a, b| self.entry(*a).issue == self.entry(*b).issue) {
            let issue = issue(of_issue[0]);
            let year = self.dated(issue).prefixes[0].as_deref();
            let id = format!("y{}", year.unwrap_or("-undated"));
            if years.last().is_none_or(|y| y.id != id) {
                years.push(Year { label: self.span_label(year), id, groups: Vec::new() });
            }
            if let Some(last) = years.last_mut() {
                last.groups.push(self.group(&root, issue, of_issue)?);
            }
        }
        Ok(years)
    }

    /// `2022年`, `2022年5月`, or that there is no date.
    pub fn span_label(&self, prefix: Option<&str>) -> String {
        prefix.map_or_else(|| self.t("undated", &[]), |p| self.date(p))
    }
}
