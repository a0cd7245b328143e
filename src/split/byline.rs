//! Bylines, signatures and credits: from a line to names with their roles.
//!
//! In: a line's folded text. Out: [`Author`]s, or nothing where it is no such line.

use super::Author;
use super::office;
use super::pattern::Pattern;
use super::station::is_place;
use crate::text::names::{close_up, is_body, is_person, is_surely_person};
use crate::text::squeeze;
use crate::text::words::is_word;
use std::borrow::Cow;

/// Marks that papers set before a name.
const MARKS: &[char] =
    &['□', '◎', '○', '●', '■', '◇', '◆', '▲', '△', '☆', '★', '¤', '▢', '◻', '▪', '▫', '¤', '✎'];

/// What he is called who signs before the names, and what he did.
macro_rules! roles {
    () => {
        concat!(
            r"(?:首席|学生|校园|小|特派|特约|特約|实习|實習|实习生|见习|全媒体|融媒体|驻[\p{Han}]{1,6}|資深|资深|主任)*",
            r"(?:记者|記者|实习生|通讯员|通訊員|评论员|撰稿人|撰稿|撰文|作者|编译|编导|编辑|口述|辑|摄像|主播|播音|摄影记者|摄影师|摄影报道|攝影報道|摄影|攝影|摄|整理|执笔|供稿|供图|配图|插图|绘图|制图|漫画|翻译|校译|译|图文|文图|文/图|图/文|文\s?[/:]|图\s?[/:]|图片|文字|记录整理|采写|提案人|答复人|讲述|主讲|报告人|解答|答疑|报道|本报综合)",
            r"\s*[::/]?\s*"
        )
    };
}
/// Who signs, before the names: with his paper, or without. Two branches: few lines begin as the second does.
static LEAD_ROLE: Pattern = Pattern::folded(concat!(
    r"^(?:本报|本報|本刊|本台|本社|本网|[\p{Han}]{1,8}(?:日报|晚报|报社|社|网|电视台|电台|广播站|记者站|新闻中心|融媒体中心|融媒))",
    roles!(),
    r"|^",
    roles!(),
));
static CREDIT: Pattern = Pattern::folded(
    r"(?:^|[\s。.)(])((?:[^\s。,,]{0,12}(?:记者|記者|通讯员|通訊員|特约记者)\s*[::]?\s*)?(?:[\p{Han}·]{1,4}[\s、]{0,2}){1,6}?)\s*[/]?\s*(摄影报道|攝影報道|摄影|攝影|摄|攝|供图|供圖|图片|绘|漫画|制图|作)[)]?$",
);
static PLAIN_CREDIT: Pattern = Pattern::folded(
    r"(?:(?:新华社|中新社|本报|本台|本刊)?(?:记者|通讯员)\s*摄|资料图片?|资料照片|新华社发|新華社發|本报资料|(?:图片)?由[^,。]{2,20}提供|视频截图)[)]?$",
);

/// How the words of both patterns end: most lines end otherwise.
const CREDIT_ENDS: &[char] =
    &['道', '影', '摄', '攝', '图', '圖', '片', '绘', '画', '作', '发', '發', '料', '供'];
/// Likewise the roles that stand close behind a name.
const ROLE_ENDS: &[char] =
    &['述', '理', '录', '译', '作', '写', '编', '辑', '稿', '笔', '文', '撰', '图', '摄', '集'];

/// A byline that stands on a line of its own above (or below) an article: `□ 本报记者 X`, `◎ X Y`, `文/X`.
pub fn byline(fold: &str) -> Option<Vec<Author>> {
    let marked = fold.starts_with(MARKS) || fold.starts_with("·") && fold.chars().count() < 14;
    let text = fold.trim_start_matches(MARKS).trim_matches(['·', ' ', ':']).trim();
    let text = ["报道:", "采写:", "记者:", "撰稿:", "摄像:"]
        .iter()
        .find_map(|w| text.strip_prefix(w))
        .filter(|t| t.contains("记者") || t.contains("通讯员"))
        .map_or(text, str::trim);
    if text.is_empty() || text.chars().count() > 48 || text.ends_with(['。', '!', '?', ';', ',']) {
        return None;
    }
    // 某某某(瑶族), 某某某(某县医院): the bracket says who he is.
    let (text, told) = office::in_brackets(text);
    let unmarked: String;
    let text = if text.contains([',', '、'])
        && text.contains(|c: char| c.is_ascii_digit() || c == '*' || c == '†')
    {
        unmarked = text.replace(|c: char| c.is_ascii_digit() || "*†²³¹".contains(c), "").replace(",,", ",");
        unmarked.trim_end_matches([',', ' '])
    } else {
        text
    };
    if let Some(name) = fold.trim().strip_prefix('·').and_then(|t| t.strip_suffix('·'))
        && let Some(authors) = pen_name(name)
    {
        return Some(authors);
    }
    if let Some(author) = desk(text) {
        return Some(vec![author]);
    }
    let told_apart: String;
    let text = match close_up_marks(text) {
        Some(closed) => {
            told_apart = closed;
            told_apart.as_str()
        }
        None => text,
    };
    // 本报记者 某某 发自某地.
    let text = text.find(" 发自").map_or(text, |at| &text[..at]);
    let (text, suffixed) = suffix_roles(text);
    let glued = || office::glued(&text).filter(|_| marked);
    let (mut authors, roles) = match addressed(&text).or_else(glued) {
        Some(names) => (names, true),
        None => parse(&text, marked)?,
    };
    if let (Some(author), Some(office)) = (authors.last_mut(), told) {
        author.office.get_or_insert(office);
    }
    let sure = authors.iter().all(|a| is_surely_person(&a.name));
    // A short name without mark is set with a space: 丁 一; without one it may be a word.
    let bare_pair = authors.len() == 1 && text.chars().count() == 2;
    (marked || roles || suffixed || sure && !bare_pair).then_some(authors)
}

/// 本报记者 张三 李四 等 without its 等, 张三/文 李四/图 without its strokes.
fn close_up_marks(text: &str) -> Option<String> {
    let rest = text.strip_suffix('等').map(str::trim_end).filter(|rest| LEAD_ROLE.is_match(rest));
    let text = rest.unwrap_or(text);
    if !text.contains('/') {
        return rest.map(str::to_owned);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let last = out.chars().next_back().unwrap_or(' ');
        // 文/图 and 图/文 are roles of their own.
        let role = chars.peek().is_some_and(|next| "文图摄".contains(*next));
        if c != '/' || !role || !crate::text::is_han(last) || "文图摄".contains(last) {
            out.push(c);
        }
    }
    Some(out)
}

/// Who signs for a paper without a name: 本报评论员.
fn desk(text: &str) -> Option<Author> {
    static DESK: Pattern = Pattern::folded(
        r"^(?:本[报報刊台社网]|[\p{Han}]{2,6}[报報社])(?:特约|特約)?(?:评论员|評論員|编辑部|編輯部|编者|记者团|记者|記者|通讯员|通訊員)$",
    );
    if !text.ends_with(['员', '員', '部', '者', '团']) {
        return None;
    }
    let text = squeeze(text);
    DESK.is_match(&text).then(|| Author::named(text))
}

/// Roles printed close behind their names are set apart: 沈一禾搜集整理 → 沈一禾 整理; a country before a foreign name
/// (〔保加利亚〕) is left out.
fn suffix_roles(text: &str) -> (Cow<'_, str>, bool) {
    static BEHIND: Pattern = Pattern::folded(
        r"^(?:[〔\[(][\p{Han}]{1,6}[〕\])])?\s*([\p{Han}·]{2,10}?|[\p{Han}]\s+[\p{Han}])\s*(口述|搜集整理|收集整理|记录整理|整理|记录|翻译|编译|译|原作|编写|选编|选辑|供稿|执笔|撰文|撰|文|作|图|摄|搜集)$",
    );
    let country = text.starts_with(['〔', '[', '(']);
    let mut changed = false;
    let tokens: Vec<&str> = text.split(['\u{3000}', ' ']).filter(|t| !t.is_empty()).collect();
    if !tokens.iter().any(|t| t.ends_with(ROLE_ENDS)) {
        return (text.into(), false);
    }
    let parts: Vec<String> = (0..tokens.len())
        .map(|k| (tokens[k], k.checked_sub(1).map(|before| tokens[before])))
        .map(|(t, before)| {
            match Some(t).filter(|t| t.ends_with(ROLE_ENDS)).and_then(|t| BEHIND.captures(t)) {
                // 通讯员 柳一文: a name of three characters, not 柳一 and what he did.
                Some(m)
                    if m[2].chars().count() == 1 && before.is_some_and(is_marked) && is_surely_person(t) =>
                {
                    t.to_string()
                }
                Some(m)
                    if close_up(&m[1]).iter().all(|n| {
                        is_surely_person(n) && !is_word(t) || is_person(n) && m[2].chars().count() > 1
                    }) || country =>
                {
                    changed = true;
                    format!("{} {}", &m[1], role_word(&m[2]))
                }
                // 甲某某 文 乙某某 图: set apart from the name.
                None if ["文", "图", "撰", "译"].contains(&t) && before.is_some_and(is_surely_person) => {
                    changed = true;
                    role_word(t).to_string()
                }
                _ => t.to_string(),
            }
        })
        .collect();
    if changed { (parts.join(" ").into(), true) } else { (text.into(), false) }
}

/// The role that the list of roles knows.
fn role_word(role: &str) -> &str {
    match role {
        "搜集整理" | "收集整理" | "记录整理" | "记录" | "搜集" => "整理",
        "译" | "翻译" => "编译",
        "原作" | "作" | "撰" | "编写" => "撰稿",
        "选编" | "选辑" => "编辑",
        "撰文" | "文" => "文字",
        "图" | "摄" => "摄影",
        other => other,
    }
}

/// `某县河口区 束长青`, `退休工人 黄一成`: where a writer lives or what he is, and his name; the name must be sure.
fn addressed(text: &str) -> Option<Vec<Author>> {
    office::beside_names(text, |word| LEAD_ROLE.is_match(word))
}

/// Whether the line carries a mark or a role word: names alone are weaker evidence.
pub fn is_marked(fold: &str) -> bool {
    fold.starts_with(MARKS) || LEAD_ROLE.is_match(fold)
}

/// What stands within the brackets that close an article: names, with or without roles.
pub fn signature(inside: &str) -> Option<Vec<Author>> {
    if inside.chars().count() < 2 || inside.contains(['。', ',', '?', '!']) {
        return None;
    }
    if let Some(names) = addressed(inside).or_else(|| office::glued(inside)) {
        return Some(names);
    }
    if is_body(inside) || is_place(inside) && inside.chars().count() >= 3 {
        return Some(vec![Author::named(inside)]);
    }
    let (authors, roles) = parse(inside, false)?;
    let sure =
        authors.iter().all(|a| is_person(&a.name)) && authors.iter().any(|a| is_surely_person(&a.name));
    (roles || sure).then_some(authors)
}

/// Names in a dateline's brackets, or before 报道: here a name is expected, so rare surnames and Tibetan names count.
pub fn in_dateline(inside: &str) -> Option<Vec<Author>> {
    if inside.chars().count() < 2 || inside.contains(['。', '?', '!', '《']) {
        return None;
    }
    let (authors, roles) = parse(inside, true).or_else(|| addressed(inside).map(|a| (a, true)))?;
    let known = authors.iter().any(|a| is_person(&a.name));
    (roles || known).then_some(authors)
}

/// A name without mark or role that only its place, just below a headline, tells: two or three characters, no word.
pub fn bare_name(fold: &str) -> Option<Vec<Author>> {
    let name = squeeze(fold);
    let len = name.chars().count();
    ((2..=3).contains(&len)
        && may_be_name(&name)
        && !name.ends_with(['篇', '章', '则', '首', '题', '记', '版', '们', '事']))
    .then(|| vec![Author::named(name)])
}

/// A name that only its place tells, in brackets at a text's end: two or three characters, whatever they say.
pub fn pen_name(fold: &str) -> Option<Vec<Author>> {
    let name = squeeze(fold);
    let shape = (2..=3).contains(&name.chars().count()) && name.chars().all(crate::text::is_han);
    shape.then(|| vec![Author::named(name)])
}

/// `(摘自《…》8月4日 作者 某某)`, `(作者:某某)`: who wrote what was taken over.
pub fn in_note(fold: &str) -> Option<Vec<Author>> {
    static SOURCE: Pattern =
        Pattern::folded(r"^(?:摘自|选自|原载|转自|据)?\s*《[^》]{2,24}》[^\s,]{0,14}[\s,]+(.{2,30})$");
    static WRITER: Pattern =
        Pattern::folded(r"(?:^|[\s,])(?:作者|文)\s*[::/\s]\s*((?:[\p{Han}·]{2,8}[\s、]*){1,4})$");
    let inside = fold.trim().trim_matches(['(', ')', '[', ']', ' ']);
    let names = WRITER.captures(inside).or_else(|| SOURCE.captures(inside))?;
    let names = names[1].trim().trim_end_matches('文').trim().to_string();
    let tokens = close_up(&names);
    let sure = (1..=4).contains(&tokens.len()) && tokens.iter().all(|n| is_person(n));
    sure.then(|| tokens.into_iter().map(Author::named).collect())
}

/// A body that signs: 中共某县委改革办. Weak by itself: it must stand where a byline stands.
pub fn body(fold: &str) -> Option<Vec<Author>> {
    let text = fold.trim_start_matches(MARKS).trim();
    is_body(text).then(|| vec![Author::named(text)])
}

/// `X 摄`, `新华社记者 X 摄`, `资料图片` at a line's end: the names, and the byte at which the credit begins.
pub fn credit(fold: &str) -> Option<(Vec<Author>, usize)> {
    let trimmed = fold.trim_end();
    if !trimmed.strip_suffix(')').unwrap_or(trimmed).ends_with(CREDIT_ENDS) {
        return None;
    }
    if let Some(m) = PLAIN_CREDIT.find(trimmed) {
        return Some((Vec::new(), m.start()));
    }
    let m = CREDIT.captures(trimmed)?;
    let (whole, names, role) = (m.get(1)?, m[1].trim_start_matches('(').to_string(), m[2].to_string());
    // `乌日娜 摄`: set apart from the role, a rare surname counts too; in `他爱好摄影` nothing is set apart.
    let apart = trimmed[..whole.end()].ends_with(' ') || trimmed[whole.end()..].starts_with(' ');
    let (authors, roles) = parse(&names, apart)?;
    let known = authors.iter().all(|a| is_person(&a.name) || roles || apart && may_be_name(&a.name));
    let joined = |a: Author| Author { role: format!("{} {role}", a.role).trim().to_string(), ..a };
    let authors = authors.into_iter().map(joined).collect();
    known.then_some((authors, whole.start()))
}

/// Names and the roles before, between or after them; `None` where a token is neither. Where a mark or a role says that
/// names stand here, rare surnames count too.
fn parse(text: &str, marked: bool) -> Option<(Vec<Author>, bool)> {
    let mut roles = false;
    let mut authors: Vec<Author> = Vec::new();
    for (role, names) in roles_behind(pieces(text)) {
        // `本报记者 年华`: after a space even a word is a name, if a role says so.
        let reporter = ["记者", "記者", "通讯员", "通訊員"].iter().any(|r| role.ends_with(r));
        let apart = reporter && text.contains(&format!("{role} "));
        // 编辑絮语: a role glued to what is no name for sure is a word.
        let glued = !reporter && !role.is_empty() && text.contains(&format!("{role}{names}"));
        roles |= !role.is_empty();
        if names.is_empty() {
            // A role after its names is theirs, beside the one before them: 记者 王小明 摄, 记者 甲 通讯员 乙 文/图.
            for author in &mut authors {
                author.role = format!("{} {role}", author.role).trim().to_string();
            }
            continue;
        }
        // 通讯员 某县气象局 某某: where he works, then his name.
        if let Some(told) = addressed(&names) {
            authors.extend(told.into_iter().map(|a| Author { role: role.clone(), ..a }));
            continue;
        }
        let tokens = close_up(&names);
        let several = tokens.len() > 1;
        for name in tokens {
            // (某县 某人): where the writer lives.
            if several && is_place(&name) {
                continue;
            }
            let name = name.trim_matches(['(', ')', '[', ']', ':', '·']).to_string();
            let rare = marked && name.chars().count() <= 3 && may_be_name(&name);
            let rare = rare
                || !role.is_empty()
                    && !glued
                    && (may_be_name(&name) || apart && (2..=3).contains(&name.chars().count()));
            if !(is_person(&name) || is_body(&name) || rare) {
                return None;
            }
            authors.push(Author { role: role.clone(), ..Author::named(name) });
        }
    }
    if authors.is_empty() { None } else { Some((authors, roles)) }
}

fn may_be_name(name: &str) -> bool {
    let len = name.chars().count();
    (2..=4).contains(&len)
        && !name.starts_with(['走', '在', '到', '从', '来', '我', '他', '她', '这', '那'])
        && name.chars().all(crate::text::is_han)
        && !crate::text::words::is_word(name)
}

/// `甲 口述 乙 整理`: where a line opens with names and closes with a role, each role is of the names before it.
fn roles_behind(pieces: Vec<(String, String)>) -> Vec<(String, String)> {
    let behind = pieces.len() > 1
        && pieces.first().is_some_and(|p| p.0.is_empty())
        && pieces.last().is_some_and(|p| p.1.is_empty());
    if !behind {
        return pieces;
    }
    pieces.windows(2).map(|w| (w[1].0.clone(), w[0].1.clone())).collect()
}

/// Cuts `本报记者 甲 通讯员 乙 丙` into (role, names) pieces.
fn pieces(text: &str) -> Vec<(String, String)> {
    /// A role stands at the beginning, or behind one of these.
    const APART: [char; 4] = [' ', '、', '/', '·'];
    let mut out: Vec<(String, String)> = Vec::new();
    let mut role = String::new();
    let mut names = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(m) = LEAD_ROLE.find(rest).filter(|m| !m.is_empty()) {
            if !names.trim().is_empty() || !role.is_empty() {
                out.push((std::mem::take(&mut role), names.trim().to_string()));
            }
            names.clear();
            role = m.as_str().trim_matches(['/', ':', ' ']).to_string();
            rest = &rest[m.end()..];
            continue;
        }
        let end = rest.char_indices().find(|(_, c)| APART.contains(c));
        let (name, others) = rest.split_at(end.map_or(rest.len(), |(at, c)| at + c.len_utf8()));
        names.push_str(name);
        rest = others;
    }
    out.push((role, names.trim().to_string()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(authors: Option<Vec<Author>>) -> Vec<String> {
        authors.unwrap_or_default().into_iter().map(|a| a.name).collect()
    }

    #[test]
    fn bylines_in_every_form() {
        for (text, want) in [
            ("□ 本报记者 周宁", vec!["周宁"]),
            ("□ 段石生 王禾", vec!["段石生", "王禾"]),
            ("◎ 王 川", vec!["王川"]),
            ("本报记者 张三丰 通讯员 李小四 王五", vec!["张三丰", "李小四", "王五"]),
            ("记者 赵一鸣 文/图", vec!["赵一鸣"]),
            ("文/陈晓 图/李小舟", vec!["陈晓", "李小舟"]),
            ("本报记者 年华", vec!["年华"]),
            ("■特约记者 司马青", vec!["司马青"]),
        ] {
            assert_eq!(names(byline(text)), want, "{text}");
        }
        for text in ["◇ 宣传工作的方针", "构建新格局", "我市召开大会", "县域传真"] {
            assert_eq!(names(byline(text)), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn credits() {
        let (who, at) = credit("渡口旧貌。 资料图片").unwrap_or_default();
        assert!(who.is_empty() && at > 0);
        let (who, _) = credit("新华社记者 赵子文 摄").unwrap_or_default();
        assert_eq!(who[0].name, "赵子文");
        let (who, _) = credit("图为收割现场。王小明 摄").unwrap_or_default();
        assert_eq!(who[0].name, "王小明");
        assert!(credit("他爱好摄影").is_none());
    }
}
