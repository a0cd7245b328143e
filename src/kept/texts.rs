//! Texts that were put away, taken out again where a page is made of them.

use super::{Kept, Key};
use crate::describe::{DescribedIssue, Texts};
use crate::digest::Digest;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Issues held in memory at a time: pages are made issue by issue, by as many threads as there are processors.
const HELD: usize = 32;

/// Makes an issue's description again, from its sources.
type Again<'a> = dyn Fn(usize) -> anyhow::Result<DescribedIssue> + Sync + 'a;

/// All issues' texts, in the order of their keys.
pub struct PutAway<'a> {
    kept: &'a Kept,
    keys: &'a [Key],
    again: &'a Again<'a>,
    held: Mutex<VecDeque<(usize, Arc<DescribedIssue>)>>,
}

impl<'a> PutAway<'a> {
    /// `again` is asked for an issue whose file is lost or damaged.
    pub fn new(kept: &'a Kept, keys: &'a [Key], again: &'a Again<'a>) -> Self {
        Self { kept, keys, again, held: Mutex::default() }
    }
}

impl Texts for PutAway<'_> {
    fn print(&self, at: usize) -> Option<Digest> {
        self.keys.get(at).map(Key::bytes)
    }

    fn issue(&self, at: usize) -> anyhow::Result<Arc<DescribedIssue>> {
        let held = || self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, issue)) = held().iter().find(|(held, _)| *held == at) {
            return Ok(Arc::clone(issue));
        }
        let kept = self.keys.get(at).and_then(|key| self.kept.take(*key));
        let issue = Arc::new(match kept {
            Some(issue) => issue,
            None => (self.again)(at)?,
        });
        let mut held = held();
        if held.len() >= HELD {
            held.pop_front();
        }
        held.push_back((at, Arc::clone(&issue)));
        Ok(issue)
    }
}
