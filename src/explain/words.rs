//! Rules, weights and roles in sentences: Chinese first, English in brackets.

use crate::split::evidence::Evidence;
use crate::split::{BlockRole, ResidueRole};

/// What a block is called.
pub fn block(role: BlockRole) -> (&'static str, &'static str) {
    match role {
        BlockRole::Kicker => ("引题", "kicker"),
        BlockRole::Title => ("题名", "title"),
        BlockRole::Subtitle => ("副题", "subtitle"),
        BlockRole::Byline => ("署名", "byline"),
        BlockRole::Dateline => ("电头", "dateline"),
        BlockRole::Heading => ("小标题", "heading"),
        BlockRole::Body => ("正文", "text"),
        BlockRole::Verse => ("诗", "verse"),
        BlockRole::List => ("列表", "list"),
        BlockRole::Table => ("表格", "table"),
        BlockRole::Caption => ("图片说明", "caption"),
        BlockRole::Credit => ("图片署名", "photo credit"),
        BlockRole::Jump => ("转版", "jump"),
        BlockRole::Note => ("附注", "note"),
    }
}

/// What a residue is called.
pub fn residue(role: ResidueRole) -> (&'static str, &'static str) {
    match role {
        ResidueRole::Masthead => ("报头", "masthead"),
        ResidueRole::Contents => ("目录", "contents page"),
        ResidueRole::Colophon => ("版权文字", "colophon"),
        ResidueRole::Column => ("栏目名", "column label"),
        ResidueRole::Advertisement => ("广告", "advertisement"),
        ResidueRole::Furniture => ("版面附件（版次、页码、书眉等）", "furniture"),
        ResidueRole::Unplaced => ("没有归处的短行", "unplaced"),
    }
}

/// All weights together.
pub fn sum(evidence: &[Evidence]) -> f64 {
    evidence.iter().map(|e| e.weight).sum()
}

/// `+4.5`; a rule that decides alone has no weight.
pub fn weight(weight: f64) -> String {
    if weight == 0.0 { "   ·".to_string() } else { signed(weight) }
}

/// `+4.5`, and never `-0.0`.
pub fn signed(weight: f64) -> String {
    let text = format!("{weight:+.1}");
    // What is just below zero still decides: it must not look like zero or above.
    match text.as_str() {
        "-0.0" | "+0.0" if weight != 0.0 => format!("{weight:+.2}"),
        "-0.0" => "+0.0".to_string(),
        _ => text,
    }
}

/// A line for each rule, the strongest first.
pub fn table(evidence: &[Evidence], indent: &str) -> String {
    let mut evidence = evidence.to_vec();
    evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then(a.rule.cmp(&b.rule)));
    evidence.iter().map(|e| format!("{indent}{}  {}\n", weight(e.weight), e.rule)).collect()
}

/// The beginning of a long line.
pub fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(24) {
        Some((cut, _)) => format!("{}……", &text[..cut]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decides_is_never_shown_as_zero() {
        let shown: Vec<String> = [1.2, -1.25, 0.04, -0.04, 0.0].into_iter().map(signed).collect();
        assert_eq!(shown, ["+1.2", "-1.2", "+0.04", "-0.04", "+0.0"]);
    }
}
