//! The app's entry in the browser. Everything it does is in the library beside it, so that tests can reach it; on any
//! other target there is nothing to start.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    #[cfg(target_arch = "wasm32")]
    switchboard::app::start();
}
