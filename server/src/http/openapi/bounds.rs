//! How long texts and lists may be, from the constants that the rules use, and what else is refused that a type cannot
//! say. A bound that the document does not state is only found out by being refused.

use switchboard_api::bulk::MAX_BULK;
use switchboard_api::compose::MAX_PHONE;
use switchboard_api::contact::{MAX_COMPANY, MAX_EMAIL, MAX_NAME, MAX_NOTES};
use switchboard_api::embed::{MAX_KEY_NAME, MAX_KEY_ORIGINS, MAX_TOKEN_SECONDS, MIN_TOKEN_SECONDS};
use switchboard_api::requests::{MAX_TAG_NAME, MAX_TEXT, MIN_PASSWORD};
use switchboard_api::search::{MAX_HITS, MAX_QUERY};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, Object, Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

use super::common::operations;
use crate::domain::accounts::MAX_PASSWORD;
use crate::http::session;

/// Schema, field, and the fewest and most characters it takes.
const TEXTS: [(&str, &str, usize, usize); 18] = [
    ("SendRequest", "text", 1, MAX_TEXT),
    ("ComposeRequest", "text", 1, MAX_TEXT),
    ("ComposeRequest", "to", 1, MAX_PHONE),
    ("NewContact", "name", 0, MAX_NAME),
    ("NewContact", "company", 0, MAX_COMPANY),
    ("NewContact", "email", 0, MAX_EMAIL),
    ("NewContact", "phone", 0, MAX_PHONE),
    ("NewContact", "notes", 0, MAX_NOTES),
    ("ConversationPatch", "create_tags", 1, MAX_TAG_NAME),
    ("LoginRequest", "email", 1, session::MAX_EMAIL),
    ("LoginRequest", "password", 1, MAX_PASSWORD),
    ("PasswordRequest", "current", 0, MAX_PASSWORD),
    ("PasswordRequest", "new", MIN_PASSWORD, MAX_PASSWORD),
    ("NewApiKey", "name", 1, MAX_KEY_NAME),
    ("InboundHook", "id", 1, 200),
    ("InboundHook", "text", 1, MAX_TEXT),
    ("HookContact", "address", 1, 320),
    ("ClientId", "", 1, 100),
];

/// Fields that are one of the choices of an undo window.
const WINDOWS: [(&str, &str); 3] =
    [("SendRequest", "undo_window_s"), ("ComposeRequest", "undo_window_s"), ("Settings", "undo_window_s")];

/// States the bounds.
pub fn add(document: &mut OpenApi) {
    for (schema, field, least, most) in TEXTS {
        at(document, schema, field, |object| {
            object.min_length = (least > 0).then_some(least);
            object.max_length = Some(most);
        });
    }
    for (schema, field) in WINDOWS {
        at(document, schema, field, |object| {
            let mut choices: Vec<serde_json::Value> = [0, 5, 10, 20, 30].map(Into::into).into();
            if matches!(&object.schema_type, SchemaType::Array(types) if types.contains(&Type::Null)) {
                choices.push(serde_json::Value::Null);
            }
            object.enum_values = Some(choices);
        });
    }
    if let Some(Schema::Object(request)) = schema(document, "BulkRequest")
        && let Some(RefOr::T(Schema::Array(ids))) = request.properties.get_mut("ids")
    {
        (ids.min_items, ids.max_items, ids.unique_items) = (Some(1), Some(MAX_BULK), true);
    }
    if let Some(Schema::Object(request)) = schema(document, "NewApiKey")
        && let Some(RefOr::T(Schema::Array(origins))) = request.properties.get_mut("origins")
    {
        origins.max_items = Some(MAX_KEY_ORIGINS);
    }
    at(document, "EmbedTokenRequest", "expires_in", |object| {
        (object.minimum, object.maximum) = (Some(MIN_TOKEN_SECONDS.into()), Some(MAX_TOKEN_SECONDS.into()));
    });
    if let Some(Schema::OneOf(frames)) = schema(document, "ClientFrame") {
        for frame in &mut frames.items {
            if let RefOr::T(Schema::Object(frame)) = frame {
                frame.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
            }
        }
    }
    for (_, _, operation) in operations(document) {
        if operation.operation_id.as_deref() == Some("search") {
            parameter(operation, "q", |object| (object.min_length, object.max_length) = (Some(1), Some(MAX_QUERY)));
            parameter(operation, "limit", |object| {
                (object.minimum, object.maximum) = (Some(1.into()), Some(MAX_HITS.into()));
            });
        }
    }
}

fn schema<'d>(document: &'d mut OpenApi, name: &str) -> Option<&'d mut Schema> {
    match document.components.as_mut()?.schemas.get_mut(name)? {
        RefOr::T(schema) => Some(schema),
        RefOr::Ref(_) => None,
    }
}

/// Shows the field's own schema, or that of the items of a list; without a field, the schema of that name.
fn at(document: &mut OpenApi, name: &str, field: &str, change: impl FnOnce(&mut Object)) {
    let Some(Schema::Object(object)) = schema(document, name) else { return };
    let object = match object.properties.get_mut(field) {
        Some(RefOr::T(Schema::Object(property))) => Some(property),
        Some(RefOr::T(Schema::Array(list))) => match &mut list.items {
            ArrayItems::RefOrSchema(items) => match &mut **items {
                RefOr::T(Schema::Object(item)) => Some(item),
                _ => None,
            },
            ArrayItems::False => None,
        },
        None if field.is_empty() => Some(object),
        _ => None,
    };
    if let Some(object) = object {
        change(object);
    }
}

fn parameter(operation: &mut Operation, name: &str, change: impl FnOnce(&mut Object)) {
    let parameter = operation.parameters.iter_mut().flatten().find(|parameter| parameter.name == name);
    if let Some(RefOr::T(Schema::Object(object))) = parameter.and_then(|parameter| parameter.schema.as_mut()) {
        change(object);
    }
}
