// What a section speaks of: what was done, what will be done, what is wrong.
// Thread rule: immutable once made. The cue words are data/role_cues.txt.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "services/model/analysis.h"
#include "services/segmentation/outline.h"

namespace gongbao::segmentation {

class RoleReader {
 public:
  // Where the year under review is not given it is read from the text: the year of a heading that
  // looks back (2015年工作回顾), else the first year with which a paragraph begins.
  RoleReader(std::string_view text, const OutlineOptions& options);

  // Of a heading at the top of the outline, or below a section of no role. title: without label.
  // body: the beginning of the text below it. before: role of the section before it at the same
  // level.
  model::SectionRole OfTop(std::string_view title, std::string_view body,
                           model::SectionRole before) const;
  // Of a heading below a section.
  model::SectionRole OfSub(std::string_view title, model::SectionRole above) const;
  // Of a line that may be a heading without a number; kUnknown where it is none.
  model::SectionRole OfShortLine(std::string_view line) const;
  // By the tense of running text; kUnknown where it says nothing.
  model::SectionRole OfBody(std::string_view body) const;
  static bool SurelyReviews(std::string_view body);
  // Of a text that says nothing.
  model::SectionRole Default() const;

  std::optional<int32_t> year() const { return year_; }

 private:
  // Years and plan terms named in a title: more than 0 for later than the year under review, less
  // than 0 for not later.
  int TenseOfYears(std::string_view title) const;

  model::DocumentKind kind_;
  std::optional<int32_t> year_;
};

// The first year (2015年; 1949 … 2099) in [0, limit) of text; nothing where there is none.
std::optional<int32_t> FirstYear(std::string_view text, size_t limit = std::string_view::npos);

}  // namespace gongbao::segmentation
