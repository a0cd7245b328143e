//! The outline of an issue: its flow of lines cut into drafts of articles.
//!
//! In: lines, classes, front matter, pages. Out: [`Draft`]s in the order in which they begin; each holds the line indexes
//! of its parts. Walks once from top to bottom; each run of short lines is weighed by `evidence`.

use super::classify::{Class, Ending, ending};
use super::cohesion::Cohesion;
use super::evidence::{Above, Below, Evidence, Ground, Layout, Verdict, weigh};
use super::fragment;
use super::front::Front;
use super::furniture::Pages;
use super::group::{self, Group};
use super::line::Line;
use super::marks;
use super::rules::Rule;
use super::titles::Titles;
use super::trace::{Outcome, Trace, Words};
use super::wrap::Wrapped;

/// A part of an article below its headline group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A paragraph or a piece of one, a list item, a table row, a line of verse.
    Text(usize),
    /// A heading within the article (its lines).
    Heading(Vec<usize>),
    /// A signature, a credit, a caption, a jump: its class says which.
    Mark(usize),
    /// A line that opens with 上接: what follows may belong to another article.
    Continuation(usize),
}

/// An article in the making.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub group: Group,
    pub items: Vec<Item>,
    /// The column label in force, as a line index.
    pub column: Option<usize>,
    pub verdict: Verdict,
    /// Verdicts on the runs that were taken for headings within it.
    pub refused: Vec<Verdict>,
    pub advertisement: bool,
}

impl Draft {
    pub fn texts(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.items.iter().filter_map(|i| match i {
            Item::Text(i) => Some(*i),
            _ => None,
        })
    }

    /// Its latest texts, the latest first.
    fn recent_texts(&self) -> impl Iterator<Item = usize> {
        let recent = self.items.iter().rev().take(4 * MEMORY);
        recent.filter_map(|i| if let Item::Text(i) = i { Some(*i) } else { None }).take(MEMORY)
    }

    /// The text it opens with.
    fn opening(&self) -> Option<usize> {
        self.items.iter().take(4 * MEMORY).find_map(|i| if let Item::Text(i) = i { Some(*i) } else { None })
    }

    /// First lines of its latest headings, the latest first.
    fn recent_headings(&self) -> impl Iterator<Item = usize> {
        let recent = self.items.iter().rev().take(4 * MEMORY);
        recent.filter_map(|i| if let Item::Heading(h) = i { h.first().copied() } else { None }).take(MEMORY)
    }

    /// The first line, for order.
    pub fn first_line(&self) -> Option<usize> {
        let headline = self.group.headline().chain(self.group.byline.iter().copied()).min();
        headline.or_else(|| self.items.first().map(Item::first))
    }
}

impl Item {
    pub fn first(&self) -> usize {
        match self {
            Item::Text(i) | Item::Mark(i) | Item::Continuation(i) => *i,
            Item::Heading(lines) => lines.first().copied().unwrap_or(0),
        }
    }
}

/// The outline: drafts, and lines that belong to none.
#[derive(Debug, Default)]
pub struct Outline {
    pub drafts: Vec<Draft>,
    /// Column labels.
    pub labels: Vec<usize>,
    /// Short lines that lead to nothing.
    pub unplaced: Vec<usize>,
}

/// How far back a rule looks in an article: what is older says little, and the walk stays linear in the issue.
const MEMORY: usize = 48;

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
        outline,
        suspended: None,
        label: None,
        station: None,
        last_page: None,
        trace,
    };
    let mut at = 0;
    while at < flow.len() {
        at = walk.step(at);
    }
    walk.outline
}

/// How the issue is set.
fn layout(lines: &[Line], class: &[Class], flow: &[usize], pages: &Pages, front: &Front) -> Layout {
    let titles = flow.iter().filter(|i| class[**i] == Class::Head);
    let marked = titles.clone().filter(|i| lines[**i].level > 0).count();
    let blank = flow.iter().skip(1).filter(|i| lines[**i].gap > 0).count();
    let datelines = flow.iter().filter(|i| marks::dateline(&lines[**i].fold)).count();
    let by_the_day = front.facts.date.as_ref().is_some_and(|d| d.len() == 10) && front.facts.number.is_none();
    let has_pages = pages.iter().flatten().next().is_some();
    let periodical = front.contents.iter().any(|e| e.page.is_some());
    Layout {
        markdown: marked >= 3 || marked > 0 && marked * 3 >= titles.count(),
        sparse: blank >= 2 && blank * 2 < flow.len(),
        newspaper: !periodical && (by_the_day || has_pages || datelines >= 2),
    }
}

struct Walk<'a> {
    ground: Ground<'a>,
    flow: &'a [usize],
    pages: &'a Pages,
    outline: Outline,
    /// The article that an advertisement interrupts, as an index of `drafts`.
    suspended: Option<usize>,
    /// A body that signed the letter above.
    station: Option<usize>,
    /// A label on its own, for the next article.
    label: Option<usize>,
    /// Flow line before the present one.
    last_page: Option<usize>,
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
        self.last_page = Some(self.flow[next - 1]);
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

    fn text(&mut self, i: usize) {
        if let Some(k) = self.suspended {
            // Behind it stand advertisements without a headline only: a headline of its own ends the suspension.
            let last =
                self.outline.drafts[k].recent_texts().next().filter(|l| self.ground.class[*l] == Class::Body);
            let goes_on = last.is_some_and(|l| {
                let (left, right) = (&self.ground.lines[l], &self.ground.lines[i]);
                let ask = |words: &mut Words| {
                    fragment::one_paragraph(left, right, self.ground.cohesion, words);
                };
                // The first text under the label is the advertisement's, unless it plainly goes on.
                let begun = self.outline.drafts.last().is_some_and(|d| {
                    let label = d.items.first().map(|l| &self.ground.lines[l.first()]);
                    let one_line = label.is_some_and(|l| l.len > 10 && !l.fold.ends_with("广告"));
                    d.items.len() > 1 || one_line
                });
                let least = if begun { 0.0 } else { 2.5 };
                ending(&left.fold) != Ending::Stop && Words::sum_of(ask) > least
            });
            if goes_on {
                self.trace.line(i, Rule::ResumesAfterAdvertisement);
                self.suspended = None;
                let resumed = self.outline.drafts.remove(k);
                self.outline.drafts.push(resumed);
            }
        }
        // Agency items in a row, none with a title: each opens with its dateline.
        let line = &self.ground.lines[i];
        let untitled = self.outline.drafts.last().filter(|d| d.group.is_empty() && !d.advertisement);
        let complete = untitled
            .and_then(|d| d.recent_texts().next())
            .is_some_and(|l| ending(&self.ground.lines[l].fold) == Ending::Stop);
        if complete && marks::dateline(&line.fold) {
            self.trace.line(i, Rule::AnotherDateline);
            self.outline.drafts.push(Draft::default());
        } else if self.outline.drafts.is_empty() {
            self.trace.line(i, Rule::TextWithoutHeadline);
        }
        self.draft().items.push(Item::Text(i));
    }

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

    /// A run of short lines: is it a headline group, a heading, or a piece of a paragraph?
    fn run(&mut self, at: usize) -> usize {
        let end = self.run_end(at);
        let mut run: Vec<usize> = self.flow[at..end].to_vec();
        let below = self.below(end);
        // The title printed again above 上接… goes with what goes on.
        let goes_on = self.flow.get(end).is_some_and(|i| self.ground.class[*i] == Class::JumpFrom);
        if goes_on && run.len() <= 2 && run.iter().all(|i| self.ground.class[*i] == Class::Head) {
            for i in run {
                self.draft().items.push(Item::Mark(i));
            }
            return end;
        }
        // A document closes with the body that issued it and the date.
        let dated = self.flow.get(end).is_some_and(|i| marks::closing_date(&self.ground.lines[*i].fold));
        let open = self.outline.drafts.last().is_some_and(|d| d.opening().is_some());
        if let [i] = run[..]
            && dated
            && open
            && super::byline::is_station(&self.ground.lines[i].fold)
        {
            self.draft().items.push(Item::Mark(i));
            return end;
        }
        if self.is_label_alone(&run, &below) {
            self.outline.labels.extend(&run);
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

    /// A column's label on its own: the contents page has it as one, or nothing but an opening formula stands below.
    fn is_label_alone(&self, run: &[usize], below: &[usize]) -> bool {
        let [i] = run else { return false };
        let line = &self.ground.lines[*i];
        let name = crate::text::squeeze(&line.fold);
        let in_contents = self.ground.entries.has_column(&name) && !self.ground.entries.have(&name);
        let formula = below.first().is_some_and(|b| {
            let text = &self.ground.lines[*b];
            text.len <= 16 && ending(&text.fold) == Ending::Colon && marks::dateline(&text.fold)
        });
        in_contents || group::is_column_name(&line.fold) && (below.is_empty() || formula)
    }

    /// The run ends before a text; a deck (long, no stop) between headline and byline is part of it, and a change of
    /// page ends it.
    fn run_end(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.flow.len() {
            let (i, before) = (self.flow[end], self.flow[end - 1]);
            let line = &self.ground.lines[i];
            let new_page = line.opens_file || self.pages[i] != self.pages[before];
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
            && !marks::dateline(&line.fold);
        let next = self.flow.get(at + 1).copied();
        let leads = next.is_some_and(|n| {
            self.ground.class[n] == Class::Byline || marks::dateline(&self.ground.lines[n].fold)
        });
        shape && leads && self.ground.class[self.flow[at - 1]] == Class::Head
    }

    /// Texts under a run, up to the next run.
    fn below(&self, from: usize) -> Vec<usize> {
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

    /// The run's last line may be the first piece of the paragraph below it.
    fn take_piece(&mut self, run: &mut Vec<usize>, below: &[usize]) -> Option<usize> {
        let last = run.last().copied().filter(|i| self.ground.class[*i] == Class::Head)?;
        let right = below.iter().copied().find(|i| self.ground.class[*i] == Class::Body)?;
        let drafts = &self.outline.drafts;
        let draft = drafts.last().filter(|d| !d.group.is_empty() || d.opening().is_some() || run.len() > 1);
        let none = Draft::default();
        let draft = if run.len() > 1 { draft.unwrap_or(&none) } else { draft? };
        let (lines, line) = (self.ground.lines, &self.ground.lines[last]);
        if self.ground.entries.have(&line.text) {
            return None;
        }
        let openings: Vec<String> =
            draft.recent_texts().map(|i| lines[i].fold.chars().take(3).collect()).collect();
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

    fn place(&mut self, run: &[usize], below: &[usize], end: usize) {
        let above = self.above();
        let under = self.under(below, end);
        let run = self.take_slogans(run, &above, below);
        let run = self.take_station(run, &above);
        let group = group::read(
            run,
            self.ground.lines,
            self.ground.class,
            self.ground.entries,
            !above.texts.is_empty(),
        );
        for (i, rule) in &group.why {
            self.trace.line(*i, *rule);
        }
        for i in &group.leading {
            self.draft().items.push(Item::Mark(*i));
        }
        if group.is_empty() {
            let mut others: Vec<usize> = group.notes.iter().chain(&group.trailing).copied().collect();
            others.sort_unstable();
            self.draft().items.extend(others.into_iter().map(|i| Item::Heading(vec![i])));
            return;
        }
        let above = if group.leading.is_empty() && self.station.take().is_none() {
            above
        } else {
            Above { closed: true, ..above }
        };
        let first = run[0];
        let fresh = self
            .last_page
            .is_some_and(|l| self.pages[l] != self.pages[first] || self.ground.lines[first].opens_file);
        let mut verdict = weigh(&group, &above, &under, fresh, &self.ground);
        if above.advertisement
            && above.headings.is_empty()
            && above.texts.is_empty()
            && !self.is_notice_in_one_line()
            && !fresh
            && !is_strong(&verdict)
        {
            let rule = Rule::HeadlineOfTheAdvertisement;
            verdict.evidence.push(Evidence { rule, weight: super::weights::weight(rule) });
        }
        let unplaced = below.is_empty()
            && (above.closed || above.advertisement || !above.open || is_slogan(run, self.ground.lines));
        let outcome = match (verdict.opens(), unplaced) {
            (true, _) => Outcome::Article,
            (false, true) => Outcome::Unplaced,
            (false, false) => Outcome::Heading,
        };
        self.trace.run(run, outcome, &verdict.evidence);
        match outcome {
            Outcome::Article => self.open(group, verdict),
            Outcome::Unplaced => {
                for i in run.iter().filter(|i| group.leading.binary_search(i).is_err()) {
                    self.trace.line(*i, Rule::LeadsToNothing);
                    self.outline.unplaced.push(*i);
                }
            }
            Outcome::Heading => self.heading(run, &group, verdict),
        }
    }

    /// What stands below a run that ends before flow position `end`.
    fn under(&self, texts: &[usize], end: usize) -> Below {
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

    /// The advertisement above is one line: 欢迎订阅 ….
    fn is_notice_in_one_line(&self) -> bool {
        let label = self.outline.drafts.last().and_then(|d| d.items.first());
        label.map(|l| &self.ground.lines[l.first()]).is_some_and(|l| l.len > 10 && !l.fold.ends_with("广告"))
    }

    /// A letter or an answer signed by a body alone: its name stands above the next headline.
    fn take_station<'r>(&mut self, run: &'r [usize], above: &Above) -> &'r [usize] {
        const LETTER: [&str; 9] =
            ["编辑同志", "編輯同志", "来信", "來信", "你报", "贵报", "報社", "意见", "检查"];
        let lines = self.ground.lines;
        let letter =
            || above.texts.iter().rev().take(8).any(|i| LETTER.iter().any(|w| lines[*i].fold.contains(w)));
        let [first, second, ..] = run else { return run };
        let head = |i: usize| self.ground.class[i] == Class::Head;
        let signed = head(*first)
            && head(*second)
            && lines[*first].level == 0
            && super::byline::is_station(&lines[*first].fold)
            && letter();
        if !signed {
            return run;
        }
        self.station = Some(*first);
        self.draft().items.push(Item::Mark(*first));
        &run[1..]
    }

    /// Under an advertisement's label, slogans stand above the headline of the next report: the line next to the dateline
    /// (or what no blank line sets apart from it) is the headline.
    fn take_slogans<'r>(&mut self, run: &'r [usize], above: &Above, below: &[usize]) -> &'r [usize] {
        let (lines, class) = (self.ground.lines, self.ground.class);
        let report = below.first().is_some_and(|i| marks::dateline(&lines[*i].fold))
            || run.iter().any(|i| class[*i] == Class::Byline);
        if !above.advertisement || !above.texts.is_empty() || !report || run.len() < 2 {
            return run;
        }
        let last = run.iter().rposition(|i| class[*i] == Class::Head).unwrap_or(0);
        let set_apart =
            (1..=last).rev().find(|k| lines[run[*k]].gap > 0 && !lines[run[*k]].fold.starts_with('—'));
        let heading = run.iter().position(|i| lines[*i].level > 0);
        let from = heading.or(set_apart).unwrap_or(last);
        for i in &run[..from] {
            self.trace.line(*i, Rule::Slogan);
            self.draft().items.push(Item::Mark(*i));
        }
        &run[from..]
    }

    fn open(&mut self, mut group: Group, verdict: Verdict) {
        self.suspended = None;
        self.outline.labels.extend(group.column);
        let column = group.column.or(self.label.take());
        let trailing = std::mem::take(&mut group.trailing);
        let items = trailing.into_iter().map(|i| Item::Heading(vec![i])).collect();
        self.outline.drafts.push(Draft { group, items, column, verdict, ..Draft::default() });
    }

    fn heading(&mut self, run: &[usize], group: &Group, verdict: Verdict) {
        let class = self.ground.class;
        let draft = self.draft();
        draft.refused.push(verdict);
        for i in run.iter().filter(|i| group.leading.binary_search(i).is_err()) {
            draft.items.push(if class[*i] == Class::Byline {
                Item::Mark(*i)
            } else {
                Item::Heading(vec![*i])
            });
        }
    }

    fn above(&self) -> Above {
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
            brief: draft.column.is_some() && paragraphs <= 3,
            title: draft.group.title.first().copied(),
            level: draft.group.title.first().map_or(0, |i| self.ground.lines[*i].level),
            headings: draft.recent_headings().collect(),
            byline: !draft.group.byline.is_empty(),
            dateline: draft.opening().is_some_and(|i| marks::dateline(&self.ground.lines[i].fold)),
            paragraphs,
            texts,
        }
    }
}

/// Evidence that an advertisement's own headline does not have.
fn is_strong(verdict: &Verdict) -> bool {
    verdict.evidence.iter().any(|e| matches!(e.rule, Rule::Byline | Rule::Dateline | Rule::InContents))
}

/// Short lines set off by marks: slogans at a page's foot.
fn is_slogan(run: &[usize], lines: &[Line]) -> bool {
    run.iter().all(|i| lines[*i].fold.starts_with(['◇', '◆', '●', '★', '■', '○']) || lines[*i].len <= 12)
}
