// Strict check of JSON text (RFC 8259) before protobuf's lenient parser sees it: syntax, UTF-8,
// bounded depth; linear time, no recursion. Pure functions.
#pragma once

#include <optional>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::gateway {

// INVALID_ARGUMENT names the byte; LIMIT_EXCEEDED where arrays and objects nest deeper than
// max_depth. A member name that an object holds twice is not looked for.
Status CheckJson(std::string_view text, int max_depth);

// Text of the value of a member of an object, nothing where it has none. Expects valid JSON.
std::optional<std::string_view> JsonMember(std::string_view object, std::string_view name);

}  // namespace gongbao::gateway
