#include "services/node/cli/output.h"

#include <google/protobuf/util/json_util.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "services/node/cli/width.h"

namespace gongbao::node {
namespace {

constexpr size_t kGap = 2;

class TableOutput final : public Output {
 public:
  TableOutput(std::vector<Column> columns, size_t table_width, Sink* sink)
      : columns_(std::move(columns)), table_width_(table_width), sink_(sink) {
    std::vector<std::string> headings;
    for (const Column& column : columns_) headings.push_back(column.heading);
    rows_.push_back(std::move(headings));
  }

  bool Row(const std::vector<std::string>& cells, const google::protobuf::Message&) override {
    rows_.push_back(cells);
    return true;
  }

  bool Finish() override {
    const std::vector<size_t> widths = Widths();
    bool open = true;
    for (const std::vector<std::string>& row : rows_) {
      open = sink_->Write(Line(row, widths)) && open;
    }
    return open;
  }

 private:
  // Each column as wide as its widest cell, within its bound; the last within what is left.
  std::vector<size_t> Widths() const {
    std::vector<size_t> widths(columns_.size(), 0);
    size_t taken = 0;
    for (size_t i = 0; i < columns_.size(); ++i) {
      for (const auto& row : rows_) widths[i] = std::max(widths[i], ColumnsOf(row[i]));
      if (i + 1 == columns_.size()) {
        const size_t left = table_width_ > taken ? table_width_ - taken : 0;
        widths[i] = std::min(widths[i], std::max<size_t>(left, 20));
      } else {
        widths[i] = std::min(widths[i], columns_[i].most_columns);
        taken += widths[i] + kGap;
      }
    }
    return widths;
  }

  std::string Line(const std::vector<std::string>& row, const std::vector<size_t>& widths) const {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string cell = FitLine(row[i], widths[i]);
      const size_t used = ColumnsOf(cell);
      const std::string blanks(widths[i] > used ? widths[i] - used : 0, ' ');
      line += columns_[i].number ? blanks + cell : cell + blanks;
      if (i + 1 < row.size()) line.append(kGap, ' ');
    }
    line.resize(line.find_last_not_of(' ') + 1);
    line += '\n';
    return line;
  }

  std::vector<Column> columns_;
  size_t table_width_;
  Sink* sink_;
  std::vector<std::vector<std::string>> rows_;
};

class JsonOutput final : public Output {
 public:
  JsonOutput(bool lines, Sink* sink) : lines_(lines), sink_(sink) {}

  bool Row(const std::vector<std::string>&, const google::protobuf::Message& message) override {
    const char* before = lines_ ? "" : first_ ? "[\n" : ",\n";
    first_ = false;
    return sink_->Write(before + MessageJson(message) + (lines_ ? "\n" : ""));
  }

  bool Finish() override {
    if (lines_) return true;
    return sink_->Write(first_ ? "[]\n" : "\n]\n");
  }

 private:
  bool lines_;
  bool first_ = true;
  Sink* sink_;
};

// RFC 4180.
class CsvOutput final : public Output {
 public:
  CsvOutput(const std::vector<Column>& columns, Sink* sink) : sink_(sink) {
    std::vector<std::string> headings;
    for (const Column& column : columns) headings.push_back(column.heading);
    WriteCells(headings);
  }

  bool Row(const std::vector<std::string>& cells, const google::protobuf::Message&) override {
    return WriteCells(cells);
  }
  bool Finish() override { return true; }

 private:
  bool WriteCells(const std::vector<std::string>& cells) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += ',';
      line += Quoted(cells[i]);
    }
    return sink_->Write(line + "\r\n");
  }

  static std::string Quoted(const std::string& cell) {
    if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
    std::string out = "\"";
    for (const char c : cell) {
      out += c;
      if (c == '"') out += c;
    }
    return out + "\"";
  }

  Sink* sink_;
};

}  // namespace

std::optional<Format> ParseFormat(std::string_view name) {
  if (name == "table") return Format::kTable;
  if (name == "json") return Format::kJson;
  if (name == "jsonl") return Format::kJsonl;
  if (name == "csv") return Format::kCsv;
  return std::nullopt;
}

std::string MessageJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  // Fails only for messages with google.protobuf.Any of an unknown type; the API has none.
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "{}";
  return json;
}

std::unique_ptr<Output> Output::Make(Format format, std::vector<Column> columns,
                                     size_t table_width, Sink* sink) {
  switch (format) {
    case Format::kTable:
      return std::make_unique<TableOutput>(std::move(columns), table_width, sink);
    case Format::kJson: return std::make_unique<JsonOutput>(false, sink);
    case Format::kJsonl: return std::make_unique<JsonOutput>(true, sink);
    case Format::kCsv: return std::make_unique<CsvOutput>(columns, sink);
  }
  return nullptr;
}

size_t TerminalWidth() {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 120;
}

}  // namespace gongbao::node
