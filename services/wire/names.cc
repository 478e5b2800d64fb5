#include <string>

#include "services/wire/convert.h"
#include "services/wire/enums.h"

namespace gongbao::wire {

StatusOr<std::string> IdOf(std::string_view name, std::string_view collection) {
  if (name.size() > collection.size() + 1 && name.substr(0, collection.size()) == collection &&
      name[collection.size()] == '/') {
    const std::string_view id = name.substr(collection.size() + 1);
    if (id.find('/') == std::string_view::npos) return std::string(id);
  }
  return InvalidArgument("name: expected " + std::string(collection) + "/{id}, got \"" +
                         std::string(name.substr(0, 200)) + "\"");
}

std::string NameOf(std::string_view collection, std::string_view id) {
  return std::string(collection) + "/" + std::string(id);
}

v1::PlaceLevel ToProto(model::PlaceLevel level) { return EnumToProto<v1::PlaceLevel>(level); }
v1::DocumentKind ToProto(model::DocumentKind kind) { return EnumToProto<v1::DocumentKind>(kind); }
v1::SectionRole ToProto(model::SectionRole role) { return EnumToProto<v1::SectionRole>(role); }
v1::FactKind ToProto(model::FactKind kind) { return EnumToProto<v1::FactKind>(kind); }
v1::FactStatus ToProto(model::FactStatus status) { return EnumToProto<v1::FactStatus>(status); }
v1::Bound ToProto(model::Bound bound) {
  return static_cast<v1::Bound>(static_cast<int>(bound) + 1);
}
v1::JobKind ToProto(model::JobKind kind) { return EnumToProto<v1::JobKind>(kind); }
v1::FactDifferenceKind ToProto(model::FactDifferenceKind kind) {
  return EnumToProto<v1::FactDifferenceKind>(kind);
}
v1::JobState ToProto(model::JobState state) { return EnumToProto<v1::JobState>(state); }
v1::JobItemState ToProto(model::JobItemState state) {
  return EnumToProto<v1::JobItemState>(state);
}

// Open enums of proto3 may hold any number: one that the model has no name for counts as unknown.
model::PlaceLevel FromProto(v1::PlaceLevel level) {
  return EnumFromProto(level, model::PlaceLevel::kVillage, "level").value_or(model::PlaceLevel::kUnknown);
}
model::DocumentKind FromProto(v1::DocumentKind kind) {
  return EnumFromProto(kind, model::DocumentKind::kOther, "kind").value_or(model::DocumentKind::kUnknown);
}
model::FactKind FromProto(v1::FactKind kind) {
  return EnumFromProto(kind, model::FactKind::kEntity, "kind").value_or(model::FactKind::kUnknown);
}
model::FactStatus FromProto(v1::FactStatus status) {
  return EnumFromProto(status, model::FactStatus::kTarget, "status").value_or(model::FactStatus::kUnknown);
}
model::JobItemState FromProto(v1::JobItemState state) {
  return EnumFromProto(state, model::JobItemState::kCancelled, "state").value_or(model::JobItemState::kUnknown);
}

}  // namespace gongbao::wire
