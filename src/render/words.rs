//! The interface's words in a template: where one is asked for by its key and nothing else, it is the same on every page, and is put in when the
//! template is loaded.
//!
//! In: a template's source. Out: the same, with `{{ t(key="…") }}` as text and a component's `name={t(key="…")}` as a string; a word that
//! takes values, or that the language lacks, is still asked for when a page is made.

use super::escape;
use super::strings::Strings;

/// The template with its words.
pub(super) fn put_in(template: &str, strings: &Strings) -> String {
    // What stands in `raw` is shown, not asked for.
    if template.contains("endraw") {
        return template.to_owned();
    }
    let shown = replace(template, "{{ t(key=\"", "\") }}", |key| {
        let text = strings.get(key).map(|_| strings.fill(key, &[]))?;
        // Spaces at its ends are for tera to keep, and what looks like a tag is none.
        let plain = text.trim() == text && !text.contains(['{', '}']);
        plain.then(|| escape::html(&text))
    });
    replace(&shown, "={t(key=\"", "\")}", |key| {
        let text = strings.get(key).map(|_| strings.fill(key, &[]))?;
        let plain = !text.contains(['"', '\\', '{', '}', '\n']);
        plain.then(|| format!("={{\"{text}\"}}"))
    })
}

/// Replaces what stands between two marks, marks included, where there is something to put in its place.
fn replace(text: &str, open: &str, close: &str, with: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let inner = &rest[start + open.len()..];
        let key =
            inner.find('"').map(|end| &inner[..end]).filter(|key| inner[key.len()..].starts_with(close));
        let put = key.and_then(|key| Some((key.len() + close.len(), with(key)?)));
        out.push_str(&rest[..start]);
        rest = match put {
            Some((length, put)) => {
                out.push_str(&put);
                &inner[length..]
            }
            None => {
                out.push_str(open);
                inner
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_take_nothing_are_text() {
        let strings = Strings::parse("a: 甲<乙>\nb: '第{n}期'\nc: ', '\nd: '说\"是\"'").unwrap_or_default();
        for (template, made) in [
            ("<p>{{ t(key=\"a\") }}</p>{{ x }}", "<p>甲&lt;乙&gt;</p>{{ x }}"),
            ("{{ <x a={t(key=\"a\")} b={t(key=\"c\")} /> }}", "{{ <x a={\"甲<乙>\"} b={\", \"} /> }}"),
            ("{{ t(key=\"a\", n=1) }}", "{{ t(key=\"a\", n=1) }}"),
            ("{{ t(key=\"b\") }}", "{{ t(key=\"b\") }}"),
            ("{{ t(key=\"c\") }}", "{{ t(key=\"c\") }}"),
            ("{{ <x a={t(key=\"d\")} /> }}", "{{ <x a={t(key=\"d\")} /> }}"),
            ("{{ t(key=\"none\") }}", "{{ t(key=\"none\") }}"),
            ("{% raw %}{{ t(key=\"a\") }}{% endraw %}", "{% raw %}{{ t(key=\"a\") }}{% endraw %}"),
        ] {
            assert_eq!(put_in(template, &strings), made);
        }
    }
}
