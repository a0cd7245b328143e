//! What file names tell: what is a source, in which order pages come, which names are the same to a file system.

use crate::text::dates;
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// The name without its last extension, and the extension in lower case (empty where there is none).
pub fn split_extension(name: &str) -> (&str, String) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension.to_lowercase()),
        _ => (name, String::new()),
    }
}

/// Whether the extension is one of a source.
pub fn is_source(extension: &str) -> bool {
    matches!(extension, "txt" | "md")
}

/// Whether the extension is one of YAML.
pub fn is_yaml(extension: &str) -> bool {
    matches!(extension, "yaml" | "yml")
}

/// Whether a source's name says that it is about the folder rather than a source.
pub fn is_readme(stem: &str) -> bool {
    matches!(stem.to_lowercase().as_str(), "readme" | "license" | "changelog")
}

/// The form in which two names meet that some file systems hold for the same (case, Unicode form).
pub fn same_name(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Whether a file's name is an issue's rather than a page's: a date (`2022-05`, `20220510`, `2022年5月`) or a
/// number (`第5期`). A folder with nothing else is a drawer of issues, such as one for each year.
pub fn names_an_issue(stem: &str) -> bool {
    let name: String = stem.nfkc().filter(|c| !c.is_whitespace()).collect();
    if name.contains('版') || name.contains('页') {
        return false;
    }
    if let Some((_, rest)) = name.split_once('第') {
        let digits = rest.chars().take_while(|c| kind(*c) != Kind::Word).count();
        if digits > 0 && rest.chars().nth(digits) == Some('期') {
            return true;
        }
    }
    if is_printed_date(&name) {
        return true;
    }
    let date = name.replace(['年', '月'], "-").replace('日', "").replace(['.', '_'], "-");
    let parts: Vec<&str> = date.trim_end_matches('-').split('-').collect();
    let number = |p: &&str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(number) {
        return false;
    }
    let century = matches!(parts[0].get(..2), Some("18" | "19" | "20"));
    let widths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    century && matches!(widths[..], [6] | [8] | [4, 1 | 2] | [4, 1 | 2, 1 | 2])
}

/// Whether the name is a month, season or day as a masthead prints it: `民国36年3月5日`, `2022年5月1-7日合刊`, `2022年春季号`.
fn is_printed_date(name: &str) -> bool {
    let reading = dates::Reading::new(name);
    let found = dates::find(&reading);
    let [date] = found.as_slice() else { return false };
    let rest = reading.chars.get(date.at.end..).unwrap_or_default();
    let said = date.first;
    let of_issue =
        matches!(said.year, Some(dates::Year::Common(_))) && (said.month.is_some() || said.part.is_some());
    of_issue && date.at.start == 0 && rest.len() <= 3 && rest.iter().all(|c| "合季月之号刊卷".contains(*c))
}

/// One piece of a name: numbers come in the order of their value, and before words.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// Length without leading zeros, then digits: any number of them, without overflow.
    Number(usize, String),
    Word(String),
}

/// Order of pages by name: `2` before `10`, `第2版` before `第10版`, `第九版` before `第十版`, `A02` before `B01`.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    pieces(a).cmp(&pieces(b)).then_with(|| a.cmp(b))
}

fn pieces(name: &str) -> Vec<Piece> {
    let chars: Vec<char> = name.nfkc().flat_map(char::to_lowercase).collect();
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(first) = chars.get(i) {
        let kind = kind(*first);
        let run: String = chars[i..].iter().take_while(|c| self::kind(**c) == kind).collect();
        i += run.chars().count();
        let digits = match kind {
            Kind::Digit => Some(run.clone()),
            Kind::Chinese => Some(chinese_number(&run).to_string()),
            Kind::Word => None,
        };
        out.push(match digits {
            Some(digits) => {
                let significant = digits.trim_start_matches('0');
                Piece::Number(significant.len(), significant.into())
            }
            None => Piece::Word(run),
        });
    }
    out
}

#[derive(PartialEq, Clone, Copy)]
enum Kind {
    Digit,
    Chinese,
    Word,
}

fn kind(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Digit
    } else if chinese_digit(c).is_some() || matches!(c, '十' | '百') {
        Kind::Chinese
    } else {
        Kind::Word
    }
}

fn chinese_digit(c: char) -> Option<u64> {
    "〇一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u64).or((c == '零').then_some(0))
}

/// `十一` is 11, `二〇二二` is 2022.
fn chinese_number(run: &str) -> u64 {
    let (mut total, mut digit): (u64, Option<u64>) = (0, None);
    for c in run.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            _ => {
                let value = chinese_digit(c).unwrap_or(0);
                digit = Some(digit.unwrap_or(0).saturating_mul(10).saturating_add(value));
                continue;
            }
        };
        total = total.saturating_add(digit.filter(|d| *d > 0).unwrap_or(1).saturating_mul(unit));
        digit = None;
    }
    total.saturating_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_in_the_order_of_their_numbers() {
        let mut names = ["10", "B01", "第十一版", "2", "A10", "第2版", "A02", "第三版", "第10版", "01"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["01", "2", "10", "A02", "A10", "B01", "第2版", "第三版", "第10版", "第十一版"]);
    }

    #[test]
    fn the_order_is_total_for_any_name() {
        assert_eq!(natural_order("01", "1"), "01".cmp("1"));
        assert_eq!(natural_order(&"9".repeat(99), &"9".repeat(98)), Ordering::Greater);
        assert_eq!(natural_order("〇〇", "〇〇"), Ordering::Equal);
    }

    #[test]
    fn issues_are_told_from_pages() {
        for issue in [
            "2022-05",
            "2022-5-1",
            "20220510",
            "202205",
            "2022年第5期",
            "第十二期",
            "2022年5月10日",
            "民国36年3月5日",
            "2022年5月1-7日合刊",
            "2022年春季号",
            "一九五六年十一月号",
        ] {
            assert!(names_an_issue(issue), "{issue}");
        }
        for page in [
            "01",
            "A02",
            "第2版",
            "2022-05-10-01版",
            "20220510-01",
            "要闻",
            "2022",
            "0510",
            "第五页",
            "2022年",
            "2022年工作总结",
            "2022年5月要闻",
        ] {
            assert!(!names_an_issue(page), "{page}");
        }
    }

    #[test]
    fn extensions() {
        assert_eq!(split_extension("a.b.TXT"), ("a.b", "txt".into()));
        assert_eq!(split_extension(".hidden"), (".hidden", String::new()));
        assert_eq!(same_name("E\u{301}.txt"), same_name("é.TXT"));
    }
}
