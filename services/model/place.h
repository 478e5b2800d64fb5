// Administrative divisions. Value types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::model {

enum class PlaceLevel { kUnknown, kCountry, kProvince, kCity, kCounty, kTown, kVillage };

// A division of the gazetteer. id: the code of GB/T 2260 (2 digits padded to 6 for a province:
// 420000; 421300 a city, 421321 a county, 421321100 a town), or "<county code>~<name>" for a town
// that is not listed.
struct Place {
  std::string id;
  std::string name;  // official short name, 何店镇
  PlaceLevel level = PlaceLevel::kUnknown;
  std::string parent;  // id; empty for the country
  std::optional<int32_t> valid_from;
  std::optional<int32_t> valid_until;
  std::vector<std::string> successors;

  friend bool operator==(const Place&, const Place&) = default;
};

// The place that a document or fact is about, as far as it could be settled.
struct PlaceRef {
  std::string place_id;  // empty: not settled
  std::string text;      // as the text has it; empty when masked or not named
  PlaceLevel level = PlaceLevel::kUnknown;
  // Short official names of the units above, where settled.
  std::string province;
  std::string city;
  std::string county;
  std::vector<std::string> candidates;  // ids
  bool masked = false;

  friend bool operator==(const PlaceRef&, const PlaceRef&) = default;
};

// The storage partition of a document: the first six digits of a settled place id, "000000" for the
// country, "zz" and the first 4 hex digits of the document id where the place is not settled.
std::string HomeOf(const PlaceRef& place, std::string_view document_id);

// Half-open range [first, second) of homes that lie in a place: 421300 → [421300, 421400).
struct HomeRange {
  std::string begin;
  std::string end;
  friend bool operator==(const HomeRange&, const HomeRange&) = default;
};
HomeRange HomesUnder(std::string_view place_id);
// Whether `id` is `ancestor` or lies below it.
bool IsUnder(std::string_view id, std::string_view ancestor);

std::string_view PlaceLevelName(PlaceLevel level);  // "town"; "unknown"

}  // namespace gongbao::model
