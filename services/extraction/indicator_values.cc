// Of IndicatorBinder: records from values and changes.
#include <algorithm>

#include "services/extraction/indicator_binder.h"

namespace gongbao::extraction {
namespace {

using model::Bound;
using model::ChangeKind;
using model::FactStatus;
using model::PeriodKind;
using model::QuantityKind;

// Prints a fall as a negative number.
void Negate(model::Quantity* quantity) {
  const auto flip = [](std::optional<std::string>* text) {
    if (*text && !(*text)->empty() && (**text)[0] != '-' && **text != "0")
      (*text)->insert(0, 1, '-');
  };
  flip(&quantity->printed_value);
  flip(&quantity->printed_value_max);
  if (quantity->value && quantity->value->units > 0) quantity->value = -*quantity->value;
  if (quantity->value_max && quantity->value_max->units > 0)
    quantity->value_max = -*quantity->value_max;
}

}  // namespace

FactStatus IndicatorBinder::StatusAt(uint32_t token) const {
  const FactStatus status = sentence_->status[token];
  const std::optional<int32_t> review = context_.review_year();
  if (!period_.period || !review || !period_.printed) return status;
  const int32_t last = period_.period->last_year();
  const bool plan_text = context_.document().kind == model::DocumentKind::kPlan;
  if (last > *review && !plan_text) return FactStatus::kTarget;
  // 2021年已收回沉淀资金 in a section of plans is a result.
  if (context_.IsPlan(section_) && context_.plan_year() && last < *context_.plan_year())
    return sentence_->expected[token] ? FactStatus::kEstimate : FactStatus::kActual;
  return status;
}

model::Quantity IndicatorBinder::QuantityAt(uint32_t token) const {
  const figures::Figure& figure = sentence_->figures[sentence_->tokens[token].index];
  model::Quantity quantity = figure.quantity;
  if (figure.above && StatusAt(token) == FactStatus::kTarget) quantity.bound = Bound::kAtLeast;
  return quantity;
}

// 5000万元以上企业, 固定资产投资500万元以上项目: describes a class of things.
bool IndicatorBinder::IsClass(uint32_t token) const {
  const figures::Figure& figure = sentence_->figures[sentence_->tokens[token].index];
  if (!figure.above || token + 1 >= sentence_->tokens.size()) return false;
  const Token& next = sentence_->tokens[token + 1];
  return next.kind == TokenKind::kUnknown || next.kind == TokenKind::kName ||
         (next.kind == TokenKind::kCue && (next.cues & ~(kFirm | kTail)) == 0);
}

// What makes a figure's indicator, period or status less sure: a name from another sentence, a
// section of unknown role, a year that nothing tells, one of several places.
int32_t IndicatorBinder::ConfidenceOf(const Subject& subject, std::string_view rule,
                                      const figures::Figure& figure) const {
  int32_t sure = rule == "value" ? 980 : rule == "to" ? 970 : rule == "growth" ? 960 : 930;
  sure -= subject.doubt;
  if (subject.sentence != sentence_->index) sure -= 70;
  if (!period_.period) sure -= 20;
  const bool role = context_.IsPlan(section_) || context_.IsReview(section_);
  if (!role && !period_.printed) sure -= 60;
  if (subject.compared) sure -= 40;
  if (figure.implied_percent) sure -= 120;
  if (figure.quantity.masked) sure -= 10;
  return std::max(sure, 500);
}

IndicatorRecord& IndicatorBinder::NewRecord(Subject* subject, uint32_t token,
                                            std::string_view rule) {
  const figures::Figure& figure = sentence_->figures[sentence_->tokens[token].index];
  IndicatorRecord record;
  record.indicator = subject->indicator;
  record.fact.name = subject->name;
  record.fact.place_text = subject->place;
  record.fact.of = subject->of;
  record.fact.status = StatusAt(token);
  record.period = period_;
  const bool aim_elsewhere = record.fact.status == FactStatus::kTarget &&
                             !context_.IsPlan(section_) &&
                             (!context_.IsReview(section_) || sentence_->aims_follow) &&
                             !period_.printed;
  if (aim_elsewhere && context_.plan_year())
    record.period.period = model::Period::Year(*context_.plan_year());
  record.sentence = sentence_->index;
  record.section = section_;
  record.anchor = sentence_->Bytes(figure.core);
  record.rule = rule;
  record.confidence = ConfidenceOf(*subject, rule, figure);
  // Evidence from the clause of the name where that is in this sentence.
  const uint32_t begin = subject->sentence == sentence_->index
                             ? subject->clause.begin
                             : sentence_->at[ClauseAround(*sentence_, figure.core.begin).begin];
  record.evidence = {std::min(begin, sentence_->at[figure.span.begin]),
                     std::max(subject->sentence == sentence_->index ? subject->clause.end : 0,
                              sentence_->at[figure.span.end])};
  if (sentence_->trace != nullptr) TellWhy(record, *subject, token);
  subject->record = static_cast<int32_t>(records_.size());
  records_.push_back(std::move(record));
  Remember(subject);
  return records_.back();
}

void IndicatorBinder::Extend(IndicatorRecord* record, uint32_t token) const {
  const figures::Figure& figure = sentence_->figures[sentence_->tokens[token].index];
  record->evidence.end = std::max(record->evidence.end, sentence_->at[figure.span.end]);
}

void IndicatorBinder::AddValue(Subject* subject, uint32_t token, std::string_view rule) {
  model::Quantity quantity = QuantityAt(token);
  IndicatorRecord* record = nullptr;
  if (subject->record >= 0 && !records_[subject->record].fact.value &&
      records_[subject->record].sentence == sentence_->index) {
    record = &records_[subject->record];  // 年均增长8%，到2025年达到5亿元
    if (period_.printed) record->period = period_;
    Extend(record, token);
  } else {
    record = &NewRecord(subject, token, rule);
  }
  // 招商引资到位资金2000万美元 comes from abroad.
  if (quantity.base_unit == "美元" && record->indicator->canonical == "domestic_investment_attracted")
    record->indicator = ontology::Ontology::Get().Find("fdi");
  record->fact.bound = quantity.bound;
  record->fact.masked |= quantity.masked;
  record->fact.value = std::move(quantity);
  if (subject->from) {
    record->fact.changes.push_back({ChangeKind::kFrom, *subject->from});
    record->rule = "from_to";
    subject->from.reset();
  }
}

ChangeKind IndicatorBinder::ChangeKindOf(const Subject& subject, const Lead& lead,
                                         const model::Quantity& quantity) const {
  if (quantity.kind == QuantityKind::kPoints) return ChangeKind::kPoints;
  const uint32_t cues = lead.HasName() ? lead.near_cues : lead.cues;
  if ((cues & kAvg) != 0) return ChangeKind::kAvgAnnual;
  if ((cues & kMom) != 0) return ChangeKind::kMom;
  if ((cues & kCumulative) != 0) return ChangeKind::kCumulative;
  const std::optional<int32_t> now =
      period_.period ? std::optional<int32_t>(period_.period->last_year()) : std::nullopt;
  if (lead.base_period >= 0 && now) {
    const PeriodValue base =
        context_.Resolve(sentence_->periods[lead.base_period], section_, period_);
    if (base.period && base.period->last_year() != *now - 1) return ChangeKind::kCumulative;
    return ChangeKind::kYoy;
  }
  // The years since 2002 of a year that is masked are more than one.
  if (lead.base_period >= 0 && !now && sentence_->periods[lead.base_period].year != 0)
    return ChangeKind::kCumulative;
  if ((cues & kYoy) != 0) return ChangeKind::kYoy;
  // 农业总产值由上年的3.79亿元增长到4.02亿元，增长6.1%: a 上年 that counts from the year of speaking is the
  // year under review itself, which is no base; only an earlier year makes the growth one of many years.
  if (subject.from_masked) return ChangeKind::kCumulative;
  if (subject.from_year && *subject.from_year + 1 < now.value_or(0)) return ChangeKind::kCumulative;
  // 比年初增加2亿元，增长8%: the rate is measured from where the amount is.
  if (subject.record >= 0 && quantity.kind == QuantityKind::kPercent &&
      !records_[subject.record].fact.changes.empty()) {
    const model::Change& last = records_[subject.record].fact.changes.back();
    if (last.kind == ChangeKind::kCumulative && last.amount.kind != QuantityKind::kPercent &&
        last.amount.kind != QuantityKind::kMultiple)
      return ChangeKind::kCumulative;
  }
  if (period_.period && period_.period->kind == PeriodKind::kTerm) return ChangeKind::kCumulative;
  return ChangeKind::kYoy;
}

// 三年翻一番.
bool IndicatorBinder::IsBehindYears(uint32_t token) const {
  for (uint32_t i = token; i-- > 0 && token - i <= 2;) {
    const Token& before = sentence_->tokens[i];
    if (before.kind == TokenKind::kFigure)
      return sentence_->figures[before.index].quantity.kind == QuantityKind::kDuration;
  }
  return false;
}

void IndicatorBinder::AddChange(Subject* subject, const Lead& lead, uint32_t token, bool down) {
  model::Quantity quantity = QuantityAt(token);
  model::Change change;
  change.kind = ChangeKindOf(*subject, lead, quantity);
  if (quantity.printed_unit == "番" && IsBehindYears(token)) change.kind = ChangeKind::kCumulative;
  const Bound bound = quantity.bound;
  const bool masked = quantity.masked;
  if (down) Negate(&quantity);
  change.amount = std::move(quantity);
  IndicatorRecord* record = subject->record >= 0 ? &records_[subject->record] : nullptr;
  if (record != nullptr) {
    // A second rate of the same kind for an aim, or for another period, is a record of its own.
    const bool other_period =
        record->period.period && period_.period && !record->period.period->Covers(*period_.period);
    bool same = false;
    for (const model::Change& old : record->fact.changes) {
      same |= old.kind == change.kind && old.amount.printed_unit == change.amount.printed_unit;
    }
    if (same && (other_period || StatusAt(token) == FactStatus::kTarget)) record = nullptr;
    if (record != nullptr && other_period && !record->fact.value) record = nullptr;
  }
  const bool rate = change.amount.kind == QuantityKind::kPercent ||
                    change.amount.kind == QuantityKind::kPoints ||
                    change.amount.kind == QuantityKind::kMultiple;
  if (record == nullptr) {
    // 各项贷款新增1.91万亿元 without a level is a quantity only.
    if (!rate && subject->indicator->measure == ontology::Measure::kStock) return;
    record = &NewRecord(subject, token, "growth");
    record->fact.bound = bound;
    record->fact.masked = masked;
  } else {
    Extend(record, token);
  }
  record->fact.changes.push_back(std::move(change));
}

}  // namespace gongbao::extraction
