// Bytes in any of the encodings of Chinese pages to UTF-8. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/offset_map.h"

namespace gongbao::ingest {

struct Decoded {
  std::string text;      // UTF-8, no byte order mark
  model::OffsetMap map;  // text → bytes
  std::string encoding;  // UTF-8, UTF-16LE, UTF-16BE, GB18030, Big5
  // What was declared or hinted and not followed, bytes that were no characters; for people.
  std::vector<std::string> warnings;
};

// Decides by evidence: marks, valid UTF-8, then the encoding whose reading has the fewest bytes that
// are no characters and the most common characters; `declared` (may be empty) only breaks ties.
// INVALID_ARGUMENT (UNKNOWN_ENCODING) where no encoding reads at least 98 % of the characters.
StatusOr<Decoded> Decode(std::string_view bytes, std::string_view declared);

// The charset that an HTML page or an XML head declares in its first bytes; empty where it does not.
std::string DeclaredCharset(std::string_view bytes);

}  // namespace gongbao::ingest
