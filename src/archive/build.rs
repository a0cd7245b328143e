//! All issues together → the [`Archive`]: their order, their articles' addresses, and the lists.

use super::assign::{Assigned, Given, assign};
use super::brief::Brief;
use super::people::{Identities, idle};
use super::publications::{Group, give_slugs, group};
use super::recognise::{Claim, Recognised, recognise};
use super::register::Register;
use super::related::RelatedIndex;
use super::segment::{Wish, Wished, segment, segments};
use super::serials::series;
use super::{Archive, ArticleId, Entry, Issue, Publication};
use crate::describe::regions;
use crate::describe::topics::Tree;
use crate::digest::{self, Digest};
use crate::read::IssueSource;
use crate::read::settings::{ArchiveSettings, PublicationSettings};
use crate::report::Problem;
use crate::split::IssueFacts;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An issue, and where it was filed.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    pub publication: &'a PublicationSettings,
    /// [`IssueSource::folder`](crate::read::IssueSource::folder).
    pub folder: &'a str,
    pub issue: &'a Brief,
    /// A print of all that the issue's description depends on, where one was taken.
    pub print: Option<Digest>,
}

impl<'a> Filed<'a> {
    /// An issue as it was read, of whose description no print was taken.
    pub fn of(source: &'a IssueSource, issue: &'a Brief) -> Self {
        Self { publication: &source.publication, folder: &source.folder, issue, print: None }
    }
}

/// What [`build`] made.
#[derive(Debug, Clone, Default)]
pub struct Built {
    pub archive: Archive,
    /// The register as it is to be written.
    pub register: Register,
    /// Paths are below `content/`.
    pub problems: Vec<Problem>,
}

/// Gives the letters ([`text_of`](super::key::text_of)) of an issue's article: (index into `filed`, place in the issue).
pub type Letters<'a> = dyn Fn(usize, usize) -> String + Sync + 'a;

/// Makes the archive. [`Issue::described`] are indices into `filed`. `letters` is asked only where a text was lost or changed.
pub fn build(
    settings: &ArchiveSettings,
    filed: &[Filed<'_>],
    letters: &Letters<'_>,
    register: &Register,
) -> Built {
    let mut problems = Vec::new();
    let mut groups = group(filed, &mut problems);
    let wishes = wishes(&groups, filed);
    let claims = Claims::of(filed, &wishes);
    let letters = |c: usize| letters(claims.issue_of[c], c - claims.first[claims.issue_of[c]]);
    let recognised = recognise(&claims.all, &letters, register);
    // By which texts are where, publications and issues have their names in addresses.
    let kept = claims.kept(&recognised);
    let holds = |issue: usize, slug: &str| kept[issue].iter().any(|(of, _)| *of == slug);
    give_slugs(&mut groups, filed, &holds, &mut problems);
    let (publications, mut issues) = lay_out(groups, filed, settings, &wishes, &kept);

    let mut folders = vec![String::new(); filed.len()];
    for issue in &issues {
        folders[issue.described] = format!("a/{}/{}", publications[issue.publication].slug, issue.segment);
    }
    let folder = |c: usize| folders[claims.issue_of[c]].as_str();
    let Assigned { mut given, register, former } = assign(&claims.all, &folder, &recognised, register);
    let places: Vec<(usize, usize)> = issues
        .iter()
        .enumerate()
        .flat_map(|(i, issue)| (0..filed[issue.described].issue.articles.len()).map(move |place| (i, place)))
        .collect();
    let given: Vec<Option<Given>> =
        places.iter().map(|&(i, place)| given[claims.first[issues[i].described] + place].take()).collect();

    let entry = |(&(i, place), given): (&(usize, usize), Option<Given>)| {
        let issue = &issues[i];
        let article = &filed[issue.described].issue.articles[place];
        let Given { key, address } = given.filter(|_| !article.withheld)?;
        let mut entry = Entry { key, address, issue: i, print: None, card: Arc::clone(&article.card) };
        let publication = &publications[issue.publication];
        let print = filed[issue.described].print;
        entry.print = print.map(|print| entry_print(print, publication, &issue.segment, &entry));
        Some(entry)
    };
    let articles: Vec<Entry> = places.par_iter().zip(given).filter_map(entry).collect();
    let mut counts = vec![0usize; issues.len()];
    articles.iter().for_each(|entry| counts[entry.issue] += 1);
    let mut from = 0;
    for (issue, count) in issues.iter_mut().zip(counts) {
        issue.articles = from..from + count;
        from += count;
    }
    let mut archive = Archive {
        settings: settings.clone(),
        ground: ground(settings, &PublicationSettings::default()),
        topics: Tree::of(&settings.vocabularies),
        publications,
        issues,
        articles,
        former,
        identities: Identities::of(settings),
        ..Archive::default()
    };
    let order = list(&mut archive);
    archive.related = RelatedIndex::new(&archive.issues, &archive.articles, order);
    problems.extend(idle(&archive, settings));
    Built { archive, register, problems }
}

/// Where the issues' articles would be if nobody else wished it.
fn wishes(groups: &[Group], filed: &[Filed<'_>]) -> Vec<Wished> {
    let mut all = vec![Wished { slug: String::new(), segment: String::new() }; filed.len()];
    for group in groups {
        let slug = group.wish();
        for &i in &group.issues {
            let Brief { facts, path, .. } = filed[i].issue;
            all[i] = Wished { slug: slug.clone(), segment: segment(facts, path) };
        }
    }
    all
}

/// All articles' claims, in the order of their issues' paths and of their places.
struct Claims<'a> {
    all: Vec<Claim<'a>>,
    /// Index into the filed issues, for each claim.
    issue_of: Vec<usize>,
    /// The first claim of each filed issue.
    first: Vec<usize>,
}

/// The (slug, segment) of addresses that an issue's articles keep.
type Keeps<'r> = BTreeSet<(&'r str, &'r str)>;

impl<'a> Claims<'a> {
    fn of(filed: &[Filed<'a>], wishes: &'a [Wished]) -> Self {
        let mut order: Vec<usize> = (0..filed.len()).collect();
        order.sort_by_key(|&i| &filed[i].issue.path);
        let mut claims = Self { all: Vec::new(), issue_of: Vec::new(), first: vec![0; filed.len()] };
        for i in order {
            let issue = filed[i].issue;
            claims.first[i] = claims.all.len();
            claims.all.extend(issue.articles.iter().map(|article| Claim {
                source: &issue.path,
                wish: &wishes[i],
                title: &article.card.title,
                withheld: article.withheld,
                print: &article.print,
            }));
            claims.issue_of.resize(claims.all.len(), i);
        }
        claims
    }

    /// By filed issue.
    fn kept<'r>(&self, recognised: &Recognised<'r>) -> Vec<Keeps<'r>> {
        let mut all = vec![Keeps::new(); self.first.len()];
        for (issue, address) in self.issue_of.iter().zip(&recognised.own) {
            let mut parts = address.unwrap_or_default().split('/').skip(1);
            if let (Some(slug), Some(segment)) = (parts.next(), parts.next()) {
                all[*issue].insert((slug, segment));
            }
        }
        all
    }
}

/// Publications and their issues in order, with segments.
fn lay_out(
    groups: Vec<Group>,
    filed: &[Filed<'_>],
    settings: &ArchiveSettings,
    wishes: &[Wished],
    kept: &[Keeps<'_>],
) -> (Vec<Publication>, Vec<Issue>) {
    let (mut publications, mut issues) = (Vec::new(), Vec::new());
    for (p, mut group) in groups.into_iter().enumerate() {
        group.issues.sort_by_cached_key(|&i| order(&filed[i].issue.facts, &filed[i].issue.path));
        let held = |i: usize| kept[i].iter().filter(|(slug, _)| *slug == group.slug).map(|(_, own)| *own);
        let wish = |&i: &usize| Wish {
            plain: &wishes[i].segment,
            path: &filed[i].issue.path,
            held: held(i).collect(),
        };
        let segments = segments(&group.issues.iter().map(wish).collect::<Vec<_>>());
        let from = issues.len();
        for (&described, segment) in group.issues.iter().zip(segments) {
            let issue = filed[described].issue;
            issues.push(Issue {
                path: issue.path.clone(),
                publication: p,
                segment,
                facts: issue.facts.clone(),
                articles: 0..0,
                described,
            });
        }
        let facts: Vec<&IssueFacts> = issues[from..].iter().map(|issue: &Issue| &issue.facts).collect();
        let series = series(&facts, &group.settings);
        publications.push(Publication {
            name: group.name,
            slug: group.slug,
            series,
            ground: ground(settings, &group.settings),
            settings: group.settings,
            issues: from..issues.len(),
        });
    }
    (publications, issues)
}

/// A print of all that lists and articles' pages show of an entry: its issue's texts tell the rest.
fn entry_print(issue: Digest, publication: &Publication, segment: &str, entry: &Entry) -> Digest {
    let mut hash = blake3::Hasher::new();
    hash.update(&issue).update(&publication.ground).update(&(entry.place as u64).to_le_bytes());
    for text in [&publication.name, &publication.slug, segment, &entry.key, &entry.address] {
        hash.update(text.as_bytes()).update(&[0]);
    }
    digest::cut(hash.finalize())
}

fn ground(archive: &ArchiveSettings, publication: &PublicationSettings) -> Digest {
    // `Debug` shows every field there is: one that is added later can't be forgotten here.
    digest::cut(blake3::hash(format!("{archive:?}\n{publication:?}").as_bytes()))
}

/// Issues of one publication: by date, undated last, then by number and path.
fn order<'a>(facts: &IssueFacts, path: &'a str) -> ((bool, String), Vec<u64>, Option<u32>, &'a str) {
    let number = facts.number.as_deref().unwrap_or_default();
    let digits = number.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect();
    (date_order(facts), digits, facts.serial, path)
}

/// Dates in order: undated last; a month before its days.
fn date_order(facts: &IssueFacts) -> (bool, String) {
    let order = facts.date.as_deref().map(crate::read::edtf::order).unwrap_or_default();
    (order.is_empty(), order)
}

/// Fills the lists, oldest first; gives the articles in that order.
fn list(archive: &mut Archive) -> Vec<super::ArticleId> {
    let dates: Vec<(bool, String)> = archive.issues.iter().map(|i| date_order(&i.facts)).collect();
    let mut ids: Vec<usize> = (0..archive.articles.len()).collect();
    // Stable: articles of one date keep the order of publications, issues and places.
    ids.sort_by_key(|&a| &dates[archive.articles[a].issue]);
    let (mut by_region, mut by_topic) = (Lists::default(), Lists::default());
    let (mut by_column, mut by_author, mut by_year) = (Lists::default(), Lists::default(), Lists::default());
    // Lists that a division's articles are on: its own, and those of the divisions that it lies in.
    let mut lineages: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut names: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for &id in &ids {
        let article = &archive.articles[id];
        for code in &article.regions {
            let lists = lineages.entry(code).or_insert_with(|| {
                let above = regions::lineage(code);
                above.iter().map(|d| d.code).chain([code.as_str()]).map(|code| by_region.slot(code)).collect()
            });
            lists.iter().for_each(|slot| by_region.add(*slot, id));
        }
        for topic in article.topics.iter().chain(&article.subtopics) {
            by_topic.add_to(topic, id);
        }
        article.column.iter().filter(|c| !c.is_empty()).for_each(|name| by_column.add_to(name, id));
        let publication = archive.issues[article.issue].publication;
        for author in &article.authors {
            let slot = *names
                .entry((publication, author))
                .or_insert_with(|| by_author.slot(&archive.identity(article, author)));
            by_author.add(slot, id);
        }
        let date = &dates[article.issue].1;
        if let Some(year) = date.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit())) {
            by_year.add_to(year, id);
        }
    }
    let (by_region, by_topic) = (by_region.by_name(), by_topic.by_name());
    let (by_column, by_author, by_year) = (by_column.by_name(), by_author.by_name(), by_year.by_name());
    (archive.by_region, archive.by_topic) = (by_region, by_topic);
    (archive.by_column, archive.by_author, archive.by_year) = (by_column, by_author, by_year);
    ids
}

/// Lists of articles by name, as they are filled.
#[derive(Default)]
struct Lists {
    slots: BTreeMap<String, usize>,
    lists: Vec<Vec<ArticleId>>,
}

impl Lists {
    /// Where the list of this name is.
    fn slot(&mut self, name: &str) -> usize {
        if let Some(slot) = self.slots.get(name) {
            return *slot;
        }
        self.slots.insert(name.to_string(), self.lists.len());
        self.lists.push(Vec::new());
        self.lists.len() - 1
    }

    /// Puts an article on a list, where it is not the last on it already.
    fn add(&mut self, slot: usize, id: ArticleId) {
        let list = &mut self.lists[slot];
        if list.last() != Some(&id) {
            list.push(id);
        }
    }

    fn add_to(&mut self, name: &str, id: ArticleId) {
        let slot = self.slot(name);
        self.add(slot, id);
    }

    fn by_name(mut self) -> BTreeMap<String, Vec<ArticleId>> {
        let take = |(name, slot): (String, usize)| (name, std::mem::take(&mut self.lists[slot]));
        self.slots.into_iter().map(take).collect()
    }
}
