#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/node/records.h"

namespace gongbao::node {
namespace {

namespace json = boost::json;

std::vector<json::object> Lines(const model::Analysis& analysis) {
  std::vector<json::object> out;
  const std::string text = ToRecords(analysis);
  EXPECT_TRUE(text.ends_with("\n"));
  for (const std::string_view line : Split(text, '\n')) {
    if (!line.empty()) out.push_back(json::parse({line.data(), line.size()}).as_object());
  }
  return out;
}

model::Quantity Money(const char* value) {
  model::Quantity quantity;
  quantity.text = std::string(value) + "亿元";
  quantity.printed_value = value;
  quantity.printed_unit = "亿元";
  quantity.kind = model::QuantityKind::kMoney;
  return quantity;
}

model::Fact FactOf(model::FactContent content) {
  model::Fact fact;
  fact.evidence = {3, 9};
  fact.quote = "含\"引号\"和\\的原文";
  fact.rule = "value";
  fact.confidence_per_mille = 950;
  fact.content = std::move(content);
  return fact;
}

TEST(RecordsTest, MetaComesFirst) {
  model::Analysis analysis;
  analysis.document.title = "青溪镇政府工作报告";
  analysis.document.kind = model::DocumentKind::kWorkReport;
  analysis.document.place.text = "青溪镇";
  analysis.document.place.level = model::PlaceLevel::kTown;
  analysis.document.place.county = "云山县";
  analysis.document.year = 2021;
  analysis.document.term = model::Period::Term(2017, 2021);
  const auto lines = Lines(analysis);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].at("type"), "meta");
  EXPECT_EQ(lines[0].at("kind"), "work_report");
  EXPECT_EQ(lines[0].at("place"), "青溪镇");
  EXPECT_EQ(lines[0].at("level"), "town");
  EXPECT_EQ(lines[0].at("county"), "云山县");
  EXPECT_TRUE(lines[0].at("province").is_null());
  EXPECT_EQ(lines[0].at("year"), 2021);
  EXPECT_EQ(lines[0].at("period"), "2017/2021");
}

TEST(RecordsTest, MaskedPlaceIsNull) {
  model::Analysis analysis;
  analysis.document.place.text = "某某镇";
  analysis.document.place.masked = true;
  analysis.document.masked = {"place", "year"};
  const auto lines = Lines(analysis);
  EXPECT_TRUE(lines[0].at("place").is_null());
  EXPECT_TRUE(lines[0].at("year").is_null());
  EXPECT_EQ(lines[0].at("masked").as_array().size(), 2u);
}

TEST(RecordsTest, SectionsWithoutTheRoot) {
  model::Analysis analysis;
  analysis.segmentation.sections.push_back({});
  analysis.segmentation.sections.push_back(
      {1, "一、", "回顾", model::SectionRole::kReview, {}, {}, 0, false});
  const auto lines = Lines(analysis);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1].at("label"), "一、");
  EXPECT_EQ(lines[1].at("role"), "review");
  EXPECT_EQ(lines[1].at("level"), 1);
}

TEST(RecordsTest, Indicator) {
  model::IndicatorFact indicator;
  indicator.name = "地区生产总值";
  indicator.canonical = "gdp";
  indicator.value = Money("5.86");
  model::Quantity rate;
  rate.printed_value = "-4.1";
  rate.printed_unit = "%";
  indicator.changes = {{model::ChangeKind::kYoy, rate}};
  indicator.period = model::Period::Year(2020);
  indicator.status = model::FactStatus::kActual;
  indicator.place_text = "青溪镇";
  model::Analysis analysis;
  analysis.facts = {FactOf(indicator)};
  auto line = Lines(analysis)[1];
  EXPECT_EQ(line.at("type"), "indicator");
  EXPECT_EQ(line.at("value"), 5.86);
  EXPECT_EQ(line.at("unit"), "亿元");
  EXPECT_EQ(line.at("bound"), "");
  EXPECT_EQ(line.at("change").as_object().at("value"), -4.1);
  EXPECT_EQ(line.at("period"), "2020");
  EXPECT_EQ(line.at("quote"), "含\"引号\"和\\的原文");
  EXPECT_EQ(line.at("span").as_array()[1], 9);

  std::get<model::IndicatorFact>(analysis.facts[0].content)
      .changes.push_back({model::ChangeKind::kFrom, Money("5")});
  std::get<model::IndicatorFact>(analysis.facts[0].content).of = "全市";
  line = Lines(analysis)[1];
  EXPECT_EQ(line.at("change").as_array().size(), 2u);
  EXPECT_EQ(line.at("of"), "全市");
}

TEST(RecordsTest, MaskedValueIsNull) {
  model::IndicatorFact indicator;
  indicator.canonical = "gdp";
  indicator.value = Money("1");
  indicator.value->printed_value.reset();
  indicator.value->masked = true;
  indicator.masked = true;
  model::Analysis analysis;
  analysis.facts = {FactOf(indicator)};
  const auto line = Lines(analysis)[1];
  EXPECT_TRUE(line.at("value").is_null());
  EXPECT_EQ(line.at("unit"), "亿元");
  EXPECT_EQ(line.at("masked"), true);
  EXPECT_TRUE(line.at("change").is_null());
  EXPECT_TRUE(line.at("period").is_null());
}

TEST(RecordsTest, QuantityValues) {
  const std::pair<const char*, json::value> kValues[] = {{"007", 7},
                                                         {"0.5", 0.5},
                                                         {"-15.1", -15.1},
                                                         {"11.8:48.3:39.9", "11.8:48.3:39.9"},
                                                         {"2/3", "2/3"}};
  for (const auto& [printed, want] : kValues) {
    model::Quantity quantity = Money(printed);
    quantity.printed_value_max = "9";
    model::Analysis analysis;
    analysis.facts = {FactOf(model::QuantityFact{quantity})};
    const auto line = Lines(analysis)[1];
    EXPECT_EQ(line.at("value"), want) << printed;
    EXPECT_EQ(line.at("value_max"), 9);
    EXPECT_EQ(line.at("kind"), "money");
  }
}

TEST(RecordsTest, OtherFacts) {
  model::Analysis analysis;
  model::ProjectFact project{"青溪大桥加固工程", Money("1.2"), model::ProjectStage::kUnderway,
                             model::FactStatus::kActual};
  analysis.facts.push_back(FactOf(project));
  analysis.facts.push_back(FactOf(model::CommitmentFact{"建成", "镇卫生院", "", "6月底"}));
  analysis.facts.push_back(FactOf(model::ProblemFact{"产业结构单一", "缺少龙头"}));
  analysis.facts.push_back(FactOf(model::HonourFact{"千强镇", "青溪镇", "", 283}));
  analysis.facts.push_back(FactOf(model::EntityFact{model::EntityKind::kFacility, "青溪大桥"}));
  const auto lines = Lines(analysis);
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[1].at("investment").as_object().at("value"), 1.2);
  EXPECT_EQ(lines[1].at("stage"), "underway");
  EXPECT_TRUE(lines[2].at("owner").is_null());
  EXPECT_EQ(lines[2].at("deadline"), "6月底");
  EXPECT_EQ(lines[3].at("detail"), "缺少龙头");
  EXPECT_EQ(lines[4].at("rank"), 283);
  EXPECT_EQ(lines[5].at("kind"), "facility");
}

}  // namespace
}  // namespace gongbao::node
