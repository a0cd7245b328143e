//! The `dibao` command; see [`dibao::cli`].

fn main() -> std::process::ExitCode {
    dibao::cli::run()
}
