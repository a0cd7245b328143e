//! The `dibao` command; see [`dibao::cli`].

/// A build is millions of small texts that live as long as a line, an article or a page: mimalloc takes a sixth of its time off
/// making the pages. It is C, compiled by what BLAKE3 is compiled by.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    dibao::cli::run()
}
