//! What a line says it is, read by itself: page mark, jump, byline, signature, credit, dateline, enumeration.
//!
//! In: a line's folded text. Out: the mark, parsed. Nothing here knows a line's neighbours.

use super::pattern::Pattern;
use super::{Author, byline};
use crate::text::charset::CharSet;
use crate::text::numbers::number;

/// `第A02版 要闻`, `03版：民生`, `A1 要闻`: page and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageMark {
    pub page: String,
    pub section: Option<String>,
}

/// 下转 / 上接: the page named, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    pub page: Option<String>,
    /// Words beside the page: the title of the article meant, as some papers print it.
    pub words: String,
}

static PAGE: Pattern = Pattern::folded(
    r"^[-—·\[(【]?\s*第?\s*([A-Z]?\s?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版\s*[\])】]?\s*[::·|/-]?\s*[\[(【]?(\S{0,8}?)[\])】]?\s*[-—·]?$",
);
/// Who made the page, behind its mark: 责编/某某 版式/某某.
static EDITORS: Pattern = Pattern::folded(
    r"\s+(?:本版|值班|执行)?(?:责编|责任编辑|编辑|版式|校对|美编|组版|制版|电话|新闻热线|E-?mail)\s*[/::\s].*$",
);
static PAGE_AFTER: Pattern = Pattern::folded(
    r"^([\p{Han}·]{2,6})\s*[::·|/]?\s*第?\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版$",
);
static PAGE_CODE: Pattern = Pattern::folded(r"^([A-Z]\d{1,2})\s*[::·|/-]?\s*([\p{Han}·]{0,8})$");
static FOLIO: Pattern = Pattern::folded(
    r"^.{0,24}?[-—·•~\s]*(?:第\s*)(\d{1,3})\s*页\s*[/,(]?\s*共\s*\d{1,3}\s*页[)]?$|^.{0,24}?共\s*\d{1,3}\s*页\s*[/,(]?\s*第\s*(\d{1,3})\s*页[)]?(?:\s+\S{0,14}){0,2}$|^[-—·•~\s]*(?:第\s*)?(\d{1,3})\s*(?:页)?[-—·•~\s]*$",
);
static JUMP_TO: Pattern = Pattern::folded(
    r"[\[(【(]?\s*(?:紧|文)?\s*[下]?\s*(?:下转|转入|转)\s*(?:至|到)?\s*第?\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})?\s*(?:版|页|面)?\s*([^\])】]{0,24})[\])】]?\s*$",
);
static JUMP_FROM: Pattern = Pattern::folded(
    r"^[\[(【◀▲△■]?\s*(?:紧)?(?:上接|接)\s*第?\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:版|页|面)\s*([^\])】]{0,40}?)\s*[\])】]|^[◀▲△■]?\s*(?:紧)?上接\s*第?\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:版|页|面)\s*(.{0,40})$",
);
static DATELINE: Pattern = Pattern::folded(
    r"^(?:[\[(【]\s*)?(?:本[报報刊台市县縣区區社](?:[\p{Han}]{0,8}\d{0,2}[\p{Han}]{0,3}?)?[讯訊电電消]息?|(?:据|據)?(?:新华社|新華社|中新社|中新网|[\p{Han}]{1,6}(?:社|网|日报|报))[\p{Han}、]{0,14}?\s*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)?(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})日\s*(?:专|專|急|综合|綜合|体育|财经|国际|简讯|短讯|特写)*(?:专|專)?[电電讯訊]|(?:新华社|新華社|中央社|塔斯社|路透社|合众社|合眾社|美联社|法新社|共同社|中新社|[\p{Han}]{2,4}分社)[\p{Han}、]{0,10}[一二三四五六七八九十廿卅\d]{0,4}日?[电電讯訊]|[\p{Han}]{2,8}(?:消息|讯)\s*[(][^)]{2,12}[)]\s*[,::]|[\p{Han}]{2,8}(?:消息|专电|專電|通讯|通訊)[,,::]|(?:本报|本台|本社|本网)?(?:记者|通讯员)[\p{Han}、\s]{2,14}(?:报道|讯|摄影报道)[::]|[\[【][\p{Han}\d\s]{2,18}(?:讯|訊|电|電|通讯|通訊|消息|特稿)[\]】])",
);
static NUMBERED: Pattern = Pattern::folded(
    r"^(?:([一二三四五六七八九十]{1,3})\s*[、..]|[(]\s*([一二三四五六七八九十]{1,3})\s*[)]\s*、?|第([一二三四五六七八九十]{1,3})[、,,::章节条]|(\d{1,2})\s*[、..]\s*(?:\D|$)|[(]\s*(\d{1,2})\s*[)]\s*|([①②③④⑤⑥⑦⑧⑨⑩])|([一二三四五六七八九十]{1,2})[是要])",
);
static DATED: Pattern =
    Pattern::folded(r"^(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:至|—|-|~|,|,|上午|下午|晚|起|\s|[^\d])");
static AD_LABEL: Pattern = Pattern::folded(
    r"^[\[(【]?\s*(?:公益|分类|分類|商业|商業|中缝|本版|便民|电视|影剧|招商|招聘|第[一二三四五六七八]版)?\s*(?:广告|廣告)\s*[\])】]?$|^.{0,14}公益广告$|^(?:遗失声明|遺失聲明|声明|聲明|[\p{Han}]{0,6}启事|啟事|招租|拍卖公告|公告栏|分类广告|广而告之|减资公告|注销公告|清算公告|中缝|中縫)$|^.{0,8}(?:启事|啟事)[::]|^(?:启事|啟事|广告|廣告|公益广告|公告|声明|聲明|遗失|招聘)\s+\S|^(?:欢迎订阅|歡迎訂閱|欢迎投稿|下期预告|敬告读者|影讯|影訊|剧讯|预告|天气预报)\s*[::\s]\s*\S|^(?:供应|求购|转让|出租|出售|招生|征稿)\s*[::\s].*(?:\d{5}|电话|地址|联系|面议|从优)",
);
static AUTHOR_NOTE: Pattern = Pattern::folded(
    r"^[(\[【]?\s*[*※]?\s*(?:本文)?作者(?:系|单位|單位|为|是|简介|地址|现任|:|:).{0,80}[)\]】]?$|^[(]\s*(?:执笔|责任编辑|责编|整理|编辑)\s*[::]?.{1,30}[)]$|^[(]\s*(?:本文|原载|摘自|选自|转自|原题|节选).{0,40}[)]$|^[(]\s*(?:待续|未完待续|完|未完|续完|全文完|连载[\d一二三四五六七八九十]*)\s*[)]$",
);

/// A page mark of a newspaper.
pub fn page_mark(fold: &str) -> Option<PageMark> {
    // Most lines have nothing that the patterns ask for.
    if !fold.contains('版') && !fold.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let fold = EDITORS.find(fold).map_or(fold, |m| fold[..m.start()].trim_end());
    let section = |s: &str| Some(s.trim_matches(['·', ':']).to_string()).filter(|s| !s.is_empty());
    if let Some(m) = PAGE.captures(fold) {
        return Some(PageMark { page: page_name(&m[1]), section: section(&m[2]) });
    }
    let counts = ["今日", "今天", "本期", "共", "全"].iter().any(|w| fold.starts_with(w));
    if let Some(m) = PAGE_AFTER.captures(fold).filter(|_| !counts) {
        return Some(PageMark { page: page_name(&m[2]), section: section(&m[1]) });
    }
    let m = PAGE_CODE.captures(fold)?;
    Some(PageMark { page: m[1].to_string(), section: section(&m[2]) })
}

/// A bare page number at the head or foot of a periodical's page.
pub fn folio(fold: &str) -> Option<String> {
    let m = FOLIO.captures(fold)?;
    m.get(1).or(m.get(2)).or(m.get(3)).map(|n| n.as_str().to_string())
}

/// `A 02` → `A02`, `三` → `3`.
fn page_name(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match number(&text) {
        Some(n) if !text.starts_with(|c: char| c.is_ascii_digit()) => n.to_string(),
        _ => text,
    }
}

/// 转 is in many a paragraph: only one behind 下 or a bracket is looked at more closely.
fn may_jump(fold: &str) -> bool {
    fold.match_indices('转').any(|(at, _)| {
        let before = &fold[..at];
        before.ends_with('下') || before.trim_end_matches(['下', '紧', '文', ' ']).ends_with(['(', '[', '【'])
    })
}

/// 下转 at a line's end: the jump and the byte at which it begins in the folded text.
pub fn jump_to(fold: &str) -> Option<(Jump, usize)> {
    /// It is shorter than this, whatever it says.
    const LONGEST: usize = 80;
    let near = fold.floor_char_boundary(fold.len().saturating_sub(4 * LONGEST));
    if !fold[near..].contains('转') {
        return None;
    }
    let from = fold.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
    let m = if may_jump(&fold[from..]) { JUMP_TO.captures(&fold[from..])? } else { return None };
    let whole = m.get(0)?;
    let bare = whole.as_str().trim_start_matches(['(', '[', '【', ' ']);
    // 转 alone is an ordinary verb: it needs 下, or brackets and a page.
    let sure = bare.starts_with("下转") || bare.starts_with("紧下转") || bare.starts_with("文下转");
    let bracketed = whole.as_str().starts_with(['(', '[', '【']) && m.get(1).is_some();
    if !(sure || bracketed) || (m.get(1).is_none() && m[2].is_empty()) {
        return None;
    }
    Some((
        Jump { page: m.get(1).map(|p| page_name(p.as_str())), words: m[2].trim().to_string() },
        from + whole.start(),
    ))
}

/// 上接 at a line's start: the jump and the byte after it in the folded text.
pub fn jump_from(fold: &str) -> Option<(Jump, usize)> {
    let Some(m) = JUMP_FROM.captures(fold) else { return title_and_jump(fold) };
    let page = m.get(1).or(m.get(3)).map(|p| page_name(p.as_str()));
    let words = m.get(2).or(m.get(4)).map_or("", |w| w.as_str());
    Some((Jump { page, words: words.trim().to_string() }, m.get(0)?.end()))
}

/// 候鸟医生十年守望海岛(上接第1版): the title again, and where the article began.
fn title_and_jump(fold: &str) -> Option<(Jump, usize)> {
    static BEHIND: Pattern = Pattern::folded(
        r"^([^,。;:]{4,36}?)\s*[\[(【]\s*(?:紧)?(?:上接|接)\s*第?\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:版|页|面)\s*[\])】]$",
    );
    let m = BEHIND.captures(fold.trim_end())?;
    Some((Jump { page: Some(page_name(&m[2])), words: m[1].trim().to_string() }, fold.len()))
}

/// A dateline has one of these, or 报道, among its few characters: most lines have none there.
static DATELINE_SIGNS: CharSet = CharSet::of("讯訊电電消稿");

fn find_dateline(fold: &str) -> Option<regex_lite::Match<'_>> {
    const NEAR: usize = 60;
    let may_be = |c: char| DATELINE_SIGNS.contains(c) || c == '道';
    if !fold.chars().take(NEAR).any(may_be) {
        return None;
    }
    let head = fold.char_indices().nth(NEAR).map_or(fold, |(at, _)| &fold[..at]);
    (head.chars().any(|c| DATELINE_SIGNS.contains(c)) || head.contains("报道"))
        .then(|| DATELINE.find(fold))?
}

/// 本报讯, 新华社北京5月1日电, 【新华社……电】: how an agency's or a paper's own report opens.
pub fn dateline(fold: &str) -> bool {
    // 本报通讯员某某 is a byline, not 本报通讯.
    find_dateline(fold).is_some_and(|m| !fold[m.end()..].starts_with(['员', '員']))
}

/// The byte after the dateline, its brackets and the names that follow it in brackets.
pub fn after_dateline(fold: &str) -> usize {
    let Some(m) = find_dateline(fold) else { return 0 };
    let mut end = m.end();
    let mut rest = &fold[end..];
    if rest.starts_with('(') {
        end += rest.find(')').map_or(0, |at| at + 1);
        rest = &fold[end..];
    }
    end + rest.len() - rest.trim_start_matches([' ', ']', '】', ':']).len()
}

/// How a line is enumerated: the style (一、/(一)/1./一是) and the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered {
    pub style: u8,
    pub number: u32,
}

/// The enumeration a line opens with.
pub fn numbered(fold: &str) -> Option<Numbered> {
    let m = NUMBERED.captures(fold)?;
    (1..=7).find_map(|style| {
        let text = m.get(style)?.as_str();
        let number = match style {
            6 => (text.chars().next()? as u32).checked_sub('①' as u32)? + 1,
            _ => number(text)?,
        };
        Some(Numbered { style: style as u8, number })
    })
}

/// `4. 国内简讯`: the words without the figure of an item in a list of items.
pub fn without_number(words: &str) -> &str {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &words[digits..];
    let title = rest.strip_prefix(['、', '.', '．']).unwrap_or(rest).trim_start();
    let numbered = (1..=2).contains(&digits) && title.len() < rest.len();
    if numbered && !title.starts_with(|c: char| c.is_ascii_digit()) && !title.is_empty() {
        title
    } else {
        words
    }
}

/// Opens with a day: 4月2日, an entry of a chronicle.
pub fn dated(fold: &str) -> bool {
    DATED.is_match(fold)
}

/// Says that what follows is an advertisement or a notice.
pub fn ad_label(fold: &str) -> bool {
    AD_LABEL.is_match(fold)
}

/// 某某谨启, 某某敬上: how letters and notices are signed; gives who signs.
pub fn respectfully(fold: &str) -> Option<&str> {
    const CLOSES: &str =
        "谨启 謹啓 謹啟 敬启 敬啓 敬啟 谨识 謹識 敬上 谨上 謹上 鞠躬 顿首 頓首 谨告 謹告 同启 同啓";
    let fold = fold.trim();
    // Their last characters: most lines end otherwise.
    if !fold.ends_with(['启', '啓', '啟', '识', '識', '上', '躬', '首', '告']) {
        return None;
    }
    let name = CLOSES.split(' ').find_map(|c| fold.strip_suffix(c))?.trim();
    (!name.is_empty() && !name.contains(['。', ','])).then_some(name)
}

/// (作者系…), (作者单位:…), (责编 X); 责任编辑:X below an article.
pub fn author_note(fold: &str) -> bool {
    fold.starts_with(['(', '[', '【', '*', '※', '本', '作', ' ']) && AUTHOR_NOTE.is_match(fold)
}

/// The date, with a place or a body, that closes a document or an essay: 一九五六年八月,三河闸; 总务处 12月11日.
pub fn closing_date(fold: &str) -> bool {
    static CLOSING: Pattern = Pattern::folded(concat!(
        r"^(?:[\p{Han}]{2,20}[\s,]+)?(?:(?:\d{4}|[一二三四五六七八九〇○零]{4})年)(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})日|[初中末底]|上旬|中旬|下旬)?(?:夜|晨)?(?:[\s,]*(?:于|在|写于|作于)?[\p{Han}]{2,8})?$",
        r"|^[\p{Han}]{2,20}\s+\d{1,2}月\d{1,2}日$"
    ));
    fold.contains('月') && fold.chars().count() <= 32 && CLOSING.is_match(fold.trim())
}

/// Names in brackets at the very end of a paragraph: `……地说。(白 帆)`; the byte at which they begin.
pub fn trailing_signature(fold: &str) -> Option<(Vec<Author>, usize)> {
    let trimmed = fold.trim_end();
    if !trimmed.ends_with([')', '】', ']']) {
        return None;
    }
    let open = trimmed.rfind(['(', '【', '['])?;
    let inside = trimmed[open..].trim_matches(['(', ')', '【', '】', '[', ']', ' ']);
    let before = trimmed[..open].chars().next_back();
    let after_stop =
        before.is_none_or(|c| crate::text::is_stop(c) || crate::text::is_closer(c) || c.is_whitespace());
    if !after_stop || inside.chars().nth(40).is_some() {
        return None;
    }
    Some((byline::signature(inside)?, open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_marks() {
        for (text, page, section) in [
            ("第A02版 要闻", "A02", Some("要闻")),
            ("03版:民生", "03", Some("民生")),
            ("第三版", "3", None),
            ("要闻 第2版", "2", Some("要闻")),
            ("A1 要闻", "A1", Some("要闻")),
        ] {
            let mark = page_mark(text);
            assert_eq!(
                mark,
                Some(PageMark { page: page.into(), section: section.map(Into::into) }),
                "{text}"
            );
        }
        for text in ["2023年第5期", "出版", "今日4版", "第三版画在本市展出引起了读者的热烈反响"]
        {
            assert_eq!(page_mark(text), None, "{text}");
        }
    }

    #[test]
    fn jumps() {
        let to = |t: &str| jump_to(t).map(|(j, at)| (j.page, at));
        assert_eq!(to("春耕(下转第9页)"), Some((Some("9".into()), 6)));
        assert_eq!(to("春耕 下转第三版"), Some((Some("3".into()), 6)));
        assert_eq!(to("他把田转给了邻居"), None);
        assert_eq!(to("风向转"), None);
        let from = |t: &str| jump_from(t).map(|(j, at)| (j.page, t[at..].to_string()));
        assert_eq!(from("(上接第8页)河水涨"), Some((Some("8".into()), "河水涨".into())));
        assert_eq!(from("上接第一版"), Some((Some("1".into()), "".into())));
        assert_eq!(from("接到通知以后"), None);
    }

    #[test]
    fn datelines() {
        for text in [
            "本报讯 日前",
            "本报讯(记者 某某)",
            "新华社北京5月1日电",
            "【新华社延安五日电】",
            "[本報南京四日電]",
            "本报北京5月3日电",
            "据新华社北京3月2日电",
        ] {
            assert!(dateline(text), "{text}");
        }
        for text in ["本报记者走访发现", "新华社记者说", "电报挂号"] {
            assert!(!dateline(text), "{text}");
        }
    }

    #[test]
    fn enumerations() {
        let number = |t: &str| numbered(t).map(|n| (n.style, n.number));
        assert_eq!(number("一、修渠引水"), Some((1, 1)));
        assert_eq!(number("(三)育好苗"), Some((2, 3)));
        assert_eq!(number("2. 分步施工"), Some((4, 2)));
        assert_eq!(number("二要抓紧"), Some((7, 2)));
        assert_eq!(number("1963年,第一批"), None);
        assert_eq!(number("2.5万亩"), None);
    }

    #[test]
    fn signatures_close_a_paragraph() {
        let names =
            |t: &str| trailing_signature(t).map(|(a, _)| a.into_iter().map(|a| a.name).collect::<Vec<_>>());
        assert_eq!(names("笑着说。(白 帆)"), Some(vec!["白帆".to_string()]));
        assert_eq!(names("(孙 岩 王映雪)"), Some(vec!["孙岩".to_string(), "王映雪".to_string()]));
        assert_eq!(names("平安社区(村)"), None);
        assert_eq!(names("完成任务。(见图)"), None);
    }
}
