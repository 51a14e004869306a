//! How often somebody may do something. The limits are kept in memory, which no number of callers can fill; a restart
//! forgets them.

use std::hash::{BuildHasher, Hash, RandomState};
use std::net::Ipv6Addr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use switchboard_api::{AgentId, ApiKeyId, ChannelId};

use super::problem::ApiError;
use crate::config::Config;

/// A whole office signs in from one address; somebody who tries many accounts does, too.
const ACCOUNTS_OF_AN_ADDRESS: u32 = 10;
/// Browsers that report more than this have said what there is to say.
const REPORTS_PER_MINUTE: u32 = 30;

/// The limiters of a server.
pub struct Limits {
    logins: Counter,
    peers: Counter,
    passwords: Counter,
    reads: Counter,
    sends: Counter,
    writes: Counter,
    searches: Counter,
    hooks: Counter,
    sockets: Counter,
    reports: Counter,
    tokens: Counter,
}

impl Limits {
    /// As the configuration says.
    pub fn new(config: &Config) -> Self {
        Self {
            logins: Counter::per_minute(config.logins_per_minute, "attempts to sign in"),
            peers: Counter::per_minute(
                config.logins_per_minute.saturating_mul(ACCOUNTS_OF_AN_ADDRESS),
                "attempts to sign in",
            ),
            passwords: Counter::per_minute(config.logins_per_minute, "attempts to name the password"),
            reads: Counter::per_minute(config.reads_per_minute, "requests"),
            sends: Counter::per_minute(config.sends_per_minute, "messages"),
            writes: Counter::per_minute(config.writes_per_minute, "changes"),
            searches: Counter::per_minute(config.searches_per_minute, "searches"),
            hooks: Counter::per_minute(config.hooks_per_minute, "messages and reports of this channel"),
            sockets: Counter::per_minute(config.sockets_per_minute, "live connections"),
            reports: Counter::per_minute(REPORTS_PER_MINUTE, "reports"),
            tokens: Counter::per_minute(config.tokens_per_minute, "tokens"),
        }
    }

    /// Counts an attempt to sign in as `email` from `peer`: for the account, and for the address.
    pub fn login(&self, peer: &str, email: &str) -> Result<(), ApiError> {
        let network = network(peer);
        // An address that is over its own limit uses up nobody else's tries.
        self.peers.count(&network)?;
        self.logins.count(&(network, email))
    }

    /// Counts an attempt to prove who one is once more, with the password.
    pub fn password(&self, agent: &AgentId) -> Result<(), ApiError> {
        self.passwords.count(agent.as_str())
    }

    /// Counts anything that the agent reads.
    pub fn read(&self, agent: &AgentId) -> Result<(), ApiError> {
        self.reads.count(agent.as_str())
    }

    /// Counts a message or note of the agent.
    pub fn send(&self, agent: &AgentId) -> Result<(), ApiError> {
        self.sends.count(agent.as_str())
    }

    /// Counts any change that the agent asks for.
    pub fn write(&self, agent: &AgentId) -> Result<(), ApiError> {
        self.writes.count(agent.as_str())
    }

    /// Counts a search of the agent.
    pub fn search(&self, agent: &AgentId) -> Result<(), ApiError> {
        self.searches.count(agent.as_str())
    }

    /// Counts what `peer` brings to a channel's door, signed or not.
    pub fn hook(&self, peer: &str, channel: &ChannelId) -> Result<(), ApiError> {
        self.hooks.count(&(network(peer), channel.as_str()))
    }

    /// Counts a live connection that `peer` opens.
    pub fn socket(&self, peer: &str) -> Result<(), ApiError> {
        self.sockets.count(&network(peer))
    }

    /// Counts a report of a browser at `peer`.
    pub fn report(&self, peer: &str) -> Result<(), ApiError> {
        self.reports.count(&network(peer))
    }

    /// Counts a token made with the key.
    pub fn token(&self, key: &ApiKeyId) -> Result<(), ApiError> {
        self.tokens.count(key.as_str())
    }

    /// Forgets those who have not been limited for a while.
    pub fn tidy(&self) {
        let Self { logins, peers, passwords, reads, sends, writes, searches, hooks, sockets, reports, tokens } = self;
        for counter in [logins, peers, passwords, reads, sends, writes, searches, hooks, sockets, reports, tokens] {
            counter.limiter.retain_recent();
        }
    }
}

/// What counts as one address: whoever has an IPv6 address has the 2^64 beside it, too.
fn network(peer: &str) -> String {
    match peer.parse::<Ipv6Addr>() {
        Ok(ip) => Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)).to_string(),
        Err(_) => peer.to_owned(),
    }
}

/// One limit. It counts by one of 65,536 slots instead of by the key itself, so that nobody fills the memory by making
/// up keys, and nobody can tell which keys share a slot. Those that do are limited together.
struct Counter {
    limiter: DefaultKeyedRateLimiter<u16>,
    slots: RandomState,
    clock: DefaultClock,
    what: &'static str,
}

impl Counter {
    fn per_minute(times: u32, what: &'static str) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN));
        Self { limiter: RateLimiter::keyed(quota), slots: RandomState::new(), clock: DefaultClock::default(), what }
    }

    fn count(&self, key: &(impl Hash + ?Sized)) -> Result<(), ApiError> {
        let slot = u16::try_from(self.slots.hash_one(key) & 0xffff).unwrap_or_default();
        self.limiter.check_key(&slot).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            ApiError::too_many(wait.as_secs() + 1, self.what)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_an_ipv6_address_are_the_same_one() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("203.0.113.7"), "203.0.113.7");
    }

    #[test]
    fn an_address_over_its_limit_uses_up_no_tries_of_others() {
        let limits = Limits::new(&Config { logins_per_minute: 1, ..Config::new("data".into()) });
        for _ in 0..100 {
            let _over = limits.login("203.0.113.7", "ada@example.org");
        }
        let slots = limits.logins.limiter.len();
        for number in 0..1_000 {
            assert!(limits.login("203.0.113.7", &format!("{number}@example.org")).is_err());
        }
        assert_eq!(limits.logins.limiter.len(), slots);
    }

    #[test]
    fn made_up_keys_do_not_fill_the_memory() {
        let counter = Counter::per_minute(1_000_000, "tries");
        for number in 0..200_000 {
            assert!(counter.count(&("203.0.113.7", format!("{number}@example.org"))).is_ok());
        }
        assert!(counter.limiter.len() <= 65_536, "{}", counter.limiter.len());
        let strict = Counter::per_minute(3, "tries");
        let outcomes: Vec<bool> = (0..4).map(|_| strict.count("somebody").is_ok()).collect();
        assert_eq!(outcomes, [true, true, true, false]);
    }
}
