//! A short quiet chime, made of two tones: no file has to travel for it. When it sounds is decided elsewhere.

use std::cell::RefCell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AudioContext, OscillatorNode};

/// Each tone's frequency in hertz and when it begins, in seconds.
const TONES: [(f32, f64); 2] = [(659.3, 0.0), (987.8, 0.11)];
/// Of the loudest there is.
const LOUDNESS: f32 = 0.07;
const SILENCE: f32 = 0.0001;
const RISE_S: f64 = 0.015;
const FADE_S: f64 = 0.35;

/// Sounds once. Where the browser lets no page be heard that nobody has touched yet, nothing happens.
pub fn chime() {
    // Every call in there fails only without an audio device.
    let _ = sound();
}

thread_local! {
    /// What sounds, or waits for the page to be touched: a browser gives a page only a few of these.
    static CONTEXT: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

fn sound() -> Result<(), JsValue> {
    if let Some(waiting) = CONTEXT.with_borrow(Clone::clone) {
        return waiting.resume().map(drop);
    }
    let context = AudioContext::new()?;
    CONTEXT.set(Some(context.clone()));
    let begun = tones(&context);
    if begun.is_err() {
        close();
    }
    begun
}

fn tones(context: &AudioContext) -> Result<(), JsValue> {
    let mut last = None;
    for (frequency, begin) in TONES {
        last = Some(tone(context, frequency, begin)?);
    }
    if let Some(last) = last {
        last.set_onended(Some(Closure::once_into_js(close).unchecked_ref()));
    }
    Ok(())
}

fn close() {
    if let Some(context) = CONTEXT.take() {
        drop(context.close());
    }
}

fn tone(context: &AudioContext, frequency: f32, begin: f64) -> Result<OscillatorNode, JsValue> {
    let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
    let begin = context.current_time() + begin;
    let end = begin + FADE_S;
    tone.frequency().set_value(frequency);
    let loudness = volume.gain();
    loudness.set_value_at_time(SILENCE, begin)?;
    loudness.exponential_ramp_to_value_at_time(LOUDNESS, begin + RISE_S)?;
    loudness.exponential_ramp_to_value_at_time(SILENCE, end)?;
    tone.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    tone.start_with_when(begin)?;
    tone.stop_with_when(end)?;
    Ok(tone)
}
