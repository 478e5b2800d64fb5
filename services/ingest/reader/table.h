// Tables of texts: CSV (RFC 4180; also with tabs or semicolons) and JSON lines, a text in each row. Columns of known names
// are hints (docs/inputs.md lists them). Thread rule: pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/ingest/reader/limits.h"
#include "services/model/document.h"

namespace gongbao::ingest {

enum class TableKind { kNone, kCsv, kJsonl };

// By content: JSON lines begin with an object on a line of its own; CSV has a first row of short names, text_column or a
// name of a text column among them, and rows of as many cells below. A file named *.csv or *.tsv is CSV by its name.
TableKind RecogniseTable(std::string_view bytes, std::string_view filename, std::string_view text_column);

struct TableRow {
  size_t number = 0;  // the first row of data is 1; of JSON lines the first line that is not empty
  std::string text;   // UTF-8
  model::Hints hints;
  Status problem = absl::OkStatus();  // why the row gave no text; text is empty then
};

// Calls `take` for each row, in order, and ends at its first error. The text column is text_column; where that is empty,
// the one with a name of a text column; where none or several have one, the only one of long texts. INVALID_ARGUMENT where
// there is none such (the columns are listed), RESOURCE_EXHAUSTED (LIMIT_EXCEEDED) beyond limits.rows. A row that can't be
// read is one with a problem. Memory: one row; of UTF-16 the whole text.
Status ExpandTable(std::string_view bytes, std::string_view filename, std::string_view text_column,
                   const IntakeLimits& limits, const std::function<Status(TableRow)>& take);

}  // namespace gongbao::ingest
