//! Our index alone. In: articles of the generator. Out: a folder with `search/` and a page that loads it, as Pagefind is given pages.

use super::articles::parse;
use chrono::{Datelike, NaiveDate};
use dibao::search::{self, Document, Documents, Zone};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;

/// The search page's first load, without what it looks like.
const PAGE: &str = "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><title>search</title>\n\
<script defer src=\"search/engine.js\"></script><script defer src=\"search/manifest.js\"></script>\n\
<script defer src=\"page.js\"></script><ol id=\"results\"></ol></html>\n";
/// What the contract asks of a search page, and no more.
const SCRIPT: &str = "const root = document.documentElement;
const query = new URLSearchParams(location.search).get('q');
if (query !== null) dibaoSearch.find(query).then(async (found) => {
  for (const result of await found.page(0, 10)) {
    const li = document.createElement('li'), a = document.createElement('a');
    li.dataset.articleId = result.id;
    a.href = result.href;
    a.textContent = result.title;
    li.append(a);
    for (const [text, marked] of result.snippet) {
      const run = document.createElement(marked ? 'mark' : 'span');
      run.textContent = text;
      li.append(run);
    }
    document.getElementById('results').append(li);
  }
  root.dataset.searchTotal = found.total;
  root.dataset.searchState = 'done';
});
";

/// Lines of a file by day, read when they are asked for.
struct Lines {
    file: Mutex<File>,
    places: Vec<(u64, usize)>,
    days: Vec<u32>,
}

impl Lines {
    fn new(path: &Path) -> Result<Self, String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let mut reader = BufReader::new(File::open(path).map_err(|e| wrong(&e))?);
        let (mut all, mut start, mut line) = (Vec::new(), 0, String::new());
        loop {
            line.clear();
            let length = reader.read_line(&mut line).map_err(|e| wrong(&e))?;
            if length == 0 {
                break;
            }
            let article = parse(&line)?;
            let date = article["date"].as_str().unwrap_or_default().parse::<NaiveDate>();
            let day = date.map_or(0, |date| u32::try_from(date.num_days_from_ce()).unwrap_or(0));
            all.push((day, (start, length)));
            start += length as u64;
        }
        all.sort_by_key(|(day, _)| *day);
        let (days, places) = all.into_iter().unzip();
        Ok(Self { file: Mutex::new(reader.into_inner()), places, days })
    }

    fn line(&self, at: usize) -> anyhow::Result<Value> {
        let (start, length) = self.places[at];
        let mut bytes = vec![0; length];
        {
            let mut file = self.file.lock().map_err(|_| anyhow::anyhow!("another thread failed"))?;
            file.seek(SeekFrom::Start(start))?;
            file.read_exact(&mut bytes)?;
        }
        Ok(serde_json::from_slice(&bytes)?)
    }
}

impl Documents for Lines {
    fn days(&self) -> &[u32] {
        &self.days
    }

    fn length(&self, at: usize) -> usize {
        // A line is UTF-8, three bytes a character, and has some hundred that are none of the text.
        self.places[at].1.saturating_sub(150) / 3
    }

    fn document(&self, at: usize) -> anyhow::Result<Document> {
        let article = self.line(at)?;
        let text = |name: &str| article[name].as_str().unwrap_or_default().to_string();
        let issue = format!("{}/{}", text("publication"), text("issue"));
        let mut units = vec![(Zone::Title, text("title"))];
        for name in ["kicker", "subtitle", "byline"] {
            units.push((Zone::Subtitle, text(name)));
        }
        let blocks = article["blocks"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let zones = std::iter::once(Zone::Lead).chain(std::iter::repeat(Zone::Body));
        units.extend(zones.zip(blocks.map(str::to_string)));
        units.retain(|(zone, text)| *zone == Zone::Title || !text.is_empty());
        Ok(Document {
            address: format!("a/{issue}/{}.html", text("id")),
            key: text("id"),
            title: text("title"),
            publication: (text("publication"), text("publication")),
            issue,
            year: text("date").get(..4).and_then(|year| year.parse().ok()).unwrap_or(0),
            date: text("date"),
            page: article["page"].to_string(),
            units,
            ..Document::default()
        })
    }
}

pub fn write(articles: &Path, site: &Path) -> Result<(), String> {
    let index = search::index(&Lines::new(articles)?, &|_, _| None).map_err(|e| format!("{e:#}"))?;
    let mut made = None;
    let wrong = |path: &Path, e: std::io::Error| format!("{}: {e}", path.display());
    for path in index.spool.paths() {
        let to = site.join("search").join(path);
        let folder = to.parent().map(Path::to_path_buf);
        if let Some(folder) = folder.filter(|f| made.as_ref() != Some(f)) {
            fs::create_dir_all(&folder).map_err(|e| wrong(&folder, e))?;
            made = Some(folder);
        }
        fs::write(&to, index.spool.read(path).map_err(|e| wrong(&to, e))?).map_err(|e| wrong(&to, e))?;
    }
    for (name, text) in [("search.html", PAGE), ("page.js", SCRIPT)] {
        fs::write(site.join(name), text).map_err(|e| wrong(&site.join(name), e))?;
    }
    Ok(())
}
