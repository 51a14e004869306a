//! How fast search answers over HTTP, beside the bare FTS5 query on the same file with the same words, on a small and a
//! large file; a table for people to read. `cargo xtask bench search` runs it. Nothing is asserted.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use switchboard_server::{Application, Config, Order, PLANTED, fill};

/// Rounds that only warm the caches.
const WARM_UP: usize = 10;
const PER_CONVERSATION: usize = 10;

#[derive(Parser)]
struct Options {
    /// Sizes of the files, in messages; ten a conversation
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 1_000_000])]
    messages: Vec<usize>,
    /// Searches for each word that are counted
    #[arg(long, default_value_t = 200)]
    samples: usize,
    /// Where the files are kept from one run to the next
    #[arg(long)]
    folder: PathBuf,
    /// Cargo says this to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

/// What is searched for: a name for the table, what a person types, and what FTS5 is asked for it.
struct Search {
    kind: &'static str,
    typed: &'static str,
    matched: &'static str,
}

const SEARCHES: [Search; 4] = [
    Search { kind: "rare word", typed: PLANTED, matched: "\"quillwort\" *" },
    Search { kind: "common word", typed: "thanks", matched: "\"thanks\" *" },
    // Hundreds of contacts are called so too (somebody of a bike club), and the answer looks at them all.
    Search { kind: "word and name", typed: "bike", matched: "\"bike\" *" },
    // The first contact with a number has this one, and the messages with the planted word name it.
    Search { kind: "phone number", typed: "+447700900000", matched: "\"447700900000\" *" },
];

/// One file with the server on it.
struct Site {
    messages: usize,
    file: Connection,
    http: reqwest::Client,
    token: String,
    /// The address of a search without what is searched for.
    address: String,
    /// By search.
    times: [Times; SEARCHES.len()],
}

#[derive(Default)]
struct Times {
    hits: i64,
    bare: Vec<Duration>,
    http: Vec<Duration>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(&options))
}

async fn run(options: &Options) -> Result<()> {
    let mut sites = Vec::new();
    for messages in &options.messages {
        let data = filled(&options.folder, *messages).await?;
        sites.push(Site::open(*messages, &data).await?);
    }
    println!("Measuring: {} searches for each of {} words in each file.", options.samples, SEARCHES.len());
    for round in 0..WARM_UP + options.samples {
        for site in &mut sites {
            site.round(round, round >= WARM_UP).await?;
        }
    }
    report(&mut sites);
    Ok(())
}

/// The folder with so many messages, made when it is not there.
async fn filled(folder: &Path, messages: usize) -> Result<PathBuf> {
    let data = folder.join(format!("search-{messages}"));
    if data.is_dir() {
        return Ok(data);
    }
    let unfinished = folder.join(format!("search-{messages}-unfinished"));
    if unfinished.is_dir() {
        fs::remove_dir_all(&unfinished)?;
    }
    println!("Making a file with {messages} messages; it is kept in {}.", data.display());
    let order =
        Order { conversations: messages.div_ceil(PER_CONVERSATION), messages, longest: None, seed: Order::USUAL_SEED };
    let started = Instant::now();
    fill(&unfinished, order, |_| ()).await?;
    fs::rename(&unfinished, &data)?;
    println!("  That took {:.1} s.", started.elapsed().as_secs_f64());
    Ok(data)
}

impl Site {
    async fn open(messages: usize, data: &Path) -> Result<Self> {
        // One agent searches more often here than people may.
        let mut config = Config::new(data.to_owned()).without_limits();
        config.port = 0;
        config.quiet = true;
        let application = Application::build(config).await?;
        let address = application.address();
        let welcome = application.welcome().clone();
        tokio::spawn(application.run_until(std::future::pending()));
        let email = &welcome.sign_ins.first().context("nobody can sign in")?.email;
        let password = welcome.password.context("the folder has no demo in it")?;
        let http = reqwest::Client::builder().no_proxy().build()?;
        let token = sign_in(&http, address, email, &password).await?;
        let session = get(&http, &format!("http://{address}/api/v1/session"), &token).await?;
        let session: Value = serde_json::from_slice(&session)?;
        let space = session.pointer("/spaces/0/id").and_then(Value::as_str).context("there is no space")?;
        let file = Connection::open_with_flags(data.join("switchboard.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        // As the server's readers have it.
        file.pragma_update(None, "cache_size", -16_000)?;
        let mut times: [Times; SEARCHES.len()] = Default::default();
        for (search, times) in SEARCHES.iter().zip(&mut times) {
            let count = "SELECT count(*) FROM search_messages WHERE search_messages MATCH ?";
            times.hits = file.query_row(count, [search.matched], |row| row.get(0))?;
        }
        let address = format!("http://{address}/api/v1/spaces/{space}/search?q=");
        Ok(Self { messages, file, http, token, address, times })
    }

    /// Every search once by each way; which way is first changes with every round.
    async fn round(&mut self, round: usize, counts: bool) -> Result<()> {
        for (at, search) in SEARCHES.iter().enumerate() {
            let mut times = (Duration::ZERO, Duration::ZERO);
            for way in [round, round + 1] {
                if way % 2 == 0 {
                    times.0 = self.bare(search)?;
                } else {
                    times.1 = self.over_http(search).await?;
                }
            }
            if let Some(all) = self.times.get_mut(at).filter(|_| counts) {
                all.bare.push(times.0);
                all.http.push(times.1);
            }
        }
        Ok(())
    }

    fn bare(&self, search: &Search) -> Result<Duration> {
        const SQL: &str =
            "SELECT rowid FROM search_messages WHERE search_messages MATCH ? ORDER BY rowid DESC LIMIT 20";
        let started = Instant::now();
        let mut statement = self.file.prepare_cached(SQL)?;
        let found = statement.query_map([search.matched], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let took = started.elapsed();
        drop(found);
        Ok(took)
    }

    async fn over_http(&self, search: &Search) -> Result<Duration> {
        let address = format!("{}{}", self.address, search.typed.replace('+', "%2B"));
        let started = Instant::now();
        get(&self.http, &address, &self.token).await?;
        Ok(started.elapsed())
    }
}

async fn sign_in(http: &reqwest::Client, address: SocketAddr, email: &str, password: &str) -> Result<String> {
    let body = json!({ "email": email, "password": password, "bearer": true }).to_string();
    let request = http.post(format!("http://{address}/api/v1/login")).header("content-type", "application/json");
    let answer: Value = serde_json::from_slice(&request.body(body).send().await?.bytes().await?)?;
    let token = answer.get("token").and_then(Value::as_str);
    Ok(token.context("the server does not let the demo's admin in")?.to_owned())
}

async fn get(http: &reqwest::Client, address: &str, token: &str) -> Result<Vec<u8>> {
    let answer = http.get(address).bearer_auth(token).send().await?;
    let status = answer.status();
    let body = answer.bytes().await?;
    ensure!(status.is_success(), "{address} answered {status}: {}", String::from_utf8_lossy(&body));
    Ok(body.to_vec())
}

fn report(sites: &mut [Site]) {
    println!("\nMilliseconds. HTTP is the whole answer: contacts, and up to 20 messages with their conversations.");
    let title = "     hits bare median      p95 HTTP median      p95 HTTP ÷ bare";
    for site in &mut *sites {
        println!("\n{:<28}{title}", format!("{} messages", site.messages));
        for (search, times) in SEARCHES.iter().zip(&mut site.times) {
            let (bare, http) = (Spread::of(&mut times.bare), Spread::of(&mut times.http));
            println!(
                "{:<28}{:>9} {:>11.3} {:>8.3} {:>11.3} {:>8.3} {:>11.1}",
                format!("  {} {}", search.kind, search.typed),
                times.hits,
                bare.median,
                bare.p95,
                http.median,
                http.p95,
                http.median / bare.median,
            );
        }
    }
    let [small, .., large] = sites else { return };
    println!("\nTimes as long with {} messages as with {}, by median", large.messages, small.messages);
    println!("{:<28}{:>9} {:>11}", "", "bare", "HTTP");
    for ((search, small), large) in SEARCHES.iter().zip(&mut small.times).zip(&mut large.times) {
        let bare = Spread::of(&mut large.bare).median / Spread::of(&mut small.bare).median;
        let http = Spread::of(&mut large.http).median / Spread::of(&mut small.http).median;
        println!("{:<28}{bare:>9.1} {http:>11.1}", format!("  {} {}", search.kind, search.typed));
    }
}

/// Milliseconds.
struct Spread {
    median: f64,
    p95: f64,
}

impl Spread {
    fn of(times: &mut [Duration]) -> Self {
        times.sort_unstable();
        let at =
            |percent: usize| times.get(times.len() * percent / 100).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3);
        Self { median: at(50), p95: at(95) }
    }
}
