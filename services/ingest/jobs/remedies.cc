#include "services/ingest/jobs/remedies.h"

#include <vector>

#include "services/base/text.h"

namespace gongbao::data {
extern const std::string_view remedies;
}  // namespace gongbao::data

namespace gongbao::ingest {

std::string RemedyFor(std::string_view reason, std::string_view stage) {
  for (const std::string_view line : Split(data::remedies, '\n')) {
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() != 3 || cells[0] != reason) continue;
    if (cells[1] == "*" || cells[1] == stage) return std::string(cells[2]);
  }
  return "";
}

}  // namespace gongbao::ingest
