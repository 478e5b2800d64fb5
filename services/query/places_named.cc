#include "services/query/places_named.h"

#include <algorithm>

namespace gongbao::query {
namespace {

constexpr int64_t kPageSize = 1000;

// "<county code>~<name>" of any county.
Status AddUnlisted(ports::FactSnapshot& snapshot, const Language& language, const std::string& name,
                   std::vector<model::Place>* found) {
  std::string after;
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::PlaceRef> places,
                             snapshot.Places("", after, kPageSize));
    for (const model::PlaceRef& place : places) {
      const size_t tilde = place.place_id.find('~');
      if (tilde == std::string::npos || place.place_id.substr(tilde + 1) != name) continue;
      if (const auto described = language.FindPlace(place.place_id)) found->push_back(*described);
    }
    if (static_cast<int64_t>(places.size()) < kPageSize) return absl::OkStatus();
    after = places.back().place_id;
  }
}

}  // namespace

StatusOr<std::vector<model::Place>> PlacesNamed(ports::FactSnapshot& snapshot, const Language& language,
                                                const std::string& name) {
  std::vector<model::Place> found;
  for (const bool short_too : {false, true}) {
    for (const model::Place& place : language.PlacesNamed(name, short_too)) {
      GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::PlaceRef> held, snapshot.Places(place.id, "", 1));
      if (!held.empty()) found.push_back(place);
    }
    if (!short_too) GONGBAO_RETURN_IF_ERROR(AddUnlisted(snapshot, language, name, &found));
    if (!found.empty()) break;
  }
  const auto by_id = [](const model::Place& a, const model::Place& b) { return a.id < b.id; };
  std::sort(found.begin(), found.end(), by_id);
  return found;
}

}  // namespace gongbao::query
