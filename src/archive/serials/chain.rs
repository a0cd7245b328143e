//! Following the serials (总第N期, 第N号) of dated issues: which of them can be right.
//!
//! Of serials that contradict each other the longest chain that rises stands, within a few issues ahead: so what comes
//! later changes the verdict on the last few only, and only where they contradict.

use super::Oddity;
use super::cadence::Due;
use super::held::Held;

/// Places (in the run) of two issues whose serials follow each other, and how many serials lie between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub from: usize,
    pub to: usize,
    pub between: u32,
}

/// How many serials are weighed against each other: what stands further off says nothing of a misreading here.
const WINDOW: usize = 5;

/// The steps from issue to issue. Issues whose serials can't be right are stepped over.
pub(super) fn follow(held: &[Held], due: &Due, oddities: &mut Vec<Oddity>) -> Vec<Step> {
    let numbered: Vec<usize> =
        (0..held.len()).filter(|&i| held[i].serial.is_some() && held[i].span.is_some()).collect();
    let mut steps = Vec::new();
    let mut last = 0;
    let mut n = 1;
    while n < numbered.len() {
        let ahead = &numbered[n..numbered.len().min(n + WINDOW)];
        let (from, i) = (numbered[last], numbered[n]);
        let best = longest(&held[from], ahead, held, due);
        if best.first == Some(0) {
            let between = fits(&held[from], &held[i], due).unwrap_or(0);
            steps.push(Step { from, to: i, between });
            last = n;
            n += 1;
            continue;
        }
        let (at, before) = (held[i].at, held[from].at);
        let serials = (held[from].serial, held[i].serial);
        // One misread serial may have successors too, the true ones: a new beginning has more than its first.
        let anew = longest(&held[i], &ahead[1..], held, due).length;
        if serials.0 == serials.1 {
            oddities.push(Oddity::SameSerial { at, before });
        } else if anew > best.length {
            let leap = serials.0 < serials.1;
            oddities.push(if leap { Oddity::Leap { at, before } } else { Oddity::Restart { at, before } });
            last = n;
        } else {
            oddities.push(Oddity::Serial { at, before });
        }
        n += 1;
    }
    steps
}

/// The longest chain of serials that follow one issue; of equally long ones that which leaves out the fewest.
#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    length: usize,
    left_out: u64,
    /// Place of its first issue among those ahead.
    first: Option<usize>,
}

fn longest(from: &Held, ahead: &[usize], held: &[Held], due: &Due) -> Chain {
    let mut best = Chain::default();
    for (k, &i) in ahead.iter().enumerate() {
        let Some(between) = fits(from, &held[i], due) else { continue };
        let rest = longest(&held[i], &ahead[k + 1..], held, due);
        let (length, left_out) = (rest.length + 1, rest.left_out + u64::from(between));
        if length > best.length || length == best.length && left_out < best.left_out {
            best = Chain { length, left_out, first: Some(k) };
        }
    }
    best
}

/// How many serials lie between two issues, where there is time for so many.
fn fits(a: &Held, b: &Held, due: &Due) -> Option<u32> {
    let between = b.serial?.checked_sub(a.serial?)?.checked_sub(1)?;
    // 合刊 may take as many serials as numbers.
    let joint = between.saturating_sub(a.width() - 1);
    (joint == 0 || joint <= due.most(a, b)?).then_some(joint)
}
