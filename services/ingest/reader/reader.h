// Bytes of a file to source text: recognises the format by content, decodes, takes the text out of HTML.
// Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/document.h"
#include "services/model/offset_map.h"

namespace gongbao::ingest {

// What decoding and format extraction gave, before any cleaning.
struct ReadResult {
  std::string text;         // the source text, UTF-8
  model::OffsetMap map;     // source text → bytes
  std::string media_type;   // text/plain, text/html
  std::string encoding;     // UTF-8, GB18030, …
  std::string page_title;   // of an HTML page
  std::string published;    // from its meta tags, YYYY-MM-DD
  std::vector<std::string> warnings;
};

class Reader {
 public:
  // Changes whenever the source text of some bytes would change.
  static constexpr std::string_view kVersion = "3";
  static constexpr size_t kMaxTextBytes = 16 << 20;

  // filename is used for messages only. INVALID_ARGUMENT with reason EMPTY_TEXT, UNREADABLE_FORMAT
  // (the message says what the bytes were recognised as) or UNKNOWN_ENCODING; RESOURCE_EXHAUSTED
  // (LIMIT_EXCEEDED) where the text is longer than 16 MiB.
  StatusOr<ReadResult> Read(std::string_view bytes, std::string_view filename,
                            const model::Hints& hints) const;
};

}  // namespace gongbao::ingest
