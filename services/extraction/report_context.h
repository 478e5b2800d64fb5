// What the report and its outline say of years and places: the period that a figure without one
// has, and what 去年 or 1-10月 mean here. Built once for a report, then read-only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/period_scanner.h"
#include "services/model/analysis.h"

namespace gongbao::extraction {

// A period as it will be written once it is known whether the figure is of a flow or a stock.
struct PeriodValue {
  std::optional<model::Period> period;  // none: masked, or the year is not known
  bool instant = false;  // 截至10月底: of a flow it covers the months from January
  bool printed = false;  // stands in the text
};

class ReportContext {
 public:
  ReportContext(std::string_view text, const model::Document& document,
                const model::Segmentation& segmentation);

  const model::Document& document() const { return document_; }
  // The period of a figure of this section where nothing nearer says one.
  const PeriodValue& SectionPeriod(int32_t section) const { return sections_[section].period; }
  // Whether that period stands in a heading below the top level, so that what an earlier paragraph
  // spoke of (五年来) does not override it.
  bool SectionPeriodPrinted(int32_t section) const { return sections_[section].printed; }
  bool IsPlan(int32_t section) const;
  bool IsReview(int32_t section) const;
  bool IsProblem(int32_t section) const;
  // The name of the indicator that a section's heading names (1.固定资产投资。完成…); empty for
  // none.
  std::string SectionName(int32_t section) const;
  int32_t TopSection(int32_t section) const { return sections_[section].top; }
  // The year that plans are for, and the year under review.
  std::optional<int32_t> plan_year() const { return plan_year_; }
  std::optional<int32_t> review_year() const { return document_.year; }

  // What a mark means in this section; current: the period last spoken of, which gives 1-10月 its
  // year.
  PeriodValue Resolve(const PeriodMark& mark, int32_t section, const PeriodValue& current) const;

  // What 今年 means where something is aimed at: a text that looks back on a year, and is no summary
  // written at that year's end, aims at the next.
  PeriodValue AimOfThisYear(const PeriodMark& mark, int32_t section,
                            const PeriodValue& current) const;

  // The place that a scope word (全镇, 我县, 全省) means: the report's own place, a unit above it,
  // or nothing where it cannot be told.
  std::optional<std::string> PlaceOfScope(std::u32string_view word) const;

 private:
  struct SectionContext {
    PeriodValue period;
    bool printed = false;
    int32_t top = 0;
  };

  void FindPartYear(std::string_view text);
  void FindTitlePeriod();
  bool SpeaksOfItsYear(std::string_view text) const;
  void FillSections();
  std::optional<PeriodValue> HeadingPeriod(const model::Section& section, int32_t index) const;
  std::optional<int32_t> Year(int32_t offset, bool plan) const;

  const model::Document& document_;
  const model::Segmentation& segmentation_;
  std::vector<SectionContext> sections_;
  std::optional<int32_t> plan_year_;
  std::optional<model::Period> title_period_;  // months or years that the title names
  bool speaks_of_its_year_ = false;
  bool part_year_ = false;  // written within the year under review (上半年工作总结)
};

}  // namespace gongbao::extraction
