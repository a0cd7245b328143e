//! Names by their endings: 公司, 合作社, 工程, 行动, 水库. Where such a name begins, the words before it tell.

use super::stretch::Letters;
use super::words::{ending, ends_before_name, ends_of_endings};
use super::{Candidate, again};
use crate::text::words::is_word;
use std::ops::Range;

/// Longest name, in characters.
const LONGEST: usize = 14;

/// What ends like a name of an institution, a project, a rule or a work, with its words before.
pub(super) fn candidates(letters: &Letters) -> Vec<Candidate<'_>> {
    let names = letters.stretches.iter().flat_map(|stretch| names(letters, &stretch.at));
    again(names.map(|(at, score)| Candidate::at(letters, at, score)).collect())
}

/// Where the words of a stretch begin: the longest word of the list at each place, else a character.
fn words(letters: &Letters, stretch: &Range<usize>) -> Vec<usize> {
    let mut at = stretch.start;
    let mut out = vec![at];
    while at < stretch.end {
        let mut longest = (2..=4usize.min(stretch.end - at)).rev();
        at += longest.find(|n| is_word(letters.text(at..at + n))).unwrap_or(1);
        out.push(at);
    }
    out
}

/// The names of a stretch: where each stands, and what it weighs.
fn names(letters: &Letters, stretch: &Range<usize>) -> Vec<(Range<usize>, f64)> {
    let mut out: Vec<(Range<usize>, f64)> = Vec::new();
    // Most stretches name nothing: their words need not be told apart.
    let mut told_apart: Option<Vec<usize>> = None;
    let may_end = ends_of_endings();
    for end in (stretch.start + 4..=stretch.end).filter(|end| may_end.contains(letters.plain[end - 1])) {
        let Some((ending, weight)) = ending(&letters.plain[stretch.start..end]) else { continue };
        let from = end - ending;
        // 公司法 and 工程师 go on: the ending must end a word.
        let goes_on = |n: usize| end + n <= stretch.end && is_word(letters.text(from..end + n));
        if goes_on(1) || goes_on(2) {
            continue;
        }
        let words = told_apart.get_or_insert_with(|| words(letters, stretch));
        let start = beginning(letters, words, from, end.saturating_sub(LONGEST));
        // A bare ending, or one with a single character before it, names nothing.
        if from < start + 2 {
            continue;
        }
        // 某某煤业 within 某某煤业公司.
        if out.last().is_some_and(|(last, _)| last.start == start) {
            out.pop();
        }
        out.push((start..end, weight));
    }
    out
}

/// Where the name begins whose ending stands at a place: behind the last word that no name holds.
fn beginning(letters: &Letters, words: &[usize], ending: usize, least: usize) -> usize {
    let mut start = ending;
    for pair in words.windows(2).rev().filter(|pair| pair[0] < ending) {
        let (from, to) = (pair[0], pair[1].min(ending));
        if from < least || ends_before_name(letters.text(from..to)) {
            break;
        }
        start = from;
    }
    start
}
