#include "services/language/gazetteer/names.h"

#include <array>

#include "services/base/text.h"

namespace gongbao::gazetteer {
namespace {

using model::PlaceLevel;

struct Suffix {
  std::string_view text;
  PlaceLevel level;
};
// Longest first where one ends another.
constexpr Suffix kSuffixes[] = {
    {"特别行政区", PlaceLevel::kProvince}, {"自治区", PlaceLevel::kProvince},
    {"自治州", PlaceLevel::kCity},         {"自治县", PlaceLevel::kCounty},
    {"自治旗", PlaceLevel::kCounty},       {"民族苏木", PlaceLevel::kTown},
    {"民族乡", PlaceLevel::kTown},         {"街道办事处", PlaceLevel::kTown},
    {"街道", PlaceLevel::kTown},           {"地区", PlaceLevel::kCity},
    {"苏木", PlaceLevel::kTown},           {"林区", PlaceLevel::kCounty},
    {"特区", PlaceLevel::kCounty},         {"农场", PlaceLevel::kTown},
    {"林场", PlaceLevel::kTown},           {"牧场", PlaceLevel::kTown},
    {"社区", PlaceLevel::kVillage},        {"省", PlaceLevel::kProvince},
    {"市", PlaceLevel::kCity},             {"盟", PlaceLevel::kCity},
    {"县", PlaceLevel::kCounty},           {"旗", PlaceLevel::kCounty},
    {"区", PlaceLevel::kCounty},           {"镇", PlaceLevel::kTown},
    {"乡", PlaceLevel::kTown},             {"村", PlaceLevel::kVillage},
};

// Peoples whose names stand in those of autonomous divisions.
constexpr std::string_view kPeoples[] = {
    "蒙古族", "蒙古",   "回族",     "藏族",     "维吾尔",   "苗族",   "彝族",     "壮族",
    "布依族", "朝鲜族", "满族",     "侗族",     "瑶族",     "白族",   "土家族",   "哈尼族",
    "哈萨克", "傣族",   "黎族",     "傈僳族",   "佤族",     "畲族",   "拉祜族",   "水族",
    "东乡族", "纳西族", "景颇族",   "柯尔克孜", "土族",     "达斡尔", "仫佬族",   "羌族",
    "布朗族", "撒拉族", "毛南族",   "仡佬族",   "锡伯",     "阿昌族", "普米族",   "塔吉克",
    "怒族",   "鄂温克", "德昂族",   "保安族",   "裕固族",   "各族",   "独龙族",   "鄂伦春",
    "门巴族", "珞巴族", "基诺族",   "高山族",   "京族",
};

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// The name without the peoples at its end: 火场土家族 → 火场.
std::string_view WithoutPeoples(std::string_view stem) {
  for (bool cut = true; cut;) {
    cut = false;
    for (std::string_view people : kPeoples) {
      if (!people.ends_with("族") || stem.size() <= people.size() || !stem.ends_with(people)) continue;
      stem.remove_suffix(people.size());
      cut = true;
    }
  }
  return stem;
}

}  // namespace

std::string_view SuffixOf(std::string_view name) {
  for (const Suffix& suffix : kSuffixes) {
    if (name.size() > suffix.text.size() && EndsWith(name, suffix.text)) return suffix.text;
  }
  return "";
}

PlaceLevel LevelOfSuffix(std::string_view suffix) {
  for (const Suffix& known : kSuffixes) {
    if (known.text == suffix) return known.level;
  }
  return PlaceLevel::kUnknown;
}

std::string_view ShortName(std::string_view name) {
  if (name == "内蒙古自治区") return name.substr(0, std::string_view("内蒙古").size());
  const std::string_view suffix = SuffixOf(name);
  if (suffix.empty()) return "";
  std::string_view stem = name.substr(0, name.size() - suffix.size());
  if (suffix.substr(0, std::string_view("自治").size()) == "自治" || suffix == "民族乡") {
    size_t cut = stem.size();
    for (std::string_view people : kPeoples) {
      const size_t at = stem.find(people, 3);  // something must stand before it
      if (at != std::string_view::npos && at < cut) cut = at;
    }
    stem = stem.substr(0, cut);
  } else if (suffix == "乡" && stem.ends_with("族")) {
    const std::string_view place = WithoutPeoples(stem);
    if (CountCodePoints(place) >= 2) stem = place;
  }
  return CountCodePoints(stem) >= 2 ? stem : "";
}

bool SameButSuffix(std::string_view a, std::string_view b) {
  const std::string_view short_a = ShortName(a);
  return !short_a.empty() && short_a == ShortName(b) &&
         LevelOfSuffix(SuffixOf(a)) == LevelOfSuffix(SuffixOf(b));
}

}  // namespace gongbao::gazetteer
