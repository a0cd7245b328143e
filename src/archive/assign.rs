//! Giving addresses: each article keeps the one it has, new ones get one, and none that was given stops answering.
//!
//! In: a `Claim` per article and the register. Out: an address per article, the register as it is now, and the
//! addresses that hold no article any more. Given the register it wrote, it changes nothing.

use super::key::{LENGTH, salted};
use super::recognise::{Claim, Recognised};
use super::register::{Line, Now, Register, cell};
use super::{Fate, Former};
use foldhash::fast::FixedState;
use indexmap::IndexSet;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An article's address and key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub address: String,
    pub key: String,
}

/// What `assign` made.
#[derive(Debug, Clone, Default)]
pub struct Assigned {
    /// In the order of the claims; `None` only for a withheld article that never had an address.
    pub given: Vec<Option<Given>>,
    pub register: Register,
    /// By address.
    pub former: Vec<Former>,
}

/// Gives addresses. Claims come in the order of issues and of their places in the issue; `folder` gives the folder
/// (`a/<publication>/<issue>`) of a claim that is new.
pub(super) fn assign<'f>(
    claims: &[Claim<'_>],
    folder: &dyn Fn(usize) -> &'f str,
    recognised: &Recognised<'_>,
    register: &Register,
) -> Assigned {
    let Recognised { own, merged } = recognised;
    let mut given = newcomers(claims, folder, own, register);
    for (given, own) in given.iter_mut().zip(own) {
        if let Some((address, line)) = own {
            *given = Some(Given { address: (*address).to_owned(), key: line.key.clone() });
        }
    }
    part_same_keys(&mut given);
    let all = claims.par_iter().zip(&given).zip(own);
    let changed: Vec<(String, Line)> = all
        .filter_map(|((claim, given), own)| changed(claim, given.as_ref()?, own.map(|(_, line)| line)))
        .collect();
    let taken: IndexSet<&str, FixedState> =
        given.iter().flatten().map(|given| given.address.as_str()).collect();
    let mut lines = register.lines.clone();
    lines.extend(changed);
    for (address, line) in &mut lines {
        if line.now != Now::Here || taken.contains(address.as_str()) {
            continue;
        }
        line.now = match merged.get(address.as_str()).and_then(|&c| given[c].as_ref()) {
            Some(to) => Now::Moved(to.address.clone()),
            None => Now::Gone,
        };
    }
    let withheld: BTreeSet<&str> = claims
        .iter()
        .zip(&given)
        .filter(|(claim, _)| claim.withheld)
        .filter_map(|(_, given)| Some(given.as_ref()?.address.as_str()))
        .collect();
    let register = Register { lines };
    let former =
        register.lines.iter().filter_map(|(a, line)| former(&register, &withheld, a, line)).collect();
    Assigned { given, register, former }
}

/// The line that an article is to have from now on, if it is another than its own.
fn changed(claim: &Claim<'_>, given: &Given, own: Option<&Line>) -> Option<(String, Line)> {
    let (source, title) = (cell(claim.source), cell(claim.title));
    let same = |old: &Line| {
        old.key == given.key
            && old.now == Now::Here
            && old.source == source
            && old.title == title
            && old.print.as_ref() == Some(claim.print)
    };
    if own.is_some_and(same) {
        return None;
    }
    let line = Line {
        key: given.key.clone(),
        now: Now::Here,
        source: source.into_owned(),
        print: Some(claim.print.clone()),
        title: title.into_owned(),
    };
    Some((given.address.clone(), line))
}

/// Two merged registers may have given one key twice; the address stays, the page's mark must be its own.
fn part_same_keys(given: &mut [Option<Given>]) {
    let mut all: Vec<&str> = given.iter().flatten().map(|given| given.key.as_str()).collect();
    all.par_sort_unstable();
    if all.windows(2).all(|two| two[0] != two[1]) {
        return;
    }
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for given in given.iter_mut().flatten() {
        let (mut length, base) = (LENGTH + 4, given.key.clone());
        while !keys.insert(given.key.clone()) {
            given.key = salted(&base, &given.address, length);
            length += 1;
        }
    }
}

/// What an address says that holds no article on the site.
fn former(register: &Register, withheld: &BTreeSet<&str>, address: &str, line: &Line) -> Option<Former> {
    if line.now == Now::Here && !withheld.contains(address) {
        return None;
    }
    let to = register.leads_to(address);
    let fate = match to {
        Some(to) if withheld.contains(to) => Fate::Withheld,
        Some(to) if to == address => return None,
        Some(to) => Fate::Moved(to.to_string()),
        None => Fate::Gone,
    };
    // What is withheld is absent everywhere, its title too.
    let title = if fate == Fate::Withheld { String::new() } else { line.title.clone() };
    Some(Former { address: address.to_string(), key: line.key.clone(), title, fate })
}

/// Keys that are somebody's.
struct Used<'r> {
    /// Those of the register, sorted.
    known: Vec<&'r str>,
    given: BTreeSet<String>,
}

impl Used<'_> {
    fn has(&self, key: &str) -> bool {
        self.known.binary_search(&key).is_ok() || self.given.contains(key)
    }
}

/// Addresses for the claims that have none. What collides with nothing gets the text's own key.
fn newcomers<'f>(
    claims: &[Claim<'_>],
    folder: &dyn Fn(usize) -> &'f str,
    own: &[Option<(&str, &Line)>],
    register: &Register,
) -> Vec<Option<Given>> {
    let new: Vec<usize> = (0..claims.len()).filter(|&c| own[c].is_none() && !claims[c].withheld).collect();
    let base = |c: usize| &claims[c].print.exact[..LENGTH];
    let mut given = vec![None; claims.len()];
    if new.is_empty() {
        return given;
    }
    // Every address ends in a key: one that a person gave a different key must not be given again either.
    let last = register.lines.keys().filter_map(|a| a.rsplit('/').next()?.strip_suffix(".html"));
    let mut known: Vec<&str> = register.lines.values().map(|l| l.key.as_str()).chain(last).collect();
    known.par_sort_unstable();
    let mut used = Used { known, given: BTreeSet::new() };
    let (mut bases, mut texts): (BTreeMap<&str, usize>, BTreeMap<&str, usize>) = Default::default();
    for &c in &new {
        *bases.entry(base(c)).or_default() += 1;
        *texts.entry(&claims[c].print.exact).or_default() += 1;
    }
    // Of these texts, those that the register knows, and how many of each an issue has by now.
    let mut texts_known: BTreeSet<&str> = BTreeSet::new();
    let mut copies: BTreeMap<(&str, String), usize> = BTreeMap::new();
    if new.iter().any(|&c| bases[base(c)] > 1 || used.has(base(c))) {
        for line in register.lines.values() {
            if let Some(print) = line.print.as_ref().filter(|print| texts.contains_key(print.exact.as_str()))
            {
                texts_known.insert(&print.exact);
                *copies.entry((&print.exact, line.source.clone())).or_default() += 1;
            }
        }
    }
    for &c in &new {
        let (claim, exact) = (&claims[c], claims[c].print.exact.as_str());
        let mut key = base(c).to_string();
        // All newcomers that want one key get a longer one, so that it does not matter which comes first.
        if bases[base(c)] > 1 || used.has(&key) {
            if texts[exact] > 1 || texts_known.contains(exact) {
                // Copies within an issue get keys of growing length: that order is theirs at the next build too.
                let nth = copies.entry((exact, cell(claim.source).into_owned())).or_default();
                key = salted(exact, claim.source, LENGTH + 4 + *nth);
                *nth += 1;
            } else {
                key = exact.to_string();
            }
        }
        let mut length = key.len();
        while used.has(&key) {
            length += 4;
            key = salted(exact, claim.source, length);
        }
        used.given.insert(key.clone());
        given[c] = Some(Given { address: format!("{}/{key}.html", folder(c)), key });
    }
    given
}
