//! The publication's home region, and articles that name no place.
//!
//! In: settings, facts, the articles' texts. Out: a GB/T 2260 code, or none.
//! Steps: the settings; the publication's name; who publishes it, by its masthead ([`imprint`]); the prefecture that most
//! articles are clearly about; the province of its CN number.

use super::regions::{
    Context, Level, LocalNames, Zone, ZoneKind, day_of, division, home_of_name, lineage, regions_of,
};
use super::{Finding, imprint};
use crate::read::settings::PublicationSettings;
use crate::split::{Article, IssueFacts};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of an issue beside its articles.
pub(super) struct Known<'a> {
    pub facts: &'a IssueFacts,
    pub publication: &'a PublicationSettings,
    /// [`SplitIssue::imprint`](crate::split::SplitIssue::imprint).
    pub imprint: &'a [String],
}

/// The home region that names, homonyms and 我市 are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Home {
    pub code: String,
    /// Said by a person, by the paper's name or its masthead; else guessed from where it is printed or what it is about.
    pub told: bool,
}

/// See the head of this module.
pub(super) fn home_of(
    known: &Known<'_>,
    texts: &[Vec<Zone>],
    local: Option<&Arc<LocalNames>>,
) -> Option<Home> {
    let told = |code: String| Home { code, told: true };
    let guessed = |code: String| Home { code, told: false };
    if let Some(code) = known.publication.region.as_deref().filter(|c| division(c).is_some()) {
        return Some(told(code.to_string()));
    }
    let facts = known.facts;
    let day = facts.date.as_deref().and_then(day_of);
    let names = || [known.publication.name.as_deref(), facts.publication.as_deref()].into_iter().flatten();
    if let Some(home) = names().find_map(|name| home_of_name(name, day)) {
        return Some(told(home));
    }
    if names().any(is_nationwide) {
        return None;
    }
    let date = facts.date.as_deref();
    imprint::organ(known.imprint, date)
        .map(told)
        .or_else(|| imprint::address(known.imprint, date).map(guessed))
        .or_else(|| home_of_articles(facts, texts, local))
        .or_else(|| imprint::province(known.imprint).map(guessed))
}

/// A paper of the whole country: most of a page's articles may be about one province, and it is at home in none.
fn is_nationwide(name: &str) -> bool {
    const BEGIN: [&str; 5] = ["中国", "中华", "全国", "环球", "新华"];
    const NAMES: [&str; 16] = [
        "人民日报",
        "光明日报",
        "经济日报",
        "工人日报",
        "农民日报",
        "解放军报",
        "法制日报",
        "法治日报",
        "科技日报",
        "参考消息",
        "人民政协报",
        "学习时报",
        "健康报",
        "大公报",
        "求是",
        "红旗",
    ];
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    BEGIN.iter().any(|b| name.starts_with(b)) || NAMES.contains(&name.as_str())
}

/// The prefecture that at least three in five of the articles are about, and at least two; else the province. Three tell it.
fn home_of_articles(
    facts: &IssueFacts,
    texts: &[Vec<Zone>],
    local: Option<&Arc<LocalNames>>,
) -> Option<Home> {
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
    let clear = |n: usize| n >= 2 && n * 5 >= voters * 3;
    [Level::Prefecture, Level::Province].iter().find_map(|level| {
        votes
            .iter()
            .filter(|(code, n)| clear(**n) && division(code).is_some_and(|d| d.level == *level))
            .max_by_key(|(code, n)| (**n, std::cmp::Reverse(**code)))
            .map(|(code, n)| Home { code: (*code).to_string(), told: *n >= 3 })
    })
}

/// The article's regions; what names no place in a local paper is about its own, unless it came by wire or tells of
/// the country or the world. Such a finding has no evidence. Where the home is only guessed, the article must sound local.
pub(super) fn regions_or_home(
    article: &Article,
    zones: &[Zone],
    context: &Context,
    home: Option<&Home>,
) -> Vec<Finding> {
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
    const LOCAL: [&str; 26] = [
        "我市",
        "本市",
        "全市",
        "市委",
        "市政府",
        "市民",
        "我县",
        "本县",
        "全县",
        "县委",
        "县政府",
        "我区",
        "全区",
        "区委",
        "我省",
        "全省",
        "省委",
        "地委",
        "行署",
        "专署",
        "街道",
        "社区",
        "派出所",
        "公社",
        "我镇",
        "全镇",
    ];
    let found = regions_of(zones, context);
    let Some(home) = home.filter(|_| found.is_empty()) else { return found };
    let wire = article.blocks.iter().any(|b| is_wire(&b.text));
    let heads =
        zones.iter().filter(|z| matches!(z.kind, ZoneKind::Title | ZoneKind::Subtitle | ZoneKind::Kicker));
    let far = heads.into_iter().any(|z| FAR.iter().any(|w| z.text.contains(w)));
    if wire || far || !home.told && !zones.iter().any(|z| LOCAL.iter().any(|w| z.text.contains(w))) {
        return found;
    }
    vec![Finding { id: home.code.clone(), score: 1.0, evidence: Vec::new() }]
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
