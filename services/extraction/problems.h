// The items of a list of shortcomings (一是…；二是…; lists without numbers are split at ；and 。).
// One object a report.
#pragma once

#include <string_view>

#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class ProblemEmitter : public Emitter {
 public:
  ProblemEmitter(std::string_view text, const model::Segmentation& segmentation)
      : text_(text), segmentation_(segmentation) {}

  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;
  void Finish(std::vector<model::Fact>* facts) override { Flush(facts); }

 private:
  struct Item {
    model::Fact fact;
    bool numbered = false;
    bool open = false;
  };

  void ReadRunning(const SentenceView& sentence, uint32_t begin, std::vector<model::Fact>* facts);
  void Add(const SentenceView& sentence, CharSpan quote, CharSpan item, bool numbered,
           std::vector<model::Fact>* facts);
  void Extend(const SentenceView& sentence);
  void Flush(std::vector<model::Fact>* facts);

  std::string_view text_;
  const model::Segmentation& segmentation_;
  Item item_;
  int32_t section_ = -1;  // the section of problems that is being read
  bool closed_ = false;   // its list has ended
  bool any_ = false;      // it has had an item
};

}  // namespace gongbao::extraction
