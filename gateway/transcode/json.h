// JSON ↔ proto with protobuf's own mapping: lowerCamelCase names (proto names are read too), int64
// as strings, enums as names, zeros printed, unset optional fields left out. Thread-safe free
// functions.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::gateway {

inline constexpr int kMaxJsonDepth = 64;

// Merges JSON text into the message. INVALID_ARGUMENT names the byte or the field; a field that the
// message does not have is an error.
Status FromJson(std::string_view json, google::protobuf::Message* message);

StatusOr<std::string> ToJson(const google::protobuf::Message& message);

}  // namespace gongbao::gateway
