//! Notices after corrections: settled ones go, the others stay.

use super::*;

const BROKEN: &str = "\
# 老茶馆又开了门

□ 本报记者 周宁

老茶馆关了十年，上个月又开了门。街坊们端着自己的茶缸来捧场。

的老板是个年轻人，他说要把说书的也请回来，每逢三、六、九开讲，从下午三点讲到掌灯。

说书的老人八十一岁，他把醒木一拍，满堂的人都静了下来，孩子们也不闹了。

说书的老人八十一岁，他把醒木一拍，满堂的人都静了下来，孩子们也不闹了。

散场的时候，天已经黑了。大家都说明天还要来，因为故事正讲到要紧的
";

fn codes(actions: Vec<Action>) -> Vec<(usize, String)> {
    let (issue, problems) = corrected(BROKEN, actions);
    assert_eq!(problems, "");
    issue.notices.into_iter().map(|n| (n.line, n.code)).collect()
}

fn expected(all: &[(usize, &str)]) -> Vec<(usize, String)> {
    all.iter().map(|(line, code)| (*line, code.to_string())).collect()
}

const ALL: [(usize, &str); 3] =
    [(7, "begins-in-mid-sentence"), (11, "repeated-sentence"), (13, "breaks-off")];

#[test]
fn notices_that_nothing_settles_stay() {
    assert_eq!(codes(vec![]), expected(&ALL));
    let set = Action::Set {
        at: at("老茶馆又开了门"),
        facts: crate::read::sidecar::Facts { column: Some("街巷".into()), ..Default::default() },
    };
    assert_eq!(codes(vec![set]), expected(&ALL));
}

#[test]
fn what_a_correction_settles_goes() {
    let printed =
        Action::Text { at: at("的老板是个年轻人"), printed: "老板是个年轻人".into() };
    assert_eq!(codes(vec![printed]), expected(&ALL[1..]));
    let join = Action::Join { first: at("老茶馆关了十年"), second: at("的老板是个年轻人") };
    assert_eq!(codes(vec![join]), expected(&ALL[1..]));
    let twice = Action::Residue { at: nth("说书的老人八十一岁", 2), role: "unplaced".into() };
    assert_eq!(codes(vec![twice]), expected(&[ALL[0], ALL[2]]));
    let whole = Action::Text { at: at("正讲到要紧的"), printed: "正讲到要紧的地方。".into() };
    assert_eq!(codes(vec![whole]), expected(&ALL[..2]));
}

#[test]
fn what_is_accepted_goes_and_only_that() {
    let accept = |text: &str, code: &str| Action::Accept { at: at(text), code: code.into() };
    assert_eq!(codes(vec![accept("散场的时候", "breaks-off")]), expected(&ALL[..2]));
    let (issue, problems) = corrected(BROKEN, vec![accept("散场的时候", "repeated-sentence")]);
    assert_eq!(issue.notices.len(), 3);
    assert!(problems.contains("there is no such notice here"), "{problems}");
}

#[test]
fn an_article_that_a_person_began_is_sure() {
    let doubtful =
        "# 老渡口通了新桥\n\n本报讯 昨天，新桥通了车，两岸的人都来看。\n\n桥头立了碑\n\n昨日，碑也立好了。\n";
    let (issue, _) = corrected(doubtful, vec![]);
    let begun = |i: &SplitIssue| i.notices.iter().filter(|n| n.code == "uncertain-split").count();
    let (corrected, _) = corrected(doubtful, vec![Action::Start { at: at("桥头立了碑") }]);
    assert!(begun(&corrected) <= begun(&issue));
    assert!(corrected.notices.iter().all(|n| n.line != 5), "{:?}", corrected.notices);
}
