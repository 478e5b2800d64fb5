// HTML to text: blocks become lines, a table row one line with its cells parted by tabs. Scripts, styles
// and forms' controls are left out. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "services/base/status.h"
#include "services/model/offset_map.h"

namespace gongbao::ingest {

struct HtmlText {
  std::string text;
  model::OffsetMap map;  // text → the HTML given
  std::string title;     // of the page
  std::string published; // a date in its meta tags, YYYY-MM-DD; may be empty
};

// html is UTF-8. RESOURCE_EXHAUSTED (LIMIT_EXCEEDED) where it is nested too deeply or has too many
// elements.
StatusOr<HtmlText> ReadHtml(std::string_view html);

}  // namespace gongbao::ingest
