//! The address register: read before addresses are given, written before they are public.

use super::BuildError;
use crate::archive::register::{self, Register};
use crate::digest::{self, Digest};
use crate::publish::PublishError;
use crate::read;
use crate::report::Problem;
use std::io::{self, Write};
use std::path::Path;

/// That articles have no address, and may be given none.
pub(super) fn locked(content: &Path, missing: &[String]) -> Problem {
    let path = read::walk::shown(&content.join(register::FILE));
    // Addresses only: the terminal's copy of a whole line would not be the line.
    let addresses: Vec<&str> = missing.iter().filter_map(|line| line.split('\t').next()).collect();
    let help = format!(
        "先不带 --locked 构建一次，并保存 addresses.tsv 的改动 (build once without --locked, and keep the change of addresses.tsv):\n{}",
        addresses.join("\n")
    );
    Problem::error(path, format!("有 {} 篇还没有地址 (articles without a registered address)", missing.len()))
        .help(help)
}

/// The register's file as it is.
#[derive(Default)]
pub(super) struct RegisterFile {
    bytes: Vec<u8>,
    /// A print of its bytes; of nothing where there is no file.
    pub print: Digest,
    shown: String,
}

impl RegisterFile {
    /// Reads the file, if there is one.
    pub fn read(content: &Path) -> Result<Self, BuildError> {
        let path = content.join(register::FILE);
        let shown = read::walk::shown(&path);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Self { print: digest::cut(blake3::hash(&bytes)), bytes, shown }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => {
                let doing = "读取地址登记失败 (reading the address register failed)";
                Err(BuildError::Io { doing, path: shown, source })
            }
        }
    }

    /// What it holds; what is wrong with it is a problem, and it counts as empty.
    pub fn register(self, problems: &mut Vec<Problem>) -> Register {
        let parsed = match std::str::from_utf8(&self.bytes) {
            Ok(text) => Register::parse(&self.shown, text),
            Err(error) => {
                let before = &self.bytes[..error.valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let problem = Problem::error(&self.shown, "有不是 UTF-8 的字节 (a byte that is not UTF-8)");
                let help = "从版本库取回这一行 (take this line from version control)";
                Err(vec![problem.at(line, 1).help(help)])
            }
        };
        parsed.unwrap_or_else(|errors| {
            problems.extend(errors);
            Register::default()
        })
    }
}

/// What became of the register's file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Registered {
    /// It held all that there was to write.
    Same,
    /// It was written, and this is its print.
    Written(Digest),
    /// It could not be written; these lines it lacks.
    Lacks(Vec<String>),
}

impl Registered {
    /// The print of the file, where it was written.
    pub fn print(&self) -> Option<Digest> {
        match self {
            Self::Written(print) => Some(*print),
            Self::Same | Self::Lacks(_) => None,
        }
    }

    /// The lines that the file lacks.
    pub fn lacks(&self) -> Vec<String> {
        match self {
            Self::Lacks(lines) => lines.clone(),
            Self::Same | Self::Written(_) => Vec::new(),
        }
    }
}

/// Writes the register where it changed. `missing`: the lines that it would lack.
pub(super) fn write_register(
    content: &Path,
    old: &Register,
    new: &Register,
    missing: Vec<String>,
) -> Result<Registered, PublishError> {
    // No line is ever taken away.
    if missing.is_empty() && old.lines.len() == new.lines.len() {
        return Ok(Registered::Same);
    }
    let text = new.write();
    // A register that is a link is written where it leads, with the rights that it has.
    let target = content.join(register::FILE);
    let target = target.canonicalize().unwrap_or(target);
    let write = || -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(target.parent().unwrap_or(content))?;
        match std::fs::metadata(&target) {
            Ok(there) => file.as_file().set_permissions(there.permissions())?,
            Err(_) => open_to_readers(file.as_file())?,
        }
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&target).map_err(|e| e.error)?;
        Ok(())
    };
    match write() {
        Ok(()) => Ok(Registered::Written(digest::cut(blake3::hash(text.as_bytes())))),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(Registered::Lacks(missing))
        }
        Err(source) => {
            Err(PublishError::io("写入地址登记", "writing the address register", &target)(source))
        }
    }
}

/// A temporary file is its owner's alone; the register is for whoever may read the content.
#[cfg(unix)]
fn open_to_readers(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
