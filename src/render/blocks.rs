//! An article's blocks as its page shows them: safe HTML, with what belongs together set together.

use super::escape::{self, Html};
use super::markdown;
use crate::split::{Article, Block, BlockRole, LineRange};
use crate::text::letters;
use serde::Serialize;

/// One piece of the text on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Shown {
    /// Which mark-up the template gives it: `heading`, `body`, `verse`, `list`, `table`, `text`, `caption`, `credit`,
    /// `byline`, `jump`, `note`, `headline`.
    pub kind: &'static str,
    /// Safe HTML: the paragraph, or a table's lines.
    pub html: Html,
    /// A dateline that runs into the paragraph, or the credit of a caption: safe HTML.
    pub aside: Option<Html>,
    /// Safe HTML of the lines of a verse or a list, and of a table's cells.
    pub rows: Vec<Vec<Html>>,
    /// Whether the first row of a table is its heading.
    pub headed: bool,
    /// `128-130 140`; lines of another file than the first have its number before them: `2:5-9`.
    pub lines: String,
}

/// The bylines that stand before the text, and everything that the headline group does not already show.
pub(super) fn show(article: &Article) -> (Vec<Html>, Vec<Shown>) {
    let headline = [Some(&article.title), article.kicker.as_ref(), article.subtitle.as_ref()];
    let headline: Vec<String> = headline.into_iter().flatten().map(|t| letters(t)).collect();
    let mut bylines = Vec::new();
    let mut out: Vec<Shown> = Vec::new();
    let mut dateline: Option<&Block> = None;
    for block in &article.blocks {
        if let Some(waiting) = dateline.take() {
            if block.role == BlockRole::Body {
                let mut shown = plain("body", block);
                shown.aside = Some(inline(waiting));
                out.push(shown);
                continue;
            }
            out.push(plain("byline", waiting));
        }
        match block.role {
            // What a correction or the splitter made the title of is at the top of the page already.
            BlockRole::Kicker | BlockRole::Title | BlockRole::Subtitle => {
                let own = letters(&block.text);
                if !headline.iter().any(|h| h.contains(&own)) {
                    out.push(plain("headline", block));
                }
            }
            BlockRole::Byline if out.is_empty() => bylines.push(inline(block)),
            BlockRole::Byline => out.push(plain("byline", block)),
            BlockRole::Dateline => dateline = Some(block),
            BlockRole::Heading => out.push(plain("heading", block)),
            BlockRole::Body => out.push(plain("body", block)),
            BlockRole::Verse => out.push(Shown { rows: rows(block), ..plain("verse", block) }),
            BlockRole::List => out.push(list(block)),
            BlockRole::Table => out.push(table(block)),
            BlockRole::Caption => out.push(plain("caption", block)),
            BlockRole::Credit => match out.last_mut() {
                Some(last) if last.kind == "caption" && last.aside.is_none() => {
                    last.aside = Some(inline(block))
                }
                _ => out.push(plain("credit", block)),
            },
            BlockRole::Jump => out.push(plain("jump", block)),
            BlockRole::Note => out.push(plain("note", block)),
        }
    }
    if let Some(waiting) = dateline {
        out.push(plain("byline", waiting));
    }
    (bylines, out)
}

/// The block as one line of safe HTML.
fn inline(block: &Block) -> Html {
    Html(match &block.markup {
        Some(markup) => markdown::html(markup),
        None => escape::html(&markdown::join_lines(&block.text)),
    })
}

fn plain(kind: &'static str, block: &Block) -> Shown {
    let html = inline(block);
    Shown { kind, html, aside: None, rows: Vec::new(), headed: false, lines: lines(&block.lines) }
}

fn lines(ranges: &[LineRange]) -> String {
    let first = ranges.first().map_or(0, |r| r.file);
    let one = |r: &LineRange| {
        let file = if r.file == first { String::new() } else { format!("{}:", r.file + 1) };
        if r.first == r.last { format!("{file}{}", r.first) } else { format!("{file}{}-{}", r.first, r.last) }
    };
    ranges.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Lines that keep their breaks, each as safe HTML.
fn rows(block: &Block) -> Vec<Vec<Html>> {
    let source = block.markup.as_deref().unwrap_or(&block.text);
    let html = |line: &str| match block.markup {
        Some(_) => markdown::html(line),
        None => escape::html(line.trim()),
    };
    let one = |line: &str| vec![Html(html(line))];
    source.lines().filter(|line| !line.trim().is_empty()).map(one).collect()
}

/// A list's items, numbers as printed; Markdown's bullets become a printed one.
fn list(block: &Block) -> Shown {
    let strip = |line: &str| {
        let line = line.trim();
        let bullet = ["- ", "* ", "+ "].iter().find_map(|b| line.strip_prefix(b));
        bullet.map_or_else(|| line.to_owned(), |rest| format!("• {}", rest.trim_start()))
    };
    let source = block.markup.as_deref().unwrap_or(&block.text);
    let text: Vec<String> = source.lines().map(strip).collect();
    let text = text.join("\n");
    let bare = Block { text: text.clone(), markup: block.markup.as_ref().map(|_| text), ..block.clone() };
    Shown { rows: rows(&bare), ..plain("list", &bare) }
}

/// A pipe table or one set with tabs becomes a table; any other keeps its lines as they are.
fn table(block: &Block) -> Shown {
    let source = block.markup.as_deref().unwrap_or(&block.text);
    let text: Vec<&str> = source.lines().filter(|l| !l.trim().is_empty()).collect();
    let mut shown = plain("table", block);
    let piped = text.len() > 1 && text.iter().all(|l| l.trim().matches('|').count() > 1);
    let tabbed = text.len() > 1 && text.iter().all(|l| l.trim_end().contains('\t'));
    if !piped && !tabbed {
        let lines: Vec<String> = text.iter().map(|l| escape::html(l.trim_end())).collect();
        return Shown { kind: "text", html: Html(lines.join("\n")), ..shown };
    }
    for (n, line) in text.iter().enumerate() {
        let cells = line.trim().trim_matches('|').split(if piped { '|' } else { '\t' });
        let cells: Vec<&str> = cells.map(str::trim).collect();
        let rule = cells.iter().all(|c| !c.is_empty() && c.chars().all(|c| matches!(c, '-' | ':')));
        if piped && rule {
            shown.headed |= n == 1;
        } else {
            shown.rows.push(cells.into_iter().map(|cell| Html(markdown::html(cell))).collect());
        }
    }
    let widest = shown.rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut shown.rows {
        row.resize(widest, Html::default());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(role: BlockRole, text: &str) -> Block {
        let lines = vec![LineRange { file: 0, first: 1, last: 2 }, LineRange { file: 1, first: 9, last: 9 }];
        Block { role, lines, text: text.into(), markup: None }
    }

    #[test]
    fn nothing_that_the_headline_does_not_show_is_dropped() {
        let article = Article {
            title: "校订后的题".into(),
            subtitle: Some("——副题".into()),
            blocks: vec![
                block(BlockRole::Title, "印出来的题"),
                block(BlockRole::Subtitle, "副题"),
                block(BlockRole::Byline, "本报记者 甲"),
                block(BlockRole::Dateline, "本报讯"),
                block(BlockRole::Body, "正文"),
                block(BlockRole::Caption, "图"),
                block(BlockRole::Credit, "乙 摄"),
                block(BlockRole::Byline, "(丙)"),
                block(BlockRole::Dateline, "新华社电"),
            ],
            ..Article::default()
        };
        let (bylines, shown) = show(&article);
        let kinds: Vec<&str> = shown.iter().map(|s| s.kind).collect();
        // The printed title differs from the page's: it is shown, so the byline after it is no longer the first thing.
        assert_eq!(kinds, ["headline", "byline", "body", "caption", "byline", "byline"]);
        assert!(bylines.is_empty());
        assert_eq!(shown[2].aside.as_deref(), Some("本报讯"));
        assert_eq!(shown[3].aside.as_deref(), Some("乙 摄"));
        assert_eq!(shown[2].lines, "1-2 2:9");
    }

    #[test]
    fn tables_and_lists() {
        let shown = table(&block(BlockRole::Table, "| 县 | 产量 |\n|---|:-:|\n| 阳城 | 1 |\n| 沁水 |"));
        assert!(shown.headed && shown.rows.len() == 3 && shown.rows.iter().all(|r| r.len() == 2));
        let shown = table(&block(BlockRole::Table, "县    产量\n阳城  <1>"));
        assert_eq!((shown.kind, &*shown.html), ("text", "县    产量\n阳城  &lt;1&gt;"));
        let shown = list(&block(BlockRole::List, "- 甲\n2. 乙"));
        assert_eq!(shown.rows, [["• 甲"], ["2. 乙"]].map(|row| row.map(|line| Html(line.into())).to_vec()));
    }
}
