//! The search page, and its description for browsers (OpenSearch).
//!
//! In: the interface's words. Out: `search.html`, whose script (`assets/search.js`) asks the index that `search/` holds, and
//! `opensearch.xml` where the archive has a base address: its template must be absolute.
//!
//! The page itself does not change with the archive: what it shows comes from the index, when a reader asks.

use super::feed::{document, text};
use super::frame::{Crumb, Link, Part};
use super::scene::Scene;
use super::{Claimed, Page, Phase, Site, escape};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// The page's path.
pub(super) const PATH: &str = "search.html";
/// The description that a browser reads to add the search.
const DESCRIPTION: &str = "opensearch.xml";
/// The engine and the index's own list, which the program makes; the page tells softly where they are missing.
const ENGINE: &str = "search/engine.js";
const MANIFEST: &str = "search/manifest.js";
/// The longest name that OpenSearch allows.
const SHORT_NAME: usize = 16;

/// What `search.html` shows.
#[derive(Serialize)]
struct SearchView {
    engine: &'static str,
    manifest: &'static str,
    /// The script's words: JSON, fit to stand in a page.
    says: String,
    /// The directories: ways in without the search.
    ways: Vec<Link>,
}

/// Adds `search.html` and, where a base address is set, `opensearch.xml`.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    site.add(PATH, Phase::Index, "search page", move || page(scene))?;
    if let Some(template) = scene.absolute(PATH) {
        site.add(DESCRIPTION, Phase::Entrance, "description of the search", move || {
            description(scene, &format!("{template}?q={{searchTerms}}"))
        })?;
    }
    Ok(())
}

fn page(scene: Scene<'_>) -> anyhow::Result<Page> {
    let title = scene.t("nav-search", &[]);
    let way = |key: &str, to: &str| Crumb::to(scene.t(key, &[]), to).link(PATH);
    let view = SearchView {
        engine: ENGINE,
        manifest: MANIFEST,
        says: escape::json(&says(scene))?,
        ways: vec![
            way("nav-regions", "regions/index.html"),
            way("nav-issues", "issues/index.html"),
            way("nav-topics", "topics/index.html"),
            way("nav-columns", "columns/index.html"),
            way("nav-people", "people/index.html"),
            way("nav-years", "years/index.html"),
            way("nav-days", "days/index.html"),
        ],
    };
    let about = scene.t("search-summary", &[("name", &scene.archive.settings.title)]);
    let crumbs = [scene.home(), Crumb::here(title.clone())];
    scene.render("search.html", &scene.frame(PATH, Part::Search, &title, &about, &crumbs), &view)
}

/// What the script says, with its placeholders: every text whose key begins with `say-`.
fn says(scene: Scene<'_>) -> serde_json::Value {
    let strings = scene.theme.strings();
    let own = |key| Some((str::strip_prefix(key, "say-")?, strings.get(key)?));
    let own: BTreeMap<&str, &str> = strings.keys().filter_map(own).collect();
    serde_json::json!(own)
}

/// OpenSearch 1.1: how a browser asks this site.
fn description(scene: Scene<'_>, template: &str) -> anyhow::Result<Vec<u8>> {
    let settings = &scene.archive.settings;
    let long = settings.title.chars().count() > SHORT_NAME;
    let short: String = match long {
        true => settings.title.chars().take(SHORT_NAME - 1).chain(['…']).collect(),
        false => settings.title.clone(),
    };
    let language = if scene.theme.language() == "zh" { "zh-Hans" } else { scene.theme.language() };
    document(|w| {
        let root = w.create_element("OpenSearchDescription");
        root.with_attribute(("xmlns", "http://a9.com/-/spec/opensearch/1.1/")).write_inner_content(|w| {
            text(w, "ShortName", &short)?;
            text(w, "Description", &scene.t("search-summary", &[("name", &settings.title)]))?;
            let url = |w: &mut quick_xml::Writer<Vec<u8>>, rel, kind, template: &str| -> io::Result<()> {
                let url = w.create_element("Url").with_attribute(("type", kind)).with_attribute(("rel", rel));
                url.with_attribute(("method", "get")).with_attribute(("template", template)).write_empty()?;
                Ok(())
            };
            url(w, "results", "text/html", template)?;
            let own = scene.absolute(DESCRIPTION).unwrap_or_default();
            url(w, "self", "application/opensearchdescription+xml", &own)?;
            let icon = scene.absolute("assets/icon.svg").unwrap_or_default();
            w.create_element("Image")
                .with_attribute(("type", "image/svg+xml"))
                .write_text_content(quick_xml::events::BytesText::new(&icon))?;
            text(w, "Language", language)?;
            text(w, "InputEncoding", "UTF-8")
        })?;
        Ok(())
    })
}
