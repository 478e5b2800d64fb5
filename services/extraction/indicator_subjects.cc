// Of IndicatorBinder: what a clause speaks of.
#include <algorithm>

#include "services/base/text.h"
#include "services/extraction/indicator_binder.h"

namespace gongbao::extraction {
namespace {

using ontology::Indicator;
using ontology::Measure;
using ontology::Name;
using ontology::NameKind;
using ontology::Ontology;

// What a project or a firm yields as well as a place does.
bool IsOfProjects(const Indicator& indicator) {
  static constexpr std::string_view kOfProjects[] = {"tax_revenue", "industrial_output", "exports",
                                                     "industrial_sales_revenue",
                                                     "industrial_profit"};
  for (const std::string_view canonical : kOfProjects) {
    if (indicator.canonical == canonical) return true;
  }
  return false;
}

// 农作物播种面积50万亩，其中粮食播种面积40万亩: all of it, whatever it is a part of.
bool IsWholeInItself(const Indicator& indicator) {
  static constexpr std::string_view kWholes[] = {
      "gdp", "industrial_agricultural_output", "grain_area", "grain_output", "exports", "imports", "general_public_budget_revenue",
      "local_fiscal_revenue", "urban_resident_income", "rural_resident_income"};
  for (const std::string_view canonical : kWholes) {
    if (indicator.canonical == canonical) return true;
  }
  return false;
}

}  // namespace

// Whether what a clause goes on from is this indicator.
bool IndicatorBinder::IsSubject(int32_t indicator) const {
  const Indicator* wanted = &Ontology::Get().indicators()[indicator];
  return std::any_of(subjects_.begin(), subjects_.end(),
                     [&](const Subject& subject) { return subject.indicator == wanted; });
}

bool IndicatorBinder::IsSpokenOf(int32_t indicator) const {
  const Indicator* wanted = &Ontology::Get().indicators()[indicator];
  if (!history_.empty() && history_.back().indicator == wanted) return true;
  return (whole_ && whole_->indicator == wanted) || IsSubject(indicator);
}

bool IndicatorBinder::IsNear(const Name& name) {
  // 新增规上工业企业3家，实现产值2亿元: theirs alone.
  if (!subjects_.empty() && (subjects_[0].counts_new || subjects_[0].newly)) return false;
  const auto [found, fresh] = near_.try_emplace(&name, false);  // a sentence is searched once for a name
  if (fresh) {
    found->second =
        std::any_of(name.near.begin(), name.near.end(), [&](const std::u32string& word) {
          return sentence_->chars.find(word) != std::u32string::npos;
        });
  }
  return found->second;
}

const Name* IndicatorBinder::Reading(const std::vector<int32_t>& readings,
                                     const std::vector<Subject>& earlier) {
  const Ontology& ontology = Ontology::Get();
  const Name* plain = nullptr;
  const Name* near = nullptr;
  const Name* after = nullptr;
  for (const int32_t index : readings) {
    const Name& name = ontology.name(index);
    if (name.kind == NameKind::kAfter) {
      // 规上工业总产值、增加值: the one before it in the list, else what the clause goes on from.
      if (!earlier.empty() && earlier.back().indicator == &ontology.indicators()[name.after])
        return &name;
      if (IsSubject(name.after)) return &name;
      if (after == nullptr && IsSpokenOf(name.after)) after = &name;
    } else if (name.kind == NameKind::kNear) {
      if (near == nullptr && IsNear(name)) near = &name;
    } else {
      plain = &name;
    }
  }
  return after != nullptr ? after : near != nullptr ? near : plain;
}

std::optional<std::string> IndicatorBinder::PlaceOf(const Lead& lead) {
  const model::PlaceRef& place = context_.document().place;
  const std::string own = place.masked ? "" : place.text;
  if (!lead.scope.empty() && (lead.HasName() || (lead.cues & (kRank | kCompare)) == 0)) {
    const auto found = context_.PlaceOfScope(lead.scope);
    scope_set_ = true;
    owner_ = firm_before_ = project_ = false;
    scope_none_ = !found;
    scope_place_ = found.value_or("");
  }
  if (!lead.place.empty()) {
    const std::string named = ToUtf8(lead.place);
    const bool mine = !own.empty() && named.size() >= own.size() &&
                      named.compare(named.size() - own.size(), own.size(), own) == 0;
    return mine ? own : named;
  }
  if (!scope_set_) return own;
  if (scope_none_) return std::nullopt;
  return scope_place_;
}

void IndicatorBinder::AddElement(const Lead& lead, const Element& element, uint32_t lead_first,
                                 std::vector<Subject>* out) {
  const SentenceView& sentence = *sentence_;
  Subject subject;
  subject.name = ToUtf8(sentence.In(element.span));
  subject.sentence = sentence.index;
  subject.clause = {sentence.at[sentence.tokens[lead_first].span.begin],
                    sentence.at[element.span.end]};
  const std::optional<std::string> place = PlaceOf(lead);
  const bool none =
      element.readings == nullptr || element.rejected || lead.firm || owner_ || !place;
  const Name* name = none ? nullptr : Reading(*element.readings, *out);
  // 限额以上单位通过公共网络实现…: a short name with other words behind it means something else.
  if (name == nullptr || (name->kind == NameKind::kAfter && element.trailed)) {
    out->push_back(subject);
    return;
  }
  subject.place = *place;
  subject.growth_name = name->kind == NameKind::kGrowth || (lead.near_cues & (kRate | kFall)) != 0;
  subject.counts_new = name->kind == NameKind::kNewly;
  // A short name means its indicator only by what was spoken of; other words behind a name may say
  // that something else is meant.
  if (name->kind == NameKind::kAfter || name->kind == NameKind::kNear) subject.doubt += 60;
  if (element.trailed) subject.doubt += 80;
  for (const int32_t index : name->indicators) {
    subject.indicator = &Ontology::Get().indicators()[index];
    if ((project_ || firm_before_) && IsOfProjects(*subject.indicator)) continue;
    if (name->kind == NameKind::kShared) subject.name = subject.indicator->display_name;
    const bool stock = subject.indicator->measure == Measure::kStock;
    subject.newly =
        name->kind != NameKind::kNewly && (element.raised || (stock && (element.newly || newly_)));
    out->push_back(subject);
  }
}

std::vector<Subject> IndicatorBinder::SubjectsOf(const Lead& lead, uint32_t lead_first) {
  std::vector<Subject> subjects;
  for (const Element& element : lead.elements) AddElement(lead, element, lead_first, &subjects);
  return subjects;
}

void IndicatorBinder::MarkPart(const Lead& lead, std::vector<Subject>* subjects) {
  const bool starts = (lead.cues & kPart) != 0 || part_ahead_;
  part_ahead_ = false;
  if (starts) {
    whole_.reset();
    if (!history_.empty())
      whole_ = history_.back();
    else if (subjects_.size() == 1)
      whole_ = subjects_[0];
  }
  for (Subject& subject : *subjects) {
    if (subject.indicator == nullptr) continue;
    if (whole_ && (whole_->indicator == subject.indicator ||
                   (starts && whole_->indicator != nullptr &&
                    IsPartOf(*whole_->indicator, *subject.indicator)) ||
                   (starts && whole_->indicator == nullptr && !IsWholeInItself(*subject.indicator)))) {
      subject.indicator = nullptr;  // a part of something else, or of itself: not the headline
    } else if (whole_ && whole_->indicator != nullptr && whole_->indicator != subject.indicator &&
               (IsPartOf(*subject.indicator, *whole_->indicator) ||
                (starts && whole_->indicator->Allows(subject.indicator->kinds.front())))) {
      subject.of = whole_->name;
    }
  }
}

bool IndicatorBinder::CountsNew(const Element& element) {
  const Name* name = element.readings == nullptr ? nullptr : Reading(*element.readings, {});
  return name != nullptr && name->kind == NameKind::kNewly;
}

// 永渡县、桐谷县地区生产总值: one subject for each place.
std::vector<Subject> IndicatorBinder::AcrossPlaces(std::vector<Subject> subjects,
                                                   const Lead& lead) const {
  if (lead.places.empty() || subjects.empty()) return subjects;
  for (const Subject& subject : subjects) {
    if (subject.indicator != subjects[0].indicator) return subjects;
  }
  Subject one = subjects[0];
  one.record = -1;
  one.from.reset();
  one.compared = true;
  std::vector<Subject> out;
  for (const int32_t place : lead.places) {
    one.place = places_.name(place);
    out.push_back(one);
  }
  return out;
}

bool IndicatorBinder::SetSubjects(const Lead& lead, uint32_t lead_first) {
  if (!lead.HasName() && compared_ && (!lead.places.empty() || !lead.scope.empty()) &&
      (subjects_.empty() || subjects_[0].indicator == nullptr)) {
    subjects_ = {*compared_};
  }
  if (!lead.HasName() && !subjects_.empty() && subjects_[0].indicator != nullptr) {
    if (!lead.places.empty() && lead.sense != Sense::kCompare && lead.sense != Sense::kShare) {
      subjects_ = AcrossPlaces(std::move(subjects_), lead);  // 桐谷县次之，9.8%
      compared_ = subjects_[0];
      return true;
    }
    if (!lead.scope.empty() && subjects_[0].compared && lead.elements.empty()) {  // 全市平均8.1%
      subjects_ = {subjects_[0]};
      subjects_[0].record = -1;
      subjects_[0].place = PlaceOf(lead).value_or("");
      return true;
    }
  }
  if (lead.elements.empty()) return true;
  if (!lead.HasName()) {
    switch (lead.sense) {
      case Sense::kShare:
      case Sense::kCompare:
      case Sense::kNarrow:
      case Sense::kRank:
        return false;  // 占年计划的92.4%: the subject stays
      default:
        break;
    }
  }
  std::vector<Subject> subjects = SubjectsOf(lead, lead_first);
  MarkPart(lead, &subjects);
  // 新培育规上工业企业6家、限上企业8家、高新技术企业3家: the list goes on (see ReadSegment).
  newly_ = newly_ || lead.elements.back().newly || CountsNew(lead.elements.back());
  // 、 may join a clause to a name (推进新旧动能转换、地区生产总值增长5%): with one known name at
  // the end and no dealing out, that name alone is meant.
  const bool dealt = (lead.cues & (kEach | kAll)) != 0;
  if (!dealt && subjects.size() > 1 && subjects.back().indicator != nullptr) {
    size_t known = 0;
    for (const Subject& subject : subjects) known += subject.indicator != nullptr;
    if (known == 1) subjects = {subjects.back()};
  }
  // 第一产业增长6.3%，增加值1.06亿元: the level of what the rate was of.
  if (subjects.size() == 1 && subjects_.size() == 1 && subjects[0].indicator != nullptr &&
      subjects[0].indicator == subjects_[0].indicator && subjects[0].place == subjects_[0].place &&
      LacksLevel(subjects_[0])) {
    subjects[0].record = subjects_[0].record;
  }
  subjects_ = AcrossPlaces(std::move(subjects), lead);
  if (!subjects_.empty() && subjects_[0].compared) compared_ = subjects_[0];
  fresh_ = true;
  return true;
}

bool IndicatorBinder::LacksLevel(const Subject& subject) const {
  return subject.record >= 0 && records_[subject.record].sentence == sentence_->index &&
         !records_[subject.record].fact.value;
}

}  // namespace gongbao::extraction
