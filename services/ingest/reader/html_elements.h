// What the elements of HTML mean for the text of a page. Thread rule: pure functions; a skipper belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/ingest/reader/html_tokens.h"

namespace gongbao::ingest {

enum class HtmlRole { kInline, kBlock, kBreak, kItem, kCell, kRow, kTable, kPre, kSkipped, kTitle, kMeta, kFrame };

HtmlRole RoleOf(uint64_t name);
// Elements without content and without a closing tag.
bool IsVoid(uint64_t name);

// Tables inside tables beyond this are parts of the cell that they stand in.
inline constexpr size_t kMaxTables = 256;

// Bytes that are no white space of ASCII.
size_t CountVisible(std::string_view text);

// Passes over the content of elements that is no text of the page.
class HtmlSkipper {
 public:
  // After the opening tag. The element's name where it is never closed and all the rest was passed over; else empty.
  std::string_view Skip(uint64_t name, HtmlTokens* tokens);

 private:
  uint32_t unclosed_ = 0;  // of which elements it is known that no closing tag follows any more
};

}  // namespace gongbao::ingest
