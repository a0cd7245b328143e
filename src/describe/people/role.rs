//! What somebody did for an article, from the word that is printed beside the name.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What one did. In the order in which pages tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Author,
    Reporter,
    Correspondent,
    Commentator,
    Photographer,
    Illustrator,
    Narrator,
    Compiler,
    Editor,
    Translator,
    Presenter,
    Contributor,
}

impl Role {
    /// All, in order.
    pub const ALL: [Role; 12] = [
        Role::Author,
        Role::Reporter,
        Role::Correspondent,
        Role::Commentator,
        Role::Photographer,
        Role::Illustrator,
        Role::Narrator,
        Role::Compiler,
        Role::Editor,
        Role::Translator,
        Role::Presenter,
        Role::Contributor,
    ];

    /// The key of its name in the interface's strings.
    pub fn key(self) -> &'static str {
        match self {
            Role::Author => "did-author",
            Role::Reporter => "did-reporter",
            Role::Correspondent => "did-correspondent",
            Role::Commentator => "did-commentator",
            Role::Photographer => "did-photographer",
            Role::Illustrator => "did-illustrator",
            Role::Narrator => "did-narrator",
            Role::Compiler => "did-compiler",
            Role::Editor => "did-editor",
            Role::Translator => "did-translator",
            Role::Presenter => "did-presenter",
            Role::Contributor => "did-contributor",
        }
    }
}

/// Words for roles. Of words that overlap the longer stands first: it is taken out before the shorter is looked for.
const WORDS: [(&str, &[Role]); 48] = [
    ("摄影记者", &[Role::Reporter, Role::Photographer]),
    ("摄影报道", &[Role::Photographer]),
    ("攝影報道", &[Role::Photographer]),
    ("摄影师", &[Role::Photographer]),
    ("摄影", &[Role::Photographer]),
    ("攝影", &[Role::Photographer]),
    ("摄像", &[Role::Photographer]),
    ("图文", &[Role::Author, Role::Photographer]),
    ("文图", &[Role::Author, Role::Photographer]),
    ("文/图", &[Role::Author, Role::Photographer]),
    ("图/文", &[Role::Author, Role::Photographer]),
    ("供图", &[Role::Photographer]),
    ("供圖", &[Role::Photographer]),
    ("配图", &[Role::Illustrator]),
    ("插图", &[Role::Illustrator]),
    ("绘图", &[Role::Illustrator]),
    ("制图", &[Role::Illustrator]),
    ("漫画", &[Role::Illustrator]),
    ("图片", &[Role::Photographer]),
    ("评论员", &[Role::Commentator]),
    ("評論員", &[Role::Commentator]),
    ("通讯员", &[Role::Correspondent]),
    ("通訊員", &[Role::Correspondent]),
    ("实习生", &[Role::Reporter]),
    ("记者", &[Role::Reporter]),
    ("記者", &[Role::Reporter]),
    ("采写", &[Role::Reporter]),
    ("口述", &[Role::Narrator]),
    ("讲述", &[Role::Narrator]),
    ("主讲", &[Role::Narrator]),
    ("编译", &[Role::Translator]),
    ("翻译", &[Role::Translator]),
    ("译", &[Role::Translator]),
    ("整理", &[Role::Compiler]),
    ("辑", &[Role::Compiler]),
    ("编导", &[Role::Editor]),
    ("编", &[Role::Editor]),
    ("主播", &[Role::Presenter]),
    ("播音", &[Role::Presenter]),
    ("供稿", &[Role::Contributor]),
    ("摄", &[Role::Photographer]),
    ("攝", &[Role::Photographer]),
    ("绘", &[Role::Illustrator]),
    ("图", &[Role::Photographer]),
    ("作者", &[Role::Author]),
    ("撰", &[Role::Author]),
    ("执笔", &[Role::Author]),
    ("文", &[Role::Author]),
];

/// The roles that a printed word names; who signs without a word, or with one that is not known, is the author.
pub fn roles(printed: &str) -> BTreeSet<Role> {
    // 编辑 holds 辑: as a whole it is one role.
    let mut rest: String = printed.split_whitespace().collect::<String>().replace("编辑", "编");
    let mut roles = BTreeSet::new();
    for (word, named) in WORDS {
        if rest.contains(word) {
            roles.extend(named);
            // What stood at both sides must not make a new word.
            rest = rest.replace(word, "|");
        }
    }
    if roles.is_empty() {
        roles.insert(Role::Author);
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_roles() {
        for (printed, want) in [
            ("", vec![Role::Author]),
            ("本报首席记者", vec![Role::Reporter]),
            ("摄影记者", vec![Role::Reporter, Role::Photographer]),
            ("新华社记者", vec![Role::Reporter]),
            ("特约通讯员", vec![Role::Correspondent]),
            ("摄影报道", vec![Role::Photographer]),
            ("文/图", vec![Role::Author, Role::Photographer]),
            ("编辑", vec![Role::Editor]),
            ("辑", vec![Role::Compiler]),
            ("编译", vec![Role::Translator]),
            ("摄", vec![Role::Photographer]),
            ("提案人", vec![Role::Author]),
        ] {
            assert_eq!(roles(printed).into_iter().collect::<Vec<_>>(), want, "{printed}");
        }
    }
}
