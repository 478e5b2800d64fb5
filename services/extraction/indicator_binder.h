// Binds figures to the indicators that they are of: values, changes, periods, status, parts and
// places. Walks over the segments of each sentence, carrying the subject on. One object a report.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/extraction/indicator_record.h"
#include "services/extraction/segments.h"
#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class IndicatorBinder : public Emitter {
 public:
  IndicatorBinder(std::string_view text, const ReportContext& context, const PlaceNames& places)
      : text_(text), context_(context), places_(places) {}

  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;
  void Finish(std::vector<model::Fact>* facts) override;

 private:
  // Figures [first, last] of the tokens, joined by list marks; lead: what stands before them.
  struct Run {
    uint32_t lead_first = 0;
    std::vector<uint32_t> figures;  // token indexes
    uint32_t end = 0;               // token behind
  };

  void StartParagraph(const SentenceView& sentence);
  void ReadSegment(size_t index);
  Run FindRun(uint32_t first, uint32_t last) const;
  // Periods of tokens [first, last) that the figures behind them have.
  void ReadPeriods(uint32_t first, uint32_t last);
  bool SetsPeriod(uint32_t token, uint32_t last) const;
  bool AimsBehind(uint32_t token) const;

  // Sets the subjects from a lead. False where its figures are of no concern (a share, a
  // comparison).
  bool SetSubjects(const Lead& lead, uint32_t lead_first);
  std::vector<Subject> SubjectsOf(const Lead& lead, uint32_t lead_first);
  void AddElement(const Lead& lead, const Element& element, uint32_t lead_first,
                  std::vector<Subject>* out);
  bool IsSubject(int32_t indicator) const;
  bool IsSpokenOf(int32_t indicator) const;
  bool IsNear(const ontology::Name& name);
  const ontology::Name* Reading(const std::vector<int32_t>& readings,
                                const std::vector<Subject>& earlier);
  std::optional<std::string> PlaceOf(const Lead& lead);
  std::vector<Subject> AcrossPlaces(std::vector<Subject> subjects, const Lead& lead) const;
  bool CountsNew(const Element& element);
  // Whether a segment without figures makes a firm the subject of what follows
  // (某公司…，实现出口…).
  bool SpeaksOfFirm(const Segment& segment) const;
  // Whether a subject has a rate of this sentence and no value yet.
  bool LacksLevel(const Subject& subject) const;
  void MarkPart(const Lead& lead, std::vector<Subject>* subjects);

  bool GoesOn(size_t segment) const;
  // How many figures are dealt out, from a run of segment `index` on.
  size_t CountDealt(size_t index, const Run& run, bool growth) const;
  bool DealsOnPairs(const Lead& lead, size_t count) const;
  void BindRun(const Lead& lead, const Run& run, size_t segment);
  void BindOne(Subject* subject, const Lead& lead, uint32_t token);
  // 7.4亿元的规上工业产值: the token behind what was read, 0 where the figures are no attribute.
  uint32_t BindAttribute(const Lead& lead, const Run& run, uint32_t last);

  void AddValue(Subject* subject, uint32_t token, std::string_view rule);
  bool IsBehindYears(uint32_t token) const;
  void AddChange(Subject* subject, const Lead& lead, uint32_t token, bool down);
  model::ChangeKind ChangeKindOf(const Subject& subject, const Lead& lead,
                                 const model::Quantity& quantity) const;
  int32_t ConfidenceOf(const Subject& subject, std::string_view rule,
                       const figures::Figure& figure) const;
  IndicatorRecord& NewRecord(Subject* subject, uint32_t token, std::string_view rule);
  model::Quantity QuantityAt(uint32_t token) const;
  bool IsClass(uint32_t token) const;
  model::FactStatus StatusAt(uint32_t token) const;
  // Tells the sentence's trace why a record came out as it did.
  void TellWhy(const IndicatorRecord& record, const Subject& subject, uint32_t token) const;
  std::string PeriodReason(const IndicatorRecord& record) const;
  std::string StatusReason(const IndicatorRecord& record, uint32_t token) const;
  void Extend(IndicatorRecord* record, uint32_t token) const;
  bool PassesLandmark(const Subject& subject, uint32_t token) const;
  void Remember(Subject* subject);

  std::string_view text_;
  const ReportContext& context_;
  const PlaceNames& places_;
  const SentenceView* sentence_ = nullptr;
  std::vector<Segment> segments_;
  std::map<const ontology::Name*, bool> near_;  // of this sentence: whether a word that a name needs is in it

  // Carried on inside a paragraph.
  int32_t paragraph_ = -1;
  int32_t section_ = -1;
  PeriodValue period_;
  // Where period_ comes from, for people who ask.
  enum class PeriodFrom { kSection, kTopic, kPrinted };
  PeriodFrom period_from_ = PeriodFrom::kSection;
  int32_t period_sentence_ = -1;  // in which it was printed
  std::vector<Subject> subjects_;
  std::vector<Subject> history_;  // that were given figures, in order
  std::optional<Subject> whole_;  // 其中 splits it
  std::string scope_place_;
  bool scope_set_ = false;
  bool scope_none_ = false;          // the scope is a place of no concern
  bool part_ahead_ = false;          // 其中 and a mark stand before what comes
  bool project_ = false;             // a project is spoken of, up to the end of the clause
  bool owner_ = false;               // a firm is spoken of, up to ； or the end of the sentence
  // A firm was spoken of before ；: 某公司年产值2亿元；税收300万元；新增规上企业3家: what firms yield may
  // still be its own, what only a place has is the place's.
  bool firm_before_ = false;
  std::optional<Subject> compared_;  // the indicator that places are compared by
  bool fresh_ = false;               // the subjects were set after the last figure was bound
  bool newly_ = false;               // 新增…、…: the list goes on counting increments
  // Carried on from paragraph to paragraph of a top section: “十四五”时期…, 刚刚过去的2025年….
  PeriodValue topic_;
  int32_t topic_section_ = -1;

  std::vector<Subject> dealt_;  // subjects that figures are dealt out to, and the next one
  size_t next_dealt_ = 0;
  Lead dealt_lead_;

  std::vector<IndicatorRecord> records_;
};

}  // namespace gongbao::extraction
