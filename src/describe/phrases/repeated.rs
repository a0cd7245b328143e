//! Runs of characters that come again: a phrase stands among different neighbours, a piece of one always among the same.
//!
//! In: an article's [`Letters`]. Out: the runs that may be phrases. Most places of a text begin none, and most runs come
//! once: both are told before the places are put in order.

use super::Candidate;
use super::stretch::Letters;
use super::words::{ending, ends_before_name, is_edge_left, is_edge_right, is_opener, is_stop};
use crate::text::charset::CharSet;
use crate::text::words::{cut_word_at, is_word};

/// Lengths of the runs that are looked at.
const SHORTEST: usize = 3;
const LONGEST: usize = 8;

/// Characters that no run holds.
static BETWEEN: CharSet = CharSet::of("的了是在着和与及或0123456789");

/// A place in the text: what stands there, up to the end of its stretch, as a number; which stretch, and which letter.
type Place = (u128, usize, usize);

/// Runs that come at least twice (of three characters, three times), and begin and end where words do.
pub(super) fn candidates(letters: &Letters) -> Vec<Candidate<'_>> {
    // In the order of what stands there: equal runs lie side by side.
    let places = in_order(&places(letters));
    // How many characters each has in common with the next.
    let common = |pair: &[Place]| (pair[0].0 ^ pair[1].0).leading_zeros() as usize / 16;
    let common: Vec<usize> = places.windows(2).map(common).chain([0]).collect();
    let mut out = Vec::new();
    for length in SHORTEST..=LONGEST {
        let least = if length == SHORTEST { 3 } else { 2 };
        let mut first = 0;
        for (last, _) in common.iter().enumerate().filter(|(_, common)| **common < length) {
            let run = places.get(first..=last).unwrap_or_default();
            first = last + 1;
            // A run that ends with its stretch is filled with zeros.
            let whole = |place: &Place| head(place.0, length) & 0xFFFF != 0;
            if run.len() >= least && run.first().is_some_and(whole) {
                out.extend(phrase(letters, run, length));
            }
        }
    }
    out
}

/// The first characters of what stands at a place.
fn head(key: u128, length: usize) -> u128 {
    key >> (16 * (LONGEST - length))
}

/// The places at which a run may begin, in the order of the text. Eight characters are one number: beyond the basic plane
/// they are rare, and alike enough.
fn places(letters: &Letters) -> Vec<Place> {
    let mut places = Vec::with_capacity(letters.plain.len());
    for (s, stretch) in letters.stretches.iter().enumerate() {
        let first = places.len();
        // How many characters before the next that no run holds.
        let (mut key, mut free) = (0, 0);
        for at in stretch.at.clone().rev() {
            let c = letters.plain[at];
            key = key >> 16 | u128::from(u32::from(c).min(0xFFFF)) << (16 * (LONGEST - 1));
            free = if BETWEEN.contains(c) { 0 } else { free + 1 };
            if free >= SHORTEST && !is_edge_left(c) {
                places.push((key, s, at));
            }
        }
        places[first..].reverse();
    }
    places
}

/// The places whose shortest run comes again, in the order of what stands there.
fn in_order(places: &[Place]) -> Vec<Place> {
    // The shortest run and the place's number are one number: those are sorted, and only runs that come again are looked at
    // further.
    const NUMBER: u32 = 64 - 16 * SHORTEST as u32;
    const { assert!(super::LONGEST <= 1 << NUMBER) };
    let run = |both: u64| both >> NUMBER;
    let shortest = |place: &Place| head(place.0, SHORTEST) as u64;
    let mut order: Vec<u64> = places.iter().zip(0..).map(|(p, n)| shortest(p) << NUMBER | n).collect();
    order.sort_unstable();
    let mut out: Vec<Place> = Vec::new();
    for alike in order.chunk_by(|a, b| run(*a) == run(*b)).filter(|alike| alike.len() > 1) {
        let first = out.len();
        out.extend(alike.iter().map(|both| places[(both & ((1 << NUMBER) - 1)) as usize]));
        out[first..].sort_unstable();
    }
    out
}

/// The run as a phrase: what it is without what may stand before any noun, if it is one then.
fn phrase<'a>(letters: &'a Letters, run: &[Place], length: usize) -> Option<Candidate<'a>> {
    let at = run[0].2..run[0].2 + length;
    let text = &letters.plain[at.clone()];
    // With what it begins, is told before.
    if is_edge_right(text[length - 1]) || text.iter().any(|c| BETWEEN.contains(*c)) {
        return None;
    }
    // Twice in the running text is chance, unless it is named like something or stands where headlines do.
    let named = ending(text).is_some();
    let stands_out = || run.iter().any(|place| letters.stretches[place.1].weight > 1.0);
    if run.len() < 3 && !named && !stands_out() {
        return None;
    }
    if !varied(letters, run, length) {
        return None;
    }
    let part = |from: usize, to: usize| letters.text(at.start + from..at.start + to);
    let mut within = (0..length - 1).map(|n| part(n, n + 2));
    if is_opener(part(0, 2))
        || ends_before_name(part(length - 2, length))
        || within.any(is_stop)
        || is_word(part(0, length))
    {
        return None;
    }
    // What costs most is asked last.
    let broken = run.iter().filter(|place| is_broken(letters, place, length)).count();
    if broken * 2 >= run.len() {
        return None;
    }
    let size = match length {
        3 => 0.6,
        4 => 1.0,
        5 => 1.15,
        _ => 1.25,
    };
    let score = (run.len() as f64).ln() * size * if named { 1.5 } else { 1.0 } + 0.4;
    Some(Candidate::at(letters, at, score))
}

/// Whether what stands before the run, and what stands behind it, changes. The end of a stretch is a neighbour of its own.
fn varied(letters: &Letters, run: &[Place], length: usize) -> bool {
    let stretch = |place: &Place| &letters.stretches[place.1].at;
    let before = |place: &Place| (place.2 > stretch(place).start).then(|| letters.plain[place.2 - 1]);
    let behind =
        |place: &Place| (place.2 + length < stretch(place).end).then(|| letters.plain[place.2 + length]);
    let changes = |of: &dyn Fn(&Place) -> Option<char>| {
        let first = of(&run[0]);
        first.is_none() || run.iter().any(|place| of(place) != first)
    };
    changes(&before) && changes(&behind)
}

/// Whether a word lies across one of the run's ends.
fn is_broken(letters: &Letters, place: &Place, length: usize) -> bool {
    let stretch = &letters.stretches[place.1].at;
    let cut = |at: usize| {
        let from = at.saturating_sub(3).max(stretch.start);
        let around = letters.text(from..stretch.end.min(at + 3));
        cut_word_at(around, letters.text(from..at).len())
    };
    cut(place.2) || cut(place.2 + length)
}
