//! The publication's home region, and articles that name no place.
//!
//! In: settings, facts, the articles' texts. Out: a GB/T 2260 code, or none.
//! Steps: the settings; the publication's name; else the prefecture or county that most articles are clearly about.

use super::Finding;
use super::regions::{
    Context, Level, LocalNames, Zone, ZoneKind, day_of, division, home_of_name, lineage, regions_of,
};
use crate::read::settings::PublicationSettings;
use crate::split::{Article, IssueFacts};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The home region that names, homonyms and 我市 are read from.
pub(super) fn home_of(
    facts: &IssueFacts,
    publication: &PublicationSettings,
    texts: &[Vec<Zone>],
    local: Option<&Arc<LocalNames>>,
) -> Option<String> {
    if let Some(code) = publication.region.as_deref().filter(|c| division(c).is_some()) {
        return Some(code.to_string());
    }
    let day = facts.date.as_deref().and_then(day_of);
    [publication.name.as_deref(), facts.publication.as_deref()]
        .into_iter()
        .flatten()
        .find_map(|name| home_of_name(name, day))
        .or_else(|| home_of_articles(facts, texts, local))
}

/// The prefecture that at least three in five of the articles are about, and at least three; else the province.
fn home_of_articles(
    facts: &IssueFacts,
    texts: &[Vec<Zone>],
    local: Option<&Arc<LocalNames>>,
) -> Option<String> {
    let context = Context { home: None, date: facts.date.clone(), local: local.cloned() };
    let mut votes: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut voters = 0;
    for zones in texts {
        let findings = regions_of(zones, &context);
        let Some(first) = findings.first() else { continue };
        voters += 1;
        for d in lineage(&first.id) {
            *votes.entry(d.code).or_default() += 1;
        }
    }
    let clear = |n: usize| n >= 3 && n * 5 >= voters * 3;
    [Level::Prefecture, Level::Province].iter().find_map(|level| {
        votes
            .iter()
            .filter(|(code, n)| clear(**n) && division(code).is_some_and(|d| d.level == *level))
            .max_by_key(|(code, n)| (**n, std::cmp::Reverse(**code)))
            .map(|(code, _)| (*code).to_string())
    })
}

/// The article's regions; what names no place in a local paper is about its own, unless it came by wire or tells of
/// the country or the world. Such a finding has no evidence.
pub(super) fn regions_or_home(article: &Article, zones: &[Zone], context: &Context) -> Vec<Finding> {
    const FAR: [&str; 16] = [
        "国务院",
        "中央",
        "全国",
        "我国",
        "中国",
        "世界",
        "国际",
        "联合国",
        "美国",
        "日本",
        "苏联",
        "朝鲜",
        "外交部",
        "国家",
        "欧洲",
        "英国",
    ];
    let found = regions_of(zones, context);
    let Some(home) = context.home.as_ref().filter(|_| found.is_empty()) else { return found };
    let wire = article.blocks.iter().any(|b| is_wire(&b.text));
    let heads =
        zones.iter().filter(|z| matches!(z.kind, ZoneKind::Title | ZoneKind::Subtitle | ZoneKind::Kicker));
    let far = heads.into_iter().any(|z| FAR.iter().any(|w| z.text.contains(w)));
    if wire || far {
        return found;
    }
    vec![Finding { id: home.clone(), score: 1.0, evidence: Vec::new() }]
}

/// Whether a text came by wire or from a paper of the whole country; not whether it only speaks of one.
fn is_wire(text: &str) -> bool {
    const AGENCIES: [&str; 3] = ["新华社", "新华网", "中新社"];
    const OTHERS: [&str; 2] = ["人民日报", "央视"];
    const BEFORE: [&str; 5] = ["据", "原载", "载", "转自", "来源："];
    const AFTER: [&str; 8] = ["》", "）", "记者", "评论", "社论", "消息", "报道", "讯"];
    let credited = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            let before = before.trim_end_matches(['《', '“']);
            BEFORE.iter().any(|w| before.ends_with(w)) || AFTER.iter().any(|w| after.starts_with(w))
        })
    };
    AGENCIES.iter().any(|w| text.contains(w)) || OTHERS.iter().any(|w| credited(w))
}
