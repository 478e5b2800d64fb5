// One analysis as JSON lines: a meta record, then sections and facts in the order of the text, in
// the format of the codebook. Pure functions.
#pragma once

#include <string>

#include "services/model/analysis.h"

namespace gongbao::node {

// Records of one report, each on a line of its own, the meta record first. Deterministic.
std::string ToRecords(const model::Analysis& analysis);
// The record of one fact, without a line end.
std::string ToRecord(const model::Fact& fact);

}  // namespace gongbao::node
