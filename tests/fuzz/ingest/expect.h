// What every reader of ingest promises of its text and its map. For fuzz targets: aborts where it is broken.
#pragma once

#include <cstdlib>
#include <string_view>

#include "services/base/text.h"
#include "services/model/offset_map.h"

namespace gongbao::fuzz {

inline void Expect(bool holds) {
  if (!holds) std::abort();
}

// The text is UTF-8; each byte of it leads into the source, in the source's order, and the map survives being stored.
inline void ExpectMapped(std::string_view text, const model::OffsetMap& map, std::string_view source) {
  Expect(FindInvalidUtf8(text) == std::string_view::npos);
  Expect(map.derived_size() == text.size());
  uint32_t derived = 0;
  uint32_t earlier = 0;
  for (const model::OffsetMap::Run& run : map.runs()) {
    Expect(run.derived.begin == derived && run.derived.end > derived);
    Expect(run.earlier.begin >= earlier && run.earlier.begin <= run.earlier.end);
    Expect(run.earlier.end <= source.size());
    derived = run.derived.end;
    earlier = run.earlier.end;
  }
  const auto stored = model::OffsetMap::Decode(map.Encode());
  Expect(stored && *stored == map);
}

inline std::string_view AsText(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace gongbao::fuzz
