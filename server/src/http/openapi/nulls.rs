//! What is absent is never `null` in answers: the server leaves such fields out. Bodies of requests may say `null` as
//! well. The types do not tell the two apart, so it is read off from where they are used.

use std::collections::BTreeSet;

use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, Object, Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

use super::common::operations;

const SCHEMAS: &str = "#/components/schemas/";

/// Takes `null` away from parameters, and from the optional fields of everything that no request contains.
pub fn remove(document: &mut OpenApi) {
    for (_, _, operation) in operations(document) {
        let parameters = operation.parameters.iter_mut().flatten();
        parameters.filter_map(|parameter| parameter.schema.as_mut()).for_each(never_null);
    }
    let asked = requested(document);
    let Some(components) = &mut document.components else { return };
    for (name, schema) in &mut components.schemas {
        if !asked.contains(name) {
            walk(schema, &mut |object| {
                for (name, property) in &mut object.properties {
                    if !object.required.contains(name) {
                        never_null(property);
                    }
                }
            });
        }
    }
}

/// The names of all schemas that requests contain.
fn requested(document: &mut OpenApi) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for (_, _, operation) in operations(document) {
        for content in operation.request_body.iter().flat_map(|body| body.content.values()) {
            content.schema.iter().for_each(|schema| references(schema, &mut found));
        }
    }
    let Some(components) = &document.components else { return names };
    while let Some(name) = found.pop() {
        if let Some(schema) = components.schemas.get(&name)
            && names.insert(name)
        {
            references(schema, &mut found);
        }
    }
    names
}

fn references(schema: &RefOr<Schema>, found: &mut Vec<String>) {
    match schema {
        RefOr::Ref(to) => found.extend(to.ref_location.strip_prefix(SCHEMAS).map(str::to_owned)),
        RefOr::T(schema) => inside(schema).for_each(|schema| references(schema, found)),
    }
}

/// The schemas that this one is made of.
fn inside(schema: &Schema) -> Box<dyn Iterator<Item = &RefOr<Schema>> + '_> {
    match schema {
        Schema::Object(object) => {
            let others = match object.additional_properties.as_deref() {
                Some(AdditionalProperties::RefOr(schema)) => Some(schema),
                _ => None,
            };
            Box::new(object.properties.values().chain(others))
        }
        Schema::Array(array) => match &array.items {
            ArrayItems::RefOrSchema(items) => Box::new(std::iter::once(&**items)),
            ArrayItems::False => Box::new(std::iter::empty()),
        },
        Schema::OneOf(one) => Box::new(one.items.iter()),
        Schema::AllOf(all) => Box::new(all.items.iter()),
        Schema::AnyOf(any) => Box::new(any.items.iter()),
        _ => Box::new(std::iter::empty()),
    }
}

/// Shows every object in the schema, but none that it only refers to.
fn walk(schema: &mut RefOr<Schema>, show: &mut impl FnMut(&mut Object)) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            show(object);
            object.properties.values_mut().for_each(|schema| walk(schema, show));
        }
        Schema::OneOf(one) => one.items.iter_mut().for_each(|schema| walk(schema, show)),
        Schema::AllOf(all) => all.items.iter_mut().for_each(|schema| walk(schema, show)),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(|schema| walk(schema, show)),
        _ => {}
    }
}

fn never_null(property: &mut RefOr<Schema>) {
    let RefOr::T(schema) = property else { return };
    match schema {
        Schema::Object(object) => one_type(&mut object.schema_type),
        Schema::Array(array) => one_type(&mut array.schema_type),
        Schema::OneOf(one) => {
            one.items.retain(|item| !matches!(item, RefOr::T(Schema::Object(object)) if object.schema_type == SchemaType::Type(Type::Null)));
            if one.items.len() == 1
                && let Some(mut only) = one.items.pop()
            {
                if let (RefOr::Ref(to), Some(about)) = (&mut only, one.description.take()) {
                    to.description = about;
                }
                *property = only;
            }
        }
        _ => {}
    }
}

fn one_type(types: &mut SchemaType) {
    if let SchemaType::Array(several) = types {
        several.retain(|one| *one != Type::Null);
        if let [only] = several.as_slice() {
            *types = SchemaType::Type(only.clone());
        }
    }
}
