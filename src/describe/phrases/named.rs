//! Names by their endings: 公司, 合作社, 工程, 行动, 水库. Where such a name begins, the words before it tell.

use super::Candidate;
use super::stretch::Stretch;
use super::words::{ending, is_opener, is_stop};
use crate::text::words::is_word;
use std::collections::BTreeMap;

/// Longest name, in characters.
const LONGEST: usize = 14;

/// What ends like a name of an institution, a project, a rule or a work, with its words before.
pub(super) fn candidates(stretches: &[Stretch]) -> Vec<Candidate> {
    let mut found: BTreeMap<String, (Candidate, f64)> = BTreeMap::new();
    for stretch in stretches {
        for (start, end, weight) in names(&stretch.plain) {
            let plain: String = stretch.plain[start..end].iter().collect();
            let shown = stretch.shown[start..end].iter().collect();
            let candidate = Candidate { plain: plain.clone(), shown, score: weight };
            found.entry(plain).or_insert((candidate, 0.0)).1 += 1.0;
        }
    }
    let again = |(candidate, times): (Candidate, f64)| Candidate {
        score: candidate.score * (1.0 + times.ln()),
        ..candidate
    };
    found.into_values().map(again).collect()
}

/// Where words begin: the longest word of the list at each place, else a character.
fn words(plain: &[char]) -> Vec<usize> {
    let mut out = vec![0];
    let mut at = 0;
    while at < plain.len() {
        let longest = (2..=4usize.min(plain.len() - at)).rev();
        let word = longest.map(|n| &plain[at..at + n]).find(|w| is_word(&w.iter().collect::<String>()));
        at += word.map_or(1, <[char]>::len);
        out.push(at);
    }
    out
}

/// The names of a stretch: first and last place, and what each weighs.
fn names(plain: &[char]) -> Vec<(usize, usize, f64)> {
    let mut out: Vec<(usize, usize, f64)> = Vec::new();
    let ends = (4..=plain.len()).filter_map(|end| Some((end, ending(&plain[..end])?)));
    let ends: Vec<(usize, (usize, f64))> = ends.collect();
    // Most stretches name nothing: their words need not be told apart.
    let words = if ends.is_empty() { Vec::new() } else { words(plain) };
    for (end, (ending, weight)) in ends {
        // 公司法 and 工程师 go on: the ending must end a word.
        let goes_on = |n: usize| {
            let after = plain.get(end..end + n);
            after.is_some_and(|after| {
                is_word(&plain[end - ending..end].iter().chain(after).collect::<String>())
            })
        };
        if goes_on(1) || goes_on(2) {
            continue;
        }
        let start = beginning(plain, &words, end - ending, end.saturating_sub(LONGEST));
        // A bare ending, or one with a single character before it, names nothing.
        if end - ending < start + 2 {
            continue;
        }
        // 某某煤业 within 某某煤业公司.
        if out.last().is_some_and(|last| last.0 == start) {
            out.pop();
        }
        out.push((start, end, weight));
    }
    out
}

/// Where the name begins whose ending stands at a place: behind the last word that no name holds.
fn beginning(plain: &[char], words: &[usize], ending: usize, least: usize) -> usize {
    let mut start = ending;
    for pair in words.windows(2).rev().filter(|pair| pair[0] < ending) {
        let (from, to) = (pair[0], pair[1].min(ending));
        let word: String = plain[from..to].iter().collect();
        if from < least || is_stop(&word) || is_opener(&word) {
            break;
        }
        start = from;
    }
    start
}
