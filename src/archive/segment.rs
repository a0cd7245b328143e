//! An issue's part of addresses: its date, else the best that is known of it.
//!
//! In: what an issue says of itself, and its path. Out: `2022-05-10`, `2022-05`, `2022-no5`, `no224`: ASCII, lower case.

use super::key::{encode, is_encoded};
use super::slug::slug;
use crate::split::IssueFacts;
use std::collections::{BTreeMap, BTreeSet};

/// The segment an issue would have if no other claimed it. An edition (晚版, 号外) is always part of it, so that the
/// day's other issue can come later and change nothing.
pub fn segment(facts: &IssueFacts, path: &str) -> String {
    let base = facts
        .date
        .as_deref()
        .and_then(day_or_month)
        .or_else(|| facts.number.as_deref().and_then(number))
        .or_else(|| facts.serial.map(|n| format!("no{n}")))
        .unwrap_or_else(|| slug(path.rsplit('/').next().unwrap_or(path)));
    // `index` is the name of the list of issues beside it.
    let base = if base == "index" { "index-qi".to_string() } else { base };
    match facts.edition.as_deref().map(str::trim).filter(|e| !e.is_empty()) {
        Some(edition) => format!("{base}-{}", slug(edition)),
        None => base,
    }
}

/// Where an issue's articles would be if nobody else wished it: the middle of their addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wished {
    pub slug: String,
    pub segment: String,
}

impl Wished {
    /// Whether an address is where it was wished, or beside it, with a piece of hash to tell it from its rivals.
    pub fn holds(&self, address: &str) -> bool {
        let mut parts = address.split('/').skip(1);
        let mut is = |wish: &str| parts.next().is_some_and(|part| is_of(part, wish));
        is(&self.slug) && is(&self.segment)
    }
}

/// Whether a name is the one that was wished, or that with a piece of hash.
fn is_of(name: &str, wish: &str) -> bool {
    let rest = name.strip_prefix(wish);
    rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(is_encoded))
}

/// Segments that may have been wished where an address was given: its own, and that without its last piece where this may be one of hash.
pub(super) fn may_have_wished(address: &str) -> impl Iterator<Item = &str> {
    let own = address.split('/').nth(2);
    let plain = own.and_then(|own| own.rsplit_once('-')).filter(|(_, last)| is_encoded(last));
    own.into_iter().chain(plain.map(|(plain, _)| plain))
}

/// One issue of a publication that wants a segment.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// The segment it would have if no other wished it.
    pub plain: &'a str,
    /// [`IssueSource::path`](crate::read::IssueSource::path).
    pub path: &'a str,
    /// The segments of the addresses that its articles keep.
    pub held: BTreeSet<&'a str>,
}

/// Segments for all issues of one publication, in the order given. An issue keeps a segment that its articles' addresses have and no rival's;
/// one that is alone has what it wishes; the others get a piece of hash. What articles keep is told by their texts before this, and only ever
/// grows by the segment that is given here: so the next build gives the same.
pub fn segments(wishes: &[Wish<'_>]) -> Vec<String> {
    let mut rivals: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, wish) in wishes.iter().enumerate() {
        rivals.entry(wish.plain).or_default().push(i);
    }
    let mut out: Vec<Option<String>> = vec![None; wishes.len()];
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (plain, rivals) in rivals {
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for held in rivals.iter().flat_map(|&i| &wishes[i].held) {
            *holders.entry(held).or_default() += 1;
        }
        for &i in &rivals {
            let alone = |held: &&&str| is_of(held, plain) && holders[**held] == 1;
            let kept = wishes[i].held.iter().filter(alone).min_by_key(|held| (held.len(), **held)).copied();
            let own = kept.or((rivals.len() == 1).then_some(plain));
            out[i] = own.filter(|own| taken.insert((*own).to_string())).map(str::to_string);
        }
    }
    let mut rest: Vec<usize> = (0..out.len()).filter(|&i| out[i].is_none()).collect();
    rest.sort_by_key(|&i| wishes[i].path);
    for i in rest {
        let Wish { plain, path, .. } = wishes[i];
        // The path is what surely tells rivals apart; more of its hash, where another has that much in common with it.
        let longer = (1..).map(|n| format!("{plain}-{}", encode(path.as_bytes(), 4 * n)));
        out[i] = longer.into_iter().find(|own| taken.insert(own.clone()));
    }
    out.into_iter().map(Option::unwrap_or_default).collect()
}

/// The first day of an EDTF date, or its month where no day is known; `None` for less.
fn day_or_month(edtf: &str) -> Option<String> {
    let first = edtf.split('/').next().unwrap_or(edtf).trim_end_matches(['~', '?', '%']);
    let parts: Vec<&str> = first.split('-').collect();
    let digits = |s: &&str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [y, "21"] if digits(y, 4) => Some(format!("{y}-spring")),
        [y, "22"] if digits(y, 4) => Some(format!("{y}-summer")),
        [y, "23"] if digits(y, 4) => Some(format!("{y}-autumn")),
        [y, "24"] if digits(y, 4) => Some(format!("{y}-winter")),
        [y, m] if digits(y, 4) && digits(m, 2) => Some(format!("{y}-{m}")),
        [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2) => Some(format!("{y}-{m}-{d}")),
        [y, m, _] if digits(y, 4) && digits(m, 2) => Some(format!("{y}-{m}")),
        _ => None,
    }
}

/// `2022年第5-6期` → `2022-no5-6`, `第5期` → `no5`; `None` where there is no digit in it.
fn number(number: &str) -> Option<String> {
    let runs: Vec<&str> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty() && run.len() <= 9).collect();
    match runs.as_slice() {
        [] => None,
        [year, rest @ ..] if year.len() == 4 && !rest.is_empty() => {
            Some(format!("{year}-no{}", rest.join("-")))
        }
        all => Some(format!("no{}", all.join("-"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(date: &str, number: &str, serial: u32, edition: &str) -> IssueFacts {
        let some = |s: &str| (!s.is_empty()).then(|| s.to_string());
        IssueFacts {
            date: some(date),
            number: some(number),
            serial: (serial > 0).then_some(serial),
            edition: some(edition),
            ..IssueFacts::default()
        }
    }

    #[test]
    fn the_best_that_is_known() {
        for (f, want) in [
            (facts("2022-05-10", "2022年第5期", 224, ""), "2022-05-10"),
            (facts("2021-11~", "", 0, ""), "2021-11"),
            (facts("2022-05/2022-06", "", 0, ""), "2022-05"),
            (facts("2022-05-01/2022-05-07", "", 0, ""), "2022-05-01"),
            (facts("2022-05~/2022-06~", "", 0, ""), "2022-05"),
            (facts("2022-21", "2022年春季号", 0, ""), "2022-spring"),
            (facts("2021-24~", "2021年第4期", 0, ""), "2021-winter"),
            (facts("195X", "第5期", 0, ""), "no5"),
            (facts("2022", "2022年第5-6期", 224, ""), "2022-no5-6"),
            (facts("", "第5期", 224, ""), "no5"),
            (facts("", "", 224, ""), "no224"),
            (facts("", "", 0, ""), "baozhi3"),
            (facts("2022-05-10", "", 0, "号外"), "2022-05-10-haowai"),
            (facts("20XX-05", "", 7, ""), "no7"),
        ] {
            assert_eq!(segment(&f, "folder/报纸3"), want);
        }
    }

    #[test]
    fn rivals_get_suffixes_and_the_holder_keeps_its_own() {
        let wish = |path, held: &[&'static str]| Wish {
            plain: "2022-05-10",
            path,
            held: held.iter().copied().collect(),
        };
        let fresh = segments(&[wish("p/a", &[]), wish("p/b", &[])]);
        assert!(fresh.iter().all(|s| s.starts_with("2022-05-10-")) && fresh[0] != fresh[1]);
        // The order in which they come does not matter.
        let turned = segments(&[wish("p/b", &[]), wish("p/a", &[])]);
        assert_eq!((&turned[1], &turned[0]), (&fresh[0], &fresh[1]));
        let held = segments(&[wish("p/a", &[]), wish("p/b", &["2022-05-10"])]);
        assert_eq!((held[0].as_str(), held[1].as_str()), (fresh[0].as_str(), "2022-05-10"));
        // A suffix is kept too, under another name and when its rival goes; a newcomer of the old name gets another.
        let renamed = segments(&[wish("p/a", &[]), wish("p/c", &["2022-05-10-bcdf"])]);
        assert_eq!((renamed[0].as_str(), renamed[1].as_str()), (fresh[0].as_str(), "2022-05-10-bcdf"));
        let suffix: &'static str = fresh[0].clone().leak();
        let newcomer = segments(&[wish("p/a", &[]), wish("p/c", &[suffix])]);
        assert!(newcomer[0].starts_with(suffix) && newcomer[0] != suffix && newcomer[1] == suffix);
        assert_eq!(segments(&[wish("p/c", &[suffix])]), [suffix]);
        // What two hold is neither's; what is of another date says nothing.
        let both = segments(&[wish("p/a", &["2022-05-10"]), wish("p/b", &["2022-05-10", "2022-05-11"])]);
        assert_eq!(both, fresh);
    }

    #[test]
    fn where_an_address_was_wished() {
        let wished = Wished { slug: "jcgz".into(), segment: "2022-05".into() };
        for there in ["a/jcgz/2022-05/bcd23456.html", "a/jcgz-bcdf23/2022-05-bcdf/bcd23456.html"] {
            assert!(wished.holds(there), "{there}");
            assert!(may_have_wished(there).any(|segment| segment == wished.segment), "{there}");
        }
        for other in ["a/jcgz/2022-05-10/x.html", "a/jcgzx/2022-05/x.html", "a/jcgz/2022-06/x.html", "a/jcgz"]
        {
            assert!(!wished.holds(other), "{other}");
        }
    }
}
