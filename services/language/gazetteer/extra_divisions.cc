#include "services/language/gazetteer/extra_divisions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "services/base/text.h"
#include "services/language/gazetteer/names.h"

namespace gongbao::gazetteer {
namespace {

using model::PlaceLevel;

constexpr size_t kMostMistakes = 5;
constexpr int32_t kFirstYear = 1912;
constexpr int32_t kLastYear = 2200;
constexpr std::array<std::string_view, 8> kColumns = {"code",       "name",        "level",      "parent",
                                                      "valid_from", "valid_until", "successors", "aliases"};
enum Column { kCode, kName, kLevel, kParent, kValidFrom, kValidUntil, kSuccessors, kAliases };

// The cells of a line; nothing where a quote is not closed or something stands behind a closing one.
std::optional<std::vector<std::string>> Cells(std::string_view line) {
  std::vector<std::string> cells(1);
  for (size_t at = 0; at < line.size();) {
    if (line[at] == '"' && cells.back().empty()) {
      for (++at;; ++at) {
        if (at >= line.size()) return std::nullopt;
        if (line[at] != '"') {
          cells.back() += line[at];
        } else if (line.substr(at, 2) == "\"\"") {
          cells.back() += line[at++];
        } else {
          break;
        }
      }
      if (++at < line.size() && line[at] != ',') return std::nullopt;
    } else if (line[at] == ',') {
      cells.emplace_back();
      ++at;
    } else {
      cells.back() += line[at++];
    }
  }
  return cells;
}

bool AllDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

PlaceLevel LevelOfCode(std::string_view id) {
  if (id.size() > 6) return PlaceLevel::kTown;
  if (id.substr(2) == "0000") return PlaceLevel::kProvince;
  return id.substr(4) == "00" ? PlaceLevel::kCity : PlaceLevel::kCounty;
}

std::optional<PlaceLevel> LevelNamed(std::string_view name) {
  for (PlaceLevel level : {PlaceLevel::kProvince, PlaceLevel::kCity, PlaceLevel::kCounty, PlaceLevel::kTown}) {
    if (model::PlaceLevelName(level) == name) return level;
  }
  return std::nullopt;
}

bool IsName(std::string_view text, size_t most) {
  return !text.empty() && text.size() <= most && CountCodePoints(text) >= 2 &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '~' || c == '/';
         });
}

class Parser {
 public:
  Parser(std::string_view name, const ExtraLimits& limits) : name_(name), limits_(limits) {}

  StatusOr<std::vector<ExtraDivision>> Parse(std::string_view bytes) {
    if (bytes.size() > limits_.bytes) return TooMany("bytes", limits_.bytes);
    if (const size_t bad = FindInvalidUtf8(bytes); bad != std::string_view::npos) {
      return InvalidArgument(Cat({name_, ": not UTF-8 at byte ", std::to_string(bad)}));
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    while (!bytes.empty()) {
      const size_t end = std::min(bytes.find('\n'), bytes.size());
      std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (line.size() > limits_.line_bytes) {
        Wrong("the line is longer than " + std::to_string(limits_.line_bytes) + " bytes");
      } else if (!Strip(line).empty()) {
        headings_read_ ? ReadRow(line) : ReadHeadings(line);
      }
      if (rows_.size() > limits_.rows) return TooMany("divisions", limits_.rows);
      if (mistakes_.size() >= kMostMistakes) break;
    }
    if (!headings_read_ && mistakes_.empty()) {
      line_ = 1;
      Wrong("no headings: code,name,…");
    }
    if (!mistakes_.empty()) return InvalidArgument(Join(mistakes_, "; "));
    return std::move(rows_);
  }

 private:
  Status TooMany(const char* what, size_t limit) const {
    return LimitExceeded(Cat({name_, ": more than ", std::to_string(limit), " ", what}),
                         {{"limit", std::to_string(limit)}});
  }
  void Wrong(std::string_view problem) {
    mistakes_.push_back(Cat({name_, ":", std::to_string(line_), ": ", problem}));
  }

  void ReadHeadings(std::string_view line) {
    headings_read_ = true;
    const auto cells = Cells(line);
    if (!cells) return Wrong("a quote is not closed");
    for (size_t i = 0; i < cells->size(); ++i) {
      const std::string name = AsciiLower(Strip((*cells)[i]));
      const auto known = std::find(kColumns.begin(), kColumns.end(), name);
      if (known == kColumns.end()) {
        const std::vector<std::string> all(kColumns.begin(), kColumns.end());
        Wrong(Cat({"\"", Shorten(name, 40), "\" is none of the columns ", Join(all, ", ")}));
      } else if (!column_.emplace(static_cast<Column>(known - kColumns.begin()), i).second) {
        Wrong(name + " stands twice among the headings");
      }
    }
    for (const Column needed : {kCode, kName}) {
      if (!column_.contains(needed)) Wrong(Cat({"no column ", kColumns[needed]}));
    }
  }

  std::string Cell(const std::vector<std::string>& cells, Column column) const {
    const auto it = column_.find(column);
    return it == column_.end() || it->second >= cells.size() ? "" : std::string(Strip(cells[it->second]));
  }

  std::optional<int32_t> Year(const std::vector<std::string>& cells, Column column) {
    const std::string text = Cell(cells, column);
    if (text.empty()) return std::nullopt;
    int32_t year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc() || end != text.data() + text.size() || year < kFirstYear || year > kLastYear) {
      Wrong(Cat({kColumns[column], ": \"", Shorten(text, 40), "\" is no year"}));
      return std::nullopt;
    }
    return year;
  }

  // a|b|c
  std::vector<std::string> List(const std::vector<std::string>& cells, Column column) {
    std::vector<std::string> list;
    const std::string text = Cell(cells, column);
    for (const std::string_view part : Split(text, '|')) {
      if (!Strip(part).empty()) list.emplace_back(Strip(part));
    }
    if (list.size() > limits_.list_size) {
      Wrong(Cat({kColumns[column], ": more than ", std::to_string(limits_.list_size)}));
      list.clear();
    }
    return list;
  }

  void ReadRow(std::string_view line) {
    const auto cells = Cells(line);
    if (!cells) return Wrong("a quote is not closed");
    if (cells->size() > column_.size()) {
      return Wrong(Cat({std::to_string(cells->size()), " cells for ", std::to_string(column_.size()), " columns"}));
    }
    ExtraDivision division;
    division.line = line_;
    Row& row = division.row;
    row.id = Cell(*cells, kCode);
    row.name = Cell(*cells, kName);
    if (!IsDivisionId(row.id) || row.id == "000000") {
      return Wrong(Cat({"code: \"", Shorten(row.id, 40),
                        "\" is neither 6 nor 9 digits nor <county code>~<name>"}));
    }
    if (!IsName(row.name, limits_.name_bytes)) return Wrong(Cat({"name: \"", Shorten(row.name, 40), "\" is no name"}));
    const size_t tilde = row.id.find('~');
    if (tilde != std::string::npos && row.id.substr(tilde + 1) != row.name) {
      return Wrong(Cat({"code: ", row.id, " does not end in the name ", row.name}));
    }
    if (!seen_.emplace(row.id, line_).second) {
      return Wrong(Cat({"code: ", row.id, " stands in line ", std::to_string(seen_[row.id]), " already"}));
    }
    ReadDetails(*cells, &division);
    rows_.push_back(std::move(division));
  }

  void ReadDetails(const std::vector<std::string>& cells, ExtraDivision* division) {
    Row& row = division->row;
    const std::string level = Cell(cells, kLevel);
    row.level = LevelOfCode(row.id);
    if (!level.empty()) {
      division->has_level = true;
      const auto named = LevelNamed(level);
      if (!named) {
        Wrong(Cat({"level: \"", Shorten(level, 40), "\" is none of province, city, county, town"}));
      } else if ((*named == PlaceLevel::kTown) != (row.id.size() > 6)) {
        Wrong(Cat({"level: ", level, " does not go with the code ", row.id}));
      } else {
        row.level = *named;
      }
    }
    row.parent = Cell(cells, kParent);
    if (!row.parent.empty() && (row.parent.size() != 6 || !AllDigits(row.parent))) {
      Wrong(Cat({"parent: \"", Shorten(row.parent, 40), "\" is not 6 digits"}));
    }
    division->valid_from = Year(cells, kValidFrom);
    division->valid_until = Year(cells, kValidUntil);
    if (division->valid_from && division->valid_until && *division->valid_from > *division->valid_until) {
      Wrong(Cat({"valid_until: ", std::to_string(*division->valid_until), " is before valid_from, ",
                 std::to_string(*division->valid_from)}));
    }
    division->successors = List(cells, kSuccessors);
    for (const std::string& id : division->successors) {
      if (!IsDivisionId(id)) Wrong(Cat({"successors: \"", Shorten(id, 40), "\" is no code"}));
    }
    row.aliases = List(cells, kAliases);
    for (const std::string& alias : row.aliases) {
      if (!IsName(alias, limits_.name_bytes)) Wrong(Cat({"aliases: \"", Shorten(alias, 40), "\" is no name"}));
    }
  }

  std::string_view name_;
  const ExtraLimits& limits_;
  size_t line_ = 0;
  bool headings_read_ = false;
  std::map<Column, size_t> column_;
  std::map<std::string, size_t> seen_;
  std::vector<ExtraDivision> rows_;
  std::vector<std::string> mistakes_;
};

}  // namespace

bool IsDivisionId(std::string_view text) {
  if (text.size() == 6 || text.size() == 9) {
    if (AllDigits(text)) return true;
  }
  return text.size() > 7 && text.size() <= 128 && text[6] == '~' && AllDigits(text.substr(0, 6)) &&
         IsName(text.substr(7), 128);
}

StatusOr<std::vector<ExtraDivision>> ParseExtraDivisions(std::string_view bytes, std::string_view name,
                                                         const ExtraLimits& limits) {
  return Parser(name, limits).Parse(bytes);
}

}  // namespace gongbao::gazetteer
