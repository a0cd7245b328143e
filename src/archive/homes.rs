//! Which issue of the register each issue is: told by its texts, for a file may be renamed, and another may take its name.
//!
//! In: the issues' prints, and the register's lines that hold an article. Out: for each issue the path under which the register knows it, no path
//! twice. Steps: an issue that finds all its texts under its own name is at home there; of the others each text votes for the issue that has the
//! text most like it; most votes win, then the date, then the name.

use super::fingerprint::Print;
use super::recognise::{ALIKE_ELSEWHERE, CROWD, Claim, Known};
use super::segment::may_have_wished;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An issue's claims.
#[derive(Debug, Clone)]
pub(super) struct Issue<'a, 'r> {
    /// Its path, as the register would write it.
    pub source: std::borrow::Cow<'a, str>,
    pub claims: Range<usize>,
    /// The path under which the register knows it.
    pub home: Option<&'r str>,
}

/// A text's vote, among so many that are almost as much like it, is worth this much to each: nothing where they are many.
const VOTE: usize = 60;
const MANY: usize = 3;
/// Texts that share almost as many pieces as the one that shares most.
const ALMOST: usize = 2;

/// How much speaks for an issue being one of the register's.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Points {
    votes: usize,
    /// Its date is that of addresses there.
    wished: bool,
    /// Its name is the same.
    named: bool,
    /// Texts that are like none but that issue's.
    sure: usize,
}

/// Finds homes for the issues that have none. `free` are the lines that hold an article and are not yet anyone's.
pub(super) fn find<'r>(
    issues: &mut [Issue<'_, 'r>],
    claims: &[Claim<'_>],
    lines: &[Known<'r>],
    free: &[usize],
) {
    let mut taken: BTreeSet<&str> = issues.iter().filter_map(|issue| issue.home).collect();
    let mut sources: BTreeMap<&'r str, usize> = BTreeMap::new();
    for l in free {
        *sources.entry(lines[*l].line.source.as_str()).or_default() += 1;
    }
    sources.retain(|source, _| !taken.contains(source));
    let open: Vec<usize> = (0..issues.len()).filter(|i| issues[*i].home.is_none()).collect();
    if open.is_empty() || sources.is_empty() {
        return;
    }
    let free: Vec<usize> =
        free.iter().copied().filter(|l| sources.contains_key(lines[*l].line.source.as_str())).collect();
    let index = Index::of(lines, &free);
    let voted: Vec<BTreeMap<&'r str, Points>> =
        open.par_iter().map(|i| votes(&issues[*i], claims, lines, &index)).collect();
    let mut pairs: Vec<(Points, &'r str, usize)> = Vec::new();
    for (i, voted) in open.iter().zip(voted) {
        let issue = &issues[*i];
        for (source, points) in voted {
            // By name or date alone a newcomer would be taken for the issue whose name or date it has.
            let few = issue.claims.len().min(sources[source]);
            if points.named || points.wished || points.sure * 3 >= few {
                pairs.push((points, source, *i));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    for (_, source, i) in pairs {
        if issues[i].home.is_none() && taken.insert(source) {
            issues[i].home = Some(source);
        }
    }
    // One that nothing speaks against is what its name says.
    for i in open {
        let known = sources.get_key_value(&*issues[i].source).map(|(source, _)| *source);
        if issues[i].home.is_none()
            && let Some(source) = known
            && taken.insert(source)
        {
            issues[i].home = Some(source);
        }
    }
}

/// Lines by their texts.
struct Index<'r> {
    /// None of a text that a crowd has.
    exact: BTreeMap<&'r str, Vec<usize>>,
    /// Of a text that a crowd has, those of each date.
    dated: BTreeMap<(&'r str, &'r str), Vec<usize>>,
    bands: BTreeMap<(usize, u16, u16), Vec<usize>>,
}

impl<'r> Index<'r> {
    fn of(lines: &[Known<'r>], free: &[usize]) -> Self {
        let (mut exact, mut bands) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for l in free {
            exact.entry(lines[*l].print.exact.as_str()).or_default().push(*l);
            for band in lines[*l].print.bands() {
                let fellows = bands.entry(band).or_default();
                if fellows.len() < CROWD {
                    fellows.push(*l);
                }
            }
        }
        let mut dated = BTreeMap::<_, Vec<usize>>::new();
        for (text, crowd) in exact.iter_mut().filter(|(_, crowd)| crowd.len() > CROWD) {
            for l in crowd.drain(..) {
                for segment in may_have_wished(lines[l].address) {
                    dated.entry((*text, segment)).or_default().push(l);
                }
            }
        }
        Self { exact, dated, bands }
    }

    /// Lines whose texts are the same or may be alike.
    fn near(&self, claim: &Claim<'_>) -> BTreeSet<usize> {
        let text = claim.print.exact.as_str();
        let same =
            self.exact.get(text).into_iter().chain(self.dated.get(&(text, claim.wish.segment.as_str())));
        let alike = claim.print.bands().filter_map(|band| self.bands.get(&band));
        same.chain(alike).flatten().copied().collect()
    }

    /// Whether a crowd has this text.
    fn crowded(&self, print: &Print) -> bool {
        self.exact.get(print.exact.as_str()).is_some_and(Vec::is_empty)
    }
}

/// What speaks for each issue of the register.
fn votes<'r>(
    issue: &Issue<'_, 'r>,
    claims: &[Claim<'_>],
    lines: &[Known<'r>],
    index: &Index<'r>,
) -> BTreeMap<&'r str, Points> {
    let mut all: BTreeMap<&'r str, Points> = BTreeMap::new();
    for claim in &claims[issue.claims.clone()] {
        // Of each issue the text that is most like this one.
        let mut best: BTreeMap<&'r str, usize> = BTreeMap::new();
        for l in index.near(claim) {
            let Known { address, line, print } = lines[l];
            let alike = claim.print.alike(print);
            if alike >= ALIKE_ELSEWHERE {
                let most = best.entry(&line.source).or_default();
                *most = alike.max(*most);
                all.entry(&line.source).or_default().wished |= claim.wish.holds(address);
            }
        }
        if index.crowded(claim.print) {
            continue;
        }
        let most = best.values().copied().max().unwrap_or_default();
        best.retain(|_, alike| *alike + ALMOST >= most);
        let many = best.len();
        for source in best.into_keys() {
            let points = all.entry(source).or_default();
            points.sure += usize::from(many == 1);
            points.votes += if many > MANY { 0 } else { VOTE / many };
        }
    }
    for (source, points) in &mut all {
        points.named = *source == issue.source;
    }
    all
}
