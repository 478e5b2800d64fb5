#include "gateway/transcode/field_path.h"

#include <google/protobuf/util/json_util.h>

#include <charconv>
#include <limits>
#include <optional>

#include "absl/strings/escaping.h"
#include "services/base/log.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;
using google::protobuf::Reflection;

const FieldDescriptor* FindField(const Descriptor& message, std::string_view name) {
  if (const auto* field = message.FindFieldByName(std::string(name))) return field;
  for (int i = 0; i < message.field_count(); ++i) {
    if (message.field(i)->json_name() == name) return message.field(i);
  }
  return nullptr;
}

bool IsWrapper(const Descriptor& message) {
  switch (message.well_known_type()) {
    case Descriptor::WELLKNOWNTYPE_DOUBLEVALUE:
    case Descriptor::WELLKNOWNTYPE_FLOATVALUE:
    case Descriptor::WELLKNOWNTYPE_INT64VALUE:
    case Descriptor::WELLKNOWNTYPE_UINT64VALUE:
    case Descriptor::WELLKNOWNTYPE_INT32VALUE:
    case Descriptor::WELLKNOWNTYPE_UINT32VALUE:
    case Descriptor::WELLKNOWNTYPE_STRINGVALUE:
    case Descriptor::WELLKNOWNTYPE_BYTESVALUE:
    case Descriptor::WELLKNOWNTYPE_BOOLVALUE:
      return true;
    default:
      return false;
  }
}

bool IsJsonString(const Descriptor& message) {
  return message.well_known_type() == Descriptor::WELLKNOWNTYPE_DURATION ||
         message.well_known_type() == Descriptor::WELLKNOWNTYPE_TIMESTAMP ||
         message.well_known_type() == Descriptor::WELLKNOWNTYPE_FIELDMASK;
}

template <class T>
std::optional<T> ParseInteger(std::string_view text) {
  T value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

template <class T>
std::optional<T> ParseReal(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<T>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<T>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<T>::infinity();
  T value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  // from_chars also takes "inf" and "nan", which are not JSON's names for them.
  if (result.ec != std::errc() || result.ptr != end || text.find('n') != text.npos) {
    return std::nullopt;
  }
  return value;
}

std::optional<bool> ParseBool(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<std::string> ParseBytes(std::string_view text) {
  const absl::string_view view(text.data(), text.size());
  std::string bytes;
  if (absl::WebSafeBase64Unescape(view, &bytes) || absl::Base64Unescape(view, &bytes)) return bytes;
  return std::nullopt;
}

const EnumValueDescriptor* ParseEnum(const FieldDescriptor& field, const std::string& text) {
  if (const auto* value = field.enum_type()->FindValueByName(text)) return value;
  const std::optional<int32_t> number = ParseInteger<int32_t>(text);
  return number ? field.enum_type()->FindValueByNumber(*number) : nullptr;
}

// Calls the setter or the adder of the field's type; false where the text is no value of it.
class LeafWriter {
 public:
  LeafWriter(Message* message, const FieldDescriptor* field)
      : message_(message), field_(field), reflection_(message->GetReflection()) {}

  bool Write(const std::string& text) {
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return Put(ParseInteger<int32_t>(text), &Reflection::SetInt32, &Reflection::AddInt32);
      case FieldDescriptor::CPPTYPE_INT64:
        return Put(ParseInteger<int64_t>(text), &Reflection::SetInt64, &Reflection::AddInt64);
      case FieldDescriptor::CPPTYPE_UINT32:
        return Put(ParseInteger<uint32_t>(text), &Reflection::SetUInt32, &Reflection::AddUInt32);
      case FieldDescriptor::CPPTYPE_UINT64:
        return Put(ParseInteger<uint64_t>(text), &Reflection::SetUInt64, &Reflection::AddUInt64);
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return Put(ParseReal<double>(text), &Reflection::SetDouble, &Reflection::AddDouble);
      case FieldDescriptor::CPPTYPE_FLOAT:
        return Put(ParseReal<float>(text), &Reflection::SetFloat, &Reflection::AddFloat);
      case FieldDescriptor::CPPTYPE_BOOL:
        return Put(ParseBool(text), &Reflection::SetBool, &Reflection::AddBool);
      case FieldDescriptor::CPPTYPE_ENUM: {
        const EnumValueDescriptor* value = ParseEnum(*field_, text);
        return Put(value ? std::optional(value) : std::nullopt, &Reflection::SetEnum,
                   &Reflection::AddEnum);
      }
      case FieldDescriptor::CPPTYPE_STRING:
        return Put(
            field_->type() == FieldDescriptor::TYPE_BYTES ? ParseBytes(text) : std::optional(text),
            &Reflection::SetString, &Reflection::AddString);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return WriteMessage(text);
    }
    return false;
  }

 private:
  template <class T, class Set, class Add>
  bool Put(std::optional<T> value, Set set, Add add) {
    if (!value) return false;
    if (field_->is_repeated()) {
      (reflection_->*add)(message_, field_, *std::move(value));
    } else {
      (reflection_->*set)(message_, field_, *std::move(value));
    }
    return true;
  }

  bool WriteMessage(const std::string& text) {
    Message* child = field_->is_repeated() ? reflection_->AddMessage(message_, field_)
                                           : reflection_->MutableMessage(message_, field_);
    const Descriptor& type = *child->GetDescriptor();
    if (IsWrapper(type)) return LeafWriter(child, type.FindFieldByName("value")).Write(text);
    return google::protobuf::util::JsonStringToMessage(JsonQuote(text), child).ok();
  }

  Message* message_;
  const FieldDescriptor* field_;
  const Reflection* reflection_;
};

std::string_view TypeName(const FieldDescriptor& field) {
  if (field.enum_type() != nullptr) return field.enum_type()->full_name();
  if (field.message_type() != nullptr) return field.message_type()->full_name();
  return field.type_name();
}

// A oneof of which another member is set already.
Status CheckOneof(const Message& message, const FieldDescriptor& field,
                  std::string_view parameter) {
  const OneofDescriptor* oneof = field.real_containing_oneof();
  if (oneof == nullptr) return absl::OkStatus();
  const auto* other = message.GetReflection()->GetOneofFieldDescriptor(message, oneof);
  if (other == nullptr || other == &field) return absl::OkStatus();
  return InvalidArgument(Cat({"parameter '", Shorten(parameter, 80), "' excludes '", other->name(),
                              "', which is set too"}),
                         {{"field", std::string(parameter)}});
}

}  // namespace

StatusOr<FieldPath> ResolveFieldPath(const Descriptor& message, std::string_view path) {
  FieldPath fields;
  const Descriptor* at = &message;
  for (const std::string_view part : Split(path, '.')) {
    if (at == nullptr) {
      return InvalidArgument(Cat({"'", fields.back()->name(), "' is no message with fields"}));
    }
    const FieldDescriptor* field = FindField(*at, part);
    if (field == nullptr) {
      return InvalidArgument(Cat({"'", Shorten(part, 80), "' is no field of ", at->name()}));
    }
    if (!fields.empty() && fields.back()->is_repeated()) {
      return InvalidArgument(Cat({"'", fields.back()->name(), "' is repeated"}));
    }
    fields.push_back(field);
    at = field->message_type();
  }
  return fields;
}

bool IsTextual(const FieldDescriptor& leaf) {
  const Descriptor* type = leaf.message_type();
  return type == nullptr || IsWrapper(*type) || IsJsonString(*type);
}

Status SetFromText(Message* message, const FieldPath& path, std::string_view parameter,
                   const std::string& text) {
  Message* at = message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    GONGBAO_RETURN_IF_ERROR(CheckOneof(*at, *path[i], parameter));
    at = at->GetReflection()->MutableMessage(at, path[i]);
  }
  const FieldDescriptor& leaf = *path.back();
  GONGBAO_RETURN_IF_ERROR(CheckOneof(*at, leaf, parameter));
  if (LeafWriter(at, &leaf).Write(text)) return absl::OkStatus();
  return InvalidArgument(Cat({"parameter '", Shorten(parameter, 80), "': '", Shorten(text, 80),
                              "' is no ", TypeName(leaf)}),
                         {{"field", std::string(parameter)}});
}

}  // namespace gongbao::gateway
