#include "services/adapters/sql/order_key.h"

#include <charconv>
#include <vector>

#include "services/adapters/sql/stored_analysis.h"
#include "services/base/text.h"

namespace gongbao::sql {
namespace {

// Numbers are written in hex with a fixed width, moved so that the lowest one is 0. The separator,
// a space, sorts before every character of a field and is in none of them.
constexpr int64_t kOffset = int64_t{1} << 40;
constexpr int kDigits = 11;

void AddNumber(int64_t value, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  const int64_t moved = value + kOffset;
  *out += ' ';
  for (int digit = kDigits - 1; digit >= 0; --digit) *out += kHex[(moved >> (4 * digit)) & 15];
}

void AddText(std::string_view text, std::string* out) {
  *out += ' ';
  *out += text;
}

bool ReadNumber(std::string_view text, int64_t* value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), *value, 16);
  *value -= kOffset;
  return text.size() == kDigits && result.ec == std::errc() &&
         result.ptr == text.data() + text.size();
}

bool ReadText(std::string_view text, bool may_be_empty, std::string* value) {
  *value = text;
  return text.empty() ? may_be_empty : IsKey(text);
}

Status NoKey() { return InvalidArgument("the page does not begin after a row of this list"); }

}  // namespace

std::string EncodeKey(const FactKey& key) {
  std::string out = key.home;
  AddText(key.place_id, &out);
  AddNumber(key.first_month, &out);
  AddNumber(key.last_month, &out);
  AddText(key.document, &out);
  AddNumber(key.evidence_begin, &out);
  AddNumber(key.evidence_end, &out);
  AddNumber(key.kind, &out);
  AddText(key.id, &out);
  AddNumber(key.n, &out);
  return out;
}

std::string EncodeKey(const DocumentKey& key) {
  std::string out = key.home;
  AddText(key.place_id, &out);
  AddNumber(key.year, &out);
  AddText(key.id, &out);
  return out;
}

StatusOr<FactKey> DecodeFactKey(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, ' ');
  FactKey key;
  const bool ok = parts.size() == 10 && ReadText(parts[0], false, &key.home) &&
                  ReadText(parts[1], true, &key.place_id) &&
                  ReadNumber(parts[2], &key.first_month) && ReadNumber(parts[3], &key.last_month) &&
                  ReadText(parts[4], false, &key.document) &&
                  ReadNumber(parts[5], &key.evidence_begin) &&
                  ReadNumber(parts[6], &key.evidence_end) && ReadNumber(parts[7], &key.kind) &&
                  ReadText(parts[8], false, &key.id) && ReadNumber(parts[9], &key.n);
  if (!ok) return NoKey();
  return key;
}

StatusOr<DocumentKey> DecodeDocumentKey(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, ' ');
  DocumentKey key;
  const bool ok = parts.size() == 4 && ReadText(parts[0], false, &key.home) &&
                  ReadText(parts[1], true, &key.place_id) && ReadNumber(parts[2], &key.year) &&
                  ReadText(parts[3], false, &key.id);
  if (!ok) return NoKey();
  return key;
}

}  // namespace gongbao::sql
