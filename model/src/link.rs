//! Which of the addresses found in a text become links, and where these lead. Finding addresses is up to the view; whoever
//! wrote the text may wish us ill, so whatever is not plainly harmless stays text.

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address for the browser: `https:`, `http:` or `mailto:`, and nothing else.
    pub address: String,
    /// The site in letters that nobody can mistake (`xn--…`), where what is written has others.
    pub site: Option<String>,
}

/// The link of an email address.
pub fn to_mailbox(said: &str) -> Option<Link> {
    let (name, site) = said.rsplit_once('@')?;
    // With these a mailbox could bring along a subject, a text and further recipients.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let fits = !name.is_empty() && name.chars().all(plain) && site.is_ascii() && is_site(site);
    fits.then(|| Link { address: format!("mailto:{said}"), site: None })
}

/// The link of a web address: one that begins with `https://`, `http://` or `www.`.
pub fn to_page(said: &str) -> Option<Link> {
    let begins = |start: &str| said.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let scheme = ["https://", "http://"].into_iter().find(|scheme| begins(scheme));
    let rest = match scheme {
        Some(scheme) => said.get(scheme.len()..)?,
        None if begins("www.") => said,
        None => return None,
    };
    let site = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A name and password before the site would pass for it: `https://bank.example@evil.example`.
    let (host, port) = site.split_once(':').unwrap_or((site, "0"));
    let has_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    if !has_port || !is_site(host) || said.chars().any(is_unseen) {
        return None;
    }
    let address = if scheme.is_some() { said.to_owned() } else { format!("https://{said}") };
    let site = if host.is_ascii() { None } else { Some(ascii(host)?) };
    Some(Link { address, site })
}

/// Whether these can be the labels of a host, each in letters of one script.
fn is_site(host: &str) -> bool {
    let labels = || host.split('.');
    !host.is_empty() && host.len() <= 253 && labels().all(|label| !label.is_empty() && is_label(label))
}

fn is_label(label: &str) -> bool {
    let mut script = 0;
    label.chars().all(|c| {
        let its = script_of(c);
        let alone = its == 0 || script == 0 || script == its;
        script = if its == 0 { script } else { its };
        alone && (c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || (!c.is_ascii() && is_plain_letter(c)))
    })
}

/// The scripts whose letters pass for one another, as numbers; zero for all others.
fn script_of(c: char) -> u8 {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => 1,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => 2,
        '\u{400}'..='\u{52f}' => 3,
        '\u{530}'..='\u{58f}' => 4,
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => 5,
        _ => 0,
    }
}

/// A letter that is no ASCII one, nor another way to write one: browsers would read that as the letter it looks like.
/// Blocks of marks are named instead of letters, because the tables of all letters weigh kilobytes in the app; what slips
/// through is told in plain letters like all others.
fn is_plain_letter(c: char) -> bool {
    let mark_or_dressed_up = matches!(
        c,
        '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2b0}'..='\u{36f}' | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
            | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}'
            | '\u{feff}'..='\u{ffff}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f000}'..='\u{10ffff}'
    );
    !mark_or_dressed_up
}

/// Characters that nobody sees, or that turn the direction of the text around them.
fn is_unseen(c: char) -> bool {
    let unseen = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    );
    unseen || c.is_control() || c.is_whitespace() || c == '\\'
}

/// The host as it is looked up.
fn ascii(host: &str) -> Option<String> {
    let host: String = host.chars().map(small).collect();
    let labels = host.split('.').map(|label| if label.is_ascii() { Some(label.to_owned()) } else { punycode(label) });
    Some(labels.collect::<Option<Vec<_>>>()?.join("."))
}

/// The small letter, in the scripts that have one and that names are written in.
fn small(c: char) -> char {
    let by = match c {
        'A'..='Z' | '\u{c0}'..='\u{de}' | '\u{391}'..='\u{3a9}' | '\u{410}'..='\u{42f}' => 0x20,
        '\u{400}'..='\u{40f}' => 0x50,
        _ => 0,
    };
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

/// A label in the letters of RFC 3492, with its prefix.
fn punycode(label: &str) -> Option<String> {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let plain = u32::try_from(out.len()).ok()?;
    let (mut done, mut from, mut delta, mut bias) = (plain, 128_u32, 0_u32, 72_u32);
    if plain > 0 {
        out.push('-');
    }
    let length = u32::try_from(label.chars().count()).ok()?;
    while done < length {
        let next = label.chars().map(u32::from).filter(|c| *c >= from).min()?;
        delta = delta.checked_add((next - from).checked_mul(done + 1)?)?;
        for c in label.chars().map(u32::from) {
            if c < next {
                delta = delta.checked_add(1)?;
            }
            if c == next {
                let mut rest = delta;
                for step in (36_u32..).step_by(36) {
                    let limit = step.saturating_sub(bias).clamp(1, 26);
                    if rest < limit {
                        break;
                    }
                    out.push(digit(limit + (rest - limit) % (36 - limit))?);
                    rest = (rest - limit) / (36 - limit);
                }
                out.push(digit(rest)?);
                bias = adapted(delta, done + 1, done == plain);
                (delta, done) = (0, done + 1);
            }
        }
        (delta, from) = (delta.checked_add(1)?, next.checked_add(1)?);
    }
    Some(format!("xn--{out}"))
}

fn digit(value: u32) -> Option<char> {
    if value < 26 { char::from_digit(value + 10, 36) } else { char::from_digit(value - 26, 10) }
}

/// How the next number is written, learnt from the last one.
fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}
