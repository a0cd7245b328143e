//! What an article's facts take from its blocks: title, kicker, subtitle, authors.
//!
//! In: a draft whose blocks were changed. Out: the draft with facts that fit them.

use super::desk::{Desk, Draft, Part};
use super::find::Spot;
use crate::split::assemble::{closed_up, first_clause, trim_marks};
use crate::split::{Author, BlockRole, byline, marks};
use crate::text;

/// The title, kicker and subtitle that the blocks give.
pub struct Headline {
    pub title: String,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
}

impl Headline {
    pub fn of(desk: &Desk, draft: &Draft, corrected: bool) -> Self {
        let last = |role: BlockRole| draft.parts.iter().rfind(|p| p.role == role);
        let words = |role: BlockRole| last(role).map(|p| desk.text(p, corrected)).filter(|t| !t.is_empty());
        let title = words(BlockRole::Title).map(|t| closed_up(&t)).unwrap_or_else(|| {
            let body = draft.parts.iter().find(|p| p.role == BlockRole::Body).or(draft.parts.first());
            first_clause(&body.map(|p| desk.text(p, corrected)).unwrap_or_default())
        });
        let marked = |role: BlockRole| words(role).map(|t| trim_marks(&t));
        Self { title, kicker: marked(BlockRole::Kicker), subtitle: marked(BlockRole::Subtitle) }
    }
}

/// Gives a draft the headline of its blocks.
pub fn refresh(desk: &mut Desk, draft: usize) {
    let Some(d) = desk.drafts.get(draft) else { return };
    let headline = Headline::of(desk, d, false);
    let article = &mut desk.drafts[draft].article;
    (article.title, article.kicker, article.subtitle) = (headline.title, headline.kicker, headline.subtitle);
}

/// The names that a block signs with.
pub fn authors_of(desk: &Desk, part: &Part, corrected: bool) -> Vec<Author> {
    let pieces = part.pieces.iter().map(|p| text::fold(&desk.words(p, corrected)).trim().to_string());
    match part.role {
        BlockRole::Byline => pieces.flat_map(|fold| signed(&fold)).collect(),
        BlockRole::Credit => pieces.filter_map(|fold| byline::credit(&fold)).flat_map(|(a, _)| a).collect(),
        BlockRole::Body => pieces.take(1).flat_map(|fold| in_dateline(&fold)).collect(),
        _ => Vec::new(),
    }
}

fn signed(fold: &str) -> Vec<Author> {
    let inside = fold.trim_matches(['(', ')', '[', ']', '【', '】', ' ']);
    let bracketed = byline::signature(inside).filter(|_| inside.len() < fold.len());
    let found = bracketed.or_else(|| byline::byline(fold)).or_else(|| byline::signature(inside));
    found.or_else(|| byline::body(fold)).unwrap_or_default()
}

/// 本报讯(记者 X)
fn in_dateline(fold: &str) -> Vec<Author> {
    let head: String = fold.chars().take(48).collect();
    let inside = head.split_once('(').filter(|(before, _)| before.chars().count() <= 16);
    let inside = inside.and_then(|(_, rest)| rest.split_once(')')).filter(|_| marks::dateline(fold));
    inside.and_then(|(inside, _)| byline::signature(inside)).unwrap_or_default()
}

/// Adds those who are not yet there.
pub fn add_authors(to: &mut Vec<Author>, authors: impl IntoIterator<Item = Author>) {
    for author in authors {
        if !to.iter().any(|a| a.name == author.name) {
            to.push(author);
        }
    }
}

/// Blocks have gone: their names go too, unless others sign with them. Gives the names that went with them.
pub fn take_authors(desk: &mut Desk, from: usize, gone: &[Part]) -> Vec<Author> {
    let Some(draft) = desk.drafts.get(from) else { return Vec::new() };
    let named = |a: &Author, all: &[Author]| all.iter().any(|b| b.name == a.name);
    let stay: Vec<Author> = draft.parts.iter().flat_map(|p| authors_of(desk, p, false)).collect();
    let mut went = Vec::new();
    for part in gone {
        let authors = authors_of(desk, part, false);
        // Who only took a picture has not written the article, unless the splitter said so.
        let weak = part.role == BlockRole::Credit;
        went.extend(authors.into_iter().filter(|a| !weak || named(a, &draft.article.authors)));
    }
    desk.drafts[from].article.authors.retain(|a| !named(a, &went) || named(a, &stay));
    went
}

/// Where a person says that an article begins, its first line is a title if it can be one; bylines below it are seen.
pub fn shape(desk: &mut Desk, draft: usize, spot: &Spot) {
    let Some(mut parts) = desk.drafts.get_mut(draft).map(|d| std::mem::take(&mut d.parts)) else { return };
    let titled = parts.iter().take_while(|p| p.is_headline()).any(|p| p.role == BlockRole::Title);
    match parts.first().map(|p| p.role) {
        _ if titled => {}
        Some(BlockRole::Kicker | BlockRole::Subtitle | BlockRole::Heading) => {
            parts[0].set_role(BlockRole::Title)
        }
        Some(_) => {
            let lines = title_lines(desk, &parts[0], spot);
            if lines > 0 {
                let rest = parts[0].pieces.split_off(lines);
                let role = parts[0].role;
                parts[0].kept = None;
                parts[0].role = BlockRole::Title;
                if !rest.is_empty() {
                    parts.insert(1, Part::new(role, rest));
                }
            }
        }
        None => {}
    }
    if parts.first().is_some_and(|p| p.role == BlockRole::Title || p.role == BlockRole::Kicker) {
        for part in parts.iter_mut().skip(1).take(3) {
            let words = desk.text(part, false);
            let fold = text::fold(&words);
            let plain = matches!(part.role, BlockRole::Body | BlockRole::Heading) && part.pieces.len() == 1;
            if plain && fold.starts_with("—") && short(&fold) {
                part.set_role(BlockRole::Subtitle);
            } else if plain && byline::byline(&fold).is_some() {
                part.set_role(BlockRole::Byline);
            } else if plain || part.role == BlockRole::Body {
                break;
            }
        }
    }
    // Further down nothing is this article's headline, whatever it was before.
    let opening = |p: &&mut Part| p.is_headline() || matches!(p.role, BlockRole::Byline | BlockRole::Note);
    for part in parts.iter_mut().skip_while(opening).filter(|p| p.is_headline()) {
        part.set_role(BlockRole::Heading);
    }
    desk.drafts[draft].parts = parts;
}

/// How many of a block's first lines are the title: those of the anchor, if they can be one.
fn title_lines(desk: &Desk, part: &Part, spot: &Spot) -> usize {
    let Some(first) = part.first_line().and_then(|i| desk.lines.get(i)) else { return 0 };
    let quoted: Vec<usize> = part.lines().take_while(|i| spot.lines().contains(i)).collect();
    let all: usize = quoted.iter().filter_map(|i| desk.lines.get(*i)).map(|l| l.len).sum();
    if !short(&first.fold)
        || marks::dateline(&first.fold)
        || byline::byline(&first.fold).is_some()
        || quoted.is_empty()
    {
        return 0;
    }
    if part.pieces.len() == 1 || spot.chars.len() >= all {
        return quoted.len();
    }
    // Of a printed column every line is short: only the words quoted tell its title from its text.
    let next = part.pieces.get(1).and_then(|p| desk.lines.get(p.line)).map_or(0, |l| l.len);
    let most = spot.chars.len() * 2 >= all && first.len + 2 < next;
    usize::from(most && !first.indented && quoted.len() == 1)
}

fn short(fold: &str) -> bool {
    let fold = fold.trim();
    text::squeeze(fold).chars().count() <= 34 && !fold.ends_with(['。', ';', ',', ':', '、'])
}
