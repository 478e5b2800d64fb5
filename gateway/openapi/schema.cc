#include "gateway/openapi/schema.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "google/api/httpbody.pb.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

json::object Typed(const char* type, const char* format = "") {
  json::object schema{{"type", type}};
  if (*format != '\0') schema["format"] = format;
  return schema;
}

json::object Nullable(json::object schema) {
  schema["nullable"] = true;
  return schema;
}

// Types that JSON writes in a way of their own; empty for any other message.
json::object WellKnown(const Descriptor& message) {
  switch (message.well_known_type()) {
    case Descriptor::WELLKNOWNTYPE_DURATION:
      return Typed("string", "duration");
    case Descriptor::WELLKNOWNTYPE_TIMESTAMP:
      return Typed("string", "date-time");
    case Descriptor::WELLKNOWNTYPE_FIELDMASK:
      return Typed("string", "field-mask");
    case Descriptor::WELLKNOWNTYPE_DOUBLEVALUE:
      return Nullable(Typed("number", "double"));
    case Descriptor::WELLKNOWNTYPE_FLOATVALUE:
      return Nullable(Typed("number", "float"));
    case Descriptor::WELLKNOWNTYPE_INT64VALUE:
      return Nullable(Typed("string", "int64"));
    case Descriptor::WELLKNOWNTYPE_UINT64VALUE:
      return Nullable(Typed("string", "uint64"));
    case Descriptor::WELLKNOWNTYPE_INT32VALUE:
      return Nullable(Typed("integer", "int32"));
    case Descriptor::WELLKNOWNTYPE_UINT32VALUE:
      return Nullable(Typed("integer", "int64"));
    case Descriptor::WELLKNOWNTYPE_STRINGVALUE:
      return Nullable(Typed("string"));
    case Descriptor::WELLKNOWNTYPE_BYTESVALUE:
      return Nullable(Typed("string", "byte"));
    case Descriptor::WELLKNOWNTYPE_BOOLVALUE:
      return Nullable(Typed("boolean"));
    case Descriptor::WELLKNOWNTYPE_STRUCT:
      return Typed("object");
    case Descriptor::WELLKNOWNTYPE_LISTVALUE:
      return {{"type", "array"}, {"items", json::object()}};
    case Descriptor::WELLKNOWNTYPE_VALUE:
      return {{"description", "any JSON value"}};
    case Descriptor::WELLKNOWNTYPE_ANY:
      return {{"type", "object"},
              {"properties", {{"@type", {{"type", "string"}}}}},
              {"additionalProperties", true}};
    default:
      return {};
  }
}

// A reference can't carry a description of its own in OpenAPI 3.0.
json::object Described(json::object schema, std::string comment) {
  if (comment.empty()) return schema;
  if (schema.contains("$ref")) {
    return {{"allOf", json::array{std::move(schema)}}, {"description", std::move(comment)}};
  }
  schema["description"] = std::move(comment);
  return schema;
}

}  // namespace

json::object Schemas::OfField(const FieldDescriptor& field) {
  if (field.is_map()) {
    return Described(
        {{"type", "object"}, {"additionalProperties", OfValue(*field.message_type()->map_value())}},
        comments_.Of(field));
  }
  json::object schema = OfValue(field);
  if (field.is_repeated()) schema = {{"type", "array"}, {"items", std::move(schema)}};
  return Described(std::move(schema), comments_.Of(field));
}

json::object Schemas::OfValue(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Typed("integer", "int32");
    case FieldDescriptor::CPPTYPE_UINT32:
      return Typed("integer", "int64");
    case FieldDescriptor::CPPTYPE_INT64:
      return Typed("string", "int64");
    case FieldDescriptor::CPPTYPE_UINT64:
      return Typed("string", "uint64");
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Typed("number", "double");
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Typed("number", "float");
    case FieldDescriptor::CPPTYPE_BOOL:
      return Typed("boolean");
    case FieldDescriptor::CPPTYPE_ENUM:
      return OfEnum(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? Typed("string", "byte")
                                                         : Typed("string");
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return OfMessage(*field.message_type());
  }
  return {};
}

json::object Schemas::OfMessage(const Descriptor& message) {
  if (json::object schema = WellKnown(message); !schema.empty()) return schema;
  if (components_.try_emplace(message.full_name()).second) messages_.push_back(&message);
  return {{"$ref", "#/components/schemas/" + message.full_name()}};
}

json::object Schemas::OfEnum(const EnumDescriptor& type) {
  if (components_.try_emplace(type.full_name()).second) {
    components_[type.full_name()] = Describe(type);
  }
  return {{"$ref", "#/components/schemas/" + type.full_name()}};
}

json::object Schemas::Describe(const Descriptor& message) {
  json::object properties;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    properties[field.json_name()] = OfField(field);
  }
  return Described({{"type", "object"}, {"properties", std::move(properties)}},
                   comments_.Of(message));
}

json::object Schemas::Describe(const EnumDescriptor& type) {
  json::array names;
  std::string comment = comments_.Of(type);
  for (int i = 0; i < type.value_count(); ++i) {
    names.emplace_back(type.value(i)->name());
    const std::string meaning = comments_.Of(*type.value(i));
    if (!meaning.empty()) comment += Cat({"\n\n- ", type.value(i)->name(), ": ", meaning});
  }
  return Described({{"type", "string"}, {"enum", std::move(names)}}, std::move(comment));
}

json::object Schemas::TakeComponents() {
  while (!messages_.empty()) {
    const Descriptor* message = messages_.back();
    messages_.pop_back();
    json::object schema = Describe(*message);
    components_[message->full_name()] = std::move(schema);
  }
  json::object result;
  for (auto& [name, schema] : components_) result[name] = std::move(schema);
  components_.clear();
  return result;
}

}  // namespace gongbao::gateway
