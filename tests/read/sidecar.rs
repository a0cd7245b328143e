//! Sidecars and front matter: which word counts, and whose corrections they are.

use super::{TEXT, content, plain, told};
use dibao::read::codes::KnownCodes;
use dibao::read::{library, library_with};

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
fn the_known_codes_are_asked() {
    struct Two;
    impl KnownCodes for Two {
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
