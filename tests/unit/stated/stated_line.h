// Facts that a report states in words as short lines, for tests. Pure functions.
#pragma once

#include <string>

#include "services/model/fact.h"

namespace gongbao::extraction {

// problem=text|detail, honour=name@holder<granted_by#rank, project=name:stage:investment,
// commitment=action|object|owner|deadline, entity=kind name; "" for any other fact.
std::string StatedLine(const model::Fact& fact);

}  // namespace gongbao::extraction
