//! What machines read: the Atom feed and the sitemap (where a base address is set), and the articles as JSON Lines.

use super::frame::one_line;
use super::scene::Scene;
use super::{Claimed, Phase, Site, dates, escape, home};
use crate::archive::{ArticleId, Entry};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::json;
use std::collections::BTreeMap;
use std::io;

/// Articles in the feed.
const LATEST: usize = 50;
/// Most addresses that one sitemap file may hold (sitemaps.org).
const SITEMAP: usize = 50_000;

/// Adds the feed and the sitemap, where a base address is set, and `data/`.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    add_data(site, scene)?;
    let Some(base) = scene.archive.settings.base.as_deref() else { return Ok(()) };
    site.add("feed.xml", Phase::Entrance, "feed", move || feed(scene, base))?;
    add_sitemap(site, scene)
}

/// An XML document, made by `fill`.
pub(super) fn document(fill: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> anyhow::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    fill(&mut writer)?;
    let mut out = writer.into_inner();
    out.push(b'\n');
    Ok(out)
}

/// An element that holds text only.
pub(super) fn text(w: &mut Writer<Vec<u8>>, name: &str, content: &str) -> io::Result<()> {
    w.create_element(name).write_text_content(BytesText::new(&escape::clean(content)))?;
    Ok(())
}

fn feed(scene: Scene<'_>, base: &str) -> anyhow::Result<Vec<u8>> {
    let settings = &scene.archive.settings;
    let dated = |e: &Entry| scene.issue_of(e).facts.date.as_deref().and_then(dates::instant);
    let issues = home::latest_issues(scene.archive).into_iter();
    let entries: Vec<&Entry> = issues
        .flat_map(|issue| issue.articles.clone().map(|id| scene.entry(id)))
        .filter(|e| dated(e).is_some())
        .take(LATEST)
        .collect();
    // No clock: the feed is as old as its newest issue.
    let updated =
        entries.iter().filter_map(|e| dated(e)).max().unwrap_or_else(|| "1970-01-01T00:00:00Z".into());
    let own = scene.absolute("feed.xml").unwrap_or_default();
    let root = scene.absolute("index.html").unwrap_or_default();
    document(|w| {
        let feed = w.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        feed.with_attribute(("xml:lang", "zh-Hans")).write_inner_content(|w| {
            text(w, "id", base)?;
            text(w, "title", &settings.title)?;
            if let Some(subtitle) = &settings.subtitle {
                text(w, "subtitle", subtitle)?;
            }
            text(w, "updated", &updated)?;
            let link = w.create_element("link").with_attribute(("rel", "self"));
            link.with_attribute(("type", "application/atom+xml"))
                .with_attribute(("href", own.as_str()))
                .write_empty()?;
            w.create_element("link").with_attribute(("href", root.as_str())).write_empty()?;
            w.create_element("author").write_inner_content(|w| text(w, "name", &settings.title))?;
            for e in &entries {
                w.create_element("entry").write_inner_content(|w| entry(w, scene, e, dated(e).as_deref()))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn entry(w: &mut Writer<Vec<u8>>, scene: Scene<'_>, e: &Entry, date: Option<&str>) -> io::Result<()> {
    let address = scene.absolute(&e.address).unwrap_or_default();
    text(w, "id", &address)?;
    text(w, "title", &one_line(&scene.title(e)))?;
    w.create_element("link").with_attribute(("href", address.as_str())).write_empty()?;
    text(w, "updated", date.unwrap_or_default())?;
    text(w, "published", date.unwrap_or_default())?;
    for name in &e.authors {
        w.create_element("author").write_inner_content(|w| text(w, "name", name))?;
    }
    let issue = scene.issue_of(e);
    let source = format!("{} {}", scene.publication_of(issue).name, scene.issue_name(issue));
    let summary = if e.lead.is_empty() { source } else { format!("{source}。{}", e.lead) };
    text(w, "summary", &summary)
}

/// One sitemap per year, so that a new issue changes its own year's only.
fn add_sitemap<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in &scene.archive.articles {
        let year = dates::prefix(scene.issue_of(entry).facts.date.as_deref(), 0).unwrap_or("undated");
        parts.entry(year.to_owned()).or_default().push(entry.address.clone());
    }
    // Of what stands only the paths are known: all but articles are lists.
    let made = site.pages.iter().filter(|(_, job)| job.phase == Phase::Index).map(|(path, _)| path.as_str());
    let stand = site.carried.iter().copied().filter(|path| !path.starts_with("a/"));
    let mut lists: Vec<&str> = made.chain(stand).filter(|path| path.ends_with(".html")).collect();
    lists.sort_unstable();
    let pages = ["index.html"].into_iter().chain(lists).map(String::from).collect();
    parts.insert("pages".into(), pages);
    let mut names = Vec::new();
    for (name, paths) in parts {
        for (n, chunk) in paths.chunks(SITEMAP).enumerate() {
            let path = if n == 0 {
                format!("sitemaps/{name}.xml")
            } else {
                format!("sitemaps/{name}-{}.xml", n + 1)
            };
            let chunk = chunk.to_vec();
            names.push(path.clone());
            site.add(path, Phase::Entrance, format!("sitemap of {name}"), move || {
                addresses(scene, "urlset", "url", &chunk)
            })?;
        }
    }
    site.add("sitemap.xml", Phase::Entrance, "sitemap", move || {
        addresses(scene, "sitemapindex", "sitemap", &names)
    })
}

fn addresses(scene: Scene<'_>, outer: &str, inner: &str, paths: &[String]) -> anyhow::Result<Vec<u8>> {
    document(|w| {
        let all =
            w.create_element(outer).with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
        all.write_inner_content(|w| {
            for path in paths {
                let address = scene.absolute(path).unwrap_or_default();
                w.create_element(inner).write_inner_content(|w| text(w, "loc", &address))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// `data/articles-2022.jsonl`: a line per article, a file per year.
pub(super) fn data_path(year: &str) -> String {
    format!("data/articles-{year}.jsonl")
}

/// The articles of each year; `undated` for the rest.
pub(super) fn data_years(scene: Scene<'_>) -> BTreeMap<&str, Vec<ArticleId>> {
    let mut years: BTreeMap<&str, Vec<ArticleId>> = BTreeMap::new();
    for issue in &scene.archive.issues {
        let year = dates::prefix(issue.facts.date.as_deref(), 0).unwrap_or("undated");
        if !issue.articles.is_empty() {
            years.entry(year).or_default().extend(issue.articles.clone());
        }
    }
    years
}

fn add_data<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    for (year, ids) in data_years(scene) {
        let path = data_path(year);
        let print = scene.print_of_entries("data", &ids, &year).ok().flatten();
        site.unit(scene.standing, path.clone(), print, |site| {
            site.add(path, Phase::Index, format!("data of {year}"), move || {
                let mut out = String::new();
                for id in &ids {
                    out.push_str(&record(scene, scene.entry(*id)).to_string());
                    out.push('\n');
                }
                Ok(out.into_bytes())
            })
        })?;
    }
    Ok(())
}

fn record(scene: Scene<'_>, entry: &Entry) -> serde_json::Value {
    let issue = scene.issue_of(entry);
    json!({
        "id": entry.key,
        "address": entry.address,
        "title": entry.title,
        "kicker": entry.kicker,
        "subtitle": entry.subtitle,
        "column": entry.column,
        "authors": entry.authors,
        "publication": scene.publication_of(issue).name,
        "number": issue.facts.number,
        "date": issue.facts.date,
        "page": entry.page,
        "section": entry.section,
        "regions": entry.regions,
        "topics": entry.topics,
        "subtopics": entry.subtopics,
        "characters": entry.length,
        "confidence": entry.confidence,
    })
}
