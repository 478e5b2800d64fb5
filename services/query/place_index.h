// The places that a set of documents is about, with the years of their reports.
// Thread rule: one object belongs to one thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/ports/fact_store.h"
#include "services/query/language.h"

namespace gongbao::query {

// One settled place, or one document whose place is not settled (never put together with another).
struct ReportingPlace {
  std::string place_id;  // empty: not settled
  std::string place_text;
  std::string home;
  std::string county;
  model::PlaceLevel level = model::PlaceLevel::kUnknown;
  std::set<int32_t> years;  // under review, of its documents
};

class PlaceIndex {
 public:
  explicit PlaceIndex(const Language& language) : language_(language) {}

  // Adds the documents under the filter in their order, at most `limit`. False where there are more.
  StatusOr<bool> Load(ports::FactSnapshot& snapshot, const ports::DocumentFilter& filter,
                      int64_t limit);
  // Number of the document's place, which is added where it is new.
  size_t Add(const model::Document& document);
  // Nothing where the document was not added.
  std::optional<size_t> PlaceOf(const std::string& document_id) const;

  // In order of their first documents: home, place id.
  const std::vector<ReportingPlace>& places() const { return places_; }

 private:
  const Language& language_;
  std::vector<ReportingPlace> places_;
  std::map<std::string, size_t> by_place_id_;
  std::map<std::string, size_t> by_document_;
};

// Whether the place has a document that could state a figure of that year and status: a report of the
// year, or for a target one of the year before.
bool CouldState(const ReportingPlace& place, int32_t year, model::FactStatus status);

}  // namespace gongbao::query
