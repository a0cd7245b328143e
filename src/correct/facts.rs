//! Facts that a person sets: title and its like, authors, page; regions and topics once the issue is described.

use crate::describe::topics::{Topic, Tree};
use crate::describe::{DescribedArticle, Finding};
use crate::read::sidecar::Facts;
use crate::split::{Article, Author};

/// What stands for a person's word where the program would show its evidence.
const BY_HAND: &str = "校订";

/// Sets what the splitter gives. An empty text takes a fact away.
pub fn set(article: &mut Article, facts: &Facts) {
    let put = |to: &mut Option<String>, word: &Option<String>| {
        if let Some(word) = word {
            *to = Some(word.trim().to_string()).filter(|w| !w.is_empty());
        }
    };
    if let Some(title) = &facts.title {
        article.title = title.trim().to_string();
    }
    put(&mut article.kicker, &facts.kicker);
    put(&mut article.subtitle, &facts.subtitle);
    put(&mut article.column, &facts.column);
    put(&mut article.page, &facts.page);
    put(&mut article.page_end, &facts.page_end);
    put(&mut article.section, &facts.section);
    if let (Some(page), None) = (&facts.page, &facts.page_end) {
        // An end that the splitter took from elsewhere must not stand before the page that a person gave.
        let number = |p: &str| p.parse::<u32>().ok();
        if article.page_end.as_deref().and_then(number) < number(page) {
            article.page_end = None;
        }
    }
    if let Some(names) = &facts.authors {
        // Role and office that are printed with a name stay with it.
        let printed = |name: &str| article.authors.iter().find(|a| a.name == name).cloned();
        let authors = names.iter().map(|n| n.trim()).filter(|n| !n.is_empty());
        article.authors = authors.map(|n| printed(n).unwrap_or_else(|| Author::named(n))).collect();
    }
}

fn by_hand(id: &str) -> Finding {
    Finding { id: id.to_string(), score: 1.0, evidence: vec![BY_HAND.to_string()] }
}

/// Sets regions and topics; gives the ids that are no topic's.
pub fn set_described(described: &mut DescribedArticle, facts: &Facts, topics: &Tree) -> Vec<String> {
    if let Some(regions) = &facts.regions {
        described.regions = each_once(regions.iter().map(String::as_str));
    }
    let Some(ids) = &facts.topics else { return Vec::new() };
    let mut unknown = Vec::new();
    let (mut tops, mut subs): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for id in ids {
        let holds = |t: &&Topic| t.id == *id || t.children.iter().any(|c| c.id == *id);
        match topics.top().iter().find(holds) {
            Some(topic) => {
                tops.push(&topic.id);
                if topic.id != *id {
                    subs.push(id);
                }
            }
            None => unknown.push(id.clone()),
        }
    }
    // All of them unknown: nothing was said.
    if tops.is_empty() && !unknown.is_empty() {
        return unknown;
    }
    described.topics = each_once(tops.into_iter());
    if subs.is_empty() {
        // The person named topics only: the program's sub-topics of these still hold.
        let kept = &described.topics;
        described
            .subtopics
            .retain(|s| topics.parent(&s.id).is_some_and(|t| kept.iter().any(|k| k.id == t.id)));
    } else {
        described.subtopics = each_once(subs.into_iter());
    }
    unknown
}

fn each_once<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for id in ids {
        if !out.iter().any(|f| f.id == id) {
            out.push(by_hand(id));
        }
    }
    out
}
