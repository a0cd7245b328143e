//! Reads small content folders as an archivist might lay them, and checks what is found and what is told.

use dibao::read::vocabulary::Vocabulary;
use dibao::read::{Library, library, library_with, sources};
use dibao::report::{Problem, render};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with the files given by path and bytes.
fn content(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().expect("a temporary folder");
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    dir
}

/// The text with the temporary folder's name as `content`.
fn plain(dir: &TempDir, text: &str) -> String {
    text.replace(&dir.path().to_string_lossy().into_owned(), "content")
}

fn told(dir: &TempDir, problems: &[Problem]) -> String {
    plain(dir, &render(problems, false))
}

/// `path (folder): files | sidecar`, a line for each issue.
fn shape(dir: &TempDir, library: &Library) -> String {
    let issue = |issue: &dibao::read::IssueSource| {
        let files: Vec<&str> = issue.files.iter().map(|file| file.path.as_str()).collect();
        let date = issue.sidecar.date.as_deref().unwrap_or("-");
        let name = issue.publication.name.as_deref().unwrap_or("-");
        format!(
            "{} ({}) {name} {date}: {} | {}\n",
            issue.path,
            issue.folder,
            files.join(" "),
            issue.sidecar.path
        )
    };
    let mut out: String = library.issues.iter().map(issue).collect();
    for path in &library.passed_over {
        out += &format!("passed over {path}\n");
    }
    plain(dir, &out)
}

const TEXT: &[u8] = "晋城工作\n第一行".as_bytes();

#[test]
fn issues_are_found_in_every_layout_of_the_design() {
    let dir = content(&[
        ("archive.yaml", "title: 山西报刊\nlanguage: zh\n".as_bytes()),
        ("addresses.tsv", b"x\n"),
        ("themes/mine/page.txt", TEXT),
        ("散页.txt", TEXT),
        ("散页.yaml", b"date: 2001\n"),
        ("jcgz/publication.yaml", "name: 晋城工作\nslug: jcgz\n".as_bytes()),
        ("jcgz/2022-05.txt", TEXT),
        ("jcgz/2022-05.yml", b"date: 2022-05-10\n"),
        ("jcgz/2022-06/10.txt", TEXT),
        ("jcgz/2022-06/2.MD", TEXT),
        ("jcgz/2022-06/issue.yaml", b"date: 2022-06-10\n"),
        ("jcgz/2022-06/scan.pdf", b"%PDF"),
        ("jcgz/2022-07.yaml", b"date: 2022-07-10\n"),
        ("jcgz/2022-07/B01.txt", TEXT),
        ("jcgz/2022-07/A10.txt", TEXT),
        ("jcgz/2022-07/A02.txt", TEXT),
        ("jcgz/2023/2023-01.txt", TEXT),
        ("jcgz/2023/2023-02.txt", TEXT),
        ("jcgz/.git/config.txt", TEXT),
        ("jcgz/Thumbs.db", b"\0"),
        ("jcgz/2024-01/2024-01.txt", TEXT),
        ("jcgz/2024-01.yaml", b"date: 2024-01-10\n"),
        ("无设置/1.txt", TEXT),
        ("地区/运城/publication.yaml", "name: 运城日报\n".as_bytes()),
        ("地区/运城/a.txt", TEXT),
        ("2020-01/第2版.txt", TEXT),
        ("2020-01/第10版.txt", TEXT),
        ("README.md", TEXT),
    ]);
    let (library, problems) = library(dir.path());
    assert_eq!(told(&dir, &problems), "");
    assert_eq!(library.settings.title, "山西报刊");
    insta::assert_snapshot!(shape(&dir, &library), @r#"
    2020-01 () - -: content/2020-01/第2版.txt content/2020-01/第10版.txt | 
    jcgz/2022-05 (jcgz) 晋城工作 2022-05-10: content/jcgz/2022-05.txt | content/jcgz/2022-05.yml
    jcgz/2022-06 (jcgz) 晋城工作 2022-06-10: content/jcgz/2022-06/2.MD content/jcgz/2022-06/10.txt | content/jcgz/2022-06/issue.yaml
    jcgz/2022-07 (jcgz) 晋城工作 2022-07-10: content/jcgz/2022-07/A02.txt content/jcgz/2022-07/A10.txt content/jcgz/2022-07/B01.txt | content/jcgz/2022-07.yaml
    jcgz/2023/2023-01 (jcgz) 晋城工作 -: content/jcgz/2023/2023-01.txt | 
    jcgz/2023/2023-02 (jcgz) 晋城工作 -: content/jcgz/2023/2023-02.txt | 
    jcgz/2024-01 (jcgz) 晋城工作 2024-01-10: content/jcgz/2024-01/2024-01.txt | content/jcgz/2024-01.yaml
    地区/运城/a (地区/运城) 运城日报 -: content/地区/运城/a.txt | 
    散页 () - 2001: content/散页.txt | content/散页.yaml
    无设置/1 (无设置) - -: content/无设置/1.txt | 
    passed over content/README.md
    passed over content/jcgz/.git/
    passed over content/jcgz/2022-06/scan.pdf
    passed over content/jcgz/Thumbs.db
    "#);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let dir = content(&[
        ("archive.yaml", "titel: 馆\nlanguage: fr\n".as_bytes()),
        ("jcgz/publication.yaml", "name: [甲]\nsince: 2022年5月\nregion: 1405\nkind: 报\n".as_bytes()),
        ("jcgz/binary.txt", b"ab\0\x01\x02cd"),
        ("jcgz/scan.txt", b"%PDF-1.4\n%\xE2\xE3"),
        ("jcgz/empty.txt", b""),
        ("jcgz/blank.md", " \n\u{3000}\n\u{C}\n".as_bytes()),
        ("jcgz/latin.txt", b"caf\xE9 \xFC\xE8\xEF na\xEFve"),
        ("jcgz/damaged.txt", "好的\n晋城工作\u{FFFD}".as_bytes()),
        ("jcgz/wound.txt", b"\xE5\xA5\xBD\xE7\x9A\x84\xE5\xA5\xBD\xE7\x9A\x84\n\xE5\xA5\xBD\xFF\xE7\x9A\x84"),
        ("jcgz/2022-05.txt", TEXT),
        ("jcgz/2022-05.md", TEXT),
        ("jcgz/2022-06/01.txt", TEXT),
        ("jcgz/2022-06/01.md", TEXT),
        ("jcgz/2022-07.txt", TEXT),
        ("jcgz/2022-07/a.txt", TEXT),
        ("jcgz/2022-8.txt", TEXT),
        ("jcgz/2022-08.yaml", b"date: 2022-08\n"),
        ("jcgz/ok.txt", TEXT),
        ("jcgz/ok.yaml", "date: 2022-13\ncorrections:\n  - {at: \"山货卖出“特”价钱\", set: {titel: 新}}\n  - {start: \"老渡口的灯还亮着\", role: ad}\n".as_bytes()),
        ("jcgz/broken.txt", TEXT),
        ("jcgz/broken.yaml", "date: \"2022\nnumber: 5\n".as_bytes()),
        ("jcgz/folder.txt/x", TEXT),
    ]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.txt", dir.path().join("jcgz/link.txt")).expect("a link");
        std::os::unix::fs::symlink("..", dir.path().join("jcgz/loop")).expect("a link");
    }
    let (library, problems) = library(dir.path());
    insta::assert_snapshot!(told(&dir, &problems), @r#"
    error: 不认识的键 titel (unknown key)
     --> content/archive.yaml:1:1
      |
    1 | titel: 馆
      | ^^^^^
      |
      = help: 是不是 title? (did you mean title?) 可用 (allowed): title, subtitle, language, theme, base, about, footer, divisions, vocabularies

    error: 不能用的值 fr (bad value)
     --> content/archive.yaml:2:11
      |
    2 | language: fr
      |           ^^
      |
      = help: 可用 (allowed): zh, en, 中文, zh-CN, English

    error: 两个源文件是同一版 (two sources for one page): content/jcgz/2022-05.md
    --> content/jcgz/2022-05.txt
     = help: 另一个是 content/jcgz/2022-05.md (the other one)；请留一个，或改名 (keep one, or rename one)

    error: 两个源文件是同一版 (two sources for one page): content/jcgz/2022-06/01.md
    --> content/jcgz/2022-06/01.txt
     = help: 另一个是 content/jcgz/2022-06/01.md (the other one)；请留一个，或改名 (keep one, or rename one)

    error: 两处源文件是同一期 (two sources for one issue): content/jcgz/2022-07.txt
    --> content/jcgz/2022-07/a.txt
     = help: 另一个是 content/jcgz/2022-07.txt (the other one)；请留一个，或改名 (keep one, or rename one)

    warning: 这份 YAML 不属于任何源文件 (this YAML belongs to no source)
    --> content/jcgz/2022-08.yaml
     = help: 是不是 2022-05.yaml? (did you mean 2022-05.yaml?)

    error: 这是二进制文件，不是文本 (this is a binary file, not text)
    --> content/jcgz/binary.txt
     = help: 请换成文本文件，或改去 .txt/.md 扩展名 (replace it by text, or take its .txt/.md extension away)

    error: 文件是空的 (the file is empty)
    --> content/jcgz/blank.md
     = help: 请补上文本，或删去此文件 (give it text, or remove it)

    error: YAML 写法有误 (not valid YAML: found unexpected end of stream)
     --> content/jcgz/broken.yaml:1:7
      |
    1 | date: "2022
      |       ^
      |
      = help: 引号要成对；文中有引号时用单引号括起 (quotes come in pairs)

    warning: 有 1 处 U+FFFD：此前转换编码时已丢字 (U+FFFD: an earlier conversion lost characters)
     --> content/jcgz/damaged.txt:2:5
      |
    2 | 晋城工作�
      |         ^
      |
      = help: 请从原始文件重新转换，或在旁注里用 text 校订 (convert the original again, or correct the text)

    error: 文件是空的 (the file is empty)
    --> content/jcgz/empty.txt
     = help: 请补上文本，或删去此文件 (give it text, or remove it)

    error: 这是文件夹，名字却像源文件 (a folder with the name of a source)
    --> content/jcgz/folder.txt
     = help: 请把文件夹改名，去掉 .txt/.md (rename it without .txt/.md)

    error: 认不出编码 (unknown encoding)
    --> content/jcgz/latin.txt
     = help: 试过 UTF-8、UTF-16、GB18030、Big5 (tried these)；请另存为 UTF-8 (save it as UTF-8)

    error: 无法读取 (cannot be read): 找不到，或是断了的链接 (not found, or a broken link)
    --> content/jcgz/link.txt

    error: 链接绕成了圈，又回到 content (a link that leads in a circle)
    --> content/jcgz/loop
     = help: 请删去此链接 (remove the link)

    error: 不能用的值 2022-13 (bad value)
     --> content/jcgz/ok.yaml:1:7
      |
    1 | date: 2022-13
      |       ^^^^^^^
      |
      = help: 写法 (as in): 2022-05-10, 2022-05, 2022, 2021-11~

    error: 不认识的键 titel (unknown key)
     --> content/jcgz/ok.yaml:3:29
      |
    3 |   - {at: "山货卖出“特”价钱", set: {titel: 新}}
      |                                    ^^^^^
      |
      = help: 是不是 title? (did you mean title?) 可用 (allowed): title, kicker, subtitle, column, authors, page, page_end, section, regions, topics

    error: role 不能与 start 同用 (role does not go with start)
     --> content/jcgz/ok.yaml:4:25
      |
    4 |   - {start: "老渡口的灯还亮着", role: ad}
      |                                 ^^^^
      |
      = help: 写法 (as in): {at: …, set: {…}}, {at: …, text: …}, {at: …, withhold: true}, {at: …, accept: breaks-off}, {start: …}, {end: …}, {join: [a, b]}, {move: a, after: b}, {residue: a, role: advertisement}

    error: 类型不对：应为文字 (text)，却是列表 (a list)
     --> content/jcgz/publication.yaml:1:8
      |
    1 | name: [甲]
      |        ^^
      |
      = help: 文字有歧义时请加引号 (put it in quotes)

    error: 不能用的值 2022年5月 (bad value)
     --> content/jcgz/publication.yaml:2:8
      |
    2 | since: 2022年5月
      |        ^^^^^^^^^
      |
      = help: 是不是 2022-05? (did you mean 2022-05?) 写法 (as in): 2022-05-10, 2022-05, 2022, 2021-11~

    error: 不能用的值 1405 (bad value)
     --> content/jcgz/publication.yaml:3:9
      |
    3 | region: 1405
      |         ^^^^
      |
      = help: 应为 6 位行政区划代码，如 140500 (a GB/T 2260 code of 6 digits)

    error: 不能用的值 报 (bad value)
     --> content/jcgz/publication.yaml:4:7
      |
    4 | kind: 报
      |       ^^
      |
      = help: 是不是 报纸? (did you mean 报纸?) 可用 (allowed): newspaper, periodical, 报纸, 期刊

    error: 这是 PDF 文件，不是文本 (this is a PDF file, not text)
    --> content/jcgz/scan.txt
     = help: 请放入识别(OCR)后的文本，原件不必放在 content/ 里 (put the OCR text here instead of the original)

    error: 按 UTF-8 解码，有 1 处不成字的字节 (not valid UTF-8 here: 1 damaged)
     --> content/jcgz/wound.txt:2:2
      |
    2 | 好�的
      |   ^^^
      |
      = help: 文件可能损坏、截断或混用了编码 (damaged, cut short, or of mixed encodings)；请另存为 UTF-8 (save it as UTF-8)

    22 个错误，2 个警告 (22 errors, 2 warnings)
    "#);
    insta::assert_snapshot!(shape(&dir, &library), @r#"
    jcgz/2022-05 (jcgz) - -: content/jcgz/2022-05.md | 
    jcgz/2022-06 (jcgz) - -: content/jcgz/2022-06/01.md | 
    jcgz/2022-07 (jcgz) - -: content/jcgz/2022-07.txt | 
    jcgz/2022-8 (jcgz) - -: content/jcgz/2022-8.txt | 
    jcgz/broken (jcgz) - -: content/jcgz/broken.txt | content/jcgz/broken.yaml
    jcgz/damaged (jcgz) - -: content/jcgz/damaged.txt | 
    jcgz/ok (jcgz) - -: content/jcgz/ok.txt | content/jcgz/ok.yaml
    "#);
}

#[test]
fn a_sidecar_wins_over_front_matter_key_by_key() {
    let source = "---\ndate: 2021\nnumber: 第5期\ncorrections:\n  - {start: 乙}\n---\n正文\n";
    let dir = content(&[
        ("a/1.txt", source.as_bytes()),
        ("a/1.yaml", "date: 2022-05\ncorrections:\n  - {start: 甲}\n".as_bytes()),
        ("a/2.txt", "---\n要闻\n---\n正文".as_bytes()),
        ("a/3.txt", "---\nserial: 一\ntitel: x\n---\n正文".as_bytes()),
        ("a/4.txt", "---\ndate: \"2022\n---\n正文".as_bytes()),
        ("a/5.txt", "---\ndate: 2022\n---\n\n".as_bytes()),
    ]);
    let (library, problems) = library(dir.path());
    let first = &library.issues[0];
    assert_eq!(
        (first.sidecar.date.as_deref(), first.sidecar.number.as_deref()),
        (Some("2022-05"), Some("第5期"))
    );
    assert_eq!(first.files[0].front_matter, 6);
    assert_eq!(first.files[0].lines[6], "正文");
    let places: Vec<String> =
        first.sidecar.corrections.iter().map(|c| format!("{}:{}:{}", c.path, c.line, c.column)).collect();
    assert_eq!(plain(&dir, &places.join(" ")), "content/a/1.yaml:3:6 content/a/1.txt:5:6");
    let tops: Vec<usize> = library.issues.iter().map(|issue| issue.files[0].front_matter).collect();
    assert_eq!(tops, [6, 0, 4, 0]);
    insta::assert_snapshot!(told(&dir, &problems), @r#"
    error: 不能用的值 一 (bad value)
     --> content/a/3.txt:2:9
      |
    2 | serial: 一
      |         ^^
      |
      = help: 应为 1 起的整数，如 224 (a whole number from 1)

    error: 不认识的键 titel (unknown key)
     --> content/a/3.txt:3:1
      |
    3 | titel: x
      | ^^^^^
      |
      = help: 可用 (allowed): publication, date, number, serial, edition, corrections

    warning: YAML 写法有误 (not valid YAML: found unexpected end of stream)
     --> content/a/4.txt:2:7
      |
    2 | date: "2022
      |       ^
      |
      = help: 像是文件头，但读不懂，已当作正文 (looks like front matter; taken for text)

    error: 文件是空的 (the file is empty)
    --> content/a/5.txt
     = help: 请补上文本，或删去此文件 (give it text, or remove it)

    3 个错误，1 个警告 (3 errors, 1 warning)
    "#);
}

#[test]
fn corrections_of_pages_belong_to_their_issue() {
    let dir = content(&[
        ("a/x/1.txt", TEXT),
        ("a/x/1.yaml", "date: 2020\ncorrections: [{start: 甲}]\n".as_bytes()),
        ("a/x/2.txt", TEXT),
        ("a/x/2.yaml", "corrections: [{start: 乙}]\n".as_bytes()),
        ("a/x.yaml", "date: 2022\ncorrections: [{start: 丙}]\n".as_bytes()),
    ]);
    let (library, problems) = library(dir.path());
    assert_eq!(told(&dir, &problems), "");
    let sidecar = &library.issues[0].sidecar;
    assert_eq!(sidecar.date.as_deref(), Some("2022"));
    let paths: Vec<&str> = sidecar.corrections.iter().map(|c| c.path.as_str()).collect();
    assert_eq!(plain(&dir, &paths.join(" ")), "content/a/x.yaml content/a/x/1.yaml content/a/x/2.yaml");
}

#[test]
fn the_vocabulary_is_asked() {
    struct Two;
    impl Vocabulary for Two {
        fn is_region(&self, code: &str) -> bool {
            code == "140524"
        }
        fn nearest_region(&self, _: &str) -> Option<String> {
            Some("140524 陵川县".into())
        }
        fn is_topic(&self, id: &str) -> bool {
            id == "agriculture"
        }
        fn topics(&self) -> Vec<String> {
            vec!["agriculture".into()]
        }
    }
    let yaml = "corrections:\n  - {at: 甲, set: {regions: [140524, 140525], topics: [agricultural]}}\n";
    let dir = content(&[("a/1.txt", TEXT), ("a/1.yaml", yaml.as_bytes())]);
    let (_, problems) = library_with(dir.path(), &Two);
    insta::assert_snapshot!(told(&dir, &problems), @r#"
    error: 不能用的值 140525 (bad value)
     --> content/a/1.yaml:2:37
      |
    2 |   - {at: 甲, set: {regions: [140524, 140525], topics: [agricultural]}}
      |                                      ^^^^^^
      |
      = help: 是不是 140524 陵川县? (did you mean 140524 陵川县?) 应为 6 位行政区划代码，如 140500 (a GB/T 2260 code of 6 digits)

    error: 不能用的值 agricultural (bad value)
     --> content/a/1.yaml:2:55
      |
    2 |   - {at: 甲, set: {regions: [140524, 140525], topics: [agricultural]}}
      |                                                        ^^^^^^^^^^^^
      |
      = help: 是不是 agriculture? (did you mean agriculture?) 可用 (allowed): agriculture

    2 个错误 (2 errors)
    "#);
}

#[test]
fn sources_come_as_they_are_given() {
    let dir = content(&[
        ("publication.yaml", "name: 晋城工作\n".as_bytes()),
        ("b.txt", TEXT),
        ("b.yaml", b"date: 2022-05\n"),
        ("a.txt", TEXT),
        ("2022-06/2.txt", TEXT),
        ("2022-06/1.txt", TEXT),
        ("empty/x.pdf", b"%PDF-"),
    ]);
    let path = |name: &str| dir.path().join(name);
    let given: Vec<PathBuf> = ["b.txt", "b.yaml", "a.txt", "2022-06", "empty", "none.txt"].map(path).into();
    let (library, problems) = sources(&given);
    insta::assert_snapshot!(shape(&dir, &library), @r#"
    content/b () 晋城工作 2022-05: content/b.txt | content/b.yaml
    content/a () 晋城工作 -: content/a.txt | 
    content/2022-06 () 晋城工作 -: content/2022-06/1.txt content/2022-06/2.txt | 
    passed over content/b.yaml
    "#);
    insta::assert_snapshot!(told(&dir, &problems), @r#"
    error: 文件夹里没有源文件 (no source in this folder)
    --> content/empty
     = help: 应有 .txt 或 .md 文件 (it should hold .txt or .md files)

    error: 无法读取 (cannot be read): 找不到，或是断了的链接 (not found, or a broken link)
    --> content/none.txt

    2 个错误 (2 errors)
    "#);
}

#[test]
fn a_missing_content_folder_is_told() {
    let (library, problems) = library(Path::new("no/such/folder/"));
    assert!(library.issues.is_empty());
    insta::assert_snapshot!(render(&problems, false), @r#"
    error: 无法读取 (cannot be read): 找不到，或是断了的链接 (not found, or a broken link)
    --> no/such/folder
     = help: 档案库应是一个放着源文件的文件夹 (an archive is a folder with sources)

    1 个错误 (1 error)
    "#);
}

#[test]
#[cfg(unix)]
fn a_name_that_is_no_unicode_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let dir = content(&[("a/1.txt", TEXT)]);
    let name = std::ffi::OsStr::from_bytes(b"\xBD\xFA\xB3\xC7.txt");
    // Some file systems hold Unicode names only; then there is nothing to test.
    if fs::write(dir.path().join("a").join(name), TEXT).is_ok() {
        let (library, problems) = library(dir.path());
        assert_eq!(library.issues.len(), 1);
        insta::assert_snapshot!(told(&dir, &problems), @r#"
        error: 文件名不是 UTF-8 (the file name is not UTF-8)
        --> content/a/����.txt
         = help: 请改名 (rename it)

        1 个错误 (1 error)
        "#);
    }
}

#[test]
fn the_same_folder_is_read_the_same() {
    let files: Vec<(String, &[u8])> = (0..40).map(|n| (format!("p{}/{n}.txt", n % 3), TEXT)).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let dir = content(&files);
    let shapes: Vec<String> = (0..3).map(|_| shape(&dir, &library(dir.path()).0)).collect();
    assert!(shapes.windows(2).all(|pair| pair[0] == pair[1]));
}
