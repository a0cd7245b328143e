//! A page as a tree of elements, read strictly.

use quick_xml::events::Event;

/// An element with its attributes and what stands in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    inside: Vec<Inside>,
}

#[derive(Debug)]
enum Inside {
    Text(String),
    Element(Element),
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn classes(&self) -> Vec<&str> {
        self.attribute("class").unwrap_or_default().split(' ').collect()
    }

    /// The elements directly in it.
    pub fn elements(&self) -> Vec<&Element> {
        let inside = self.inside.iter();
        inside.filter_map(|i| if let Inside::Element(e) = i { Some(e) } else { None }).collect()
    }

    /// Its text, with that of the elements in it; ends trimmed.
    pub fn text(&self) -> String {
        fn push(element: &Element, out: &mut String) {
            for inside in &element.inside {
                match inside {
                    Inside::Text(text) => out.push_str(text),
                    Inside::Element(e) => push(e, out),
                }
            }
        }
        let mut out = String::new();
        push(self, &mut out);
        out.trim().to_owned()
    }

    /// All elements in it of which `fits` is true, in order.
    pub fn all(&self, fits: &dyn Fn(&Element) -> bool) -> Vec<&Element> {
        let mut out = Vec::new();
        for element in self.elements() {
            if fits(element) {
                out.push(element);
            }
            out.extend(element.all(fits));
        }
        out
    }

    pub fn find(&self, fits: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        self.all(fits).into_iter().next()
    }

    pub fn first(&self, name: &str) -> Option<&Element> {
        self.find(&|e| e.name == name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    pub fn has_child(&self, fits: &dyn Fn(&Element) -> bool) -> bool {
        self.elements().into_iter().any(fits)
    }
}

const VOID: [&str; 6] = ["meta", "link", "br", "hr", "img", "input"];

pub fn parse(path: &str, html: &str) -> Element {
    let mut reader = quick_xml::Reader::from_str(html);
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    let close = |open: &mut Vec<Element>| {
        let done = open.pop().expect("an open element");
        open.last_mut().expect("the page").inside.push(Inside::Element(done));
    };
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{path}: {e}")) {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.html_attributes().map(|a| {
                    let a = a.unwrap_or_else(|e| panic!("{path}: {e}"));
                    let value = quick_xml::escape::unescape(&a.value).expect("entity").into_owned();
                    (a.key.as_ref().to_owned(), value)
                });
                let (name, attributes) = (tag.name().as_ref().to_owned(), attributes.collect());
                let void = VOID.contains(&name.as_str());
                open.push(Element { name, attributes, inside: Vec::new() });
                if void {
                    close(&mut open);
                }
            }
            Event::End(tag) => {
                assert_eq!(open.last().map(|e| e.name.as_str()), Some(tag.name().as_ref()), "{path}");
                close(&mut open);
            }
            Event::Text(text) => {
                let text: &str = &text;
                open.last_mut().expect("the page").inside.push(Inside::Text(text.to_owned()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "{path}: elements stay open");
    open.remove(0)
}

/// Where a relative link leads, below the site's root.
pub fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}
