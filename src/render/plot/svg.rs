//! Writing SVG as it stands in HTML: elements with an end tag each, attributes in the order given, texts escaped.

use super::{Drawing, Names};
use crate::render::escape::{self, Html};
use crate::render::strings::push_number;

/// Writes elements one after the other.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Begins a drawing of so many units. `linked`: whether it will hold links.
    pub fn new(names: &Names, class: &str, (width, height): (usize, usize), linked: bool) -> Self {
        let mut svg = Self { out: String::with_capacity(1024) };
        let (title, desc) = (format!("{}-title", names.id), format!("{}-desc", names.id));
        let labelled = if names.desc.is_some() { format!("{title} {desc}") } else { title.clone() };
        let view = format!("0 0 {width} {height}");
        let role = if linked { "group" } else { "img" };
        // A length is stretched to the column of its table.
        let stretched: &[_] = if class == "length" { &[("preserveAspectRatio", "none")] } else { &[] };
        let about = [("class", class), ("viewBox", &view), ("role", role), ("aria-labelledby", &labelled)];
        svg.open("svg", &[&about, stretched].concat());
        svg.leaf("title", &[("id", &title)], &names.title);
        if let Some(text) = &names.desc {
            svg.leaf("desc", &[("id", &desc)], text);
        }
        svg
    }

    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push('>');
    }

    /// A start tag but for its end.
    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape::push(&mut self.out, value);
            self.out.push('"');
        }
    }

    pub fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element that holds a text or nothing.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        escape::push(&mut self.out, text);
        self.close(name);
    }

    /// A rectangle; its place and size in tenths of a unit.
    pub fn rect(&mut self, class: &str, [x, y, width, height]: [usize; 4]) {
        self.placed("rect", class, &[("x", x), ("y", y), ("width", width), ("height", height)], "");
    }

    /// A line of text at a point, in tenths of a unit.
    pub fn text(&mut self, class: &str, (x, y): (usize, usize), text: &str) {
        self.placed("text", class, &[("x", x), ("y", y)], text);
    }

    /// An element with its place, in tenths of a unit.
    fn placed(&mut self, name: &str, class: &str, place: &[(&str, usize)], text: &str) {
        self.begin(name, &[("class", class)]);
        for (key, value) in place {
            self.out.extend([" ", key, "=\""]);
            push_tenths(&mut self.out, *value);
            self.out.push('"');
        }
        self.out.push('>');
        escape::push(&mut self.out, text);
        self.close(name);
    }

    /// Opens what may be linked: a link, else a group, that tells its `tip` where a pointer rests on it.
    pub fn open_spot(&mut self, href: Option<&str>, tip: &str) -> &'static str {
        let name = if href.is_some() { "a" } else { "g" };
        let link: Vec<(&str, &str)> = href.iter().map(|to| ("href", *to)).collect();
        self.open(name, &link);
        self.leaf("title", &[], tip);
        name
    }

    pub fn finish(mut self) -> Drawing {
        self.close("svg");
        Html(self.out)
    }
}

/// `125` is `12.5`: whole numbers only, so that every machine writes the same.
pub(super) fn tenths(n: usize) -> String {
    let mut out = String::new();
    push_tenths(&mut out, n);
    out
}

fn push_tenths(out: &mut String, n: usize) {
    push_number(out, n / 10);
    if !n.is_multiple_of(10) {
        out.push('.');
        push_number(out, n % 10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_elements_closed() {
        let names = Names { id: "m".into(), title: "<b>\"&".into(), desc: None };
        let mut svg = Svg::new(&names, "map", (10, 20), false);
        svg.rect("bar", [5, 10, 100, 7]);
        assert_eq!(
            &*svg.finish(),
            "<svg class=\"map\" viewBox=\"0 0 10 20\" role=\"img\" aria-labelledby=\"m-title\">\
             <title id=\"m-title\">&lt;b&gt;&quot;&amp;</title>\
             <rect class=\"bar\" x=\"0.5\" y=\"1\" width=\"10\" height=\"0.7\"></rect></svg>"
        );
    }
}
