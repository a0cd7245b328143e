//! Runs of characters that come again: a phrase stands among different neighbours, a piece of one always among the same.

use super::Candidate;
use super::stretch::Stretch;
use super::words::{ending, is_edge_left, is_edge_right, is_opener, is_stop};
use crate::text::words::{cut_word, is_word};
use std::collections::BTreeSet;

/// Lengths of the runs that are looked at.
const SHORTEST: usize = 3;
const LONGEST: usize = 8;

/// A place in the text: which stretch, and where in it.
type Place = (usize, usize);

/// Runs that come at least twice (of three characters, three times), and begin and end where words do.
pub(super) fn candidates(stretches: &[Stretch]) -> Vec<Candidate> {
    // Places in the order of what stands there: equal runs lie side by side. Eight characters are one number.
    let mut places: Vec<(u128, Place)> = Vec::new();
    for (s, stretch) in stretches.iter().enumerate() {
        let keys = (0..stretch.plain.len()).map(|at| (key(&stretch.plain[at..]), (s, at)));
        places.extend(keys);
    }
    places.sort_unstable();
    let mut out = Vec::new();
    for length in SHORTEST..=LONGEST {
        let head = |key: u128| key >> (16 * (LONGEST - length));
        for run in places.chunk_by(|a, b| head(a.0) == head(b.0)) {
            // A run that ends with its stretch is filled with zeros.
            let whole = head(run[0].0) & 0xFFFF != 0;
            let least = if length == SHORTEST { 3 } else { 2 };
            if whole && run.len() >= least {
                out.extend(phrase(stretches, run, length));
            }
        }
    }
    out
}

fn key(chars: &[char]) -> u128 {
    // Beyond the basic plane characters are rare, and alike enough.
    let number = |c: Option<&char>| c.map_or(0, |c| u128::from(u32::from(*c)).min(0xFFFF));
    (0..LONGEST).fold(0, |key, n| key << 16 | number(chars.get(n)))
}

/// The run as a phrase: what it is without what may stand before any noun, if it is one then.
fn phrase(stretches: &[Stretch], run: &[(u128, Place)], length: usize) -> Option<Candidate> {
    let (s, at) = run[0].1;
    let text = &stretches[s].plain[at..at + length];
    if is_edge_left(text[0])
        || is_edge_right(text[length - 1])
        || text.iter().any(|c| "的了是在着和与及或".contains(*c))
    {
        return None;
    }
    if text.iter().any(char::is_ascii_digit) {
        return None;
    }
    // Twice in the running text is chance, unless it is named like something or stands where headlines do.
    let named = ending(text).is_some();
    let stands_out = || run.iter().any(|(_, place)| stretches[place.0].weight > 1.0);
    if run.len() < 3 && !named && !stands_out() {
        return None;
    }
    let whole: String = text.iter().collect();
    let first: String = text[..2].iter().collect();
    let last: String = text[length - 2..].iter().collect();
    let holds = |word: &str| is_stop(word) || is_opener(word);
    let mut within = text.windows(2).map(|two| two.iter().collect::<String>());
    if is_opener(&first) || holds(&last) || within.any(|two| is_stop(&two)) || is_word(&whole) {
        return None;
    }
    // What costs most is asked last.
    if !varied(stretches, run, length) {
        return None;
    }
    let broken =
        run.iter().filter(|(_, place)| is_broken(&stretches[place.0].plain, place.1, length)).count();
    if broken * 2 >= run.len() {
        return None;
    }
    let size = match length {
        3 => 0.6,
        4 => 1.0,
        5 => 1.15,
        _ => 1.25,
    };
    Some(Candidate {
        plain: whole,
        shown: stretches[s].shown[at..at + length].iter().collect(),
        score: (run.len() as f64).ln() * size * if named { 1.5 } else { 1.0 } + 0.4,
    })
}

/// Whether what stands before the run, and what stands behind it, changes. The end of a stretch is a neighbour of its own.
fn varied(stretches: &[Stretch], run: &[(u128, Place)], length: usize) -> bool {
    let neighbours = |of: &dyn Fn(&[char], usize) -> Option<char>| {
        let mut seen = BTreeSet::new();
        let edges = run.iter().filter(|(_, (s, at))| match of(&stretches[*s].plain, *at) {
            Some(c) => {
                seen.insert(c);
                false
            }
            None => true,
        });
        edges.count() + seen.len()
    };
    neighbours(&|plain, at| at.checked_sub(1).map(|before| plain[before])) >= 2
        && neighbours(&|plain, at| plain.get(at + length).copied()) >= 2
}

/// Whether a word lies across one of the run's ends.
fn is_broken(plain: &[char], at: usize, length: usize) -> bool {
    let text = |from: usize, to: usize| plain[from..to].iter().collect::<String>();
    let (end, far) = (at + length, (at + length + 3).min(plain.len()));
    let before = text(at.saturating_sub(3), at);
    cut_word(&before, &text(at, end)) || cut_word(&text(at, end), &text(end, far))
}
