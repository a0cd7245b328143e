//! A run of short lines in the flow: where it ends, and which runs are told by what stands next to them alone.
//!
//! In: the position where a run begins. Out: the position behind it; the lines of a run that has to be weighed go on to
//! `place`, a last line that opens the paragraph below goes to the text.

use super::super::ResidueRole;
use super::super::classify::{Class, Ending, ending};
use super::super::line::Line;
use super::super::rules::Rule;
use super::super::{fragment, group, marks, station};
use super::Walk;
use super::draft::{Draft, Item};

impl Walk<'_> {
    /// A run of short lines: is it a headline group, a heading, or a piece of a paragraph?
    pub(super) fn run(&mut self, at: usize) -> usize {
        let end = self.run_end(at);
        let mut run: Vec<usize> = self.flow[at..end].to_vec();
        let below = self.below(end);
        if self.is_repeated_title(&run, end) || self.is_issuer(&run, end) {
            self.draft().items.extend(run.into_iter().map(Item::Mark));
            return end;
        }
        if self.is_label_alone(&run, &below) {
            self.outline.labels.extend(&run);
            self.count(&run);
            self.label = run.first().copied();
            return end;
        }
        let piece = self.take_piece(&mut run, &below);
        if !run.is_empty() {
            let below: Vec<usize> = piece.iter().copied().chain(below).collect();
            self.place(&run, &below, end);
        }
        if let Some(i) = piece {
            self.text(i);
        }
        end
    }

    /// The run ends before a text; a deck (long, no stop) between headline and byline is part of it, and a change of
    /// page ends it.
    fn run_end(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.flow.len() {
            let (i, before) = (self.flow[end], self.flow[end - 1]);
            let line = &self.ground.lines[i];
            let contents = (before + 1..i).any(|k| self.place[k] == Some(ResidueRole::Contents));
            let new_page = line.opens_file || contents || self.pages[i] != self.pages[before];
            let next_title = line.level == 1 && self.ground.class[before] == Class::Byline;
            if new_page || next_title {
                break;
            }
            let short = matches!(self.ground.class[i], Class::Head | Class::Byline | Class::Latin);
            if !short && !self.is_deck(end) {
                break;
            }
            if !short {
                self.trace.line(i, Rule::Deck);
            }
            end += 1;
        }
        end
    }

    fn is_deck(&self, at: usize) -> bool {
        let line = &self.ground.lines[self.flow[at]];
        let shape = self.ground.class[self.flow[at]] == Class::Body
            && line.len <= 70
            && ending(&line.fold) == Ending::Open
            && !line.fold.contains('。')
            && !line.bold_lead
            && !line.dateline;
        let next = self.flow.get(at + 1).copied();
        let leads =
            next.is_some_and(|n| self.ground.class[n] == Class::Byline || self.ground.lines[n].dateline);
        shape && leads && self.ground.class[self.flow[at - 1]] == Class::Head
    }

    /// The title printed again above 上接… goes with what goes on.
    fn is_repeated_title(&self, run: &[usize], end: usize) -> bool {
        let goes_on = self.flow.get(end).is_some_and(|i| self.ground.class[*i] == Class::JumpFrom);
        goes_on
            && run.len() <= 2
            && run.iter().all(|i| self.ground.class[*i] == Class::Head)
            && self.is_title_of_another(run)
    }

    /// The words of a title above.
    fn is_title_of_another(&self, run: &[usize]) -> bool {
        /// How many articles back; in longer issues a continuation's own page number finds its home.
        const BACK: usize = 150;
        let words = |lines: &mut dyn Iterator<Item = usize>| -> String {
            lines.map(|i| crate::text::letters(&self.ground.lines[i].text)).collect()
        };
        let own = words(&mut run.iter().copied());
        self.outline.drafts.iter().rev().take(BACK).any(|draft| {
            let title = words(&mut draft.group.headline());
            title.contains(&own) || crate::text::alike(&title, &own) > 0.35
        })
    }

    /// A document closes with the body that issued it and the date.
    fn is_issuer(&self, run: &[usize], end: usize) -> bool {
        let [i] = run else { return false };
        let dated = self.flow.get(end).is_some_and(|i| marks::closing_date(&self.ground.lines[*i].fold));
        let open = self.outline.drafts.last().is_some_and(|d| d.opening().is_some());
        dated && open && station::is_station(&self.ground.lines[*i].fold)
    }

    /// A column's label on its own: the contents page has it as one, or nothing but an opening formula stands below.
    fn is_label_alone(&self, run: &[usize], below: &[usize]) -> bool {
        let [i] = run else { return false };
        let line = &self.ground.lines[*i];
        let name = crate::text::squeeze(&line.fold);
        let in_contents = self.ground.entries.has_column(&name) && !self.ground.entries.have(&name);
        let formula = below.first().is_some_and(|b| {
            let text = &self.ground.lines[*b];
            text.len <= 16 && ending(&text.fold) == Ending::Colon && text.dateline
        });
        in_contents || group::is_column_name(&line.fold) && (below.is_empty() || formula)
    }

    /// The run's last line may be the first piece of the paragraph below it.
    fn take_piece(&mut self, run: &mut Vec<usize>, below: &[usize]) -> Option<usize> {
        let last = run.last().copied().filter(|i| self.ground.class[*i] == Class::Head)?;
        let right = below.iter().copied().find(|i| self.ground.class[*i] == Class::Body)?;
        let drafts = &self.outline.drafts;
        let draft = drafts.last().filter(|d| !d.group.is_empty() || d.opening().is_some() || run.len() > 1);
        let none = Draft::default();
        let draft = if run.len() > 1 { draft.unwrap_or(&none) } else { draft? };
        let names =
            run.len() > 1 && run[..run.len() - 1].iter().all(|i| self.ground.class[*i] == Class::Byline);
        let (lines, line) = (self.ground.lines, &self.ground.lines[last]);
        if self.ground.entries.have(&line.text) {
            return None;
        }
        let openings: Vec<&str> =
            draft.recent_texts().map(|i| fragment::first_three(&lines[i].fold)).collect();
        let headings: Vec<&Line> = draft.recent_headings().map(|i| &lines[i]).collect();
        let mut words = self.trace.words();
        let between = || (last + 1..right).map(|i| self.ground.class[i]);
        let is_picture = |c: Class| matches!(c, Class::Caption | Class::Credit | Class::Image);
        let is_page = |i: usize| self.pages[i] != self.pages[last] || !self.flow_has(i);
        let asked = fragment::ShortLine {
            line,
            right: &lines[right],
            above: draft.recent_texts().next().map(|i| &lines[i]),
            openings: &openings,
            siblings: &headings,
            cut_by_page: (last + 1..right).any(|i| is_page(i) && !is_picture(self.ground.class[i])),
            cut_by_picture: between().any(is_picture),
            below_others: run.len() > 1,
            below_label: run.len() > 1 && group::is_column_name(&lines[run[run.len() - 2]].fold),
            below_signature: names && drafts.last().is_some_and(|d| d.opening().is_some()),
            below_byline: run.len() > 1 && self.ground.class[run[run.len() - 2]] == Class::Byline,
        };
        fragment::short_line(&asked, self.ground.cohesion, &mut words);
        let piece = words.sum() > 0.0;
        self.trace.piece(last, right, piece, words);
        if !piece {
            return None;
        }
        run.pop();
        Some(last)
    }

    /// Whether the line is part of the flow, not of the furniture.
    fn flow_has(&self, i: usize) -> bool {
        self.flow.binary_search(&i).is_ok()
    }
}
