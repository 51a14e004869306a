//! The commands of this repository: `cargo xtask run | portal | test | dist | tidy | openapi | conformance | advisories | fuzz |
//! demo-data | bench`. Only the dispatch is here; what a command does is in the module of its name. Nothing here ships to
//! anybody.

mod advisories;
mod args;
mod bench;
mod browser;
mod contract;
mod deps;
mod dist;
mod fuzz;
mod npm;
mod portal;
mod run;
mod sh;
mod size;
mod stamp;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use args::Command;

fn main() -> ExitCode {
    let result = args::parse().and_then(|command| {
        sh::enter_root()?;
        match command {
            Command::Help(text) => print!("{text}"),
            Command::Run(options) => run::run(&options)?,
            // Ends with its own summary, and nothing may follow that.
            Command::Test(options) => return test::run(&options),
            Command::Dist => drop(dist::build()?),
            Command::Tidy => tidy::run()?,
            Command::Openapi => contract::openapi()?,
            Command::Conformance(rest) => contract::conformance(&rest)?,
            Command::Portal(options) => portal::run(&options)?,
            Command::Advisories(clone) => advisories::update(&clone)?,
            Command::Fuzz(options) => fuzz::run(&options)?,
            Command::DemoData(options) => run::demo_data(&options)?,
            Command::BenchSearch(options) => bench::search(&options)?,
            Command::BenchUi(options) => bench::ui(&options)?,
        }
        Ok(ExitCode::SUCCESS)
    });
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
