//! Links and pictures in inline Markdown: which of their characters are words, and which are where they lead.
//!
//! In: a line. Out: its stretches in order. Linear in the line, whatever brackets stand in it.

use std::ops::Range;

/// What a stretch of a line is. The brackets around words belong to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Words,
    /// Where a link leads or a picture lies, with its round brackets: `(http://a.b/c)`.
    Target,
    /// An address between angle brackets, which are left out: it is its own words.
    Address,
}

/// A stretch of a line, in bytes.
pub type Stretch = (Kind, Range<usize>);

/// Brackets within an address are paired up to this depth, as in CommonMark; it also keeps the search linear.
const DEEPEST: usize = 32;

/// Whether a line can have any link: most have none.
pub fn may_have(text: &str) -> bool {
    super::has_one_of(text, b"[<")
        && (text.contains("](") || text.contains("<http") || text.contains("<mailto:"))
}

/// The stretches of a line; a line without links is one stretch of words.
pub fn stretches(text: &str) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    // Up to where words are written, and where the search goes on.
    let (mut done, mut at) = (0, 0);
    while let Some(open) = text[at..].find(['[', '<']).map(|k| at + k) {
        let found = if text[open..].starts_with('[') { link(text, open) } else { address(text, open) };
        match found {
            Ok((inside, end)) => {
                let picture = text[done..open].ends_with('!') && text[open..].starts_with('[');
                out.push((Kind::Words, done..open - usize::from(picture)));
                out.extend(inside);
                (done, at) = (end, end);
            }
            Err(next) => at = next,
        }
    }
    out.push((Kind::Words, done..text.len()));
    out.retain(|(_, range)| !range.is_empty());
    out
}

/// Its inside and its end; where it is none, where to look further: what stands before cannot be a link either.
type Found = Result<(Vec<Stretch>, usize), usize>;

/// `[words](target)`, at a bracket.
fn link(text: &str, open: usize) -> Found {
    let Some(close) = text[open..].find(']').map(|k| open + k) else {
        // No link below; an address may still stand there.
        return Err(text[open..].find('<').map_or(text.len(), |k| open + k));
    };
    // `<` before the bracket that closes no link is looked at in its turn.
    let further = text[open + 1..close].find('<').map_or(close + 1, |k| open + 1 + k);
    match target(text, close + 1) {
        Some(end) => {
            let inside = if end > close + 3 { close + 1..end } else { end..end };
            Ok((vec![(Kind::Words, open + 1..close), (Kind::Target, inside)], end))
        }
        None => Err(further),
    }
}

/// The end of `(target)` or `(target "title")`; brackets in the target are paired.
fn target(text: &str, open: usize) -> Option<usize> {
    let rest = text[open..].strip_prefix('(')?;
    let mut depth = 0;
    for (k, c) in rest.char_indices() {
        match c {
            '(' if depth == DEEPEST => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(open + 1 + k + 1),
            ')' => depth -= 1,
            c if c.is_whitespace() => return title(rest, k).map(|end| open + 1 + end),
            _ => {}
        }
    }
    None
}

/// The end of ` "title")`.
fn title(rest: &str, at: usize) -> Option<usize> {
    let quoted = rest[at..].trim_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let from = rest.len() - quoted.len() + 1;
    // A quotation mark that closes nothing may stand far away, again and again: a title is short.
    let near = rest[from..].char_indices().take(200).find(|(_, c)| *c == quote)?;
    let behind = from + near.0 + 1;
    rest[behind..].starts_with(')').then_some(behind + 1)
}

/// `<http://…>`, at its bracket.
fn address(text: &str, open: usize) -> Found {
    let inside = &text[open + 1..];
    let scheme =
        ["http://", "https://", "http:", "https:", "mailto:"].iter().find(|s| inside.starts_with(**s));
    let Some(scheme) = scheme else { return Err(open + 1) };
    let end = inside.find(|c: char| c == '>' || c.is_whitespace());
    match end.map(|end| (end, inside[end..].starts_with('>'))) {
        Some((end, true)) if end > scheme.len() => {
            Ok((vec![(Kind::Address, open + 1..open + 1 + end)], open + end + 2))
        }
        // No address can end before that; a link may still begin there.
        other => {
            let stop = other.map_or(text.len(), |(end, _)| open + 1 + end);
            Err(text[open + 1..stop].find('[').map_or(stop, |k| open + 1 + k))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Kind, &str)> {
        stretches(text).into_iter().map(|(kind, range)| (kind, &text[range])).collect()
    }

    #[test]
    fn words_and_where_they_lead() {
        use Kind::*;
        for (text, of) in [
            ("见市志", vec![(Words, "见市志")]),
            (
                "见[市志](http://a.b/c)与<http://d.e>。",
                vec![
                    (Words, "见"),
                    (Words, "市志"),
                    (Target, "(http://a.b/c)"),
                    (Words, "与"),
                    (Address, "http://d.e"),
                    (Words, "。"),
                ],
            ),
            ("[t](a(b))甲", vec![(Words, "t"), (Target, "(a(b))"), (Words, "甲")]),
            ("甲![图](a.png)", vec![(Words, "甲"), (Words, "图"), (Target, "(a.png)")]),
            ("[t](a \"题\")", vec![(Words, "t"), (Target, "(a \"题\")")]),
            ("[t]()", vec![(Words, "t")]),
            ("[t](a b)", vec![(Words, "[t](a b)")]),
            ("[t] (a)", vec![(Words, "[t] (a)")]),
            ("[t](a(b)", vec![(Words, "[t](a(b)")]),
            ("[[a](b)", vec![(Words, "[a"), (Target, "(b)")]),
            ("[<http://d.e>", vec![(Words, "["), (Address, "http://d.e")]),
            ("<b>甲</b>", vec![(Words, "<b>甲</b>")]),
        ] {
            assert_eq!(read(text), of, "{text}");
        }
    }

    #[test]
    fn it_is_linear() {
        for unit in ["[", "[a](", "<http:", "[a](b[a](c)", "[]", "](", "[a](b \"", "<http:[", "[<http:"] {
            stretches(&unit.repeat(200_000 / unit.len()));
        }
    }
}
