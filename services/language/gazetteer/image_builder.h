// Makes a gazetteer's image of a list of divisions. Thread rule: pure functions.
#pragma once

#include <string>
#include <vector>

#include "services/model/place.h"

namespace gongbao::gazetteer {

// A division to be listed.
struct Row {
  std::string id;  // 6 digits to county level, 9 to town level, or "<county code>~<name>"
  std::string name;
  model::PlaceLevel level = model::PlaceLevel::kUnknown;
  std::string parent;                // 6 digits; empty: by the digits of the id
  std::vector<std::string> aliases;  // other full names
  bool placeholder = false;          // only a step of the code table (市辖区)
};

// See image.h. Records stand in this order: ids of 6 digits, of 9, "<county code>~<name>"; each by id. Of rows with one
// id the first stays. A parent that is not listed is the country.
std::string BuildImage(std::vector<Row> rows);

}  // namespace gongbao::gazetteer
