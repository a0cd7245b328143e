//! The site as a whole: every link resolves, source text stays text, the same input gives the same bytes.

mod render_sample;

use dibao::render::{Anew, Plates, Theme, site};
use quick_xml::events::Event;
use render_sample::{NASTY, Sample, sample};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

type Pages = BTreeMap<String, String>;

fn pages(sample: &Sample) -> Pages {
    let theme = Theme::load_in(Path::new("no such folder"), "default", &sample.archive.settings.language)
        .expect("theme");
    let index = dibao::render::index(&sample.archive, &sample.issues, &theme, &Anew, &[]).expect("index");
    let plates = Plates::new(&sample.archive, &theme);
    let site = site(&sample.archive, &sample.issues, &sample.sources, &theme, &index, &Anew, &plates)
        .expect("no path is claimed twice");
    let make = |(path, job): (&String, &dibao::render::Job)| {
        let page = (job.work)().unwrap_or_else(|e| panic!("{path}: {e:#}"));
        let bytes = page.bytes.expect("nothing stands already");
        (path.clone(), String::from_utf8(bytes).expect("UTF-8"))
    };
    site.pages.iter().map(make).collect()
}

/// Start tags of a page as (name, attributes), and a check that they nest.
fn tags(path: &str, html: &str) -> Vec<(String, Vec<(String, String)>)> {
    const VOID: [&str; 6] = ["meta", "link", "br", "hr", "img", "input"];
    let mut reader = quick_xml::Reader::from_str(html);
    reader.config_mut().check_end_names = false;
    let (mut open, mut out) = (Vec::<String>::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{path}: {e} at {}", reader.buffer_position())) {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let attributes = tag.html_attributes().map(|a| {
                    let a = a.unwrap_or_else(|e| panic!("{path}: <{name}>: {e}"));
                    let value = quick_xml::escape::unescape(&a.value).expect("entity").into_owned();
                    (a.key.as_ref().to_owned(), value)
                });
                out.push((name.clone(), attributes.collect()));
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Event::End(tag) => {
                let name = tag.name().as_ref().to_owned();
                assert_eq!(open.pop().as_ref(), Some(&name), "{path}: </{name}>");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} stay open");
    out
}

/// Where a relative link leads, below the site's root.
fn resolve(from: &str, href: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        if part == ".." { parts.pop().map(|_| ())? } else { parts.push(part) }
    }
    Some(parts.join("/"))
}

/// A large archive: one newspaper with many articles, so that lists are cut.
fn many(issues: usize) -> Sample {
    let mut s = sample(None, "zh");
    let (issue, described) = (s.archive.issues[0].clone(), s.issues[0].clone());
    let entry = s.archive.articles[0].clone();
    s.archive.publications.truncate(1);
    (s.archive.issues, s.archive.articles, s.issues, s.sources) = Default::default();
    s.archive.former.clear();
    for n in 0..issues {
        let date = format!("{}-{:02}-{:02}", 2020 + n / 280, n / 28 % 10 + 1, n % 28 + 1);
        let start = s.archive.articles.len();
        for place in 0..2 {
            let key = format!("k{n}{place}");
            s.archive.articles.push(dibao::archive::Entry {
                address: format!("a/gaige/{date}/{key}.html"),
                key,
                issue: n,
                print: None,
                card: Arc::clone(&entry.card),
            });
        }
        let facts = dibao::split::IssueFacts { date: Some(date.clone()), ..issue.facts.clone() };
        s.archive.issues.push(dibao::archive::Issue {
            path: format!("gaige/{date}"),
            segment: date,
            facts,
            articles: start..start + 2,
            described: n,
            ..issue.clone()
        });
        s.issues.push(described.clone());
        s.sources.push(vec!["content/x.txt".into()]);
    }
    s.archive.publications[0].issues = 0..issues;
    render_sample::index(&mut s.archive);
    s
}

/// The empty icon of 404.html: it asks for nothing, and keeps browsers from asking for favicon.ico.
const NO_ICON: &str = "<link rel=\"icon\" href=\"data:,\">";

/// What the search page asks for, and the search makes beside the pages.
const INDEX: [&str; 2] = ["search/engine.js", "search/manifest.js"];

fn check_links(pages: &Pages) {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let html: Vec<(&String, &String)> = pages.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    let parsed: Vec<_> = html.iter().map(|(path, text)| (path.as_str(), tags(path, text))).collect();
    for (path, tags) in &parsed {
        let values = tags.iter().flat_map(|(_, a)| a).filter(|(k, _)| k == "id").map(|(_, v)| v.clone());
        let mut seen = BTreeSet::new();
        for id in values {
            assert!(seen.insert(id.clone()), "{path}: id {id} twice");
        }
        ids.insert(path, seen);
    }
    for (path, tags) in &parsed {
        for (name, attributes) in tags {
            for (key, value) in
                attributes.iter().filter(|(k, v)| (k == "href" || k == "src") && v != "data:,")
            {
                let external = attributes.iter().any(|(k, v)| k == "rel" && v.starts_with("external"));
                let index = path == &"search.html" && name == "script" && INDEX.contains(&value.as_str());
                if external
                    || index
                    || (name == "link" && attributes.iter().any(|(k, v)| k == "rel" && v == "canonical"))
                {
                    continue;
                }
                let (file, place) = value.split_once('#').unwrap_or((value, ""));
                let to = if file.is_empty() {
                    (*path).to_owned()
                } else {
                    resolve(path, file).unwrap_or_default()
                };
                assert!(pages.contains_key(&to), "{path}: <{name} {key}={value}> leads to {to}");
                let there = place.is_empty() || ids.get(to.as_str()).is_some_and(|ids| ids.contains(place));
                assert!(there, "{path}: {value}: no such place");
            }
        }
    }
}

#[test]
fn every_link_resolves_and_is_relative() {
    for (base, language) in [(None, "zh"), (Some("https://example.org/dibao/"), "zh"), (None, "en")] {
        let pages = pages(&sample(base, language));
        for path in [
            "index.html",
            "about.html",
            "404.html",
            "issues/index.html",
            "issues/gaige/2022-11-03.html",
            "regions/index.html",
            "regions/140500.html",
            "topics/economy.html",
            "years/2022.html",
            "assets/style.css",
        ] {
            assert!(pages.contains_key(path), "{path}");
        }
        assert_eq!(pages.contains_key("feed.xml"), base.is_some());
        assert_eq!(pages.contains_key("sitemap.xml"), base.is_some());
        check_links(&pages);
    }
}

#[test]
fn source_text_stays_text() {
    let pages = pages(&sample(Some("https://example.org/"), "zh"));
    for (path, text) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        for (name, attributes) in tags(path, text) {
            assert!(
                !["img", "iframe", "style", "object", "base", "i", "b", "u"].contains(&name.as_str()),
                "{path}: <{name}>"
            );
            let kind = if path == "search.html" { "application/json" } else { "application/ld+json" };
            let data = attributes.iter().any(|(k, v)| k == "type" && v == kind);
            let own = |v: &str| {
                let file = v.trim_start_matches("../");
                INDEX.contains(&file) || ["assets/search.js", "assets/mark.js"].contains(&file)
            };
            let own = attributes.iter().any(|(k, v)| k == "src" && own(v));
            assert!(name != "script" || data || own, "{path}: <script>");
            // The only forms ask the search page, and none is on an article's.
            let asks =
                attributes.iter().any(|(k, v)| k == "action" && v.trim_start_matches("../") == "search.html");
            assert!(name != "form" || (asks && !path.starts_with("a/")), "{path}: <form>");
            for (key, value) in &attributes {
                assert!(key != "style" && !key.starts_with("on"), "{path}: <{name} {key}=…>");
                let lower = value.trim().to_lowercase();
                assert!(
                    !lower.starts_with("javascript:") && (!lower.starts_with("data:") || lower == "data:,"),
                    "{path}: {value}"
                );
            }
        }
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{path}: control character");
    }
    let page = &pages["a/gaige/2022-11-03/k02.html"];
    let shown = NASTY.trim_end_matches('\u{1}').trim_end();
    let escaped = dibao::render::escape::html(shown);
    assert!(page.contains(&escaped), "the hostile text is shown as it stands");
    assert!(page.contains("{{ page.title }}"));
    assert!(page.contains("存疑"));
    assert!(!pages.values().any(|text| text.contains("机密题目")), "a withheld title is absent everywhere");
    let data = page
        .split("application/ld+json\">")
        .nth(1)
        .and_then(|t| t.split("</script>").next())
        .expect("JSON-LD");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["@type"], "NewsArticle");
    for xml in ["feed.xml", "sitemap.xml", "sitemaps/2022.xml", "sitemaps/pages.xml"] {
        tags(xml, &pages[xml]);
    }
    assert!(pages["feed.xml"].contains("<updated>2022-11-04T00:00:00+08:00</updated>"));
}

#[test]
fn an_article_page_says_what_it_must() {
    let pages = pages(&sample(None, "zh"));
    let page = &pages["a/gaige/2022-11-03/k00.html"];
    assert_eq!(page.matches("data-article-id=").count(), 1);
    for part in [
        "<article class=\"article\" data-article-id=\"k00\"",
        "老选煤楼 新灯火 - 改革时报 第8216号 - 太行报刊档案",
        "老楼新事",
        "——阳泉矿区旧选煤楼里的三家小厂",
        "<span class=\"dateline\">本报讯</span>",
        "第A01至A03版 要闻",
        "<strong>抓重点。</strong>一是强产业",
        "href=\"https://example.org/a?b=1&amp;c=2\"",
        "(下转第三版)",
        "<figcaption>阳泉矿区",
        "content/gaige/2022-11-03.txt",
        "datetime=\"2022-11-03\"",
        "署名与目录不同 &lt;b&gt;",
        "href=\"../../../regions/140303.html\"",
        "href=\"../../../topics/economy.html\"",
        "href=\"k01.html\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let moved = &pages["a/gaige/2022-11-03/old1.html"];
    assert!(moved.contains("content=\"0; url=k00.html\"") && moved.contains("旧题 &lt;x&gt;"));
    assert!(pages["a/gaige/2022-11-03/old2.html"].contains("本篇已不在档案中"));
    assert!(pages["a/jcgz/2021-11/old3.html"].contains("未开放"));
    let lost = pages["404.html"].replace(NO_ICON, "");
    assert!(!lost.contains("href") && !lost.contains("src="));
}

#[test]
fn the_same_archive_gives_the_same_bytes() {
    assert_eq!(
        pages(&sample(Some("https://example.org/"), "en")),
        pages(&sample(Some("https://example.org/"), "en"))
    );
}

#[test]
fn an_empty_archive_has_a_site() {
    let empty = Sample { archive: dibao::archive::Archive::default(), issues: vec![], sources: vec![] };
    let pages = pages(&empty);
    check_links(&pages);
    assert!(pages["index.html"].contains("地方报刊档案库"));
}

#[test]
fn long_lists_are_cut_and_old_parts_stay() {
    let (small, large) = (pages(&many(350)), pages(&many(351)));
    check_links(&small);
    for path in [
        "regions/140303/2020.html",
        "regions/140303/2020-01.html",
        "years/2020.html",
        "years/2020-01.html",
        "issues/gaige/year-2020.html",
        "issues/gaige/year-2021.html",
        "regions/140303/2021.html",
    ] {
        assert!(small.contains_key(path), "{path}");
    }
    let changed: Vec<&String> =
        small.iter().filter(|(path, text)| large.get(*path) != Some(text)).map(|(p, _)| p).collect();
    assert!(changed.iter().all(|p| !p.contains("2020") || *p == "years/2020.html"), "{changed:?}");
    let articles = changed.iter().filter(|p| p.starts_with("a/")).count();
    assert_eq!(articles, 0, "{changed:?}");
    let longest = small.values().map(String::len).max().unwrap_or(0);
    assert!(longest < 400_000, "{longest}");
}

/// `DIBAO_SAMPLE=DIR cargo test --test render` writes the sample site, to be looked at and validated.
#[test]
fn writes_the_sample_where_asked() {
    let Some(dir) = std::env::var_os("DIBAO_SAMPLE") else { return };
    for (folder, base, language) in [("zh", Some("https://example.org/dibao/"), "zh"), ("en", None, "en")] {
        write(&Path::new(&dir).join(folder), &pages(&sample(base, language)));
    }
    write(&Path::new(&dir).join("many"), &pages(&many(350)));
}

fn write(dir: &Path, pages: &Pages) {
    for (path, text) in pages {
        let file = dir.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("folder");
        std::fs::write(file, text).expect("file");
    }
}
