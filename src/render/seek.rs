//! A field for words, which asks the search page: for the whole archive, or only inside what a page shows.
//!
//! In: the page, what it is called, and the filters that stand for it. Out: what the `seek` component of `parts.html`
//! shows: a plain form, so that it works from `file://` and before any script has run.

use super::links::rel;
use super::scene::Scene;
use super::search_page::PATH;
use crate::archive::{Issue, Publication};
use serde::Serialize;

/// Filters of the search page by their names in its address. Without any, nothing stands for the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Within(Vec<(&'static str, String)>);

impl Within {
    pub fn region(code: &str) -> Self {
        Self(vec![("region", code.to_owned())])
    }

    pub fn topic(id: &str) -> Self {
        Self(vec![("topic", id.to_owned())])
    }

    pub fn publication(publication: &Publication) -> Self {
        Self(vec![("publication", publication.slug.clone())])
    }

    /// The issue by its publication and the name of its page.
    pub fn issue(publication: &Publication, issue: &Issue) -> Self {
        Self(vec![("issue", format!("{}/{}", publication.slug, issue.segment))])
    }

    pub fn year(year: &str) -> Self {
        Self::default().and_year(Some(year))
    }

    /// The same in one year; nothing where the year is not known, or nothing would stand for the whole.
    pub fn in_year(&self, year: Option<&str>) -> Self {
        if self.0.is_empty() { Self::default() } else { self.clone().and_year(year) }
    }

    fn and_year(mut self, year: Option<&str>) -> Self {
        match year {
            Some(year) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
                self.0.extend([("from", year.to_owned()), ("to", year.to_owned())]);
                self
            }
            _ => Self::default(),
        }
    }
}

/// The form as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct Seek {
    /// The search page, from this page.
    action: String,
    label: String,
    /// What is not typed: filters.
    fields: Vec<(&'static str, String)>,
}

impl Seek {
    /// In the whole archive.
    pub fn everywhere(scene: Scene<'_>, from: &str) -> Self {
        Self { action: rel(from, PATH), label: scene.t("seek-all", &[]), fields: Vec::new() }
    }

    /// Only in what the page `from` shows, which is called `name`.
    pub fn inside(scene: Scene<'_>, from: &str, name: &str, within: &Within) -> Self {
        let label = scene.t("seek-inside", &[("name", name)]);
        Self { action: rel(from, PATH), label, fields: within.0.clone() }
    }

    /// The same; none where no filter stands for the page.
    pub fn maybe(scene: Scene<'_>, from: &str, name: &str, within: &Within) -> Option<Self> {
        (!within.0.is_empty()).then(|| Self::inside(scene, from, name, within))
    }
}

#[cfg(test)]
mod tests {
    use super::Within;

    #[test]
    fn a_year_narrows_only_what_stands_for_something() {
        let region = Within::region("140500");
        assert_eq!(region.in_year(Some("2022")).0.len(), 3);
        assert_eq!(region.in_year(Some("2022-05")), Within::default());
        assert_eq!(region.in_year(None), Within::default());
        assert_eq!(Within::default().in_year(Some("2022")), Within::default());
        assert_eq!(Within::year("1949").0, [("from", "1949".to_owned()), ("to", "1949".to_owned())]);
    }
}
