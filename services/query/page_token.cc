#include "services/query/page_token.h"

#include <charconv>
#include <optional>

#include "services/base/hash.h"

namespace gongbao::query {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr size_t kMaxTokenBytes = 4096;
constexpr size_t kDigestDigits = 16;

// Base64 of RFC 4648, URL-safe, without padding.
std::string Encode(std::string_view bytes) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<uint8_t>(c);
    count += 8;
    while (count >= 6) {
      count -= 6;
      out += kAlphabet[(bits >> count) & 63];
    }
  }
  if (count > 0) out += kAlphabet[(bits << (6 - count)) & 63];
  return out;
}

std::optional<std::string> Decode(std::string_view text) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> count) & 255);
    }
  }
  return out;
}

std::string Digest(std::string_view question) {
  return Sha256Hex(question).substr(0, kDigestDigits);
}

// Reads "<length>:<bytes>" and takes it off; nothing where it is none.
std::optional<std::string> TakePart(std::string_view* packed) {
  size_t length = 0;
  const auto [end, error] =
      std::from_chars(packed->data(), packed->data() + packed->size(), length);
  if (error != std::errc() || end == packed->data() + packed->size() || *end != ':') {
    return std::nullopt;
  }
  packed->remove_prefix(end + 1 - packed->data());
  if (length > packed->size()) return std::nullopt;
  std::string part(packed->substr(0, length));
  packed->remove_prefix(length);
  return part;
}

}  // namespace

std::string MakePageToken(std::string_view question, const std::vector<std::string>& position) {
  std::string plain = Digest(question);
  for (const std::string& part : position) plain += std::to_string(part.size()) + ":" + part;
  return Encode(plain);
}

StatusOr<std::vector<std::string>> ReadPageToken(std::string_view question, std::string_view token,
                                                 size_t fields) {
  const Status not_ours = InvalidArgument("is not a token that was given out");
  std::vector<std::string> position;
  if (token.empty()) return position;
  if (token.size() > kMaxTokenBytes) return not_ours;
  const std::optional<std::string> plain = Decode(token);
  if (!plain || plain->size() < kDigestDigits) return not_ours;
  std::string_view rest(*plain);
  if (rest.substr(0, kDigestDigits) != Digest(question)) {
    return InvalidArgument("belongs to another question, or is no token");
  }
  rest.remove_prefix(kDigestDigits);
  while (!rest.empty()) {
    const std::optional<std::string> part = TakePart(&rest);
    if (!part || position.size() == fields) return not_ours;
    position.push_back(*part);
  }
  if (position.size() != fields) return not_ours;
  return position;
}

}  // namespace gongbao::query
