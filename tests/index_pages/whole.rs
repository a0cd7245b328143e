//! The whole site: where counts lead, and what drawings tell.

use crate::Built;
use crate::page::{Element, resolve};
use std::collections::BTreeSet;

/// The first number of a text, its thousands put together.
pub fn number(text: &str) -> usize {
    let text = text.replace(',', "");
    let digits = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap_or_else(|_| panic!("no number in “{text}”"))
}

/// The last number of a text: `1998年 12 篇`.
pub fn last_number(text: &str) -> usize {
    let text = text.replace(',', "");
    let last = text.split(|c: char| !c.is_ascii_digit()).rfind(|run| !run.is_empty());
    last.and_then(|run| run.parse().ok()).unwrap_or_else(|| panic!("no number in “{text}”"))
}

/// Lines of a table: name → first figure.
pub fn table(table: &Element) -> Vec<(String, usize)> {
    let body = table.all(&|e| e.name == "tr").into_iter().filter(|tr| tr.has("td"));
    body.map(|tr| {
        (tr.first("th").expect("a named line").text(), number(&tr.first("td").expect("a cell").text()))
    })
    .collect()
}

/// Links that hold their count: address and count.
pub fn counted(element: &Element) -> Vec<(String, usize)> {
    let links = element.all(&|e| e.name == "a");
    let pairs = links.into_iter().filter_map(|a| {
        let n = a.find(&|e| e.classes().contains(&"n"))?;
        Some((a.attribute("href")?.to_owned(), number(&n.text())))
    });
    pairs.collect()
}

/// Articles that a list holds, with those of its parts.
pub fn held(b: &Built, path: &str, fragment: Option<&str>) -> BTreeSet<String> {
    let page = b.pages.get(path).unwrap_or_else(|| panic!("no page {path}"));
    let from = match fragment {
        Some(id) => {
            page.find(&|e| e.attribute("id") == Some(id)).unwrap_or_else(|| panic!("{path} has no #{id}"))
        }
        None => page,
    };
    let titles = from.all(&|e| e.name == "a" && e.classes().contains(&"title"));
    let mut out: BTreeSet<String> =
        titles.iter().filter_map(|a| Some(resolve(path, a.attribute("href")?))).collect();
    if path == "days/index.html" {
        // A month of the days' index holds the articles of its days.
        for day in from.all(&|e| e.name == "li").iter().filter_map(|li| li.first("a")) {
            out.extend(held(b, &resolve(path, day.attribute("href").expect("href")), None));
        }
        return out;
    }
    let base = path.trim_end_matches(".html");
    for link in
        from.all(&|e| e.classes().contains(&"chips")).iter().flat_map(|chips| chips.all(&|e| e.name == "a"))
    {
        let to = resolve(path, link.attribute("href").expect("href"));
        if to != path && to.starts_with(base) {
            out.extend(held(b, &to, None));
        }
    }
    out
}

/// Every count that is a link leads to so many articles.
pub fn check_links(b: &Built) -> usize {
    let mut seen = 0;
    // What the issues' own pages count is issues; what a year counts of a division is that year's (tests/calendar.rs).
    let others = |path: &str| path.starts_with("issues/") || path.starts_with("years/");
    for (path, page) in b.pages.iter().filter(|(path, _)| !others(path)) {
        let mut links = Vec::new();
        for class in ["chips", "directory", "courses"] {
            for part in page.all(&|e| e.classes().contains(&class)) {
                links.extend(counted(part));
            }
        }
        // Tiles and bars, the lines of the tables behind them, and what is left out.
        for part in page.all(&|e| e.name == "svg") {
            for a in part.all(&|e| e.name == "a") {
                links.push((
                    a.attribute("href").expect("href").to_owned(),
                    last_number(&a.first("title").expect("a tip").text()),
                ));
            }
        }
        for part in page.all(&|e| e.name == "details" && e.classes().contains(&"behind")) {
            for tr in part.all(&|e| e.name == "tr" && e.has("td")) {
                let Some(a) = tr.first("th").and_then(|th| th.first("a")) else { continue };
                let cells = tr.all(&|e| e.name == "td" && e.classes().contains(&"figure"));
                links.push((
                    a.attribute("href").expect("href").to_owned(),
                    number(&cells.last().expect("a figure").text()),
                ));
            }
        }
        for part in page.all(&|e| e.classes().contains(&"left") && e.has("a")) {
            links.push((
                part.first("a").and_then(|a| a.attribute("href")).expect("href").to_owned(),
                number(&part.text()),
            ));
        }
        for (href, count) in links {
            let (to, fragment) = match href.split_once('#') {
                Some(("", fragment)) => (path.clone(), Some(fragment)),
                Some((to, fragment)) => (resolve(path, to), Some(fragment)),
                None => (resolve(path, &href), None),
            };
            assert_eq!(held(b, &to, fragment).len(), count, "{path} → {href}");
            seen += 1;
        }
    }
    seen
}

/// Every drawing has a title, names that are there, and a table with the same numbers.
pub fn check_drawings(b: &Built) -> usize {
    let mut seen = 0;
    for (path, page) in &b.pages {
        for svg in page.all(&|e| e.name == "svg") {
            seen += 1;
            let title = svg.first("title").unwrap_or_else(|| panic!("{path}: a drawing without title"));
            assert!(!title.text().trim().is_empty(), "{path}");
            assert!(std::ptr::eq(svg.elements()[0], title), "{path}: the title comes first");
            for id in svg.attribute("aria-labelledby").expect("a name").split(' ') {
                assert_eq!(page.all(&|e| e.attribute("id") == Some(id)).len(), 1, "{path}: {id}");
            }
            let role = if svg.has("a") { "group" } else { "img" };
            assert_eq!(svg.attribute("role"), Some(role), "{path}");
            assert!(svg.all(&|e| e.attribute("style").is_some()).is_empty(), "{path}");
        }
        // Maps and bars: the tips are the lines of the table that is folded up beside them.
        for plot in page.all(&|e| e.has_child(&|c| c.name == "figure" && c.classes().contains(&"plot"))) {
            let svg = plot.first("svg").expect("a drawing");
            let behind = plot.find(&|e| e.classes().contains(&"behind")).and_then(|d| d.first("table"));
            let spots = svg.elements().into_iter().filter(|e| ["a", "g"].contains(&e.name.as_str()));
            let tips: Vec<String> =
                spots.map(|e| e.first("title").expect("a tip").text().replace(' ', "")).collect();
            let rows = table(behind.unwrap_or_else(|| panic!("{path}: no table behind")));
            assert_eq!(
                tips,
                rows.iter().map(|(name, n)| format!("{name}{n}篇")).collect::<Vec<_>>(),
                "{path}"
            );
        }
        for tr in page.all(&|e| e.name == "tr" && e.has("svg")) {
            let (name, svg) = (tr.first("th").expect("name").text(), tr.first("svg").expect("a drawing"));
            let wanted = format!("{name}{}篇", number(&tr.first("td").expect("figure").text()));
            assert_eq!(svg.first("title").expect("title").text().replace(' ', ""), wanted, "{path}");
        }
    }
    seen
}
