#include "services/language/gazetteer/resolve.h"

#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/language/gazetteer/names.h"

namespace gongbao::gazetteer {
namespace {

using model::PlaceLevel;

constexpr size_t kMostCandidates = 32;
// By how much the best must lead: a county named twice is hardly more than one named once.
constexpr int kMargin = 2;
// One full name in running text, or more.
constexpr int kAgrees = 4;
// A county and the city above it, both by full name.
constexpr int kChain = 8;

// How much it says for a division that it is named so.
int WeightOf(const Evidence& evidence, bool is_short, PlaceLevel level) {
  switch (evidence.basis) {
    case Basis::kHint: return 40;
    case Basis::kAttached: return is_short ? 4 : 24;
    case Basis::kFurniture: return is_short ? 2 : 10;
    case Basis::kPath: return is_short ? 6 : 10;
    case Basis::kText: break;
  }
  if (!is_short) return evidence.count > 1 ? 5 : 4;
  // Short names of counties are common words too (和平, 新华); provinces and cities are hardly.
  if (level == PlaceLevel::kCounty) return evidence.count > 2 ? 2 : 1;
  return evidence.count > 1 ? 3 : 2;
}

struct Weight {
  int value = 0;
  Basis basis = Basis::kText;
};
using Weights = std::map<PlaceIndex, Weight>;

Weights Weigh(const Gazetteer& gazetteer, const Question& question) {
  Weights weights;
  for (const Evidence& evidence : question.evidence) {
    if (evidence.name == question.name) continue;
    for (PlaceIndex division : gazetteer.Named(evidence.name, true)) {
      const PlaceLevel level = gazetteer.Level(division);
      if (level == PlaceLevel::kTown || level == PlaceLevel::kCountry) continue;
      Weight& weight = weights[division];
      const bool is_short = gazetteer.Name(division) != evidence.name;
      weight.value = std::max(weight.value, WeightOf(evidence, is_short, level));
      weight.basis = std::max(weight.basis, evidence.basis);
    }
  }
  return weights;
}

// What is said for the divisions above `index`.
Weight WeightAbove(const Gazetteer& gazetteer, const Weights& weights, PlaceIndex index) {
  Weight sum;
  for (PlaceIndex above = gazetteer.Parent(index); above != 0; above = gazetteer.Parent(above)) {
    const auto it = weights.find(above);
    if (it == weights.end()) continue;
    sum.value += it->second.value;
    sum.basis = std::max(sum.basis, it->second.basis);
  }
  return sum;
}

// Whether every hint names something that holds `index`, or is it.
bool FollowsHints(const Gazetteer& gazetteer, const Question& question, PlaceIndex index) {
  for (const Evidence& evidence : question.evidence) {
    if (evidence.basis != Basis::kHint) continue;
    const std::vector<PlaceIndex> named = gazetteer.Named(evidence.name, true);
    if (named.empty()) continue;
    if (std::none_of(named.begin(), named.end(),
                     [&](PlaceIndex division) { return gazetteer.IsUnder(index, division); })) {
      return false;
    }
  }
  return true;
}

// The candidate for which most is said, and how much is said for the next.
struct Best {
  std::optional<PlaceIndex> index;
  Weight weight;
  int next = 0;
  bool tie() const { return weight.value < next + kMargin; }
};

void Offer(Best* best, PlaceIndex index, const Weight& weight) {
  if (!best->index || weight.value > best->weight.value) {
    *best = {index, weight, best->index ? best->weight.value : -kMargin};
  } else {
    best->next = std::max(best->next, weight.value);
  }
}

int Confidence(const Weight& weight) {
  return std::clamp(600 + weight.value * 12, 0, 990);
}

void AddConflicts(const Gazetteer& gazetteer, const Question& question, PlaceIndex taken,
                  Resolution* resolution) {
  for (const Evidence& evidence : question.evidence) {
    if (evidence.basis < Basis::kFurniture) continue;
    const std::vector<PlaceIndex> named = gazetteer.Named(evidence.name, true);
    if (named.empty() ||
        std::any_of(named.begin(), named.end(),
                    [&](PlaceIndex division) { return gazetteer.IsUnder(taken, division); })) {
      continue;
    }
    resolution->conflicts.push_back(evidence.name);
  }
}

// The division that holds a place whose name the gazetteer does not list or the text masks. A division
// in the words before the name, or hinted, holds it; else a county whose city is named too.
Best Holder(const Gazetteer& gazetteer, const Question& question, const Weights& weights,
            PlaceLevel below) {
  Best best;
  for (const auto& [division, weight] : weights) {
    if (gazetteer.Level(division) >= below) continue;
    if (!FollowsHints(gazetteer, question, division)) continue;
    Weight sum = WeightAbove(gazetteer, weights, division);
    const bool direct = weight.basis >= Basis::kAttached && weight.value >= 20;
    const bool chain = gazetteer.Level(division) == PlaceLevel::kCounty && weight.value >= kAgrees &&
                       weight.value + sum.value >= kChain;
    if (!direct && !chain) continue;
    sum.value += weight.value;
    sum.basis = std::max(sum.basis, weight.basis);
    Offer(&best, division, sum);
  }
  // A division beats those that hold it: 尤溪县 beats 三明市 where both are named.
  return best;
}

// The name of a division just above that stands before the name or in a hint, listed or not.
std::string AttachedName(const Question& question, PlaceLevel level) {
  for (const Evidence& evidence : question.evidence) {
    if (evidence.basis < Basis::kAttached) continue;
    const std::string_view suffix = SuffixOf(evidence.name);
    if (!suffix.empty() && LevelOfSuffix(suffix) == level) return evidence.name;
  }
  return "";
}

// A place that is not listed: the divisions above it as far as they are settled.
Resolution Unlisted(const Gazetteer& gazetteer, const Question& question, const Weights& weights) {
  Resolution resolution;
  model::PlaceRef& place = resolution.place;
  place.text = question.name;
  place.level = question.level;
  place.masked = question.masked;
  const PlaceLevel below =
      question.level == PlaceLevel::kUnknown ? PlaceLevel::kCounty : question.level;
  const Best holder = Holder(gazetteer, question, weights, below);
  if (holder.index && !holder.tie()) {
    const model::PlaceRef above = gazetteer.Refer(*holder.index, "");
    place.province = above.province;
    place.city = above.city;
    const std::string name(gazetteer.Name(*holder.index));
    if (above.level == PlaceLevel::kProvince) place.province = name;
    if (above.level == PlaceLevel::kCity) place.city = name;
    if (above.level == PlaceLevel::kCounty) {
      place.county = name;
      if (below == PlaceLevel::kTown && !question.masked && !question.name.empty()) {
        place.place_id = above.place_id + "~" + question.name;
      }
    }
    resolution.basis = holder.weight.basis;
    resolution.confidence_per_mille = Confidence(holder.weight);
  }
  if (place.county.empty() && below == PlaceLevel::kTown && !question.masked) {
    place.county = AttachedName(question, PlaceLevel::kCounty);
  }
  return resolution;
}

bool MayBe(const Gazetteer& gazetteer, const Question& question, PlaceIndex index) {
  return (!question.year || gazetteer.ExistedIn(index, *question.year)) && FollowsHints(gazetteer, question, index);
}

// 何店乡 and 何店镇, 铜山县 and 铜山区: one place that changed its kind, where both are towns or both counties.
bool ChangedKind(const Gazetteer& gazetteer, const std::string& name, PlaceIndex listed) {
  const std::string_view before = SuffixOf(name);
  const std::string_view now = SuffixOf(gazetteer.Name(listed));
  if (before.empty() || now.empty() || gazetteer.Name(listed) == name) return false;
  const auto is_town = [](std::string_view suffix) {
    return suffix == "乡" || suffix == "镇" || suffix == "街道" || suffix == "街道办事处" || suffix == "民族乡" ||
           suffix == "苏木";
  };
  const auto is_county = [](std::string_view suffix) {
    return suffix == "县" || suffix == "市" || suffix == "区" || suffix == "自治县" || suffix == "旗";
  };
  if (gazetteer.Level(listed) == PlaceLevel::kTown) return is_town(before) && is_town(now);
  return gazetteer.Level(listed) == PlaceLevel::kCounty && is_county(before) && is_county(now);
}

// The one listed division that the name was once of, where what lies above agrees.
Best Renamed(const Gazetteer& gazetteer, const Question& question, const Weights& weights) {
  Best best;
  const std::string_view stem = ShortName(question.name);
  if (stem.empty()) return best;
  for (PlaceIndex index : gazetteer.Named(stem, true)) {
    if (!ChangedKind(gazetteer, question.name, index) || !MayBe(gazetteer, question, index)) continue;
    Offer(&best, index, WeightAbove(gazetteer, weights, index));
  }
  return best;
}

Resolution Taken(const Gazetteer& gazetteer, const Question& question, const Best& best) {
  Resolution resolution;
  resolution.place = gazetteer.Refer(*best.index, question.name);
  resolution.basis = best.weight.basis;
  resolution.confidence_per_mille = Confidence(best.weight);
  AddConflicts(gazetteer, question, *best.index, &resolution);
  return resolution;
}

}  // namespace

Resolution Resolve(const Gazetteer& gazetteer, const Question& question) {
  const Weights weights = Weigh(gazetteer, question);
  if (question.masked || question.name.empty()) return Unlisted(gazetteer, question, weights);
  Best best;
  std::vector<std::string> candidates;
  for (PlaceIndex index : gazetteer.Named(question.name)) {
    if (candidates.size() < kMostCandidates) candidates.push_back(gazetteer.Id(index));
    if (!MayBe(gazetteer, question, index)) continue;
    Offer(&best, index, WeightAbove(gazetteer, weights, index));
  }
  // Provinces and the country have names of their own and were not renamed since 1949 but for a few.
  const bool province = best.index && gazetteer.Level(*best.index) <= PlaceLevel::kProvince;
  if (best.index && !best.tie() && (province || best.weight.value >= kAgrees)) {
    Resolution resolution = Taken(gazetteer, question, best);
    if (province) resolution.confidence_per_mille = 980;
    if (gazetteer.Name(*best.index) != question.name) {
      resolution.note = question.name + " is another name of " + std::string(gazetteer.Name(*best.index));
    }
    return resolution;
  }
  const Best renamed = Renamed(gazetteer, question, weights);
  if (renamed.index && !renamed.tie() && renamed.weight.value >= kAgrees) {
    Resolution resolution = Taken(gazetteer, question, renamed);
    resolution.confidence_per_mille = resolution.confidence_per_mille * 9 / 10;
    resolution.note = "matched by rename: " + question.name + " is now " +
                      std::string(gazetteer.Name(*renamed.index)) + " (" + gazetteer.Id(*renamed.index) + ")";
    return resolution;
  }
  // Not the listed ones: an unlisted place of the same name, or one that can't be told.
  Resolution resolution = Unlisted(gazetteer, question, weights);
  if (!resolution.place.place_id.empty() || candidates.empty()) return resolution;
  // 广水市 is a county whatever its suffix says, where all of that name are.
  const std::vector<PlaceIndex> named = gazetteer.Named(question.name);
  const PlaceLevel level = gazetteer.Level(named.front());
  if (std::all_of(named.begin(), named.end(), [&](PlaceIndex i) { return gazetteer.Level(i) == level; })) {
    resolution.place.level = level;
  }
  resolution.place.candidates = std::move(candidates);
  return resolution;
}

}  // namespace gongbao::gazetteer
