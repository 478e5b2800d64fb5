// Named works and investment projects, with their stage and investment. One object a report.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/extraction/project_names.h"
#include "services/extraction/report_context.h"
#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class ProjectEmitter : public Emitter {
 public:
  explicit ProjectEmitter(const ReportContext& report);
  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;

 private:
  struct Verb {
    CharSpan span;
    model::ProjectStage stage = model::ProjectStage::kUnknown;
    bool drives = false;  // 加快, 推进: what they speak of has begun
    bool builds = false;  // 新建, 建成: they bring a thing about
  };
  // Words between two verbs, or between a verb and an end of the clause.
  struct Region {
    CharSpan clause;
    CharSpan span;
    const Verb* before = nullptr;
    const Verb* behind = nullptr;
    bool then_preparing = false;  // right behind that verb stands one of preparation
    bool object_behind = false;  // the verb behind has an object of its own
  };
  struct Item {
    CharSpan span;
    std::u32string name;  // with words that it shares with its neighbours
    std::optional<model::Quantity> investment;
    bool invested = false;
    bool measured = false;    // a length in the midst of it is left out
    bool attributed = false;  // words with 的 stood before it
  };

  static size_t ReadVerb(std::u32string_view text, uint32_t at, bool begins, Verb* verb);
  std::vector<Verb> FindVerbs(const SentenceView& sentence, CharSpan clause) const;
  void ReadClause(const SentenceView& sentence, CharSpan clause, CharSpan next,
                  std::vector<model::Fact>* facts);
  void ReadRegion(const SentenceView& sentence, const Region& region,
                  std::vector<model::Fact>* facts);
  // 对宋家小学进行提档升级
  bool ReadTreatment(const SentenceView& sentence, CharSpan clause,
                     std::vector<model::Fact>* facts);
  std::vector<Item> ItemsOf(const SentenceView& sentence, CharSpan names) const;
  bool ReadMeasured(const SentenceView& sentence, Item* item) const;
  std::vector<Item> WholeOf(const SentenceView& sentence, CharSpan name) const;
  void ShareTail(const SentenceView& sentence, std::vector<Item>* items) const;
  model::ProjectStage StageOf(const SentenceView& sentence, const Region& region) const;
  bool IsSubjectOfWorks(const SentenceView& sentence, const Region& region,
                        const Item& item) const;
  void Emit(const SentenceView& sentence, CharSpan clause, const Item& item,
            model::ProjectStage stage, std::string_view rule, int32_t confidence,
            std::vector<model::Fact>* facts);

  bool small_ = false;  // the report is a town's or a county's
  std::optional<model::ProjectStage> carried_;  // of the clause before: 签约3个项目，分别是…
  std::set<std::pair<std::string, model::FactStatus>> seen_;  // one record a project and status
};

}  // namespace gongbao::extraction
