//! The parts of an article, and what is said of each division in them.
//!
//! In: mentions with their strength. Out: a [`Weight`] per division, with its evidence.

use super::local::LocalNames;
use crate::describe::lookup::Marked;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which part of an article a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneKind {
    Title,
    Subtitle,
    Kicker,
    Column,
    Heading,
    Lead,
    Body,
    Caption,
    Author,
}

impl ZoneKind {
    const ALL: [ZoneKind; 9] = [
        ZoneKind::Title,
        ZoneKind::Subtitle,
        ZoneKind::Kicker,
        ZoneKind::Column,
        ZoneKind::Heading,
        ZoneKind::Lead,
        ZoneKind::Body,
        ZoneKind::Caption,
        ZoneKind::Author,
    ];

    fn weight(self) -> f64 {
        match self {
            ZoneKind::Title => 6.0,
            ZoneKind::Subtitle => 4.0,
            ZoneKind::Kicker => 3.0,
            ZoneKind::Lead => 2.2,
            ZoneKind::Heading | ZoneKind::Author => 1.5,
            ZoneKind::Caption => 1.2,
            ZoneKind::Body => 1.0,
            ZoneKind::Column => 0.5,
        }
    }
}

/// One text of the article, folded.
#[derive(Debug, Clone)]
pub struct Zone {
    pub kind: ZoneKind,
    pub text: Marked,
}

/// What is known from outside the article.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The publication's home region.
    pub home: Option<String>,
    /// The date as EDTF.
    pub date: Option<String>,
    /// Names that the archive adds.
    pub local: Option<Arc<LocalNames>>,
}

/// What the words of one division add up to.
#[derive(Debug, Default, Clone)]
pub(super) struct Weight<'a> {
    /// What is said in each kind of place.
    zones: [f64; ZoneKind::ALL.len()],
    words: BTreeMap<&'a str, f64>,
}

impl<'a> Weight<'a> {
    pub(super) fn add(&mut self, kind: ZoneKind, strength: f64, word: &'a str) {
        self.zones[kind as usize] += strength;
        *self.words.entry(word).or_default() += kind.weight() * strength;
    }

    /// The tenth mention says less than the second.
    pub(super) fn total(&self) -> f64 {
        let said = ZoneKind::ALL.iter().zip(&self.zones);
        said.map(|(kind, n)| kind.weight() * if *n < 1.0 { *n } else { n.sqrt() }).sum()
    }

    fn named_in(&self, kinds: &[ZoneKind], least: f64) -> bool {
        kinds.iter().any(|k| self.zones[*k as usize] >= least)
    }

    /// Named at the head, or by who wrote it.
    pub(super) fn heads(&self) -> bool {
        self.named_in(&[ZoneKind::Title, ZoneKind::Subtitle, ZoneKind::Kicker, ZoneKind::Author], 0.4)
    }

    /// Named where an article says what it is about; not merely listed there.
    pub(super) fn prominent(&self) -> bool {
        self.heads() || self.named_in(&[ZoneKind::Lead], 0.8)
    }

    pub(super) fn evidence(&self) -> Vec<String> {
        let mut words: Vec<(&str, f64)> = self.words.iter().map(|(word, said)| (*word, *said)).collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        words.into_iter().take(5).map(|(word, _)| word.to_string()).collect()
    }
}
