// Request targets: splitting, percent-decoding, query parameters. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/base/status.h"

namespace gongbao::gateway {

// A name and its value, percent-decoded.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// Path and query of a request target, both as sent.
struct Target {
  std::string_view path;
  std::string_view query;
};

// "/v1/facts?filter.places=42" → path and query; a fragment is refused, as is a target that does
// not begin with a slash. An absolute form (http://host/path) loses scheme and host.
StatusOr<Target> SplitTarget(std::string_view target);

// %XX decoded. With keep_slash, %2F and %2f stay as they are (a value that spans segments).
// INVALID_ARGUMENT where % is not followed by two hex digits, or where the result is not UTF-8.
StatusOr<std::string> PercentDecode(std::string_view text, bool keep_slash = false);

// "a=1&b=2" in order of appearance; + is a space. At most max_count of them.
StatusOr<QueryParameters> ParseQuery(std::string_view query, size_t max_count);

}  // namespace gongbao::gateway
