// Promises that can be checked: a thing to build or obtain, a figure, a date, or a mechanism to set
// up, in what a report says of its plans. One object a report.
#pragma once

#include <string_view>
#include <vector>

#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class CommitmentEmitter : public Emitter {
 public:
  explicit CommitmentEmitter(std::string_view text) : text_(text) {}
  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;

 private:
  struct Clause {
    CharSpan span;
    CharSpan verb;
    int strength = 0;  // 0: promises nothing; 3: as definite as can be
    bool figure = false;
    bool own_verb = false;
    bool named = false;  // names works or a project
    bool dated = false;
    bool leads = false;  // the verb begins the clause: a promise of its own
  };

  Clause ReadClause(const SentenceView& sentence, CharSpan span) const;
  void FindProjects(const SentenceView& sentence, const std::vector<model::Fact>& facts);
  void Emit(const SentenceView& sentence, CharSpan evidence, const Clause& clause,
            std::vector<model::Fact>* facts) const;
  // The aims of a year go on over ； to the end of the full sentence: one promise.
  bool ExtendAims(const SentenceView& sentence, std::vector<model::Fact>* facts);

  std::string_view text_;
  std::vector<CharSpan> projects_;  // of the sentence, in characters
  int32_t aims_ = -1;       // the fact that holds them, while they may go on
  int32_t paragraph_ = -1;  // of that fact
};

}  // namespace gongbao::extraction
