//! Masthead and colophon lines: what an issue says of itself.
//!
//! In: a line's folded text. Out: the facts on it, and whether it is a line of a masthead or a colophon at all.

use super::IssueFacts;
use super::dated::{self, Dated};
use super::pattern::Pattern;
use crate::text::charset::Words;
use crate::text::numbers::number;
use chrono::NaiveDate;

static NUMBER: Pattern = Pattern::folded(
    r"(\d{4}|[一二三四五六七八九十〇○零]{4})\s*(?:年|·|\.|/|-)?\s*第?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})(?:\s*[-—~、/至]\s*(\d{1,3}))?\s*期",
);
static SERIAL: Pattern = Pattern::folded(
    r"(?:总|總|累计)\s*(?:第|期)?\s*(\d[\d,]{0,6}|[一二三四五六七八九十百千零〇]{1,8})\s*[期号號]|第\s*(\d{2,6}|[一二三四五六七八九十百千零〇]{2,9})\s*[号號期](?:\D|$)|(?:^|\s)[Nn][Oo]\.?\s*(\d{2,6})",
);
static DATE: Pattern = Pattern::folded(
    r"(\d{4}|[一二三四五六七八九〇○零]{4})\s*[年.\-/·]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月.\-/·]\s*(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*日?",
);
static REPUBLIC: Pattern = Pattern::folded(
    r"(?:中华|中華)?民[国國]\s*(\d{1,2}|[一二三四五六七八九十廿卅]{1,4})年\s*(?:(\d{1,2}|[一二三四五六七八九十]{1,3})月\s*(?:(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日)?)?",
);
static MONTH: Pattern = Pattern::folded(r"(\d{4})\s*[年.·]\s*(\d{1,2})\s*月(?:号|刊|出版)?(?:\D|$)");
static EDITION: Pattern = Pattern::folded(r"(增刊|号外|號外|晚版|早版|午版|特刊|合订本|专刊号)");
static MASTHEAD: Pattern = Pattern::folded(concat!(
    r"国内统一|國內統一|CN\s?\d{2}\s?[-—]\s?\d{4}|ISSN|邮发代号|郵發|准印证|准字第|内部资料|内部刊物|免费赠阅|",
    r"农历|農曆|夏历|今日[\p{Han}\d]{0,4}[版张]|今天\d+版|本期(?:共)?\d+版|每份|零售|定价|訂價|代号\d|出版日期|出版$|日出版|主管\s*主办|社址|創刊|创刊"
));
static WEEKDAY: Pattern = Pattern::folded(r"(?:星期|礼拜|禮拜)[一二三四五六日天]");
static COLOPHON: Pattern = Pattern::folded(concat!(
    r"^(?:总|总主|执行|常务|副|名誉|特邀|编委会|编委|本报|本刊|本期|本版|今日|责任|美术|版式|文字|网络|编务|电子)*",
    r"(?:主编|总编|总编辑|编辑|责编|编审|校对|美编|版式|设计|顾问|编委|委员|主任|副主任|社长|发行人|主办|主管|主管单位|主办单位|承办|承办单位|协办|协办单位|编辑出版|出版|印刷|承印|发行|",
    r"办公地址|地址|社址|电话|传真|热线|新闻热线|广告热线|广告经营|邮编|邮政编码|网址|官网|邮箱|电子信箱|电子邮箱|邮政信箱|投稿邮箱|E-?mail|微信|准印证号|刊号|定价|印数|开本|印张|法律顾问|主播|播音|主持|主持人|审片|终审|编审|监制|导播|制片|播出时间|值班编委|值班主任|编校|检校|审校|签发|组版)(?:单位|机关|部门)?\s*[::]"
));
static HOUSE: Pattern = Pattern::folded(
    r"^.{2,24}(?:主办|主管|承办|协办|编印|编辑出版|出版发行|[室处局委部府社会]编)(?:\s.*[日期号])?$",
);
/// Where a bulletin went: 报:…, 送:…, (共印150份).
static SENT: Pattern = Pattern::folded(
    r"^(?:报|送|发|报送|抄送|抄报|抄发|主送|分送|发送)\s*[::].{2,80}$|^[(]?\s*共印\s*\d+\s*份\s*[)]?$",
);
static HOUSE_NAME: Pattern = Pattern::folded(
    r"《([^》]{2,16})》\s*(?:杂志社|编辑部|编委会|编辑委员会|报社)|^([\p{Han}]{2,14})(?:杂志社|编辑部|报社)(?:出版|编|主办)?$",
);
/// How names of publications end.
static NAME_ENDS: Words = Words::of(&[
    "日报",
    "日報",
    "晚报",
    "晚報",
    "晨报",
    "时报",
    "時報",
    "周报",
    "週報",
    "早报",
    "都市报",
    "商报",
    "导报",
    "導報",
    "新报",
    "公报",
    "快报",
    "农民报",
    "工人报",
    "青年报",
    "教育报",
    "新闻",
    "时讯",
    "報",
    "报",
    "通讯",
    "通訊",
    "月刊",
    "季刊",
    "周刊",
    "週刊",
    "半月刊",
    "旬刊",
    "杂志",
    "學報",
    "学报",
    "工作",
    "研究",
    "文艺",
    "生活",
    "论坛",
    "参考",
    "简报",
    "画报",
    "畫報",
    "信息",
    "史志",
    "年鉴",
    "方志",
]);

/// 责任编辑 某某: one maker of the page, without a colon.
pub fn is_one_maker(fold: &str) -> bool {
    static ONE: Pattern = Pattern::folded(
        r"^(?:本版|今日)?(?:责任编辑|责编|编辑|校对|版式|美编|美术编辑|社长|总编辑|总编|主编|副主编|值班总编|值班编委|监制)\s+[\p{Han}]{1,2}\s?[\p{Han}]{1,2}(?:\s+(?:责任编辑|责编|编辑|校对|版式|美编|美术编辑|社长|总编辑|副总编辑|总编|主编|副主编|值班编委|监制)\s+[\p{Han}]{1,2}\s?[\p{Han}]{1,2})*$",
    );
    ONE.is_match(fold.trim())
}

/// Whether the line is one of a masthead: number, date with the weekday, price, licence …
pub fn is_masthead(fold: &str) -> bool {
    let len = fold.chars().count();
    // 〔五届〕第三十一号 is the number of a document.
    len <= 90
        && !fold.starts_with(['〔', '[', '('])
        && (MASTHEAD.is_match(fold)
            || WEEKDAY.is_match(fold) && has_day(fold)
            || len <= 60
                && (NUMBER.is_match(fold)
                    || is_bare_date(fold)
                    || is_old_or_joint_date(fold)
                    || is_serial_line(fold)
                    || page_head(fold).is_some()))
        && !fold.ends_with(['。', '!', '?', ';'])
}

/// A page's head that reads like a paragraph: day and weekday, who made the page.
pub fn is_page_head(fold: &str) -> bool {
    static MADE_BY: Pattern =
        Pattern::folded(r"(?:责编|责任编辑|版式|校对|美编|组版|邮箱|热线|电话)\s*[::/]?");
    let set_apart = || !fold.contains('。') && fold.split_whitespace().count() >= 3;
    let of_the_day = || DATE.is_match(fold) && (WEEKDAY.is_match(fold) || MADE_BY.is_match(fold));
    // 责编 某某 美编 某某 校对 某某: who made the page.
    let of_its_makers =
        || MADE_BY.find(fold).is_some_and(|m| m.start() <= 30) && MADE_BY.find_iter(fold).count() >= 2;
    set_apart() && (of_the_day() || of_its_makers()) || is_forecast(fold)
}

/// What programmes that gather pages write at their top: 来源:…, 发布时间:….
pub fn is_gathered(fold: &str) -> bool {
    const KEYS: &str = "来源 更新时间 发布时间 日期 时间 网址 编号 标签 关键词";
    let text = fold.trim_start_matches(['-', '*', ' ', '(']);
    text.split_once(':').is_some_and(|(key, value)| {
        KEYS.split(' ').any(|k| k == key.trim()) && !value.trim().is_empty() && !value.contains('。')
    })
}

/// The weather box, in one line: 今晚到明天:晴到多云 偏南风三级 最高气温38℃.
fn is_forecast(fold: &str) -> bool {
    static OPENS: Pattern = Pattern::folded(
        r"^(?:天气:?)?[\p{Han}]{0,4}(?:今天|今日|今晚|明天|明日|今明|未来[一二两三\d]天|天气预报|天气预告|气象预报|天氣預報|天氣預告)",
    );
    static TERMS: Pattern = Pattern::folded(
        r"多云|多雲|晴|阴|陰|[小中大暴阵雷陣]雨|[小中大暴]雪|[轉转到间間]雨|风力?[^,。]{0,5}级|風力?[^,。]{0,5}級|(?:气温|氣溫|温度|溫度|最[高低])[^,。]{0,6}[\d零一二三四五六七八九十]|℃",
    );
    let sentences = fold.matches('。').count();
    fold.chars().count() <= 120
        && sentences <= 2
        && OPENS.is_match(fold)
        && TERMS.find_iter(fold).take(3).count() == 3
}

/// An imprint in one line: address, postcode, telephone.
pub fn is_imprint(fold: &str) -> bool {
    static PARTS: Pattern = Pattern::folded(
        r"(?:国内统一|广告经营|地址|社址|邮编|邮政编码|责编|版式|校对|美编|组版|电话|热线|传真|定价|订价|零售|印刷|准印|邮箱|E-?mail)\s*[::]?",
    );
    static OF_THE_HOUSE: Pattern = Pattern::folded(
        r"^(?:本报|本版|本刊|本台|[\p{Han}]{2,12}(?:报社|日报|晚报|电视台|广播站|编辑部|融媒体中心))[^。]{0,40}?(?:热线|电话|地址|社址|邮箱)[^。]*$",
    );
    OF_THE_HOUSE.is_match(fold) || COLOPHON.is_match(fold) && PARTS.find_iter(fold).count() >= 2
}

/// A date and nothing else.
pub fn is_date_alone(fold: &str) -> bool {
    [&DATE, &REPUBLIC].iter().any(|date| date.find(fold).is_some_and(|m| m.len() == fold.trim().len()))
}

/// Whether the line is one of a colophon: 主编:…, 电话:…, …主办.
pub fn is_colophon(fold: &str) -> bool {
    let len = fold.chars().count();
    len <= 90
        && (COLOPHON.is_match(fold)
            || HOUSE.is_match(fold)
            || HOUSE_NAME.is_match(fold)
            || SENT.is_match(fold))
}

/// `某某晚报 2016年11月3日 第3版`: nothing but a name, a date, a weekday, a page and its section.
fn page_head(fold: &str) -> Option<String> {
    static WEEKDAY: Pattern = Pattern::folded(r"^(?:星期|周|礼拜)[一二三四五六日天]$");
    let tokens: Vec<&str> =
        fold.split(|c: char| c.is_whitespace() || c == '|').filter(|t| !t.is_empty()).collect();
    if !(2..=7).contains(&tokens.len()) || fold.chars().count() > 60 {
        return None;
    }
    let is_date = |t: &str| DATE.find(t).is_some_and(|m| m.len() == t.len());
    let is_page = |t: &str| {
        let t = t.trim_matches(['(', ')']);
        super::marks::page_mark(t).is_some() || t.len() <= 2 && t.chars().all(|c| c.is_ascii_digit())
    };
    let is_name = |t: &str| {
        (2..=10).contains(&t.chars().count()) && t.chars().all(|c| crate::text::is_han(c) || c == '·')
    };
    let is_serial = |t: &str| SERIAL.find(t).is_some_and(|m| m.len() == t.len());
    let known = |t: &&str| {
        is_serial(t) || is_date(t) || is_page(t) || WEEKDAY.is_match(t) || is_name(t) || MASTHEAD.is_match(t)
    };
    let coded = tokens.iter().any(|t| super::marks::page_mark(t).is_some())
        && tokens.iter().any(|t| publication_name(t).is_some());
    if !(coded || tokens.iter().any(|t| is_date(t))) || !tokens.iter().all(known) {
        return None;
    }
    let at_edge = [tokens.first(), tokens.last()].into_iter().flatten();
    let name = at_edge.filter(|t| is_name(t) && !WEEKDAY.is_match(t)).find(|t| publication_name(t).is_some());
    Some(name.map_or(String::new(), |t| (*t).to_string()))
}

/// The publication's name at the edge of a page's head.
pub fn name_in_page_head(fold: &str) -> Option<String> {
    page_head(fold).filter(|name| !name.is_empty())
}

/// A weekday is a masthead's only beside its day, or alone: “星期六工程师” is a headline.
fn has_day(fold: &str) -> bool {
    let alone = WEEKDAY.find(fold).is_some_and(|m| m.len() == fold.trim().len());
    alone || fold.contains('日') || DATE.is_match(fold) || REPUBLIC.is_match(fold)
}

fn is_bare_date(fold: &str) -> bool {
    [&DATE, &REPUBLIC].iter().any(|date| date.find(fold).is_some_and(|m| m.len() * 2 > fold.trim().len()))
}

/// A date of a reign or of the moon, a season, a month with 号, two days or months joined: more than half of the line.
fn is_old_or_joint_date(fold: &str) -> bool {
    static FORMS: Pattern = Pattern::folded(concat!(
        r"年.*[号號刊卷]|年.*月.*[日月初十廿]|月\s*第\d+期|^(?:大清)?(?:光[绪緒]|宣[统統]|同治|咸[丰豐]|康德|洪[宪憲]|公元|中[华華]民[国國]|民[国國])|",
        r"年[春夏秋冬]|季度"
    ));
    FORMS.is_match(fold) && dated::read(fold, None).is_some_and(|d| squeezed(&d.printed) * 2 > squeezed(fold))
}

/// Characters that are not white space.
fn squeezed(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn is_serial_line(fold: &str) -> bool {
    SERIAL.find(fold).is_some_and(|m| m.len() * 2 > fold.trim().len())
}

/// A line that may be a publication's name: short, and ending as such names end.
pub fn publication_name(fold: &str) -> Option<String> {
    let trimmed = fold.trim_end();
    if !NAME_ENDS.may_end(trimmed.strip_suffix('》').unwrap_or(trimmed).trim_end()) {
        return None;
    }
    let squeezed = crate::text::squeeze(fold);
    let name = squeezed.strip_prefix('《').unwrap_or(&squeezed);
    let name = name.strip_suffix('》').unwrap_or(name);
    let before = |rest: &str| (1..=10).contains(&rest.chars().count());
    let ends = || NAME_ENDS.endings(name).any(before);
    (name.chars().all(crate::text::is_han) && ends()).then(|| name.to_string())
}

/// The name in 《…》杂志社, …报社.
pub fn house_name(fold: &str) -> Option<String> {
    let m = HOUSE_NAME.captures(fold)?;
    m.get(1).or(m.get(2)).map(|name| name.as_str().to_string())
}

/// Adds what the line says to the facts; what is known already stays.
pub fn read_facts(fold: &str, facts: &mut IssueFacts) {
    if facts.number.is_none()
        && let Some(m) = NUMBER.captures(fold)
        && let (Some(year), Some(first)) = (number(&m[1]), number(&m[2]))
        && (1800..2200).contains(&year)
    {
        let last = m.get(3).map_or(String::new(), |l| format!("-{}", l.as_str().trim_start_matches('0')));
        facts.number = Some(format!("{year}年第{first}{last}期"));
    }
    if facts.serial.is_none() {
        facts.serial = serial(fold);
    }
    if facts.edition.is_none()
        && let Some(m) = EDITION.captures(fold)
    {
        facts.edition = Some(m[1].to_string());
    }
    read_date(fold, facts);
}

/// The line's date, where none is known yet, or only the month or year in which it lies.
fn read_date(fold: &str, facts: &mut IssueFacts) {
    let year = facts.number.as_deref().and_then(|n| n.get(..4)).and_then(|y| y.parse().ok());
    // 1985年3月1日创刊 and 创办于1985年3月1日 are no issue's date, in whichever form.
    let other = || date(fold).filter(|_| !dated::FOUNDING.iter().any(|w| fold.contains(w)));
    let found =
        dated::read(fold, year).or_else(|| other().map(|edtf| Dated { edtf, printed: String::new() }));
    let Some(Dated { edtf, printed }) = found else { return };
    let finer =
        |known: &String| edtf.len() > known.len() && !edtf.contains('/') && edtf.starts_with(known.as_str());
    if facts.date.as_ref().is_none_or(finer) {
        facts.date = Some(edtf);
        facts.date_printed = (!printed.is_empty()).then_some(printed);
    }
}

fn serial(fold: &str) -> Option<u32> {
    let without_number = NUMBER.replace_all(fold, " ");
    let m = SERIAL.captures(&without_number)?;
    let text = m.get(1).or(m.get(2)).or(m.get(3))?.as_str().replace(',', "");
    number(&text)
}

/// The first full date (EDTF) on a line, else a year and month; 民国 years are turned into common ones.
pub fn date(fold: &str) -> Option<String> {
    if let Some(m) = DATE.captures(fold)
        && let Some(date) = calendar(number(&m[1])?, number(&m[2])?, number(&m[3])?)
    {
        return Some(date);
    }
    if let Some(m) = REPUBLIC.captures(fold) {
        let year = 1911 + number(&m[1])?;
        return match (m.get(2).and_then(|x| number(x.as_str())), m.get(3).and_then(|x| number(x.as_str()))) {
            (Some(month), Some(day)) => calendar(year, month, day),
            (Some(month), None) if (1..=12).contains(&month) => Some(format!("{year:04}-{month:02}")),
            _ => Some(format!("{year:04}")),
        };
    }
    let m = MONTH.captures(fold)?;
    let (year, month) = (number(&m[1])?, number(&m[2])?);
    ((1800..2200).contains(&year) && (1..=12).contains(&month)).then(|| format!("{year:04}-{month:02}"))
}

pub(super) fn calendar(year: u32, month: u32, day: u32) -> Option<String> {
    let year = i32::try_from(year).ok().filter(|y| (1800..2200).contains(y))?;
    NaiveDate::from_ymd_opt(year, month, day).map(|d| d.format("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(fold: &str) -> IssueFacts {
        let mut facts = IssueFacts::default();
        read_facts(fold, &mut facts);
        facts
    }

    #[test]
    fn facts_of_a_masthead() {
        let f = facts("2019·7期(总第96期) 2019年7月8日出版(月刊)");
        assert_eq!(
            (f.number.as_deref(), f.serial, f.date.as_deref()),
            (Some("2019年第7期"), Some(96), Some("2019-07-08"))
        );
        let f = facts("2020年第5-6期");
        assert_eq!((f.number.as_deref(), f.serial), (Some("2020年第5-6期"), None));
        let f = facts("第8216号 一九五三年四月十二日 星期日");
        assert_eq!((f.serial, f.date.as_deref()), (Some(8216), Some("1953-04-12")));
        let f = facts("中華民國三十六年十月五日");
        assert_eq!(f.date.as_deref(), Some("1947-10-05"));
        assert_eq!(facts("2021年2月30日").date, None);
    }

    #[test]
    fn lines_of_mastheads_and_colophons() {
        for line in [
            "2021年3月4日 星期四 农历辛丑年正月廿一",
            "国内统一刊号 CN 36-0007",
            "第1234期 今日4版",
            "内部资料 免费交流",
        ] {
            assert!(is_masthead(line), "{line}");
        }
        assert!(!is_masthead("2021年3月4日,第一批树苗运到了山下,村民们早早等在村口。"));
        for line in
            ["主编:周宁", "责任编辑:段石生", "电话:(0000)1234567", "澄江县文化馆主办", "《澄江文艺》编辑部"]
        {
            assert!(is_colophon(line), "{line}");
        }
        assert_eq!(publication_name("澄 江 日 报").as_deref(), Some("澄江日报"));
        assert_eq!(house_name("编辑出版:《澄江文艺》杂志社").as_deref(), Some("澄江文艺"));
    }
}
