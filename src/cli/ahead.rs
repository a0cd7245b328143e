//! Work that threads do ahead, given away in the order in which it was begun. Each result is gone soon after: memory is that of the
//! largest issue, not of the archive.

use std::collections::VecDeque;
use std::io;
use std::thread::{Scope, ScopedJoinHandle};

/// Not so much is begun while this many bytes are being worked on: all that an issue is made into is held in memory.
const MUCH: usize = 8 << 20;

/// What was begun and not yet given away.
pub(super) struct Ahead<'scope, 'env, T> {
    scope: &'scope Scope<'scope, 'env>,
    /// So many at once.
    most: usize,
    begun: VecDeque<(usize, ScopedJoinHandle<'scope, T>)>,
}

impl<'scope, 'env, T: Send + 'scope> Ahead<'scope, 'env, T> {
    /// Nothing yet.
    pub fn new(scope: &'scope Scope<'scope, 'env>, most: usize) -> Self {
        Self { scope, most, begun: VecDeque::new() }
    }

    /// Begins some work on so many bytes, and gives away what there is too much of.
    ///
    /// # Errors
    /// Those of `take`.
    pub fn begin(
        &mut self,
        bytes: usize,
        work: impl FnOnce() -> T + Send + 'scope,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.begun.push_back((bytes, self.scope.spawn(work)));
        while self.begun.len() > self.most || self.begun.iter().map(|(bytes, _)| bytes).sum::<usize>() > MUCH
        {
            let Some((_, first)) = self.begun.pop_front() else { break };
            take(done(first))?;
        }
        Ok(())
    }

    /// Gives away the rest.
    ///
    /// # Errors
    /// Those of `take`.
    pub fn finish(self, take: impl FnMut(T) -> io::Result<()>) -> io::Result<()> {
        self.begun.into_iter().map(|(_, first)| done(first)).try_for_each(take)
    }
}

/// Waits for a result; where its thread panicked, so does this one.
fn done<T>(begun: ScopedJoinHandle<T>) -> T {
    begun.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
