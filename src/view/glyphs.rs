//! Which icon and which semantic hue stands for what. The hues are names that style/ knows; words are in text.rs.

use switchboard_api::{ChannelKind, Priority, StatusKind, View};
use switchboard_model::select::{ConnectionState, EventView};

use super::kit::icon::{self, Glyph};

/// The glyph of a channel.
pub fn channel(kind: ChannelKind) -> Glyph {
    match kind {
        ChannelKind::Sms => icon::DEVICE_MOBILE_MESSAGE,
        ChannelKind::Whatsapp => icon::BRAND_WHATSAPP,
        ChannelKind::Telegram => icon::BRAND_TELEGRAM,
        ChannelKind::Email => icon::MAIL,
        ChannelKind::Chat => icon::MESSAGE_CIRCLE,
    }
}

/// The glyph of a view.
pub fn view(view: View) -> Glyph {
    match view {
        View::Inbox => icon::INBOX,
        View::Assigned => icon::USER_CHECK,
        View::All => icon::MESSAGES,
        View::Open => icon::PROGRESS,
        View::Automated => icon::ROBOT,
        View::Mentions => icon::AT,
        View::Following => icon::BOOKMARK,
        View::Snoozed => icon::CLOCK_PAUSE,
        View::Closed => icon::CIRCLE_CHECK,
        View::Spam => icon::ALERT_OCTAGON,
        View::Trash => icon::TRASH,
    }
}

/// The glyph of a status.
pub fn status(kind: StatusKind) -> Glyph {
    match kind {
        StatusKind::New => icon::CIRCLE_DOT,
        StatusKind::Unanswered => icon::SEND_2,
        StatusKind::Active => icon::PROGRESS,
        StatusKind::Waiting => icon::CLOCK,
        StatusKind::Snoozed => icon::CLOCK_PAUSE,
        StatusKind::Done => icon::CIRCLE_CHECK,
    }
}

/// The hue of a status.
pub fn status_hue(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::New => "info",
        StatusKind::Unanswered | StatusKind::Snoozed => "neutral",
        StatusKind::Active => "accent",
        StatusKind::Waiting => "warning",
        StatusKind::Done => "success",
    }
}

/// The hue of a priority.
pub fn priority_hue(priority: Priority) -> &'static str {
    match priority {
        Priority::Low | Priority::Medium => "neutral",
        Priority::High => "warning",
        Priority::Urgent => "danger",
    }
}

/// The glyph of something that happened.
pub fn event(event: &EventView) -> Glyph {
    match event {
        EventView::Status { kind, .. } => status(*kind),
        EventView::Agent { .. } => icon::USER_CHECK,
        EventView::Team { .. } => icon::USERS,
        EventView::Tag { .. } => icon::TAG,
        EventView::Priority { .. } => icon::FLAG,
    }
}

/// The glyph of a connection that is not well.
pub fn connection(state: ConnectionState) -> Glyph {
    match state {
        ConnectionState::Live | ConnectionState::Reconnecting | ConnectionState::Polling => icon::REFRESH,
        ConnectionState::Offline | ConnectionState::Unreachable => icon::CLOUD_OFF,
    }
}
