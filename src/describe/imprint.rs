//! Where a paper is published, by what its masthead and colophon say.
//!
//! In: their lines. Out: a GB/T 2260 code, or none.

use super::fold::fold;
use super::regions::{Context, Level, Zone, ZoneKind, division, lineage, regions_of};

/// Words beside which a line names whose paper it is.
const ORGAN: [&str; 7] = ["机关报", "机关刊", "主办", "主管", "主编单位", "委员会", "人民政府"];
/// Words beside which a line tells where it is made.
const ADDRESS: [&str; 8] = ["社址", "地址", "本社设", "编印", "出版", "报社", "杂志社", "编辑部"];

/// The division whose paper it is.
pub(super) fn organ(lines: &[String], date: Option<&str>) -> Option<String> {
    first_place(lines, &ORGAN, date)
}

/// The division where it is made: a street lies in a district, but the paper is the city's.
pub(super) fn address(lines: &[String], date: Option<&str>) -> Option<String> {
    let code = first_place(lines, &ADDRESS, date)?;
    let district = division(&code).is_some_and(|d| d.level > Level::Prefecture && d.name.ends_with('区'));
    let line = lineage(&code);
    let home = if district { line.iter().rev().nth(1) } else { line.last() };
    home.map(|d| d.code.to_owned())
}

fn first_place(lines: &[String], words: &[&str], date: Option<&str>) -> Option<String> {
    let context = Context { home: None, date: date.map(str::to_owned), local: None };
    let told = lines.iter().map(|line| fold(line)).filter(|line| words.iter().any(|w| line.contains(w)));
    let zone = |text: String| [Zone { kind: ZoneKind::Title, text: text.into() }];
    let mut found = told.filter_map(|text| regions_of(&zone(text), &context).into_iter().next());
    found.next().map(|finding| finding.id)
}

/// The province of a CN number: CN14-0012/F (GB/T 9999: the first two digits are those of GB/T 2260). 11 is Beijing's and
/// that of the central papers, so it tells nothing.
pub(super) fn province(lines: &[String]) -> Option<String> {
    lines.iter().find_map(|line| {
        let text = fold(line);
        let (_, rest) = text.split_once("CN")?;
        let rest = rest.trim_start_matches([' ', ':', '：', '-', '—']);
        let digits = rest.get(..2).filter(|d| d.bytes().all(|b| b.is_ascii_digit()) && *d != "11")?;
        let parted = rest[2..].trim_start().starts_with(['-', '—', '－', '–']);
        let code = format!("{digits}0000");
        (parted && division(&code).is_some()).then_some(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_masthead_tells_whose_paper_it_is_and_where_it_is_made() {
        let whose = |text: &str| organ(&lines(text), None);
        let made = |text: &str| address(&lines(text), None);
        assert_eq!(whose("滏阳农讯\n中共邯郸市委农村工作部主办\n第12期").as_deref(), Some("130400"));
        assert_eq!(whose("今日四版 零售每份一角"), None);
        assert_eq!(made("社址：平遥县西大街").as_deref(), Some("140728"));
        assert_eq!(made("地址：太原市迎泽区某街5号").as_deref(), Some("140100"));
    }

    #[test]
    fn a_cn_number_tells_the_province() {
        let of = |text: &str| province(&lines(text));
        assert_eq!(of("国内统一刊号：CN14-0099").as_deref(), Some("140000"));
        assert_eq!(of("国内统一连续出版物号 ＣＮ ３３－００１２").as_deref(), Some("330000"));
        assert_eq!(of("CN11-0001"), None);
        assert_eq!(of("CNN 14"), None);
    }
}
