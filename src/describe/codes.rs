//! The tables' word on codes and ids, for those who must check what a person wrote.

use super::regions;
use super::topics::Tree;
use crate::read::codes::{AnyCode, KnownCodes};

/// GB/T 2260 and the built-in topics; an archive's own come to these as its files are read.
#[derive(Debug, Clone, Default)]
pub struct Tables(Tree);

impl KnownCodes for Tables {
    fn is_region(&self, code: &str) -> bool {
        regions::division(code).is_some()
    }

    fn nearest_region(&self, text: &str) -> Option<String> {
        let by_name = regions::all().find(|d| d.name == text || d.short == text);
        let siblings = || regions::all().filter(|d| d.code.get(..4) == text.get(..4) && d.to.is_none());
        by_name.or_else(|| siblings().next()).map(|d| format!("{} {}", d.code, d.name))
    }

    fn is_topic(&self, id: &str) -> bool {
        self.0.topic(id).is_some()
    }

    fn topics(&self) -> Vec<String> {
        self.0.all().map(|topic| topic.id.clone()).collect()
    }

    fn parent_topic(&self, id: &str) -> Option<String> {
        self.0.parent(id).map(|topic| topic.id.clone())
    }
}

/// GB/T 2260, and any topic: for files that are read without their archive, whose own topics nobody knows.
#[derive(Debug, Clone, Copy, Default)]
pub struct RegionsOnly;

impl KnownCodes for RegionsOnly {
    fn is_region(&self, code: &str) -> bool {
        regions::division(code).is_some()
    }

    fn nearest_region(&self, text: &str) -> Option<String> {
        Tables::default().nearest_region(text)
    }

    fn is_topic(&self, id: &str) -> bool {
        AnyCode.is_topic(id)
    }

    fn topics(&self) -> Vec<String> {
        Tables::default().topics()
    }
}
