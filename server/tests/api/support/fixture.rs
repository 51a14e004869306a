//! Two prepared spaces. `home`: admin ada, manager mo, agents al (team support) and bo (team sales), eve without a role;
//! channels hook-sms, hook-chat, hook-mail and sim. `away`: agent zed, channel hook-away. Conversation `sales-only`
//! belongs to team sales; `away-1` to the other space.

use std::path::Path;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use rusqlite::{Connection, params};

pub const SECRET: &str = "the channel's secret";
pub const PASSWORD: &str = "correct horse battery staple";

/// Writes the spaces into a file that the server has made.
pub fn fill(file: &Path) {
    let db = Connection::open(file).unwrap();
    // A cheap hash: what it costs is not what these tests are about.
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
    let password = argon2.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    for (place, (space, name)) in [("home", "Home"), ("away", "Away")].into_iter().enumerate() {
        db.execute("INSERT INTO spaces (id, name, place) VALUES (?, ?, ?)", params![space, name, -10 + place as i64])
            .unwrap();
    }
    let people = [
        ("ada", "home", "admin"),
        ("mo", "home", "manager"),
        ("al", "home", "agent"),
        ("bo", "home", "agent"),
        ("eve", "home", "none"),
        ("zed", "away", "agent"),
    ];
    for (place, (agent, space, role)) in people.into_iter().enumerate() {
        let (name, email) = (format!("{agent} Person"), format!("{agent}@example.org"));
        db.execute(
            "INSERT INTO agents (id, name, email, password) VALUES (?, ?, ?, ?)",
            [agent, &name, &email, &password],
        )
        .unwrap();
        db.execute(
            "INSERT INTO members (space, agent, role, place) VALUES (?, ?, ?, ?)",
            params![space, agent, role, place as i64],
        )
        .unwrap();
    }
    let rows = [
        "INSERT INTO teams (id, space, name, place) VALUES ('support', 'home', 'Support', 1), ('sales', 'home', 'Sales', 2)",
        "INSERT INTO team_members (team, agent) VALUES ('support', 'al'), ('sales', 'bo')",
        "INSERT INTO inboxes (id, space, name, place) VALUES ('inbox', 'home', 'Inbox', 1), ('inbox-away', 'away', 'Inbox', 2)",
        "INSERT INTO contacts (id, space, name) VALUES ('carla', 'home', 'Carla'), ('dora', 'away', 'Dora')",
        "INSERT INTO contact_addresses (space, kind, address, contact) VALUES ('home', 'sms', '+15550100', 'carla'), ('home', 'whatsapp', '+15550100', 'carla')",
    ];
    for sql in rows {
        db.execute(sql, []).unwrap();
    }
    let channels = [
        ("hook-sms", "home", "inbox", "sms", "webhook"),
        ("hook-chat", "home", "inbox", "chat", "webhook"),
        ("hook-mail", "home", "inbox", "email", "webhook"),
        ("sim", "home", "inbox", "whatsapp", "simulator"),
        ("hook-away", "away", "inbox-away", "sms", "webhook"),
    ];
    for (place, (id, space, inbox, kind, transport)) in channels.into_iter().enumerate() {
        db.execute(
            "INSERT INTO channels (id, space, inbox, kind, label, max_length, transport, secret, place)
             VALUES (?, ?, ?, ?, ?, 1530, ?, ?, ?)",
            params![id, space, inbox, kind, id, transport, SECRET, -10 + place as i64],
        )
        .unwrap();
    }
    let conversations = [
        ("sales-only", "home", "inbox", "hook-sms", "sms", "carla", "[\"sales\"]"),
        ("simulated", "home", "inbox", "sim", "whatsapp", "carla", "[]"),
        ("away-1", "away", "inbox-away", "hook-away", "sms", "dora", "[]"),
    ];
    for (id, space, inbox, channel, kind, contact, teams) in conversations {
        db.execute(
            "INSERT INTO conversations (id, space, version, inbox, channel, channel_kind, contact, address, status, folder,
               assignees, teams, followers, mentioned, tags, automated, created_at, active_at, position, inbound)
             VALUES (?, ?, 1, ?, ?, ?, ?, '+15550100', 'new', 'inbox', '[]', ?, '[]', '[]', '[]', 0, 1000, 1000, 0, 0)",
            [id, space, inbox, channel, kind, contact, teams],
        )
        .unwrap();
    }
    db.execute("INSERT INTO conversation_teams (team, conversation) VALUES ('sales', 'sales-only')", []).unwrap();
    let entries = [("away-message", "away-1"), ("sales-message", "sales-only")];
    for (entry, conversation) in entries {
        db.execute(
            "INSERT INTO entries (id, conversation, version, position, at, author, kind, text, inbound, seq)
             VALUES (?, ?, 1, 1, 1000, 'contact', 'inbound', 'secret text', 1, 0)",
            [entry, conversation],
        )
        .unwrap();
        db.execute("UPDATE conversations SET position = 1, inbound = 1 WHERE id = ?", [conversation]).unwrap();
    }
}
