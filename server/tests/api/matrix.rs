//! Who may do what: every route of the server with every kind of caller and with ids of elsewhere, from one table. A
//! route that is not in the table fails the test.

use std::collections::BTreeSet;

use reqwest::Method;

use crate::compose::PROFILES;
use crate::embed::{embedded, make_key};
use crate::support::{Agent, Answer, TestApp, routes};

/// Who is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Nobody.
    Anonymous,
    /// Somebody whose sign-in has run out.
    Expired,
    /// Somebody who has signed out.
    SignedOut,
    /// Somebody with an account and no space at all: deactivated.
    Deactivated,
    /// A member of the space without a role.
    Nothing,
    /// An agent of another space.
    Elsewhere,
    /// An agent of another team.
    OtherTeam,
    /// An agent of the team.
    Team,
    Manager,
    Admin,
    /// An admin of this and of the other space, by a token that was lent to a portal of this one.
    Lent,
}

use Who::{Admin, Anonymous, Deactivated, Elsewhere, Expired, Lent, Manager, Nothing, OtherTeam, SignedOut, Team};

const EVERYBODY: [Who; 11] =
    [Anonymous, Expired, SignedOut, Deactivated, Nothing, Elsewhere, OtherTeam, Team, Manager, Admin, Lent];

/// Whom a route is for. The status is what those get; the others get what is written in [`expected`].
#[derive(Clone, Copy, Debug)]
enum For {
    /// Everybody, signed in or not.
    Anybody(u16),
    /// Whoever is signed in.
    SignedIn(u16),
    /// The same, not by a token that was lent.
    InPerson(u16),
    /// Whoever has a role in some space.
    Somewhere(u16),
    /// Whoever has a role in the space.
    Space(u16),
    /// Admins of the space.
    Admins(u16),
    /// The same, not by a token that was lent.
    AdminsInPerson(u16),
    /// Those who may see what belongs to the team.
    Team(u16),
    /// A provider that signs; nobody here does.
    Provider,
}

/// The one rule.
fn expected(whom: For, who: Who) -> u16 {
    let nobody = matches!(who, Anonymous | Expired | SignedOut);
    match whom {
        For::Anybody(status) => status,
        For::Provider => 401,
        _ if nobody => 401,
        For::InPerson(_) | For::AdminsInPerson(_) if who == Lent => 403,
        For::SignedIn(status) | For::InPerson(status) => status,
        For::Somewhere(status) => {
            if matches!(who, Deactivated | Nothing) {
                403
            } else {
                status
            }
        }
        // What somebody may not see is not there.
        _ if matches!(who, Deactivated | Nothing | Elsewhere) => 404,
        For::Space(status) => status,
        For::Admins(status) | For::AdminsInPerson(status) => {
            if matches!(who, Admin | Lent) {
                status
            } else {
                403
            }
        }
        For::Team(status) => {
            if who == OtherTeam {
                404
            } else {
                status
            }
        }
    }
}

struct Route {
    method: &'static str,
    path: &'static str,
    whom: For,
    query: &'static str,
    body: &'static str,
}

const fn route(method: &'static str, path: &'static str, whom: For) -> Route {
    Route { method, path, whom, query: "", body: "" }
}

impl Route {
    const fn asking(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    const fn saying(self, body: &'static str) -> Self {
        Self { body, ..self }
    }
}

/// Every route. `{space}` is the home space; other ids are of the sales team's conversation, and `{n}` is another number
/// every time.
const ROUTES: &[Route] = &[
    route("GET", "/healthz", For::Anybody(200)),
    route("ANY", "/api", For::Anybody(404)),
    route("ANY", "/api/{*rest}", For::Anybody(404)),
    route("POST", "/api/v1/login", For::Anybody(401)).saying(r#"{"email":"nobody@example.org","password":"x"}"#),
    route("POST", "/api/v1/logout", For::SignedIn(204)),
    route("GET", "/api/v1/session", For::Somewhere(200)),
    route("PUT", "/api/v1/session/password", For::InPerson(422))
        .saying(r#"{"current":"x","new":"long enough for all"}"#),
    route("POST", "/api/v1/reports", For::Anybody(415)).saying("[]"),
    route("GET", "/api/v1/live", For::Anybody(426)),
    route("GET", "/api/v1/spaces/{space}/conversations", For::Space(200)),
    route("POST", "/api/v1/spaces/{space}/conversations", For::Space(200))
        .saying(r#"{"client_id":"c{n}","sender_profile":"plain","to":"+447700900123","text":"hi","undo_window_s":0}"#),
    route("POST", "/api/v1/spaces/{space}/conversations/bulk", For::Space(200))
        .saying(r#"{"ids":["sales-only"],"patch":{"priority":"high"}}"#),
    route("GET", "/api/v1/spaces/{space}/contacts", For::Space(200)).asking("phone=%2B447700900123"),
    route("POST", "/api/v1/spaces/{space}/contacts", For::Space(200)).saying(r#"{"name":"Somebody {n}"}"#),
    route("GET", "/api/v1/spaces/{space}/search", For::Space(200)).asking("q=secret"),
    route("GET", "/api/v1/spaces/{space}/events", For::Space(200)).asking("after=0"),
    route("GET", "/api/v1/spaces/{space}/members", For::Admins(200)),
    route("PATCH", "/api/v1/spaces/{space}/members/{agent}", For::AdminsInPerson(200)).saying(r#"{"role":"agent"}"#),
    route("GET", "/api/v1/spaces/{space}/audit", For::Admins(200)),
    route("GET", "/api/v1/spaces/{space}/api-keys", For::AdminsInPerson(200)),
    route("POST", "/api/v1/spaces/{space}/api-keys", For::AdminsInPerson(200))
        .saying(r#"{"name":"Portal","origins":["https://portal.example"]}"#),
    route("DELETE", "/api/v1/spaces/{space}/api-keys/{key}", For::AdminsInPerson(404)),
    route("POST", "/api/v1/embed-tokens", For::Provider).saying(r#"{"agent":"bo"}"#),
    route("GET", "/api/v1/conversations/{id}", For::Team(200)),
    route("PATCH", "/api/v1/conversations/{id}", For::Team(200)).saying(r#"{"priority":"low"}"#),
    route("GET", "/api/v1/conversations/{id}/timeline", For::Team(200)),
    route("PUT", "/api/v1/conversations/{id}/read", For::Team(200)).saying(r#"{"position":1}"#),
    route("POST", "/api/v1/conversations/{id}/messages", For::Team(200))
        .saying(r#"{"client_id":"n{n}","kind":"note","text":"hi"}"#),
    route("POST", "/api/v1/messages/{id}/undo", For::Team(409)),
    route("POST", "/api/v1/messages/{id}/retry", For::Team(409)),
    route("GET", "/api/v1/contacts/{id}", For::Team(200)),
    route("PATCH", "/api/v1/contacts/{id}", For::Team(200)).saying(r#"{"company":{"from":null,"to":null}}"#),
    route("GET", "/api/v1/contacts/{id}/conversations", For::Team(200)),
    route("POST", "/api/v1/hooks/{channel}/messages", For::Provider)
        .saying(r#"{"id":"m{n}","from":{"address":"+15550111"},"text":"hi"}"#),
    route("POST", "/api/v1/hooks/{channel}/statuses", For::Provider).saying(r#"{"id":"x","state":"sent"}"#),
];

/// What the sales team has for itself, and an account without a space.
const MORE: &str = "INSERT INTO contacts (id, space, name) VALUES ('sam', 'home', 'Sam');
    UPDATE conversations SET contact = 'sam' WHERE id = 'sales-only';
    INSERT INTO agents (id, name, email, password) SELECT 'dee', 'dee Person', 'dee@example.org', password FROM agents WHERE id = 'al';
    INSERT INTO agents (id, name, email, password) SELECT 'lea', 'lea Person', 'lea@example.org', password FROM agents WHERE id = 'al';
    INSERT INTO members (space, agent, role, place) VALUES ('home', 'lea', 'admin', 20), ('away', 'lea', 'admin', 20);";

/// A server with all that the table needs.
pub async fn prepared() -> TestApp {
    let mut app = TestApp::start().await;
    app.end().await;
    app.sql(PROFILES);
    app.sql(MORE);
    app.restart().await
}

/// The callers' sign-ins.
struct Cast {
    people: Vec<(Who, Option<Agent>)>,
    /// The secret of the portal's key.
    secret: String,
}

impl Cast {
    async fn sign_in(app: &TestApp) -> Self {
        let mut people = vec![(Anonymous, None)];
        let names = [
            (Expired, "al"),
            (SignedOut, "al"),
            (Deactivated, "dee"),
            (Nothing, "eve"),
            (Elsewhere, "zed"),
            (OtherTeam, "al"),
            (Team, "bo"),
            (Manager, "mo"),
            (Admin, "ada"),
        ];
        for (who, name) in names {
            let agent = app.agent(name).await;
            if who == SignedOut {
                assert_eq!(agent.write(Method::POST, "/logout", None, "").await.status, 204);
            }
            if who == Expired {
                app.sql("UPDATE sessions SET until = 1 WHERE agent = 'al'");
            }
            people.push((who, Some(agent)));
        }
        let (_, secret) = make_key(app, &[]).await;
        people.push((Lent, Some(embedded(app, &secret, "lea@example.org").await)));
        Self { people, secret }
    }
}

/// Sends what the route takes, with these ids in its path, as the caller.
async fn send(app: &TestApp, route: &Route, caller: Option<&Agent>, ids: &Ids, number: u32) -> Answer {
    let method = if route.method == "ANY" { "POST" } else { route.method };
    let mut path = route.path.replace("{*rest}", "v2/x").replace("{agent}", ids.agent);
    for (folder, id) in [("conversations", ids.conversation), ("messages", ids.message), ("contacts", ids.contact)] {
        path = path.replace(&format!("/{folder}/{{id}}"), &format!("/{folder}/{id}"));
    }
    path = path.replace("{space}", ids.space).replace("{channel}", ids.channel);
    let address = format!("http://{}{path}?{}", app.address, route.query);
    let mut request = app.http.request(method.parse().unwrap(), address).header("content-type", "application/json");
    if let Some(agent) = caller {
        request = request.bearer_auth(&agent.token);
    }
    Answer::of(request.body(route.body.replace("{n}", &number.to_string()))).await
}

/// What stands in the path.
struct Ids {
    space: &'static str,
    conversation: &'static str,
    message: &'static str,
    contact: &'static str,
    channel: &'static str,
    agent: &'static str,
}

const OURS: Ids = Ids {
    space: "home",
    conversation: "sales-only",
    message: "sales-message",
    contact: "sam",
    channel: "hook-sms",
    agent: "bo",
};
const THEIRS: Ids = Ids {
    space: "away",
    conversation: "away-1",
    message: "away-message",
    contact: "dora",
    channel: "hook-away",
    agent: "zed",
};
const NOBODYS: Ids =
    Ids { space: "none", conversation: "none", message: "none", contact: "none", channel: "none", agent: "none" };

#[test]
fn the_table_has_every_route_and_no_other() {
    let table: BTreeSet<_> = ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    assert_eq!(table.len(), ROUTES.len(), "a route stands in the table twice");
    let declared = routes::declared();
    let missing: Vec<_> = declared.difference(&table).collect();
    assert!(missing.is_empty(), "say in ROUTES whom these are for: {missing:?}");
    let gone: Vec<_> = table.difference(&declared).collect();
    assert!(gone.is_empty(), "these are no routes of the server: {gone:?}");
}

#[tokio::test]
async fn every_caller_gets_what_the_table_says_on_every_route() {
    let app = prepared().await;
    let cast = Cast::sign_in(&app).await;
    assert_eq!(cast.people.iter().map(|(who, _)| *who).collect::<Vec<_>>(), EVERYBODY);
    let mut number = 0;
    for route in ROUTES {
        for (who, agent) in &cast.people {
            number += 1;
            // Signing out ends the sign-in that is asked with, so it gets one of its own.
            let own = match agent {
                Some(_) if route.path.ends_with("/logout") && *who == Lent => {
                    Some(embedded(&app, &cast.secret, "lea@example.org").await)
                }
                Some(agent) if route.path.ends_with("/logout") && !matches!(who, Expired | SignedOut) => {
                    Some(agent.again().await)
                }
                _ => agent.clone(),
            };
            let answer = send(&app, route, own.as_ref(), &OURS, number).await;
            let line = format!("{} {} as {who:?}", route.method, route.path);
            assert_eq!(answer.status, expected(route.whom, *who), "{line}: {}", answer.body);
            if answer.status >= 400 {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{line}");
            }
            assert!(!answer.header("content-security-policy").is_empty(), "{line}");
        }
    }
}

#[tokio::test]
async fn what_is_elsewhere_answers_like_what_does_not_exist() {
    let app = prepared().await;
    let cast = Cast::sign_in(&app).await;
    let is_scoped = |whom| matches!(whom, For::Space(_) | For::Admins(_) | For::AdminsInPerson(_) | For::Team(_));
    let scoped = ROUTES.iter().filter(|route| is_scoped(route.whom));
    let mut number = 1_000;
    for route in scoped {
        for (who, agent) in &cast.people {
            if matches!(who, Anonymous | Expired | SignedOut | Elsewhere)
                || matches!((route.whom, who), (For::AdminsInPerson(_), Lent))
            {
                continue;
            }
            number += 1;
            let missing = send(&app, route, agent.as_ref(), &NOBODYS, number).await;
            let hidden = send(&app, route, agent.as_ref(), &THEIRS, number).await;
            let line = format!("{} {} as {who:?}", route.method, route.path);
            missing.is_problem(404, "not-found");
            assert_eq!((hidden.status, &hidden.raw), (404, &missing.raw), "{line}");
            // And of another team, in the space itself.
            if matches!((route.whom, who), (For::Team(_), OtherTeam)) {
                let hidden = send(&app, route, agent.as_ref(), &OURS, number).await;
                assert_eq!((hidden.status, &hidden.raw), (404, &missing.raw), "{line}");
            }
        }
    }
    // The foreign space is as it was.
    let zed = app.agent("zed").await;
    assert_eq!(zed.get("/conversations/away-1").await.ok()["conversation"]["version"], 1);
}
