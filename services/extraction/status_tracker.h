// Whether a figure is a result, an expectation or an aim: by section, cue words and sentence. Keeps
// what carries on to the end of a full sentence (预计… over several clauses). One object a report.
#pragma once

#include <vector>

#include "services/extraction/lexer.h"
#include "services/extraction/report_context.h"
#include "services/extraction/sentence_view.h"
#include "services/model/fact.h"

namespace gongbao::extraction {

class StatusTracker {
 public:
  explicit StatusTracker(const ReportContext& context) : context_(context) {}

  // Fills in the status at each token of a sentence; sentences must come in order.
  void Read(SentenceView* sentence);

 private:
  bool IsAhead(const PeriodMark& mark) const;

  const ReportContext& context_;
  int32_t paragraph_ = -1;
  bool estimate_ = false;
  bool aim_ = false;
  bool aims_follow_ = false;  // the line before is a heading such as 主要目标
  bool below_aims_ = false;   // this paragraph stands below such a heading
};

}  // namespace gongbao::extraction
