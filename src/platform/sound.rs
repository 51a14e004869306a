//! A short quiet chime, made of two tones: no file has to travel for it. When it sounds is decided elsewhere.

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

fn sound() -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    let mut last = None;
    for (frequency, begin) in TONES {
        last = Some(tone(&context, frequency, begin)?);
    }
    // A browser gives a page only a few of these.
    let ended = Closure::once_into_js(move || drop(context.close()));
    if let Some(last) = last {
        last.set_onended(Some(ended.unchecked_ref()));
    }
    Ok(())
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
