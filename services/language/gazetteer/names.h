// Names of administrative divisions: their suffixes and short forms. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "services/model/place.h"

namespace gongbao::gazetteer {

// The name without its suffix: 湖北省 → 湖北, 恩施土家族苗族自治州 → 恩施, 何店镇 → 何店. Empty where
// less than two characters would be left (随县), or the name has no suffix.
std::string_view ShortName(std::string_view name);

// The suffix that says what kind of division a name is of: 镇, 自治州; empty where there is none.
std::string_view SuffixOf(std::string_view name);

// Level that a suffix speaks for. 市 and 区 are ambiguous: kCity and kCounty.
model::PlaceLevel LevelOfSuffix(std::string_view suffix);

// Whether two names differ in a township suffix only (何店乡, 何店镇).
bool SameButSuffix(std::string_view a, std::string_view b);

}  // namespace gongbao::gazetteer
