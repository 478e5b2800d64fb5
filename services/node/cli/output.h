// Rows of an answer as a table for people, JSON, JSON lines or CSV. One thread at a time.
#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/node/cli/sink.h"

namespace gongbao::node {

enum class Format { kTable, kJson, kJsonl, kCsv };
std::optional<Format> ParseFormat(std::string_view name);

struct Column {
  std::string heading;       // also the name of the CSV column
  bool number = false;       // stands at the right of a table's column
  size_t most_columns = 40;  // longer cells are cut in tables, and only there
};

// The JSON of a message, as the HTTP API gives it, on one line.
std::string MessageJson(const google::protobuf::Message& message);

class Output {
 public:
  virtual ~Output() = default;
  // cells: one a column. message: what JSON shows instead. False where it is time to stop.
  virtual bool Row(const std::vector<std::string>& cells,
                   const google::protobuf::Message& message) = 0;
  // Once, after the last row.
  virtual bool Finish() = 0;

  // table_width: columns that a whole line of a table may take; the last column gives way.
  static std::unique_ptr<Output> Make(Format format, std::vector<Column> columns,
                                      size_t table_width, Sink* sink);
};

// Columns of the terminal on standard output; 120 where it is none.
size_t TerminalWidth();

}  // namespace gongbao::node
