//! What is wrong with a folder and its files is told, all of it at once.

use super::{TEXT, content, shape, told};
use dibao::read::library;
use dibao::report::render;
use std::fs;
use std::path::Path;

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
      = help: 是不是 title? (did you mean title?) 可用 (allowed): title, subtitle, language, theme, base, about, footer, divisions, people, vocabularies

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
