//! An issue as OCR leaves it: bare lines. In: an issue and its articles. Out: the text file that Dibao reads, and the settings
//! of the publication beside it.

use super::plan::Paper;
use super::{Article, Issue};
use std::path::Path;
use std::{fs, io};

/// The settings of the archive and of all publications.
pub fn settings(content: &Path, papers: &[Paper]) -> io::Result<()> {
    fs::create_dir_all(content)?;
    fs::write(
        content.join("archive.yaml"),
        "title: 量度用档案库\nabout: 全部文字由 benches/support/newspaper 生成，没有意义，只供量度。\n",
    )?;
    for paper in papers {
        let folder = content.join(folder(paper));
        fs::create_dir_all(&folder)?;
        let Paper { name, slug, cadence, region: (code, _), .. } = paper;
        fs::write(
            folder.join("publication.yaml"),
            format!("name: {name}\nslug: {slug}\nkind: newspaper\nregion: {code}\ncadence: {cadence}\n"),
        )?;
    }
    Ok(())
}

pub fn folder(paper: &Paper) -> String {
    format!("{}-{}", paper.slug, if paper.cadence == "monthly" { "yuekan" } else { "bao" })
}

/// The issue's file, below the content folder.
pub fn save(content: &Path, issue: &Issue, articles: &[Article]) -> io::Result<()> {
    fs::write(content.join(folder(issue.paper)).join(format!("{}.txt", issue.day())), text(issue, articles))
}

pub fn text(issue: &Issue, articles: &[Article]) -> String {
    let (year, month, day) = issue.date;
    let paper = issue.paper;
    let pages = articles.iter().map(|a| a.page).max().unwrap_or(1);
    let mut out = format!(
        "{}\n{}\n\n国内统一刊号 CN 00-{:04}\n{year}年{month}月{day}日 星期{}\n第{}期 今日{pages}版\n\n",
        paper.name,
        paper.latin,
        paper.number(),
        weekday(issue.date),
        issue.number
    );
    let mut page = 0;
    for a in articles {
        if a.page != page {
            page = a.page;
            let section = ["要闻", "民生", "综合", "副刊"][(page - 1) % 4];
            out.push_str(&format!("第{page:02}版:{section}\n"));
            if page > 1 {
                out.push_str(&format!(
                    "{} {year}年{month}月{day}日 星期{}\n",
                    paper.name,
                    weekday(issue.date)
                ));
            }
            out.push('\n');
        }
        article(a, &mut out);
    }
    out
}

fn article(a: &Article, out: &mut String) {
    if !a.kicker.is_empty() {
        out.push_str(&format!("{}\n", a.kicker));
    }
    out.push_str(&format!("{}\n", a.title));
    if !a.subtitle.is_empty() {
        out.push_str(&format!("——{}\n", a.subtitle));
    }
    out.push('\n');
    if !a.byline.is_empty() {
        out.push_str(&format!("□ {}\n\n", a.byline));
    }
    for block in &a.blocks {
        out.push_str(block);
        out.push_str("\n\n");
    }
}

/// Zeller's congruence.
fn weekday((year, month, day): (i32, u32, u32)) -> &'static str {
    let (y, m) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let h = (day as i32 + 13 * (m as i32 + 1) / 5 + y + y / 4 - y / 100 + y / 400).rem_euclid(7);
    ["六", "日", "一", "二", "三", "四", "五"][h as usize]
}
