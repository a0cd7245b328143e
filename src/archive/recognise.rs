//! Recognising registered articles among those that the sources hold now.
//!
//! In: the articles' [`Claim`]s and the lines of the register. Out: for each claim the line that is its own. Steps:
//!
//! 1. issues that find all their texts under their own name; which issue of the register each of the others is (`homes`);
//! 2. the same text in the same issue, then alike texts there, best first;
//! 3. texts that went to another issue as they were: found through an index of fingerprint bands, never all with all;
//! 4. what changed too much to be alike, in the same issue: a part that became the whole, or a whole that became a part (`parts`);
//! 5. texts that are alike elsewhere, and the same where step 3 saw too many to weigh them; parts elsewhere;
//! 6. what kept nothing but its issue and its title.
//!
//! A text that several issues had says nothing of where one of them went: it is looked for in its own issue, and under its date.

use super::fingerprint::Print;
use super::homes::{self, Issue};
use super::register::{Line, Now, Register, cell};
use super::segment::{Wished, may_have_wished};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An article that wants an address. Claims of one issue stand together.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    /// Path of its issue.
    pub source: &'a str,
    /// Where its address would be if it is new, and if nobody else wished it.
    pub wish: &'a Wished,
    pub title: &'a str,
    pub withheld: bool,
    pub print: &'a Print,
}

/// A line of the register whose text is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'r> {
    pub address: &'r str,
    pub line: &'r Line,
    pub print: &'r Print,
}

/// What was recognised.
#[derive(Debug, Default)]
pub(super) struct Recognised<'r> {
    /// For each claim, its line and that line's address.
    pub own: Vec<Option<(&'r str, &'r Line)>>,
    /// Addresses of articles that are no more, with the claim in which their text went on.
    pub merged: BTreeMap<&'r str, usize>,
}

/// Shared pieces of 32 from which texts of one issue, and of different issues, are the same article: at 5 % of wrong
/// characters 24 are shared on average.
const ALIKE_HERE: usize = 13;
pub(super) const ALIKE_ELSEWHERE: usize = 16;
/// From here on it went there as it was.
const SAME_ELSEWHERE: usize = 24;
/// Lines weighed per band of the index: a notice that hundreds of issues repeat must not make this quadratic.
pub(super) const CROWD: usize = 64;

/// Where a text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Here,
    /// In any issue, if so many pieces are shared.
    Anywhere(usize),
}

/// An issue's path in the register, and its claims with their lines.
type Settled<'r> = (&'r str, Vec<(usize, usize)>);

/// Lines and claims of one issue and one title.
type SameTitle = (Vec<usize>, Vec<usize>);

/// The register's lines with a print, and which of them and of the claims are still without a partner.
pub(super) struct Matching<'a, 'r> {
    pub claims: &'a [Claim<'a>],
    /// Index into `issues`, for each claim.
    pub issue_of: Vec<usize>,
    pub issues: Vec<Issue<'a, 'r>>,
    pub lines: Vec<Known<'r>>,
    /// The line of each claim.
    pub own: Vec<Option<usize>>,
    pub taken: Vec<bool>,
    /// Lines of articles that are no more, with the claims in which their texts went on.
    pub merged: BTreeMap<usize, usize>,
    /// Texts that several issues had, of those that are looked for elsewhere.
    common: BTreeSet<&'r str>,
}

/// Finds each claim's line. `letters` gives the letters of a claim's article.
pub(super) fn recognise<'r>(
    claims: &[Claim<'_>],
    letters: &(dyn Fn(usize) -> String + Sync),
    register: &'r Register,
) -> Recognised<'r> {
    let known =
        |(address, line): (&'r String, &'r Line)| Some(Known { address, line, print: line.print.as_ref()? });
    let lines: Vec<Known<'r>> = register.lines.iter().filter_map(known).collect();
    let mut issues = Vec::new();
    let mut issue_of = Vec::with_capacity(claims.len());
    for of_one in claims.chunk_by(|a, b| a.source == b.source) {
        let from = issue_of.len();
        issue_of.resize(from + of_one.len(), issues.len());
        issues.push(Issue { source: cell(of_one[0].source), claims: from..issue_of.len(), home: None });
    }
    let (own, taken) = (vec![None; claims.len()], vec![false; lines.len()]);
    let (merged, common) = (BTreeMap::new(), BTreeSet::new());
    let mut matching = Matching { claims, issue_of, issues, lines, own, taken, merged, common };
    matching.settle();
    matching.go_home();
    matching.same_text(Reach::Here);
    matching.alike_in_rounds(Reach::Here);
    matching.find_common();
    matching.alike_in_rounds(Reach::Anywhere(SAME_ELSEWHERE));
    matching.parts(letters, Reach::Here);
    matching.alike_in_rounds(Reach::Anywhere(ALIKE_ELSEWHERE));
    matching.same_text(Reach::Anywhere(0));
    matching.parts(letters, Reach::Anywhere(0));
    matching.same_title();
    let address = |line: usize| matching.lines[line].address;
    Recognised {
        own: matching
            .own
            .iter()
            .map(|own| own.map(|line| (address(line), matching.lines[line].line)))
            .collect(),
        merged: matching.merged.iter().map(|(line, claim)| (address(*line), *claim)).collect(),
    }
}

impl<'r> Matching<'_, 'r> {
    pub fn take(&mut self, claim: usize, line: usize) {
        self.own[claim] = Some(line);
        self.taken[line] = true;
    }

    pub fn free_lines(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.lines.len()).filter(|l| !self.taken[*l] && !self.merged.contains_key(l))
    }

    fn free_claims(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.claims.len()).filter(|&c| self.own[c].is_none())
    }

    /// Whether a line is of the issue that a claim is of.
    pub fn here(&self, c: usize, l: usize) -> bool {
        let (issue, line) = (&self.issues[self.issue_of[c]], self.lines[l].line);
        match line.now {
            Now::Here => issue.home == Some(&line.source),
            _ => issue.source == line.source,
        }
    }

    /// Issues that find all their texts under their own name, which are most of what it had.
    fn settle(&mut self) {
        let mut by_source: BTreeMap<&'r str, Vec<usize>> = BTreeMap::new();
        let lines: Vec<usize> =
            (0..self.lines.len()).filter(|l| self.lines[*l].line.now == Now::Here).collect();
        // Lines of one issue stand together, most times.
        for run in lines.chunk_by(|a, b| self.lines[*a].line.source == self.lines[*b].line.source) {
            by_source.entry(&self.lines[run[0]].line.source).or_default().extend(run);
        }
        let this = &*self;
        let settled: Vec<Option<Settled<'r>>> =
            this.issues.par_iter().map(|issue| this.settled(issue, &by_source)).collect();
        for (i, settled) in settled.into_iter().enumerate() {
            if let Some((home, pairs)) = settled {
                self.issues[i].home = Some(home);
                pairs.into_iter().for_each(|(c, l)| self.take(c, l));
            }
        }
    }

    fn settled(
        &self,
        issue: &Issue<'_, 'r>,
        by_source: &BTreeMap<&'r str, Vec<usize>>,
    ) -> Option<Settled<'r>> {
        let (source, lines) = by_source.get_key_value(&*issue.source)?;
        let mut texts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        lines.iter().for_each(|l| texts.entry(&self.lines[*l].print.exact).or_default().push(*l));
        texts.values_mut().for_each(|lines| self.in_order(lines));
        let mut pairs = Vec::new();
        for c in issue.claims.clone() {
            match texts.get_mut(self.claims[c].print.exact.as_str()).and_then(Vec::pop) {
                Some(l) => pairs.push((c, l)),
                // One that never was public has no line.
                None if self.claims[c].withheld => {}
                None => return None,
            }
        }
        (pairs.len() * 2 >= lines.len()).then_some((*source, pairs))
    }

    /// Which issue of the register the other issues are.
    fn go_home(&mut self) {
        let here = |l: &usize| self.lines[*l].line.now == Now::Here;
        let free: Vec<usize> = self.free_lines().filter(here).collect();
        homes::find(&mut self.issues, self.claims, &self.lines, &free);
    }

    /// Whether a line may be a claim's: what had gone before comes back to its own issue only, for the next year's same notice is another
    /// article; and so does what several issues had.
    pub fn may_be(&self, c: usize, l: usize, reach: Reach) -> bool {
        if self.here(c, l) {
            return true;
        }
        reach != Reach::Here && (self.everywhere(l) || self.claims[c].wish.holds(self.lines[l].address))
    }

    /// Whether a line may be a claim's of any issue and date.
    fn everywhere(&self, l: usize) -> bool {
        let Known { line, print, .. } = self.lines[l];
        line.now == Now::Here && !self.common.contains(print.exact.as_str())
    }

    /// Which of the texts that nobody has yet several issues had.
    fn find_common(&mut self) {
        let here = |known: &Known<'r>| known.line.now == Now::Here;
        let free = self.free_lines().map(|l| self.lines[l]).filter(here);
        let mut sources: BTreeMap<&'r str, BTreeSet<&'r str>> =
            free.map(|known| (known.print.exact.as_str(), BTreeSet::new())).collect();
        if sources.is_empty() {
            return;
        }
        for Known { line, print, .. } in self.lines.iter().filter(|known| here(known)) {
            if let Some(sources) = sources.get_mut(print.exact.as_str()) {
                sources.insert(&line.source);
            }
        }
        sources.retain(|_, sources| sources.len() > 1);
        self.common = sources.into_keys().collect();
    }

    /// Sorts lines of one text so that the first to be given is the last: in the order in which their keys were given, by length.
    fn in_order(&self, lines: &mut [usize]) {
        if lines.len() > 1 {
            lines.sort_by_key(|&l| {
                let Known { address, line, .. } = self.lines[l];
                (line.now != Now::Here, &line.source, line.key.len(), &line.key, address)
            });
            lines.reverse();
        }
    }

    /// Pairs a line and a claim of one issue and one title, where no other line or claim without a partner has it.
    fn same_title(&mut self) {
        let mut groups: BTreeMap<(&str, String), SameTitle> = BTreeMap::new();
        let title = |t: &str| crate::text::letters(t);
        for l in self.free_lines() {
            let line = self.lines[l].line;
            if line.now == Now::Here {
                groups.entry((line.source.as_str(), title(&line.title))).or_default().0.push(l);
            }
        }
        for c in self.free_claims() {
            if let Some(home) = self.issues[self.issue_of[c]].home {
                groups.entry((home, title(self.claims[c].title))).or_default().1.push(c);
            }
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

    /// Pairs equal texts: of one issue; else those that may be anywhere, and those of one date.
    fn same_text(&mut self, reach: Reach) {
        let here = reach == Reach::Here;
        let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for l in self.free_lines() {
            let Known { address, line, print } = self.lines[l];
            let mut add = |place| groups.entry((&print.exact, place)).or_default().push(l);
            match () {
                () if here => add(line.source.as_str()),
                () if self.everywhere(l) => add(""),
                () => may_have_wished(address).for_each(add),
            }
        }
        groups.values_mut().for_each(|lines| self.in_order(lines));
        let mut pairs: BTreeMap<usize, usize> = BTreeMap::new();
        for c in self.free_claims() {
            let (claim, issue) = (&self.claims[c], &self.issues[self.issue_of[c]]);
            // What is here is at home; what had gone has the name that the issue has.
            let own = [issue.home, Some(&*issue.source)];
            let places = if here { own } else { [Some(""), Some(claim.wish.segment.as_str())] };
            let fits = |l: &usize| !pairs.contains_key(l) && self.may_be(c, *l, reach);
            let found = places.into_iter().flatten().find_map(|place| {
                let group = groups.get_mut(&(claim.print.exact.as_str(), place))?;
                group.iter().rposition(fits).map(|at| group.remove(at))
            });
            if let Some(line) = found {
                pairs.insert(line, c);
            }
        }
        for (line, claim) in pairs {
            self.take(claim, line);
        }
    }

    /// Pairs alike texts. A crowd is thinned round by round; each round matches somebody or is the last.
    fn alike_in_rounds(&mut self, reach: Reach) {
        for _ in 0..32 {
            if !self.alike(reach) {
                break;
            }
        }
    }

    /// One round of pairing alike texts; tells whether another could find more.
    fn alike(&mut self, reach: Reach) -> bool {
        let mut bands: BTreeMap<(usize, u16, u16), Vec<usize>> = BTreeMap::new();
        let mut here: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut crowded = false;
        for l in self.free_lines() {
            let Known { line, print, .. } = self.lines[l];
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
        if here.is_empty() {
            return false;
        }
        let this = &*self;
        let free: Vec<usize> = this.free_claims().collect();
        let mut pairs: Vec<(usize, usize, usize)> = free
            .par_iter()
            .flat_map_iter(|&c| {
                let (claim, issue) = (&this.claims[c], &this.issues[this.issue_of[c]]);
                let mut near: BTreeSet<usize> =
                    claim.print.bands().filter_map(|band| bands.get(&band)).flatten().copied().collect();
                // Within an issue also those that share no band, unless it is of a size that bands are made for.
                for source in [issue.home, Some(&*issue.source)].into_iter().flatten() {
                    near.extend(here.get(source).filter(|l| l.len() <= 500).into_iter().flatten());
                }
                near.into_iter().filter_map(move |l| Some((this.weigh(c, l, reach)?, c, l)))
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
    fn weigh(&self, c: usize, l: usize, reach: Reach) -> Option<usize> {
        let claim = &self.claims[c];
        let Known { address, line, print } = self.lines[l];
        // Most are not: whose line it may be is asked of few.
        let alike = claim.print.alike(print);
        if alike < ALIKE_HERE || !self.may_be(c, l, reach) {
            return None;
        }
        let here = self.here(c, l);
        let least = match reach {
            Reach::Anywhere(least) if !here => least,
            _ => ALIKE_HERE,
        };
        if alike < least {
            return None;
        }
        // The text weighs most, then the issue: what is alike elsewhere is often another week's same column.
        Some(
            alike * 10
                + usize::from(claim.print.exact == print.exact) * 32
                + usize::from(here) * 64
                + usize::from(line.title == cell(claim.title)) * 16
                + usize::from(claim.wish.holds(address)) * 8
                + usize::from(line.now == Now::Here) * 400,
        )
    }
}
