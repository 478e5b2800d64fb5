// Small reports for tests of extraction: text, roles and metadata in, facts as short lines out.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/analysis.h"

namespace gongbao::extraction {

// A report of one section. Sentences end at 。；！？ and at line ends.
struct Report {
  std::string text;
  model::SectionRole role = model::SectionRole::kReview;
  model::DocumentKind kind = model::DocumentKind::kWorkReport;
  std::optional<int32_t> year = 2021;
  std::string place = "青溪镇";
  model::PlaceLevel level = model::PlaceLevel::kTown;
  std::string heading;  // of the section
  std::optional<model::Period> term;
};

std::vector<model::Fact> FactsOf(const Report& report);
// gdp=128.5亿元 yoy:7.3% 2017 estimate; bound before the value (gdp=over 5亿元), of= and @place
// (where it is another than the report's own) at the end.
std::vector<std::string> Indicators(const Report& report);
// 560亩 over area
std::vector<std::string> Quantities(const Report& report);

// A sentence and what must come out.
struct Case {
  std::string_view name;
  std::string_view text;
  std::vector<std::string> want;
};
inline std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

}  // namespace gongbao::extraction
