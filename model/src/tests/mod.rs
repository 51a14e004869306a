//! Tests of the core as data in, data out: a small world of clients, a server and a network that fails in every way.
//! `world` is that world, `story` tells single cases, `chaos` lets chance choose.

mod announcing;
mod answering;
mod chaos;
mod finding;
mod links;
mod modest;
mod patching;
mod people;
mod presence;
mod reading;
mod records;
mod searching;
mod server;
mod story;
mod stretches;
mod world;
