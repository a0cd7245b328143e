//! Linked data: schema.org's view of an article (JSON-LD): what a citation needs.

use super::dates;
use super::escape::{self, Html};
use super::frame::one_line;
use super::scene::Scene;
use crate::archive::{Entry, Issue};
use crate::describe::DescribedArticle;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'v> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: String,
    in_language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'v str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_start: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_end: Option<&'v str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    content_location: Vec<Named<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Named<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    is_part_of: PublicationIssue<'v>,
}

/// A person, a division, a topic.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Named<'v> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<&'v str>,
    /// The IPTC Media Topics code that a topic is carried along by.
    #[serde(skip_serializing_if = "Option::is_none")]
    term_code: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_defined_term_set: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PublicationIssue<'v> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    is_part_of: Periodical<'v>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'v str>,
}

#[derive(Serialize)]
struct Periodical<'v> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issn: Option<&'v str>,
}

impl<'v> Named<'v> {
    fn of(kind: &'static str, name: &'v str, identifier: Option<&'v str>) -> Self {
        Self { kind, name, identifier, term_code: None, in_defined_term_set: None }
    }

    fn topic(scene: Scene<'v>, id: &'v str) -> Self {
        let term_code = scene.topic(id).map_or_else(|| scene.archive.topics.iptc(id), |topic| topic.iptc);
        let in_defined_term_set = term_code.map(|_| "IPTC Media Topics");
        Self { term_code, in_defined_term_set, ..Self::of("DefinedTerm", scene.topic_name(id), Some(id)) }
    }
}

/// The data block of an article's page, fit to stand in it.
pub(super) fn data<'v>(
    scene: Scene<'v>,
    entry: &'v Entry,
    issue: &'v Issue,
    described: &DescribedArticle,
) -> anyhow::Result<Html> {
    let publication = scene.publication_of(issue);
    let article = &described.article;
    let date = issue.facts.date.as_deref().and_then(dates::published);
    let place = |code: &'v String| Named::of("AdministrativeArea", scene.division_name(code), Some(code));
    let page = article.page.as_deref();
    let out = NewsArticle {
        context: "https://schema.org",
        kind: "NewsArticle",
        headline: one_line(&scene.title(entry)),
        in_language: "zh-Hans",
        date_published: date.as_deref(),
        author: entry.authors.iter().map(|name| Named::of("Person", name, None)).collect(),
        article_section: article.section.as_deref().or(article.column.as_deref()),
        page_start: page,
        page_end: page.map(|page| article.page_end.as_deref().unwrap_or(page)),
        content_location: entry.regions.iter().map(place).collect(),
        about: entry.topics.iter().chain(&entry.subtopics).map(|id| Named::topic(scene, id)).collect(),
        keywords: described.phrases.iter().map(|phrase| phrase.id.as_str()).collect(),
        url: scene.absolute(&entry.address),
        is_part_of: PublicationIssue {
            kind: "PublicationIssue",
            name: scene.issue_name(issue),
            is_part_of: Periodical {
                kind: "Periodical",
                name: &publication.name,
                issn: publication.settings.issn.as_deref(),
            },
            date_published: date.as_deref(),
        },
    };
    Ok(Html(escape::json(&out)?))
}
