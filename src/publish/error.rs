//! Why a site could not be published. Until the journal stands, nothing of the site has changed.

use std::io;
use std::path::{Path, PathBuf};

/// Why a site could not be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The machine failed us: disk full, no permission …
    #[error("{path}: {doing}失败 [{english} failed]: {source}", path = .path.display())]
    Io { doing: &'static str, english: &'static str, path: PathBuf, source: io::Error },
    /// A page could not be made.
    #[error("{path}（{claimed_by}）：生成失败 [could not be made]{others}: {source:#}", others = others(*.more))]
    Render {
        path: String,
        claimed_by: String,
        /// How many other pages failed too.
        more: usize,
        source: anyhow::Error,
    },
    /// A page's path is not one that every host and disk can hold.
    #[error("{path}（{claimed_by}）：路径不合规 [not a safe path]: {why}")]
    Path { path: String, claimed_by: String, why: &'static str },
    /// Two pages cannot both be there: one file, or a file and a folder.
    #[error("{first} 与 {second} 不能并存 [cannot both be there]")]
    Clash { first: String, second: String },
    /// A file that we did not make stands where a page must go.
    #[error(
        "{path}：已有他人文件，未覆盖 [a file that is not ours stands here]{others}；请移走它，或另选输出目录 [move it away, or choose another output folder]",
        path = .path.display(), others = others(*.more)
    )]
    Foreign { path: PathBuf, more: usize },
    /// Another build is publishing to the same folder.
    #[error("{path}：另一构建正在进行 [another build is publishing here]", path = .path.display())]
    Busy { path: PathBuf },
    /// A page that stood there is another now.
    #[error("{path}：构建期间被改动 [changed while the site was being made]；请再构建一次 [build once more]", path = .path.display())]
    Changed { path: PathBuf },
    /// The account of our files cannot be read.
    #[error(
        "{path}:{line}：清单已损坏 [the manifest is damaged]；请删去这个文件，再用 --replace 构建 [delete this file and build with --replace]",
        path = .path.display()
    )]
    Damaged { path: PathBuf, line: usize },
    /// Stopped on purpose, by a test.
    #[error("stopped after {0} steps")]
    Stopped(usize),
}

fn others(more: usize) -> String {
    if more == 0 { String::new() } else { format!("，另有 {more} 处 [and {more} more]") }
}

impl PublishError {
    /// Whether the machine failed us (exit status 3), rather than the content or the theme.
    pub fn is_machine(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::Busy { .. } | Self::Changed { .. } | Self::Damaged { .. })
    }

    /// For `map_err`: names the path and what was being done to it.
    pub(crate) fn io(
        doing: &'static str,
        english: &'static str,
        path: &Path,
    ) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        move |source| Self::Io { doing, english, path, source }
    }
}
