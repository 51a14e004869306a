//! Just enough reading of Rust to know which paths a file names: comments and strings blanked out, `use` trees spelled
//! out, `self` and `super` resolved by the file's place. Knows no rules, and does not expand macros.

/// A path as the file means it, with the line where it stands.
#[derive(Debug, PartialEq)]
pub struct Named {
    pub line: usize,
    /// `["crate", "client", "Error"]`; the name of a macro ends in `!`.
    segments: Vec<String>,
    /// Imported, so that one segment alone is a crate and not a variable.
    imported: bool,
}

const KEYWORDS: [&str; 2] = ["async", "await"];

impl Named {
    /// Whether it names what the pattern stands for: see `Room::never`.
    pub fn is(&self, pattern: &str) -> bool {
        let wanted: Vec<&str> = pattern.split("::").collect();
        match wanted.as_slice() {
            [one] if one.ends_with('!') || KEYWORDS.contains(one) => {
                self.segments.last().is_some_and(|last| last == one)
            }
            [one] => {
                (self.imported || self.segments.len() > 1) && self.segments.iter().any(|segment| fits(segment, one))
            }
            ["crate" | "std", ..] => starts_with(&self.segments, &wanted),
            // `Utc::now` also as `chrono::Utc::now`.
            _ => (0..self.segments.len())
                .any(|from| self.segments.get(from..).is_some_and(|rest| starts_with(rest, &wanted))),
        }
    }
}

fn fits(segment: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(segment == pattern, |start| segment.starts_with(start))
}

fn starts_with(segments: &[String], wanted: &[&str]) -> bool {
    segments.len() >= wanted.len() && segments.iter().zip(wanted).all(|(segment, wanted)| segment == wanted)
}

/// All paths in a file of Rust.
pub fn paths(file: &str, source: &str) -> Vec<Named> {
    let code = without_comments_and_strings(source);
    let tokens = tokens(&code);
    let mut reader = Reader { tokens: &tokens, at: 0, module: module_of(file), found: Vec::new() };
    reader.read();
    reader.found
}

/// `src/view/list/row.rs` is `crate::view::list::row`.
fn module_of(file: &str) -> Vec<String> {
    let inside = file.split_once("src/").map_or("", |(_, inside)| inside).trim_end_matches(".rs");
    let names = inside.split('/').filter(|name| !["", "mod", "main", "lib"].contains(name));
    std::iter::once("crate").chain(names).map(str::to_owned).collect()
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind<'a> {
    Word(&'a str),
    /// `::`
    Then,
    Mark(char),
}

type Token<'a> = (usize, Kind<'a>);

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (kind, length) = match rest.get(..length) {
                Some(word) if length > 0 => (Kind::Word(word), length),
                _ if rest.starts_with("::") => (Kind::Then, 2),
                _ => (Kind::Mark(first), first.len_utf8()),
            };
            found.push((index + 1, kind));
            rest = rest.get(length..).unwrap_or_default().trim_start();
        }
    }
    found
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    module: Vec<String>,
    found: Vec<Named>,
}

impl<'a> Reader<'a> {
    fn kind(&self, ahead: usize) -> Option<Kind<'a>> {
        self.tokens.get(self.at + ahead).map(|token| token.1)
    }

    fn read(&mut self) {
        let mut after_dot = false;
        while let Some(kind) = self.kind(0) {
            match kind {
                Kind::Word("use") => {
                    self.at += 1;
                    self.tree(&[]);
                }
                // A field or a method; `.await` is told by its word alone.
                Kind::Word(word) if after_dot && !KEYWORDS.contains(&word) => self.at += 1,
                Kind::Word(_) => self.path(&[], false),
                _ => self.at += 1,
            }
            after_dot = kind == Kind::Mark('.');
        }
    }

    /// What follows `use`, or one branch of it.
    fn tree(&mut self, prefix: &[String]) {
        while self.kind(0) == Some(Kind::Then) {
            self.at += 1;
        }
        match self.kind(0) {
            Some(Kind::Mark('{')) => self.branches(prefix),
            Some(Kind::Word(_)) => self.path(prefix, true),
            _ => self.at += 1,
        }
    }

    fn branches(&mut self, prefix: &[String]) {
        self.at += 1;
        while let Some(kind) = self.kind(0) {
            match kind {
                Kind::Mark('}') => {
                    self.at += 1;
                    return;
                }
                // A new name for it, or the next branch.
                Kind::Word("as") => self.at += 2,
                Kind::Word(_) | Kind::Mark('{') | Kind::Then => self.tree(prefix),
                Kind::Mark(_) => self.at += 1,
            }
        }
    }

    fn path(&mut self, prefix: &[String], imported: bool) {
        let line = self.tokens.get(self.at).map_or(0, |token| token.0);
        let mut segments = prefix.to_vec();
        while let Some(Kind::Word(word)) = self.kind(0) {
            segments.push(word.to_owned());
            self.at += 1;
            match (self.kind(0), self.kind(1)) {
                (Some(Kind::Then), Some(Kind::Word(_))) => self.at += 1,
                (Some(Kind::Then), Some(Kind::Mark('{'))) if imported => {
                    self.at += 1;
                    self.branches(&segments);
                    return;
                }
                (Some(Kind::Mark('!')), next) if next != Some(Kind::Mark('=')) => {
                    if let Some(name) = segments.last_mut() {
                        name.push('!');
                    }
                    break;
                }
                _ => break,
            }
        }
        self.found.push(Named { line, segments: resolved(&self.module, segments), imported });
    }
}

fn resolved(module: &[String], segments: Vec<String>) -> Vec<String> {
    let supers = segments.iter().skip_while(|word| *word == "self").take_while(|word| *word == "super").count();
    let selves = segments.iter().take_while(|word| *word == "self").count();
    if supers + selves == 0 {
        return segments;
    }
    let base = module.iter().take(module.len().saturating_sub(supers).max(1)).cloned();
    base.chain(segments.into_iter().skip(supers + selves)).collect()
}

/// The same lines with comments and the insides of strings turned into spaces.
pub fn without_comments_and_strings(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut blank = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let end = end_of_blank(&chars, at);
        if end > at {
            blank.extend(chars.iter().take(end).skip(at).map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            blank.push(c);
            at += 1;
        }
    }
    blank
}

/// Where the comment, string or character that starts at `at` ends; `at` itself when none does.
fn end_of_blank(chars: &[char], at: usize) -> usize {
    let get = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let in_word = at > 0 && (get(at - 1).is_alphanumeric() || get(at - 1) == '_');
    match (get(at), get(at + 1)) {
        ('/', '/') => (at..chars.len()).find(|&index| get(index) == '\n').unwrap_or(chars.len()),
        ('/', '*') => {
            let (mut depth, mut index) = (1, at + 2);
            while depth > 0 && index < chars.len() {
                match (get(index), get(index + 1)) {
                    ('/', '*') => (depth, index) = (depth + 1, index + 2),
                    ('*', '/') => (depth, index) = (depth - 1, index + 2),
                    _ => index += 1,
                }
            }
            index
        }
        ('"' | '`', _) => end_of_quoted(chars, at),
        ('r', '"' | '#') if !in_word || matches!(get(at - 1), 'b' | 'c') => {
            let hashes = (at + 1..chars.len()).take_while(|&index| get(index) == '#').count();
            if get(at + 1 + hashes) != '"' {
                return at;
            }
            let closes = |index: &usize| get(*index) == '"' && (1..=hashes).all(|ahead| get(index + ahead) == '#');
            (at + 2 + hashes..chars.len()).find(closes).map_or(chars.len(), |index| index + 1 + hashes)
        }
        // A character; otherwise a lifetime.
        ('\'', '\\') => end_of_quoted(chars, at),
        ('\'', _) if get(at + 2) == '\'' => at + 3,
        _ => at,
    }
}

fn end_of_quoted(chars: &[char], at: usize) -> usize {
    let mut index = at + 1;
    while index < chars.len() && chars.get(index) != chars.get(at) {
        index += if chars.get(index) == Some(&'\\') { 2 } else { 1 };
    }
    (index + 1).min(chars.len())
}
