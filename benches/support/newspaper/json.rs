//! Articles as JSON Lines, for whoever indexes them. In: an issue and its articles. Out: a line each.

use super::{Article, Issue};
use std::io::{self, Write};

fn text(out: &mut Vec<u8>, name: &str, value: &str) {
    out.extend_from_slice(format!("\"{name}\":").as_bytes());
    string(out, value);
    out.push(b',');
}

fn string(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    for c in value.bytes() {
        match c {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', c]),
            0..0x20 => out.extend_from_slice(format!("\\u{c:04x}").as_bytes()),
            _ => out.push(c),
        }
    }
    out.push(b'"');
}

pub fn line(to: &mut impl Write, issue: &Issue, a: &Article) -> io::Result<()> {
    let mut out = Vec::with_capacity(4096);
    out.push(b'{');
    text(&mut out, "id", &a.id);
    text(&mut out, "publication", issue.paper.slug);
    text(&mut out, "issue", &issue.day());
    text(&mut out, "date", &issue.day());
    out.extend_from_slice(format!("\"page\":{},", a.page).as_bytes());
    text(&mut out, "title", &a.title);
    text(&mut out, "kicker", &a.kicker);
    text(&mut out, "subtitle", &a.subtitle);
    text(&mut out, "byline", &a.byline);
    out.extend_from_slice(b"\"blocks\":[");
    for (k, block) in a.blocks.iter().enumerate() {
        if k > 0 {
            out.push(b',');
        }
        string(&mut out, block);
    }
    out.extend_from_slice(b"]}\n");
    to.write_all(&out)
}
