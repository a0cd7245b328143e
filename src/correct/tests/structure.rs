//! Start, end, join, move, residue.

use super::*;
use crate::split::BlockRole;

#[test]
fn the_page_as_the_splitter_sees_it() {
    let (issue, problems) = corrected(PAGE, vec![]);
    assert_eq!(problems, "");
    insta::assert_snapshot!(shape(&issue), @r#"
        新渡口通了船 [何小川] 0.97
          Title 5
          Byline 7
          Body 9
          Heading 11
          Body 13
          Heading 15
          Body 17
          Body 19
        磨房边的老戏台 [石望山] 0.96
          Title 21
          Byline 23
          Body 25
          Body 27
          Note 28
        Masthead 1-3
        "#);
}

#[test]
fn start_in_an_article_cuts_it() {
    let (issue, problems) = corrected(PAGE, vec![Action::Start { at: at("晚稻的新种子") }]);
    assert_eq!(problems, "");
    insta::assert_snapshot!(shape(&issue), @r#"
        新渡口通了船 [何小川] 0.97
          Title 5
          Byline 7
          Body 9
          Heading 11
          Body 13
        晚稻的新种子到了 [] 1
          Title 15
          Body 17
          Body 19
        磨房边的老戏台 [石望山] 0.96
          Title 21
          Byline 23
          Body 25
          Body 27
          Note 28
        Masthead 1-3
        "#);
}

#[test]
fn start_takes_what_is_below_and_its_names() {
    let actions = vec![
        Action::Join { first: at("新渡口通了船"), second: at("磨房边的老戏台") },
        Action::Start { at: at("磨房边的老戏台") },
    ];
    let (issue, problems) = corrected(PAGE, actions);
    assert_eq!(problems, "");
    insta::assert_snapshot!(shape(&issue), @r#"
        新渡口通了船 [何小川] 1
          Title 5
          Byline 7
          Body 9
          Heading 11
          Body 13
          Heading 15
          Body 17
          Body 19
        磨房边的老戏台 [石望山] 1
          Title 21
          Byline 23
          Body 25
          Body 27
          Note 28
        Masthead 1-3
        "#);
}

#[test]
fn start_at_a_paragraph_makes_its_first_clause_the_title() {
    let (issue, problems) = corrected(PAGE, vec![Action::Start { at: at("来领的人排了一上午的队") }]);
    assert_eq!(problems, "");
    let found = issue.articles.iter().find(|a| a.title.starts_with("来领的人"));
    assert_eq!(found.map(|a| a.blocks[0].role), Some(BlockRole::Body));
}

#[test]
fn what_is_already_so_is_no_warning() {
    let already = vec![
        Action::Start { at: at("新渡口通了船") },
        Action::End { at: at("作者单位：河湾镇文化站") },
        Action::Join { first: at("新渡口通了船"), second: at("先修路") },
        Action::Move { block: at("一、先修路"), after: at("三月里水涨起来") },
        Action::Residue { at: at("2023年第2期"), role: "masthead".into() },
        Action::Text { at: at("三月里"), printed: "三月里".into() },
    ];
    let (issue, problems) = corrected(PAGE, already);
    assert_eq!(problems, "");
    let (plain, _) = corrected(PAGE, vec![]);
    let blocks =
        |i: &SplitIssue| i.articles.iter().map(|a| (a.title.clone(), a.blocks.clone())).collect::<Vec<_>>();
    assert_eq!(blocks(&issue), blocks(&plain));
    assert_eq!(issue.residues, plain.residues);
    assert_eq!(issue.articles[0].confidence, 1.0);
}

#[test]
fn what_can_never_do_anything_is_told() {
    let (_, problems) = corrected(
        PAGE,
        vec![
            Action::Join { first: at("新渡口通了船"), second: at("新渡口通了船") },
            Action::Move { block: at("三月里水涨起来"), after: at("渡口修好了") },
        ],
    );
    assert_eq!(problems.matches("this does nothing").count(), 2, "{problems}");
}

#[test]
fn end_leaves_the_rest_unplaced_until_a_start_takes_it() {
    let end = Action::End { at: at("木头柱子被手摸得发亮") };
    let (issue, problems) = corrected(PAGE, vec![end.clone()]);
    assert_eq!(problems, "");
    insta::assert_snapshot!(shape(&issue), @r#"
        新渡口通了船 [何小川] 0.97
          Title 5
          Byline 7
          Body 9
          Heading 11
          Body 13
          Heading 15
          Body 17
          Body 19
        磨房边的老戏台 [石望山] 1
          Title 21
          Byline 23
          Body 25
        Masthead 1-3
        Unplaced 27-28
        "#);
    let (issue, problems) = corrected(PAGE, vec![end, Action::Start { at: at("管戏台的老人说") }]);
    assert_eq!(problems, "");
    assert_eq!(issue.articles.last().map(|a| a.title.as_str()), Some("管戏台的老人说……"));
    assert!(issue.residues.iter().all(|r| r.role != ResidueRole::Unplaced), "{}", shape(&issue));
}

#[test]
fn start_in_a_residue_makes_an_article_of_it() {
    let gone = Action::Residue { at: at("磨房边的老戏台"), role: "advertisement".into() };
    let (issue, _) = corrected(PAGE, vec![gone.clone()]);
    assert!(issue.articles.iter().all(|a| a.title != "磨房边的老戏台"));
    assert!(issue.residues.iter().any(|r| r.role == ResidueRole::Advertisement));
    let (issue, problems) = corrected(PAGE, vec![gone, Action::Start { at: at("磨房边的老戏台") }]);
    assert_eq!(problems, "");
    let (plain, _) = corrected(PAGE, vec![]);
    assert_eq!(issue.articles.last().map(|a| &a.blocks), plain.articles.last().map(|a| &a.blocks));
    assert_eq!(issue.articles.last().map(|a| a.authors[0].name.as_str()), Some("石望山"));
}

#[test]
fn join_makes_one_paragraph_of_two_blocks() {
    let actions = vec![Action::Join { first: at("三月里水涨"), second: at("先修路") }];
    let (issue, problems) = corrected(PAGE, actions);
    assert_eq!(problems, "");
    let block = issue.articles[0].blocks.iter().find(|b| b.text.starts_with("三月里")).cloned();
    let block = block.unwrap_or_else(|| panic!("{}", shape(&issue)));
    assert!(block.text.ends_with("箩筐。一、先修路"), "{}", block.text);
    assert_eq!((block.role, block.lines.len()), (BlockRole::Body, 2));
}

#[test]
fn join_makes_one_article_of_two() {
    let actions = vec![Action::Join { first: at("新渡口通了船"), second: at("磨房边的老戏台") }];
    let (issue, problems) = corrected(PAGE, actions);
    assert_eq!(problems, "");
    let names: Vec<&str> = issue.articles[0].authors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["何小川", "石望山"]);
    let heading = issue.articles[0].blocks.iter().find(|b| b.text == "磨房边的老戏台");
    assert_eq!(heading.map(|b| b.role), Some(BlockRole::Heading));
}

#[test]
fn move_puts_a_block_elsewhere() {
    let actions =
        vec![Action::Move { block: at("管戏台的老人说"), after: at("三月里水涨起来") }];
    let (issue, problems) = corrected(PAGE, actions);
    assert_eq!(problems, "");
    let texts: Vec<String> =
        issue.articles[0].blocks.iter().map(|b| b.text.chars().take(4).collect()).collect();
    assert_eq!(texts[2..4], ["三月里水", "管戏台的"]);
}

#[test]
fn residue_takes_a_block_or_by_its_title_an_article() {
    let actions = vec![Action::Residue { at: at("作者单位：河湾镇"), role: "colophon".into() }];
    let (issue, problems) = corrected(PAGE, actions);
    assert_eq!(problems, "");
    assert_eq!(issue.residues.last().map(|r| r.role), Some(ResidueRole::Colophon));
    let actions = vec![Action::Residue { at: at("新渡口通了船"), role: "contents".into() }];
    let (issue, _) = corrected(PAGE, actions);
    assert!(issue.articles.iter().all(|a| a.title != "新渡口通了船"));
}

#[test]
fn a_half_line_goes_with_its_other_half() {
    let page = "# 新渡口通了船\n\n三月里水涨起来，渡口修好了，船一早就从北岸开过来，坐满了赶集的人。(何小川)\n\n\
        # 磨房边的老戏台\n\n戏台有一百二十年了，木头柱子被手摸得发亮，逢年过节还唱三天。(石望山)\n";
    let (issue, problems) =
        corrected(page, vec![Action::Move { block: at("戏台有一百二十年"), after: at("新渡口") }]);
    assert_eq!(problems, "");
    let names: Vec<&str> = issue.articles[0].authors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["何小川", "石望山"], "{}", shape(&issue));
}
