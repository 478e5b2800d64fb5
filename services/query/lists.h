// Facts and documents one page at a time, and one of them alone. Thread-safe: free functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/ports/fact_store.h"

namespace gongbao::query {

struct FactsQuery {
  ports::FactFilter filter;
  int64_t page_size = 100;
  std::string after;  // order key of the last fact of the page before
};

struct FactsAnswer {
  std::vector<ports::FactRow> facts;      // in canonical order
  std::vector<model::Document> documents;  // of the facts, each once, in order of id
  std::string next;                        // empty on the last page
};

StatusOr<FactsAnswer> ListFacts(ports::FactSnapshot& snapshot, const FactsQuery& query);

struct FactAnswer {
  model::Fact fact;
  model::Document document;
  std::string sentence_text;
};

// NOT_FOUND.
StatusOr<FactAnswer> GetFact(ports::FactSnapshot& snapshot, const std::string& fact_id);

// Documents that the facts are of, each once, in order of id.
StatusOr<std::vector<model::Document>> DocumentsOf(ports::FactSnapshot& snapshot,
                                                   const std::vector<ports::FactRow>& facts);

}  // namespace gongbao::query
