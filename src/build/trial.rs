//! A build that may still fail leaves no folder behind where it was the first of a site.

use super::KEPT;
use crate::publish;
use std::path::{Path, PathBuf};

/// A build that may still fail: where it was the first of a site, it then leaves no folder behind.
pub(super) struct Trial {
    output: PathBuf,
    /// Folders that were not there, the outer one first.
    made: Vec<PathBuf>,
}

/// Which of our folders are not there, the outer one first.
pub(super) fn missing_folders(output: &Path) -> Vec<PathBuf> {
    let folders = [output.to_path_buf(), publish::folder_for(output, "")];
    folders.into_iter().filter(|folder| !folder.exists()).collect()
}

impl Trial {
    /// Once the output is this build's alone: before that, what is in it may be another's. `made`: folders that it had to make.
    pub fn begin(output: &Path, made: Vec<PathBuf>) -> Self {
        Self { output: output.to_path_buf(), made }
    }

    /// The site is there.
    pub fn passed(mut self) {
        self.made.clear();
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        if !self.made.is_empty() {
            // The error that stopped the build is what must be heard. A folder that somebody else has put something into stays.
            let _ = std::fs::remove_dir_all(publish::folder_for(&self.output, KEPT));
            let _ = publish::unlock(&self.output);
            self.made.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
        }
    }
}
