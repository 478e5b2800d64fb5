#include "gateway/http/url.h"

#include <algorithm>

#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

StatusOr<std::string> DecodeFormValue(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return PercentDecode(spaced);
}

}  // namespace

StatusOr<Target> SplitTarget(std::string_view target) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (AsciiLower(target.substr(0, scheme.size())) != scheme) continue;
    const size_t slash = target.find_first_of("/?", scheme.size());
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
    break;
  }
  if (target.empty() || target[0] != '/') {
    return InvalidArgument("the request target does not begin with /");
  }
  if (target.find('#') != std::string_view::npos) {
    return InvalidArgument("the request target has a fragment");
  }
  const size_t mark = target.find('?');
  if (mark == std::string_view::npos) return Target{target, ""};
  return Target{target.substr(0, mark), target.substr(mark + 1)};
}

StatusOr<std::string> PercentDecode(std::string_view text, bool keep_slash) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return InvalidArgument(Cat({"% without two hex digits in '", Shorten(text, 80), "'"}));
    }
    const char byte = static_cast<char>(high * 16 + low);
    if (keep_slash && byte == '/') {
      out += text.substr(i, 3);
    } else {
      out += byte;
    }
    i += 2;
  }
  if (FindInvalidUtf8(out) != std::string_view::npos) {
    return InvalidArgument(Cat({"not UTF-8 after percent-decoding: '", Shorten(text, 80), "'"}));
  }
  return out;
}

StatusOr<QueryParameters> ParseQuery(std::string_view query, size_t max_count) {
  QueryParameters parameters;
  while (!query.empty()) {
    const size_t ampersand = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, ampersand);
    query.remove_prefix(std::min(ampersand + 1, query.size()));
    if (pair.empty()) continue;
    if (parameters.size() == max_count) {
      return LimitExceeded(Cat({"more than ", std::to_string(max_count), " query parameters"}));
    }
    const size_t equals = std::min(pair.find('='), pair.size());
    GONGBAO_ASSIGN_OR_RETURN(std::string name, DecodeFormValue(pair.substr(0, equals)));
    GONGBAO_ASSIGN_OR_RETURN(std::string value,
                             DecodeFormValue(pair.substr(std::min(equals + 1, pair.size()))));
    parameters.emplace_back(std::move(name), std::move(value));
  }
  return parameters;
}

}  // namespace gongbao::gateway
