//! Who signs: the directory of persons, bodies and collective names, and a page for each.
//!
//! In: the archive's identities with their articles. Out: list pages with a profile: what one did, which offices are printed
//! with the name, where and when it signs. Names that archive.yaml merged lead to the page that they are now on; a name that
//! it keeps apart has a page that leads to each.

use super::directory::{self, Directory, Node, Section};
use super::frame::{Crumb, Link, Part};
use super::scene::{Scene, person_path, publication_path};
use super::seek::Within;
use super::shelf::{self, List, Profile, Row, Told, Where};
use super::strings::number;
use super::{Claimed, Site, dates};
use crate::archive::{ArticleId, order};
use crate::describe::people::{Kind, Person, Role, kind};
use crate::describe::regions;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the directory, a page for each who signs, and those for names that were merged or kept apart.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let bodies = body_people(scene);
    for (identity, ids) in &scene.archive.by_author {
        let path = scene.person_crumb(identity, identity).path.unwrap_or_default();
        let kind = kind_of(scene, identity);
        let list = List {
            base: base(&path),
            part: Part::People,
            kind: kind_name(scene, kind),
            heading: identity.clone(),
            note: None,
            trail: trail(scene, identity),
            children: Vec::new(),
            ids: Cow::Borrowed(ids.as_slice()),
            cut: 0,
            within: Within::default(),
        };
        let staff = bodies.get(identity.as_str()).cloned().unwrap_or_default();
        let sizes =
            staff.iter().map(|key| (key.clone(), scene.archive.by_author.get(key).map_or(0, Vec::len)));
        let sizes: Vec<(String, usize)> = sizes.collect();
        let profile = move |at: &Where<'_>, _: &[ArticleId]| {
            Told::Profile(profile(scene, at.path, identity, ids, &staff))
        };
        shelf::add_with(site, scene, list, Box::new(profile), &sizes)?;
    }
    add_merged(site, scene)?;
    add_apart(site, scene)?;
    add_directory(site, scene)
}

fn kind_of(scene: Scene<'_>, identity: &str) -> Kind {
    let known = scene.signer(identity).map(|signer| signer.kind);
    known.unwrap_or_else(|| kind(scene.archive.identities.name_of(identity)))
}

fn kind_name(scene: Scene<'_>, kind: Kind) -> String {
    match kind {
        Kind::Person => scene.t("kind-person", &[]),
        Kind::Body => scene.t("kind-body", &[]),
        Kind::Collective => scene.t("kind-collective", &[]),
    }
}

fn trail(scene: Scene<'_>, name: &str) -> Vec<Crumb> {
    let people = Crumb::to(scene.t("nav-people", &[]), "people/index.html");
    vec![scene.home(), people, Crumb::here(name)]
}

/// Letters with the persons whose surnames begin so, then bodies, then names that hide who wrote.
fn add_directory<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let mut sections: BTreeMap<(Kind, Option<char>), BTreeMap<String, Node>> = BTreeMap::new();
    for (identity, ids) in &scene.archive.by_author {
        let kind = kind_of(scene, identity);
        let key = if kind == Kind::Person { order::person_key(identity) } else { order::words_key(identity) };
        // `~` stands behind the letters.
        let letter = (kind == Kind::Person).then(|| order::letter(&key).unwrap_or('~'));
        let node = Node {
            label: identity.clone(),
            path: scene.person_crumb(identity, identity).path.unwrap_or_default(),
            count: ids.len(),
            children: Vec::new(),
        };
        sections.entry((kind, letter)).or_default().insert(key, node);
    }
    let section = |((kind, letter), nodes): ((Kind, Option<char>), BTreeMap<String, Node>)| {
        let (label, id) = match (kind, letter) {
            (Kind::Person, Some(c)) if c.is_ascii_alphabetic() => {
                (c.to_string(), format!("letter-{}", c.to_ascii_lowercase()))
            }
            (Kind::Person, _) => (scene.t("people-other", &[]), "letter-other".to_owned()),
            (Kind::Body, _) => (scene.t("people-bodies", &[]), "bodies".to_owned()),
            (Kind::Collective, _) => (scene.t("people-collective", &[]), "collective".to_owned()),
        };
        Section {
            label,
            path: format!("people/{id}.html"),
            id: Some(id),
            count: nodes.len(),
            nodes: nodes.into_values().collect(),
        }
    };
    let sections = sections.into_iter().map(section).collect();
    let title = scene.t("nav-people", &[]);
    directory::add(site, scene, Directory { part: Part::People, folder: "people", title, sections })
}

/// Pages of names that are another's too: what is signed with them, and whose they are. An address that somebody noted
/// before the names were merged goes on leading to the person.
fn add_merged<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let archive = scene.archive;
    for (other, name) in archive.identities.merged() {
        let ids = archive.by_author.get(name).into_iter().flatten().copied();
        let ids: Vec<ArticleId> =
            ids.filter(|id| scene.entry(*id).authors.iter().any(|author| author == other)).collect();
        if ids.is_empty() {
            continue;
        }
        let whole = archive.by_author.get(name).map_or(0, Vec::len);
        let path = person_path(other);
        let list = List {
            base: base(&path),
            part: Part::People,
            kind: scene.t("kind-other-name", &[]),
            heading: other.to_owned(),
            note: Some(scene.t("merged-into", &[("name", name)])),
            trail: trail(scene, other),
            children: vec![(Crumb::to(name, person_path(name)), whole)],
            ids: Cow::Owned(ids),
            cut: 0,
            within: Within::default(),
        };
        shelf::add(site, scene, list)?;
    }
    Ok(())
}

/// Path without its ending.
fn base(path: &str) -> String {
    path.strip_suffix(".html").unwrap_or(path).to_owned()
}

/// A name that is several persons': a page that leads to each.
fn add_apart<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let archive = scene.archive;
    for name in archive.identities.apart() {
        let keys = archive.by_author.iter().filter(|(key, _)| archive.identities.name_of(key) == name);
        let keys: Vec<(&String, &Vec<ArticleId>)> = keys.collect();
        if keys.is_empty() {
            continue;
        }
        let namesakes =
            keys.iter().map(|(key, ids)| (Crumb::to((*key).clone(), person_path(key)), ids.len())).collect();
        let ids: BTreeSet<ArticleId> = keys.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        let path = person_path(name);
        let list = List {
            base: base(&path),
            part: Part::People,
            kind: scene.t("kind-namesakes", &[]),
            heading: name.to_owned(),
            note: Some(scene.t("namesakes-apart", &[])),
            trail: trail(scene, name),
            children: namesakes,
            ids: Cow::Owned(ids.into_iter().collect()),
            cut: 0,
            within: Within::default(),
        };
        shelf::add(site, scene, list)?;
    }
    Ok(())
}

/// Bodies that sign → the persons whose printed office begins with the body's name.
fn body_people(scene: Scene<'_>) -> BTreeMap<&str, Vec<String>> {
    let archive = scene.archive;
    let bodies: BTreeSet<&str> =
        archive.by_author.keys().map(String::as_str).filter(|k| kind_of(scene, k) == Kind::Body).collect();
    let mut out: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for entry in &archive.articles {
        for person in entry.people.iter().filter(|p| p.kind == Kind::Person) {
            let Some(office) = person.office.as_deref() else { continue };
            // 某县气象局局长 begins with 某县气象局.
            let heads = office.char_indices().map(|(at, c)| &office[..at + c.len_utf8()]);
            for body in heads.filter_map(|head| bodies.get(head)) {
                out.entry(body).or_default().insert(archive.identity(entry, &person.name));
            }
        }
    }
    out.into_iter().map(|(body, people)| (body, people.into_iter().collect())).collect()
}

/// What the articles tell of who signs them.
fn profile(scene: Scene<'_>, from: &str, identity: &str, ids: &[ArticleId], staff: &[String]) -> Profile {
    let archive = scene.archive;
    let mut roles: BTreeMap<Role, usize> = BTreeMap::new();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut publications: BTreeMap<usize, usize> = BTreeMap::new();
    let mut years: BTreeSet<&str> = BTreeSet::new();
    // By office: the dates with which it is printed, as far as they are known.
    let mut offices: Vec<(&str, Vec<&str>)> = Vec::new();
    for id in ids {
        let entry = scene.entry(*id);
        let issue = scene.issue_of(entry);
        let date = issue.facts.date.as_deref();
        *publications.entry(issue.publication).or_default() += 1;
        if let Some(column) = entry.column.as_deref().filter(|c| !c.is_empty()) {
            *columns.entry(column).or_default() += 1;
        }
        years.extend(dates::prefix(date, 0));
        let mut done: BTreeSet<Role> = BTreeSet::new();
        for person in entry.people.iter().filter(|p: &&Person| archive.identity(entry, &p.name) == identity) {
            done.extend(&person.roles);
            names.insert(&person.name);
            let Some(office) = person.office.as_deref() else { continue };
            match offices.iter_mut().find(|(o, _)| *o == office) {
                Some((_, dates)) => dates.extend(date),
                None => offices.push((office, date.into_iter().collect())),
            }
        }
        done.into_iter().for_each(|role| *roles.entry(role).or_default() += 1);
    }
    names.remove(archive.identities.name_of(identity));
    let counted = |label: String, n: usize| Crumb::here(label).link(from).counted(scene.articles_label(n));
    let mut rows = Vec::new();
    let mut row = |label: String, printed: bool, items: Vec<Link>| {
        if !items.is_empty() {
            rows.push(Row { label, printed, items });
        }
    };
    row(
        scene.t("person-roles", &[]),
        false,
        roles.iter().map(|(role, n)| counted(scene.t(role.key(), &[]), *n)).collect(),
    );
    row(
        scene.t("person-offices", &[]),
        true,
        offices.iter().map(|(office, dates)| office_link(scene, from, office, dates)).collect(),
    );
    row(scene.t("person-names", &[]), true, names.iter().map(|name| Crumb::here(*name).link(from)).collect());
    row(scene.t("person-years", &[]), false, span(scene, from, &years).into_iter().collect());
    let publication_link = |(p, n): (&usize, &usize)| {
        let publication = &archive.publications[*p];
        let crumb = Crumb::to(publication.name.clone(), publication_path(publication));
        crumb.link(from).counted(scene.articles_label(*n))
    };
    row(scene.t("person-publications", &[]), true, publications.iter().map(publication_link).collect());
    let column_link =
        |(name, n): (&&str, &usize)| scene.column_crumb(name).link(from).counted(scene.articles_label(*n));
    row(scene.t("person-columns", &[]), true, columns.iter().map(column_link).collect());
    let person_link = |key: &String| {
        let n = archive.by_author.get(key).map_or(0, Vec::len);
        scene.person_crumb(key, key).link(from).counted(number(n))
    };
    let mut staff: Vec<&String> = staff.iter().collect();
    staff.sort_by_cached_key(|key| order::person_key(key));
    row(scene.t("person-staff", &[]), true, staff.into_iter().map(person_link).collect());
    let namesakes =
        kind_of(scene, identity) == Kind::Person && far_apart(scene, publications.keys().copied());
    Profile { rows, remark: namesakes.then(|| scene.t("person-namesakes", &[])) }
}

/// `中共某县县委书记（2019年3月1日–2020年5月2日）`
fn office_link(scene: Scene<'_>, from: &str, office: &str, dates: &[&str]) -> Link {
    let link = Crumb::here(office).link(from);
    match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => link
            .counted(scene.t("person-span", &[("first", &scene.date(first)), ("last", &scene.date(last))])),
        (Some(date), _) => link.counted(scene.date(date)),
        _ => link,
    }
}

fn span(scene: Scene<'_>, from: &str, years: &BTreeSet<&str>) -> Option<Link> {
    let (first, last) = (years.first()?, years.last()?);
    let label = if first == last {
        scene.date(first)
    } else {
        scene.t("person-span", &[("first", &scene.date(first)), ("last", &scene.date(last))])
    };
    Some(Crumb::here(label).link(from))
}

/// Whether two of the publications are of places of which neither lies in the other, or may be: one name may then be two
/// persons'.
fn far_apart(scene: Scene<'_>, publications: impl Iterator<Item = usize>) -> bool {
    let homes: Vec<Option<&str>> =
        publications.map(|p| scene.archive.publications[p].settings.region.as_deref()).collect();
    let within = |a: &str, b: &str| a == b || regions::lineage(a).iter().any(|d| d.code == b);
    homes.iter().enumerate().any(|(k, a)| {
        homes[..k].iter().any(|b| match (a, b) {
            (Some(a), Some(b)) => !within(a, b) && !within(b, a),
            _ => true,
        })
    })
}
