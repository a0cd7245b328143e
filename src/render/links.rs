//! Links between pages: always relative, always naming a file, so that they work from `file://` and any sub-path.

use std::borrow::Cow;

/// The link from one page to another, both paths below the site's root: `a/x/y.html`, `index.html` → `../../index.html`.
pub fn rel(from: &str, to: &str) -> String {
    let both = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b);
    let shared = both.enumerate().filter(|(_, (byte, _))| *byte == b'/').last().map_or(0, |(at, _)| at + 1);
    let up = from[shared..].matches('/').count();
    let mut out = String::with_capacity(3 * up + to.len() - shared);
    out.extend(std::iter::repeat_n("../", up));
    out.push_str(&to[shared..]);
    out
}

/// The way from a page to the site's root: empty, `../`, `../../`.
pub fn root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// A path as a link may hold it: what is not plain ASCII is percent-encoded.
pub fn encode(path: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_' | b'~');
    if path.bytes().all(plain) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() * 3);
    for byte in path.bytes() {
        if plain(byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(out)
}

/// Names of pages beside those of the ids: the directory, and the lists of what has no id.
const TAKEN: [&str; 3] = ["index", "none", "unplaced"];

/// A file name for an id. Ids of the built-in tables are their own name; one that a file name can't hold gets a digest.
pub fn segment(id: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !id.is_empty() && !TAKEN.contains(&id) && id.bytes().all(plain) { id.to_owned() } else { digest(id) }
}

/// Ten hexadecimal digits that stand for a text.
fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..10].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_files() {
        assert_eq!(rel("index.html", "about.html"), "about.html");
        assert_eq!(rel("index.html", "a/x/1.html"), "a/x/1.html");
        assert_eq!(rel("a/jc/2022-05/k.html", "index.html"), "../../../index.html");
        assert_eq!(rel("a/jc/2022-05/k.html", "a/jc/2022-05/m.html"), "m.html");
        assert_eq!(rel("a/jc/2022-05/k.html", "issues/jc/2022-05.html"), "../../../issues/jc/2022-05.html");
        assert_eq!(rel("issues/jc/index.html", "issues/index.html"), "../index.html");
        assert_eq!(rel("regions/140500.html", "regions/140500/2022.html"), "140500/2022.html");
    }

    #[test]
    fn file_names_hold_nothing_surprising() {
        assert_eq!(segment("140500"), "140500");
        assert!(TAKEN.iter().all(|id| segment(id).len() == 10));
        assert_eq!(segment("../x").len(), 10);
        assert_eq!(encode("期/a b.html"), "%E6%9C%9F/a%20b.html");
    }
}
