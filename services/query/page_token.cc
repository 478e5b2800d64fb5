#include "services/query/page_token.h"

#include <array>
#include <optional>

#include "services/base/hash.h"
#include "services/base/text.h"

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

}  // namespace

std::string MakePageToken(std::string_view question, const std::vector<std::string>& position) {
  std::string plain = Digest(question);
  for (const std::string& part : position) plain += '\x1f' + part;
  return Encode(plain);
}

StatusOr<std::vector<std::string>> ReadPageToken(std::string_view question, std::string_view token,
                                                 size_t fields) {
  std::vector<std::string> position;
  if (token.empty()) return position;
  if (token.size() > kMaxTokenBytes) return InvalidArgument("is not a token that was given out");
  const std::optional<std::string> plain = Decode(token);
  if (!plain) return InvalidArgument("is not a token that was given out");
  const std::vector<std::string_view> parts = Split(*plain, '\x1f');
  if (parts.size() != fields + 1 || FindInvalidUtf8(*plain) != std::string_view::npos) {
    return InvalidArgument("is not a token that was given out");
  }
  if (parts[0] != Digest(question)) return InvalidArgument("belongs to another question");
  for (size_t i = 1; i < parts.size(); ++i) position.emplace_back(parts[i]);
  return position;
}

}  // namespace gongbao::query
