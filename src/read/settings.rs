//! `archive.yaml` and `publication.yaml`: what an archive and a publication say of themselves. All keys are optional.

use super::edtf;
use super::people::{self, PersonRule};
use super::schema::Checker;
use super::topics::TopicFile;
use super::yaml::{Node, Spot, Value};

/// `archive.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveSettings {
    pub title: String,
    pub subtitle: Option<String>,
    /// `zh` or `en`: the language of the interface.
    pub language: String,
    /// Name of a folder under `themes/`; `default` is built in.
    pub theme: String,
    /// Base address, for feed and sitemap only; ends in `/`.
    pub base: Option<String>,
    /// Plain text shown on the about page.
    pub about: Option<String>,
    /// Plain text shown at the foot of each page (e.g. an ICP licence).
    pub footer: Option<String>,
    /// Names of divisions that the table lacks: what stood before 2002, what people say.
    pub divisions: Vec<PlaceName>,
    /// Names in bylines that are one person's, or several persons'.
    pub people: Vec<PersonRule>,
    /// The archive's own topics, in the order in which it names their files.
    pub vocabularies: Vec<TopicFile>,
}

/// `archive.yaml` alone: what it says itself, and the files that it names.
#[derive(Debug, Clone, Default)]
pub struct ArchiveYaml {
    pub settings: ArchiveSettings,
    /// Vocabulary files, below `content/`, and where they are named.
    pub vocabularies: Vec<(String, Spot)>,
}

/// A name that an archive adds to the table of divisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    pub name: String,
    /// The division that it means, GB/T 2260.
    pub code: String,
    /// The last year in which it was called so; none where it still is.
    pub until: Option<String>,
}

impl Default for ArchiveSettings {
    fn default() -> Self {
        Self {
            title: "地方报刊档案库".into(),
            subtitle: None,
            language: "zh".into(),
            theme: "default".into(),
            base: None,
            about: None,
            footer: None,
            divisions: Vec::new(),
            vocabularies: Vec::new(),
            people: Vec::new(),
        }
    }
}

/// Whether pages are a newspaper's 版 or a periodical's 页.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Newspaper,
    Periodical,
}

/// `publication.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicationSettings {
    pub name: Option<String>,
    /// First part of the addresses: ASCII lower case letters, digits and hyphens.
    pub slug: Option<String>,
    pub kind: Option<Kind>,
    pub cn: Option<String>,
    pub issn: Option<String>,
    /// Home region, GB/T 2260.
    pub region: Option<String>,
    /// First and last date of appearance (EDTF).
    pub since: Option<String>,
    pub until: Option<String>,
    /// How often it appears: one of [`CADENCES`].
    pub cadence: Option<String>,
    /// Times without issues (休刊), as EDTF intervals or dates.
    pub pauses: Vec<String>,
    /// The archive's [`ArchiveSettings::divisions`], which hold for each of its publications.
    pub divisions: Vec<PlaceName>,
}

const ARCHIVE_KEYS: [&str; 10] = [
    "title",
    "subtitle",
    "language",
    "theme",
    "base",
    "about",
    "footer",
    "divisions",
    "people",
    "vocabularies",
];

const PUBLICATION_KEYS: [&str; 10] =
    ["name", "slug", "kind", "cn", "issn", "region", "since", "until", "cadence", "pauses"];

/// Cadences from the closest to the widest; what they mean is `archive::serials`' to say.
pub const CADENCES: [&str; 16] = [
    "daily",
    "three-weekly",
    "twice-weekly",
    "weekly",
    "every-two-days",
    "every-three-days",
    "every-five-days",
    "biweekly",
    "ten-days",
    "semimonthly",
    "monthly",
    "bimonthly",
    "quarterly",
    "semiannual",
    "annual",
    "irregular",
];

/// What the papers themselves call them.
const CADENCE_NAMES: [(&str, &str); 18] = [
    ("日报", "daily"),
    ("日刊", "daily"),
    ("周三刊", "three-weekly"),
    ("周二刊", "twice-weekly"),
    ("周报", "weekly"),
    ("周刊", "weekly"),
    ("隔日刊", "every-two-days"),
    ("三日刊", "every-three-days"),
    ("五日刊", "every-five-days"),
    ("双周刊", "biweekly"),
    ("旬刊", "ten-days"),
    ("半月刊", "semimonthly"),
    ("月刊", "monthly"),
    ("双月刊", "bimonthly"),
    ("季刊", "quarterly"),
    ("半年刊", "semiannual"),
    ("年刊", "annual"),
    ("不定期", "irregular"),
];

/// Reads `archive.yaml`; what is wrong in it is noted and left at its default.
pub fn archive(check: &mut Checker) -> ArchiveYaml {
    let (mut settings, mut vocabularies) = (ArchiveSettings::default(), Vec::new());
    let Some(node) = check.file.parse(check.problems) else { return ArchiveYaml::default() };
    for entry in check.map(&node, &ARCHIVE_KEYS).unwrap_or_default() {
        let value = &entry.node;
        match entry.key.as_str() {
            "title" => settings.title = check.some_text(value).unwrap_or(settings.title),
            "subtitle" => settings.subtitle = check.text(value),
            "language" => {
                let aliases = [("中文", "zh"), ("zh-CN", "zh"), ("English", "en")];
                settings.language = check.one_of(value, &["zh", "en"], &aliases).unwrap_or(settings.language);
            }
            "theme" => settings.theme = theme(check, value).unwrap_or(settings.theme),
            "base" => settings.base = base(check, value),
            "about" => settings.about = check.text(value),
            "footer" => settings.footer = check.text(value),
            "divisions" => settings.divisions = divisions(check, value),
            "people" => settings.people = people::people(check, value),
            _ => vocabularies = check.texts(value).unwrap_or_default(),
        }
    }
    ArchiveYaml { settings, vocabularies }
}

/// `- {name: 晋西专区, code: 141100, until: 1950}`.
fn divisions(check: &mut Checker, node: &Node) -> Vec<PlaceName> {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    items.iter().filter_map(|item| place_name(check, item)).collect()
}

fn place_name(check: &mut Checker, node: &Node) -> Option<PlaceName> {
    let (mut name, mut code, mut until) = (None, None, None);
    let entries = check.map(node, &["name", "code", "until"])?;
    let lacks = |key: &str| !entries.iter().any(|entry| entry.key == key);
    if lacks("name") || lacks("code") {
        let help = "写法 (as in): {name: 晋西专区, code: 141100, until: 1950}";
        check.error(node.spot, "缺少 name 或 code (name and code are both needed)", help);
    }
    for entry in entries {
        let value = &entry.node;
        match entry.key.as_str() {
            // One character would be found in every other word.
            "name" => {
                name = check.some_text(value);
                if let Some(short) = name.take_if(|name| name.chars().count() < 2) {
                    check.bad_value(value.spot, &short, "至少两个字 (two characters at least)".into());
                    return None;
                }
            }
            "code" => code = check.some_text(value).and_then(|text| check.region(text, value.spot)),
            _ => until = check.edtf(value, edtf::date),
        }
    }
    Some(PlaceName { name: name?, code: code?, until })
}

/// Reads `publication.yaml`; what is wrong in it is noted and left out.
pub fn publication(check: &mut Checker) -> PublicationSettings {
    let mut settings = PublicationSettings::default();
    let Some(node) = check.file.parse(check.problems) else { return settings };
    let mut until = node.spot;
    for entry in check.map(&node, &PUBLICATION_KEYS).unwrap_or_default() {
        let value = &entry.node;
        match entry.key.as_str() {
            "name" => settings.name = check.some_text(value),
            "slug" => settings.slug = slug(check, value),
            "kind" => settings.kind = kind(check, value),
            "cn" => settings.cn = check.some_text(value),
            "issn" => settings.issn = issn(check, value),
            "region" => {
                settings.region = check.some_text(value).and_then(|text| check.region(text, value.spot));
            }
            "since" => settings.since = check.edtf(value, edtf::date),
            "until" => {
                until = value.spot;
                settings.until = check.edtf(value, edtf::date);
            }
            "cadence" => settings.cadence = check.one_of(value, &CADENCES, &CADENCE_NAMES),
            _ => settings.pauses = pauses(check, value),
        }
    }
    if let (Some(first), Some(last)) = (&settings.since, &settings.until)
        && edtf::interval(&format!("{first}/{last}")).is_err()
    {
        let message = format!("until {last} 早于 since {first} (it ended before it began)");
        check.error(until, message, "请核对两个日期 (check both)");
    }
    settings
}

fn kind(check: &mut Checker, node: &Node) -> Option<Kind> {
    let aliases = [("报纸", "newspaper"), ("期刊", "periodical")];
    let name = check.one_of(node, &["newspaper", "periodical"], &aliases)?;
    Some(if name == "newspaper" { Kind::Newspaper } else { Kind::Periodical })
}

fn slug(check: &mut Checker, node: &Node) -> Option<String> {
    let text = check.some_text(node)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    // Windows has no folder `con`; an address must be a path on any host.
    let device = matches!(text.as_str(), "con" | "prn" | "aux" | "nul") || is_numbered_device(&text);
    if text.chars().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.len() <= 60
        && !device
    {
        return Some(text);
    }
    check.bad_value(node.spot, &text, "只用小写字母、数字和连字符，如 jcgz (a-z, 0-9 and hyphens)".into());
    None
}

fn is_numbered_device(text: &str) -> bool {
    text.strip_prefix("com")
        .or_else(|| text.strip_prefix("lpt"))
        .is_some_and(|n| n.len() == 1 && n.parse::<u8>().is_ok())
}

/// A theme is a folder's name, never a path out of `themes/`.
fn theme(check: &mut Checker, node: &Node) -> Option<String> {
    let text = check.some_text(node)?;
    if text.contains(['/', '\\']) || text.starts_with('.') {
        check.bad_value(
            node.spot,
            &text,
            "应为 themes/ 下的文件夹名 (the name of a folder in themes/)".into(),
        );
        return None;
    }
    Some(text)
}

fn base(check: &mut Checker, node: &Node) -> Option<String> {
    let text = check.some_text(node)?;
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = host.is_some_and(|h| !h.is_empty() && !h.starts_with('/'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"<>".contains(c));
    if !good {
        check.bad_value(node.spot, &text, "应为网址，如 https://example.org/dibao/ (an http address)".into());
        return None;
    }
    Some(if text.ends_with('/') { text } else { text + "/" })
}

fn issn(check: &mut Checker, node: &Node) -> Option<String> {
    let text = check.some_text(node)?;
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 9
        && bytes.iter().enumerate().all(|(i, b)| match i {
            4 => *b == b'-',
            8 => b.is_ascii_digit() || matches!(b, b'X' | b'x'),
            _ => b.is_ascii_digit(),
        });
    if !shaped {
        check.bad_value(node.spot, &text, "写法如 1672-1234 (as in 1672-1234)".into());
        return None;
    }
    Some(text.to_uppercase())
}

fn pauses(check: &mut Checker, node: &Node) -> Vec<String> {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    items.iter().filter_map(|item| check.edtf(item, edtf::interval)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::codes::AnyCode;
    use crate::read::yaml::YamlText;

    fn told<T>(text: &str, read: fn(&mut Checker) -> T) -> (T, String) {
        let mut problems = Vec::new();
        let file = YamlText::new("a.yaml", text);
        let value = read(&mut Checker { file: &file, codes: &AnyCode, problems: &mut problems });
        (value, problems.iter().map(|p| format!("{p}\n")).collect())
    }

    #[test]
    fn an_archive_adds_divisions() {
        let text = "divisions:\n  - {name: 晋西专区, code: 141100, until: 1950}\n  - {name: 老城, code: 140100}\n  - {name: 城, code: 140100}\n  - {name: 无码}\n";
        let (ArchiveYaml { settings, .. }, problems) = told(text, archive);
        let names: Vec<&str> = settings.divisions.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, ["晋西专区", "老城"]);
        assert_eq!(settings.divisions[0].until.as_deref(), Some("1950"));
        assert!(problems.contains("at least") && problems.contains("both needed"), "{problems}");
        assert_eq!(problems.matches("a.yaml:").count(), 2, "{problems}");
    }

    #[test]
    fn a_good_publication() {
        let text = "name: 晋城工作\nslug: jcgz\nkind: 期刊\ncn: 14-1234/D\nissn: 1672-123x\nregion: 140500\nsince: 1985\nuntil:\ncadence: monthly\npauses: [1990-01/1991, 2020-02]\n";
        let (settings, problems) = told(text, publication);
        assert_eq!(problems, "");
        assert_eq!(
            settings,
            PublicationSettings {
                name: Some("晋城工作".into()),
                slug: Some("jcgz".into()),
                kind: Some(Kind::Periodical),
                cn: Some("14-1234/D".into()),
                issn: Some("1672-123X".into()),
                region: Some("140500".into()),
                since: Some("1985".into()),
                until: None,
                cadence: Some("monthly".into()),
                pauses: vec!["1990-01/1991".into(), "2020-02".into()],
                divisions: Vec::new(),
            }
        );
    }

    #[test]
    fn every_slip_in_a_publication_is_told() {
        let text = "nmae: 甲\nslug: 晋城\nkind: magazine\nissn: 12\nregion: 晋城\nsince: 2020\nuntil: 2010年\ncadence: [daily]\npauses: {a: 1}\n";
        insta::assert_snapshot!(told(text, publication).1, @r#"
        a.yaml:1:1: 不认识的键 nmae (unknown key) (是不是 name? (did you mean name?) 可用 (allowed): name, slug, kind, cn, issn, region, since, until, cadence, pauses)
        a.yaml:2:7: 不能用的值 晋城 (bad value) (只用小写字母、数字和连字符，如 jcgz (a-z, 0-9 and hyphens))
        a.yaml:3:7: 不能用的值 magazine (bad value) (可用 (allowed): newspaper, periodical, 报纸, 期刊)
        a.yaml:4:7: 不能用的值 12 (bad value) (写法如 1672-1234 (as in 1672-1234))
        a.yaml:5:9: 不能用的值 晋城 (bad value) (应为 6 位行政区划代码，如 140500 (a GB/T 2260 code of 6 digits))
        a.yaml:7:8: 不能用的值 2010年 (bad value) (是不是 2010? (did you mean 2010?) 写法 (as in): 2022-05-10, 2022-05, 2022, 2021-11~)
        a.yaml:8:11: 类型不对：应为文字 (text)，却是列表 (a list) (文字有歧义时请加引号 (put it in quotes))
        a.yaml:9:10: 类型不对：应为文字 (text)，却是键和值 (a mapping) (文字有歧义时请加引号 (put it in quotes))
        "#);
        insta::assert_snapshot!(told("since: 2020\nuntil: 2010\n", publication).1, @"a.yaml:2:8: until 2010 早于 since 2020 (it ended before it began) (请核对两个日期 (check both))");
        insta::assert_snapshot!(told("name：晋城工作\nslug: jcgz\n", publication).1, @"a.yaml:1:1: 类型不对：应为键和值 (a mapping of keys and values)，却是文字 (text) (冒号请用半角，后加空格，如 `date: 2022-05-10` (use an ASCII colon and a space))");
        insta::assert_snapshot!(told("name：晋城工作\n", publication).1, @"a.yaml:1:1: 类型不对：应为键和值 (a mapping of keys and values)，却是文字 (text) (冒号请用半角，后加空格，如 `date: 2022-05-10` (use an ASCII colon and a space))");
        insta::assert_snapshot!(told("slug: con\n", publication).1, @"a.yaml:1:7: 不能用的值 con (bad value) (只用小写字母、数字和连字符，如 jcgz (a-z, 0-9 and hyphens))");
        insta::assert_snapshot!(told("- a\n- b\n", publication).1, @"a.yaml:1:3: 类型不对：应为键和值 (a mapping of keys and values)，却是列表 (a list) (可用 (allowed): name, slug, kind, cn, issn, region, since, until, cadence, pauses)");
    }

    #[test]
    fn archives() {
        let (ArchiveYaml { settings, vocabularies }, problems) =
            told("title: 馆\nlanguage: en\nbase: https://a.cn/x\nvocabularies: [a.yaml]\nabout:\n", archive);
        assert_eq!(problems, "");
        assert_eq!(vocabularies, [("a.yaml".to_owned(), Spot { line: 4, column: 16 })]);
        assert_eq!((settings.title.as_str(), settings.language.as_str()), ("馆", "en"));
        assert_eq!(settings.base.as_deref(), Some("https://a.cn/x/"));
        insta::assert_snapshot!(
            told("titel: 馆\nlanguage: fr\nbase: javascript:alert(1)\ntheme: ../x\ntitle: true\n", archive).1, @r#"
        a.yaml:1:1: 不认识的键 titel (unknown key) (是不是 title? (did you mean title?) 可用 (allowed): title, subtitle, language, theme, base, about, footer, divisions, people, vocabularies)
        a.yaml:2:11: 不能用的值 fr (bad value) (可用 (allowed): zh, en, 中文, zh-CN, English)
        a.yaml:3:7: 不能用的值 javascript:alert(1) (bad value) (应为网址，如 https://example.org/dibao/ (an http address))
        a.yaml:4:8: 不能用的值 ../x (bad value) (应为 themes/ 下的文件夹名 (the name of a folder in themes/))
        a.yaml:5:8: 类型不对：应为文字 (text)，却是真假值 (true/false) (文字有歧义时请加引号 (put it in quotes))
        "#);
    }
}
