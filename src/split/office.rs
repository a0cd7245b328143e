//! Offices: what a writer is or where he works, as it is printed with his name.
//!
//! In: folded bylines and notes. Out: names with the words beside them: before (`某局局长 束长青`, glued `某局局长束长青`), behind
//! (`束长青 某县医院`), in brackets, or in a note below the text (`作者系某局局长`).

use super::pattern::Pattern;
use super::{Author, station};
use crate::text::names::{close_up, is_body, is_person, is_surely_person};
use crate::text::{is_han, squeeze};

/// Names, and the office that is printed with them.
type Group = (Option<String>, Vec<String>);

/// `某县河口区 束长青`, `某局局长 甲 某厂厂长 乙`, `甲 某县人民医院`: at least one of each group's names must be sure.
/// `is_role` knows words that are roles, not offices.
pub fn beside_names(text: &str, is_role: fn(&str) -> bool) -> Option<Vec<Author>> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    // Without a second word there is no name.
    tokens.get(1)?;
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let stations = tokens[at..]
            .iter()
            .enumerate()
            .take_while(|(k, t)| is_station(t, is_role) && (*k > 0 || is_long_enough(t)))
            .count();
        let office = (stations > 0).then(|| tokens[at..at + stations].join(" "));
        at += stations;
        let named = tokens[at..]
            .iter()
            .enumerate()
            .take_while(|(k, t)| *k == 0 || !is_station(t, is_role) || !is_long_enough(t))
            .count();
        let names = if named > 0 { close_up(&tokens[at..at + named].join(" ")) } else { Vec::new() };
        groups.push((office, names));
        at += named;
    }
    let groups = behind(groups)?;
    let fits = groups.iter().all(|(office, names)| office.is_some() && are_names(names));
    let author =
        |office: &Option<String>, name: String| Author { office: office.clone(), ..Author::named(name) };
    fits.then(|| {
        groups.into_iter().flat_map(|(o, names)| names.into_iter().map(move |n| author(&o, n))).collect()
    })
}

/// `甲 某县医院 乙 某县中学`: where names stand first, the office behind them is theirs.
fn behind(groups: Vec<Group>) -> Option<Vec<Group>> {
    if groups.first()?.0.is_some() {
        return Some(groups);
    }
    let mut out: Vec<Group> = Vec::new();
    for (k, (office, names)) in groups.iter().enumerate() {
        if let (Some(office), Some(last)) = (office, out.last_mut()) {
            // A mere place behind a name is a dateline's; a body or an office is his.
            if !(is_body(&squeeze(office)) || station::is_office(office)) {
                return None;
            }
            last.0 = Some(office.clone());
        }
        if k + 1 < groups.len() || !names.is_empty() {
            out.push((None, names.clone()));
        }
    }
    out.iter().all(|(_, names)| names.iter().all(|n| is_surely_person(n))).then_some(out)
}

fn are_names(names: &[String]) -> bool {
    (1..=4).contains(&names.len())
        && names.iter().any(|n| is_surely_person(n) || is_person(n) && n.chars().count() == 3)
        && names.iter().all(|n| is_person(n))
}

fn is_long_enough(token: &str) -> bool {
    station::is_writer(token) || (3..=24).contains(&token.chars().count())
}

fn is_station(token: &str, is_role: fn(&str) -> bool) -> bool {
    station::before_a_name(token)
        && !token.split('、').any(is_surely_person)
        && !is_role(token)
        && token.chars().all(|c| is_han(c) || "()·“”、".contains(c) || c.is_ascii_digit())
}

/// `中共某县委书记束长青`: an office and a name without a space between them. Only where a mark or a bracket says that
/// somebody signs here.
pub fn glued(text: &str) -> Option<Vec<Author>> {
    static GLUED: Pattern = Pattern::folded(
        r"^([\p{Han}“”()、·]{2,22}(?:书记|部长|局长|厅长|处长|科长|县长|市长|省长|区长|旗长|州长|乡长|镇长|主任|主席|校长|院长|所长|站长|会长|社长|台长|馆长|厂长|队长|行长|教授|研究员|工程师|董事长|总经理|经理|检察长|医师))\s?([\p{Han}]{2,4}|[\p{Han}]\s[\p{Han}])$",
    );
    let m = GLUED.captures(text.trim())?;
    let name = squeeze(&m[2]);
    is_surely_person(&name).then(|| vec![Author { office: Some(m[1].to_string()), ..Author::named(name) }])
}

/// `束长青(某县医院)`: the byline without its closing bracket, and the office that the bracket tells, if it does;
/// `(瑶族)` is only taken away.
pub fn in_brackets(text: &str) -> (&str, Option<String>) {
    let Some((name, note)) = text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) else {
        return (text, None);
    };
    let (name, note) = (name.trim_end(), note.trim());
    if note.ends_with('族') && !name.is_empty() {
        return (name, None);
    }
    let said = leading(note).unwrap_or(note);
    let office =
        said.len() < note.len() || is_body(said) || station::is_office(said) && said.chars().count() >= 3;
    if office && name.chars().next_back().is_some_and(is_han) {
        (name, Some(said.to_string()))
    } else {
        (text, None)
    }
}

/// What follows `作者系`, `作者单位:`, `系`.
fn leading(note: &str) -> Option<&str> {
    static SAYS: Pattern = Pattern::folded(
        r"^(?:(?:本文)?作者(?:单位|單位)?(?:均|分别|分別)?\s*(?:系|係|为|為|是|现任|單位|单位|[::])|系|单位)\s*[::]?\s*",
    );
    SAYS.find(note).map(|m| note[m.end()..].trim())
}

/// A note without the brackets around it, and with those inside it.
fn out_of_brackets(note: &str) -> &str {
    let mut inside = note.trim_matches(['*', '※', ' ']);
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】')] {
        let whole = |s: &&str| !s.contains(open);
        if let Some(bare) = inside.strip_prefix(open) {
            inside = bare.strip_suffix(close).unwrap_or(bare);
        } else if let Some(bare) = inside.strip_suffix(close).filter(whole) {
            inside = bare;
        }
    }
    inside.trim()
}

/// Gives the authors the offices that a note tells: `(作者系某局局长)`, `(作者单位:某县医院)`, `(甲系某局局长,乙系某厂工人)`. A name that
/// it tells besides is added where nobody has signed.
pub fn from_note(note: &str, authors: &mut Vec<Author>) {
    let inside = out_of_brackets(note);
    let Some(said) = leading(inside).map(str::to_string).or_else(|| named_first(inside, authors)) else {
        return;
    };
    let said = said.trim_end_matches(['。', ')', ' ']).trim_start_matches([':', ' ']);
    // 甲系某局局长,乙系某厂工人: each by his name.
    let mut by_name = false;
    for part in said.split([';', ',', '。']) {
        let found = authors.iter_mut().find(|a| squeeze(part).starts_with(a.name.as_str()));
        if let Some(author) = found {
            let words = part.trim_start().trim_start_matches(|c: char| author.name.contains(c) || c == ' ');
            let office = words.trim_start_matches(['系', '為', '为', '是', ':', ' ']).trim();
            if is_office_like(office) {
                author.office.get_or_insert_with(|| office.to_string());
                by_name = true;
            }
        }
    }
    if by_name {
        return;
    }
    // (作者系某校教师 甲): the name stands behind.
    if authors.is_empty() {
        authors.extend(beside_names(said, |_| false).or_else(|| glued(said)).unwrap_or_default());
        return;
    }
    let parts: Vec<&str> = said.split(['、', ';']).map(str::trim).collect();
    if parts.len() == authors.len() && parts.len() > 1 && inside.contains("分") {
        for (author, part) in authors.iter_mut().zip(parts) {
            author.office.get_or_insert_with(|| part.to_string());
        }
        return;
    }
    if is_office_like(said) {
        for author in authors.iter_mut().filter(|a| is_person(&a.name)) {
            author.office.get_or_insert_with(|| said.to_string());
        }
    }
}

/// `甲系某局局长`, `作者甲,系某局局长`: a note that begins with the name of who signs.
fn named_first(inside: &str, authors: &[Author]) -> Option<String> {
    let words = inside.strip_prefix("本文").unwrap_or(inside);
    let words = words.strip_prefix("作者").unwrap_or(words).trim_start_matches([':', ' ']);
    let author = authors.iter().find(|a| !a.name.is_empty() && words.starts_with(a.name.as_str()))?;
    let rest = words[author.name.len()..].trim_start_matches([',', ' ']);
    rest.starts_with(['系', '为', '為', '是'])
        .then(|| words.replacen(&format!("{},", author.name), &author.name, 1))
}

/// A few words that end as offices, bodies and places do.
fn is_office_like(words: &str) -> bool {
    let plain = squeeze(words);
    (3..=60).contains(&plain.chars().count())
        && !plain.contains(['。', '?', '!'])
        && plain.chars().any(is_han)
        && (is_body(&plain) || station::is_office(&plain) || station::before_a_name(&plain))
}
