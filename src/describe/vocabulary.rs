//! The tables' word on codes and ids, for those who must check what a person wrote.

use super::{regions, topics};
use crate::read::vocabulary::Vocabulary;

/// GB/T 2260 and the built-in topics.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tables;

impl Vocabulary for Tables {
    fn is_region(&self, code: &str) -> bool {
        regions::division(code).is_some()
    }

    fn nearest_region(&self, text: &str) -> Option<String> {
        let by_name = regions::all().find(|d| d.name == text || d.short == text);
        let siblings = || regions::all().filter(|d| d.code.get(..4) == text.get(..4) && d.to.is_none());
        by_name.or_else(|| siblings().next()).map(|d| format!("{} {}", d.code, d.name))
    }

    fn is_topic(&self, id: &str) -> bool {
        topics::vocabulary().iter().any(|t| t.id == id || t.children.iter().any(|c| c.id == id))
    }

    fn topics(&self) -> Vec<String> {
        let ids = topics::vocabulary().iter();
        ids.flat_map(|t| std::iter::once(t.id.clone()).chain(t.children.iter().map(|c| c.id.clone())))
            .collect()
    }
}
