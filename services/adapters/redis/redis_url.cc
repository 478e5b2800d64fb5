#include "services/adapters/redis/redis_url.h"

#include <charconv>
#include <optional>

#include "services/base/text.h"

namespace gongbao::redis {
namespace {

std::optional<int> Number(std::string_view text, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > most) {
    return std::nullopt;
  }
  return value;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// %40 is @, in user and password.
std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '%' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 &&
                         HexDigit(text[i + 2]) >= 0;
    if (escaped) {
      out += static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Status ReadDatabase(std::string_view text, RedisAddress* address) {
  if (text.empty()) return absl::OkStatus();
  const std::optional<int> database = Number(text, 1 << 20);
  if (!database) return InvalidArgument("the database in a redis address must be a number");
  address->database = *database;
  return absl::OkStatus();
}

Status ReadHostAndPort(std::string_view text, RedisAddress* address) {
  std::string_view port;
  if (!text.empty() && text[0] == '[') {  // IPv6
    const size_t close = text.find(']');
    if (close == std::string_view::npos) return InvalidArgument("a ] is missing in a redis address");
    address->host = std::string(text.substr(1, close - 1));
    text.remove_prefix(close + 1);
    if (!text.empty() && text[0] != ':') return InvalidArgument("a redis address has text after ]");
    port = text;
  } else {
    const size_t colon = text.rfind(':');
    address->host = std::string(text.substr(0, colon));
    port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (address->host.empty()) return InvalidArgument("a redis address needs a host");
  if (port.empty()) return absl::OkStatus();
  const std::optional<int> number = Number(port.substr(1), 65535);
  if (!number || *number == 0) return InvalidArgument("the port of a redis address must be 1 to 65535");
  address->port = *number;
  return absl::OkStatus();
}

}  // namespace

StatusOr<RedisAddress> ParseRedisUrl(std::string_view url) {
  constexpr std::string_view kRedis = "redis://";
  constexpr std::string_view kUnix = "unix://";
  RedisAddress address;
  if (url.substr(0, kUnix.size()) == kUnix) {
    url.remove_prefix(kUnix.size());
    const size_t question = url.find('?');
    address.socket = std::string(url.substr(0, question));
    if (address.socket.empty()) return InvalidArgument("a unix:// address needs a path");
    if (question == std::string_view::npos) return address;
    const std::string_view rest = url.substr(question + 1);
    if (rest.substr(0, 3) != "db=") return InvalidArgument("a unix:// address takes only ?db=");
    GONGBAO_RETURN_IF_ERROR(ReadDatabase(rest.substr(3), &address));
    return address;
  }
  if (url.substr(0, kRedis.size()) != kRedis) {
    return InvalidArgument("a redis address begins with redis:// or unix://");
  }
  url.remove_prefix(kRedis.size());
  const size_t at = url.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view login = url.substr(0, at);
    const size_t colon = login.find(':');
    if (colon == std::string_view::npos) {
      return InvalidArgument("a redis address has a user without a password");
    }
    address.user = Unescape(login.substr(0, colon));
    address.password = Unescape(login.substr(colon + 1));
    url.remove_prefix(at + 1);
  }
  const size_t slash = url.find('/');
  GONGBAO_RETURN_IF_ERROR(ReadHostAndPort(url.substr(0, slash), &address));
  if (slash != std::string_view::npos) {
    GONGBAO_RETURN_IF_ERROR(ReadDatabase(url.substr(slash + 1), &address));
  }
  return address;
}

}  // namespace gongbao::redis
