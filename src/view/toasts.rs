//! Short messages over the desk. When they go away by themselves is the core's decision.

use switchboard_model::select::{self, Toast, ToastKind};
use switchboard_model::{Copied, Intent};

use super::kit::element::{El, el};
use super::kit::icon::{self, icon};
use super::kit::icon_button::icon_button;
use super::text;
use crate::derived::Derived;
use crate::store::{Store, use_store};

/// All of them, oldest first.
pub fn toasts() -> El {
    let store = use_store();
    let toasts = store.select(select::toasts);
    let keys =
        Derived::new(move || toasts.with(|all| all.iter().map(|toast| toast.id.to_string()).collect::<Vec<_>>()));
    let view = move |key: String| {
        let found = toasts.with_untracked(|all| all.iter().find(|toast| toast.id.to_string() == key).cloned());
        found.map_or_else(|| el("div"), |shown| toast(store, shown))
    };
    el("section.toasts").attr("aria-label", text::NOTICES).child(el("div.toasts-stack").each(move || keys.get(), view))
}

fn toast(store: Store, Toast { id, kind }: Toast) -> El {
    let tone = match kind {
        ToastKind::UndoTooLate | ToastKind::NotAllChanged { .. } | ToastKind::Copied(Copied::Text | Copied::Link) => {
            "info"
        }
        ToastKind::Copied(Copied::Nothing) => "warning",
        ToastKind::NothingKept | ToastKind::NotificationsRefused => "warning",
        ToastKind::StatusRefused(_) | ToastKind::Refused(_) | ToastKind::NotUnderstood => "danger",
    };
    el("div.toast").attr("data-tone", tone).attr("role", "alert").children([
        icon(icon::ALERT_CIRCLE),
        el("div.toast-words").child(el("p").attr("dir", "auto").text(text::toast(&kind))).children(list(&kind)),
        icon_button(icon::X, text::DISMISS, move || store.intent(Intent::DismissToast(id))),
    ])
}

/// What is said of each of several.
fn list(kind: &ToastKind) -> Option<El> {
    let ToastKind::NotAllChanged { left, .. } = kind else { return None };
    let items = left.iter().map(|left| el("li").attr("dir", "auto").text(text::left(left)));
    Some(el("ul.toast-list").attr("tabindex", "0").children(items))
}
