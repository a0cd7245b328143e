//! The articles that are searched, folded, unit by unit. In: JSON Lines of the generator, or a site that Dibao built. Out: each
//! article's key and its units: title, kicker, subtitle, byline, each block. No match runs over from one to the next.

use super::fold::fold;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// One article: its address key and its folded units, a line end between two (folded text has none of its own).
pub struct Units {
    pub id: String,
    pub folded: String,
}

impl Units {
    fn of<'a>(id: &str, units: impl Iterator<Item = &'a str>) -> Units {
        let folded: Vec<String> = units.map(fold).filter(|unit| !unit.is_empty()).collect();
        Units { id: id.to_string(), folded: folded.join("\n") }
    }
}

/// A line of the generator's file.
pub fn parse(line: &str) -> Result<Value, String> {
    serde_json::from_str(line).map_err(|e| e.to_string())
}

/// Title, kicker, subtitle, byline and blocks of such a line, those that are not empty.
pub fn texts(article: &Value) -> Vec<&str> {
    let fields = ["title", "kicker", "subtitle", "byline"].iter().filter_map(|name| article[*name].as_str());
    let blocks = article["blocks"].as_array().into_iter().flatten().filter_map(Value::as_str);
    fields.chain(blocks).filter(|text| !text.is_empty()).collect()
}

pub fn from_json(file: &Path) -> Result<Vec<Units>, String> {
    let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
    let lines = BufReader::new(fs::File::open(file).map_err(|e| wrong(&e))?).lines();
    lines
        .map(|line| {
            let article = parse(&line.map_err(|e| wrong(&e))?).map_err(|e| wrong(&e))?;
            Ok(Units::of(article["id"].as_str().unwrap_or_default(), texts(&article).into_iter()))
        })
        .collect()
}

/// From the article pages of a built site, as a reader sees them.
pub fn from_site(site: &Path) -> Result<Vec<Units>, String> {
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(site.join("a")).sort_by_file_name() {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.path().extension().is_none_or(|e| e != "html") {
            continue;
        }
        let html =
            fs::read_to_string(entry.path()).map_err(|e| format!("{}: {e}", entry.path().display()))?;
        // Pages of articles that moved or went have no such element.
        let Some(id) = between(&html, "<article class=\"article\" data-article-id=\"", "\"") else {
            continue;
        };
        let (head, rest) = html.split_once("</header>\n<div class=\"text\">").unwrap_or((&html, ""));
        let head = head.rsplit_once("<header class=\"headline\">").map_or("", |(_, head)| head);
        let text = rest.split_once("<footer class=\"record\"").map_or(rest, |(text, _)| text);
        let mut units: Vec<String> =
            [("<p class=\"kicker\">", "</p>"), ("<h1>", "</h1>"), ("<p class=\"subtitle\">", "</p>")]
                .iter()
                .filter_map(|(open, close)| between(head, open, close).map(plain))
                .collect();
        units.extend(
            head.split("<p class=\"byline\">").skip(1).filter_map(|p| Some(plain(p.split_once("</p>")?.0))),
        );
        units.extend(blocks(text));
        out.push(Units::of(id, units.iter().map(String::as_str)));
    }
    Ok(out)
}

/// The blocks of an article page's text, in order.
pub fn blocks(text: &str) -> impl Iterator<Item = String> {
    // A block is what one element with `data-lines` holds. The next element's tag is open at the end, and goes with the tags.
    let inner = |block: &str| plain(block.split_once('>').map_or("", |(_, inner)| inner));
    text.split(" data-lines=\"").skip(1).map(inner)
}

/// What stands between two marks.
pub fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    Some(rest.split_once(close)?.0)
}

/// Without tags, with its entities read.
pub fn plain(html: &str) -> String {
    let (mut out, mut tag) = (String::new(), false);
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if !tag => out.push(c),
            _ => {}
        }
    }
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, c);
    }
    out
}
