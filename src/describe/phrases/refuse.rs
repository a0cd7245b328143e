//! What looks like a phrase and is none: people, places, dates, sums, topics, and what any article may say.

use super::words::{NUMERALS, is_everyday};
use crate::describe::Finding;
use crate::describe::fold::fold;
use crate::describe::regions;
use crate::describe::topics::Tree;
use crate::split::Article;
use crate::text::names::is_person;
use crate::text::words::is_word;
use std::collections::BTreeSet;

/// What an article's phrases may not be.
pub(super) struct Refuse {
    /// Its people, its places, the topics that there are.
    names: BTreeSet<String>,
}

impl Refuse {
    pub fn of(article: &Article, places: &[Finding], topics: &Tree) -> Self {
        let people = article.authors.iter().map(|a| fold(&a.name));
        let places = places.iter().flat_map(|p| p.evidence.iter().cloned());
        let topics = topics.all().map(|t| t.name.clone());
        let own = [article.column.as_deref(), article.section.as_deref()].into_iter().flatten().map(fold);
        Self {
            names: people.chain(places).chain(topics).chain(own).filter(|n| n.chars().count() > 1).collect(),
        }
    }

    /// Whether a candidate is none, by its plain form.
    pub fn refuses(&self, plain: &str) -> bool {
        if plain.starts_with(['“', '《']) {
            return self.names.contains(plain.trim_matches(['“', '”', '《', '》']));
        }
        let chars: Vec<char> = plain.chars().collect();
        let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return true };
        self.names.contains(plain)
            || is_everyday(plain)
            || chars.len() <= 4 && is_word(plain)
            || is_name_of_person(&chars, plain)
            || is_place(plain, *last, chars.len())
            || is_measure(&chars, *first, *last)
    }
}

/// 王凤鸣, but not 王家峪水库.
fn is_name_of_person(chars: &[char], plain: &str) -> bool {
    chars.len() <= 3 && is_person(plain)
        || plain.contains('·')
        || chars.len() == 4 && is_person(plain) && chars.first() == Some(&'欧')
}

/// A division, or a village by its ending.
fn is_place(plain: &str, last: char, length: usize) -> bool {
    let by_ending = length <= 4 && "省市县旗州镇乡村屯庄".contains(last);
    let short_district = length <= 3 && last == '区';
    by_ending || short_district || regions::is_division_name(plain)
}

/// 三百万元, 十一月十五日, 第二季度.
fn is_measure(chars: &[char], first: char, last: char) -> bool {
    let digit = |c: char| c.is_ascii_digit() || NUMERALS.contains(c);
    let unit = "年月日号时分元角亩斤吨里米个名人户次倍度台辆只头口岁天".contains(last);
    let numbers = chars.iter().filter(|c| digit(**c)).count();
    digit(first) && (unit || numbers * 2 > chars.len()) || numbers * 3 >= chars.len() * 2
}
