//! Following the serials (总第N期, 第N号) of dated issues: which of them can be right.
//!
//! A serial is judged by its neighbours alone, so that what comes later changes the verdict on the last one only.

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

/// The steps from issue to issue. Issues whose serials can't be right are stepped over.
pub(super) fn follow(held: &[Held], due: &Due, oddities: &mut Vec<Oddity>) -> Vec<Step> {
    let numbered: Vec<usize> =
        (0..held.len()).filter(|&i| held[i].serial.is_some() && held[i].span.is_some()).collect();
    let mut steps = Vec::new();
    let mut last: Option<usize> = None;
    for (n, &i) in numbered.iter().enumerate() {
        let Some(from) = last else {
            last = Some(i);
            continue;
        };
        let (at, before) = (held[i].at, held[from].at);
        if let Some(between) = fits(&held[from], &held[i], due) {
            steps.push(Step { from, to: i, between });
            last = Some(i);
            continue;
        }
        let next = numbered.get(n + 1).map(|&k| &held[k]);
        let serials = (held[from].serial, held[i].serial);
        if serials.0 == serials.1 {
            oddities.push(Oddity::SameSerial { at, before });
        } else if next.is_some_and(|next| fits(&held[from], next, due).is_some()) {
            oddities.push(Oddity::Serial { at, before });
        } else if next.is_some_and(|next| fits(&held[i], next, due).is_some()) {
            let leap = serials.0 < serials.1;
            oddities.push(if leap { Oddity::Leap { at, before } } else { Oddity::Restart { at, before } });
            last = Some(i);
        } else {
            oddities.push(Oddity::Serial { at, before });
        }
    }
    steps
}

/// How many serials lie between two issues, where there is time for so many.
fn fits(a: &Held, b: &Held, due: &Due) -> Option<u32> {
    let between = b.serial?.checked_sub(a.serial?)?.checked_sub(1)?;
    // 合刊 may take as many serials as numbers.
    let joint = between.saturating_sub(a.width() - 1);
    (joint == 0 || joint <= due.most(a, b)?).then_some(joint)
}
