//! Work grows with the page, not with its square: counted, for a clock would tell of the machine.
//!
//! In: pages of one pattern (`benches/support/patterns.rs`), n bytes and 2n. Counted are the allocations made on the way
//! from lines to records and the bytes they ask for: nearly
//! every step of ours allocates where it reads again what it has read. A loop that only compares goes uncounted here; `cargo bench --bench split -- growth` has it.

#[path = "../benches/support/patterns.rs"]
mod patterns;
#[path = "../benches/support/words.rs"]
#[allow(dead_code)]
mod words;

use dibao::describe::topics::Vocabulary;
use dibao::read::{IssueSource, SourceText, decode};
use dibao::{build, record};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The system's allocator, keeping count.
struct Counting;

static CALLS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

fn note(bytes: usize) {
    CALLS.fetch_add(1, Relaxed);
    BYTES.fetch_add(bytes as u64, Relaxed);
}

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size());
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocations and their bytes, from a page's lines to its records.
fn cost(page: &str) -> (u64, u64) {
    let file = SourceText { path: "page.txt".into(), lines: decode::lines(page), ..SourceText::default() };
    let issue = IssueSource { path: "page".into(), files: vec![file], ..IssueSource::default() };
    // The tables are made once for all issues.
    let topics = Vocabulary::of(&[]);
    let before = (CALLS.load(Relaxed), BYTES.load(Relaxed));
    let (described, _) = build::describe_issue(&issue, &topics);
    let written = record::json::write(&described, &issue.files, &mut std::io::sink());
    assert!(written.is_ok());
    (CALLS.load(Relaxed) - before.0, BYTES.load(Relaxed) - before.1)
}

/// One test, so that nobody else allocates meanwhile. Above 2.0 is what doubling lists round up to.
#[test]
fn twice_the_page_takes_twice_the_work() {
    const SIZE: usize = 96 << 10;
    const MOST: f64 = 2.6;
    let mut grown = Vec::new();
    for (name, _) in patterns::PATTERNS {
        let (once, twice) = (patterns::page(name, SIZE), patterns::page(name, 2 * SIZE));
        let (once, twice) = (once.unwrap_or_default(), twice.unwrap_or_default());
        // What is made once and kept (tables, the caches of patterns) is made by the first run.
        cost(&twice);
        let (small, large) = (cost(&once), cost(&twice));
        let ratio = |of: fn((u64, u64)) -> u64| of(large) as f64 / of(small).max(1) as f64;
        let (calls, bytes) = (ratio(|c| c.0), ratio(|c| c.1));
        println!("{name:<32}{calls:>6.2}{bytes:>6.2}  {:>9} {:>11}", large.0, large.1);
        if calls > MOST || bytes > MOST {
            grown.push(format!("{name}: ×{calls:.2} allocations, ×{bytes:.2} bytes"));
        }
    }
    assert!(grown.is_empty(), "more than ×{MOST} for twice the page:\n{}", grown.join("\n"));
}
