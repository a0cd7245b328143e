//! The outline of an issue: its flow of lines cut into drafts of articles.
//!
//! In: lines, classes, front matter, pages. Out: [`Draft`]s in the order in which they begin; each holds the line indexes
//! of its parts. Walks once from top to bottom; each run of short lines (`run`) is weighed by `evidence` on what stands
//! `around` it, and gets its `place`.

mod around;
mod draft;
mod place;
mod run;

pub use draft::{Draft, Item, Outline};

use super::ResidueRole;
use super::classify::{Class, Ending, ending};
use super::cohesion::Cohesion;
use super::evidence::{Ground, Layout};
use super::front::Front;
use super::furniture::Pages;
use super::line::Line;
use super::rules::Rule;
use super::titles::Titles;
use super::trace::{Trace, Words};
use super::wrap::Wrapped;
use super::{fragment, marks};

/// Cuts the issue into drafts.
pub fn read(
    lines: &[Line],
    class: &[Class],
    front: &Front,
    pages: &Pages,
    cohesion: &Cohesion,
    wrapped: &Wrapped,
    trace: &mut Trace,
) -> Outline {
    let flow: Vec<usize> = (0..lines.len()).filter(|i| front.place[*i].is_none()).collect();
    let layout = layout(lines, class, &flow, pages, front);
    let titles = Titles::new(&front.contents);
    let ground = Ground { lines, class, cohesion, wrapped, entries: &titles, layout };
    let outline = Outline::default();
    let mut walk = Walk {
        ground,
        flow: &flow,
        pages,
        place: &front.place,
        outline,
        suspended: None,
        series: None,
        label: None,
        station: None,
        before: None,
        trace,
    };
    let mut at = 0;
    while at < flow.len() {
        at = walk.step(at);
    }
    let mut outline = walk.outline;
    // An article that was resumed below another still stands where it began.
    outline.drafts.sort_by_key(Draft::first_line);
    outline
}

/// How the issue is set.
fn layout(lines: &[Line], class: &[Class], flow: &[usize], pages: &Pages, front: &Front) -> Layout {
    let titles = flow.iter().filter(|i| class[**i] == Class::Head);
    let marked = titles.clone().filter(|i| lines[**i].level > 0).count();
    let blank = flow.iter().skip(1).filter(|i| lines[**i].gap > 0).count();
    let datelines = flow.iter().filter(|i| lines[**i].dateline).count();
    let by_the_day = front.facts.date.as_ref().is_some_and(|d| d.len() == 10) && front.facts.number.is_none();
    let has_pages = pages.iter().flatten().next().is_some();
    let periodical = front.contents.iter().any(|e| e.page.is_some());
    let agency = (0..lines.len()).filter(|i| front.place[*i] == Some(ResidueRole::Masthead)).any(|i| {
        let name = &lines[i].fold;
        name.contains('社') && ["稿", "电讯", "電訊"].iter().any(|w| name.contains(w))
    });
    Layout {
        agency,
        markdown: marked >= 3 || marked > 0 && marked * 3 >= titles.count(),
        sparse: blank >= 2 && blank * 2 < flow.len(),
        newspaper: !periodical && (by_the_day || has_pages || datelines >= 2),
    }
}

/// The walk through the flow: what it has placed so far, and what waits for a line further down.
struct Walk<'a> {
    ground: Ground<'a>,
    flow: &'a [usize],
    pages: &'a Pages,
    /// What is residue.
    place: &'a [Option<ResidueRole>],
    outline: Outline,
    /// The article that an advertisement interrupts, as an index of `drafts`.
    suspended: Option<usize>,
    /// A body that signed the letter above.
    station: Option<usize>,
    /// The number of the latest title or label that had one.
    series: Option<marks::Numbered>,
    /// A label on its own, for the next article.
    label: Option<usize>,
    /// The flow line before the present one.
    before: Option<usize>,
    trace: &'a mut Trace,
}

impl Walk<'_> {
    /// Takes one unit of the flow; gives the position after it.
    fn step(&mut self, at: usize) -> usize {
        let i = self.flow[at];
        let next = match self.ground.class[i] {
            Class::Head | Class::Byline | Class::Latin => self.run(at),
            Class::AdLabel => {
                self.advertisement(i);
                at + 1
            }
            Class::Signature
            | Class::AuthorNote
            | Class::Aside
            | Class::Credit
            | Class::Caption
            | Class::JumpTo => {
                self.draft().items.push(Item::Mark(i));
                at + 1
            }
            Class::JumpFrom => {
                self.draft().items.push(Item::Continuation(i));
                at + 1
            }
            _ => {
                self.text(i);
                at + 1
            }
        };
        self.before = Some(self.flow[next - 1]);
        next
    }

    /// The open draft; text without a headline above it opens one of its own.
    fn draft(&mut self) -> &mut Draft {
        if self.outline.drafts.is_empty() {
            self.outline.drafts.push(Draft::default());
        }
        let last = self.outline.drafts.len() - 1;
        &mut self.outline.drafts[last]
    }

    /// A line of text goes to the open draft, to the one that an advertisement interrupted, or opens one.
    fn text(&mut self, i: usize) {
        if let Some(k) = self.suspended.filter(|k| self.resumes(*k, i)) {
            self.trace.line(i, Rule::ResumesAfterAdvertisement);
            self.suspended = None;
            let resumed = self.outline.drafts.remove(k);
            self.outline.drafts.push(resumed);
        }
        if let Some(k) = self.interrupted(i) {
            self.trace.line(i, Rule::ResumesAfterAnother);
            let resumed = self.outline.drafts.remove(k);
            self.outline.drafts.push(resumed);
        }
        if self.is_next_agency_item(i) {
            self.trace.line(i, Rule::AnotherDateline);
            self.outline.drafts.push(Draft::default());
        } else if self.outline.drafts.is_empty() {
            self.trace.line(i, Rule::TextWithoutHeadline);
        }
        self.draft().items.push(Item::Text(i));
    }

    /// An article near by that breaks off in mid-sentence and that line `i` plainly goes on with: the one between, a
    /// picture with its headline or a short item, is complete.
    fn interrupted(&self, i: usize) -> Option<usize> {
        /// How many articles may stand between.
        const BETWEEN: usize = 3;
        /// As sure as a broken word or a word that can't end a sentence makes it.
        const PLAINLY: f64 = 2.5;
        let (lines, class) = (self.ground.lines, self.ground.class);
        let drafts = &self.outline.drafts;
        let present = drafts.last()?;
        let ends = |t: usize| {
            ending(&lines[t].fold) == Ending::Stop || marks::trailing_signature(&lines[t].fold).is_some()
        };
        let complete = present.recent_texts().next().is_none_or(ends)
            && matches!(present.items.last()?, Item::Text(_) | Item::Mark(_));
        if !complete || class[i] != Class::Body || drafts.len() < 2 || self.ground.wrapped.is_wrapped(i) {
            return None;
        }
        let before = drafts.len() - 1;
        (before.saturating_sub(BETWEEN)..before).rev().find(|k| {
            let Some(Item::Text(last)) = drafts[*k].items.last() else { return false };
            let open = class[*last] == Class::Body && ending(&lines[*last].fold) == Ending::Open;
            let ask = |words: &mut Words| {
                fragment::one_paragraph(&lines[*last], &lines[i], self.ground.cohesion, words);
            };
            !drafts[*k].advertisement
                && open
                && fragment::goes_on(&lines[*last], &lines[i], self.ground.cohesion)
                && Words::sum_of(ask) > PLAINLY
        })
    }

    /// Whether line `i` goes on with the article `k` that an advertisement interrupts. Behind it stand advertisements
    /// without a headline only: a headline of its own ends the suspension.
    fn resumes(&self, k: usize, i: usize) -> bool {
        let last = self.outline.drafts[k].recent_texts().next();
        let Some(last) = last.filter(|l| self.ground.class[*l] == Class::Body) else { return false };
        let (left, right) = (&self.ground.lines[last], &self.ground.lines[i]);
        let ask = |words: &mut Words| {
            fragment::one_paragraph(left, right, self.ground.cohesion, words);
        };
        // The first text under the label is the advertisement's, unless it plainly goes on.
        let begun =
            self.outline.drafts.last().is_some_and(|d| d.items.len() > 1) || self.is_notice_in_one_line();
        let least = if begun { 0.0 } else { 2.5 };
        ending(&left.fold) != Ending::Stop && Words::sum_of(ask) > least
    }

    /// Agency items in a row, none with a title: each opens with its dateline.
    fn is_next_agency_item(&self, i: usize) -> bool {
        let agency = self.ground.layout.agency;
        let reports = |d: &&Draft| agency && d.opening().is_some_and(|o| self.ground.lines[o].dateline);
        let untitled =
            self.outline.drafts.last().filter(|d| !d.advertisement && (d.group.is_empty() || reports(d)));
        let complete = untitled
            .and_then(|d| d.recent_texts().next())
            .is_some_and(|l| ending(&self.ground.lines[l].fold) == Ending::Stop);
        complete && self.ground.lines[i].dateline
    }

    /// An advertisement's label opens a draft of its own and suspends the open article.
    fn advertisement(&mut self, i: usize) {
        let closed = self.above().closed;
        let open = self
            .outline
            .drafts
            .len()
            .checked_sub(1)
            .filter(|k| !self.outline.drafts[*k].advertisement && !closed);
        self.suspended = open.or(self.suspended);
        self.outline.drafts.push(Draft {
            advertisement: true,
            items: vec![Item::Mark(i)],
            ..Draft::default()
        });
    }
}
