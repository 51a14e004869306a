//! The app's entry in the browser. Everything it does is in the library beside it, so that tests can reach it; on any
//! other target there is nothing to start.

fn main() {
    #[cfg(target_arch = "wasm32")]
    switchboard::app::start();
}
