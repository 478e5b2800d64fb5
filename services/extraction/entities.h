// Names that a report speaks of, once each: programmes, places, persons, institutions, facilities.
// One object a report.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class EntityEmitter : public Emitter {
 public:
  explicit EntityEmitter(const model::Segmentation& segmentation) : segmentation_(segmentation) {}
  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;

 private:
  void ReadQuotes(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadKnown(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadPlaces(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadNames(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void Add(const SentenceView& sentence, CharSpan name, model::EntityKind kind,
           std::string_view rule, int32_t confidence, std::vector<model::Fact>* facts);

  const model::Segmentation& segmentation_;
  size_t token_ = 0;  // the first word that may lie in the next sentence
  std::set<std::pair<model::EntityKind, std::string>> seen_;
};

}  // namespace gongbao::extraction
