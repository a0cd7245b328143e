//! Names of divisions that an archive adds (`archive.yaml`, `divisions`): they go over the table's.
//!
//! In: [`PlaceName`]s. Out: [`LocalNames`], in which a text's names are looked up beside the table's.

use super::find::Mention;
use super::names::{Form, is_bare};
use super::table::table;
use crate::describe::fold::fold;
use crate::describe::lookup::{Lookup, Marked};
use crate::read::settings::PlaceName;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The added names, to be found at once.
pub struct LocalNames {
    texts: Lookup<String>,
    /// For each name, its row and the year in which it ended.
    means: Vec<(usize, Option<u32>)>,
}

impl std::fmt::Debug for LocalNames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LocalNames({})", self.means.len())
    }
}

impl LocalNames {
    /// None where nothing is added.
    pub fn new(names: &[PlaceName]) -> Option<Self> {
        let t = table();
        let year = |text: &String| text.get(..4).and_then(|y| y.parse().ok());
        let row = |n: &PlaceName| {
            let row = t.row_of(&n.code)?;
            Some((fold(&n.name), (row, n.until.as_ref().and_then(year))))
        };
        let all: BTreeMap<String, (usize, Option<u32>)> = names.iter().filter_map(row).collect();
        let (texts, means): (Vec<String>, Vec<_>) =
            all.into_iter().filter(|(name, _)| !name.is_empty()).unzip();
        (!texts.is_empty()).then(|| Self { texts: Lookup::new(texts), means })
    }

    /// Adds the names that stand in a text to those of the table; of two that overlap the longer stays, else the added.
    pub(super) fn add(&self, text: &Marked, mentions: &mut Vec<Mention>) {
        // Both are in the order of the text: one walk over the two.
        let mut known = std::mem::take(mentions).into_iter().peekable();
        for (start, found) in self.texts.leftmost(text) {
            let name = self.texts.word(found);
            let end = start + name.len();
            mentions.extend(std::iter::from_fn(|| known.next_if(|m| m.end <= start)));
            let over: Vec<Mention> = std::iter::from_fn(|| known.next_if(|m| m.start < end)).collect();
            let behind = mentions.last().is_some_and(|m| m.end > start);
            if behind || over.iter().any(|m| m.end - m.start > name.len()) {
                mentions.extend(over);
                continue;
            }
            let (row, until) = self.means[found];
            let form = if is_bare(name) { Form::Short } else { Form::Full };
            let until = Cow::Owned(until.map(|year| (row, year)).into_iter().collect());
            let rows = Cow::Owned(vec![row]);
            mentions.push(Mention { start, end, form, rows, until, strength: 1.0, dateline: false });
        }
        mentions.extend(known);
        mentions.sort_by_key(|m| m.start);
    }
}
