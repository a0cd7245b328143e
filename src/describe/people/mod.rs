//! Who made an article: persons, bodies and collective names, what they did, and what is printed of their offices.
//!
//! In: an [`Article`]. Out: a [`Person`] for each of its authors, in their order. Pure.
//!
//! Steps: the name is closed up (张 三 → 张三); `kind` tells a person from a body by the name alone, `role` reads what
//! is printed beside it; who signs a text and its pictures has done both.

mod kind;
mod role;

pub use kind::{Kind, kind};
pub use role::Role;

use crate::split::{Article, Author, BlockRole, byline};
use crate::text::{fold, is_han, nfc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One who signs an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// As printed, closed up.
    pub name: String,
    pub kind: Kind,
    /// What he did; never empty.
    pub roles: BTreeSet<Role>,
    /// What he is or where he works, as printed.
    pub office: Option<String>,
}

/// The people of an article, each once.
pub fn people_of(article: &Article) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for author in article.authors.iter().filter(|a| !a.name.trim().is_empty()) {
        let name = closed_up(&author.name);
        match people.iter_mut().find(|p| p.name == name) {
            Some(person) => person.add(author),
            None => {
                let office = author.office.clone();
                people.push(Person { kind: kind(&name), name, roles: role::roles(&author.role), office });
            }
        }
    }
    for credit in article.blocks.iter().filter(|b| b.role == BlockRole::Credit) {
        for author in byline::credit(&fold(&credit.text)).map(|(a, _)| a).unwrap_or_default() {
            let name = closed_up(&author.name);
            people.iter_mut().filter(|p| p.name == name).for_each(|p| p.add(&author));
        }
    }
    people
}

impl Person {
    fn add(&mut self, author: &Author) {
        // To have signed without a word of what one did adds nothing.
        if !author.role.is_empty() {
            self.roles.extend(role::roles(&author.role));
        }
        if self.office.is_none() {
            self.office.clone_from(&author.office);
        }
    }
}

/// Spaces between Han characters go, dots of foreign names are one dot: 张 三, 阿不都•热合曼. Others keep a single space:
/// Edgar Snow.
pub fn closed_up(name: &str) -> String {
    let mut out = String::new();
    for word in nfc(name).split_whitespace() {
        let latin = |c: Option<char>| c.is_some_and(|c| !is_han(c) && c != '·');
        let word: String = word.chars().map(|c| if "•・‧．∙".contains(c) { '·' } else { c }).collect();
        if latin(out.chars().next_back()) || !out.is_empty() && latin(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(&word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::closed_up;

    #[test]
    fn names_are_closed_up() {
        for (printed, name) in [
            ("张 三", "张三"),
            ("王　小　明", "王小明"),
            ("阿不都•热合曼", "阿不都·热合曼"),
            ("爱泼斯坦 · 伊", "爱泼斯坦·伊"),
            ("Edgar  Snow", "Edgar Snow"),
        ] {
            assert_eq!(closed_up(printed), name);
        }
    }
}
