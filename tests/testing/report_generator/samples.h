// The sample reports of tests/data/samples. Thread rule: pure functions.
#pragma once

#include <string>
#include <vector>

#include "services/base/status.h"

namespace gongbao::generator {

struct SampleFile {
  std::string name;
  std::string bytes;
};

struct Samples {
  std::vector<SampleFile> files;  // ordered by name
  std::string truth;              // JSON lines: what the reports say, in the order of the files
};

// Two counties × six towns × three years (2022–2024), one report each, most of them plain text, the
// others as they are met with: scraped, copied, traditional, wrapped, GB18030, rows of a table; and
// beside them a masked report, a speech and a report on ten months. Always the same bytes.
StatusOr<Samples> MakeSamples();

}  // namespace gongbao::generator
