#include "services/ingest/jobs/hints.h"

namespace gongbao::ingest {
namespace {

void Take(const char* field, const std::string& value, std::string* taken, OriginHints* result) {
  if (value.empty()) return;
  if (taken->empty()) {
    *taken = value;
  } else if (*taken != value) {
    result->conflicts.push_back(std::string("origins disagree on ") + field + ": " + *taken + " and " + value);
  }
}

}  // namespace

OriginHints HintsOf(const std::vector<model::Origin>& origins) {
  OriginHints result;
  model::Hints& hints = result.hints;
  for (auto origin = origins.rbegin(); origin != origins.rend(); ++origin) {  // the latest first
    if (result.name.empty()) result.name = origin->name;
    const model::Hints& given = origin->hints;
    Take("province", given.province, &hints.province, &result);
    Take("city", given.city, &hints.city, &result);
    Take("county", given.county, &hints.county, &result);
    Take("place", given.place, &hints.place, &result);
    Take("place_id", given.place_id, &hints.place_id, &result);
    Take("title", given.title, &hints.title, &result);
    Take("published", given.published, &hints.published, &result);
    // The same bytes at two addresses are no contradiction.
    if (hints.url.empty()) hints.url = given.url;
    if (hints.encoding.empty()) hints.encoding = given.encoding;
    if (given.year && hints.year && given.year != hints.year) {
      result.conflicts.push_back("origins disagree on year: " + std::to_string(*hints.year) + " and " +
                                 std::to_string(*given.year));
    }
    if (!hints.year) hints.year = given.year;
  }
  return result;
}

}  // namespace gongbao::ingest
