// Files that hold many texts: archives (ZIP, tar, tar.gz, gzip), tables (CSV, JSON lines), and archives of both, inside
// each other. Each text becomes a source of its own. Thread rule: pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "services/base/status.h"
#include "services/ingest/reader/limits.h"
#include "services/model/document.h"

namespace gongbao::ingest {

// One text of a container, or what could not be read of it.
struct Leaf {
  std::string bytes;
  // Where it stands: "reports/a.txt", "inner.zip/table.csv row 12", "row 3"; rows of data count from 1. Empty for a
  // problem of the file as a whole.
  std::string member;
  model::Hints hints;
  Status problem = absl::OkStatus();  // bytes are empty where it is not OK
};

enum class ContainerKind { kNone, kCsv, kJsonl, kArchive };

// By content; text_column may be empty.
ContainerKind RecogniseContainer(std::string_view bytes, std::string_view filename, std::string_view text_column);

// Calls `take` for each text and each problem, in order, and ends at its first error. A member that can't be read does
// not keep the others from it. The error of the file as a whole (empty, damaged, encrypted, no text column, a limit
// reached) comes as a last leaf's problem where something was read before, and is returned where nothing was.
// Memory: the members that are open, one for each depth, of at most limits.source_bytes each.
Status ExpandContainer(std::string_view bytes, std::string_view filename, std::string_view text_column,
                       const IntakeLimits& limits, const std::function<Status(Leaf)>& take);

}  // namespace gongbao::ingest
