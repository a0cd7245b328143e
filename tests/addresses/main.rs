//! Addresses last (design.md, law 3): whatever happens to a source, an address once given answers.

mod changed;
mod edits;
mod equal;
mod gone;
mod publications;
mod rivals;
mod sample;

use dibao::archive::key::text_of;
use dibao::archive::register::Register;
use dibao::archive::{Brief, Built, Fate, Filed, build};
use dibao::describe::DescribedIssue;
use dibao::read::settings::{ArchiveSettings, PublicationSettings};
use std::collections::{BTreeMap, BTreeSet};

/// Builds an archive, and checks what holds after every build.
fn built(issues: &[DescribedIssue], register: &Register) -> Built {
    let plain = PublicationSettings::default();
    let briefs: Vec<Brief> = issues.iter().map(Brief::of).collect();
    let filed: Vec<_> = briefs
        .iter()
        .map(|issue| Filed { publication: &plain, folder: "jcgz", issue, print: None })
        .collect();
    let letters = |issue: usize, place: usize| text_of(&issues[issue].articles[place].article);
    let out = build(&ArchiveSettings::default(), &filed, &letters, register);
    assert_eq!(out.problems, []);
    check(&out, register);
    // Given what it wrote, a build changes nothing.
    let again = build(&ArchiveSettings::default(), &filed, &letters, &out.register);
    assert_eq!(again.register, out.register);
    assert_eq!(addresses(&again), addresses(&out));
    assert_eq!(names(&again), names(&out));
    assert_eq!(again.archive.former, out.archive.former);
    // And what it wrote can be read.
    assert_eq!(Register::parse("addresses.tsv", &out.register.write()), Ok(out.register.clone()));
    out
}

/// What holds after every build.
fn check(out: &Built, before: &Register) {
    let here: BTreeSet<&str> = out.archive.articles.iter().map(|a| a.address.as_str()).collect();
    let keys: BTreeSet<&str> = out.archive.articles.iter().map(|a| a.key.as_str()).collect();
    let former: BTreeSet<&str> = out.archive.former.iter().map(|f| f.address.as_str()).collect();
    assert_eq!((here.len(), keys.len()), (out.archive.articles.len(), out.archive.articles.len()));
    assert!(here.is_disjoint(&former));
    for address in before.lines.keys() {
        assert!(here.contains(&**address) || former.contains(&**address), "{address} was taken away");
    }
    for f in &out.archive.former {
        if let Fate::Moved(to) = &f.fate {
            assert!(here.contains(to.as_str()), "{} leads nowhere", f.address);
        }
    }
    for (i, issue) in out.archive.issues.iter().enumerate() {
        assert!(out.archive.articles[issue.articles.clone()].iter().all(|a| a.issue == i));
    }
}

/// Publications' slugs and issues' segments, by path.
fn names(out: &Built) -> BTreeMap<String, String> {
    let name = |issue: &dibao::archive::Issue| {
        let slug = &out.archive.publications[issue.publication].slug;
        (issue.path.clone(), format!("{slug}/{}", issue.segment))
    };
    out.archive.issues.iter().map(name).collect()
}

fn addresses(out: &Built) -> Vec<String> {
    out.archive.articles.iter().map(|a| a.address.clone()).collect()
}

fn by_title(out: &Built) -> BTreeMap<String, String> {
    out.archive.articles.iter().map(|a| (a.title.clone(), a.address.clone())).collect()
}
