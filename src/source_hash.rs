//! Build script: a hash of all that the program is made of, so that what an earlier version kept is known as such.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for root in ["src", "themes/default", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={root}");
        collect(Path::new(root), &mut files);
    }
    files.sort();
    // FNV-1a, 128 bits: no library is needed before the libraries are built.
    let mut hash: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
        }
    };
    for file in files {
        add(file.to_string_lossy().as_bytes());
        add(&[0]);
        // What can't be read is told by the compiler, if it is needed.
        add(&fs::read(&file).unwrap_or_default());
        add(&[0]);
    }
    println!("cargo::rustc-env=DIBAO_SOURCE_HASH={hash:032x}");
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.filter_map(Result::ok).for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(path.to_path_buf()),
    }
}
