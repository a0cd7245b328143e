//! Which publication each issue belongs to, what it is called, and its slug.
//!
//! In: the issues with their folders' settings. Out: publications with their issues, sorted by slug, and problems where
//! two `publication.yaml` contradict each other.

use super::build::Filed;
use super::register::is_name;
use super::slug::{slug, with_hash};
use crate::read::settings::PublicationSettings;
use crate::report::Problem;
use crate::text::nfc;
use std::collections::{BTreeMap, BTreeSet};

/// Name of a publication of which nothing says a name.
const UNTITLED: &str = "未题名";

/// A publication and the indices of its issues in the list of filed issues, in that list's order.
#[derive(Debug)]
pub(super) struct Group {
    pub name: String,
    /// Empty until [`give_slugs`] gives it.
    pub slug: String,
    pub settings: PublicationSettings,
    pub issues: Vec<usize>,
}

impl Group {
    /// The slug that it would have if no other wished it.
    pub fn wish(&self) -> String {
        self.settings.slug.clone().unwrap_or_else(|| slug(&self.name))
    }
}

/// Groups issues by the name of their publication; the same name is the same publication. By name.
pub(super) fn group(filed: &[Filed<'_>], problems: &mut Vec<Problem>) -> Vec<Group> {
    let mastheads = folder_mastheads(filed);
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, one) in filed.iter().enumerate() {
        by_name.entry(name_of(one, &mastheads)).or_default().push(i);
    }
    by_name
        .into_iter()
        .map(|(name, issues)| {
            let settings = settings_of(filed, &name, &issues, problems);
            Group { slug: String::new(), name, settings, issues }
        })
        .collect()
}

/// `publication.yaml`'s name, else the masthead's, else that of the folder's other mastheads, else the folder's.
fn name_of(one: &Filed<'_>, mastheads: &BTreeMap<&str, String>) -> String {
    let clean = |name: &str| {
        let name = nfc(name.trim());
        (!name.is_empty()).then_some(name)
    };
    one.publication
        .name
        .as_deref()
        .and_then(clean)
        .or_else(|| one.issue.facts.publication.as_deref().and_then(clean))
        .or_else(|| mastheads.get(one.folder).cloned())
        .or_else(|| one.folder.rsplit('/').next().and_then(clean))
        .unwrap_or_else(|| UNTITLED.to_string())
}

/// For each folder the name that most of its mastheads give: an issue whose masthead the OCR lost is one of them.
/// Not for `content/` itself, where anything may lie.
fn folder_mastheads<'a>(filed: &[Filed<'a>]) -> BTreeMap<&'a str, String> {
    let mut counts: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for one in filed.iter().filter(|one| !one.folder.is_empty()) {
        if let Some(name) = one.issue.facts.publication.as_deref().filter(|n| !n.trim().is_empty()) {
            *counts.entry(one.folder).or_default().entry(nfc(name.trim())).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter_map(|(folder, names)| {
            // The most frequent; of equals the first by name.
            let best = names.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
            Some((folder, best.0))
        })
        .collect()
}

/// The settings of the first folder that has any; another folder of the same name may not give another slug.
fn settings_of(
    filed: &[Filed<'_>],
    name: &str,
    issues: &[usize],
    problems: &mut Vec<Problem>,
) -> PublicationSettings {
    // What the archive says of all of them is no folder's own word.
    let divisions = issues.first().map(|&i| filed[i].publication.divisions.clone()).unwrap_or_default();
    let plain = PublicationSettings { divisions, ..PublicationSettings::default() };
    let mut settings: Option<PublicationSettings> = None;
    let mut slug_from: Option<(&str, &str)> = None;
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for &i in issues {
        let (own, folder) = (filed[i].publication, filed[i].folder);
        if *own != plain && settings.is_none() {
            settings = Some(own.clone());
        }
        let Some(slug) = own.slug.as_deref() else { continue };
        match slug_from {
            None => slug_from = Some((slug, folder)),
            Some((first, other)) if first != slug && told.insert(folder) => problems.push(
                Problem::error(
                    yaml(folder),
                    format!("“{name}”已有 slug “{first}” [this publication has another slug already]"),
                )
                .help(format!("与 {} 一致 [make it agree with that file]", yaml(other))),
            ),
            Some(_) => {}
        }
    }
    let mut settings = settings.unwrap_or_default();
    settings.slug = slug_from.map(|(slug, _)| slug.to_string());
    settings
}

/// Slugs: the one asked for; else pinyin. Where names share their pinyin, the one that has addresses under it keeps it,
/// and the others (or all) get a piece of hash. `holds` tells whether articles of an issue keep addresses under a slug. Sorts the groups by slug.
pub(super) fn give_slugs(
    groups: &mut [Group],
    filed: &[Filed<'_>],
    holds: &dyn Fn(usize, &str) -> bool,
    problems: &mut Vec<Problem>,
) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for g in 0..groups.len() {
        let Some(slug) = groups[g].settings.slug.clone() else { continue };
        let folder = groups[g]
            .issues
            .iter()
            .find(|&&i| filed[i].publication.slug.is_some())
            .map_or("", |&i| filed[i].folder);
        if !is_name(&slug) || slug.len() > 64 {
            problems.push(
                Problem::error(yaml(folder), format!("slug 不合规 [not a slug]: {slug}"))
                    .help("小写字母、数字、连字符 [lower-case letters, digits, hyphens]"),
            );
        } else if let Some(&first) = taken.get(&slug) {
            problems.push(
                Problem::error(
                    yaml(folder),
                    format!("slug “{slug}”已属“{}” [slug is another publication's]", groups[first].name),
                )
                .help("换一个 slug，或两处用同一 name [choose another slug, or give both the same name]"),
            );
        } else {
            taken.insert(slug.clone(), g);
            groups[g].slug = slug;
        }
    }
    let mut rivals: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate().filter(|(_, group)| group.slug.is_empty()) {
        rivals.entry(slug(&group.name)).or_default().push(g);
    }
    let holds = |group: &Group, slug: &str| group.issues.iter().any(|&i| holds(i, slug));
    for (plain, rivals) in rivals {
        let keeps = match rivals.as_slice() {
            _ if taken.contains_key(&plain) => None,
            [only] => Some(*only),
            several => {
                let holders: Vec<usize> =
                    several.iter().copied().filter(|&g| holds(&groups[g], &plain)).collect();
                if let [only] = holders.as_slice() { Some(*only) } else { None }
            }
        };
        for g in rivals {
            let mut own = if keeps == Some(g) { plain.clone() } else { with_hash(&plain, &groups[g].name) };
            // A slug that somebody asked for may look like one with a hash.
            while taken.contains_key(&own) {
                own = with_hash(&own, &groups[g].name);
            }
            taken.insert(own.clone(), g);
            groups[g].slug = own;
        }
    }
    groups.sort_by(|a, b| a.slug.cmp(&b.slug));
}

fn yaml(folder: &str) -> String {
    if folder.is_empty() { "publication.yaml".into() } else { format!("{folder}/publication.yaml") }
}
