//! Live updates: fan-out of each space's log, by number, to sockets and pollers. Events are written elsewhere; here they
//! are only read, made personal and sent.

pub mod colleagues;
pub mod hub;
pub mod numbers;
pub mod personal;
pub mod poll;
pub mod presence;
pub mod socket;
