//! Recognising registered articles among those that the sources hold now.
//!
//! In: the articles' [`Claim`]s and the lines of the register. Out: for each claim the line that is its own. Steps:
//!
//! 1. the same text in the same issue;
//! 2. alike texts, best first: found through an index of fingerprint bands and within the issue, never all with all;
//! 3. the same text elsewhere, where step 2 saw too many to weigh them;
//! 4. what changed too much to be alike: a part that became the whole, or a whole that became a part;
//! 5. what kept nothing but its issue and its title.

use super::fingerprint::{Pieces, Print};
use super::register::{Line, Now, Register, cell};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// An article that wants an address.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    /// Path of its issue.
    pub source: &'a str,
    /// `a/<publication>/<issue>`: where its address would be if it is new.
    pub folder: &'a str,
    pub title: &'a str,
    pub withheld: bool,
    pub print: &'a Print,
}

/// What was recognised.
#[derive(Debug, Default)]
pub(super) struct Recognised<'r> {
    /// For each claim, the address of its line.
    pub own: Vec<Option<&'r str>>,
    /// Addresses of articles that are no more, with the claim in which their text went on.
    pub merged: BTreeMap<&'r str, usize>,
}

/// Shared pieces of 32 from which texts of one issue, and of different issues, are the same article: at 5 % of wrong
/// characters 24 are shared on average.
const ALIKE_HERE: usize = 13;
const ALIKE_ELSEWHERE: usize = 16;
/// Share of the old text in the new one from which it went on there.
const PART_HERE: f64 = 0.3;
const PART_ELSEWHERE: f64 = 0.6;
/// Lines weighed per band of the index: a notice that hundreds of issues repeat must not make this quadratic.
const CROWD: usize = 64;

/// Whether an address lies in an issue's folder.
fn in_folder(address: &str, folder: &str) -> bool {
    address.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What had gone before comes back to its own issue only: the next year's same notice is another article.
fn may_return(claim: &Claim<'_>, address: &str, line: &Line) -> bool {
    line.now == Now::Here || in_folder(address, claim.folder)
}

/// Lines and claims of one issue and one title.
type SameTitle = (Vec<usize>, Vec<usize>);

/// The register's lines with a print, and which of them and of the claims are still without a partner.
struct Matching<'a, 'r> {
    claims: &'a [Claim<'a>],
    lines: Vec<(&'r str, &'r Line, &'r Print)>,
    own: Vec<Option<usize>>,
    taken: Vec<bool>,
}

/// Finds each claim's line. `letters` gives the letters of a claim's article.
pub(super) fn recognise<'r>(
    claims: &[Claim<'_>],
    letters: &(dyn Fn(usize) -> String + Sync),
    register: &'r Register,
) -> Recognised<'r> {
    let lines: Vec<_> = register
        .lines
        .iter()
        .filter_map(|(address, line)| Some((address.as_str(), line, line.print.as_ref()?)))
        .collect();
    let taken = vec![false; lines.len()];
    let mut matching = Matching { claims, lines, own: vec![None; claims.len()], taken };
    matching.same_text(true);
    // A crowd is thinned round by round; each round matches somebody or is the last.
    for _ in 0..32 {
        if !matching.alike() {
            break;
        }
    }
    matching.same_text(false);
    let merged = matching.parts(letters);
    matching.same_title(&merged);
    let address = |line: usize| matching.lines[line].0;
    Recognised {
        own: matching.own.iter().map(|own| own.map(address)).collect(),
        merged: merged.into_iter().map(|(line, claim)| (address(line), claim)).collect(),
    }
}

impl<'a> Matching<'a, '_> {
    fn take(&mut self, claim: usize, line: usize) {
        self.own[claim] = Some(line);
        self.taken[line] = true;
    }

    fn free_lines(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.lines.len()).filter(|&l| !self.taken[l])
    }

    fn free_claims(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.claims.len()).filter(|&c| self.own[c].is_none())
    }

    /// Pairs a line and a claim of one issue and one title, where no other line or claim without a partner has it.
    fn same_title(&mut self, merged: &[(usize, usize)]) {
        let mut groups: BTreeMap<(&str, String), SameTitle> = BTreeMap::new();
        let title = |t: &str| crate::text::letters(t);
        for l in self.free_lines() {
            let line = self.lines[l].1;
            if line.now == Now::Here && !merged.iter().any(|(line, _)| *line == l) {
                groups.entry((line.source.as_str(), title(&line.title))).or_default().0.push(l);
            }
        }
        for c in self.free_claims() {
            groups.entry((self.claims[c].source, title(self.claims[c].title))).or_default().1.push(c);
        }
        let pairs: Vec<(usize, usize)> = groups
            .iter()
            .filter(|((_, title), _)| !title.is_empty())
            .filter_map(|(_, (lines, claims))| {
                Some((lines.first()?, claims.first()?, lines.len() + claims.len()))
            })
            .filter(|(_, _, many)| *many == 2)
            .map(|(l, c, _)| (*l, *c))
            .collect();
        for (line, claim) in pairs {
            self.take(claim, line);
        }
    }

    /// Pairs equal texts. Several of one issue pair in the order in which their keys were given: by length.
    fn same_text(&mut self, same_source: bool) {
        let source = |claim: &Claim<'a>| if same_source { cell(claim.source) } else { "".into() };
        let sources: Vec<Cow<'_, str>> = self.claims.iter().map(source).collect();
        let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for l in self.free_lines() {
            let (_, line, print) = self.lines[l];
            let source = if same_source { line.source.as_str() } else { "" };
            groups.entry((&print.exact, source)).or_default().push(l);
        }
        for group in groups.values_mut().filter(|group| group.len() > 1) {
            group.sort_by_key(|&l| {
                let (address, line, _) = self.lines[l];
                let source = if same_source { "" } else { &line.source };
                (line.now != Now::Here, source, line.key.len(), &line.key, address)
            });
            group.reverse();
        }
        let mut pairs = Vec::new();
        for c in self.free_claims() {
            let claim = &self.claims[c];
            let Some(group) = groups.get_mut(&(claim.print.exact.as_str(), &*sources[c])) else { continue };
            let fits = |&l: &usize| same_source || may_return(claim, self.lines[l].0, self.lines[l].1);
            if let Some(at) = group.iter().rposition(fits) {
                pairs.push((c, group.remove(at)));
            }
        }
        for (c, l) in pairs {
            self.take(c, l);
        }
    }

    /// One round of pairing alike texts; tells whether another could find more.
    fn alike(&mut self) -> bool {
        let mut bands: BTreeMap<(usize, u16, u16), Vec<usize>> = BTreeMap::new();
        let mut here: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut crowded = false;
        for l in self.free_lines() {
            let (_, line, print) = self.lines[l];
            for band in print.bands() {
                let fellows = bands.entry(band).or_default();
                if fellows.len() < CROWD {
                    fellows.push(l);
                } else {
                    crowded = true;
                }
            }
            here.entry(&line.source).or_default().push(l);
        }
        if bands.is_empty() {
            return false;
        }
        let this = &*self;
        let free: Vec<usize> = this.free_claims().collect();
        let mut pairs: Vec<(usize, usize, usize)> = free
            .par_iter()
            .flat_map_iter(|&c| {
                let claim = &this.claims[c];
                let source = cell(claim.source);
                let mut near: BTreeSet<usize> =
                    claim.print.bands().filter_map(|band| bands.get(&band)).flatten().copied().collect();
                // Within an issue also those that share no band, unless it is of a size that bands are made for.
                near.extend(here.get(&*source).filter(|l| l.len() <= 500).into_iter().flatten());
                near.into_iter().filter_map(move |l| Some((this.weigh(claim, &source, l)?, c, l)))
            })
            .collect();
        pairs.sort_unstable_by_key(|&(points, c, l)| (std::cmp::Reverse(points), l, c));
        let mut found = false;
        for (_, c, l) in pairs {
            if self.own[c].is_none() && !self.taken[l] {
                self.take(c, l);
                found = true;
            }
        }
        found && crowded
    }

    /// How well a line fits a claim, or `None` where the texts are not alike enough.
    fn weigh(&self, claim: &Claim<'_>, source: &str, l: usize) -> Option<usize> {
        let (address, line, print) = self.lines[l];
        let here = line.source == source;
        if !here && !may_return(claim, address, line) {
            return None;
        }
        let alike = claim.print.alike(print);
        if alike < if here { ALIKE_HERE } else { ALIKE_ELSEWHERE } {
            return None;
        }
        // The text weighs most, then the issue: what is alike elsewhere is often another week's same column.
        Some(
            alike * 10
                + usize::from(claim.print.exact == print.exact) * 32
                + usize::from(here) * 64
                + usize::from(line.title == cell(claim.title)) * 16
                + usize::from(in_folder(address, claim.folder)) * 8
                + usize::from(line.now == Now::Here) * 400,
        )
    }

    /// For articles that were there and are without a partner: the claim in which their text went on. One that is
    /// new takes over the address (the best of several), else the address will lead to it. What had gone before stays so.
    fn parts(&mut self, letters: &(dyn Fn(usize) -> String + Sync)) -> Vec<(usize, usize)> {
        let lost: Vec<usize> = self.free_lines().filter(|&l| self.lines[l].1.now == Now::Here).collect();
        if lost.is_empty() {
            return Vec::new();
        }
        let mut by_piece: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        let mut sources: BTreeSet<&str> = BTreeSet::new();
        for (i, &l) in lost.iter().enumerate() {
            let (_, line, print) = self.lines[l];
            sources.insert(&line.source);
            let distinct = BTreeSet::from(print.sample);
            // A dozen letters may stand in any long text by chance.
            if distinct.len() < 8 {
                continue;
            }
            for piece in distinct {
                by_piece.entry(piece).or_default().push(i);
            }
        }
        // Text can only have gone where something is new or changed, or elsewhere in the issue: cost follows the change.
        let suspects: Vec<usize> = (0..self.claims.len())
            .filter(|&c| {
                let claim = &self.claims[c];
                self.own[c].is_none_or(|l| self.lines[l].2.exact != claim.print.exact)
                    || sources.contains(&*cell(claim.source))
            })
            .collect();
        let mut found: Vec<(u32, usize, usize)> = suspects
            .par_iter()
            .flat_map_iter(|&c| {
                let pieces = Pieces::of(&letters(c));
                let source = cell(self.claims[c].source);
                let near: BTreeSet<usize> =
                    pieces.names().filter_map(|id| by_piece.get(&id)).flatten().copied().collect();
                let (lost, lines) = (&lost, &self.lines);
                near.into_iter().filter_map(move |i| {
                    let (_, line, print) = lines[lost[i]];
                    let share = pieces.share_of(print);
                    let least = if line.source == source { PART_HERE } else { PART_ELSEWHERE };
                    // Thousandths: a whole number sorts the same on every machine.
                    (share >= least).then_some(((share * 1000.0) as u32, c, lost[i]))
                })
            })
            .collect();
        found.sort_unstable_by_key(|&(share, c, l)| (std::cmp::Reverse(share), l, c));
        let mut merged = BTreeMap::new();
        for (_, c, l) in found {
            if self.taken[l] || merged.contains_key(&l) {
                continue;
            }
            if self.own[c].is_none() {
                self.take(c, l);
            } else {
                merged.insert(l, c);
            }
        }
        merged.into_iter().collect()
    }
}
