//! correct: a person's corrections, applied to what the program made of an issue. The human word is applied last and
//! wins; a correction that no longer fits its source is told, not dropped.
//!
//! In: a [`SplitIssue`] (structure, words, headline facts, withholding), later its [`DescribedIssue`] (regions,
//! topics), and the corrections of the issue's sidecar. Out: the same, corrected, and a warning for each correction
//! that fits nothing. Every line stays in exactly one place (design.md, law 1).
//!
//! Steps: `desk` lays the issue out as pieces of lines; `find` looks up the words quoted, always in the source as given;
//! 1. `actions` (with `begin`): start, end, join, move, residue, in the order of the YAML; `headline` keeps title and
//!    authors in step with the blocks;
//! 2. `words`: what was printed where the OCR erred;
//! 3. `facts`: what is set, and what is withheld. Last, so that neither depends on where in the YAML they stand;
//! 4. `notices`: those that a correction has settled go, and those that a person accepted.
//!
//! `quote` is `find` the other way round: words to quote for a line.

mod actions;
mod begin;
mod desk;
mod facts;
mod find;
mod headline;
mod notices;
pub mod quote;
mod words;

#[cfg(test)]
mod tests;

use crate::describe::DescribedIssue;
use crate::describe::topics::Tree;
use crate::read::IssueSource;
use crate::read::nearest::nearest;
use crate::read::sidecar::{Action, Anchor, Correction};
use crate::report::{Fix, Problem, Severity};
use crate::split::{ResidueRole, SplitIssue};
use desk::Desk;
use find::{Spot, shortened, warning};

/// Applies all corrections but regions and topics; after split, before describe, which then reads the text as corrected.
pub fn structure(mut split: SplitIssue, source: &IssueSource) -> (SplitIssue, Vec<Problem>) {
    let corrections = &source.sidecar.corrections;
    if corrections.is_empty() {
        return (split, Vec::new());
    }
    let articles = std::mem::take(&mut split.articles);
    let before = notices::Before::of(&split.notices, &articles);
    let mut desk = Desk::new(articles, std::mem::take(&mut split.residues), source);
    let mut problems = Vec::new();
    for correction in corrections {
        problems.extend(restructure(&mut desk, correction).err().map(|p| *p));
    }
    for correction in corrections {
        if let Action::Text { at, printed } = &correction.action {
            problems.extend(reword(&mut desk, correction, at, printed).err().map(|p| *p));
        }
    }
    words::settle(&mut desk);
    for correction in corrections {
        problems.extend(set(&mut desk, correction).err().map(|p| *p));
    }
    (split.articles, split.residues) = desk.finish();
    notices::settle(&mut split, before, source);
    problems.extend(notices::accept(&mut split, source));
    (split, problems)
}

/// Applies regions and topics that a person set. Anchors that fit nothing were told by [`structure`].
pub fn facts(
    mut described: DescribedIssue,
    source: &IssueSource,
    topics: &Tree,
) -> (DescribedIssue, Vec<Problem>) {
    let mut problems = Vec::new();
    let sets = |c: &Correction| match &c.action {
        Action::Set { facts, .. } => facts.regions.is_some() || facts.topics.is_some(),
        _ => false,
    };
    if !source.sidecar.corrections.iter().any(sets) {
        return (described, problems);
    }
    let articles = described.articles.iter().map(|d| d.article.clone()).collect();
    let desk = Desk::new(articles, described.residues.clone(), source);
    for correction in &source.sidecar.corrections {
        let Action::Set { at, facts } = &correction.action else { continue };
        let Ok(spot) = find::find(&desk, at) else { continue };
        let Ok((article, _)) = actions::article_at(&desk, &spot) else { continue };
        let Some(article) = described.articles.get_mut(article) else { continue };
        for id in facts::set_described(article, facts, topics) {
            problems.push(unknown_topic(source, correction, &id, topics));
        }
    }
    (described, problems)
}

fn restructure(desk: &mut Desk, correction: &Correction) -> Result<(), Box<Problem>> {
    let (done, anchor) = match &correction.action {
        Action::Start { at } => {
            let spot = spot(desk, correction, at)?;
            (actions::start(desk, &spot), at)
        }
        Action::End { at } => {
            let spot = spot(desk, correction, at)?;
            (actions::end(desk, &spot), at)
        }
        Action::Join { first, second } => {
            let (a, b) = (spot(desk, correction, first)?, spot(desk, correction, second)?);
            apart(desk, correction, &a, &b)?;
            (actions::join(desk, &a, &b), first)
        }
        Action::Move { block, after } => {
            let (a, b) = (spot(desk, correction, block)?, spot(desk, correction, after)?);
            apart(desk, correction, &a, &b)?;
            (actions::put_after(desk, &a, &b), after)
        }
        Action::Residue { at, role } => {
            let spot = spot(desk, correction, at)?;
            (actions::residue(desk, &spot, residue_role(role)), at)
        }
        Action::Text { .. } | Action::Set { .. } | Action::Withhold { .. } | Action::Accept { .. } => {
            return Ok(());
        }
    };
    done.map_err(|actions::Refused::NoArticle| Box::new(no_article(desk, correction, anchor)))
}

/// Two anchors on one line can neither be joined nor moved: the correction would do nothing.
fn apart(desk: &Desk, correction: &Correction, a: &Spot, b: &Spot) -> Result<(), Box<Problem>> {
    if a.lines().is_disjoint(&b.lines()) {
        return Ok(());
    }
    let message = "两处引文在同一行，这一条什么也不改 (both anchors are on one line: this does nothing)";
    let help = "请引另一行的文字，或删去这一条 (quote words of another line, or remove the item)";
    Err(Box::new(warning(desk.source, correction, message.into()).help(help).fix(Fix::Remove)))
}

fn reword(desk: &mut Desk, correction: &Correction, at: &Anchor, printed: &str) -> Result<(), Box<Problem>> {
    let spot = spot(desk, correction, at)?;
    if words::note(desk, &spot, printed) {
        return Ok(());
    }
    let message = format!(
        "“{}”已由另一条改过 (another correction has changed some of these letters)",
        shortened(&at.text)
    );
    let problem = warning(desk.source, correction, message).help("请合成一条 (make them one correction)");
    Err(Box::new(problem.fix(Fix::Remove)))
}

fn set(desk: &mut Desk, correction: &Correction) -> Result<(), Box<Problem>> {
    let at = match &correction.action {
        Action::Set { at, .. } | Action::Withhold { at } => at,
        _ => return Ok(()),
    };
    // What must not be published and can't be found must stop the build: a warning would publish it.
    let stern = |mut problem: Box<Problem>| {
        if matches!(correction.action, Action::Withhold { .. }) {
            problem.severity = Severity::Error;
        }
        problem
    };
    let spot = spot(desk, correction, at).map_err(stern)?;
    let (draft, _) =
        actions::article_at(desk, &spot).map_err(|_| stern(Box::new(no_article(desk, correction, at))))?;
    let article = &mut desk.drafts[draft].article;
    match &correction.action {
        Action::Set { facts, .. } => facts::set(article, facts),
        _ => article.withheld = true,
    }
    Ok(())
}

fn spot(desk: &Desk, correction: &Correction, anchor: &Anchor) -> Result<Spot, Box<Problem>> {
    find::find(desk, anchor).map_err(|miss| Box::new(miss.problem(desk, correction, anchor)))
}

fn no_article(desk: &Desk, correction: &Correction, anchor: &Anchor) -> Problem {
    let words = shortened(&anchor.text);
    warning(
        desk.source,
        correction,
        format!("“{words}”不在任何一篇里 (the words quoted stand in no article)"),
    )
    .help("可先用 start 立篇 (begin an article there with start)")
    .fix(Fix::Remove)
}

fn unknown_topic(source: &IssueSource, correction: &Correction, id: &str, topics: &Tree) -> Problem {
    let near = nearest(id, topics.all().map(|t| t.id.as_str()));
    let problem = warning(source, correction, format!("没有主题 {} (no such topic)", shortened(id)));
    let problem = problem.fix(Fix::Remove);
    match near {
        Some(near) => problem.help(format!("是不是 {near}? (did you mean {near}?)")),
        None => problem,
    }
}

/// The reader of the YAML lets no other words through.
fn residue_role(role: &str) -> ResidueRole {
    match role {
        "masthead" => ResidueRole::Masthead,
        "contents" => ResidueRole::Contents,
        "colophon" => ResidueRole::Colophon,
        "column" => ResidueRole::Column,
        "advertisement" => ResidueRole::Advertisement,
        "furniture" => ResidueRole::Furniture,
        _ => ResidueRole::Unplaced,
    }
}
