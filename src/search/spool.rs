//! The index's files until they are published: in one file without a name, so that the memory holds none of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

/// Files by path below `search/`.
#[derive(Debug)]
pub struct Spool {
    file: Mutex<File>,
    /// Where each begins, and how long it is.
    places: BTreeMap<String, (u64, usize)>,
    end: u64,
}

impl Spool {
    /// An empty one, in the system's folder for temporary files. It vanishes with the process.
    ///
    /// # Errors
    /// Where no temporary file can be made.
    pub fn new() -> io::Result<Self> {
        Ok(Self { file: Mutex::new(tempfile::tempfile()?), places: BTreeMap::new(), end: 0 })
    }

    /// Adds a file.
    ///
    /// # Errors
    /// Where the disk is full; or two files have one path.
    pub fn add(&mut self, path: String, content: &str) -> io::Result<()> {
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.write_all(content.as_bytes())?;
        if let Some(_twice) = self.places.insert(path.clone(), (self.end, content.len())) {
            return Err(io::Error::other(format!("search/{path} is made twice")));
        }
        self.end += content.len() as u64;
        Ok(())
    }

    /// Writes over a part of a file that was added, from its byte `at` on.
    ///
    /// # Errors
    /// Where there is no such file, or it is shorter.
    pub fn mend(&mut self, path: &str, at: usize, with: &str) -> io::Result<()> {
        let (start, length) = *self.places.get(path).ok_or(io::ErrorKind::NotFound)?;
        if at + with.len() > length {
            return Err(io::Error::other(format!("search/{path} is too short")));
        }
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start + at as u64))?;
        file.write_all(with.as_bytes())?;
        file.seek(SeekFrom::Start(self.end))?;
        Ok(())
    }

    /// The paths of all files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Bytes of all files together.
    pub fn bytes(&self) -> u64 {
        self.end
    }

    /// A file's content.
    ///
    /// # Errors
    /// Where there is none of that path, or it can't be read.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let (start, length) = *self.places.get(path).ok_or(io::ErrorKind::NotFound)?;
        let mut content = vec![0; length];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut content)?;
        Ok(content)
    }
}
