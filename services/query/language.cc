#include "services/query/language.h"

#include <algorithm>
#include <utility>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/language/figures/units.h"
#include "services/language/ontology/ontology.h"
#include "services/language/words/index_terms.h"

namespace gongbao::query {

UnitView ViewOf(std::string_view unit) {
  const figures::PrintedUnit printed = figures::ParsePrintedUnit(unit);
  return {std::string(unit), printed.base, printed.numerator, printed.denominator};
}

StatusOr<std::shared_ptr<const Language>> Language::Open(const std::string& gazetteer_file) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const words::Dictionary> dictionary,
                           words::Dictionary::Open());
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const gazetteer::Gazetteer> gazetteer,
                           gazetteer::Gazetteer::OpenWith(gazetteer_file));
  return std::make_shared<const Language>(std::move(dictionary), std::move(gazetteer));
}

Language::Language(std::shared_ptr<const words::Dictionary> dictionary,
                   std::shared_ptr<const gazetteer::Gazetteer> gazetteer)
    : segmenter_(dictionary), gazetteer_(std::move(gazetteer)) {
  Sha256 digest;
  digest.Update(dictionary->digest());
  digest.Update(gazetteer_->digest());
  for (const ontology::Indicator& indicator : ontology::Ontology::Get().indicators()) {
    indicators_.push_back({indicator.canonical, indicator.display_name, indicator.synonyms,
                           ViewOf(indicator.unit)});
    const UnitView& unit = indicators_.back().unit;
    digest.Update(Cat({indicator.canonical, "\n", indicator.display_name, "\n",
                       Join(indicator.synonyms, "\n"), "\n", unit.unit, "\n", unit.base_unit, "\n",
                       std::to_string(unit.numerator), "/", std::to_string(unit.denominator)}));
  }
  digest_ = digest.FinishHex();
}

std::vector<std::string> Language::IndexTerms(std::string_view sentence) const {
  return words::IndexTerms(sentence, segmenter_);
}

std::vector<std::string> Language::QueryTerms(std::string_view word) const {
  return words::QueryTerms(word);
}

const Indicator* Language::FindIndicator(std::string_view name) const {
  const ontology::Indicator* meant = ontology::Ontology::Get().Resolve(name);
  if (meant == nullptr) return nullptr;
  const std::string& canonical = meant->canonical;
  const auto found =
      std::find_if(indicators_.begin(), indicators_.end(), [&](const Indicator& indicator) {
        return indicator.canonical == canonical;
      });
  return found == indicators_.end() ? nullptr : &*found;
}

std::vector<model::Place> Language::PlacesNamed(std::string_view name, bool short_too) const {
  std::vector<model::Place> places;
  for (const gazetteer::PlaceIndex index : gazetteer_->Named(name, short_too)) {
    places.push_back(gazetteer_->Describe(index));
  }
  return places;
}

std::optional<model::Place> Language::FindPlace(std::string_view id) const {
  return gazetteer_->Describe(id);
}

}  // namespace gongbao::query
