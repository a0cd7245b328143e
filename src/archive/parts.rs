//! Articles that are no more as they were: where their texts went on.
//!
//! In: lines of the register that are without a partner, and the letters of what is new or changed. Out: a part that became the whole has its
//! address, a whole that became a part leads there.

use super::fingerprint::Pieces;
use super::recognise::{CROWD, Known, Matching, Reach};
use super::register::{Now, cell};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the old text in the new one from which it went on there.
const PART_HERE: f64 = 0.2;
const PART_ELSEWHERE: f64 = 0.6;
/// What it is worth, beside the share of a text that is there, that an article is new, or that it has the title.
const PART_OF_NEW: f64 = 0.2;
const PART_OF_TITLE: f64 = 0.1;

/// So many pieces are shared by what can be a part; fewer are so by chance.
const SHARED: usize = 3;
/// The source under which lines stand that are looked for in any issue.
const ANYWHERE: &str = "";

/// Lines by the pieces of their samples.
type ByPiece = BTreeMap<u16, Vec<usize>>;

/// Lines of which enough pieces are among these.
fn sharing(pieces: &Pieces, lines: &ByPiece) -> Vec<usize> {
    let seen = lines.iter().filter(|(piece, _)| pieces.has(**piece));
    let mut shared: Vec<usize> = seen.flat_map(|(_, lines)| lines).copied().collect();
    shared.sort_unstable();
    shared.chunk_by(|a, b| a == b).filter(|all| all.len() >= SHARED).map(|all| all[0]).collect()
}

impl Matching<'_, '_> {
    /// For articles that were there and are without a partner: the claim in which their text went on. One that is
    /// new takes over the address (the best of several), else the address will lead to it. What had gone before stays so.
    pub fn parts(&mut self, letters: &(dyn Fn(usize) -> String + Sync), reach: Reach) {
        let was_here = |l: &usize| self.lines[*l].line.now == Now::Here;
        let lost: Vec<usize> = self.free_lines().filter(was_here).collect();
        if lost.is_empty() {
            return;
        }
        let here = reach == Reach::Here;
        let mut lost_from: BTreeMap<&str, ByPiece> = BTreeMap::new();
        let mut sources: BTreeSet<&str> = BTreeSet::new();
        for &l in &lost {
            let Known { line, print, .. } = self.lines[l];
            sources.insert(&line.source);
            let distinct = BTreeSet::from(print.sample);
            // A dozen letters may stand in any long text by chance.
            if distinct.len() < 8 {
                continue;
            }
            let by_piece = lost_from.entry(if here { &line.source } else { ANYWHERE }).or_default();
            for piece in distinct {
                let fellows = by_piece.entry(piece).or_default();
                if fellows.len() < CROWD {
                    fellows.push(l);
                }
            }
        }
        // Text can only have gone where something is new or changed, or elsewhere in the issue: cost follows the change.
        let suspects: Vec<usize> = (0..self.claims.len())
            .filter(|&c| {
                let at_home = self.issues[self.issue_of[c]].home.is_some_and(|home| sources.contains(home));
                let changed = |own: usize| self.lines[own].print.exact != self.claims[c].print.exact;
                at_home || !here && self.own[c].is_none_or(changed)
            })
            .collect();
        let this = &*self;
        let mut found: Vec<(u32, usize, usize)> = suspects
            .par_iter()
            .filter_map(|&c| {
                let place = if here { this.issues[this.issue_of[c]].home } else { Some(ANYWHERE) };
                let lost = place.and_then(|place| lost_from.get(place))?;
                let pieces = Pieces::of(&letters(c));
                let near = sharing(&pieces, lost);
                Some(near.into_iter().filter_map(move |l| Some((this.went_on(&pieces, c, l, reach)?, c, l))))
            })
            .flatten_iter()
            .collect();
        found.sort_unstable_by_key(|&(share, c, l)| (std::cmp::Reverse(share), l, c));
        for (_, c, l) in found {
            if self.taken[l] || self.merged.contains_key(&l) {
                continue;
            }
            if self.own[c].is_none() {
                self.take(c, l);
            } else {
                self.merged.insert(l, c);
            }
        }
    }

    /// How well it may be said that a lost text goes on in a claim's, in thousandths: a whole number sorts the same on every machine.
    fn went_on(&self, pieces: &Pieces, c: usize, l: usize, reach: Reach) -> Option<u32> {
        let (claim, Known { line, print, .. }) = (&self.claims[c], self.lines[l]);
        let share = pieces.share_of(print);
        if share < PART_HERE || share < PART_ELSEWHERE && !self.here(c, l) || !self.may_be(c, l, reach) {
            return None;
        }
        let new = if self.own[c].is_none() { PART_OF_NEW } else { 0.0 };
        let title = if line.title == cell(claim.title) { PART_OF_TITLE } else { 0.0 };
        Some(((share + new + title) * 1000.0) as u32)
    }
}
