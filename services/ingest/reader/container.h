// Files that hold many texts: CSV (RFC 4180) and JSONL with a text column. Each text is a source of its own; columns
// named province, city, county, year, title, url and date are its hints. Thread rule: pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/document.h"

namespace gongbao::ingest {

// One text of a container.
struct Leaf {
  std::string bytes;   // of the cell, as UTF-8
  std::string member;  // "row 12": the first row of data is 1
  model::Hints hints;
  // Why the row gave no text; bytes are empty then.
  std::string problem;
};

enum class ContainerKind { kNone, kCsv, kJsonl };

// By content: JSONL begins with a JSON object on a line of its own, CSV has a first row with the text column
// (text_column, or where that is empty one of full_text, text, content, 正文, 全文, 内容 in a file named *.csv or *.tsv).
ContainerKind RecogniseContainer(std::string_view bytes, std::string_view filename, std::string_view text_column);

struct ContainerLimits {
  size_t rows = 1000000;
  size_t cell_bytes = 16 << 20;
  size_t row_bytes = 64 << 20;
};

// Calls `take` for each row, in order, and ends at its first error. INVALID_ARGUMENT where the text column is not
// there or the bytes can't be decoded, RESOURCE_EXHAUSTED beyond a limit. A row that can't be read is a leaf with a
// problem. Memory: the decoded container and one row.
Status ExpandContainer(std::string_view bytes, std::string_view filename, std::string_view text_column,
                       const ContainerLimits& limits, const std::function<Status(Leaf)>& take);

// All leaves at once.
StatusOr<std::vector<Leaf>> ExpandContainer(std::string_view bytes, std::string_view filename,
                                            std::string_view text_column);

}  // namespace gongbao::ingest
