//! The same articles as one HTML page each, for Pagefind. In: JSON Lines. Out: a folder of `<id>.html`.

use super::articles;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub fn write(file: &Path, out: &Path) -> Result<usize, String> {
    let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
    let mut count = 0;
    for line in BufReader::new(fs::File::open(file).map_err(|e| wrong(&e))?).lines() {
        let article = articles::parse(&line.map_err(|e| wrong(&e))?).map_err(|e| wrong(&e))?;
        let id = article["id"].as_str().unwrap_or_default();
        let folder = out
            .join(article["publication"].as_str().unwrap_or_default())
            .join(article["issue"].as_str().unwrap_or_default());
        fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let title = escaped(article["title"].as_str().unwrap_or_default());
        let mut html = format!(
            "<!doctype html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><main data-pagefind-body>\n<h1>{title}</h1>\n"
        );
        for text in articles::texts(&article).iter().skip(1) {
            html.push_str(&format!("<p>{}</p>\n", escaped(text)));
        }
        html.push_str("</main></body></html>\n");
        let path = folder.join(format!("{id}.html"));
        fs::write(&path, html).map_err(|e| format!("{}: {e}", path.display()))?;
        count += 1;
    }
    Ok(count)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
