#include "services/query/place_index.h"

#include <algorithm>

namespace gongbao::query {
namespace {

constexpr int64_t kPageSize = 1000;

}  // namespace

StatusOr<bool> PlaceIndex::Load(ports::FactSnapshot& snapshot, const ports::DocumentFilter& filter,
                                int64_t limit) {
  std::string after;
  for (int64_t left = limit; left > 0;) {
    GONGBAO_ASSIGN_OR_RETURN(const ports::FactSnapshot::DocumentPage page,
                             snapshot.Documents(filter, after, std::min(left, kPageSize)));
    for (const ports::DocumentRow& row : page.rows) Add(row.document);
    if (page.next.empty() || page.rows.empty()) return true;
    left -= static_cast<int64_t>(page.rows.size());
    after = page.next;
  }
  return false;
}

size_t PlaceIndex::Add(const model::Document& document) {
  const auto known = by_document_.find(document.id);
  if (known != by_document_.end()) return known->second;
  const std::string& id = document.place.place_id;
  const auto found = id.empty() ? by_place_id_.end() : by_place_id_.find(id);
  size_t at = 0;
  if (found != by_place_id_.end()) {
    at = found->second;
  } else {
    at = places_.size();
    const std::optional<model::Place> listed =
        id.empty() ? std::nullopt : language_.FindPlace(id);
    places_.push_back({id, listed ? listed->name : document.place.text, document.home,
                       document.place.county, document.place.level, {}});
    if (!id.empty()) by_place_id_[id] = at;
  }
  by_document_[document.id] = at;
  if (document.year) places_[at].years.insert(*document.year);
  return at;
}

std::optional<size_t> PlaceIndex::PlaceOf(const std::string& document_id) const {
  const auto found = by_document_.find(document_id);
  if (found == by_document_.end()) return std::nullopt;
  return found->second;
}

bool CouldState(const ReportingPlace& place, int32_t year, model::FactStatus status) {
  return place.years.count(year) > 0 ||
         (status == model::FactStatus::kTarget && place.years.count(year - 1) > 0);
}

}  // namespace gongbao::query
