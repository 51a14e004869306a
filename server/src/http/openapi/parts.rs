//! Parts that several operations share: parameters by name, and problem documents with a record in them. They exist only
//! to be named in attributes, so none of them has a value.

use switchboard_api::problem;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{AllOfBuilder, Object, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr, Required};
use utoipa::{IntoParams, PartialSchema, ToSchema};

/// The schema of every error.
pub use problem::Problem;

/// The header with the name of a write.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The header of a write that is done once, see `once`.
pub enum Once {}

impl IntoParams for Once {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let about = "The client's own name for this write; a UUID is best. For seven days, repeating one that succeeded \
                     gives the first answer again and does nothing, and the same key with another request is 422. What was \
                     refused is tried again.";
        let key = text().min_length(Some(1)).max_length(Some(200)).pattern(Some("^[!-~]+$"));
        vec![parameter(IDEMPOTENCY_KEY, ParameterIn::Header, about, key)]
    }
}

/// How many items a page has.
pub enum Limit {}

impl IntoParams for Limit {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(200));
        vec![parameter("limit", ParameterIn::Query, "The most items; 50 when absent", number)]
    }
}

/// Where a page begins and how long it is.
pub enum Page {}

impl IntoParams for Page {
    fn into_params(provider: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let cursor =
            parameter("cursor", ParameterIn::Query, "`next` of the page before; it names a place in the order", text());
        let mut parameters = vec![cursor];
        parameters.extend(Limit::into_params(provider));
        parameters
    }
}

/// The headers of a provider's request.
pub enum Signature {}

impl IntoParams for Signature {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let signature = "`v1=` and the lower-case hex HMAC-SHA256 of `TIMESTAMP.BODY` with the channel's secret";
        [("Switchboard-Timestamp", "Unix time in seconds, at most 300 away"), ("Switchboard-Signature", signature)]
            .map(|(name, about)| {
                let mut header = parameter(name, ParameterIn::Header, about, text());
                header.required = Required::True;
                header
            })
            .into()
    }
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn parameter(name: &str, place: ParameterIn, about: &str, schema: ObjectBuilder) -> Parameter {
    let builder = ParameterBuilder::new().name(name).parameter_in(place).required(Required::False);
    builder.description(Some(about)).schema(Some(schema.build())).build()
}

/// A problem document that names a record beside its own fields.
fn with_record(name: &str, record: &str, about: &str, required: bool) -> RefOr<Schema> {
    let beside = ObjectBuilder::new().property(name, Ref::from_schema_name(record));
    let beside: Object = if required { beside.required(name) } else { beside }.build();
    let all = AllOfBuilder::new().item(Ref::from_schema_name(Problem::name())).item(beside);
    RefOr::T(Schema::AllOf(all.description(Some(about)).build()))
}

/// The problem of a write that named an older version.
pub enum StaleProblem {}

impl PartialSchema for StaleProblem {
    fn schema() -> RefOr<Schema> {
        with_record("row", "Row", "A problem, and the conversation as it is now.", true)
    }
}

impl ToSchema for StaleProblem {}

/// The problem of a contact that somebody else has corrected, or that is known already.
pub enum ContactProblem {}

impl PartialSchema for ContactProblem {
    fn schema() -> RefOr<Schema> {
        with_record("contact", "Contact", "A problem, and the contact as it is, if the caller may see them.", false)
    }
}

impl ToSchema for ContactProblem {}
