//! What was found out, for people to read and as JUnit XML. Nothing is judged here.

use std::fmt::Write as _;
use std::time::Duration;

use crate::check::{Check, DOCS};

/// What became of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The server keeps the rule.
    Passed,
    /// It does not: a sentence about what it did.
    Failed(String),
    /// It could not be found out: a sentence about what was missing.
    Skipped(String),
}

/// A check that was done.
pub struct Outcome {
    /// Which.
    pub check: &'static Check,
    /// What became of it.
    pub verdict: Verdict,
    /// How long it took.
    pub took: Duration,
}

/// All that was done.
pub struct Report {
    /// The server.
    pub url: String,
    /// Each check in its order.
    pub outcomes: Vec<Outcome>,
}

impl Outcome {
    /// For people, on one line, with what they should know below it where the rule is broken.
    pub fn told(&self) -> String {
        let Check { name, why, docs, .. } = self.check;
        match &self.verdict {
            Verdict::Passed => format!("  ✓ {name}"),
            Verdict::Skipped(sentence) => format!("  - {name}\n      skipped: {sentence}"),
            Verdict::Failed(sentence) => {
                format!("  ✗ {name}\n      {sentence}\n      Why it matters: {why}\n      {DOCS}{docs}")
            }
        }
    }
}

impl Report {
    /// The names of the checks that failed.
    pub fn failed(&self) -> Vec<&'static str> {
        let failed = self.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Failed(_)));
        failed.map(|outcome| outcome.check.name).collect()
    }

    /// How many passed, failed and were skipped.
    pub fn summary(&self) -> String {
        let count = |of: fn(&Verdict) -> bool| self.outcomes.iter().filter(|outcome| of(&outcome.verdict)).count();
        format!(
            "{} passed, {} failed, {} skipped",
            count(|verdict| matches!(verdict, Verdict::Passed)),
            count(|verdict| matches!(verdict, Verdict::Failed(_))),
            count(|verdict| matches!(verdict, Verdict::Skipped(_)))
        )
    }

    /// As JUnit XML: a suite for each area, a case for each check.
    pub fn junit(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let skipped = self.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Skipped(_))).count();
        let seconds: f64 = self.outcomes.iter().map(|outcome| outcome.took.as_secs_f64()).sum();
        let (tests, failures) = (self.outcomes.len(), self.failed().len());
        // Writing to a text cannot fail.
        let _done = writeln!(
            xml,
            "<testsuite name=\"switchboard-conformance\" hostname=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
             skipped=\"{skipped}\" time=\"{seconds:.3}\">",
            escaped(&self.url)
        );
        for Outcome { check, verdict, took } in &self.outcomes {
            let (area, rule) = check.name.split_once('.').unwrap_or(("", check.name));
            let case = format!(
                "  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\"",
                escaped(area),
                escaped(rule),
                took.as_secs_f64()
            );
            let inside = match verdict {
                Verdict::Passed => None,
                Verdict::Skipped(sentence) => Some(format!("<skipped message=\"{}\"/>", escaped(sentence))),
                Verdict::Failed(sentence) => {
                    let more = escaped(&format!("{} {DOCS}{}", check.why, check.docs));
                    Some(format!("<failure message=\"{}\">{more}</failure>", escaped(sentence)))
                }
            };
            let _done = match inside {
                None => writeln!(xml, "{case}/>"),
                Some(inside) => writeln!(xml, "{case}>{inside}</testcase>"),
            };
        }
        xml + "</testsuite>\n"
    }
}

/// Safe in XML: its own signs spelled out, and what XML cannot hold left away.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(' '),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_say_is_safe_in_xml() {
        assert_eq!(escaped("<a href=\"x\">\u{0}&\n</a>"), "&lt;a href=&quot;x&quot;&gt;&amp; &lt;/a&gt;");
    }
}
