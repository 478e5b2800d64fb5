#include "services/model/place.h"

namespace gongbao::model {
namespace {

// The digits of a code that mean something: 42 of 420000, 4213 of 421300, 421321 of 421321.
std::string_view Significant(std::string_view id) {
  if (id == "000000" || id == "0") return "";
  std::string_view code = id;
  if (code.size() == 6) {
    if (code.substr(2) == "0000") return code.substr(0, 2);
    if (code.substr(4) == "00") return code.substr(0, 4);
  }
  return code;
}

}  // namespace

std::string HomeOf(const PlaceRef& place, std::string_view document_id) {
  if (place.place_id.size() >= 6) return place.place_id.substr(0, 6);
  return "zz" + std::string(document_id.substr(0, 4));
}

HomeRange HomesUnder(std::string_view place_id) {
  std::string begin(Significant(place_id).substr(0, 6));
  if (begin.empty()) return {"", "\x7f"};  // everything, the unsettled included
  std::string end = begin;
  end.back() = static_cast<char>(end.back() + 1);  // '9' + 1 is ':', which sorts after the digits
  return {begin, end};
}

bool IsUnder(std::string_view id, std::string_view ancestor) {
  const std::string_view prefix = Significant(ancestor);
  if (ancestor.size() > 6) return id == ancestor;
  return id.substr(0, prefix.size()) == prefix;
}

std::string_view PlaceLevelName(PlaceLevel level) {
  switch (level) {
    case PlaceLevel::kCountry: return "country";
    case PlaceLevel::kProvince: return "province";
    case PlaceLevel::kCity: return "city";
    case PlaceLevel::kCounty: return "county";
    case PlaceLevel::kTown: return "town";
    case PlaceLevel::kVillage: return "village";
    case PlaceLevel::kUnknown: break;
  }
  return "unknown";
}

}  // namespace gongbao::model
