// What query asks of services/language: index terms, the ontology with its units, names of places.
// Immutable; thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/language/gazetteer/gazetteer.h"
#include "services/language/words/word_segmenter.h"
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
  // The images of the share folder. gazetteer: see Gazetteer::OpenWith; empty for the built-in one.
  static StatusOr<std::shared_ptr<const Language>> Open(const std::string& gazetteer = "");
  Language(std::shared_ptr<const words::Dictionary> dictionary,
           std::shared_ptr<const gazetteer::Gazetteer> gazetteer);

  // Distinct terms under which a sentence is indexed.
  std::vector<std::string> IndexTerms(std::string_view sentence) const;
  // Terms that every sentence has which holds the word as a substring; empty where there are none.
  std::vector<std::string> QueryTerms(std::string_view word) const;

  // In the ontology's order.
  const std::vector<Indicator>& indicators() const { return indicators_; }
  // By canonical name, or another name that means this indicator alone; null where there is none.
  const Indicator* FindIndicator(std::string_view name) const;
  std::optional<model::Place> FindPlace(std::string_view id) const;
  // Divisions of the gazetteer of that name, in order of id; short names (霍山) only where asked for.
  std::vector<model::Place> PlacesNamed(std::string_view name, bool short_too) const;
  // Of everything above: part of the key of a kept answer.
  const std::string& digest() const { return digest_; }

 private:
  words::WordSegmenter segmenter_;
  std::shared_ptr<const gazetteer::Gazetteer> gazetteer_;
  std::vector<Indicator> indicators_;
  std::string digest_;
};

// A unit as printed (万元); one that is not on the list is a base unit of its own.
UnitView ViewOf(std::string_view unit);

}  // namespace gongbao::query
