//! Search in the database: `index` keeps what is findable, `find` looks it up, `phrase` is what a search asks for. How
//! texts become words is in `words`; what an answer shows of a hit is decided in `domain`.

pub mod find;
pub mod index;
pub mod phrase;
#[cfg(test)]
mod plans;
