// Names that a report speaks of, once each: programmes, places, persons, institutions, facilities.
// One object a report.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/extraction/report_context.h"
#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class EntityEmitter : public Emitter {
 public:
  EntityEmitter(const ReportContext& report, const model::Segmentation& segmentation);
  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;

 private:
  void ReadQuotes(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadKnown(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadPlaces(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadNames(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadCampaigns(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadStock(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadLists(const SentenceView& sentence, std::vector<model::Fact>* facts);
  void ReadSpeaker(const SentenceView& sentence, std::vector<model::Fact>* facts);
  bool IsCovered(CharSpan span) const;  // lies in a longer name of this sentence
  void Add(const SentenceView& sentence, CharSpan name, model::EntityKind kind,
           std::string_view rule, int32_t confidence, std::vector<model::Fact>* facts);

  const model::Segmentation& segmentation_;
  std::u32string own_stem_;        // of the report's own place: 何店
  std::vector<CharSpan> covered_;  // names of this sentence
  size_t token_ = 0;  // the first word that may lie in the next sentence
  std::set<std::pair<model::EntityKind, std::string>> seen_;
};

}  // namespace gongbao::extraction
