//! Folders filled with a demo of a chosen size: what was asked for is there, and lists, numbers and search agree on it.

use rusqlite::Connection;
use serde_json::Value;
use switchboard_server::{Application, Order, PLANTED, fill};
use tempfile::TempDir;

use crate::support::{Agent, TestApp, config};

const ORDER: Order = Order { conversations: 50, messages: 500, longest: None, seed: Order::USUAL_SEED };

async fn filled(order: Order) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    fill(folder.path(), order, |done| told.push(done)).await.unwrap();
    assert_eq!(told.last(), Some(&order.messages));
    folder
}

/// All texts of a folder, sorted.
fn texts(folder: &TempDir) -> Vec<String> {
    let db = Connection::open(folder.path().join("switchboard.db")).unwrap();
    let mut statement = db.prepare("SELECT text FROM entries WHERE kind <> 'event' ORDER BY text").unwrap();
    let texts = statement.query_map([], |row| row.get(0)).unwrap();
    texts.collect::<Result<_, _>>().unwrap()
}

/// A server over the folder, and the demo's admin signed in.
async fn served(folder: TempDir) -> (TestApp, Agent) {
    let mut exposed = config(folder.path());
    exposed.behind_proxy = true;
    assert!(Application::build(exposed).await.unwrap().has_public_password(), "others can reach it");
    let application = Application::build(config(folder.path())).await.unwrap();
    assert!(!application.has_public_password());
    let welcome = application.welcome().clone();
    drop(application);
    assert!(!welcome.first_start);
    let (admin, password) = (&welcome.sign_ins[0], welcome.password.as_deref().unwrap());
    let app = TestApp::over(folder).await;
    let admin = Agent::sign_in_as(app.http.clone(), app.address, &admin.email, password).await;
    (app, admin)
}

#[tokio::test]
async fn numbers_lists_and_timelines_agree() {
    let folder = filled(ORDER).await;
    assert_eq!(texts(&folder).len(), ORDER.messages);
    let (_app, admin) = served(folder).await;
    let session = admin.session().await;
    let space = session.spaces[0].id.clone();
    for (view, counts) in &session.counts.views {
        for (tab, number) in &counts.tabs {
            let path = format!("/spaces/{space}/conversations?view={}&tab={tab}&limit=200", view.as_str());
            let list = admin.get(&path).await.ok();
            assert_eq!(list["total"], *number, "{path}");
            assert_eq!(list["items"].as_array().unwrap().len() as u64, *number, "{path}");
        }
    }
    let all = admin.get(&format!("/spaces/{space}/conversations?view=all&tab=all&limit=200")).await.ok();
    let rows = all["items"].as_array().unwrap();
    assert!(rows.len() > 40);
    for row in rows {
        let conversation = &row["conversation"];
        let timeline = admin.timeline(conversation["id"].as_str().unwrap()).await;
        let first = timeline.entries.first().map_or(0, |entry| entry.position);
        assert_eq!(timeline.entries.len() as u64 + first - 1, conversation["position"].as_u64().unwrap());
    }
}

#[tokio::test]
async fn search_finds_the_planted_word_and_people() {
    let (_app, admin) = served(filled(ORDER).await).await;
    let space = admin.session().await.spaces[0].id.clone();
    let found = admin.get(&format!("/spaces/{space}/search?q={PLANTED}")).await.ok();
    let hits = found["messages"].as_array().unwrap();
    assert_eq!(hits.len(), 3);
    assert!(hits.iter().all(|hit| hit["snippet"].as_str().unwrap().contains(PLANTED)), "{hits:?}");

    let all = admin.get(&format!("/spaces/{space}/conversations?view=all&tab=all&limit=200")).await.ok();
    let contacts = all["items"].as_array().unwrap().iter().map(|row| &row["conversation"]["contact"]);
    let phone = contacts.filter_map(|contact| contact["address"].as_str()).find(|address| address.starts_with("+1"));
    let phone = phone.unwrap();
    let found = admin.get(&format!("/spaces/{space}/search?q={}", phone.replace('+', "%2B"))).await.ok();
    let addresses = found["contacts"].as_array().unwrap().iter().map(|hit| &hit["row"]["conversation"]["contact"]);
    assert_eq!(addresses.map(|contact| &contact["address"]).collect::<Vec<&Value>>(), [phone]);
}

#[tokio::test]
async fn the_same_seed_says_the_same() {
    let order = Order { conversations: 20, messages: 120, ..ORDER };
    let once = texts(&filled(order).await);
    assert_eq!(once, texts(&filled(order).await));
    assert_ne!(once, texts(&filled(Order { seed: 2, ..order }).await));
}

#[tokio::test]
async fn a_folder_with_data_is_left_alone() {
    let folder = filled(Order { conversations: 1, messages: 1, ..ORDER }).await;
    let refused = fill(folder.path(), ORDER, |_| ()).await.unwrap_err().to_string();
    assert!(refused.contains("holds data already"), "{refused}");
    assert_eq!(texts(&folder).len(), 1);
    let impossible = Order { conversations: 5, messages: 4, ..ORDER };
    assert!(fill(tempfile::tempdir().unwrap().path(), impossible, |_| ()).await.is_err());
}
