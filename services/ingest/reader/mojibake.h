// Text that was UTF-8 and was read as something else once: as Latin-1 or Windows-1252 (ä¸­å›½), as GBK (鏂版湀闀). It is
// put right where that is certain: the bytes go back without loss, are UTF-8 from the first to the last, and what they
// say is Chinese while what stands there is not. Whole texts and single stretches. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "services/model/offset_map.h"

namespace gongbao::ingest {

struct MojibakeRepair {
  std::string text;
  model::OffsetMap map;  // text → the text given
  // Stretches that were put right, and those that look as if they should be and can't (bytes were lost); where the first
  // of each begins in the text given.
  size_t repaired = 0;
  size_t first_repaired = 0;
  size_t doubtful = 0;
  size_t first_doubtful = 0;
};

// text is UTF-8. Nothing where there is nothing to put right and nothing doubtful.
std::optional<MojibakeRepair> RepairMojibake(std::string_view text);

}  // namespace gongbao::ingest
