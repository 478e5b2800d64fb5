#include "services/ingest/metadata/self_name.h"

#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/metadata/masks.h"
#include "services/language/gazetteer/names.h"

namespace gongbao::ingest {
namespace {

using model::PlaceLevel;

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

struct Unit {
  std::string_view suffix;
  PlaceLevel level;
};
// Suffixes that a text's own name can have, longest first.
constexpr Unit kUnits[] = {
    {"自治区", PlaceLevel::kProvince}, {"自治州", PlaceLevel::kCity}, {"自治县", PlaceLevel::kCounty},
    {"自治旗", PlaceLevel::kCounty},   {"民族乡", PlaceLevel::kTown}, {"街道", PlaceLevel::kTown},
    {"开发区", PlaceLevel::kUnknown},  {"高新区", PlaceLevel::kUnknown}, {"示范区", PlaceLevel::kUnknown},
    {"园区", PlaceLevel::kUnknown},    {"景区", PlaceLevel::kUnknown}, {"办事处", PlaceLevel::kTown},
    {"地区", PlaceLevel::kCity},       {"苏木", PlaceLevel::kTown},   {"农场", PlaceLevel::kTown},
    {"林场", PlaceLevel::kTown},       {"林区", PlaceLevel::kCounty}, {"社区", PlaceLevel::kVillage},
    {"省", PlaceLevel::kProvince},     {"市", PlaceLevel::kCity},     {"盟", PlaceLevel::kCity},
    {"县", PlaceLevel::kCounty},       {"区", PlaceLevel::kCounty},   {"旗", PlaceLevel::kCounty},
    {"镇", PlaceLevel::kTown},         {"乡", PlaceLevel::kTown},     {"村", PlaceLevel::kVillage},
};

// 新月县 of 新月县经济开发区 is only what the zone lies in.
bool BeginsZone(std::string_view rest) {
  static constexpr std::string_view kZones[] = {"开发区", "高新区", "园区", "示范区", "产业区", "试验区", "度假区", "保税区",
                                                "风景区", "管理区"};
  static constexpr std::string_view kEnds[] = {"年", "工作", "政府", "关于", "在", "20", "19", "和", "及", "，"};
  rest = rest.substr(0, 42);
  size_t end = rest.size();
  for (std::string_view word : kEnds) end = std::min(end, rest.find(word));
  rest = rest.substr(0, end);
  return std::any_of(std::begin(kZones), std::end(kZones),
                     [&](std::string_view zone) { return rest.find(zone) != std::string_view::npos; });
}

// 杨柳区 of 杨柳区人民政府新月街道办事处 is only what the subdistrict lies in.
bool GoesOnBelow(std::string_view rest) {
  for (std::string_view organ : {"人民政府", "政府"}) {
    if (!rest.starts_with(organ)) continue;
    std::string_view tail = rest.substr(organ.size(), 60);
    for (std::string_view word : {"工作", "年", "关于", "20", "19", "在", "，"}) tail = tail.substr(0, tail.find(word));
    for (std::string_view below : {"街道", "办事处", "镇", "乡", "地区"}) {
      const size_t at = tail.find(below);
      if (at != std::string_view::npos && at >= 6) return true;
    }
    return false;
  }
  return false;
}

// What may follow the name in a title: an organ, a year, the text's kind.
bool MayFollow(std::string_view rest) {
  if (BeginsZone(rest) || GoesOnBelow(rest)) return false;
  static constexpr std::string_view kNext[] = {"人民政府", "政府", "工作", "年", "第", "委", "党", "人大",
                                               "办事处", "国民经济", "经济", "社会", "：", ":", "（", "关于",
                                               "上半年", "各", "乡村", "财政", "县域", "镇域", "在", "管委会",
                                               "管理委员会", "\n"};
  // An office of the place: 新月县教育局2021年工作总结.
  const size_t office = rest.substr(0, 9) == "管理局" ? std::string_view::npos : rest.substr(0, 36).find("局");
  if (office != std::string_view::npos && rest.substr(0, office).find("年") == std::string_view::npos) return true;
  if (rest.empty() || IsDigit(DecodeAt(rest, 0).value) || MaskSizeAt(rest, 0) > 0) return true;
  return std::any_of(std::begin(kNext), std::end(kNext),
                     [&](std::string_view next) { return rest.substr(0, next.size()) == next; });
}

// Words behind which a name begins: everything before them is cut off.
std::string_view CutFront(std::string_view run) {
  static constexpr std::string_view kBefore[] = {"关于", "中共", "中国共产党", "在", "为", "建设", "年度", "年", "人民政府"};
  size_t cut = 0;
  for (std::string_view word : kBefore) {
    const size_t at = run.rfind(word);
    if (at != std::string_view::npos && at + word.size() < run.size()) cut = std::max(cut, at + word.size());
  }
  return run.substr(cut);
}

// The last division of a chain: 湖北省随州市何店镇 → 何店镇.
std::string_view LastUnit(std::string_view chain) {
  const std::string_view own = gazetteer::SuffixOf(chain);
  std::string_view stem = chain.substr(0, chain.size() - own.size());
  size_t cut = 0;
  for (std::string_view suffix : {"省", "市", "县", "自治区", "自治州", "自治县", "地区", "区", "旗", "镇", "乡"}) {
    // At least two characters must be left, and two must stand before the suffix.
    const size_t at = stem.rfind(suffix);
    if (at == std::string_view::npos || at < 3) continue;
    const size_t end = at + suffix.size();
    if (chain.size() - end >= own.size() + 3 && end > cut) cut = end;
  }
  return chain.substr(cut);
}

struct TitleName {
  std::string name;
  bool masked = false;
  PlaceLevel level = PlaceLevel::kUnknown;
};

// The place that a title, an occasion or a speaker's role names: the first suffix with something that may
// follow a name behind it.
TitleName NameIn(std::string_view line) {
  for (size_t at = 0; at < line.size(); at += static_cast<size_t>(DecodeAt(line, at).length)) {
    for (const Unit& unit : kUnits) {
      if (line.substr(at, unit.suffix.size()) != unit.suffix || at == 0) continue;
      const std::string_view rest = line.substr(at + unit.suffix.size());
      if (!MayFollow(rest)) continue;
      for (size_t k = 0; k < at; ++k) {  // a mask in front of the suffix: 某某镇, X镇
        const size_t size = MaskSizeAt(line, k);
        if (size > 0 && k + size == at) return {"", true, unit.level};
      }
      // The run of Han characters in front.
      size_t begin = at;
      while (begin > 0 && IsHan(DecodeBefore(line, begin).value)) {
        begin -= static_cast<size_t>(DecodeBefore(line, begin).length);
      }
      const std::string_view name = LastUnit(CutFront(line.substr(begin, at - begin + unit.suffix.size())));
      const std::string_view stem = name.substr(0, name.size() - std::min(name.size(), unit.suffix.size()));
      static constexpr std::string_view kNotNames[] = {"全", "各", "我", "本", "该", "乡", "城", "集", "村", "小城"};
      if (stem.empty() || CountCodePoints(stem) > 12) continue;
      if (std::find(std::begin(kNotNames), std::end(kNotNames), stem) != std::end(kNotNames)) continue;
      return {std::string(name), false, unit.level};
    }
  }
  return {};
}

constexpr size_t kOpening = 3000;   // bytes in which a report opens
constexpr size_t kLongestName = 60;  // bytes

// 现在，我代表新月县人民政府向大会作工作报告.
TitleName NameInOpening(std::string_view text) {
  static constexpr std::string_view kSpeaker = "我代表";
  static constexpr std::string_view kNoName[] = {"届", "，", "、", "党委", "党工委", "县委", "市委", "区委"};
  text = text.substr(0, kOpening);
  for (size_t at = text.find(kSpeaker); at != std::string_view::npos; at = text.find(kSpeaker, at + 1)) {
    const std::string_view rest = text.substr(at + kSpeaker.size());
    for (std::string_view organ : {"人民政府", "政府"}) {
      const size_t end = rest.find(organ);
      if (end == std::string_view::npos || end == 0 || end > kLongestName) continue;
      const std::string_view name = rest.substr(0, end);
      // 我代表县十八届人民政府, 我代表镇党委镇政府 name none.
      const bool other = std::any_of(std::begin(kNoName), std::end(kNoName), [&](std::string_view word) {
        return name.find(word) != std::string_view::npos;
      });
      if (other) continue;
      return NameIn(rest.substr(0, end + organ.size()));
    }
  }
  return {};
}

// Words before a suffix that make no name.
bool IsCommonStem(std::string_view stem) {
  static constexpr std::string_view kCommon[] = {
      "新型城", "小城", "各乡", "乡", "城", "集", "重点", "中心", "特色小", "强", "名", "千强", "百强", "全国",
      "全省", "全市", "全县", "本", "我", "该", "经济强", "工业强", "旅游强", "文明村", "示范", "卫生", "各村",
      "两", "建制", "周边乡", "邻近乡", "新", "美丽乡", "返", "家", "老", "下", "故", "城乡", "回"};
  return std::find(std::begin(kCommon), std::end(kCommon), stem) != std::end(kCommon);
}

bool IsBoundary(char32_t c) { return !IsHan(c); }

// Words that stand before a name and can't begin one.
bool CanNotBegin(char32_t c) {
  constexpr std::u32string_view kParticles = U"的在和了与及对向从到由为以将是我全各该本使让被把给于等个共其之至年月日进入来把建";
  return kParticles.find(c) != std::u32string_view::npos;
}

// 镇党委镇政府: what stands between two organs is no name.
bool HoldsOrgan(std::string_view stem) {
  static constexpr std::string_view kOrgans[] = {"党委", "政府", "人大", "委会", "纪委", "县", "镇", "机关", "领导"};
  return std::any_of(std::begin(kOrgans), std::end(kOrgans),
                     [&](std::string_view organ) { return stem.find(organ) != std::string_view::npos; });
}

struct Counted {
  std::string name;
  int count = 0;
};

// The name with this suffix that the text repeats most: of 寨镇, 杨寨镇 and 了杨寨镇 the longest that is nearly
// as common as what it ends with.
Counted Repeated(std::string_view text, std::string_view suffix) {
  std::map<std::string, int> counts;
  size_t occurrences = 0;
  for (size_t at = text.find(suffix); at != std::string_view::npos && occurrences < 20000;
       at = text.find(suffix, at + suffix.size()), ++occurrences) {
    size_t begin = at;
    for (int letters = 1; letters <= 5 && begin > 0; ++letters) {
      const CodePoint c = DecodeBefore(text, begin);
      if (IsBoundary(c.value) || CanNotBegin(c.value)) break;
      begin -= static_cast<size_t>(c.length);
      if (letters >= 2) ++counts[std::string(text.substr(begin, at - begin))];
    }
  }
  Counted best;
  for (const auto& [stem, count] : counts) {
    if (IsCommonStem(stem) || CountCodePoints(stem) > 4 || HoldsOrgan(stem)) continue;
    bool common_end = false;
    for (size_t at = 0; at < stem.size(); at += 3) common_end |= IsCommonStem(stem.substr(at));
    if (common_end) continue;
    if (count > best.count || (count * 10 >= best.count * 8 && EndsWith(stem, best.name))) best = {stem, count};
  }
  // A longer stem that ends with the best and is nearly as common.
  for (const auto& [stem, count] : counts) {
    if (stem.size() > best.name.size() && EndsWith(stem, best.name) && count * 10 >= best.count * 8 &&
        !HoldsOrgan(stem)) {
      best = {stem, count};
    }
  }
  if (best.count > 0) best.name += suffix;
  return best;
}

}  // namespace

PlaceLevel OwnLevel(std::string_view text, std::string* suffix) {
  struct Own {
    std::string_view unit;
    PlaceLevel level;
  };
  static constexpr Own kOwn[] = {{"镇", PlaceLevel::kTown},   {"乡", PlaceLevel::kTown},
                                 {"街道", PlaceLevel::kTown}, {"苏木", PlaceLevel::kTown},  {"县", PlaceLevel::kCounty},
                                 {"旗", PlaceLevel::kCounty}, {"区", PlaceLevel::kCounty},
                                 {"州", PlaceLevel::kCity},   {"盟", PlaceLevel::kCity},
                                 {"市", PlaceLevel::kCity},   {"省", PlaceLevel::kProvince}};
  PlaceLevel level = PlaceLevel::kUnknown;
  size_t most = 0;
  const auto count = [&](const std::string& word) {
    size_t n = 0;
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++n;
    return n;
  };
  for (const Own& own : kOwn) {
    const std::string unit(own.unit);
    size_t n = 3 * count("我" + unit) + count("全" + unit);
    // The organs of a town are named without its name; those of a county by a town as well.
    if (own.level == PlaceLevel::kTown) n += count(unit + "党委") + count(unit + "政府") + count(unit + "人民政府");
    if (n > most) most = n, level = own.level, *suffix = unit;
  }
  return level;
}

SelfName ReadSelfName(const Head& head, std::string_view text) {
  SelfName self;
  if (head.occasion.find("全国人民代表大会") != std::string::npos ||
      head.speaker_role.find("国务院总理") != std::string::npos) {
    return {"中国", false, PlaceLevel::kCountry, 950, true};
  }
  for (const std::string* line : {&head.title, &head.occasion, &head.speaker_role, &head.issuer, &head.signature,
                                  &head.tail_issuer}) {
    if (line->empty()) continue;
    // The occasion of a speech is a meeting of any unit; of a report, the congress of its own.
    TitleName found = NameIn(*line);
    if (found.name.empty() && !found.masked) continue;
    self.name = found.name;
    self.masked = found.masked;
    self.level = found.level;
    self.from_title = true;
    self.confidence_per_mille = line == &head.title ? 950 : 900;
    break;
  }
  if (self.name.empty() && !self.masked) {
    const TitleName found = NameInOpening(text);
    if (!found.name.empty()) {
      self.name = found.name;
      self.level = found.level;
      self.confidence_per_mille = 900;
    }
  }
  std::string suffix;
  const PlaceLevel own = OwnLevel(text, &suffix);
  if (self.masked) {
    // 某某县委组织部长 speaks in a town: the text says whose it is.
    if (own != PlaceLevel::kUnknown) self.level = own;
    return self;
  }
  if (!self.name.empty()) return self;
  if (own == PlaceLevel::kUnknown) return self;
  self.level = own;
  const Counted repeated = Repeated(text, suffix);
  const size_t masks = CountMaskedNames(text);
  if (masks >= 5 && masks > 2 * static_cast<size_t>(repeated.count)) {
    self.masked = true;
    self.confidence_per_mille = 850;
    return self;
  }
  if (repeated.count >= 3) {
    self.name = repeated.name;
    self.confidence_per_mille = 800;
  }
  return self;
}

}  // namespace gongbao::ingest
