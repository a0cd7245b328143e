//! What stands around a run of short lines: the open article above it, the texts and runs below it.
//!
//! In: the walk so far and a position in the flow. Out: what `evidence` weighs. Looks no further than `MEMORY`.

use super::super::classify::Class;
use super::super::evidence::{Above, Below};
use super::super::marks;
use super::Walk;
use super::draft::{Item, MEMORY};

impl Walk<'_> {
    /// The open article.
    pub(super) fn above(&self) -> Above {
        let Some(draft) = self.outline.drafts.last() else { return Above::default() };
        let class = self.ground.class;
        let recent = draft.items.iter().rev().take(4 * MEMORY);
        let last_mark = recent.take_while(|i| !matches!(i, Item::Text(_) | Item::Heading(_)));
        let marks: Vec<Class> = last_mark.map(|i| class[i.first()]).collect();
        let mut texts: Vec<usize> = draft.recent_texts().collect();
        texts.reverse();
        let signed =
            texts.last().is_some_and(|i| marks::trailing_signature(&self.ground.lines[*i].fold).is_some());
        let is_closing = |c: &Class| matches!(c, Class::Signature | Class::AuthorNote);
        let paragraphs = texts.iter().filter(|i| !self.ground.wrapped.is_later(**i)).count();
        let photo_story = marks.iter().any(|c| matches!(c, Class::Credit | Class::Caption))
            && texts.len() <= 1
            && draft.group.byline.is_empty();
        Above {
            open: true,
            closed: signed || marks.iter().any(is_closing) || photo_story && draft.column.is_some(),
            credit: marks.iter().any(|c| matches!(c, Class::Credit | Class::Caption)),
            advertisement: draft.advertisement,
            brief: (draft.column.is_some() || draft.under_label) && paragraphs <= 3,
            title: draft.group.title.first().copied(),
            level: draft.group.title.first().map_or(0, |i| self.ground.lines[*i].level),
            headings: draft.recent_headings().collect(),
            series: self.series,
            byline: !draft.group.byline.is_empty(),
            dateline: draft.opening().is_some_and(|i| self.ground.lines[i].dateline),
            paragraphs,
            texts,
        }
    }

    /// Texts under a run, up to the next run.
    pub(super) fn below(&self, from: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut paragraphs = 0;
        for i in self.flow[from..].iter().copied().take(4 * MEMORY) {
            match self.ground.class[i] {
                Class::Body | Class::List | Class::Table | Class::Verse | Class::Caption => out.push(i),
                Class::Head if out.is_empty() => break,
                Class::Head | Class::Byline | Class::AdLabel => break,
                _ => {}
            }
            paragraphs += usize::from(!self.ground.wrapped.is_later(i));
            if paragraphs > 6 || out.len() >= MEMORY {
                break;
            }
        }
        out
    }

    /// What stands below a run that ends before flow position `end`.
    pub(super) fn under(&self, texts: &[usize], end: usize) -> Below {
        let class = self.ground.class;
        // No headline stands at a page's foot with its text on the next.
        let page = &self.pages[self.flow[end - 1]];
        let texts = if texts.first().is_some_and(|t| self.pages[*t] != *page) { &[] } else { texts };
        let mut below = Below {
            texts: texts.to_vec(),
            paragraphs: texts.iter().filter(|i| !self.ground.wrapped.is_later(**i)).count(),
            ..Below::default()
        };
        let mut last: Option<usize> = None;
        let mut in_run = false;
        for i in self.flow[end..].iter().copied().take(4 * MEMORY) {
            if matches!(class[i], Class::Head | Class::Byline | Class::Latin) {
                if !in_run {
                    below.signed |= below.runs.is_empty() && class[i] == Class::Byline && last.is_some();
                    below.runs.push(i);
                    in_run = true;
                }
                if below.runs.len() > 4 {
                    break;
                }
                continue;
            }
            in_run = false;
            if below.runs.is_empty() {
                below.signed = matches!(class[i], Class::Signature | Class::AuthorNote)
                    || marks::trailing_signature(&self.ground.lines[i].fold).is_some()
                    || below.signed && matches!(class[i], Class::Caption | Class::Credit);
                last = Some(i);
            }
        }
        below
    }
}
