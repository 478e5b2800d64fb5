// Quantities of a report: bounds that depend on the section, evidence, and what is left out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

using model::SectionRole;

struct RoleCase {
  Case c;
  SectionRole role;
};
std::ostream& operator<<(std::ostream& out, const RoleCase& c) { return out << c.c.name; }

class InSection : public testing::TestWithParam<RoleCase> {};

TEST_P(InSection, Reads) {
  Report report;
  report.text = GetParam().c.text;
  report.role = GetParam().role;
  EXPECT_THAT(Quantities(report), testing::ElementsAreArray(GetParam().c.want))
      << GetParam().c.text;
}

const RoleCase kCases[] = {
    {{"above_in_review", "覆盖率保持在98%以上。", {"98% over percent"}}, SectionRole::kReview},
    {{"above_in_plan", "覆盖率保持在98%以上。", {"98% at_least percent"}}, SectionRole::kPlan},
    {{"counted_in_plan", "新建3个以上示范村。", {"3个 at_least count"}}, SectionRole::kPlan},
    {{"class_in_plan", "引进5000万元以上企业2家。", {"5000万元 over money", "2家 count"}},
     SectionRole::kPlan},
    {{"class_of_people_in_plan", "关爱60岁以上老人300名。", {"60岁 over other", "300名 people"}},
     SectionRole::kPlan},
    {{"share_of_villages_in_plan", "80%以上的村达标。", {"80% at_least percent"}},
     SectionRole::kPlan},
    {{"above_after_aim_word", "目标是覆盖率达到98%以上。", {"98% at_least percent"}},
     SectionRole::kUnknown},
    {{"later_year_in_review", "到2025年覆盖率达到98%以上。", {"98% at_least percent"}},
     SectionRole::kReview},
    {{"dates_are_none", "2021年3月5日，1-10月，二〇二〇年，“十四五”期间。", {}},
     SectionRole::kReview},
    {{"unit_carried_back", "分别增长15、22个百分点。", {"15个百分点 points", "22个百分点 points"}},
     SectionRole::kReview},
};
INSTANTIATE_TEST_SUITE_P(Cases, InSection, testing::ValuesIn(kCases),
                         [](const auto& i) { return std::string(i.param.c.name); });

TEST(QuantitiesTest, EvidenceIsTheClauseAndAnchorTheFigure) {
  Report report;
  report.text = "一年来，新修公路12.5公里，植树3万余株。";
  const auto facts = FactsOf(report);
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts[0].quote, "新修公路12.5公里");
  EXPECT_EQ(facts[0].anchor.In(report.text), "12.5公里");
  EXPECT_EQ(facts[0].quantity()->quantity.base_unit, "米");
  EXPECT_EQ(facts[0].quantity()->quantity.value->ToText(), "12500");
  EXPECT_EQ(facts[1].quote, "植树3万余株");
  EXPECT_EQ(facts[1].quantity()->quantity.text, "3万余株");
  EXPECT_EQ(facts[1].rule, "quantity");
  EXPECT_GT(facts[1].confidence_per_mille, 0);
}

}  // namespace
}  // namespace gongbao::extraction
