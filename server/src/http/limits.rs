//! How often somebody may do something: sign-in attempts, sends and searches. The limits are kept in memory; a restart forgets them.

use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use switchboard_api::AgentId;

use super::problem::ApiError;
use crate::config::Config;

/// The limiters of a server.
pub struct Limits {
    logins: DefaultKeyedRateLimiter<(String, String)>,
    sends: DefaultKeyedRateLimiter<AgentId>,
    searches: DefaultKeyedRateLimiter<AgentId>,
    clock: DefaultClock,
}

impl Limits {
    /// As the configuration says.
    pub fn new(config: &Config) -> Self {
        let per_minute = |times: u32| Quota::per_minute(NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN));
        Self {
            logins: RateLimiter::keyed(per_minute(config.logins_per_minute)),
            sends: RateLimiter::keyed(per_minute(config.sends_per_minute)),
            searches: RateLimiter::keyed(per_minute(config.searches_per_minute)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts an attempt to sign in as `email` from `peer`.
    pub fn login(&self, peer: String, email: String) -> Result<(), ApiError> {
        self.logins.check_key(&(peer, email)).map_err(|not_until| {
            ApiError::too_many(seconds(not_until.wait_time_from(self.clock.now())), "attempts to sign in")
        })
    }

    /// Counts a message or note of the agent.
    pub fn send(&self, agent: &AgentId) -> Result<(), ApiError> {
        self.sends
            .check_key(agent)
            .map_err(|not_until| ApiError::too_many(seconds(not_until.wait_time_from(self.clock.now())), "messages"))
    }

    /// Counts a search of the agent.
    pub fn search(&self, agent: &AgentId) -> Result<(), ApiError> {
        self.searches
            .check_key(agent)
            .map_err(|not_until| ApiError::too_many(seconds(not_until.wait_time_from(self.clock.now())), "searches"))
    }

    /// Forgets those who have not been limited for a while.
    pub fn tidy(&self) {
        self.logins.retain_recent();
        self.sends.retain_recent();
        self.searches.retain_recent();
    }
}

fn seconds(wait: std::time::Duration) -> u64 {
    wait.as_secs() + 1
}
