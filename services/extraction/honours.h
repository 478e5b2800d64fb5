// Titles, selections and places in a ranking (被评为…, 入选…, 居全市第3位). One object a report.
#pragma once

#include <string>

#include "services/extraction/report_context.h"
#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class HonourEmitter : public Emitter {
 public:
  explicit HonourEmitter(const ReportContext& report) : report_(report) {}
  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;

 private:
  struct Trigger {
    CharSpan clause;
    CharSpan verb;
    bool strong = false;
  };

  // Whether there were any.
  bool ReadTitles(const SentenceView& sentence, const Trigger& trigger,
                  std::vector<model::Fact>* facts);
  void ReadPlaces(const SentenceView& sentence, std::vector<model::Fact>* facts);
  // Who won: the words between the clause's beginning and the verb, and who granted (被县委评为).
  void FindParties(const SentenceView& sentence, const Trigger& trigger, std::string* holder,
                   std::string* granted_by) const;
  std::string OwnPlace() const;

  const ReportContext& report_;
};

}  // namespace gongbao::extraction
