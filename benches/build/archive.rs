//! The archive that is built, and what happens to it. In: how many articles. Out: a content folder as the generator leaves it,
//! and the three changes: an issue arrives, a title is corrected, a template is changed.

use crate::newspaper::{Article, Issue, Press, article, layout, plan};
use chrono::{Datelike, NaiveDate};
use std::fs;
use std::path::{Path, PathBuf};

/// The title that the correction gives.
pub const CORRECTED: &str = "量度用的更正后的标题";
/// Articles of the issue that arrives.
pub const ARRIVING: usize = 20;

/// The article page's template, as the program has it.
const TEMPLATE: &str = include_str!("../../themes/default/templates/article.html");
const BEFORE: &str = "<article class=\"article\"";
const AFTER: &str = "<article class=\"article changed\"";

/// A content folder and the files that its changes write.
pub struct Archive {
    pub content: PathBuf,
    pub issues: usize,
    /// Where the issue that arrives is published: the begin of its articles' addresses.
    pub address: String,
    arriving: File,
    corrected: File,
    template: File,
}

/// A file that is not there before its change.
struct File {
    path: PathBuf,
    text: String,
}

/// What may happen to an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Arrival,
    Correction,
    Template,
}

impl Archive {
    /// Writes the archive of `count` articles.
    pub fn new(content: PathBuf, count: usize) -> Result<Self, String> {
        let wrong = |e: std::io::Error| format!("{}: {e}", content.display());
        layout::settings(&content, &plan::PAPERS).map_err(wrong)?;
        // With a base address there are a feed and a sitemap.
        let settings = content.join("archive.yaml");
        let text = fs::read_to_string(&settings).map_err(wrong)? + "base: https://example.org/\n";
        fs::write(&settings, text).map_err(wrong)?;
        let press = Press::new(1);
        let (mut issues, mut corrected, mut last) = (0, None, None);
        press.print(count, |issue: &Issue, articles: &[Article]| {
            issues += 1;
            layout::save(&content, issue, articles).map_err(wrong)?;
            // The first paper with many issues: one from the midst of them gets the correction.
            if issue.number <= 25 && issue.paper.slug == plan::PAPERS[0].slug {
                corrected = correction(&content, issue, articles).or(corrected.take());
            }
            if issue.paper.slug == plan::PAPERS[1].slug {
                last = Some((issue.date, issue.number));
            }
            Ok::<(), String>(())
        })?;
        let last = last.ok_or_else(|| format!("{count} articles are too few for an issue of each paper"))?;
        let issue = next(last)?;
        let articles: Vec<Article> = (0..issue.articles).map(|n| article::write(&press, &issue, n)).collect();
        Ok(Self {
            issues,
            address: format!("a/{}/{}/", issue.paper.slug, issue.day()),
            arriving: File {
                path: content.join(layout::folder(issue.paper)).join(format!("{}.txt", issue.day())),
                text: layout::text(&issue, &articles),
            },
            corrected: corrected.ok_or("no title that could be corrected")?,
            template: File {
                path: content.join("themes/default/templates/article.html"),
                text: changed_template()?,
            },
            content,
        })
    }

    fn file(&self, event: Event) -> &File {
        match event {
            Event::Arrival => &self.arriving,
            Event::Correction => &self.corrected,
            Event::Template => &self.template,
        }
    }

    /// Lets it happen.
    pub fn happen(&self, event: Event) -> Result<(), String> {
        let File { path, text } = self.file(event);
        let wrong = |e: std::io::Error| format!("{}: {e}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(wrong)?;
        }
        fs::write(path, text).map_err(wrong)
    }

    /// Takes it back.
    pub fn take_back(&self, event: Event) -> Result<(), String> {
        let path = &self.file(event).path;
        fs::remove_file(path).map_err(|e| format!("{}: {e}", path.display()))?;
        if event == Event::Template { super::tree::gone(&self.content.join("themes")) } else { Ok(()) }
    }

    fn register(&self) -> PathBuf {
        self.content.join("addresses.tsv")
    }

    /// The addresses given so far.
    pub fn addresses(&self) -> Result<String, String> {
        fs::read_to_string(self.register()).map_err(|e| format!("{}: {e}", self.register().display()))
    }

    pub fn set_addresses(&self, text: &str) -> Result<(), String> {
        fs::write(self.register(), text).map_err(|e| format!("{}: {e}", self.register().display()))
    }
}

/// A sidecar that corrects a title of this issue: of an article whose title stands there once.
fn correction(content: &Path, issue: &Issue, articles: &[Article]) -> Option<File> {
    let text = layout::text(issue, articles);
    let title = articles
        .iter()
        .map(|a| &a.title)
        .find(|title| text.matches(title.as_str()).count() == 1 && !title.contains(['"', '\\']))?;
    Some(File {
        path: content.join(layout::folder(issue.paper)).join(format!("{}.yaml", issue.day())),
        text: format!("corrections:\n  - {{at: \"{title}\", set: {{title: {CORRECTED}}}}}\n"),
    })
}

/// The issue of the day after the last.
fn next((date, number): ((i32, u32, u32), u64)) -> Result<Issue, String> {
    let (year, month, day) = date;
    let next = NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|date| date.succ_opt())
        .ok_or_else(|| format!("{year}-{month}-{day}: no day"))?;
    Ok(Issue {
        paper: &plan::PAPERS[1],
        date: (next.year(), next.month(), next.day()),
        number: number + 1,
        articles: ARRIVING,
        seed: 20,
        old: false,
    })
}

fn changed_template() -> Result<String, String> {
    if !TEMPLATE.contains(BEFORE) {
        return Err(format!("themes/default/templates/article.html has no {BEFORE}"));
    }
    Ok(TEMPLATE.replacen(BEFORE, AFTER, 1))
}
