// HTML to text: blocks become lines, a table row one line with its cells parted by tabs. Scripts, styles, forms'
// controls and what the page hides are left out. Linear in the bytes, whatever they are; nothing is nested. Thread rule:
// pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/offset_map.h"

namespace gongbao::ingest {

struct HtmlText {
  std::string text;
  model::OffsetMap map;   // text → the HTML given; in its order
  std::string title;      // of the page
  std::string published;  // a date in its meta tags, YYYY-MM-DD; may be empty
  std::vector<std::string> frames;    // pages that it shows inside itself, as written
  std::vector<std::string> warnings;  // for people: what was left out and should perhaps not have been
};

struct HtmlLimits {
  size_t text_bytes = size_t{16} << 20;
  size_t pieces = size_t{4} << 20;  // runs of the map: what tags and references cut the text into
};

// html is UTF-8 of less than 4 GiB. RESOURCE_EXHAUSTED (LIMIT_EXCEEDED) beyond a limit.
StatusOr<HtmlText> ReadHtml(std::string_view html, const HtmlLimits& limits = {});

}  // namespace gongbao::ingest
