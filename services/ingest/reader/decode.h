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
  std::string encoding;  // UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE, GB18030, Big5
  // What was declared or hinted and not followed, bytes that were no characters; for people.
  std::vector<std::string> warnings;
};

// Decides by evidence: marks, valid UTF-8, units of UTF-16, then the encoding whose reading has the fewest bytes that
// are no characters and the most common characters; `declared` (may be empty) only breaks ties. Lines in GB18030 inside
// UTF-8 are read as such, with a warning. INVALID_ARGUMENT (UNKNOWN_ENCODING) where no encoding reads at least 98 % of
// the characters, or what it reads is no Chinese; RESOURCE_EXHAUSTED (LIMIT_EXCEEDED) where the text is longer than
// max_text_bytes. Errors and warnings name the first byte that is no character.
StatusOr<Decoded> Decode(std::string_view bytes, std::string_view declared, size_t max_text_bytes = SIZE_MAX);

// The text alone: without a map, and with the memory that it would take.
StatusOr<std::string> DecodeText(std::string_view bytes, std::string_view declared, size_t max_text_bytes = SIZE_MAX);

// The charset that an HTML page or an XML head declares in its first bytes; empty where it does not.
std::string DeclaredCharset(std::string_view bytes);

// UTF-16 by its mark or by its units.
bool LooksLikeUtf16(std::string_view bytes);

// Without UTF-8's byte order mark.
std::string_view WithoutMark(std::string_view bytes);

// A short name in UTF-8, GB18030 or Big5; what is no character of any as U+FFFD.
std::string DecodeName(std::string_view bytes);

// Each byte that is not UTF-8 as U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view bytes);

}  // namespace gongbao::ingest
