// Stored offset maps: any bytes are refused or decode to a map that holds its own rules and encodes to itself.
#include <cstdlib>
#include <string_view>

#include "services/model/offset_map.h"

namespace {

void Expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using gongbao::model::OffsetMap;
  using gongbao::model::Span;
  const std::optional<OffsetMap> map =
      OffsetMap::Decode(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!map) return 0;
  uint32_t derived = 0;
  for (const OffsetMap::Run& run : map->runs()) {
    Expect(run.derived.begin == derived && run.derived.end > derived);
    Expect(run.earlier.begin <= run.earlier.end);
    derived = run.derived.end;
  }
  Expect(map->derived_size() == derived);
  const std::optional<OffsetMap> again = OffsetMap::Decode(map->Encode());
  Expect(again && *again == *map);
  if (derived > 0) {
    const Span cover = map->Cover({0, derived});
    Expect(cover.begin <= cover.end);
  }
  return 0;
}
