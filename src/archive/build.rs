//! All issues together → the [`Archive`]: their order, their articles' addresses, and the lists.

use super::assign::{Assigned, Given, assign};
use super::brief::Brief;
use super::filing::file;
use super::people::{Identities, idle};
use super::publications::{Group, give_slugs, group};
use super::recognise::{Claim, Recognised, recognise};
use super::register::Register;
use super::related::RelatedIndex;
use super::segment::{Wish, Wished, segment, segments};
use super::serials::series;
use super::{Archive, Entry, Issue, Publication};
use crate::describe::topics::Tree;
use crate::digest::{self, Digest};
use crate::read::IssueSource;
use crate::read::settings::{ArchiveSettings, PublicationSettings};
use crate::report::Problem;
use crate::split::IssueFacts;
use rayon::prelude::*;
use std::collections::BTreeSet;
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
    let order = file(&mut archive);
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
            let mut parts = address.map_or("", |(address, _)| address).split('/').skip(1);
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
pub(super) fn date_order(facts: &IssueFacts) -> (bool, String) {
    let order = facts.date.as_deref().map(crate::read::edtf::order).unwrap_or_default();
    (order.is_empty(), order)
}
