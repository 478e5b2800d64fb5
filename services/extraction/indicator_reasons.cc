// Of IndicatorBinder: why a record came out as it did, for people who ask.
#include "services/base/text.h"
#include "services/extraction/indicator_binder.h"

namespace gongbao::extraction {

using model::FactStatus;

std::string IndicatorBinder::PeriodReason(const IndicatorRecord& record) const {
  const std::string period = record.period.period ? record.period.period->ToText() : "none";
  std::string from;
  if (record.period.period && period_.period && !record.period.period->Covers(*period_.period)) {
    from = "an aim outside of reviews and plans is of the year that plans are for";
  } else if (period_from_ == PeriodFrom::kTopic) {
    from = "an earlier paragraph of the chapter speaks of it";
  } else if (period_from_ == PeriodFrom::kPrinted) {
    from = period_sentence_ == sentence_->index ? "printed in this sentence"
                                                : "printed in an earlier sentence of the paragraph";
  } else if (context_.SectionPeriodPrinted(section_)) {
    from = "printed in the section's heading";
  } else if (context_.IsPlan(section_)) {
    from = "the section is a plan: the year that the report plans for";
  } else {
    from = "the year that the section is about";
  }
  return Cat({"period ", period, ": ", from});
}

std::string IndicatorBinder::StatusReason(const IndicatorRecord& record, uint32_t token) const {
  const FactStatus by_words = sentence_->status[token];
  std::string from;
  if (record.fact.status != by_words) {
    from = "its period lies outside of what the section speaks of";
  } else if (context_.IsPlan(section_)) {
    from = "the section is a plan";
  } else if (by_words == FactStatus::kTarget) {
    from = "a word of aims stands before it";
  } else if (by_words == FactStatus::kEstimate) {
    from = "a word of expectation stands before it";
  } else {
    from = "nothing says otherwise";
  }
  return Cat({"status ", model::FactStatusName(record.fact.status), ": ", from});
}

void IndicatorBinder::TellWhy(const IndicatorRecord& record, const Subject& subject,
                              uint32_t token) const {
  const figures::Figure& figure = sentence_->figures[sentence_->tokens[token].index];
  const auto say = [&](const std::string& text) {
    sentence_->trace->Say(figure.core, "indicator", text);
  };
  const bool here = subject.sentence == sentence_->index;
  say(Cat({"name ", subject.name, ": ", here ? "stands in this sentence"
                                             : "carried on from an earlier sentence"}));
  say(PeriodReason(record));
  say(StatusReason(record, token));
  const model::PlaceRef& own = context_.document().place;
  std::string from = "named beside the indicator";
  if (subject.compared) {
    from = "one of the places that are compared";
  } else if (scope_set_ && subject.place == scope_place_) {
    from = "a word of scope (全镇, 我县) stands before it";
  } else if (!own.masked && subject.place == own.text) {
    from = "the report's own";
  } else if (subject.place.empty()) {
    from = "it is masked";
  }
  say(Cat({"place ", subject.place.empty() ? "none" : subject.place, ": ", from}));
  if (!subject.of.empty()) say(Cat({"part of ", subject.of, ": 其中 stands before it"}));
}

}  // namespace gongbao::extraction
