//! Which issues are found, in which layouts, with which files.

use super::{TEXT, content, shape, told};
use dibao::read::{library, sources};
use std::path::PathBuf;

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
fn the_same_folder_is_read_the_same() {
    let files: Vec<(String, &[u8])> = (0..40).map(|n| (format!("p{}/{n}.txt", n % 3), TEXT)).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let dir = content(&files);
    let shapes: Vec<String> = (0..3).map(|_| shape(&dir, &library(dir.path()).0)).collect();
    assert!(shapes.windows(2).all(|pair| pair[0] == pair[1]));
}
