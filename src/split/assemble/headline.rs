//! The headline of an article: its lines as blocks, and the words of its title as they are shown.
//!
//! In: a draft's headline group. Out: title, kicker, subtitle and authors of the article, and a block for each part.

use super::super::byline;
use super::super::marks;
use super::super::outline::Draft;
use super::super::paragraphs::Part;
use super::super::{Article, Block, BlockRole};
use super::authors::add_authors;
use super::{Desk, block, spaced};
use crate::text;

/// What papers set before a headline.
const ORNAMENTS: &[char] =
    &['△', '▲', '▽', '▼', '●', '◆', '◇', '■', '□', '★', '☆', '○', '◎', '※', '·', ' ', '\u{3000}'];

/// The blocks above an article's text.
pub(super) fn headline_blocks(desk: &Desk, draft: &Draft, article: &mut Article) {
    for part in &headline_parts(draft) {
        let lines: Vec<&str> = part.lines.iter().map(|i| desk.lines[*i].text.trim()).collect();
        let words = lines.join(" ");
        match part.role {
            BlockRole::Title => {
                let (label, title) = without_ornaments(&words);
                article.title = closed_up(title);
                if article.kicker.is_none() {
                    article.kicker = label.map(str::to_string);
                }
            }
            BlockRole::Kicker => article.kicker = Some(trim_marks(&words)),
            BlockRole::Subtitle => article.subtitle = Some(trim_marks(&words)),
            BlockRole::Byline => {
                for i in &part.lines {
                    let fold = &desk.lines[*i].fold;
                    let names = byline::byline(fold).or_else(|| byline::body(fold));
                    add_authors(names.or_else(|| byline::bare_name(fold)), article);
                }
            }
            _ => {}
        }
        article.blocks.push(block(desk, part.role, &part.lines, spaced(desk, &part.lines)));
    }
}

/// The lines of the headline group in the order of print; neighbours of one role are one part.
fn headline_parts(draft: &Draft) -> Vec<Part> {
    let group = &draft.group;
    let mut roles: Vec<(usize, BlockRole)> = Vec::new();
    roles.extend(group.kicker.iter().map(|i| (*i, BlockRole::Kicker)));
    roles.extend(group.title.iter().map(|i| (*i, BlockRole::Title)));
    roles.extend(group.subtitle.iter().map(|i| (*i, BlockRole::Subtitle)));
    roles.extend(group.byline.iter().map(|i| (*i, BlockRole::Byline)));
    roles.extend(group.notes.iter().map(|i| (*i, BlockRole::Note)));
    roles.sort_unstable_by_key(|(i, _)| *i);
    let mut parts: Vec<Part> = Vec::new();
    for (i, role) in roles {
        match parts.last_mut().filter(|p| p.role == role) {
            Some(part) => part.lines.push(i),
            None => parts.push(Part { role, lines: vec![i] }),
        }
    }
    parts
}

/// Titles spaced out letter by letter are closed up: 大 事 记 → 大事记; 上联 下联 stays.
pub(crate) fn closed_up(title: &str) -> String {
    let title = title.trim();
    let tokens: Vec<&str> = title.split_whitespace().collect();
    let single = tokens.iter().filter(|t| t.chars().count() == 1).count();
    if tokens.len() >= 3 && single * 2 >= tokens.len() { tokens.concat() } else { title.to_string() }
}

/// `【热线回音】银杏小区路灯亮了`, `△两岸庄稼长势好`: the label, and the title without what stands before it.
fn without_ornaments(words: &str) -> (Option<&str>, &str) {
    let words = words.trim();
    let bare = words.trim_start_matches(ORNAMENTS);
    let words = if bare.is_empty() { words } else { marks::without_number(bare) };
    let labelled = words.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    match labelled.map(|(label, title)| (label.trim(), title.trim())) {
        Some((label, title)) if !title.is_empty() && label.chars().count() <= 8 => (Some(label), title),
        _ => (None, words),
    }
}

pub(crate) fn trim_marks(words: &str) -> String {
    let trimmed = words.trim().trim_start_matches(ORNAMENTS).trim_matches(['—', '-', ' ', '~', '―', '─']);
    let inside = trimmed.strip_prefix(['【', '[', '〔']).and_then(|t| t.strip_suffix(['】', ']', '〕']));
    inside.unwrap_or(trimmed).trim().to_string()
}

/// The first words of an article without a headline.
pub(super) fn first_words(article: &Article) -> String {
    let body = article.blocks.iter().find(|b| b.role == BlockRole::Body);
    first_clause(&body.or(article.blocks.first()).map(Block::words).unwrap_or_default())
}

/// The first clause of a text, as a title for what has none.
pub(crate) fn first_clause(text: &str) -> String {
    let fold = text::fold(text);
    let skip = fold[..marks::after_dateline(&fold)].chars().count();
    let clause: String =
        text.chars().skip(skip).take_while(|c| !"。,，;；!！?？".contains(*c)).take(20).collect();
    if clause.is_empty() { "无题".to_string() } else { format!("{clause}……") }
}
