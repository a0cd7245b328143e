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

/// The register as it is, and a print of its file; what is wrong with it is a problem, and it counts as empty.
pub(super) fn read_register(
    content: &Path,
    problems: &mut Vec<Problem>,
) -> Result<(Register, Digest), BuildError> {
    let path = content.join(register::FILE);
    let shown = read::walk::shown(&path);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok((Register::default(), Digest::default()));
        }
        Err(source) => {
            let doing = "读取地址登记失败 (reading the address register failed)";
            return Err(BuildError::Io { doing, path: shown, source });
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    if let Some(line) = text.lines().position(|l| l.contains('\u{FFFD}')) {
        let message = "有不是 UTF-8 的字节 (a byte that is not UTF-8)";
        problems.push(
            Problem::error(shown, message)
                .at(line + 1, 1)
                .help("从版本库取回这一行 (take this line from version control)"),
        );
        return Ok((Register::default(), Digest::default()));
    }
    let register = Register::parse(&shown, &text).unwrap_or_else(|errors| {
        problems.extend(errors);
        Register::default()
    });
    Ok((register, digest::cut(blake3::hash(&bytes))))
}

/// A print of the register's file, once this is written.
pub(super) fn print_of(register: &Register) -> Digest {
    digest::cut(blake3::hash(register.write().as_bytes()))
}

/// Writes the register where it changed; where `content/` can't be written, gives the lines it lacks.
pub(super) fn write_register(
    content: &Path,
    old: &Register,
    new: &Register,
    missing: Vec<String>,
) -> Result<Vec<String>, PublishError> {
    if old == new {
        return Ok(Vec::new());
    }
    // A register that is a link is written where it leads, with the rights that it has.
    let target = content.join(register::FILE);
    let target = target.canonicalize().unwrap_or(target);
    let write = || -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(target.parent().unwrap_or(content))?;
        match std::fs::metadata(&target) {
            Ok(there) => file.as_file().set_permissions(there.permissions())?,
            Err(_) => open_to_readers(file.as_file())?,
        }
        file.write_all(new.write().as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&target).map_err(|e| e.error)?;
        Ok(())
    };
    match write() {
        Ok(()) => Ok(Vec::new()),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(missing)
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
