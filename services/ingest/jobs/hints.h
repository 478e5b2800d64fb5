// What the origins of a source say of it together. Thread rule: pure functions.
#pragma once

#include <string>
#include <vector>

#include "services/model/document.h"

namespace gongbao::ingest {

struct OriginHints {
  std::string name;  // of the latest origin
  model::Hints hints;
  std::vector<std::string> conflicts;  // for people
};

// Each hint from the latest origin that gives it; earlier ones that say something else are conflicts.
OriginHints HintsOf(const std::vector<model::Origin>& origins);

}  // namespace gongbao::ingest
