//! The contents page: its titles, authors, columns and page numbers.
//!
//! In: lines from the heading 目录 on. Out: [`Entry`]s, and where the contents end. Later stages match the entries to
//! headlines (fuzzily: the contents page has OCR slips of its own).

use super::classify::Class;
use super::line::Line;
use super::pattern::Pattern;
use crate::text::names::{close_up, is_body, is_person};
use crate::text::{self, is_han, squeeze};
use std::collections::BTreeSet;

/// One line of the contents: an article that the issue announces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    pub title: String,
    pub authors: Vec<String>,
    pub column: Option<String>,
    pub page: Option<String>,
    /// Index of its first line among the issue's lines.
    pub line: usize,
}

static PAGE_FIRST: Pattern =
    Pattern::folded(r"^[\[(/]?\s*(?:P\.?|第)?\s*([A-Z]?\d{1,3})\s*(?:[页版\])])?[\s、.:/·…—|-]+(\S.*)$");
static PAGE_LAST: Pattern = Pattern::folded(
    r"^(\S.*?)(?:\s*[.…·。—_-]{2,}\s*|\s*[(\[/]\s*|\s+)(?:P\.?)?(\d{1,3})\s*(?:页|版)?[)\]]?$",
);

/// Reads the contents whose heading is line `head`. The second value is the index after their last line; no entries
/// means that this was no contents page.
pub fn read(lines: &[Line], class: &[Class], head: usize) -> (Vec<Entry>, usize) {
    let mut reader = Reader { entries: Vec::new(), titles: BTreeSet::new(), column: None, open: None };
    let mut end = head + 1;
    for i in head + 1..lines.len() {
        let line = &lines[i];
        let text = &*line.fold;
        if reader.repeats(line) {
            break;
        }
        if let Some(entry) = table_row(line, i) {
            reader.flush();
            reader.entries.push(entry);
        } else if class[i] == Class::Table {
            // The table's head and its rule.
        } else if let Some(m) = PAGE_FIRST.captures(text).filter(|_| line.len <= 60) {
            reader.flush();
            reader.open = Some((Some(m[1].to_string()), m[2].to_string(), i));
        } else if let Some(m) = PAGE_LAST.captures(text).filter(|_| line.len <= 60 && line.level <= 3) {
            let page = m[2].to_string();
            let (words, first) = match reader.open.take() {
                Some((None, begun, first)) => (format!("{begun} {}", &m[1]), first),
                other => {
                    reader.open = other;
                    (m[1].to_string(), i)
                }
            };
            reader.flush();
            reader.open = Some((Some(page), words, first));
            reader.flush();
        } else if is_label(line)
            && !lines[i - 1].hard_break
            && !reader.wants_author(line)
            && announces(lines, i)
        {
            reader.flush();
            reader.column = Some(squeeze(&line.text));
        } else if reader.goes_on(lines, i) && class[i] != Class::Body {
            reader.go_on(text);
        } else {
            break;
        }
        end = i + 1;
    }
    reader.flush();
    if reader.entries.len() < 2 {
        return (Vec::new(), head + 1);
    }
    (reader.entries, end)
}

/// A row of a contents table: column, title, page.
fn table_row(line: &Line, at: usize) -> Option<Entry> {
    let cells: Vec<&str> =
        line.fold.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    let (page, rest) = cells.split_last()?;
    let page = page.trim_matches(['(', ')', 'P', '.', ' ']);
    let paged = !page.is_empty() && page.len() <= 3 && page.chars().all(|c| c.is_ascii_digit());
    let (title, before) = rest.split_last().filter(|_| paged)?;
    let (title, authors) = title_and_authors(title);
    let column = before.first().map(|c| squeeze(c)).filter(|c| !c.is_empty());
    Some(Entry { title, authors, column, page: Some(page.to_string()), line: at })
}

/// Longest entry (bytes): what goes on beyond it is no contents page, and reading stays linear.
const LONGEST: usize = 2000;

struct Reader {
    entries: Vec<Entry>,
    /// Letters of the entries' titles.
    titles: BTreeSet<String>,
    column: Option<String>,
    /// Page, words so far, first line.
    open: Option<(Option<String>, String, usize)>,
}

impl Reader {
    fn flush(&mut self) {
        if let Some((page, words, line)) = self.open.take() {
            let (title, authors) = title_and_authors(&words);
            self.titles.insert(text::letters(&title));
            self.entries.push(Entry { title, authors, column: self.column.clone(), page, line });
        }
    }

    /// A short name below an entry without an author is its author's.
    fn wants_author(&self, line: &Line) -> bool {
        let signed = |words: &str| !title_and_authors(words).1.is_empty();
        is_person(&squeeze(&line.fold)) && self.open.as_ref().is_some_and(|(_, words, _)| !signed(words))
    }

    /// The title of an entry stands again: the first article has begun.
    fn repeats(&self, line: &Line) -> bool {
        let title = line.letters();
        title.chars().count() >= 4 && self.titles.contains(&title)
    }

    fn go_on(&mut self, text: &str) {
        if let Some((_, words, _)) = &mut self.open {
            words.push(' ');
            words.push_str(text);
        }
    }

    /// An open entry takes the next line when a hard break or the lack of a blank line binds them.
    fn goes_on(&self, lines: &[Line], i: usize) -> bool {
        self.open.as_ref().is_some_and(|(_, words, _)| words.len() < LONGEST)
            && lines[i].level == 0
            && (lines[i - 1].hard_break || lines[i].gap == 0)
    }
}

/// A column's name: short, Chinese only.
fn is_label(line: &Line) -> bool {
    let text = squeeze(&line.fold);
    let text = text.trim_matches(['【', '】', '[', ']', '■', '●', '·', '◆', '□', '★', '|', '/']);
    (2..=8).contains(&text.chars().count()) && text.chars().all(|c| is_han(c) || c == '·')
}

/// The line after a label is an entry or its beginning.
fn announces(lines: &[Line], i: usize) -> bool {
    lines.iter().skip(i + 1).take(3).any(|l| PAGE_FIRST.is_match(&l.fold) || PAGE_LAST.is_match(&l.fold))
}

/// `全面修渠 全力引水 周 宁` → title and authors: the names stand last.
fn title_and_authors(words: &str) -> (String, Vec<String>) {
    // No entry is longer; what pretends to be is left as it is.
    if words.len() > LONGEST {
        return (words.to_string(), Vec::new());
    }
    let cleaned = words.replace(['…', '\u{2026}'], " ").replace("..", " ");
    let tokens: Vec<&str> =
        cleaned.split(|c: char| c.is_whitespace() || "/◎□●".contains(c)).filter(|t| !t.is_empty()).collect();
    // Longest run of tokens at the end that close up to names: four names of at most three tokens each.
    let is_word = |t: &&&str| t.contains(|c: char| !"、,，;；".contains(c));
    let reach = tokens.iter().rev().scan(0, |words, t| {
        *words += usize::from(is_word(&t));
        (*words <= 12).then_some(())
    });
    for from in tokens.len().saturating_sub(reach.count()).max(1)..tokens.len() {
        let names = close_up(&tokens[from..].join(" "));
        if names.len() <= 4 && names.iter().all(|n| is_person(n) || is_body(n)) && from >= 1 {
            return (tokens[..from].join(" "), names);
        }
    }
    (tokens.join(" "), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_last() {
        let of = |w: &str| title_and_authors(w);
        assert_eq!(of("全面修渠 全力引水 周 宁"), ("全面修渠 全力引水".into(), vec!["周宁".into()]));
        assert_eq!(
            of("山乡办学的思考 中共澄江县委农办"),
            ("山乡办学的思考".into(), vec!["中共澄江县委农办".into()])
        );
        assert_eq!(of("卷首语"), ("卷首语".into(), vec![]));
    }
}
