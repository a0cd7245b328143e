//! Corrections of structure: start, end, join, move, residue. Each changes the desk, and says so where it cannot.
//!
//! Blocks that hold halves of one line go together, whatever moves: a line is never in two places.

use super::begin;
use super::desk::{Desk, Draft, Part, Place};
use super::find::Spot;
use super::headline::{add_authors, refresh, take_authors};
use crate::split::{BlockRole, ResidueRole};
use std::collections::BTreeSet;

/// Why a correction that found its place cannot be done there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Its words stand in no article.
    NoArticle,
}

type Done = Result<(), Refused>;

/// An article begins at the line.
pub fn start(desk: &mut Desk, spot: &Spot) -> Done {
    let (line, at) = spot.start();
    match desk.place_of(line, at) {
        Place::Part { draft, .. } => begin::in_article(desk, draft, spot),
        Place::Residue(role) => begin::in_residue(desk, role, spot),
        Place::Nowhere => return Err(Refused::NoArticle),
    }
    Ok(())
}

/// The article ends with the block; what follows waits for a `start`, and is unplaced if none comes.
pub fn end(desk: &mut Desk, spot: &Spot) -> Done {
    let (draft, part) = article_at(desk, spot)?;
    let d = &mut desk.drafts[draft];
    let behind = company(&d.parts, part).last().map_or(part + 1, |last| last + 1);
    let mut rest = d.parts.split_off(behind);
    keep_lines_whole(&mut d.parts, &mut rest);
    d.article.confidence = 1.0;
    if !rest.is_empty() {
        take_authors(desk, draft, &rest);
        let article = begin::beside(&desk.drafts[draft].article);
        desk.drafts.push(Draft { article, parts: rest, orphan: true });
        refresh(desk, draft);
    }
    Ok(())
}

/// The second block, or article, continues the first.
pub fn join(desk: &mut Desk, first: &Spot, second: &Spot) -> Done {
    let (draft, part) = article_at(desk, first)?;
    let (line, at) = second.start();
    match desk.place_of(line, at) {
        Place::Part { draft: other, part: behind } if other == draft => {
            join_blocks(desk, draft, part, behind)
        }
        Place::Part { draft: other, .. } => join_articles(desk, draft, other),
        Place::Residue(_) => {
            let lifted = lift(desk, second);
            let parts = &mut desk.drafts[draft].parts;
            if parts[part].is_headline() {
                parts.push(lifted);
            } else {
                let to = company(parts, part).last().map_or(part, |last| *last) + 1;
                parts.insert(to, lifted);
                join_blocks(desk, draft, part, to);
            }
        }
        Place::Nowhere => return Err(Refused::NoArticle),
    }
    desk.drafts[draft].article.confidence = 1.0;
    refresh(desk, draft);
    Ok(())
}

fn join_blocks(desk: &mut Desk, draft: usize, first: usize, second: usize) {
    let parts = &mut desk.drafts[draft].parts;
    let Some(role) = joined_role(parts, first, second) else { return };
    // Halves of the second's lines come along, on the side on which they stood.
    let own = company(parts, first);
    let along: Vec<usize> = company(parts, second).into_iter().filter(|k| !own.contains(k)).collect();
    let end = own.last().map_or(first, |last| *last);
    let (mut before, mut after, mut joined) = (Vec::new(), Vec::new(), parts[first].clone());
    joined.role = role;
    joined.extend(parts[second].pieces.clone());
    for k in along.iter().copied().filter(|k| *k != second) {
        if k < second { before.push(parts[k].clone()) } else { after.push(parts[k].clone()) }
    }
    let mut out: Vec<Part> = Vec::new();
    for (k, part) in std::mem::take(parts).into_iter().enumerate() {
        if k == first {
            out.append(&mut before);
            out.push(joined.clone());
        } else if k != second && !along.contains(&k) {
            out.push(part);
        }
        if k == end {
            out.append(&mut after);
        }
    }
    *parts = out;
}

/// What two blocks become; nothing where they are one, or only say that one article holds them (it does).
fn joined_role(parts: &[Part], first: usize, second: usize) -> Option<BlockRole> {
    let (a, b) = (parts.get(first)?, parts.get(second)?);
    if first == second {
        return None;
    }
    if a.is_headline() || b.is_headline() {
        let near = first.abs_diff(second) == 1
            && (a.is_headline() && b.is_headline() || b.role == BlockRole::Heading);
        let title = a.role == BlockRole::Title || b.role == BlockRole::Title;
        return near.then_some(if title { BlockRole::Title } else { a.role });
    }
    Some(if a.role == b.role { a.role } else { BlockRole::Body })
}

fn join_articles(desk: &mut Desk, first: usize, second: usize) {
    let Draft { article, parts, .. } = std::mem::take(&mut desk.drafts[second]);
    let d = &mut desk.drafts[first];
    d.parts.extend(parts.into_iter().map(below));
    add_authors(&mut d.article.authors, article.authors);
    d.article.withheld |= article.withheld;
    let end = article.page_end.or(article.page).filter(|_| d.article.section.is_none());
    if end != d.article.page {
        d.article.page_end = end.or(d.article.page_end.take());
    }
}

/// A headline within another article is a heading there.
fn below(mut part: Part) -> Part {
    if part.is_headline() {
        part.set_role(BlockRole::Heading);
    }
    part
}

/// The block stands after another.
pub fn put_after(desk: &mut Desk, block: &Spot, after: &Spot) -> Done {
    let (to, behind) = article_at(desk, after)?;
    let (line, at) = block.start();
    let moved = match desk.place_of(line, at) {
        Place::Part { draft, part } => {
            let all = company(&desk.drafts[draft].parts, part);
            if draft == to && all.contains(&behind) {
                return Ok(());
            }
            let mut moved = take_parts(&mut desk.drafts[draft].parts, &all);
            if draft != to {
                let went = take_authors(desk, draft, &moved);
                add_authors(&mut desk.drafts[to].article.authors, went);
                moved = moved.into_iter().map(below).collect();
                refresh(desk, draft);
            }
            moved
        }
        Place::Residue(_) => vec![lift(desk, block)],
        Place::Nowhere => return Err(Refused::NoArticle),
    };
    // The place may have shifted with what was taken out.
    let (to, behind) = article_at(desk, after)?;
    let parts = &mut desk.drafts[to].parts;
    let at = company(parts, behind).last().map_or(behind, |last| *last) + 1;
    parts.splice(at..at, moved);
    desk.drafts[to].article.confidence = 1.0;
    refresh(desk, to);
    Ok(())
}

/// The block belongs to no article; nor does the whole article, where the words are its title's.
pub fn residue(desk: &mut Desk, spot: &Spot, role: ResidueRole) -> Done {
    let (line, at) = spot.start();
    let gone = match desk.place_of(line, at) {
        Place::Part { draft, part } => {
            let parts = &mut desk.drafts[draft].parts;
            let title = parts.get(part).is_some_and(|p| p.role == BlockRole::Title);
            let all = if title { (0..parts.len()).collect() } else { company(parts, part) };
            let gone = take_parts(parts, &all);
            take_authors(desk, draft, &gone);
            refresh(desk, draft);
            gone.iter().flat_map(Part::lines).collect()
        }
        Place::Residue(_) => spot.lines(),
        Place::Nowhere => return Err(Refused::NoArticle),
    };
    for line in gone {
        desk.place[line] = Some(role);
    }
    Ok(())
}

/// The article in which an anchor begins, and the block there.
pub fn article_at(desk: &Desk, spot: &Spot) -> Result<(usize, usize), Refused> {
    let (line, at) = spot.start();
    match desk.place_of(line, at) {
        Place::Part { draft, part } if !desk.drafts[draft].orphan => Ok((draft, part)),
        _ => Err(Refused::NoArticle),
    }
}

/// The lines of a residue that an anchor names, as a paragraph.
fn lift(desk: &mut Desk, spot: &Spot) -> Part {
    let lines: Vec<usize> =
        spot.lines().into_iter().filter(|i| desk.place.get(*i).is_some_and(Option::is_some)).collect();
    for line in &lines {
        desk.place[*line] = None;
    }
    Part::new(BlockRole::Body, lines.into_iter().map(|i| desk.whole(i)).collect())
}

/// A block and all that hold other halves of its lines, in order.
pub fn company(parts: &[Part], part: usize) -> Vec<usize> {
    let mut all = BTreeSet::from([part]);
    loop {
        let lines: BTreeSet<usize> = all.iter().flat_map(|k| parts[*k].lines()).collect();
        let more: BTreeSet<usize> =
            (0..parts.len()).filter(|k| parts[*k].lines().any(|l| lines.contains(&l))).collect();
        if more.len() <= all.len() {
            return all.into_iter().collect();
        }
        all.extend(more);
    }
}

fn take_parts(parts: &mut Vec<Part>, which: &[usize]) -> Vec<Part> {
    let all = std::mem::take(parts).into_iter().enumerate();
    let (taken, left): (Vec<_>, Vec<_>) = all.partition(|(k, _)| which.contains(k));
    *parts = left.into_iter().map(|(_, p)| p).collect();
    taken.into_iter().map(|(_, p)| p).collect()
}

/// Gives back to `front` what holds the other half of a line of it.
pub fn keep_lines_whole(front: &mut Vec<Part>, rest: &mut Vec<Part>) {
    loop {
        let lines: BTreeSet<usize> = front.iter().flat_map(Part::lines).collect();
        let shared = |p: &Part| p.lines().any(|l| lines.contains(&l));
        let Some(at) = rest.iter().position(shared) else { return };
        let part = rest.remove(at);
        front.push(part);
    }
}
