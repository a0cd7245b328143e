//! Measures `describe` on the gold samples beside the project, where they are there; their text is not ours to ship.

use dibao::describe::describe;
use dibao::describe::topics::Vocabulary;
use dibao::read::settings::PublicationSettings;
use dibao::split::{Article, Author, Block, BlockRole, DateBasis, IssueFacts, LineRange, SplitIssue};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// An article of the gold as the splitter would hand it over, roughly: every line of it is a body block.
fn article(gold: &Value, lines: &[&str]) -> Article {
    let text = |key: &str| gold[key].as_str().map(str::to_string);
    let mut blocks = Vec::new();
    for range in gold["lines"].as_array().into_iter().flatten() {
        let at = |i: usize| range[i].as_u64().unwrap_or(1) as usize;
        for n in at(0)..=at(1) {
            let line = lines.get(n - 1).map_or("", |l| l.trim_start_matches('#').trim());
            if !line.is_empty() {
                let lines = vec![LineRange { file: 0, first: n, last: n }];
                blocks.push(Block { role: BlockRole::Body, lines, text: line.to_string(), markup: None });
            }
        }
    }
    let authors = gold["authors"].as_array().into_iter().flatten().filter_map(Value::as_str);
    Article {
        title: text("title").unwrap_or_default(),
        kicker: text("kicker"),
        subtitle: text("subtitle"),
        column: text("column").or_else(|| text("label")),
        authors: authors.map(Author::named).collect(),
        blocks,
        ..Article::default()
    }
}

/// A second set: `DIBAO_TRUTH` is a table of file, title, authors, region, topic, lines; `DIBAO_CONTENT` its folder.
#[test]
fn regions_and_topics_of_a_table() {
    let (Ok(truth), Ok(content)) = (std::env::var("DIBAO_TRUTH"), std::env::var("DIBAO_CONTENT")) else {
        eprintln!("skipped: DIBAO_TRUTH and DIBAO_CONTENT are not set");
        return;
    };
    let table = std::fs::read_to_string(truth).expect("truth");
    let mut files: std::collections::BTreeMap<&str, Vec<Vec<&str>>> = Default::default();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        files.entry(cells[0]).or_default().push(cells);
    }
    let (mut all, mut region, mut topic) = (0, 0, 0);
    for (file, rows) in files {
        let path = Path::new(&content).join(file);
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let lines: Vec<&str> = text.split('\n').collect();
        let articles = rows.iter().map(|r| {
            let ranges: Vec<Value> = r[5]
                .split(',')
                .filter_map(|x| x.split_once('-'))
                .map(|(a, b)| {
                    serde_json::json!([a.parse::<u64>().unwrap_or(1), b.parse::<u64>().unwrap_or(1)])
                })
                .collect();
            article(&serde_json::json!({"title": r[1], "lines": ranges, "authors": []}), &lines)
        });
        // The folder's publication.yaml, as far as this needs it.
        let yaml = path
            .parent()
            .and_then(|p| std::fs::read_to_string(p.join("publication.yaml")).ok())
            .unwrap_or_default();
        let key = |k: &str| {
            yaml.lines().find_map(|l| l.strip_prefix(k)).map(|v| v.trim().trim_matches('"').to_string())
        };
        let publication = PublicationSettings {
            name: key("name:"),
            region: key("region:")
                .map(|v| v.split_whitespace().next().unwrap_or_default().trim_matches('"').to_string()),
            ..PublicationSettings::default()
        };
        let issue = SplitIssue { articles: articles.collect(), ..SplitIssue::default() };
        let described = describe(issue, file, &publication, &Vocabulary::of(&[]));
        for (r, d) in rows.iter().zip(&described.articles) {
            let have = d.regions.first().map(|f| f.id.as_str()).unwrap_or_default();
            let first = d.topics.first().map(|f| f.id.as_str()).unwrap_or_default();
            all += 1;
            region += usize::from(have == r[3]);
            topic += usize::from(first == r[4]);
            if have != r[3] || first != r[4] {
                println!("{file} {}: want {} {}", r[1], r[3], r[4]);
                for f in d.regions.iter().filter(|_| have != r[3]) {
                    println!("   region {} {} {:?}", f.id, f.score, f.evidence);
                }
                for f in d.topics.iter().filter(|_| first != r[4]) {
                    println!("   topic {} {} {:?}", f.id, f.score, f.evidence);
                }
            }
        }
    }
    println!("region {region}/{all}, topic {topic}/{all}");
}

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    beside.join("gold").is_dir().then_some(beside)
}

#[test]
fn regions_topics_and_dates_of_the_gold() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no ../shared/gold");
        return;
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(shared.join("gold")).expect("gold").map(|e| e.expect("entry").path()).collect();
    files.sort();
    let (mut all, mut region, mut up, mut topic) = (0, 0, 0, 0);
    for file in files {
        let gold: Value = serde_json::from_slice(&std::fs::read(&file).expect("gold file")).expect("JSON");
        let source = shared.join("archive").join(gold["source"].as_str().expect("source"));
        let text = std::fs::read_to_string(source).expect("source");
        let lines: Vec<&str> = text.split('\n').collect();
        let inferred = gold["issue"]["date_basis"] == "text";
        let date = gold["issue"]["date"].as_str().map(str::to_string);
        let issue = SplitIssue {
            facts: IssueFacts {
                publication: gold["issue"]["publication"].as_str().map(str::to_string),
                date: date.clone().filter(|_| !inferred),
                date_basis: DateBasis::None,
                ..IssueFacts::default()
            },
            articles: gold["articles"].as_array().into_iter().flatten().map(|g| article(g, &lines)).collect(),
            ..SplitIssue::default()
        };
        let described = describe(issue, "gold", &PublicationSettings::default(), &Vocabulary::of(&[]));
        if inferred {
            println!("{} date {:?}, gold {date:?}", file.display(), described.facts.date);
            assert!(described.facts.date.unwrap_or_default().starts_with(&date.unwrap_or_default()));
        }
        for (g, d) in gold["articles"].as_array().into_iter().flatten().zip(&described.articles) {
            let want = g["region"].as_str().unwrap_or_default();
            let have = d.regions.first().map(|r| r.id.clone()).unwrap_or_default();
            let any = g["region_any"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let above = |c: &str| match c.get(4..) {
                Some("00") => format!("{}0000", &c[..2]),
                Some(_) => format!("{}00", &c[..4]),
                None => String::new(),
            };
            let right = have == want || any.into_iter().any(|a| a == have);
            let near = right || have == above(want) || above(&have) == want;
            let wanted: Vec<&str> =
                g["topics"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let first = d.topics.first().map(|t| t.id.clone()).unwrap_or_default();
            let fits = wanted.contains(&first.as_str());
            all += 1;
            region += usize::from(right);
            up += usize::from(near);
            topic += usize::from(fits);
            if !right || !fits {
                println!("{}", g["title"]);
                println!("   want {want} {wanted:?}");
                for f in &d.regions {
                    println!("   region {} {} {:?}", f.id, f.score, f.evidence);
                }
                for f in &d.topics {
                    println!("   topic {} {} {:?}", f.id, f.score, f.evidence);
                }
            }
        }
    }
    println!("region {region}/{all}, region_up {up}/{all}, topic {topic}/{all}");
    assert!(region * 100 >= all * 85 && up == all, "region {region}/{all}, region_up {up}/{all}");
    assert!(topic * 100 >= all * 85, "topic {topic}/{all}");
}
