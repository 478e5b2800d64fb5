#include "services/ingest/metadata/place.h"

#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/metadata/corrected.h"
#include "services/ingest/metadata/self_name.h"
#include "services/language/gazetteer/names.h"

namespace gongbao::ingest {
namespace {

// Words that stand before 区委、区政府 and are part of no name.
bool HoldsVerb(std::string_view name) {
  static constexpr std::string_view kVerbs[] = {"落实", "围绕", "贯彻", "执行", "服从", "聚焦", "紧盯", "紧扣", "根据", "遵照", "依照",
                                                "响应", "配合", "争取", "代表", "感谢", "汇报", "请示", "坚决", "深入", "认真", "全面",
                                                "积极", "严格", "迅速", "上级", "各级", "抢抓", "牢记", "把握", "完成", "确保"};
  return std::any_of(std::begin(kVerbs), std::end(kVerbs),
                     [&](std::string_view verb) { return name.find(verb) != std::string_view::npos; });
}

using gazetteer::Basis;
using gazetteer::Evidence;
using gazetteer::Gazetteer;
using gazetteer::Mention;
using gazetteer::PlaceIndex;
using model::PlaceLevel;

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Words before a name that say that it is somewhere else: 赴北京, 学习浙江, 与广东.
bool IsElsewhere(std::string_view text, size_t begin) {
  static constexpr std::string_view kBefore[] = {"赴", "前往", "学习", "来自", "对口支援", "援", "奔赴", "远赴",
                                                 "对接", "到访", "落户", "驻"};
  const std::string_view before = text.substr(0, begin);
  return std::any_of(std::begin(kBefore), std::end(kBefore),
                     [&](std::string_view word) { return EndsWith(before, word); });
}

bool IsRowOfUnits(std::string_view name) {
  for (size_t at = 0; at < name.size();) {
    const CodePoint c = DecodeAt(name, at);
    constexpr std::u32string_view kUnits = U"省市县区州镇乡上级各全中央委";
    if (kUnits.find(c.value) == std::u32string_view::npos) return false;
    at += static_cast<size_t>(c.length);
  }
  return true;
}

class Collector {
 public:
  Collector(const Gazetteer& gazetteer, const SelfName& self) : gazetteer_(gazetteer), self_(self) {
    stem_ = std::string(gazetteer::ShortName(self.name));
  }

  // Names in a line of the page, or a path.
  void AddLine(std::string_view line, Basis basis) {
    for (const Mention& mention : gazetteer_.FindMentions(line)) {
      const std::string name(line.substr(mention.begin, mention.end - mention.begin));
      if (name == self_.name || name == stem_) continue;
      const bool attached = !self_.name.empty() &&
                            line.substr(mention.end, self_.name.size()) == self_.name;
      Add(name, attached ? Basis::kAttached : basis, 1);
    }
  }

  void AddText(std::string_view text) {
    std::map<std::string, int> counts;
    for (const Mention& mention : gazetteer_.FindMentions(text)) {
      const std::string name(text.substr(mention.begin, mention.end - mention.begin));
      if (name == self_.name || name == stem_ || IsElsewhere(text, mention.begin)) continue;
      if (!self_.name.empty() && !mention.is_short &&
          text.substr(mention.end, self_.name.size()) == self_.name) {
        Add(name, Basis::kAttached, 1);
      }
      ++counts[name];
    }
    for (const auto& [name, count] : counts) Add(name, Basis::kText, count);
    AddCommittees(text);
  }

  void AddHint(const std::string& hint) {
    if (!hint.empty()) Add(hint, Basis::kHint, 1);
  }

  std::vector<Evidence> Take() && { return std::move(evidence_); }

 private:
  void Add(const std::string& name, Basis basis, int count) { evidence_.push_back({name, basis, count}); }

  // 受云渡县委、县政府委托, 在中共云渡县委的领导下: the division above, listed or not.
  void AddCommittees(std::string_view text) {
    static constexpr std::string_view kAboveTown[] = {"县", "区", "市"};
    static constexpr std::string_view kAboveCounty[] = {"市", "州"};
    if (self_.level == PlaceLevel::kTown) {
      for (std::string_view unit : kAboveTown) AddCommittee(text, std::string(unit));
      for (std::string_view unit : kAboveTown) AddPartyCommittee(text, std::string(unit));
    } else if (self_.level == PlaceLevel::kCounty) {
      for (std::string_view unit : kAboveCounty) AddCommittee(text, std::string(unit));
      for (std::string_view unit : kAboveCounty) AddPartyCommittee(text, std::string(unit));
    }
  }

  // 中共云渡县委: what stands between is the name.
  void AddPartyCommittee(std::string_view text, const std::string& unit) {
    static constexpr std::string_view kParty = "中共";
    const std::string committee = unit + "委";
    for (size_t at = text.find(kParty); at != std::string_view::npos; at = text.find(kParty, at + 1)) {
      const size_t begin = at + kParty.size();
      size_t end = begin;
      for (size_t letters = 0; letters < 6; ++letters) {
        if (letters > 0 && text.substr(end).starts_with(committee)) {
          Add(std::string(text.substr(begin, end + unit.size() - begin)), Basis::kAttached, 1);
          return;
        }
        const CodePoint c = DecodeAt(text, end);
        if (!IsHan(c.value)) break;
        end += static_cast<size_t>(c.length);
      }
    }
  }

  void AddCommittee(std::string_view text, const std::string& unit) {
    for (const std::string& pattern : {unit + "委、" + unit + "政府", unit + "委" + unit + "政府",
                                       unit + "委、" + unit + "人民政府"}) {
      for (size_t at = text.find(pattern); at != std::string_view::npos; at = text.find(pattern, at + 1)) {
        size_t begin = at;
        size_t letters = 0;
        while (begin > 0 && letters < 6) {
          const CodePoint c = DecodeBefore(text, begin);
          constexpr std::u32string_view kBefore = U"在向由经受和与按照是得益于紧跟的共对为";
          if (!IsHan(c.value) || kBefore.find(c.value) != std::u32string_view::npos) break;
          begin -= static_cast<size_t>(c.length);
          ++letters;
        }
        if (letters < 1 || letters > 5) continue;
        std::string name(text.substr(begin, at - begin));
        if (!EndsWith(name, unit)) name += unit;  // 云渡县县委 and 云渡县委
        // 全面落实区委、区政府…: what is done with them, no name.
        if (gazetteer_.Named(name).empty() && HoldsVerb(name)) continue;
        // 省市县委: no name; of two characters only a listed one (随县).
        if (CountCodePoints(name) < 3 ? gazetteer_.Named(name).empty() : IsRowOfUnits(name)) continue;
        Add(name, Basis::kAttached, 1);
        return;
      }
    }
  }

  const Gazetteer& gazetteer_;
  const SelfName& self_;
  std::string stem_;
  std::vector<Evidence> evidence_;
};

// Whether a city whose place isn't listed governs counties or towns: 市 is both.
PlaceLevel LevelOfUnlistedCity(std::string_view text) {
  size_t counties = 0, towns = 0;
  for (size_t at = text.find("县"); at != std::string_view::npos; at = text.find("县", at + 3)) ++counties;
  for (std::string_view word : {"镇", "乡"}) {
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 3)) ++towns;
  }
  return counties > 2 && counties * 2 > towns ? PlaceLevel::kCity : PlaceLevel::kCounty;
}

constexpr size_t kSearchedForStems = 256 << 10;

// A text that says 何店 and 全镇, never 何店镇: a listed town of a division that is named in the text, whose
// short name the text repeats.
std::string TownByStem(const Gazetteer& gazetteer, std::string_view text, std::string_view title) {
  std::map<PlaceIndex, bool> above;
  for (const Mention& mention : gazetteer.FindMentions(text)) {
    if (mention.is_short || IsElsewhere(text, mention.begin)) continue;
    for (PlaceIndex division : mention.divisions) {
      if (gazetteer.Level(division) >= PlaceLevel::kCity) above[division] = true;
    }
  }
  // A text that names a great many divisions is no town's.
  if (above.empty() || above.size() > 48) return "";
  text = text.substr(0, kSearchedForStems);
  std::string best;
  size_t most = 2;
  for (PlaceIndex town = 1; town < gazetteer.size(); ++town) {
    if (gazetteer.Level(town) != PlaceLevel::kTown) continue;
    const PlaceIndex county = gazetteer.Parent(town);
    if (!above.contains(county) && !above.contains(gazetteer.Parent(county))) continue;
    const std::string_view stem = gazetteer::ShortName(gazetteer.Name(town));
    if (stem.empty()) continue;
    size_t count = title.find(stem) != std::string_view::npos ? 3 : 0;
    for (size_t at = text.find(stem); at != std::string_view::npos && count < 200;
         at = text.find(stem, at + stem.size())) {
      ++count;
    }
    if (count > most) most = count, best = std::string(gazetteer.Name(town));
  }
  return best;
}

std::string BasisName(Basis basis) {
  switch (basis) {
    case Basis::kHint: return "hint";
    case Basis::kPath: return "name";
    default: return "text";
  }
}

}  // namespace

PlaceReading ReadPlace(const Gazetteer& gazetteer, const PlaceContext& context) {
  const model::Hints& hints = *context.hints;
  PlaceReading reading;
  if (!hints.place_id.empty()) {
    if (auto place = ReferById(gazetteer, hints.place_id)) {
      reading.place = *std::move(place);
      reading.basis = "hint";
      reading.confidence_per_mille = 1000;
      return reading;
    }
    reading.conflicts.push_back(hints.place_id);
  }
  SelfName self = ReadSelfName(*context.head, context.text);
  if (self.name.empty() && !self.masked && !hints.title.empty()) {
    Head hinted;
    hinted.title = hints.title;
    const SelfName named = ReadSelfName(hinted, "");
    if (!named.name.empty()) self = named;
  }
  if (!hints.place.empty()) {
    self.name = hints.place;
    self.masked = false;
    self.level = gazetteer::LevelOfSuffix(gazetteer::SuffixOf(hints.place));
  } else if (self.name.empty() && !self.masked && self.level == PlaceLevel::kTown) {
    self.name = TownByStem(gazetteer, context.text, context.head->title);
    self.confidence_per_mille = 750;
  }
  if (self.name.empty() && !self.masked && context.kind == model::DocumentKind::kOther) {
    // A yearbook's entry has the unit itself as its title: 新月河农场管理局.
    const std::string& title = context.head->title;
    if (EndsWith(title, "局") || EndsWith(title, "管委会") || EndsWith(title, "开发区")) {
      self.name = title;
      self.level = PlaceLevel::kUnknown;
      self.confidence_per_mille = 600;
    }
  }
  Collector collector(gazetteer, self);
  for (const std::string* hint : {&hints.province, &hints.city, &hints.county}) collector.AddHint(*hint);
  collector.AddLine(context.path, Basis::kPath);
  collector.AddLine(context.head->title, Basis::kFurniture);
  collector.AddLine(context.head->occasion, Basis::kFurniture);
  collector.AddLine(context.head->speaker_role, Basis::kFurniture);
  for (const std::string& line : *context.furniture) collector.AddLine(line, Basis::kFurniture);
  collector.AddText(context.text);
  gazetteer::Question question;
  question.name = self.name;
  question.level = self.level;
  question.masked = self.masked;
  question.evidence = std::move(collector).Take();
  question.year = context.year;
  if (self.level == PlaceLevel::kCity && EndsWith(self.name, "市") && gazetteer.Named(self.name).empty()) {
    question.level = LevelOfUnlistedCity(context.text);
  }
  gazetteer::Resolution resolution = gazetteer::Resolve(gazetteer, question);
  reading.place = std::move(resolution.place);
  reading.note = std::move(resolution.note);
  reading.place.masked = self.masked;
  reading.basis = hints.place.empty() ? BasisName(resolution.basis) : "hint";
  const int name_confidence = hints.place.empty() ? self.confidence_per_mille : 950;
  reading.confidence_per_mille = reading.place.place_id.empty()
                                     ? name_confidence / 2
                                     : std::min(name_confidence, resolution.confidence_per_mille);
  reading.conflicts.insert(reading.conflicts.end(), resolution.conflicts.begin(), resolution.conflicts.end());
  return reading;
}

}  // namespace gongbao::ingest
