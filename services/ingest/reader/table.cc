#include "services/ingest/reader/table.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/reader/columns.h"
#include "services/ingest/reader/csv.h"
#include "services/ingest/reader/decode.h"
#include "services/ingest/reader/sniff.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kHeadBytes = 65536;
// Rows that are looked at to see which column holds the texts, and bytes that they are in at most.
constexpr size_t kSampleRows = 20;
constexpr size_t kSampleBytes = size_t{8} << 20;
constexpr size_t kMostColumns = 1000;
constexpr size_t kLongestFirstLine = size_t{17} << 20;
// A quote that is never closed makes the rest be read again from the next line: not for ever.
constexpr size_t kMostBrokenRows = 100;

bool IsNamedCsv(std::string_view filename) {
  const std::string lower = AsciiLower(filename);
  return lower.ends_with(".csv") || lower.ends_with(".tsv");
}

// Nothing in a row of UTF-16 is a byte of its own: it is read as UTF-8, which everything else is split like.
StatusOr<std::string> FromUtf16(std::string_view bytes) {
  return DecodeText(bytes, "");
}

// A row's bytes in the encoding of its table; a row of another one (tables are put together) by its own evidence.
class RowDecoder {
 public:
  explicit RowDecoder(std::string_view table) : table_(table.substr(0, size_t{1} << 20)) {}
  // nullopt: the bytes are no text.
  std::optional<std::string> Decode(std::string_view bytes) const {
    if (FindInvalidUtf8(bytes) == std::string_view::npos) return std::string(bytes);
    if (!encoding_) encoding_ = EncodingOf(table_);
    StatusOr<std::string> text = DecodeText(bytes, *encoding_);
    if (!text.ok()) return std::nullopt;
    return *std::move(text);
  }

 private:
  static std::string EncodingOf(std::string_view bytes) {
    // Cut between two characters: at a line's end.
    const size_t end = bytes.rfind('\n');
    const StatusOr<Decoded> decoded = ingest::Decode(end == std::string_view::npos ? bytes : bytes.substr(0, end), "");
    return decoded.ok() ? decoded->encoding : "";
  }
  std::string_view table_;
  mutable std::optional<std::string> encoding_;  // once a row asks for it
};

boost::json::parse_options JsonOptions() {
  boost::json::parse_options options;
  options.max_depth = 32;
  options.allow_invalid_utf8 = false;
  return options;
}

std::optional<boost::json::object> ParseObject(std::string_view line) {
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(boost::json::string_view(line.data(), line.size()), error, {}, JsonOptions());
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string TextOf(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string().data(), value.get_string().size());
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (value.is_uint64()) return std::to_string(value.get_uint64());
  return "";
}

Status NoColumn(const std::vector<std::string>& names, std::string_view text_column) {
  std::string listed;
  for (const std::string& name : names) {
    if (listed.size() > 300) break;
    listed += Cat({listed.empty() ? "" : ", ", Shorten(name, 40)});
  }
  const std::string what = text_column.empty() ? "no column is unmistakably the one of the texts"
                                               : Cat({"there is no column ", Shorten(text_column, 80)});
  return InvalidArgument(Cat({what, "; name one with --text-column: ", listed}),
                         {{"text_column", std::string(text_column)}});
}

// The column of the texts, by its name.
std::optional<size_t> NamedTextColumn(const std::vector<std::string>& names, std::string_view text_column) {
  if (!text_column.empty()) return FindColumn(names, text_column);
  std::optional<size_t> found;
  for (size_t i = 0; i < names.size(); ++i) {
    if (!IsTextColumn(names[i])) continue;
    if (found) return std::nullopt;  // several: their names do not decide
    found = i;
  }
  return found;
}

// Of each row: what it holds by column, and what became of it.
class Table {
 public:
  Table(std::string_view text_column, const IntakeLimits& limits, const std::function<Status(TableRow)>& take)
      : text_column_(text_column), limits_(limits), take_(take) {}

  Status NextRow() {
    if (++row_ <= limits_.rows) return absl::OkStatus();
    return LimitExceeded("the file has more than " + std::to_string(limits_.rows) + " rows, what follows is not read",
                         {{"limit", std::to_string(limits_.rows)}});
  }
  Status Problem(Status problem) {
    TableRow row;
    row.number = row_;
    row.problem = std::move(problem);
    return take_(std::move(row));
  }
  Status Problem(std::string_view problem) { return Problem(InvalidArgument(problem)); }
  Status TooLong() {
    return Problem(LimitExceeded("the row has more than " + std::to_string(limits_.row_bytes) +
                                     " bytes; is a quote not closed?",
                                 {{"limit", std::to_string(limits_.row_bytes)}}));
  }
  Status Take(const std::vector<std::string>& names, std::vector<std::string> cells, size_t column) {
    TableRow row;
    row.number = row_;
    for (size_t i = 0; i < std::min(cells.size(), names.size()); ++i) {
      if (i != column) SetHint(names[i], cells[i], &row.hints);
    }
    if (Strip(cells[column]).empty()) {
      return Problem(MakeError(absl::StatusCode::kInvalidArgument, Reason::kEmptyText, "the text column is empty"));
    }
    row.text = std::move(cells[column]);
    return take_(std::move(row));
  }
  std::string_view text_column() const { return text_column_; }
  const IntakeLimits& limits() const { return limits_; }

 private:
  std::string_view text_column_;
  const IntakeLimits& limits_;
  const std::function<Status(TableRow)>& take_;
  size_t row_ = 0;
};

std::optional<std::vector<std::string>> DecodeCells(const RowDecoder& decoder, std::vector<std::string> cells) {
  for (std::string& cell : cells) {
    std::optional<std::string> decoded = decoder.Decode(cell);
    if (!decoded) return std::nullopt;
    cell = std::move(*decoded);
  }
  return cells;
}

// The header, and the column of the texts.
struct CsvShape {
  std::vector<std::string> names;
  std::optional<size_t> text;
};

CsvShape ShapeOf(std::string_view text, const RowDecoder& decoder, std::string_view text_column) {
  CsvShape shape;
  CsvReader reader(text);
  std::vector<std::string> cells;
  if (reader.Next(kHeadBytes, &cells) != CsvReader::Row::kRead) return shape;
  std::optional<std::vector<std::string>> names = DecodeCells(decoder, std::move(cells));
  if (!names || names->size() > kMostColumns) return shape;
  shape.names = std::move(*names);
  shape.text = NamedTextColumn(shape.names, text_column);
  if (shape.text || !text_column.empty()) return shape;
  std::vector<std::vector<std::string>> rows;
  CsvReader sample(text.substr(0, kSampleBytes));
  (void)sample.Next(kHeadBytes, &cells);
  while (rows.size() < kSampleRows && sample.Next(kSampleBytes, &cells) == CsvReader::Row::kRead) rows.push_back(cells);
  shape.text = LongestColumn(rows, shape.names.size());
  return shape;
}

Status ExpandCsv(std::string_view text, Table* table) {
  const RowDecoder decoder(text);
  const CsvShape shape = ShapeOf(text, decoder, table->text_column());
  if (shape.names.empty()) return InvalidArgument("the first row of the CSV file can't be read");
  if (!shape.text) return NoColumn(shape.names, table->text_column());
  CsvReader reader(text);
  std::vector<std::string> cells;
  (void)reader.Next(kHeadBytes, &cells);
  size_t broken = 0;
  for (;;) {
    const CsvReader::Row read = reader.Next(table->limits().row_bytes, &cells);
    if (read == CsvReader::Row::kEnd) return absl::OkStatus();
    GONGBAO_RETURN_IF_ERROR(table->NextRow());
    if (read == CsvReader::Row::kUnclosed || read == CsvReader::Row::kTooLong) {
      GONGBAO_RETURN_IF_ERROR(read == CsvReader::Row::kTooLong ? table->TooLong()
                                                               : table->Problem("a quote is never closed"));
      if (++broken < kMostBrokenRows) continue;
      return InvalidArgument("the quotes of the file are broken, what follows is not read");
    }
    Status taken;
    if (read == CsvReader::Row::kStray) {
      taken = table->Problem("a quote inside a cell is not doubled, or one is not closed");
    } else if (cells.size() > shape.names.size()) {
      taken = table->Problem("the row has " + std::to_string(cells.size()) + " cells, the first row " +
                             std::to_string(shape.names.size()) + "; is a cell with separators not quoted?");
    } else if (*shape.text >= cells.size()) {
      taken = table->Problem("the row has no text column");
    } else if (auto decoded = DecodeCells(decoder, std::move(cells))) {
      taken = table->Take(shape.names, std::move(*decoded), *shape.text);
    } else {
      taken = table->Problem("the row is in no encoding that can be read");
    }
    GONGBAO_RETURN_IF_ERROR(taken);
  }
}

Status TakeLine(std::string_view line, const RowDecoder& decoder, Table* table) {
  if (line.size() > table->limits().row_bytes) return table->TooLong();
  const std::optional<std::string> text = decoder.Decode(line);
  if (!text) return table->Problem("the line is in no encoding that can be read");
  const std::optional<boost::json::object> object = ParseObject(*text);
  if (!object) return table->Problem("the line is not a JSON object of at most 32 levels");
  std::vector<std::string> names;
  std::vector<std::string> cells;
  for (const auto& member : *object) {
    names.emplace_back(member.key().data(), member.key().size());
    cells.push_back(TextOf(member.value()));
  }
  std::optional<size_t> column = NamedTextColumn(names, table->text_column());
  if (!column && table->text_column().empty()) column = LongestColumn({cells}, names.size());
  if (!column) return table->Problem(NoColumn(names, table->text_column()));
  return table->Take(names, std::move(cells), *column);
}

Status ExpandJsonl(std::string_view text, Table* table) {
  const RowDecoder decoder(text);
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = Strip(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty()) continue;
    GONGBAO_RETURN_IF_ERROR(table->NextRow());
    GONGBAO_RETURN_IF_ERROR(TakeLine(line, decoder, table));
  }
  return absl::OkStatus();
}

// JSON lines: the first line is an object, or more than one line begins and ends as one does.
bool IsJsonl(std::string_view text, const RowDecoder& decoder) {
  text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.empty() || text[0] != '{') return false;
  size_t alike = 0;
  for (int i = 0; i < 3 && !text.empty(); ++i) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = Strip(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (i == 0 && line.size() <= kLongestFirstLine) {
      const std::optional<std::string> decoded = decoder.Decode(line);
      if (decoded && ParseObject(*decoded)) return true;
    }
    alike += line.size() > 2 && line.front() == '{' && Strip(line.substr(1)).starts_with('"') && line.back() == '}';
  }
  return alike >= 2;
}

// A first row of short names that differ, and rows of as many cells.
bool LooksLikeTable(std::string_view text, const RowDecoder& decoder, std::string_view text_column) {
  constexpr size_t kMostNameBytes = 120;
  CsvReader reader(text);
  std::vector<std::string> cells;
  if (reader.Next(kHeadBytes, &cells) != CsvReader::Row::kRead || cells.size() > kMostColumns) return false;
  const std::optional<std::vector<std::string>> names = DecodeCells(decoder, cells);
  if (!names) return false;
  std::set<std::string> different;
  size_t texts = 0;
  size_t hints = 0;
  for (const std::string& name : *names) {
    if (name.size() > kMostNameBytes || !different.insert(std::string(Strip(name))).second) return false;
    texts += IsTextColumn(name);
    hints += IsHintColumn(name);
  }
  if (!text_column.empty() && FindColumn(*names, text_column)) return true;
  if (names->size() < 2 || (texts == 0 && hints < 2)) return false;
  const size_t columns = names->size();
  const CsvReader::Row second = reader.Next(kSampleBytes, &cells);
  return second == CsvReader::Row::kEnd || second == CsvReader::Row::kUnclosed || cells.size() == columns;
}

}  // namespace

TableKind RecogniseTable(std::string_view bytes, std::string_view filename, std::string_view text_column) {
  if (SniffBytes(bytes).format == Format::kBinary) return TableKind::kNone;
  std::string converted;
  std::string_view text = WithoutMark(bytes);
  if (LooksLikeUtf16(bytes)) {
    const StatusOr<std::string> head = FromUtf16(bytes.substr(0, kSampleBytes));
    if (!head.ok()) return TableKind::kNone;
    converted = *head;
    text = converted;
  }
  const RowDecoder decoder(text);
  if (IsJsonl(text, decoder)) return TableKind::kJsonl;
  if (IsNamedCsv(filename)) return TableKind::kCsv;
  return LooksLikeTable(text, decoder, text_column) ? TableKind::kCsv : TableKind::kNone;
}

Status ExpandTable(std::string_view bytes, std::string_view filename, std::string_view text_column,
                   const IntakeLimits& limits, const std::function<Status(TableRow)>& take) {
  const TableKind kind = RecogniseTable(bytes, filename, text_column);
  if (kind == TableKind::kNone) return InvalidArgument("the file is neither CSV nor JSON lines");
  Table table(text_column, limits, take);
  std::string converted;
  std::string_view text = WithoutMark(bytes);
  if (LooksLikeUtf16(bytes)) {
    if (bytes.size() > limits.source_bytes) {
      return LimitExceeded("a table in UTF-16 of " + std::to_string(bytes.size()) + " bytes is more than " +
                           std::to_string(limits.source_bytes) + "; save it as UTF-8");
    }
    GONGBAO_ASSIGN_OR_RETURN(converted, FromUtf16(bytes));
    text = converted;
  }
  return kind == TableKind::kCsv ? ExpandCsv(text, &table) : ExpandJsonl(text, &table);
}

}  // namespace gongbao::ingest
