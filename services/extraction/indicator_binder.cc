#include "services/extraction/indicator_binder.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/unit_reader.h"

namespace gongbao::extraction {
namespace {

using model::Bound;
using model::ChangeKind;
using model::FactStatus;
using model::QuantityKind;
using ontology::Indicator;
using ontology::Measure;
using ontology::Name;
using ontology::NameKind;
using ontology::Ontology;

constexpr size_t kLongestHistory = 32;

}  // namespace

void IndicatorBinder::Read(const SentenceView& sentence, std::vector<model::Fact>*) {
  sentence_ = &sentence;
  near_.clear();
  if (sentence.paragraph != paragraph_ || sentence.section != section_) StartParagraph(sentence);
  if (sentence.heading && sentence.figures.empty()) return;
  segments_ = CutSegments(sentence.tokens);
  for (size_t i = 0; i < segments_.size(); ++i) ReadSegment(i);
  const char32_t last = sentence.chars.empty() ? U'。' : sentence.chars.back();
  const bool goes_on = last == U'；' || last == U';';
  firm_before_ = goes_on && (owner_ || firm_before_);
  owner_ = project_ = false;
  if (!goes_on) {
    whole_.reset();
    scope_set_ = scope_none_ = part_ahead_ = false;
  }
}

void IndicatorBinder::StartParagraph(const SentenceView& sentence) {
  paragraph_ = sentence.paragraph;
  section_ = sentence.section;
  subjects_.clear();
  history_.clear();
  dealt_.clear();
  whole_.reset();
  compared_.reset();
  fresh_ = false;
  scope_set_ = scope_none_ = owner_ = firm_before_ = project_ = part_ahead_ = false;
  const int32_t top = context_.TopSection(sentence.section);
  if (top != topic_section_) {
    topic_section_ = top;
    topic_ = {};
  }
  // 1.固定资产投资。完成7亿元: the heading names what its first figures are of.
  const std::string heading = context_.SectionName(sentence.section);
  if (const Indicator* named = heading.empty() ? nullptr : Ontology::Get().Resolve(heading)) {
    Subject subject;
    subject.indicator = named;
    subject.name = heading;
    subject.place = context_.document().place.masked ? "" : context_.document().place.text;
    subjects_ = {subject};
  }
  period_ = context_.SectionPeriod(sentence.section);
  period_from_ = PeriodFrom::kSection;
  if (topic_.printed && !context_.SectionPeriodPrinted(sentence.section)) {
    period_ = topic_;
    period_from_ = PeriodFrom::kTopic;
  }
  // 刚刚过去的2025年，… sets the topic for the paragraphs that follow.
  for (const PeriodMark& mark : sentence.periods) {
    if (mark.span.begin > 10) break;
    const bool wide = mark.form == PeriodForm::kYear || mark.form == PeriodForm::kTerm ||
                      mark.form == PeriodForm::kBack || mark.form == PeriodForm::kPast;
    if (!wide || mark.compared || mark.deadline || mark.first_month != 0) continue;
    // 2018年投产的项目 speaks of something else.
    static constexpr std::u32string_view kBehind = U"，,：是很极十非不";  // 2025年极不平凡
    if (mark.span.end < sentence.chars.size() &&
        kBehind.find(sentence.chars[mark.span.end]) == kBehind.npos)
      continue;
    topic_ = context_.Resolve(mark, sentence.section, period_);
    period_ = topic_;
    period_from_ = PeriodFrom::kPrinted;
    period_sentence_ = sentence.index;
    break;
  }
}

IndicatorBinder::Run IndicatorBinder::FindRun(uint32_t first, uint32_t last) const {
  const auto& tokens = sentence_->tokens;
  Run run;
  run.lead_first = first;
  uint32_t i = first;
  while (i < last && tokens[i].kind != TokenKind::kFigure) ++i;
  while (i < last && tokens[i].kind == TokenKind::kFigure) {
    run.figures.push_back(i);
    ++i;
    if (i + 1 < last && tokens[i].kind == TokenKind::kList &&
        tokens[i + 1].kind == TokenKind::kFigure)
      ++i;
  }
  run.end = i;
  return run;
}

void IndicatorBinder::ReadSegment(size_t index) {
  const Segment segment = segments_[index];
  const std::vector<Subject> outer = subjects_;
  uint32_t at = segment.first;
  while (at < segment.last) {
    const Run run = FindRun(at, segment.last);
    const uint32_t lead_last = run.figures.empty() ? segment.last : run.figures.front();
    ReadPeriods(at, lead_last);
    Lead lead = ReadLead(sentence_->View(), sentence_->tokens, sentence_->periods, at, lead_last);
    if (!run.figures.empty()) {
      for (Element& element : lead.elements) element.rejected |= element.followed;
    }
    if (run.figures.empty()) {
      if (at == segment.first && SpeaksOfFirm(segment)) owner_ = true;
      if (lead.elements.empty()) part_ahead_ |= (lead.cues & kPart) != 0;  // 其中：
      // A name without a figure is what the next clause speaks of.
      if (lead.HasName() || !lead.places.empty() ||
          (!lead.elements.empty() && (lead.cues & (kShare | kCompare | kRank)) == 0)) {
        SetSubjects(lead, at);
      }
      break;
    }
    if (segment.opener != TokenKind::kList) newly_ = false;
    at = run.end;
    // 园区10户规上企业实现工业总产值…: theirs alone.
    owner_ |= lead.firm && !lead.HasName() && at < segment.last &&
              sentence_->tokens[at].kind == TokenKind::kName;
    if (!SetSubjects(lead, run.lead_first)) continue;
    if (const uint32_t end = BindAttribute(lead, run, segment.last)) {
      at = end;
    } else {
      BindRun(lead, run, index);
    }
  }
  if (segment.opener == TokenKind::kOpen) subjects_ = outer;
}

bool IndicatorBinder::SpeaksOfFirm(const Segment& segment) const {
  const auto& tokens = sentence_->tokens;
  for (uint32_t i = segment.first + 1; i < segment.last; ++i) {
    if (!tokens[i].Is(kFirm) || tokens[i - 1].kind != TokenKind::kUnknown) continue;
    const std::u32string_view word = sentence_->In(tokens[i].span);
    if (word == U"公司" || word == U"集团" || word == U"合作社") return true;
  }
  return false;
}

bool IndicatorBinder::SetsPeriod(uint32_t token, uint32_t last) const {
  const auto& tokens = sentence_->tokens;
  const PeriodMark& mark = sentence_->periods[tokens[token].index];
  if (mark.compared || mark.deadline) return false;
  switch (mark.form) {
    case PeriodForm::kDate:
    case PeriodForm::kSame:
    case PeriodForm::kOther:
      return false;
    default:
      break;
  }
  const std::u32string_view words = sentence_->In(mark.span);
  const bool month = mark.form == PeriodForm::kMonths && mark.first_month == mark.last_month;
  if (month && mark.year == 0 && words.back() == U'月' && words.find(U"当") == words.npos)
    return false;
  const uint32_t begin = mark.span.begin;
  if (mark.form == PeriodForm::kInstant && mark.year == 0) {
    const std::u32string_view before =
        sentence_->View().substr(begin > 3 ? begin - 3 : 0, begin > 3 ? 3 : begin);
    const bool as_of = before.find(U'截') != before.npos || before.find(U'至') != before.npos ||
                       before.find(U'到') != before.npos;
    if (!as_of && words.back() != U'末') return false;
  }
  if (token + 1 >= sentence_->tokens.size()) return true;
  const Token& next = tokens[token + 1];
  const std::u32string_view after = sentence_->In(next.span);
  if (next.kind == TokenKind::kCue && after == U"的") return false;
  if (next.kind != TokenKind::kUnknown) return true;
  // 2018年投产的项目 tells a year of something else; 2018年瑶阳县地区生产总值 does not.
  // 今年发展的主要预期目标是 tells the year of what is aimed at.
  for (uint32_t i = token + 1; i < last; ++i) {
    if (tokens[i].kind == TokenKind::kName || tokens[i].Is(kTarget | kStrong)) return true;
  }
  return false;
}

void IndicatorBinder::ReadPeriods(uint32_t first, uint32_t last) {
  for (uint32_t i = first; i < last; ++i) {
    const Token& token = sentence_->tokens[i];
    if (token.kind != TokenKind::kPeriod || !SetsPeriod(i, last)) continue;
    const PeriodMark& mark = sentence_->periods[token.index];
    period_ = mark.form == PeriodForm::kRelative && mark.offset == 0 && AimsBehind(i)
                  ? context_.AimOfThisYear(mark, section_, period_)
                  : context_.Resolve(mark, section_, period_);
    period_from_ = PeriodFrom::kPrinted;
    period_sentence_ = sentence_->index;
  }
}

// 今年的主要预期目标是…, 今年力争…: tokens behind `token` that aim.
bool IndicatorBinder::AimsBehind(uint32_t token) const {
  constexpr uint32_t kReach = 24;
  const auto& tokens = sentence_->tokens;
  for (uint32_t i = token + 1; i < tokens.size() && i - token < kReach; ++i) {
    if (tokens[i].kind == TokenKind::kStop) return false;
    if (tokens[i].Is(kStrong)) return true;
    if (tokens[i].Is(kTarget) && sentence_->In(tokens[i].span).ends_with(U"目标")) return true;
  }
  return false;
}

// Whether a segment goes on with the figures of a list: behind 、, or behind ， where it is nothing
// but a figure (分别增长12%，13%).
bool IndicatorBinder::GoesOn(size_t segment) const {
  const Segment& s = segments_[segment];
  if (s.opener == TokenKind::kList) return true;
  return s.opener == TokenKind::kComma && sentence_->tokens[s.first].kind == TokenKind::kFigure &&
         s.last == s.first + 1;
}

// growth: of what the run's figures are; 分别达到3.7万元和1.7万元、增长7%和10% are two runs.
size_t IndicatorBinder::CountDealt(size_t index, const Run& run, bool growth) const {
  const auto& tokens = sentence_->tokens;
  size_t count = run.figures.size();
  if (run.end != segments_[index].last) return count;
  for (size_t s = index + 1; s < segments_.size() && GoesOn(s); ++s) {
    const size_t before = count;
    for (uint32_t i = segments_[s].first; i < segments_[s].last; ++i) {
      if (tokens[i].kind == TokenKind::kFigure) ++count;
      if (!growth && tokens[i].Is(kUp | kDown | kRate | kFall)) return before;
      if (tokens[i].kind == TokenKind::kName || tokens[i].kind == TokenKind::kUnknown)
        return before;
    }
    if (count == before) break;
  }
  return count;
}

uint32_t IndicatorBinder::BindAttribute(const Lead& lead, const Run& run, uint32_t last) {
  const auto& tokens = sentence_->tokens;
  const uint32_t after = run.end;
  if (after >= last || tokens[after].kind != TokenKind::kCue ||
      sentence_->In(tokens[after].span) != U"的")
    return 0;
  uint32_t i = after + 1;
  while (i < last && tokens[i].kind == TokenKind::kCue && tokens[i].Is(kFill | kScope | kLink) &&
         !tokens[i].Is(kRate | kFall | kUp | kDown)) {
    ++i;
  }
  if (i >= last) return last;
  // 在达到5万元的基础上, 实现5亿元的目标: the figure is still the value.
  const std::u32string_view rest = sentence_->View().substr(tokens[after].span.end, 2);
  if (rest == U"基础" || rest == U"目标" || rest == U"水平" || rest == U"规模" || rest == U"关口")
    return 0;
  const uint32_t figure = run.figures.back();
  if (tokens[i].kind == TokenKind::kName && lead.sense != Sense::kShare) {  // 7.4亿元的规上工业产值
    Lead name = ReadLead(sentence_->View(), tokens, sentence_->periods, after, i + 1);
    name.scope = lead.scope;
    SetSubjects(name, run.lead_first);
    if (subjects_.size() == 1) BindOne(&subjects_[0], name, figure);
    return i + 1;
  }
  if (subjects_.size() != 1 || subjects_[0].indicator == nullptr) {
    // 投资2.3亿元的物流园建成，年可实现税收3000万元: what follows is the project's.
    project_ |= sentence_->figures[tokens[figure].index].quantity.kind == QuantityKind::kMoney;
    return after + 1;
  }
  if (tokens[i].kind == TokenKind::kCue &&
      tokens[i].Is(kRate | kFall | kUp | kDown)) {  // 16.2%的增速
    AddChange(&subjects_[0], lead, figure, tokens[i].Is(kFall | kDown));
    return i + 1;
  }
  if (tokens[i].kind == TokenKind::kPlace) {  // 超5万元的只有永渡县
    subjects_[0].place = places_.name(tokens[i].index);
    subjects_[0].compared = true;
    BindOne(&subjects_[0], lead, figure);
    return i + 1;
  }
  return after + 1;  // 5000万元的企业
}

// 存款余额93.9亿元、贷款余额62.3亿元，比年初增加5.8亿元和3.6亿元: as many changes as levels before
// them in the sentence, none of which has one yet.
bool IndicatorBinder::DealsOnPairs(const Lead& lead, size_t count) const {
  if ((lead.sense != Sense::kUp && lead.sense != Sense::kDown) || history_.size() < count)
    return false;
  for (size_t i = history_.size() - count; i < history_.size(); ++i) {
    const int32_t record = history_[i].record;
    if (record < 0 || records_[record].sentence != sentence_->index ||
        !records_[record].fact.value || !records_[record].fact.changes.empty())
      return false;
  }
  return true;
}

void IndicatorBinder::BindRun(const Lead& lead, const Run& run, size_t segment) {
  const size_t count =
      CountDealt(segment, run, lead.sense == Sense::kUp || lead.sense == Sense::kDown);
  const bool continued = run.lead_first == segments_[segment].first && GoesOn(segment) &&
                         lead.elements.empty() && next_dealt_ > 0 && next_dealt_ < dealt_.size();
  if (!continued) {
    dealt_.clear();
    next_dealt_ = 0;
    dealt_lead_ = lead;
    const bool each = (lead.cues & kEach) != 0;
    if (subjects_.size() > 1 && subjects_.size() == count) {
      dealt_ = subjects_;
    } else if ((each || DealsOnPairs(lead, count)) && lead.elements.empty() && count > 1 &&
               history_.size() >= count && !fresh_) {
      dealt_.assign(history_.end() - static_cast<std::ptrdiff_t>(count), history_.end());
      subjects_ = dealt_;
    }
  }
  if (!dealt_.empty()) {
    for (const uint32_t figure : run.figures) {
      if (next_dealt_ >= dealt_.size()) break;
      // 分别增长12%，13%: the second figure is meant like the first.
      BindOne(&dealt_[next_dealt_], continued && lead.cues == 0 ? dealt_lead_ : lead, figure);
      if (next_dealt_ < subjects_.size()) subjects_[next_dealt_] = dealt_[next_dealt_];
      ++next_dealt_;
    }
    return;
  }
  if (subjects_.size() == 1) {
    // 连续跨越7万亿、8万亿、9万亿: several levels of one subject, none of them its value.
    if (run.figures.size() > 1 && lead.sense == Sense::kValue) return;
    BindOne(&subjects_[0], lead, run.figures.front());
    return;
  }
  const bool growth = lead.sense == Sense::kUp || lead.sense == Sense::kDown;
  if (run.figures.size() != 1 || (!growth && (lead.cues & kAll) == 0)) {
    if (!growth && !subjects_.empty()) {  // 个体户和私营企业达4000户: takes a place in what 分别 counts
      Subject several;
      Remember(&several);
    }
    return;
  }
  for (Subject& subject : subjects_) BindOne(&subject, lead, run.figures.front());
}

void IndicatorBinder::BindOne(Subject* subject, const Lead& lead, uint32_t token) {
  const figures::Figure& figure = sentence_->figures[sentence_->tokens[token].index];
  const QuantityKind kind = figure.quantity.kind;
  const bool growth = lead.sense == Sense::kUp || lead.sense == Sense::kDown;
  if (subject->indicator == nullptr) {
    if (!growth) Remember(subject);
    return;
  }
  const Indicator& indicator = *subject->indicator;
  const bool down = lead.sense == Sense::kDown;
  switch (lead.sense) {
    case Sense::kShare:
    case Sense::kCompare:
    case Sense::kNarrow:
    case Sense::kRank:
      return;
    case Sense::kFrom:
      if (indicator.Allows(kind)) {
        subject->from = QuantityAt(token);
        if (lead.base_period >= 0) {
          const PeriodValue base =
              context_.Resolve(sentence_->periods[lead.base_period], section_, period_);
          if (base.period) subject->from_year = base.period->last_year();
          subject->from_masked = sentence_->periods[lead.base_period].masked;
        }
      }
      return;
    case Sense::kUp:
    case Sense::kDown:
      if (lead.link_after_change && indicator.Allows(kind) && kind != QuantityKind::kPercent) break;
      if (kind == QuantityKind::kPercent || kind == QuantityKind::kMultiple ||
          indicator.Allows(kind) ||
          (kind == QuantityKind::kPoints && indicator.Allows(QuantityKind::kPercent))) {
        if (!subject->newly) AddChange(subject, lead, token, down);
      }
      return;
    default:
      break;
  }
  if (figure.implied_percent ||
      (kind == QuantityKind::kPercent && !indicator.Allows(kind) && figure.signed_number)) {
    AddChange(subject, lead, token, false);
  } else if (kind == QuantityKind::kPercent && subject->growth_name) {
    AddChange(subject, lead, token, false);
  } else if (kind == QuantityKind::kMultiple &&
             (lead.base_period >= 0 || (lead.near_cues & kYoy) != 0)) {
    AddChange(subject, lead, token, false);
  } else if (indicator.Allows(kind)) {
    const bool total = (lead.cues & kTotal) != 0 && lead.elements.empty();
    if (total && subject->counts_new) return;  // 新增…18家，总数达152家
    if (total) subject->newly = false;
    if (subject->newly || IsClass(token)) {
      Remember(subject);
      return;
    }
    if (PassesLandmark(*subject, token)) return;
    AddValue(subject, token,
             lead.sense == Sense::kTo ? "to"
             : lead.elements.empty()  ? "inherited"
                                      : "value");
  } else if (kind == QuantityKind::kPercent && (lead.near_cues & (kYoy | kMom)) != 0) {
    AddChange(subject, lead, token, false);
  }
}

// 财政收入1.2亿元，首次突破亿元大关，增长8%: the landmark tells nothing new of the level before it.
bool IndicatorBinder::PassesLandmark(const Subject& subject, uint32_t token) const {
  const figures::Figure& figure = sentence_->figures[sentence_->tokens[token].index];
  if (subject.record < 0 || figure.quantity.bound == model::Bound::kExact) return false;
  const IndicatorRecord& record = records_[subject.record];
  if (record.sentence != sentence_->index || !record.fact.value ||
      record.fact.bound != model::Bound::kExact)
    return false;
  return figures::IsLandmark(sentence_->chars, figure.span.end);
}

void IndicatorBinder::Remember(Subject* subject) {
  fresh_ = false;
  if (history_.size() >= kLongestHistory) history_.erase(history_.begin());
  history_.push_back(*subject);
}

void IndicatorBinder::Finish(std::vector<model::Fact>* facts) {
  for (const IndicatorRecord& record : records_) facts->push_back(ToFact(record, text_));
}

}  // namespace gongbao::extraction
