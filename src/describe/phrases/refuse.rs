//! What looks like a phrase and is none: people, places, dates, sums, topics, and what any article may say.

use super::words::{NUMERALS, is_everyday};
use crate::describe::Finding;
use crate::describe::fold::fold;
use crate::describe::regions;
use crate::describe::topics::Vocabulary;
use crate::split::Article;
use crate::text::charset::CharSet;
use crate::text::names::is_person;
use crate::text::words::is_word;
use std::borrow::Cow;

/// What an article's phrases may not be.
pub(super) struct Refuse<'a> {
    /// Its people, its places, its column and page.
    names: Vec<Cow<'a, str>>,
    topics: &'a Vocabulary,
}

impl<'a> Refuse<'a> {
    pub fn of(article: &Article, places: &'a [Finding], topics: &'a Vocabulary) -> Self {
        let people = article.authors.iter().map(|a| a.name.as_str());
        let own = [article.column.as_deref(), article.section.as_deref()].into_iter().flatten();
        let folded = people.chain(own).map(|name| Cow::Owned(fold(name)));
        let places = places.iter().flat_map(|p| &p.evidence).map(Cow::from);
        Self { names: folded.chain(places).collect(), topics }
    }

    /// Whether a candidate is none, by its plain form.
    pub fn refuses(&self, plain: &str) -> bool {
        if plain.starts_with(['“', '《']) {
            return self.is_name(plain.trim_matches(['“', '”', '《', '》']));
        }
        let mut chars = plain.chars();
        let Some(first) = chars.next() else { return true };
        let last = chars.next_back().unwrap_or(first);
        let length = plain.chars().count();
        self.is_name(plain)
            || is_everyday(plain)
            || length <= 4 && is_word(plain)
            || is_name_of_person(plain, first, length)
            || is_place(plain, last, length)
            || is_measure(plain, first, last, length)
    }

    /// Whether it is what somebody, some place or some topic is called; one character is no name.
    fn is_name(&self, plain: &str) -> bool {
        plain.chars().nth(1).is_some()
            && (self.names.iter().any(|name| name == plain) || self.topics.is_name(plain))
    }
}

/// 王凤鸣, but not 王家峪水库.
fn is_name_of_person(plain: &str, first: char, length: usize) -> bool {
    plain.contains('·') || (length <= 3 || length == 4 && first == '欧') && is_person(plain)
}

/// A division, or a village by its ending.
fn is_place(plain: &str, last: char, length: usize) -> bool {
    static ENDS: CharSet = CharSet::of("省市县旗州镇乡村屯庄");
    let by_ending = length <= 4 && ENDS.contains(last);
    let short_district = length <= 3 && last == '区';
    by_ending || short_district || regions::is_division_name(plain)
}

/// 三百万元, 十一月十五日, 第二季度.
fn is_measure(plain: &str, first: char, last: char, length: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit() || NUMERALS.contains(c);
    static UNITS: CharSet = CharSet::of("年月日号时分元角亩斤吨里米个名人户次倍度台辆只头口岁天");
    let unit = UNITS.contains(last);
    let numbers = plain.chars().filter(|c| digit(*c)).count();
    digit(first) && (unit || numbers * 2 > length) || numbers * 3 >= length * 2
}
