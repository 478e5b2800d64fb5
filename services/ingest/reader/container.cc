#include "services/ingest/reader/container.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <optional>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/metadata/dates.h"
#include "services/ingest/reader/csv.h"
#include "services/ingest/reader/decode.h"
#include "services/ingest/reader/sniff.h"

namespace gongbao::ingest {
namespace {

constexpr std::string_view kTextColumns[] = {"full_text", "text", "content", "正文", "全文", "内容", "文本"};

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// A column or key by any of its names, without regard to case.
bool IsNamed(std::string_view column, std::initializer_list<std::string_view> names) {
  const std::string lower = AsciiLower(Strip(column));
  return std::find(names.begin(), names.end(), lower) != names.end();
}

void SetHint(std::string_view column, std::string_view given, model::Hints* hints) {
  const std::string value(Strip(given));
  if (value.empty()) return;
  if (IsNamed(column, {"province", "省", "省份"})) {
    hints->province = value;
  } else if (IsNamed(column, {"city", "市", "城市", "地市"})) {
    hints->city = value;
  } else if (IsNamed(column, {"county", "县", "区县", "县区"})) {
    hints->county = value;
  } else if (IsNamed(column, {"place", "town", "乡镇", "地名"})) {
    hints->place = value;
  } else if (IsNamed(column, {"place_id", "division_code", "行政区划代码"})) {
    hints->place_id = value;
  } else if (IsNamed(column, {"title", "标题"})) {
    hints->title = value;
  } else if (IsNamed(column, {"url", "link", "网址", "链接"})) {
    hints->url = value;
  } else if (IsNamed(column, {"date", "published", "发布日期", "发布时间", "日期"})) {
    if (const auto date = FindDate(value)) hints->published = date->ToText();
  } else if (IsNamed(column, {"year", "年份", "年度"})) {
    int32_t year = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), year);
    if (parsed.ec == std::errc() && year >= 1949 && year <= 2100) hints->year = year;
  }
}

std::optional<size_t> TextColumn(const std::vector<std::string>& header, std::string_view wanted) {
  const auto find = [&](std::string_view name) -> std::optional<size_t> {
    for (size_t i = 0; i < header.size(); ++i) {
      if (AsciiLower(Strip(header[i])) == AsciiLower(name)) return i;
    }
    return std::nullopt;
  };
  if (!wanted.empty()) return find(wanted);
  for (std::string_view name : kTextColumns) {
    if (const auto column = find(name)) return column;
  }
  return std::nullopt;
}

boost::json::parse_options JsonOptions() {
  boost::json::parse_options options;
  options.max_depth = 32;
  options.allow_invalid_utf8 = false;
  return options;
}

std::optional<boost::json::object> ParseObject(std::string_view line) {
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(boost::json::string_view(line.data(), line.size()), error,
                                                {}, JsonOptions());
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string_view FirstLine(std::string_view text) { return Strip(text.substr(0, text.find('\n'))); }

Leaf Problem(size_t row, std::string problem) {
  Leaf leaf;
  leaf.member = "row " + std::to_string(row);
  leaf.problem = std::move(problem);
  return leaf;
}

Status CheckRows(size_t row, const ContainerLimits& limits) {
  if (row <= limits.rows) return absl::OkStatus();
  return LimitExceeded("the file has more than " + std::to_string(limits.rows) + " rows");
}

// Bounds on a row's text; a leaf with a problem where it has none.
Leaf MakeLeaf(size_t row, std::string text, model::Hints hints, const ContainerLimits& limits) {
  if (Strip(text).empty()) return Problem(row, "the text column is empty");
  if (text.size() > limits.cell_bytes) {
    return Problem(row, "the text has " + std::to_string(text.size()) + " bytes, more than " +
                            std::to_string(limits.cell_bytes));
  }
  Leaf leaf;
  leaf.bytes = std::move(text);
  leaf.member = "row " + std::to_string(row);
  leaf.hints = std::move(hints);
  return leaf;
}

Status ExpandCsv(std::string_view text, std::string_view text_column, const ContainerLimits& limits,
                 const std::function<Status(Leaf)>& take) {
  CsvReader reader(text);
  std::vector<std::string> header;
  if (reader.Next(limits.row_bytes, &header) != CsvReader::Row::kRead) {
    return InvalidArgument("the first row of the CSV file can't be read");
  }
  const std::optional<size_t> column = TextColumn(header, text_column);
  if (!column) {
    return InvalidArgument(Cat({"no column ", text_column.empty() ? "full_text, text or content" : text_column,
                                " in the first row of the CSV file"}),
                           {{"text_column", std::string(text_column)}});
  }
  std::vector<std::string> cells;
  for (size_t row = 1;; ++row) {
    const CsvReader::Row read = reader.Next(limits.row_bytes, &cells);
    if (read == CsvReader::Row::kEnd) return absl::OkStatus();
    GONGBAO_RETURN_IF_ERROR(CheckRows(row, limits));
    if (read == CsvReader::Row::kUnclosed) return take(Problem(row, "a quote is never closed"));
    if (read == CsvReader::Row::kTooLong) return take(Problem(row, "the row is too long; is a quote not closed?"));
    if (*column >= cells.size()) {
      GONGBAO_RETURN_IF_ERROR(take(Problem(row, "the row has no text column")));
      continue;
    }
    model::Hints hints;
    for (size_t i = 0; i < std::min(cells.size(), header.size()); ++i) {
      if (i != *column) SetHint(header[i], cells[i], &hints);
    }
    GONGBAO_RETURN_IF_ERROR(take(MakeLeaf(row, std::move(cells[*column]), std::move(hints), limits)));
  }
}

std::string TextOf(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string().data(), value.get_string().size());
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (value.is_uint64()) return std::to_string(value.get_uint64());
  return "";
}

Leaf LeafOfLine(size_t row, std::string_view line, std::string_view text_column,
                const ContainerLimits& limits) {
  if (line.size() > limits.row_bytes) return Problem(row, "the line is too long");
  const std::optional<boost::json::object> object = ParseObject(line);
  if (!object) return Problem(row, "the line is not a JSON object");
  std::vector<std::string> keys;
  for (const auto& member : *object) keys.emplace_back(member.key().data(), member.key().size());
  const std::optional<size_t> column = TextColumn(keys, text_column);
  if (!column) return Problem(row, "the object has no text column");
  model::Hints hints;
  std::string text;
  size_t i = 0;
  for (const auto& member : *object) {
    if (i == *column) {
      text = TextOf(member.value());
    } else {
      SetHint(keys[i], TextOf(member.value()), &hints);
    }
    ++i;
  }
  return MakeLeaf(row, std::move(text), std::move(hints), limits);
}

Status ExpandJsonl(std::string_view text, std::string_view text_column, const ContainerLimits& limits,
                   const std::function<Status(Leaf)>& take) {
  size_t row = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = Strip(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty()) continue;
    GONGBAO_RETURN_IF_ERROR(CheckRows(++row, limits));
    GONGBAO_RETURN_IF_ERROR(take(LeafOfLine(row, line, text_column, limits)));
  }
  return absl::OkStatus();
}

}  // namespace

ContainerKind RecogniseContainer(std::string_view bytes, std::string_view filename,
                                 std::string_view text_column) {
  if (SniffBytes(bytes).format == Format::kBinary) return ContainerKind::kNone;
  const std::string_view start = Strip(bytes.substr(0, 64));
  if (!start.empty() && start[0] == '{') {
    const std::string_view line = FirstLine(bytes);
    if (line.size() < (size_t{1} << 26) && ParseObject(line)) return ContainerKind::kJsonl;
  }
  const std::string lower = AsciiLower(filename);
  const bool named = EndsWith(lower, ".csv") || EndsWith(lower, ".tsv");
  if (!named && text_column.empty()) return ContainerKind::kNone;
  // The first row alone is enough to see the column.
  const StatusOr<Decoded> head = Decode(bytes.substr(0, std::min(bytes.size(), size_t{65536})), "");
  const std::string_view text = head.ok() ? std::string_view(head->text) : bytes.substr(0, 65536);
  CsvReader reader(text);
  std::vector<std::string> header;
  if (reader.Next(65536, &header) != CsvReader::Row::kRead) return ContainerKind::kNone;
  return TextColumn(header, text_column) ? ContainerKind::kCsv : ContainerKind::kNone;
}

Status ExpandContainer(std::string_view bytes, std::string_view filename, std::string_view text_column,
                       const ContainerLimits& limits, const std::function<Status(Leaf)>& take) {
  const ContainerKind kind = RecogniseContainer(bytes, filename, text_column);
  if (kind == ContainerKind::kNone) {
    return InvalidArgument(Cat({"the file is neither CSV nor JSONL with a text column",
                                text_column.empty() ? "" : " named ", text_column}));
  }
  GONGBAO_ASSIGN_OR_RETURN(const Decoded decoded, Decode(bytes, ""));
  return kind == ContainerKind::kCsv ? ExpandCsv(decoded.text, text_column, limits, take)
                                     : ExpandJsonl(decoded.text, text_column, limits, take);
}

StatusOr<std::vector<Leaf>> ExpandContainer(std::string_view bytes, std::string_view filename,
                                            std::string_view text_column) {
  std::vector<Leaf> leaves;
  const auto take = [&](Leaf leaf) {
    leaves.push_back(std::move(leaf));
    return absl::OkStatus();
  };
  GONGBAO_RETURN_IF_ERROR(ExpandContainer(bytes, filename, text_column, ContainerLimits{}, take));
  return leaves;
}

}  // namespace gongbao::ingest
