//! Figures as tables. In: the cost of each run and what it changed. Out: medians, a row each, and the ratios that matter.

use crate::measure::Cost;
use crate::tree::Change;
use std::collections::BTreeMap;

/// What was measured: a program and what it was asked to do, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Full,
    Nothing,
    Arrival,
    Correction,
    Template,
    PlainFull,
    PlainNothing,
    PlainArrival,
    PlainCorrection,
    PlainTemplate,
    WholeFull,
    WholeArrival,
    PagedFull,
    PagedArrival,
    Pagefind,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Full => "Dibao: full build",
            Self::Nothing => "Dibao: nothing changed",
            Self::Arrival => "Dibao: one new issue of 20",
            Self::Correction => "Dibao: one title corrected",
            Self::Template => "Dibao: article template changed",
            Self::PlainFull => "Dibao without search: full build",
            Self::PlainNothing => "Dibao without search: nothing changed",
            Self::PlainArrival => "Dibao without search: one new issue of 20",
            Self::PlainCorrection => "Dibao without search: one title corrected",
            Self::PlainTemplate => "Dibao without search: article template changed",
            Self::WholeFull => "Hugo, lists whole: full build",
            Self::WholeArrival => "Hugo, lists whole: one new issue of 20",
            Self::PagedFull => "Hugo, lists paged: full build",
            Self::PagedArrival => "Hugo, lists paged: one new issue of 20",
            Self::Pagefind => "Pagefind on Hugo's site",
        }
    }
}

/// All runs of one size.
#[derive(Debug, Default)]
pub struct Table {
    pub articles: usize,
    costs: BTreeMap<Step, Vec<Cost>>,
    changes: BTreeMap<Step, Change>,
}

impl Table {
    pub fn new(articles: usize) -> Self {
        Self { articles, ..Self::default() }
    }

    /// Notes a run. What a step changes is the same in every run, or it is no measure.
    pub fn note(&mut self, step: Step, cost: Cost, change: Change) -> Result<(), String> {
        self.costs.entry(step).or_default().push(cost);
        if let Some(before) = self.changes.get(&step)
            && (&before.written, &before.removed) != (&change.written, &change.removed)
        {
            return Err(format!("{}: not the same files as in the run before", step.name()));
        }
        self.changes.insert(step, change);
        Ok(())
    }

    /// The middle of all runs: of wall, CPU and memory each its own.
    fn median(&self, step: Step) -> Option<Cost> {
        let costs = self.costs.get(&step)?;
        let middle = |of: fn(&Cost) -> f64| {
            let mut all: Vec<f64> = costs.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            (all[(all.len() - 1) / 2] + all[all.len() / 2]) / 2.0
        };
        Some(Cost { cpu: middle(|c| c.cpu), wall: middle(|c| c.wall), peak: middle(|c| c.peak) })
    }

    pub fn print(&self) {
        println!(
            "\n| {} articles | wall s | CPU s | peak MB | ms an article (wall, CPU) | pages written | of search | removed | MB written |",
            self.articles
        );
        println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        let each = 1e3 / self.articles as f64;
        for (step, change) in &self.changes {
            let Some(cost) = self.median(*step) else { continue };
            println!(
                "| {} | {:.3} | {:.3} | {:.0} | {:.3}, {:.3} | {} | {} | {} | {:.2} |",
                step.name(),
                cost.wall,
                cost.cpu,
                cost.peak / 1e6,
                cost.wall * each,
                cost.cpu * each,
                change.pages(),
                change.written.len() - change.pages(),
                change.removed.len(),
                change.bytes as f64 / 1e6
            );
        }
        println!();
        self.ratios();
    }

    /// The faster of the two ways in which Hugo shows lists.
    fn hugo(&self, whole: Step, paged: Step) -> Option<(Step, Cost)> {
        let both = [whole, paged].into_iter().filter_map(|step| Some((step, self.median(step)?)));
        both.min_by(|a, b| a.1.wall.total_cmp(&b.1.wall))
    }

    fn ratios(&self) {
        for (full, all) in [
            (Step::Full, [Step::Nothing, Step::Arrival, Step::Correction, Step::Template].as_slice()),
            (
                Step::PlainFull,
                &[Step::PlainNothing, Step::PlainArrival, Step::PlainCorrection, Step::PlainTemplate],
            ),
        ] {
            for step in all {
                if let (Some(full), Some(cost)) = (self.median(full), self.median(*step)) {
                    let part = |of: fn(&Cost) -> f64| 100.0 * of(&cost) / of(&full);
                    println!(
                        "- {}: {:.2} % of the full build's wall time, {:.2} % of its CPU",
                        step.name(),
                        part(|c| c.wall),
                        part(|c| c.cpu)
                    );
                }
            }
        }
        let pairs = [
            (Step::PlainFull, Step::WholeFull, Step::PagedFull),
            (Step::PlainArrival, Step::WholeArrival, Step::PagedArrival),
            (Step::Arrival, Step::WholeArrival, Step::PagedArrival),
        ];
        for (ours, whole, paged) in pairs {
            if let (Some(cost), Some((step, hugo))) = (self.median(ours), self.hugo(whole, paged)) {
                println!(
                    "- {} against {}: wall {:.2} × as fast, CPU {:.2} × as little, peak {:.2} of its memory",
                    ours.name(),
                    step.name(),
                    hugo.wall / cost.wall,
                    hugo.cpu / cost.cpu,
                    cost.peak / hugo.peak
                );
            }
        }
        self.with_search();
    }

    /// Full builds with search: the sum of Hugo's and Pagefind's times, and the larger of their memories.
    fn with_search(&self) {
        let hugo = self.hugo(Step::WholeFull, Step::PagedFull);
        let (Some(ours), Some((_, hugo)), Some(index)) =
            (self.median(Step::Full), hugo, self.median(Step::Pagefind))
        else {
            return;
        };
        println!(
            "- {} against Hugo and Pagefind: wall {:.2} × as fast, CPU {:.2} × as little, peak {:.2} of their memory",
            Step::Full.name(),
            (hugo.wall + index.wall) / ours.wall,
            (hugo.cpu + index.cpu) / ours.cpu,
            ours.peak / hugo.peak.max(index.peak)
        );
    }

    /// How the full build's time per article grows from a smaller archive to this.
    pub fn growth(&self, smaller: &Table) {
        for step in [Step::Full, Step::PlainFull, Step::WholeFull, Step::PagedFull] {
            if let (Some(large), Some(small)) = (self.median(step), smaller.median(step)) {
                let grown = |of: fn(&Cost) -> f64| {
                    of(&large) / self.articles as f64 / (of(&small) / smaller.articles as f64)
                };
                println!(
                    "- {}, {} against {} articles: per article {:.2} × the wall time, {:.2} × the CPU, {:.2} × the memory",
                    step.name(),
                    self.articles,
                    smaller.articles,
                    grown(|c| c.wall),
                    grown(|c| c.cpu),
                    grown(|c| c.peak)
                );
            }
        }
    }
}
