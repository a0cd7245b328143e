//! The columns of the articles: what stands under which label.
//!
//! In: the outline. Out: for each draft the column's name, its own or the one in force.

use super::super::classify::Class;
use super::super::group::label_name;
use super::super::outline::{Draft, Outline};
use super::super::rules::Rule;
use super::super::trace::Trace;
use super::Desk;

/// The column of each draft: its own label, or the one in force while articles of its form follow.
pub(super) fn columns(desk: &Desk, outline: &Outline, trace: &mut Trace) -> Vec<Option<String>> {
    let mut in_force: Option<(String, Form)> = None;
    let mut page = None;
    outline
        .drafts
        .iter()
        .map(|draft| {
            let form = Form::of(desk, draft);
            let here = draft.first_line().and_then(|i| desk.pages[i].clone());
            if here != page {
                in_force = None;
                page = here;
            }
            if let Some(label) = draft.column {
                in_force = Some((label_name(&desk.lines[label]), form));
            } else if in_force.as_ref().is_some_and(|(_, f)| *f != form) {
                in_force = None;
            } else if in_force.is_some() {
                trace.line(draft.first_line().unwrap_or(0), Rule::ColumnInForce);
            }
            in_force.as_ref().map(|(name, _)| name.clone())
        })
        .collect()
}

/// How an article is set: what goes under one label is set alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    byline_in_front: bool,
    dateline: bool,
    photo: bool,
}

impl Form {
    fn of(desk: &Desk, draft: &Draft) -> Self {
        let first = draft.texts().next();
        let credit =
            draft.items.iter().any(|i| matches!(desk.class[i.first()], Class::Credit | Class::Caption));
        Self {
            byline_in_front: !draft.group.byline.is_empty(),
            dateline: first.is_some_and(|i| desk.lines[i].dateline),
            photo: credit && draft.texts().count() <= 1,
        }
    }
}
