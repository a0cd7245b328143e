//! Related articles, as the foot of an article's page lists them: each with what it shares.
//!
//! In: [`Archive::related`](crate::archive::Archive::related). Out: links with their reasons in words.

use super::links::{encode, rel};
use super::scene::Scene;
use crate::archive::ArticleId;
use crate::archive::related::Related;
use serde::Serialize;

/// Phrases that a reason quotes.
const QUOTED: usize = 3;

/// Another article, where it stands, and what it shares with this one.
#[derive(Debug, Serialize)]
pub(super) struct RelatedView {
    href: String,
    title: String,
    publication: String,
    date: String,
    machine: Option<String>,
    /// 同在泽州县，同属教育，都提到“…”.
    because: String,
}

/// What is related to an article, best first.
pub(super) fn related(scene: Scene<'_>, from: &str, id: ArticleId) -> Vec<RelatedView> {
    scene.archive.related(id).iter().map(|r| view(scene, from, r)).collect()
}

fn view(scene: Scene<'_>, from: &str, related: &Related) -> RelatedView {
    let entry = scene.entry(related.article);
    let issue = scene.issue_of(entry);
    RelatedView {
        href: rel(from, &encode(&entry.address)),
        title: scene.title(entry),
        publication: scene.publication_of(issue).name.clone(),
        date: scene.issue_date(issue),
        machine: scene.dated(issue).machine.clone(),
        because: because(scene, related),
    }
}

fn because(scene: Scene<'_>, related: &Related) -> String {
    let quote = |phrase: &String| scene.t("related-phrase", &[("name", phrase)]);
    let phrases: Vec<String> = related.phrases.iter().take(QUOTED).map(quote).collect();
    let region = related
        .region
        .as_deref()
        .map(|code| scene.t("related-region", &[("name", &scene.region_name(code))]));
    let topic =
        related.topic.as_deref().map(|id| scene.t("related-topic", &[("name", scene.topic_name(id))]));
    let named = (!phrases.is_empty()).then(|| scene.t("related-phrases", &[("names", &phrases.concat())]));
    region.into_iter().chain(topic).chain(named).collect::<Vec<_>>().join(&scene.t("related-and", &[]))
}
