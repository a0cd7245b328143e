//! What a run of `dibao` costs: CPU time, time by the clock on the wall (which tells of the neighbours too), peak memory.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// The cost of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// User and system time, in seconds.
    pub cpu: f64,
    /// From start to end, in seconds.
    pub wall: f64,
    /// Most memory held at once, in bytes.
    pub peak: f64,
}

/// The option with which a benchmark calls itself to measure one command.
pub const MEASURE: &str = "--measure";

/// Runs `dibao` with these arguments.
pub fn dibao<S: AsRef<OsStr>>(arguments: &[S]) -> Result<Cost, String> {
    program(env!("CARGO_BIN_EXE_dibao").as_ref(), arguments)
}

/// Runs any program. A process between us and it keeps our own memory out of its account.
pub fn program<S: AsRef<OsStr>>(name: &OsStr, arguments: &[S]) -> Result<Cost, String> {
    let us = std::env::current_exe().map_err(|e| e.to_string())?;
    let told = Command::new(us)
        .arg(MEASURE)
        .arg(name)
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| e.to_string())?;
    let text = String::from_utf8_lossy(&told.stdout);
    let mut numbers = text.split_whitespace().filter_map(|n| n.parse().ok());
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(cpu), Some(wall), Some(peak)) => Ok(Cost { cpu, wall, peak }),
        _ => Err(format!("no measure: {text}")),
    }
}

/// The middle one of several runs, by CPU time; its time by the clock is the middle one of theirs.
pub fn median<S: AsRef<OsStr>>(runs: usize, arguments: &[S]) -> Result<Cost, String> {
    let mut costs = (0..runs.max(1)).map(|_| dibao(arguments)).collect::<Result<Vec<_>, _>>()?;
    costs.sort_by(|a, b| a.wall.total_cmp(&b.wall));
    let wall = costs[costs.len() / 2].wall;
    costs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    Ok(Cost { wall, ..costs[costs.len() / 2] })
}

/// The part of the process in between: runs the command, prints its cost.
#[cfg(unix)]
pub fn measure(command: &[String]) -> Result<(), String> {
    use nix::sys::resource::{UsageWho, getrusage};
    let (program, arguments) = command.split_first().ok_or("no command")?;
    let start = std::time::Instant::now();
    let status =
        Command::new(program).args(arguments).stdout(Stdio::null()).status().map_err(|e| e.to_string())?;
    let wall = start.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!("{program}: {status}"));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|e| e.to_string())?;
    let (user, system) = (usage.user_time(), usage.system_time());
    let seconds = |t: nix::sys::time::TimeVal| t.tv_sec() as f64 + t.tv_usec() as f64 / 1e6;
    // Linux counts in kilobytes, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1.0 } else { 1024.0 };
    println!("{} {wall} {}", seconds(user) + seconds(system), usage.max_rss() as f64 * unit);
    Ok(())
}

/// Other systems keep no such account.
#[cfg(not(unix))]
pub fn measure(_: &[String]) -> Result<(), String> {
    Err("needs a Unix system".into())
}
