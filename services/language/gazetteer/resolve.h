// Which division a report is about, from its name and from the divisions above it that are named
// around it. Thread rule: pure functions over a Gazetteer.
//
// A name alone settles nothing below a province, however unique in today's list: abolished towns are
// not on it. A division above it, named in the text, the page's furniture, the path or a hint, must
// agree; where several candidates agree equally, none is taken.
//
// A name that is not listed where an ancestor agrees is that of a listed division which changed only its kind, 乡 → 镇
// → 街道, 县 → 市, 区, where there is one such alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/language/gazetteer/gazetteer.h"
#include "services/model/place.h"

namespace gongbao::gazetteer {

// Where a name of a division above the place was found, weakest first.
enum class Basis { kText, kPath, kFurniture, kAttached, kHint };

// A division that is named around the place.
struct Evidence {
  std::string name;  // as printed: 随州市, 湖北
  Basis basis = Basis::kText;
  int count = 1;     // how often
};

struct Question {
  std::string name;  // 何店镇; empty where masked or unknown
  model::PlaceLevel level = model::PlaceLevel::kUnknown;  // what the text says of it; a filter
  bool masked = false;
  std::vector<Evidence> evidence;
  std::optional<int32_t> year = std::nullopt;  // reported on: what was not there then is not meant
};

struct Resolution {
  model::PlaceRef place;
  int confidence_per_mille = 0;
  Basis basis = Basis::kText;  // the strongest that agreed
  // Divisions that a hint or the words before the name give, and that the place taken isn't under.
  std::vector<std::string> conflicts;
  std::string note;  // for people: that it was matched by a rename
};

Resolution Resolve(const Gazetteer& gazetteer, const Question& question);

}  // namespace gongbao::gazetteer
