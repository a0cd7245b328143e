//! archive: what all issues together make: order, addresses, indexes. Nothing here reads sources.
//!
//! In: [`Brief`]s of the described issues (`brief`) with their publications' settings, and the address
//! register. Out: an [`Archive`]. It holds what lists need of an article, never its text.
//!
//! Steps: file issues under publications (`publications`); read a print of each text (`key`, `fingerprint`); find what the register knows
//! (`register`, `recognise`, and which issue is which: `homes`); by that give publications their `slug`s, issues their `segment`s, and
//! articles their addresses (`assign`); see which issues are missing (`serials`);
//! list the articles by region, topic, column, author (`people`: who is who) and year (`filing`), and by what
//! they share (`related`). `order` sorts names.

pub mod assign;
pub mod brief;
pub mod build;
pub mod filing;
pub mod fingerprint;
mod homes;
pub mod key;
pub mod order;
mod parts;
pub mod people;
mod publications;
mod recognise;
pub mod register;
pub mod related;
pub mod segment;
pub mod serials;
pub mod slug;

pub use brief::{ArticleBrief, Brief};
pub use build::{Built, Filed, build};

use crate::describe::people::Person;
use crate::describe::topics::Tree;
use crate::digest::Digest;
use crate::read::settings::{ArchiveSettings, PublicationSettings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Index into [`Archive::articles`].
pub type ArticleId = usize;

/// All issues together.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    pub settings: ArchiveSettings,
    /// A print (BLAKE3, 128 bits) of these.
    pub ground: Digest,
    /// The topics that there are, the archive's own among them.
    pub topics: Tree,
    /// Sorted by slug.
    pub publications: Vec<Publication>,
    /// Grouped by publication in the order of `publications`, then by date (undated last), number and path.
    pub issues: Vec<Issue>,
    /// In the order of `issues`, then of their place in the issue. Withheld articles are not here.
    pub articles: Vec<Entry>,
    /// Articles by division, each with everything below it counted in; oldest first. Keys: GB/T 2260 codes.
    pub by_region: BTreeMap<String, Vec<ArticleId>>,
    /// Articles by topic and subtopic id; oldest first.
    pub by_topic: BTreeMap<String, Vec<ArticleId>>,
    /// By column name.
    pub by_column: BTreeMap<String, Vec<ArticleId>>,
    /// By who signs: keys are [`identity`](people::Identities::identity)s, names of persons, bodies and desks.
    pub by_author: BTreeMap<String, Vec<ArticleId>>,
    /// By year (`2022`); articles of undated issues are in none.
    pub by_year: BTreeMap<String, Vec<ArticleId>>,
    /// Divisions that each article is counted under: those it names, and those that they lie in.
    pub by_division: filing::Marks,
    /// The same of the division that each is about first.
    pub by_first_division: filing::Marks,
    /// Topics of the top level that each article is counted under.
    pub by_top_topic: filing::Marks,
    /// What [`Archive::related`] looks articles up in.
    pub related: related::RelatedIndex,
    /// Addresses given once that no longer hold an article.
    pub former: Vec<Former>,
    /// Which names are one, and which are several.
    pub identities: people::Identities,
}

/// A newspaper or periodical.
#[derive(Debug, Clone)]
pub struct Publication {
    pub name: String,
    /// ASCII, unique within the archive.
    pub slug: String,
    pub settings: PublicationSettings,
    /// A print (BLAKE3, 128 bits) of these and the archive's settings: what all its pages have in common.
    pub ground: Digest,
    /// Indices into [`Archive::issues`].
    pub issues: std::ops::Range<usize>,
    /// Which issues are missing between those held.
    pub series: serials::Series,
}

/// One number of a publication.
#[derive(Debug, Clone)]
pub struct Issue {
    /// [`IssueSource::path`](crate::read::IssueSource::path).
    pub path: String,
    /// Index into [`Archive::publications`].
    pub publication: usize,
    /// The issue's part of addresses: `2022-05-10`, ASCII, unique within the publication.
    pub segment: String,
    pub facts: crate::split::IssueFacts,
    /// Indices into [`Archive::articles`].
    pub articles: std::ops::Range<usize>,
    /// Index of the issue in the list of described issues, where its texts are: its own, and no other issue's.
    pub described: usize,
}

/// An article in the archive: where it is, and its [`Card`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// Address key: `data-article-id` of its page.
    pub key: String,
    /// Path of its page below the site's root: `a/jcgz/2022-05-10/k3v9tq2m.html`.
    pub address: String,
    /// Index into [`Archive::issues`].
    pub issue: usize,
    /// A print of all that the entry is made of, address and publication too, where one was taken.
    pub print: Option<Digest>,
    pub card: Arc<Card>,
}

impl std::ops::Deref for Entry {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.card
    }
}

/// What lists show of an article: all that it tells by itself, whatever else is in the archive.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Place of the article among its issue's described articles.
    pub place: usize,
    pub title: String,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
    pub column: Option<String>,
    pub authors: Vec<String>,
    /// The same with what they did and what they are.
    pub people: Vec<Person>,
    /// Key phrases, those that say most first.
    pub phrases: Vec<String>,
    pub page: Option<String>,
    pub section: Option<String>,
    /// The first sentence or two of the body, at most 80 characters.
    pub lead: String,
    /// Letters and digits of all its blocks.
    pub length: usize,
    /// Codes, the one it is about first.
    pub regions: Vec<String>,
    pub topics: Vec<String>,
    pub subtopics: Vec<String>,
    pub confidence: f64,
}

impl Card {
    /// All that is kept of an article that a correction withholds: the register needs its title.
    pub fn withheld(title: String, place: usize) -> Self {
        Self { title, place, ..Self::default() }
    }
}

/// An address that was given once: its page now redirects, or says that the article is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    pub address: String,
    pub key: String,
    /// Title as last registered.
    pub title: String,
    pub fate: Fate,
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The article now has this address.
    Moved(String),
    /// No source holds it any more.
    Gone,
    /// A correction withholds it (未开放).
    Withheld,
}
