//! The articles as the search index takes them: in the order of their days, each as its page shows it.
//!
//! In: the archive and its texts. Out: [`search::Documents`], and the jobs of the index's files. The search page is `search_page`'s.

use super::page::{Page, Print, Standing};
use super::plates::Plates;
use super::scene::Scene;
use super::{Claimed, Phase, Site, Theme};
use crate::archive::{Archive, ArticleId};
use crate::describe::{Texts, regions};
use crate::digest::{self, Digest};
use crate::read::edtf;
use crate::search::{self, Document, Index, KeptBlock, Zone};
use crate::split::{Article, Block, BlockRole};
use crate::text::letters;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;
use std::ops::Range;

/// The manifest names all other files of the index, so it comes last.
const MANIFEST: &str = "manifest.js";

/// Where the index is, below the site's root.
const FOLDER: &str = "search/";

/// Makes the search index of the archive. `kept` are the blocks of the last build: those whose articles and files are the same stand.
///
/// # Errors
/// Where a text can't be had or the disk for temporary files is full.
pub fn index(
    archive: &Archive,
    texts: &dyn Texts,
    theme: &Theme,
    standing: &dyn Standing,
    kept: &[KeptBlock],
) -> anyhow::Result<Index> {
    let plates = Plates::new(archive, theme);
    let scene = Scene { archive, texts, sources: &[], theme, standing, plates: &plates };
    search::index(&Searched::new(scene), &|folder, print| {
        let block = kept.iter().find(|kept| kept.folder() == folder && kept.print == Some(print))?;
        let paths = standing.below(&format!("{FOLDER}{folder}/"), Print(print));
        let paths: Vec<String> =
            paths.iter().filter_map(|path| path.strip_prefix(FOLDER)).map(String::from).collect();
        (paths.len() == block.files).then(|| (block.clone(), paths))
    })
}

/// Adds the index's files.
pub(super) fn add<'a>(site: &mut Site<'a>, index: &'a Index) -> Result<(), Claimed> {
    for path in index.spool.paths() {
        let phase = if path == MANIFEST { Phase::Manifest } else { Phase::Leaf };
        let print = index.print_of(path).map(Print);
        site.add(format!("{FOLDER}{path}"), phase, "search index", move || {
            Ok(Page { print, bytes: Some(index.spool.read(path)?) })
        })?;
    }
    for (path, print) in &index.standing {
        site.add(format!("{FOLDER}{path}"), Phase::Leaf, "search index", move || {
            Ok(Page { print: Some(Print(*print)), bytes: None })
        })?;
    }
    Ok(())
}

/// The articles by day.
struct Searched<'a> {
    scene: Scene<'a>,
    articles: Vec<ArticleId>,
    days: Vec<u32>,
}

impl<'a> Searched<'a> {
    fn new(scene: Scene<'a>) -> Self {
        let archive = scene.archive;
        let days: Vec<u32> =
            archive.issues.iter().map(|issue| day(issue.facts.date.as_deref()).unwrap_or(0)).collect();
        let mut articles: Vec<ArticleId> = (0..archive.articles.len()).collect();
        // Stable: articles of one day keep the order of publications, issues and places.
        articles.sort_by_key(|id| days[archive.articles[*id].issue]);
        let days = articles.iter().map(|id| days[archive.articles[*id].issue]).collect();
        Self { scene, articles, days }
    }
}

impl search::Documents for Searched<'_> {
    fn days(&self) -> &[u32] {
        &self.days
    }

    fn length(&self, at: usize) -> usize {
        self.scene.entry(self.articles[at]).length
    }

    fn print(&self, articles: Range<usize>) -> Option<Digest> {
        let scene = self.scene;
        let mut parts = blake3::Hasher::new();
        // The days, too: they say where years and blocks begin, and a table of them may be another program's.
        parts.update(&scene.theme.digest());
        for at in articles {
            let entry = scene.entry(self.articles[at]);
            parts.update(&entry.print?).update(&self.days[at].to_le_bytes());
        }
        Some(digest::cut(parts.finalize()))
    }

    fn document(&self, at: usize) -> anyhow::Result<Document> {
        let (scene, entry) = (self.scene, self.scene.entry(self.articles[at]));
        let issue = scene.issue_of(entry);
        let publication = scene.publication_of(issue);
        let date = issue.facts.date.as_deref();
        let mut codes: BTreeSet<String> = entry.regions.iter().cloned().collect();
        codes
            .extend(entry.regions.iter().flat_map(|code| regions::lineage(code)).map(|d| d.code.to_string()));
        let topics: BTreeSet<&String> = entry.topics.iter().chain(&entry.subtopics).collect();
        Ok(Document {
            key: entry.key.clone(),
            address: entry.address.clone(),
            title: scene.title(entry),
            publication: (publication.slug.clone(), publication.name.clone()),
            issue: format!("{}/{}", publication.slug, issue.segment),
            date: date.map_or_else(String::new, |date| scene.date(date)),
            year: self.days[at].checked_sub(1).map_or(0, |_| date.and_then(year).unwrap_or(0)),
            page: entry.page.as_deref().map_or_else(String::new, |page| scene.page_label(issue, page, None)),
            region: entry.regions.first().map_or_else(String::new, |code| scene.region_name(code)),
            regions: codes.into_iter().map(|code| (code.clone(), scene.region_name(&code))).collect(),
            topics: topics.into_iter().map(|id| (id.clone(), scene.archive.topics.name(id).into())).collect(),
            units: units(&scene.text_of(entry)?.article),
        })
    }
}

/// Title, kicker, subtitle, byline and every block, but what the page does not show twice.
fn units(article: &Article) -> Vec<(Zone, String)> {
    let above = [&article.kicker, &article.subtitle].map(|text| text.clone().unwrap_or_default());
    let headline: Vec<String> =
        [&article.title].into_iter().chain(&above).map(|text| letters(text)).collect();
    let mut out = vec![(Zone::Title, article.title.clone())];
    out.extend(above.into_iter().filter(|text| !text.is_empty()).map(|text| (Zone::Subtitle, text)));
    let mut lead = Zone::Lead;
    for block in &article.blocks {
        let zone = match block.role {
            BlockRole::Kicker | BlockRole::Title | BlockRole::Subtitle => {
                if headline.iter().any(|h| h.contains(&letters(&block.text))) {
                    continue;
                }
                Zone::Subtitle
            }
            BlockRole::Byline => Zone::Subtitle,
            BlockRole::Body | BlockRole::Verse => std::mem::replace(&mut lead, Zone::Body),
            _ => Zone::Body,
        };
        out.push((zone, words(block)));
    }
    out
}

/// A block's words, its lines one after the other.
fn words(block: &Block) -> String {
    super::markdown::join_lines(&block.words())
}

/// Days from the year 1 on to a date's first day; a month counts from its first, a year from its first month.
fn day(date: Option<&str>) -> Option<u32> {
    let first = edtf::parse(date?)?.first()?;
    // Of a decade that is known (`195X`) the first year: it must stand somewhere.
    let year = first.year_number().or_else(|| first.year.replace('X', "0").parse().ok())?;
    let month = first.month_number().or(first.season().map(|season| (season - 20) * 3)).unwrap_or(1);
    let day = first.day_number().map_or(1, |day| day.day());
    u32::try_from(NaiveDate::from_ymd_opt(year, month, day)?.num_days_from_ce()).ok()
}

fn year(date: &str) -> Option<u32> {
    edtf::parse(date)?.first()?.year_number().and_then(|year| u32::try_from(year).ok())
}
