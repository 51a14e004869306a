//! Telling an agent who looks elsewhere: only where they asked for it, and not while they look at the app in another tab.

use switchboard_model::{Intent, effect::Notice};

use super::Store;
use crate::platform::{choices, notify, task};

const WANTED: &str = "switchboard-notifications";
const ON: &str = "on";
/// The tab that the agent looks at, by its name.
const LOOKING: &str = "switchboard-attention";

/// Whether the agent asked for notifications on this device.
pub fn are_wanted() -> bool {
    choices::kept(WANTED).as_deref() == Some(ON)
}

impl Store {
    /// Turns notifications on, asking the browser where it has to be asked, or off; tells how it ended. The first one says
    /// that they are on.
    pub fn want_notifications(self, wanted: bool, first: (&'static str, &'static str), then: impl Fn(bool) + 'static) {
        if !wanted {
            choices::keep(WANTED, None);
            return then(false);
        }
        task::spawn(async move {
            let permitted = notify::is_permitted().await;
            if permitted {
                choices::keep(WANTED, Some(ON));
                notify::show(first.0, first.1, WANTED, || {});
            } else {
                self.intent(Intent::NotificationsRefused);
            }
            then(permitted);
        });
    }

    pub(super) fn notify(self, notice: Notice) {
        if are_wanted() && choices::kept(LOOKING).is_none() {
            let body = match &notice.author {
                Some(author) => format!("{author}: {}", notice.text),
                None => notice.text,
            };
            let route = notice.route;
            notify::show(&notice.title, &body, notice.conversation.as_str(), move || self.intent(Intent::Go(route)));
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
