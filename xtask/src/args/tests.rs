//! What command lines mean, and which are refused. What the commands do then is not tested here.

use super::*;

fn parsed(line: &str) -> Result<Command> {
    parse_from(lexopt::Parser::from_args(line.split_whitespace()))
}

#[test]
fn run_has_defaults_and_passes_the_rest_on() {
    let Command::Run(options) = parsed("run --port 9000 --empty -- --log debug").unwrap() else { panic!() };
    assert_eq!((options.port, options.empty, options.data), (9000, true, PathBuf::from("data")));
    assert_eq!(options.rest, ["--log", "debug"]);
}

#[test]
fn only_takes_several_stages() {
    let expected = TestOptions { only: vec!["fmt".into(), "tidy".into()], keep_going: true };
    assert_eq!(parsed("test --only fmt,tidy --keep-going").unwrap(), Command::Test(expected));
}

#[test]
fn fuzz_takes_targets_and_time() {
    let expected = FuzzOptions { only: vec!["requests".into()], seconds: 60 };
    assert_eq!(parsed("fuzz --only requests --seconds 60").unwrap(), Command::Fuzz(expected));
}

#[test]
fn conformance_passes_everything_on() {
    let rest = ["--url", "http://127.0.0.1:8080", "--token", "t", "--junit", "/r.xml"].map(OsString::from).to_vec();
    let line = "conformance --url http://127.0.0.1:8080 --token t --junit /r.xml";
    assert_eq!(parsed(line).unwrap(), Command::Conformance(rest));
}

#[test]
fn bench_names_what_is_measured() {
    let usual = || BenchUiOptions { sizes: vec![10_000], data: None, runs: 5, json: None, profile: None };
    let expected = BenchUiOptions { data: Some("/somewhere".into()), runs: 3, ..usual() };
    assert_eq!(parsed("bench ui --data /somewhere --runs 3").unwrap(), Command::BenchUi(expected));
    let expected = BenchUiOptions { sizes: vec![1_000, 20_000], ..usual() };
    assert_eq!(parsed("bench ui --sizes 1000,20000").unwrap(), Command::BenchUi(expected));
}

#[test]
fn demo_data_is_told_how_much() {
    let data = "/somewhere".into();
    let expected = DemoDataOptions { data, conversations: 50, messages: 500, longest: Some(70) };
    let line = "demo-data --messages 500 --conversations 50 --longest 70 --data /somewhere";
    assert_eq!(parsed(line).unwrap(), Command::DemoData(expected));
    let rest = ["--messages", "100,1000"].map(OsString::from).to_vec();
    let expected = BenchSearchOptions { fresh: true, rest };
    assert_eq!(parsed("bench search --messages 100,1000 --fresh").unwrap(), Command::BenchSearch(expected));
}

#[test]
fn nonsense_is_refused() {
    for line in [
        "fly",
        "run --port many",
        "test --fast",
        "tidy now",
        "openapi please",
        "bench all",
        "demo-data --messages 5",
        "bench ui --runs few",
        "bench ui --sizes 10,many",
    ] {
        assert!(parsed(line).is_err(), "{line}");
    }
}
