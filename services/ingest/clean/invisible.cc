// Characters that nobody sees: zero-width, soft hyphens, controls, bullets of private fonts.
#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {

bool IsInvisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF ||
         c == 0x00AD || (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

namespace {

// Bullets of Symbol and Wingdings fonts.
bool IsPrivate(char32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }
// Bytes that can begin such a character in UTF-8, to pass over the rest quickly.
bool MayBegin(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte >= 0xEE;
}

// ，：（ and the like begin with 0xEF 0xBC or 0xBD, “” … — with 0xE2 0x80 0x90 and up.
bool IsCommonMark(std::string_view text, size_t at) {
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  if (static_cast<unsigned char>(text[at]) == 0xEF) return second == 0xBC || second == 0xBD;
  return second == 0x80 && third >= 0x90 && third < 0xA8;
}

}  // namespace

void RemoveInvisible(Draft* draft) {
  const std::string& text = draft->text();
  Edits edits(text);
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (!MayBegin(byte) || byte == '\n' || byte == '\t') {
      ++at;
      continue;
    }
    if ((byte == 0xEF || byte == 0xE2) && at + 2 < text.size() && IsCommonMark(text, at)) {
      at += 3;
      continue;
    }
    const CodePoint c = DecodeAt(text, at);
    if (c.value == '\r') {
      // A line end of its own on old machines, part of one on others.
      const bool alone = at + 1 >= text.size() || text[at + 1] != '\n';
      edits.Replace(at, at + 1, alone ? "\n" : "");
    } else if (c.value == 0x0B || c.value == '\f' || c.value == 0x85) {
      edits.Replace(at, at + c.length, "\n");
    } else if (c.value == 0x2028 || c.value == 0x2029) {
      edits.Replace(at, at + c.length, "\n");
    } else if (c.value != CodePoint::kInvalid && IsInvisible(c.value)) {
      edits.Remove(at, at + c.length);
    } else if (c.value != CodePoint::kInvalid && IsPrivate(c.value)) {
      edits.Remove(at, at + c.length, "character of a private font");
    }
    at += c.length;
  }
  draft->Apply("invisible", edits);
}

}  // namespace gongbao::ingest
