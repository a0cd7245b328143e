//! An article's texts by what they are.
//!
//! In: [`Article`]. Out: [`Zone`]s, folded; the beginning of the body is the lead.

use super::fold::fold;
use super::regions::{Zone, ZoneKind};
use crate::split::{Article, BlockRole};

/// Characters of the body's beginning that count as its lead.
const LEAD: usize = 120;

/// The texts of an article that can tell what it is about.
pub(super) fn zones_of(article: &Article) -> Vec<Zone> {
    let mut zones = Vec::new();
    let mut push = |kind, text: &str| {
        let text = fold(text);
        if !text.is_empty() {
            zones.push(Zone { kind, text: text.into() });
        }
    };
    push(ZoneKind::Title, &article.title);
    for (kind, text) in [
        (ZoneKind::Kicker, &article.kicker),
        (ZoneKind::Subtitle, &article.subtitle),
        (ZoneKind::Column, &article.column),
    ] {
        push(kind, text.as_deref().unwrap_or_default());
    }
    for author in &article.authors {
        // 中共某县县委办公室 tells the place; 张和平 does not.
        if author.name.chars().count() > 4 {
            push(ZoneKind::Author, &author.name);
        }
    }
    let mut lead = true;
    for block in &article.blocks {
        let text = block.words();
        match block.role {
            BlockRole::Kicker | BlockRole::Title | BlockRole::Subtitle => {}
            BlockRole::Byline => {
                push(ZoneKind::Author, signature(&text, article).as_deref().unwrap_or_default())
            }
            BlockRole::Credit | BlockRole::Jump => {}
            BlockRole::Heading => push(ZoneKind::Heading, &text),
            BlockRole::Caption => push(ZoneKind::Caption, &text),
            BlockRole::Dateline | BlockRole::Note => push(ZoneKind::Body, &text),
            BlockRole::Body | BlockRole::Verse | BlockRole::List | BlockRole::Table => {
                let long = text.chars().nth(19).is_some();
                if lead && long {
                    lead = false;
                    let cut = cut_at(&text, LEAD);
                    push(ZoneKind::Lead, &text[..cut]);
                    push(ZoneKind::Body, &text[cut..]);
                } else {
                    push(ZoneKind::Body, &text);
                }
            }
        }
    }
    let size = |verse: bool| -> usize {
        let of = |b: &&crate::split::Block| (b.role == BlockRole::Verse) == verse;
        article.blocks.iter().filter(of).map(|b| b.text.chars().count()).sum()
    };
    if article.blocks.iter().any(|b| b.role == BlockRole::Verse) && size(true) > size(false) {
        // Its form says what its words may not.
        zones.push(Zone { kind: ZoneKind::Column, text: "诗歌".into() });
    }
    zones
}

/// Where a writer signs from: 某县某村大队 张三, without the name. Where a reporter is from says nothing.
fn signature(text: &str, article: &Article) -> Option<String> {
    if ["记者", "通讯员", "编辑", "摄", "新华", "本报", "本刊"].iter().any(|w| text.contains(w))
    {
        return None;
    }
    let names = article.authors.iter().filter(|a| !a.name.is_empty() && a.name.chars().count() <= 4);
    let rest = names.fold(text.to_owned(), |text, a| text.replace(&a.name, " "));
    (rest.chars().filter(|c| c.is_alphanumeric()).count() >= 3).then_some(rest)
}

/// Where to cut: after the first full stop or comma past `least` characters, so that no name is broken.
fn cut_at(text: &str, least: usize) -> usize {
    text.char_indices()
        .skip(least)
        .find(|(_, c)| "。；，！？,;".contains(*c))
        .map_or(text.len(), |(i, c)| i + c.len_utf8())
}
