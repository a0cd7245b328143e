//! Inline Markdown of a block → safe HTML, or plain text.
//!
//! Steps: keep each line from starting a Markdown block (`1986. 年` is no list), join lines as Chinese is joined, set `**`
//! aside, let pulldown-cmark find the other inline marks, pair the `**` within each element, write. CommonMark's own
//! rule for `**` sees no closing mark in `**甲。**一是**乙。**`, and would make 一是 bold instead.

use super::escape;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Stands for an escaped `*` until the pairing is done; a noncharacter, which no page may hold anyway.
const STAR: char = '\u{FDD0}';

/// Stands for a `**` until the pairing is done.
const BOLD: char = '\u{FDD1}';

/// What an image in a source becomes: its words, marked as a picture that is not here.
const PICTURE: &str = "[图]";

enum Piece {
    /// Text as the source has it, not yet escaped.
    Text(String),
    Code(String),
    /// A mark that opens an element.
    Open(String),
    Close(&'static str),
    Break,
    /// A `**` that found its partner.
    Strong(bool),
}

/// Safe HTML of a block's inline Markdown. Source HTML is shown as text. Links are live for http, https and mailto only;
/// where another leads is shown behind its words, as in the split record.
pub fn html(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len() * 2);
    for piece in pair(pieces(markup)) {
        match piece {
            Piece::Text(text) => escape::push(&mut out, &text),
            Piece::Code(text) => {
                out.push_str("<code>");
                escape::push(&mut out, &text);
                out.push_str("</code>");
            }
            Piece::Open(tag) => out.push_str(&tag),
            Piece::Close(tag) => out.push_str(tag),
            Piece::Break => out.push_str("<br>"),
            Piece::Strong(true) => out.push_str("<strong>"),
            Piece::Strong(false) => out.push_str("</strong>"),
        }
    }
    out
}

/// The words of a block's inline Markdown, without its marks.
pub fn plain(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    for piece in pair(pieces(markup)) {
        match piece {
            Piece::Text(text) | Piece::Code(text) => out.push_str(&text),
            Piece::Break => out.push(' '),
            Piece::Open(_) | Piece::Close(_) | Piece::Strong(_) => {}
        }
    }
    out
}

/// Lines of one paragraph as one line: nothing between two Chinese characters, a space between two words.
pub fn join_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wide = |c: char| !c.is_ascii() && !c.is_ascii_punctuation() && c >= '\u{2000}';
        if let (Some(before), Some(after)) = (out.chars().next_back(), line.chars().next())
            && !wide(before)
            && !wide(after)
        {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// The markup as one paragraph that no line start can turn into something else.
fn as_paragraph(markup: &str) -> String {
    let guarded: Vec<String> = markup.lines().map(|line| guard(line.trim())).collect();
    let joined = join_lines(&guarded.join("\n")).replace("\\*", &STAR.to_string());
    let mut out = String::with_capacity(joined.len());
    let (mut rest, mut opens) = (joined.as_str(), true);
    while let Some(start) = rest.find("**") {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let run = rest.len() - rest.trim_start_matches('*').len();
        // `***` is both: the single star stays inside the double.
        let single = if run % 2 == 1 { "*" } else { "" };
        out.push_str(if opens { "" } else { single });
        for _ in 0..run / 2 {
            out.push(BOLD);
            opens = !opens;
        }
        out.push_str(if out.ends_with(BOLD) && !opens { single } else { "" });
        rest = &rest[run..];
    }
    out.push_str(rest);
    out
}

/// Text that is no place for marks, as the source has it.
fn restored(text: &str) -> String {
    text.replace(STAR, "\\*").replace(BOLD, "**")
}

/// Escapes what would start a heading, list, quote, rule, fence, HTML block or link definition.
fn guard(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let Some(first) = line.chars().next() else { return String::new() };
    let rest = &line[first.len_utf8()..];
    let alone = rest.is_empty() || rest.starts_with([' ', '\t']);
    let rule = line.chars().all(|c| c == first || c == ' ');
    let starts = match first {
        '#' => {
            rest.trim_start_matches('#').is_empty() || rest.trim_start_matches('#').starts_with([' ', '\t'])
        }
        '-' | '+' | '*' => alone || rule,
        '_' | '=' => rule,
        '>' | '<' => true,
        '`' | '~' => line.starts_with("```") || line.starts_with("~~~"),
        '[' => line.contains("]:"),
        _ => false,
    };
    if starts { format!("\\{line}") } else { line.to_owned() }
}

/// The scheme is one that a reader's browser only follows when asked, and never runs.
fn harmless(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !lower.chars().any(|c| c.is_control() || c.is_whitespace())
}

fn anchor(address: &str, title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::html(title)) };
    let href = escape::html(address.trim());
    format!("<a href=\"{href}\"{title} rel=\"external nofollow noopener noreferrer\">")
}

/// Where a link leads that is not to be followed: nothing of a source is lost.
fn shown(address: &str, title: &str) -> String {
    match (address, title) {
        ("", "") => String::new(),
        (address, "") => format!("({address})"),
        (address, title) => format!("({address} \"{title}\")"),
    }
}

fn pieces(markup: &str) -> Vec<Piece> {
    let paragraph = as_paragraph(markup);
    let mut out: Vec<Piece> = Vec::new();
    // For each link or picture that is open: what is shown behind its words, where it is not to be followed.
    let mut links: Vec<Option<String>> = Vec::new();
    for event in Parser::new_ext(&paragraph, Options::empty()) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => match out.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&text),
                _ => out.push(Piece::Text(text.into_string())),
            },
            Event::Code(text) => out.push(Piece::Code(restored(&text))),
            Event::SoftBreak => out.push(Piece::Text(" ".into())),
            Event::HardBreak => out.push(Piece::Break),
            Event::Start(Tag::Strong) => out.push(Piece::Open("<strong>".into())),
            Event::End(TagEnd::Strong) => out.push(Piece::Close("</strong>")),
            Event::Start(Tag::Emphasis) => out.push(Piece::Open("<em>".into())),
            Event::End(TagEnd::Emphasis) => out.push(Piece::Close("</em>")),
            Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
                // HTML knows no link within a link.
                let (address, title) = (restored(&dest_url), restored(&title));
                let live = harmless(&address) && !links.contains(&None);
                links.push((!live).then(|| shown(&address, &title)));
                if live {
                    out.push(Piece::Open(anchor(&address, &title)));
                }
            }
            Event::End(end @ (TagEnd::Link | TagEnd::Image)) => {
                if end == TagEnd::Image {
                    out.push(Piece::Text(PICTURE.into()));
                }
                out.push(links.pop().flatten().map_or(Piece::Close("</a>"), Piece::Text));
            }
            _ => {}
        }
    }
    out
}

/// Pairs the `**` within each element.
fn pair(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    // The opening mark still without a partner, for each element that is open: its place in `out`.
    let mut open: Vec<Option<usize>> = vec![None];
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let parts: Vec<&str> = text.split(BOLD).collect();
                for (i, part) in parts.iter().enumerate() {
                    if i > 0 {
                        mark(&mut out, &mut open, part.starts_with(char::is_whitespace));
                    }
                    if !part.is_empty() {
                        out.push(Piece::Text(part.replace(STAR, "*")));
                    }
                }
            }
            Piece::Open(tag) => {
                open.push(None);
                out.push(Piece::Open(tag));
            }
            Piece::Close(tag) => {
                open.pop();
                out.push(Piece::Close(tag));
            }
            other => out.push(other),
        }
    }
    out
}

/// One `**`: closes the one that is open in the same element, or opens.
fn mark(out: &mut Vec<Piece>, open: &mut [Option<usize>], space_after: bool) {
    let Some(waiting) = open.last_mut() else { return out.push(Piece::Text("**".into())) };
    match *waiting {
        Some(at) if out.len() > at + 1 => {
            out[at] = Piece::Strong(true);
            out.push(Piece::Strong(false));
            *waiting = None;
        }
        _ => {
            if waiting.is_none() && !space_after {
                *waiting = Some(out.len());
            }
            out.push(Piece::Text("**".into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_beside_chinese_punctuation() {
        assert_eq!(
            html("**抓重点。**一是**强“链”,**二是"),
            "<strong>抓重点。</strong>一是<strong>强“链”,</strong>二是"
        );
        assert_eq!(html("**普通**文字"), "<strong>普通</strong>文字");
        assert_eq!(html("只有一个**的"), "只有一个**的");
        assert_eq!(html("\\*\\*不是\\*\\*"), "**不是**");
        assert_eq!(html("***甲***乙"), "<strong><em>甲</em></strong>乙");
        assert_eq!(html("甲****乙"), "甲****乙");
        assert_eq!(html("`a**b` 2 ** 3"), "<code>a**b</code> 2 ** 3");
    }

    #[test]
    fn marks_never_cross_elements() {
        let out = html("**甲 [乙。**丙](http://x.cn/) 丁。**戊");
        let opens = out.matches("<strong>").count();
        assert_eq!(opens, out.matches("</strong>").count());
        let inner = &out[out.find("<a ").unwrap_or(0)..out.find("</a>").unwrap_or(0)];
        assert_eq!(inner.matches("<strong>").count(), inner.matches("</strong>").count());
    }

    #[test]
    fn source_html_is_text() {
        assert_eq!(html("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(html("甲<b onclick=x>乙"), "甲&lt;b onclick=x&gt;乙");
        assert_eq!(html("甲<!-- 乙 -->"), "甲&lt;!-- 乙 --&gt;");
    }

    #[test]
    fn links_of_other_schemes_are_text() {
        assert_eq!(html("[甲](javascript:alert(1))"), "甲(javascript:alert(1))");
        assert_eq!(html("[甲](JaVaScRiPt:x)"), "甲(JaVaScRiPt:x)");
        assert_eq!(html("[甲](data:text/html,<b>)"), "甲(data:text/html,&lt;b&gt;)");
        assert_eq!(html("[甲](a.html '题')"), "甲(a.html &quot;题&quot;)");
        assert_eq!(html("[甲](//x.cn)"), "甲(//x.cn)");
        assert_eq!(html("[甲]()"), "甲");
        assert!(
            html("[甲](https://x.cn/?a=1&b=\"2\")")
                .starts_with("<a href=\"https://x.cn/?a=1&amp;b=&quot;2&quot;\"")
        );
        assert_eq!(html("![照片](1.jpg)"), "照片[图](1.jpg)");
        assert!(
            html("![照片](http://x.cn/1.jpg \"题\")")
                .starts_with("<a href=\"http://x.cn/1.jpg\" title=\"题\"")
        );
        assert_eq!(html("[![照片](b)](http://x.cn)").matches("<a ").count(), 1);
        assert_eq!(html("[![照片](http://x.cn/1.jpg)](b)").matches("<a ").count(), 1);
        assert_eq!(html("http://x.cn"), "http://x.cn");
    }

    #[test]
    fn no_line_starts_a_block() {
        for line in [
            "1986. 年",
            "1986) 年",
            "# 题",
            "- 项",
            "> 引",
            "    缩进",
            "---",
            "===",
            "```",
            "[甲]: http://x.cn",
            "+ 项",
            "* * *",
        ] {
            let words: String = line.split_whitespace().collect();
            assert_eq!(plain(line).split_whitespace().collect::<String>(), words, "{line}");
        }
        assert_eq!(html("第一行\n第二行"), "第一行第二行");
        assert_eq!(html("one\ntwo"), "one two");
        assert_eq!(html("第一行\n- 第二行\n===\n甲"), "第一行- 第二行===甲");
    }
}
