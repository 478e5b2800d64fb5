#include "services/extraction/report_context.h"

#include <algorithm>

#include "services/base/text.h"

namespace gongbao::extraction {
namespace {

using model::DocumentKind;
using model::Period;
using model::PlaceLevel;
using model::SectionRole;

bool Holds(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// 6.2%, 3亿, 12万.
bool HoldsFigure(std::string_view sentence) {
  for (const std::string_view mark : {"%", "亿", "万"}) {
    for (size_t at = sentence.find(mark); at != std::string_view::npos;
         at = sentence.find(mark, at + 1)) {
      if (at > 0 && sentence[at - 1] >= '0' && sentence[at - 1] <= '9') return true;
    }
  }
  return false;
}

// A part without figures, or whose figures are aims, reviews nothing.
bool ReviewsFigures(model::Span span, std::string_view text) {
  constexpr std::string_view kStop = "。";
  std::string_view rest = span.In(text);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(kStop), rest.size());
    const std::string_view sentence = rest.substr(0, end);
    if (HoldsFigure(sentence) && !Holds(sentence, {"目标", "力争", "预期"})) return true;
    rest.remove_prefix(std::min(end + kStop.size(), rest.size()));
  }
  return false;
}

PeriodValue Printed(Period period) { return {std::move(period), false, true}; }

}  // namespace

ReportContext::ReportContext(std::string_view text, const model::Document& document,
                             const model::Segmentation& segmentation)
    : document_(document), segmentation_(segmentation) {
  FindPartYear(text);
  speaks_of_its_year_ = SpeaksOfItsYear(text);
  FindTitlePeriod();
  if (document.year) plan_year_ = *document.year + (speaks_of_its_year_ ? 0 : 1);
  FillSections();
}

// The year of a text that reviews nothing (a plan, a speech at the year's start) is the year that
// it plans for.
bool ReportContext::SpeaksOfItsYear(std::string_view text) const {
  if (part_year_ || document_.kind == DocumentKind::kPlan) return true;
  // 2010年经济社会发展预期目标, 2022年工作要点.
  if (Holds(document_.title, {"预期目标", "主要目标", "工作要点", "工作计划", "工作打算", "工作安排"}) &&
      !Holds(document_.title, {"总结", "回顾", "情况", "汇报"})) {
    return true;
  }
  if (document_.kind == DocumentKind::kWorkReport || document_.kind == DocumentKind::kWorkSummary)
    return false;
  const auto& sections = segmentation_.sections;
  for (size_t i = 0; i < sections.size(); ++i) {
    if (sections[i].role != SectionRole::kReview) continue;
    // What stands before its first sub-section.
    const uint32_t end = i + 1 < sections.size()
                             ? std::min(sections[i].span.end, sections[i + 1].span.begin)
                             : sections[i].span.end;
    if (end > sections[i].span.begin && ReviewsFigures({sections[i].span.begin, end}, text))
      return false;
  }
  return true;
}

// A report written before its year was over: its title or a heading says so, or it speaks of
// 今年以来 and gives figures of some months.
void ReportContext::FindPartYear(std::string_view text) {
  const auto part = [](std::string_view title) {
    return Holds(title,
                 {"上半年", "季度", "1-", "1—", "1至", "半年", "下半年", "后几个月", "月份"});
  };
  if (part(document_.title)) part_year_ = true;
  for (const model::Section& section : segmentation_.sections) {
    if (section.level == 1 &&
        Holds(section.title, {"上半年", "下半年", "前三季度", "四季度", "下一阶段", "后几个月"})) {
      part_year_ = true;
    }
  }
  const bool report =
      document_.kind == DocumentKind::kWorkReport || document_.kind == DocumentKind::kPlan;
  if (!report && Holds(text, {"今年以来"}) &&
      Holds(text, {"前三季度", "上半年", "1-9月", "1-10月", "1-6月", "1至9月", "1至10月", "1至6月",
                   "一季度"}) &&
      !Holds(text, {"一年来", "过去一年", "过去的一年"})) {
    part_year_ = true;
  }
}

// 2022年上半年政府工作报告, 1-10月经济运行情况: what is not said to be of other months is of these.
void ReportContext::FindTitlePeriod() {
  if (!document_.year || document_.kind == DocumentKind::kPlan) return;
  const std::u32string title = ToUtf32(document_.title);
  if (Holds(document_.title, {"五年工作总结", "五年工作回顾", "五年工作报告", "五年来"})) {
    title_period_ =
        document_.term ? *document_.term : Period::Term(*document_.year - 4, *document_.year);
    return;
  }
  for (const PeriodMark& mark : PeriodScanner::Get().Scan(title)) {
    if (mark.form != PeriodForm::kMonths || mark.first_month == mark.last_month) continue;
    if (mark.year != 0 && mark.year != *document_.year) continue;
    title_period_ = Period::Months(*document_.year, mark.first_month, mark.last_month);
    return;
  }
}

bool ReportContext::IsPlan(int32_t section) const {
  const SectionRole role = segmentation_.sections[section].role;
  if (role == SectionRole::kPlan) return true;
  return document_.kind == DocumentKind::kPlan && role != SectionRole::kReview &&
         role != SectionRole::kProblem;
}

bool ReportContext::IsReview(int32_t section) const {
  return segmentation_.sections[section].role == SectionRole::kReview;
}

std::string ReportContext::SectionName(int32_t section) const {
  std::string_view title = segmentation_.sections[section].title;
  for (const std::string_view tail : {"完成情况", "执行情况", "情况", "方面", "指标", "运行"}) {
    if (title.size() > tail.size() && title.ends_with(tail)) title.remove_suffix(tail.size());
  }
  if (title == "收入" || title == "支出") {  // （一）一般公共预算执行情况 1.收入。
    const int32_t parent = segmentation_.sections[section].parent;
    if (parent < 0 ||
        !Holds(segmentation_.sections[parent].title, {"一般公共预算", "公共财政预算"}))
      return "";
    return title == "收入" ? "一般公共预算收入" : "一般公共预算支出";
  }
  return std::string(title);
}

bool ReportContext::IsProblem(int32_t section) const {
  return segmentation_.sections[section].role == SectionRole::kProblem;
}

std::optional<int32_t> ReportContext::Year(int32_t offset, bool plan) const {
  if (!document_.year) return std::nullopt;
  const int32_t year = *document_.year;
  if (speaks_of_its_year_) return year + offset;
  // A report of a year gone by is read out early in the next: its 去年 is the year under review,
  // its 今年 that of the plan; in the review of a summary written in December 今年 is the year
  // itself.
  if (offset == 0) return plan ? year + 1 : year;
  return year + 1 + offset - (offset > 0 ? 1 : 0);
}

PeriodValue ReportContext::Resolve(const PeriodMark& mark, int32_t section,
                                   const PeriodValue& current) const {
  const bool plan = IsPlan(section);
  if (mark.masked) return {std::nullopt, false, true};
  const std::optional<int32_t> base =
      current.period && current.printed ? std::optional<int32_t>(current.period->last_year())
      : sections_[section].period.period
          ? std::optional<int32_t>(sections_[section].period.period->last_year())
      : plan ? plan_year_
             : document_.year;
  std::optional<int32_t> year = base;
  if (mark.year != 0) year = mark.year;
  if (mark.has_offset) year = Year(mark.offset, plan);
  switch (mark.form) {
    case PeriodForm::kYear:
    case PeriodForm::kRelative:
    case PeriodForm::kWhole:
    case PeriodForm::kEnd:
      if (!year) return {std::nullopt, false, true};
      return Printed(Period::Year(*year));
    case PeriodForm::kSince:
      if (title_period_ && !plan) return Printed(*title_period_);
      year = Year(0, plan);
      if (!year) return {std::nullopt, false, true};
      return Printed(Period::Year(*year));
    case PeriodForm::kPast:
      if (!document_.year) return {std::nullopt, false, true};
      return Printed(Period::Year(*document_.year));
    case PeriodForm::kMonths:
      if (!year) return {std::nullopt, false, true};
      return Printed(Period::Months(*year, mark.first_month, mark.last_month));
    case PeriodForm::kInstant: {
      if (!year) return {std::nullopt, false, true};
      if (mark.last_month == 12) return Printed(Period::Year(*year));  // 到12月底
      PeriodValue value = Printed(Period::Instant(*year, mark.last_month));
      value.instant = true;
      return value;
    }
    case PeriodForm::kTerm:
      return Printed(Period::Term(mark.year, mark.last_year));
    case PeriodForm::kBack:
      if (mark.offset == 5 && document_.term) return Printed(*document_.term);
      // “十二五”时期…。五年来，…: the years spoken of, where the report's own are not known.
      if (!document_.year && current.period && current.period->kind == model::PeriodKind::kTerm)
        return Printed(*current.period);
      if (!document_.year) return {std::nullopt, false, true};
      return Printed(Period::Term(*document_.year - mark.offset + 1, *document_.year));
    case PeriodForm::kAhead:
      if (!document_.year) return {std::nullopt, false, true};
      return Printed(Period::Term(*document_.year + 1, *document_.year + mark.offset));
    case PeriodForm::kSame:
    case PeriodForm::kDate:
    case PeriodForm::kOther:
      break;
  }
  return current;
}

PeriodValue ReportContext::AimOfThisYear(const PeriodMark& mark, int32_t section,
                                         const PeriodValue& current) const {
  const bool told = mark.first_month != 0 || document_.kind == DocumentKind::kWorkSummary;
  const std::optional<int32_t> year = told ? std::nullopt : Year(0, true);
  return year ? Printed(Period::Year(*year)) : Resolve(mark, section, current);
}

std::optional<PeriodValue> ReportContext::HeadingPeriod(const model::Section& section,
                                                        int32_t index) const {
  const std::u32string title = ToUtf32(section.title);
  for (const PeriodMark& mark : PeriodScanner::Get().Scan(title)) {
    if (mark.compared) continue;
    switch (mark.form) {
      case PeriodForm::kYear:
      case PeriodForm::kMonths:
      case PeriodForm::kTerm:
      case PeriodForm::kBack:
      case PeriodForm::kAhead:
      case PeriodForm::kPast:
      case PeriodForm::kSince:
      case PeriodForm::kRelative:
        break;
      default:
        continue;
    }
    PeriodValue start;
    start.period = std::nullopt;
    if (mark.form == PeriodForm::kMonths && mark.year == 0 && !mark.has_offset) {
      const std::optional<int32_t> year = IsPlan(index) ? plan_year_ : document_.year;
      if (!year) return PeriodValue{};
      // 下半年工作打算 speaks of what is to be reached by the end of the year.
      if (IsPlan(index)) return PeriodValue{Period::Year(*year), false, false};
      return PeriodValue{Period::Months(*year, mark.first_month, mark.last_month), false, false};
    }
    PeriodValue value = Resolve(mark, index, start);
    value.printed = false;  // not in the sentence
    return value;
  }
  return std::nullopt;
}

void ReportContext::FillSections() {
  const auto& sections = segmentation_.sections;
  sections_.resize(sections.size());
  for (size_t i = 0; i < sections.size(); ++i) {
    const auto index = static_cast<int32_t>(i);
    SectionContext& context = sections_[i];
    const int32_t parent = sections[i].parent;
    context.top = parent <= 0 ? index : sections_[parent].top;
    // A default first, since a heading's 1-10月 may need it.
    const std::optional<int32_t> year = IsPlan(index) ? plan_year_ : document_.year;
    if (year) context.period.period = Period::Year(*year);
    if (title_period_ && !IsPlan(index)) context.period.period = title_period_;
    if (i == 0) continue;
    if (auto heading = HeadingPeriod(sections[i], index)) {
      context.period = *heading;
      context.printed = sections[i].level > 1;
    } else if (parent > 0 && IsPlan(parent) == IsPlan(index)) {
      context.period = sections_[parent].period;
      context.printed = sections_[parent].printed && sections[parent].level > 1;
    }
  }
}

std::optional<std::string> ReportContext::PlaceOfScope(std::u32string_view word) const {
  const model::PlaceRef& place = document_.place;
  const std::string own = place.masked ? "" : place.text;
  if (word.empty()) return own;
  const char32_t unit = word.back();
  const CodePoint last = own.empty() ? CodePoint{} : DecodeBefore(own, own.size());
  if (last.value == unit) return own;
  PlaceLevel level = PlaceLevel::kTown;
  switch (unit) {
    case U'国':
      level = PlaceLevel::kCountry;
      break;
    case U'省':
      level = PlaceLevel::kProvince;
      break;
    case U'市':
    case U'州':
    case U'盟':
      level = PlaceLevel::kCity;
      break;
    case U'县':
    case U'旗':
      level = PlaceLevel::kCounty;
      break;
    case U'区':
      level = place.level == PlaceLevel::kProvince ? PlaceLevel::kProvince : PlaceLevel::kCounty;
      break;
    case U'村':
      level = PlaceLevel::kVillage;
      break;
    default:
      return own;  // 全镇, 全局, 辖区
  }
  if (level == place.level || place.level == PlaceLevel::kUnknown) return own;
  // A county-level city calls itself 全市, a city's district may be called 全区 by its towns.
  if (level == PlaceLevel::kCity && place.level == PlaceLevel::kCounty && last.value == U'市')
    return own;
  if (level > place.level) return std::nullopt;  // a place below
  if (level == PlaceLevel::kProvince && !place.province.empty()) return place.province;
  if (level == PlaceLevel::kCity && !place.city.empty()) return place.city;
  if (level == PlaceLevel::kCounty && !place.county.empty()) return place.county;
  return std::nullopt;
}

}  // namespace gongbao::extraction
