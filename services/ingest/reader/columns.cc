#include "services/ingest/reader/columns.h"

#include <algorithm>
#include <charconv>

#include "services/base/text.h"
#include "services/ingest/metadata/dates.h"

namespace gongbao::ingest {
namespace {

enum class Use { kNone, kText, kProvince, kCity, kCounty, kPlace, kPlaceId, kYear, kTitle, kUrl, kDate };

struct Name {
  std::string_view name;
  Use use;
};
// The table of docs/inputs.md.
constexpr Name kNames[] = {
    {"full_text", Use::kText},       {"fulltext", Use::kText},    {"text", Use::kText},
    {"content", Use::kText},         {"body", Use::kText},        {"正文", Use::kText},
    {"全文", Use::kText},            {"内容", Use::kText},        {"文本", Use::kText},
    {"正文内容", Use::kText},        {"报告全文", Use::kText},    {"报告内容", Use::kText},
    {"province", Use::kProvince},    {"省", Use::kProvince},      {"省份", Use::kProvince},
    {"所在省", Use::kProvince},      {"city", Use::kCity},        {"市", Use::kCity},
    {"城市", Use::kCity},            {"地市", Use::kCity},        {"地级市", Use::kCity},
    {"所在市", Use::kCity},          {"county", Use::kCounty},    {"district", Use::kCounty},
    {"县", Use::kCounty},            {"区县", Use::kCounty},      {"县区", Use::kCounty},
    {"县级", Use::kCounty},          {"所在县", Use::kCounty},    {"place", Use::kPlace},
    {"town", Use::kPlace},           {"township", Use::kPlace},   {"乡镇", Use::kPlace},
    {"乡镇街道", Use::kPlace},       {"镇", Use::kPlace},         {"地名", Use::kPlace},
    {"地区", Use::kPlace},           {"place_id", Use::kPlaceId}, {"division_code", Use::kPlaceId},
    {"行政区划代码", Use::kPlaceId}, {"区划代码", Use::kPlaceId}, {"year", Use::kYear},
    {"年", Use::kYear},              {"年份", Use::kYear},        {"年度", Use::kYear},
    {"title", Use::kTitle},          {"标题", Use::kTitle},       {"题目", Use::kTitle},
    {"报告标题", Use::kTitle},       {"url", Use::kUrl},          {"link", Use::kUrl},
    {"source_url", Use::kUrl},       {"网址", Use::kUrl},         {"链接", Use::kUrl},
    {"来源链接", Use::kUrl},         {"date", Use::kDate},        {"published", Use::kDate},
    {"publish_date", Use::kDate},    {"pub_date", Use::kDate},    {"发布日期", Use::kDate},
    {"发布时间", Use::kDate},        {"日期", Use::kDate},        {"时间", Use::kDate},
};

Use UseOf(std::string_view name) {
  if (name.size() > 64) return Use::kNone;
  const std::string lower = AsciiLower(RemoveSpace(name));
  const auto* found = std::find_if(std::begin(kNames), std::end(kNames), [&](const Name& n) { return n.name == lower; });
  return found == std::end(kNames) ? Use::kNone : found->use;
}

// 2021, 2021年, 2021.0 of a spreadsheet.
std::optional<int32_t> YearOf(std::string_view cell) {
  int32_t year = 0;
  const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), year);
  if (parsed.ec != std::errc() || year < 1949 || year > 2100) return std::nullopt;
  const std::string_view rest(parsed.ptr, static_cast<size_t>(cell.data() + cell.size() - parsed.ptr));
  if (!rest.empty() && rest != "年" && rest != "年度" && rest != ".0") return std::nullopt;
  return year;
}

constexpr size_t kLongText = 600;  // bytes: two hundred characters

}  // namespace

bool IsTextColumn(std::string_view name) { return UseOf(name) == Use::kText; }

bool IsHintColumn(std::string_view name) {
  const Use use = UseOf(name);
  return use != Use::kText && use != Use::kNone;
}

void SetHint(std::string_view name, std::string_view cell, model::Hints* hints) {
  constexpr size_t kMostBytes = 4096;
  const std::string value(Strip(cell));
  if (value.empty() || value.size() > kMostBytes) return;
  switch (UseOf(name)) {
    case Use::kProvince: hints->province = value; break;
    case Use::kCity: hints->city = value; break;
    case Use::kCounty: hints->county = value; break;
    case Use::kPlace: hints->place = value; break;
    case Use::kPlaceId: hints->place_id = value; break;
    case Use::kTitle: hints->title = value; break;
    case Use::kUrl: hints->url = value; break;
    case Use::kYear:
      if (const auto year = YearOf(value)) hints->year = year;
      break;
    case Use::kDate:
      if (const auto date = FindDate(value)) hints->published = date->ToText();
      break;
    case Use::kText:
    case Use::kNone: break;
  }
}

std::optional<size_t> FindColumn(const std::vector<std::string>& names, std::string_view wanted) {
  const std::string lower = AsciiLower(RemoveSpace(wanted));
  for (size_t i = 0; i < names.size(); ++i) {
    if (AsciiLower(RemoveSpace(names[i])) == lower) return i;
  }
  return std::nullopt;
}

std::optional<size_t> LongestColumn(const std::vector<std::vector<std::string>>& rows, size_t columns) {
  std::vector<size_t> medians(columns);
  for (size_t column = 0; column < columns; ++column) {
    std::vector<size_t> sizes;
    for (const auto& row : rows) sizes.push_back(column < row.size() ? Strip(row[column]).size() : 0);
    if (sizes.empty()) return std::nullopt;
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<ptrdiff_t>(sizes.size() / 2), sizes.end());
    medians[column] = sizes[sizes.size() / 2];
  }
  const auto longest = std::max_element(medians.begin(), medians.end());
  if (longest == medians.end() || *longest < kLongText) return std::nullopt;
  const auto found = static_cast<size_t>(longest - medians.begin());
  for (size_t column = 0; column < columns; ++column) {
    if (column != found && medians[column] * 10 > *longest) return std::nullopt;
  }
  return found;
}

}  // namespace gongbao::ingest
