//! Every sentence people read. Nothing else in the app chooses words (what servers call their statuses, teams and tags is
//! theirs). Those that counts and names enter are in `phrases`, and in `timeline` those of its lines.

mod colleagues;
mod commands;
mod lists;
mod phrases;
mod timeline;

pub use colleagues::*;
pub use commands::*;
pub use lists::*;
pub use phrases::*;
pub use timeline::*;

/// A name and, when there is one, its sentence.
pub type Words = (&'static str, &'static str);

/// The app's name.
pub const APP: &str = "Switchboard";
/// What it is, under its name.
pub const TAGLINE: &str = "One inbox for the whole team";
/// After a panic, when the page only looks alive; the sentence and its button.
pub const BROKEN: &str = "Something in Switchboard broke, and it had to stop. What you wrote is kept on this device. \
                          Reload to continue.";
pub const RELOAD: &str = "Reload";
pub const SKIP_TO_CONVERSATIONS: &str = "Skip to conversations";
pub const BACK: &str = "Back";
pub const TRY_AGAIN: &str = "Try again";

pub const VIEWS: &str = "Views";
pub const TEAMS: &str = "Teams";
pub const MORE: &str = "More";
pub const FEWER: &str = "Fewer";
pub const SIGN_OUT: &str = "Sign out";
pub const THEME: &str = "Theme";
pub const DENSITY: &str = "Rows";
pub const COMFORTABLE: &str = "Comfortable";
pub const COMPACT: &str = "Compact";
pub const PREFERENCES: &str = "Preferences";
pub const LOOKS: &str = "Appearance";
pub const WRITING: &str = "Writing";
pub const ENTER: &str = "Enter";
pub const ENTERS: [&str; 2] = ["Sends", "Starts a new line"];
pub const UNDO_WINDOW: &str = "Time to undo";
pub const UNDO_WINDOWS: [&str; 5] = ["None", "5 s", "10 s", "20 s", "30 s"];
pub const NOTIFICATIONS: &str = "Notifications";
pub const DESKTOP: &str = "Show a notification on the desktop";
pub const SOUND: &str = "Play a short sound";
pub const NOTICES_HINT: &str =
    "Only for messages that concern you, only while you look elsewhere, and once however many tabs are open.";
pub const TEST: &str = "Test";
pub const TEST_NOTIFICATION: &str = "Test the notification";
pub const TEST_SOUND: &str = "Test the sound";
pub const NOTIFICATION_TEST: Words = (APP, "Notifications of messages that concern you look like this.");
pub const KEYBOARD: &str = "Keyboard";
pub const THEMES: [&str; 3] = ["Light", "Dark", "Like the system"];

pub const CONVERSATIONS: &str = "Conversations";
pub const STATUS: &str = "Status";
pub const SET_STATUS: &str = "Set status to";
pub const UNREAD_ONLY: &str = "Unread only";
pub const UNREAD: &str = "Unread";
pub const FILTER: &str = "Filter";
pub const ANY: &str = "Any";
pub const NOBODY_OWNS: &str = "Nobody";
pub const ACTIVE_FILTERS: &str = "Active filters";
pub const CLEAR_ALL: &str = "Clear all";
pub const CLEAR_FILTERS: &str = "Clear filters";
pub const SHOW_READ: &str = "Show what is read, too";
pub const SHOW_ALL_STATUSES: &str = "Show every status";
pub const DRAFT: &str = "Draft:";
pub const YOU: &str = "You:";
pub const SEARCH: &str = "Search conversations";
pub const CLEAR_SEARCH: &str = "Clear search";
pub const SEARCHING: &str = "Searching…";
pub const CONTACTS: &str = "Contacts";
pub const MORE_MESSAGES: &str = "Show more messages";
pub const LOADING_CONVERSATIONS: &str = "Loading conversations";

pub const TIMELINE: &str = "Timeline";
pub const MESSAGES: &str = "Messages";
pub const LOADING_MESSAGES: &str = "Loading messages";
pub const LOADING_EARLIER: &str = "Loading earlier messages…";
pub const BEGINNING: &str = "This is where the conversation begins.";
pub const NEW_MESSAGES: &str = "New messages";
pub const INTERNAL_NOTE: &str = "Internal note";
pub const TO_NEWEST: &str = "To the newest message";
pub const UNDO: &str = "Undo";
pub const EDIT_AGAIN: &str = "Edit";
pub const TAKE_BACK: &str = "Take back";
pub const COPY_TEXT: &str = "Copy text";
pub const COPY_LINK: &str = "Copy link";
pub const ANSWER: &str = "Reply";
pub const MESSAGE_ACTIONS: &str = "Message actions";

pub const COMPOSE: &str = "Compose";
pub const REPLY: &str = "Reply";
pub const MESSAGE: &str = "Message";
pub const SEND: &str = "Send";
pub const REMOVE_QUOTE: &str = "Remove quote";
pub const ADD_NOTE: &str = "Add note";
pub const EMOJI: &str = "Emoji";
pub const SEARCH_EMOJI: &str = "Search emoji";
pub const RECENT_EMOJI: &str = "Used last";
pub const NO_EMOJI: &str = "No emoji is called so.";
pub const EMOJI_FAILED: &str = "The emoji did not load. Close this and open it again.";
pub const SKIN_TONE: &str = "Skin tone";
pub const TONES: [&str; 6] = ["No tone", "Light", "Medium light", "Medium", "Medium dark", "Dark"];

pub const DETAILS: &str = "Details";
pub const CONTACT_DATA: &str = "Contact data";
pub const ASSIGNMENT: &str = "Conversation assignment";
pub const TAGS: &str = "Conversation tags";
pub const NAME: &str = "Name";
pub const NO_NAME: &str = "Not known";
pub const COMPANY: &str = "Company";
pub const NO_COMPANY: &str = "Not known";
pub const CHANNEL: &str = "Channel";
pub const INBOX: &str = "Inbox";
pub const SINCE: &str = "Since";
pub const PRIORITY: &str = "Priority";
pub const AGENTS: &str = "Agents";
pub const NOBODY: &str = "Nobody yet";
pub const NO_TEAM: &str = "No team";
pub const NO_TAGS: &str = "No tags";
pub const NO_PRIORITY: &str = "None";

pub const EDIT: &str = "Edit";
pub const NEW_CONVERSATION: &str = "New conversation";
pub const SENDER: &str = "Sender";
pub const TEAM: &str = "Team";
pub const PHONE_NUMBER: &str = "Phone number";
pub const PHONE_EXAMPLE: &str = "For example +44 7700 900123";
pub const NEXT: &str = "Next";
pub const OTHER_NUMBER: &str = "Another number";
pub const SEND_MESSAGE: &str = "Send message";
pub const GOES_INTO: &str = "Your message goes into the conversation with them.";
pub const BEGINS_NEW: &str = "Your message begins a new conversation.";
pub const NO_PHONE_SENDER: &str = "No sender here can write to phone numbers. Ask an admin to connect SMS or WhatsApp.";
pub const FORM_UNHEARD: &str =
    "The server did not answer. What you wrote is kept: try again, it will be done only once.";
pub const CREATE_CONTACT: &str = "Create contact";
pub const EDIT_CONTACT: &str = "Edit contact";
pub const SAVE_CONTACT: &str = "Save contact";
pub const OVERTAKEN: &str = "A colleague has changed this meanwhile.";
pub const PHONE: &str = "Phone";
pub const NOTES: &str = "Notes";
pub const HISTORY: &str = "Previous conversations";
pub const NO_HISTORY: &str = "This is the only conversation with them.";
pub const LOADING: &str = "Loading…";
pub const EDIT_ASSIGNMENT: &str = "Edit assignment";
pub const EDIT_TAGS: &str = "Edit tags";
pub const SEARCH_OWNERS: &str = "Search agents and teams";
pub const SEARCH_TAGS: &str = "Search or create a tag";
pub const SAVE_CHANGES: &str = "Save changes";
pub const CANCEL: &str = "Cancel";
pub const CLOSE: &str = "Close";
pub const ASSIGN_TO_ME: &str = "Assign to me";
pub const UNASSIGN_ME: &str = "Unassign me";
pub const SELECT: &str = "Select";
pub const UNSELECT: &str = "Unselect";
pub const SELECTED: &str = "Selected conversations";
pub const CLEAR_SELECTION: &str = "Clear selection";
pub const MARK_UNREAD: &str = "Mark unread";

pub const COMMANDS: &str = "Commands";
pub const SEARCH_COMMANDS: &str = "Commands and conversations";
pub const NO_COMMAND: &str = "Nothing is called so. Search conversations for what was written.";
pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const PRESS_A_KEY: &str = "Press a key";
pub const KEYS_HINT: &str = "Press one of the keys above to choose another.";
pub const USUAL_KEYS: &str = "Back to the usual keys";
pub const SINGLE_KEYS: &str = "Single keys do something outside of text fields";

pub const CONNECTION: &str = "Connection";
pub const NOTICES: &str = "Notices";
pub const DISMISS: &str = "Dismiss";

pub const EMAIL: &str = "Email";
pub const PASSWORD: &str = "Password";
pub const SIGN_IN: &str = "Sign in";
pub const SIGNING_IN: &str = "Signing in…";

pub const STARTING: &str = "Switchboard is starting";
pub const UNREACHABLE: Words =
    ("The server cannot be reached", "Check your connection. What you wrote before is kept on this device.");
pub const SIGNED_OUT_BY_HOST: Words = (
    "You are not signed in here",
    "The page around this inbox signs you in. Sign in there again, then try again. What you wrote is kept here.",
);
pub const ORIGIN_REFUSED: &str = "The server does not know this page";
pub const NO_ACCESS: Words =
    ("You have no access here", "Your account has no role in this space. Ask an admin of your team to give you one.");
pub const NOTHING_OPEN: Words = (
    "No conversation selected",
    "Choose one from the list to read it and to answer. Use ↑ and ↓ to move through the list.",
);
pub const LIST_FAILED: Words = ("The list did not load", "Nothing is lost. The server did not answer as it should.");
pub const NOTHING_FOUND: Words = (
    "Nothing found",
    "Try the beginning of a word, part of a phone number, or narrow by tag:, from:, channel:, assignee: or is:unread.",
);
pub const SEARCH_FAILED: Words = ("The search did not finish", "The server did not answer. Your words are kept.");
pub const NOTHING_UNREAD: Words = ("All read", "There is nothing unread in this view.");
pub const NOTHING_FITS: Words = ("Nothing fits these filters", "Take one of them away to see more.");
pub const NO_SUCH_STATUS: Words = ("Nothing with this status", "There may be conversations here with another one.");
pub const NOTHING_HERE: Words =
    ("Nothing here", "Conversations appear in this view by themselves as soon as they fit.");
pub const NOTHING_ASSIGNED: Words =
    ("Nothing is assigned to you", "What you take, what you are given and what you answer first appears here.");
pub const NOT_MENTIONED: Words = ("Nobody has mentioned you", "Conversations with a note that names you appear here.");
pub const NOT_FOLLOWING: Words = ("You follow no conversation", "Those that you follow appear here.");
pub const NOTHING_AUTOMATED: Words = ("No bot is answering", "Conversations that a bot answers appear here.");
pub const NOTHING_SNOOZED: Words = ("Nothing is snoozed", "What is put off until later waits here.");
pub const NOTHING_CLOSED: Words = ("Nothing is finished yet", "What is resolved or closed is kept here.");
pub const NO_SPAM: Words = ("No spam", "What is marked as spam is kept here.");
pub const TRASH_EMPTY: Words = ("The trash is empty", "What is thrown away is kept here.");
pub const INBOX_EMPTY: Words = ("All caught up", "Nobody is waiting for an answer. New conversations appear here.");
pub const TIMELINE_FAILED: Words =
    ("The messages did not load", "Nothing is lost. The server did not answer as it should.");
pub const MISSING: Words = (
    "This conversation is not here",
    "It does not exist, or it belongs to a team that you are not in. The link may be from another space.",
);
