//! What a run of short lines becomes: the headline group of a new article, headings within the open one, or nothing.
//!
//! In: a run and what stands around it. Out: the outline with the run in it, and the verdict that put it there.

use super::super::classify::Class;
use super::super::evidence::{Above, Below, Evidence, Ground, Verdict, weigh};
use super::super::group::{self, Group};
use super::super::line::Line;
use super::super::rules::Rule;
use super::super::trace::Outcome;
use super::super::{marks, station, weights};
use super::Walk;
use super::draft::{Draft, Item};

impl Walk<'_> {
    /// Places a run that ends before flow position `end`, with the texts `below` it.
    pub(super) fn place(&mut self, run: &[usize], below: &[usize], end: usize) {
        let above = self.above();
        let under = self.under(below, end);
        let run = self.take_banner(run, &above);
        let run = self.take_slogans(run, &above, below);
        let run = self.take_station(run, &above);
        let group = self.group(run, &above, below);
        if group.is_empty() {
            self.headings_without_title(&group);
            return;
        }
        let above = if group.leading.is_empty() && self.station.take().is_none() {
            above
        } else {
            Above { closed: true, ..above }
        };
        let verdict = self.verdict(run[0], &group, &above, &under);
        let unplaced = below.is_empty()
            && (above.closed || above.advertisement || !above.open || is_slogan(run, self.ground.lines));
        let outcome = match (verdict.opens(), unplaced) {
            (true, _) => Outcome::Article,
            (false, true) => Outcome::Unplaced,
            (false, false) => Outcome::Heading,
        };
        self.trace.run(run, outcome, &verdict.evidence);
        match outcome {
            Outcome::Article => self.open(group, verdict, above.brief),
            Outcome::Unplaced => self.leave(run, &group),
            Outcome::Heading => self.heading(run, &group, verdict),
        }
    }

    /// The run's headline group; what leads it closes the article above.
    fn group(&mut self, run: &[usize], above: &Above, below: &[usize]) -> Group {
        let Ground { lines, class, entries, cohesion, .. } = self.ground;
        let lead = &below[..below.len().min(2)];
        let words = self.trace.words();
        let after_text = !above.texts.is_empty();
        let around = group::Around { lines, class, entries, after_text, cohesion, lead, words };
        let mut group = group::read(run, &around);
        if let Some(pair) = group.pair.take() {
            self.trace.pair(pair.first, pair.second, pair.words);
        }
        for (i, rule) in &group.why {
            self.trace.line(*i, *rule);
        }
        for i in &group.leading {
            self.draft().items.push(Item::Mark(*i));
        }
        group
    }

    /// Does the group open an article? `first` is the run's first line.
    fn verdict(&self, first: usize, group: &Group, above: &Above, under: &Below) -> Verdict {
        let new_page = self
            .before
            .is_some_and(|b| self.pages[b] != self.pages[first] || self.ground.lines[first].opens_file);
        let mut verdict = weigh(group, above, under, new_page, &self.ground);
        if above.advertisement
            && above.headings.is_empty()
            && above.texts.is_empty()
            && !self.is_notice_in_one_line()
            && !new_page
            && !is_strong(&verdict)
        {
            let rule = Rule::HeadlineOfTheAdvertisement;
            verdict.evidence.push(Evidence { rule, weight: weights::weight(rule) });
        }
        verdict
    }

    /// The advertisement above is one line: 欢迎订阅 ….
    pub(super) fn is_notice_in_one_line(&self) -> bool {
        let label = self.outline.drafts.last().and_then(|d| d.items.first());
        label.map(|l| &self.ground.lines[l.first()]).is_some_and(|l| l.len > 10 && !l.fold.ends_with("广告"))
    }

    /// A letter or an answer signed by a body alone: its name stands above the next headline.
    fn take_station<'r>(&mut self, run: &'r [usize], above: &Above) -> &'r [usize] {
        const LETTER: [&str; 9] =
            ["编辑同志", "編輯同志", "来信", "來信", "你报", "贵报", "報社", "意见", "检查"];
        let lines = self.ground.lines;
        let salutation = |i: &usize| {
            let text = &lines[*i];
            text.len <= 30 && text.fold.ends_with([':', '!']) && !text.fold.contains('。')
        };
        let letter = || {
            above.texts.first().is_some_and(salutation)
                || above.texts.iter().rev().take(8).any(|i| LETTER.iter().any(|w| lines[*i].fold.contains(w)))
        };
        let [first, second, ..] = run else { return run };
        let head = |i: usize| self.ground.class[i] == Class::Head;
        let signed = head(*first)
            && head(*second)
            && lines[*first].level == 0
            && station::is_station(&lines[*first].fold)
            && letter();
        if !signed {
            return run;
        }
        self.station = Some(*first);
        self.draft().items.push(Item::Mark(*first));
        &run[1..]
    }

    /// The slogan across the top of a page, above its first headline: 鼓足干劲 力争上游!
    fn take_banner<'r>(&mut self, run: &'r [usize], above: &Above) -> &'r [usize] {
        let [first, rest @ ..] = run else { return run };
        let text = self.ground.lines[*first].fold.trim();
        let slogan = text.ends_with('!') && text.contains([' ', ',']);
        let headline = rest.first().is_some_and(|i| self.ground.class[*i] == Class::Head);
        if above.open || !slogan || !headline || self.ground.lines[*first].level > 0 {
            return run;
        }
        self.trace.line(*first, Rule::Banner);
        self.outline.unplaced.push(*first);
        rest
    }

    /// Under an advertisement's label, slogans stand above the headline of the next report: the line next to the dateline
    /// (or what no blank line sets apart from it) is the headline.
    fn take_slogans<'r>(&mut self, run: &'r [usize], above: &Above, below: &[usize]) -> &'r [usize] {
        let (lines, class) = (self.ground.lines, self.ground.class);
        let report = below.first().is_some_and(|i| lines[*i].dateline)
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

    /// The group opens an article.
    fn open(&mut self, mut group: Group, verdict: Verdict, after_brief: bool) {
        self.suspended = None;
        self.count(group.column.iter().chain(&group.title));
        self.outline.labels.extend(group.column);
        let column = group.column.or(self.label.take());
        let trailing = std::mem::take(&mut group.trailing);
        let items = trailing.into_iter().map(|i| Item::Heading(vec![i])).collect();
        let plain = group.byline.is_empty() && group.kicker.is_empty() && group.subtitle.is_empty();
        let under_label = column.is_none() && after_brief && plain;
        self.outline.drafts.push(Draft { group, items, column, under_label, verdict, ..Draft::default() });
    }

    /// Remembers the number of a title or a label.
    pub(super) fn count<'l>(&mut self, lines: impl IntoIterator<Item = &'l usize>) {
        let number = lines.into_iter().find_map(|i| marks::numbered(&self.ground.lines[*i].fold));
        self.series = number.or(self.series);
    }

    /// The group is headings of the open article.
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

    /// A run of notes and the like, without a title.
    fn headings_without_title(&mut self, group: &Group) {
        let mut others: Vec<usize> = group.notes.iter().chain(&group.trailing).copied().collect();
        others.sort_unstable();
        self.draft().items.extend(others.into_iter().map(|i| Item::Heading(vec![i])));
    }

    /// The run leads to nothing.
    fn leave(&mut self, run: &[usize], group: &Group) {
        for i in run.iter().filter(|i| group.leading.binary_search(i).is_err()) {
            self.trace.line(*i, Rule::LeadsToNothing);
            self.outline.unplaced.push(*i);
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
