// What query asks of services/language: index terms, the ontology with its units, names of places.
// Immutable; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/place.h"
#include "services/query/unit_view.h"

namespace gongbao::query {

// A headline indicator of the ontology.
struct Indicator {
  std::string canonical;
  std::string display_name;
  std::vector<std::string> synonyms;
  UnitView unit;  // that answers use unless asked otherwise
};

class Language {
 public:
  virtual ~Language() = default;
  // Distinct terms under which a sentence is indexed.
  virtual std::vector<std::string> IndexTerms(std::string_view sentence) const = 0;
  // Terms that every sentence has which holds the word as a substring; empty where there are none.
  virtual std::vector<std::string> QueryTerms(std::string_view word) const = 0;
  // In the ontology's order.
  virtual const std::vector<Indicator>& indicators() const = 0;
  const Indicator* FindIndicator(std::string_view canonical) const;
  // Nothing where it is no unit.
  virtual std::optional<UnitView> FindUnit(std::string_view unit) const = 0;
  virtual std::optional<model::Place> FindPlace(std::string_view id) const = 0;
  // Rises or changes with everything above: part of the key of a kept answer.
  virtual const std::string& digest() const = 0;
};

}  // namespace gongbao::query
