//! Telling an agent who looks elsewhere, by a notification and by a sound: only where they asked for it, and not while they
//! look at the app in another tab. Words are not chosen here.

use switchboard_model::{Intent, effect::Notice};

use super::Store;
use crate::platform::{choices, locks, notify, sound, task};

const WANTED: &str = "switchboard-notifications";
const SOUND: &str = "switchboard-sound";
const ON: &str = "on";
/// However much comes, in however many tabs: one sound in this time.
const SOUND_PACE_MS: i32 = 4_000;
/// The tab that the agent looks at, by its name.
const LOOKING: &str = "switchboard-attention";

/// Whether the agent asked for notifications on this device.
pub fn are_wanted() -> bool {
    choices::kept(WANTED).as_deref() == Some(ON)
}

/// Whether the agent asked for a sound on this device.
pub fn sound_is_wanted() -> bool {
    choices::kept(SOUND).as_deref() == Some(ON)
}

/// Turns the sound on or off.
pub fn want_sound(wanted: bool) {
    choices::keep(SOUND, wanted.then_some(ON));
}

/// Lets the agent hear it.
pub fn test_sound() {
    sound::chime();
}

impl Store {
    /// Says what the body of a notification is.
    pub fn word_notices_with(self, words: fn(&Notice) -> String) {
        self.shell().notice_words.set(Some(words));
    }

    /// Turns notifications on, asking the browser where it has to be asked, or off; tells how it ended.
    pub fn want_notifications(self, wanted: bool, then: impl Fn(bool) + 'static) {
        if wanted {
            self.when_permitted(move |permitted| {
                choices::keep(WANTED, permitted.then_some(ON));
                then(permitted);
            });
        } else {
            choices::keep(WANTED, None);
            then(false);
        }
    }

    /// Shows this notification, asking the browser where it has to be asked.
    pub fn test_notification(self, (title, body): (&'static str, &'static str)) {
        self.when_permitted(move |permitted| {
            if permitted {
                notify::show(title, body, WANTED, || {});
            }
        });
    }

    fn when_permitted(self, then: impl FnOnce(bool) + 'static) {
        task::spawn(async move {
            let permitted = notify::is_permitted().await;
            if !permitted {
                self.intent(Intent::NotificationsRefused);
            }
            then(permitted);
        });
    }

    pub(super) fn notify(self, notice: Notice) {
        if choices::kept(LOOKING).is_some() {
            return;
        }
        if sound_is_wanted() {
            locks::if_free(SOUND, SOUND_PACE_MS, sound::chime);
        }
        if are_wanted() {
            let body = self.shell().notice_words.get().map(|words| words(&notice)).unwrap_or_default();
            let Notice { conversation, title, route, .. } = notice;
            notify::show(&title, &body, conversation.as_str(), move || self.intent(Intent::Go(route)));
        }
    }

    /// Notes for the other tabs whether the agent looks at this one.
    pub(super) fn note_attention(self, attention: bool) {
        let tab = self.shell().keeper.tab().to_owned();
        if attention {
            choices::keep(LOOKING, Some(&tab));
        } else if choices::kept(LOOKING).as_deref() == Some(&tab) {
            choices::keep(LOOKING, None);
        }
    }
}
