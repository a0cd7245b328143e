//! Who is who among the names that sign: each name is one person's, unless archive.yaml says otherwise.
//!
//! In: the archive's settings; a name as describe gives it, and its publication. Out: the identity that it stands for,
//! which is also what its page is called.

use super::{Archive, Entry};
use crate::describe::people::closed_up;
use crate::read::settings::ArchiveSettings;
use crate::report::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// The archive's word on names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identities {
    /// Another name → the name that its page has.
    same: BTreeMap<String, String>,
    /// Names of several persons, one in each publication.
    apart: BTreeSet<String>,
}

impl Identities {
    pub fn of(settings: &ArchiveSettings) -> Self {
        let mut identities = Self::default();
        for rule in &settings.people {
            let name = closed_up(&rule.name);
            let others = rule.same.iter().map(|other| closed_up(other)).filter(|other| *other != name);
            identities.same.extend(others.map(|other| (other, name.clone())));
            if rule.apart {
                identities.apart.insert(name);
            }
        }
        identities
    }

    /// Whom a name stands for in a publication: 张叁 → 张三; 李明 → 李明（西山日报）.
    pub fn identity(&self, name: &str, publication: &str) -> String {
        let name = closed_up(name);
        let name = self.same.get(&name).cloned().unwrap_or(name);
        if self.apart.contains(&name) { format!("{name}（{publication}）") } else { name }
    }

    /// The name that an identity is printed with: 李明（西山日报） → 李明.
    pub fn name_of<'a>(&self, identity: &'a str) -> &'a str {
        let name = identity.split_once('（').map_or(identity, |(name, _)| name);
        if self.apart.contains(name) { name } else { identity }
    }

    /// Names that stand for another: (as printed, the identity's).
    pub fn merged(&self) -> impl Iterator<Item = (&str, &str)> {
        self.same.iter().map(|(other, name)| (other.as_str(), name.as_str()))
    }

    /// Names that are kept apart.
    pub fn apart(&self) -> impl Iterator<Item = &str> {
        self.apart.iter().map(String::as_str)
    }
}

impl Archive {
    /// The name of the publication that an article stands in.
    fn publication_name(&self, entry: &Entry) -> &str {
        self.issues
            .get(entry.issue)
            .and_then(|issue| self.publications.get(issue.publication))
            .map_or("", |publication| publication.name.as_str())
    }

    /// Whom a name in an article's byline stands for: a key of [`Archive::by_author`].
    pub fn identity(&self, entry: &Entry, name: &str) -> String {
        self.identities.identity(name, self.publication_name(entry))
    }
}

/// Rules whose names nobody signs with: they do nothing.
pub(super) fn idle(archive: &Archive, settings: &ArchiveSettings) -> Vec<Problem> {
    if settings.people.is_empty() {
        return Vec::new();
    }
    let printed: BTreeSet<String> =
        archive.articles.iter().flat_map(|a| &a.authors).map(|name| closed_up(name)).collect();
    let mut problems = Vec::new();
    for rule in &settings.people {
        let names: Vec<&String> = if rule.apart { vec![&rule.name] } else { rule.same.iter().collect() };
        for name in names.into_iter().filter(|name| !printed.contains(&closed_up(name))) {
            let message = format!("没有哪一篇署名 {name} (no article is signed {name})");
            let help = match crate::read::nearest::nearest(name, printed.iter().map(String::as_str)) {
                Some(near) => format!("是不是 {near}? (did you mean {near}?)"),
                None => "请核对，或删去这一条 (check it, or remove the item)".to_string(),
            };
            problems.push(Problem::warning("archive.yaml", message).at(rule.at.0, rule.at.1).help(help));
        }
    }
    problems
}
