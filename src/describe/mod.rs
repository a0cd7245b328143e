//! describe: what an article is about: regions (GB/T 2260), topics, key phrases, people, and the issue's date where only the
//! text tells it.
//!
//! In: [`SplitIssue`] with its corrections applied to its structure, the publication's settings, and the topics.
//! Out: [`DescribedIssue`]. Pure, given the vocabularies.
//! Steps: the date from the text, where nothing else tells it; the home region, from the settings, the publication's name,
//! or what most articles are about; then each article's regions, topics and people ([`describe`]); its key phrases and the
//! dates that its text speaks of (`spoken`), which pages show and the split record does not ([`detailed`]).

pub mod codes;
mod dates;
mod fold;
mod home;
mod imprint;
mod lookup;
pub mod people;
mod phrases;
pub mod regions;
mod sections;
mod spoken;
mod texts;
pub mod topics;
mod zones;

pub use spoken::TextDate;
pub use texts::{Text, Texts};

use crate::read::edtf;
use crate::read::settings::PublicationSettings;
use crate::split::{Article, DateBasis, IssueFacts, Notice, Residue, SplitIssue};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use topics::Vocabulary;

/// Makes the tables of regions and topics ready: while issues are read and split, another thread may.
pub fn prepare() {
    regions::prepare();
    Vocabulary::of(&[]);
}

/// A division, topic or phrase an article was given, and the words that spoke for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// GB/T 2260 code, topic id, or the phrase itself.
    pub id: String,
    /// Weight relative to the best finding of the same article (1.0).
    pub score: f64,
    /// The words in the text that spoke for it, strongest first, at most five.
    pub evidence: Vec<String>,
}

/// An article with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DescribedArticle {
    pub article: Article,
    /// The one it is about first.
    pub regions: Vec<Finding>,
    /// Top level ids of the vocabulary, best first; none where nothing fits.
    pub topics: Vec<Finding>,
    /// Second level ids, best first.
    pub subtopics: Vec<Finding>,
    /// The dates that its text speaks of, in the order of the text, each once.
    #[serde(default)]
    pub dates: Vec<TextDate>,
    /// Who made it, in the order of [`Article::authors`].
    pub people: Vec<people::Person>,
    /// Key phrases as printed, best first: names of projects, policies, firms, campaigns, products.
    pub phrases: Vec<Finding>,
}

/// An issue, split, corrected and described: all that later stages need of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct DescribedIssue {
    /// [`IssueSource::path`](crate::read::IssueSource::path).
    pub path: String,
    pub facts: IssueFacts,
    pub articles: Vec<DescribedArticle>,
    pub residues: Vec<Residue>,
    pub notices: Vec<Notice>,
}

/// Describes a split issue. A person's word on regions, topics and dates is applied after this, by the caller.
pub fn describe(
    issue: SplitIssue,
    path: &str,
    publication: &PublicationSettings,
    vocabulary: &Vocabulary,
) -> DescribedIssue {
    let mut facts = issue.facts;
    if facts.date.is_none()
        && let Some(date) = dates::date_of(&issue.articles)
    {
        facts.date = Some(date);
        facts.date_basis = DateBasis::Text;
    }
    // A printed number names its year: it is surer than what the text lets one infer, if less exact.
    let year = facts.number.as_deref().and_then(|n| n.get(..4)).filter(|y| edtf::date(y).is_ok());
    if let Some(year) = year
        && matches!(facts.date_basis, DateBasis::Text | DateBasis::None)
        && !facts.date.as_ref().is_some_and(|date| date.starts_with(year))
    {
        facts.date = Some(year.to_string());
        facts.date_basis = DateBasis::Masthead;
    }
    let texts: Vec<Vec<regions::Zone>> = issue.articles.iter().map(zones::zones_of).collect();
    let local = regions::LocalNames::new(&publication.divisions).map(Arc::new);
    let home = home::home_of(
        &home::Known { facts: &facts, publication, imprint: &issue.imprint },
        &texts,
        local.as_ref(),
    );
    let context =
        regions::Context { home: home.as_ref().map(|h| h.code.clone()), date: facts.date.clone(), local };
    let articles = issue
        .articles
        .into_iter()
        .zip(&texts)
        .map(|(article, zones)| {
            let topics = topics::topics_of(zones, article.section.as_deref(), vocabulary);
            let regions = home::regions_or_home(&article, zones, &context, home.as_ref());
            DescribedArticle {
                people: people::people_of(&article),
                regions,
                article,
                topics: topics.topics,
                subtopics: topics.subtopics,
                dates: Vec::new(),
                phrases: Vec::new(),
            }
        })
        .collect();
    DescribedIssue {
        path: path.to_string(),
        facts,
        articles,
        residues: issue.residues,
        notices: issue.notices,
    }
}

/// Adds what only pages show: key phrases, and the dates that the texts speak of. Last, when a person has had the word on
/// the issue's date and the articles' places.
pub fn detailed(mut issue: DescribedIssue, vocabulary: &topics::Vocabulary) -> DescribedIssue {
    for described in &mut issue.articles {
        described.phrases = phrases::phrases_of(&described.article, &described.regions, vocabulary);
        described.dates = spoken::dates_of(&described.article, issue.facts.date.as_deref());
    }
    issue
}
