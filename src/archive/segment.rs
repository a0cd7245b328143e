//! An issue's part of addresses: its date, else the best that is known of it.
//!
//! In: what an issue says of itself, and its path. Out: `2022-05-10`, `2022-05`, `2022-no5`, `no224`: ASCII, lower case.

use super::key::encode;
use super::slug::slug;
use crate::split::IssueFacts;
use std::collections::BTreeMap;

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

/// One issue of a publication that wants a segment.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub facts: &'a IssueFacts,
    /// [`IssueSource::path`](crate::read::IssueSource::path).
    pub path: &'a str,
}

/// Segments for all issues of one publication, in the order given. `held` tells whether the register has articles of
/// an issue (by path) under a segment: that issue keeps it. Where none or several hold it, all that wish it get a suffix.
pub fn segments(wishes: &[Wish<'_>], held: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let plain: Vec<String> = wishes.iter().map(|w| segment(w.facts, w.path)).collect();
    let mut claims: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, wish) in plain.iter().enumerate() {
        claims.entry(wish).or_default().push(i);
    }
    let mut out = plain.clone();
    for (wish, rivals) in claims.iter().filter(|(_, rivals)| rivals.len() > 1) {
        let holders: Vec<usize> = rivals.iter().copied().filter(|&i| held(wish, wishes[i].path)).collect();
        for &i in rivals.iter().filter(|&&i| holders != [i]) {
            // The path is what surely tells the rivals apart, and a suffix from it needs no look at the others.
            out[i] = format!("{wish}-{}", encode(wishes[i].path.as_bytes(), 4));
        }
    }
    // Two paths with the same four characters of hash, or a stem that looks like another's suffix: more of the hash.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for i in 0..out.len() {
        let mut length = 4;
        while seen.contains_key(&out[i]) {
            length += 4;
            out[i] = format!("{}-{}", plain[i], encode(wishes[i].path.as_bytes(), length));
        }
        seen.insert(out[i].clone(), i);
    }
    out
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
        let day = facts("2022-05-10", "", 0, "");
        let (a, b) = (Wish { facts: &day, path: "p/a" }, Wish { facts: &day, path: "p/b" });
        let fresh = segments(&[a, b], |_, _| false);
        assert!(fresh.iter().all(|s| s.starts_with("2022-05-10-")) && fresh[0] != fresh[1]);
        // The order in which they come does not matter.
        let turned = segments(&[b, a], |_, _| false);
        assert_eq!((&turned[1], &turned[0]), (&fresh[0], &fresh[1]));
        let held = segments(&[a, b], |segment, path| segment == "2022-05-10" && path == "p/b");
        assert_eq!((held[0].as_str(), held[1].as_str()), (fresh[0].as_str(), "2022-05-10"));
    }
}
