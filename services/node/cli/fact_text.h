// Facts and places in short words, for tables. Pure functions.
#pragma once

#include <string>

#include "gongbao/v1/fact.pb.h"
#include "gongbao/v1/place.pb.h"

namespace gongbao::node {

struct FactText {
  std::string kind;  // indicator
  std::string name;  // as the text names it
  std::string canonical;
  std::string value;  // as printed, with the mark of its bound
  std::string unit;
  std::string change;  // yoy +22%
  std::string period;
  std::string status;
};
FactText DescribeFact(const v1::Fact& fact);

// The place's name; "(masked)" or "" where there is none.
std::string PlaceText(const v1::PlaceRef& place);

}  // namespace gongbao::node
