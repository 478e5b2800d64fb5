// Ways of saying a thing in every combination: period × verb × growth × what stands between, and lists
// of any length. What must be read follows from how each sentence was put together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

struct Name {
  const char* text;
  const char* canonical;
  const char* unit;
};
const Name kNames[] = {
    {"地区生产总值", "gdp", "亿元"},
    {"规上工业总产值", "industrial_output_above_scale", "亿元"},
    {"固定资产投资", "fixed_asset_investment", "亿元"},
    {"社会消费品零售总额", "retail_sales", "亿元"},
    {"财政总收入", "fiscal_revenue", "万元"},
    {"一般公共预算收入", "general_public_budget_revenue", "万元"},
    {"农民人均纯收入", "rural_resident_income", "元"},
    {"城镇居民人均可支配收入", "urban_resident_income", "元"},
    {"粮食总产量", "grain_output", "吨"},
    {"旅游综合收入", "tourism_revenue", "亿元"},
    {"实际利用外资", "fdi", "万美元"},
};
// N: the name, V: the value.
struct Way {
  const char* text;
  const char* bound;
  const char* status;
};
const Way kWays[] = {
    {"全镇完成NV", "", "actual"},       {"N达到V", "", "actual"},
    {"实现NV", "", "actual"},           {"N累计完成V", "", "actual"},
    {"N突破V", "over ", "actual"},      {"N近V", "near ", "actual"},
    {"N预计达到V", "", "estimate"},     {"预计完成NV", "", "estimate"},
    {"N稳步提升，达到V", "", "actual"}, {"我镇N首次超过V", "over ", "actual"},
};
struct Growth {
  const char* text;
  const char* want;
};
const Growth kGrowths[] = {
    {"", ""},
    {"，同比增长8.1%", " yoy:8.1%"},
    {"、增长8.1%", " yoy:8.1%"},
    {"，比上年下降3.2%", " yoy:-3.2%"},
    {"，增幅达12.6%", " yoy:12.6%"},
    {"，同比增长15%以上", " yoy:15%"},
    {"，年均增长9.3%", " avg_annual:9.3%"},
    {"，环比增长1.2%", " mom:1.2%"},
    {"，比2011年增长85%", " cumulative:85%"},
    {"，是2011年的2.3倍", " cumulative:2.3倍"},
    {"，较上年增长一成", " yoy:1成"},
    {"，同比增长X%", " yoy:masked%"},
};
struct Time {
  const char* text;
  const char* want;
};
const Time kTimes[] = {
    {"", "2021"},
    {"2021年，", "2021"},
    {"1-10月，", "2021-01/2021-10"},
    {"上半年，", "2021-01/2021-06"},
    {"前三季度，", "2021-01/2021-09"},
    {"2020年，", "2020"},
};
// Stands before the growth and is not it.
const char* const kBetween[] = {
    "",
    "，占年计划的92.4%",
    "，完成年度目标任务的106.7%",
    "，居全县第2位",
    "，高于全县平均水平",
};

std::string Fill(const char* pattern, const std::string& name, const std::string& value) {
  std::string out;
  for (const char* c = pattern; *c != 0; ++c)
    out += *c == 'N' ? name : *c == 'V' ? value : std::string(1, *c);
  return out;
}

TEST(Pairs, OfPeriodVerbGrowthAndWhatStandsBetween) {
  int sentences = 0;
  size_t next = 0;
  for (const Time& time : kTimes) {
    for (const Way& way : kWays) {
      for (const char* between : kBetween) {
        for (const Growth& growth : kGrowths) {
          const Name& name = kNames[next++ % std::size(kNames)];
          const std::string value = std::to_string(20 + next % 70) + "." +
                                    std::to_string(1 + next % 9) + name.unit;
          Report report;
          report.text = time.text + Fill(way.text, name.text, value) + between + growth.text + "。";
          EXPECT_THAT(Indicators(report),
                      testing::ElementsAre(std::string(name.canonical) + "=" + way.bound + value +
                                           growth.want + " " + time.want + " " + way.status))
              << report.text;
          ++sentences;
        }
      }
    }
  }
  EXPECT_GE(sentences, 3500);
}

// 分别 lists of two to six names: values, rates, or both.
TEST(Pairs, OfListsDealtOut) {
  for (size_t length = 2; length <= 6; ++length) {
    for (size_t first = 0; first < std::size(kNames); ++first) {
      std::string names;
      std::string values;
      std::string rates;
      std::vector<std::string> want[3];
      for (size_t i = 0; i < length; ++i) {
        const Name& name = kNames[(first + i) % std::size(kNames)];
        const std::string join = i == 0 ? "" : i + 1 == length ? "和" : "、";
        const std::string value = std::to_string(12 + i) + "." + std::to_string(3 + i) + name.unit;
        const std::string rate = std::to_string(5 + i) + ".2%";
        names += (i == 0 ? "" : "、") + std::string(name.text);
        values += join + value;
        rates += join + rate;
        const std::string begin = std::string(name.canonical) + "=";
        want[0].push_back(begin + value + " 2021 actual");
        want[1].push_back(begin + "none yoy:" + rate + " 2021 actual");
        want[2].push_back(begin + value + " yoy:" + rate + " 2021 actual");
      }
      const std::string texts[3] = {names + "分别完成" + values + "。",
                                    names + "分别增长" + rates + "。",
                                    names + "分别达到" + values + "，同比分别增长" + rates + "。"};
      for (int i = 0; i < 3; ++i) {
        Report report;
        report.text = texts[i];
        EXPECT_THAT(Indicators(report), testing::ElementsAreArray(want[i])) << report.text;
      }
    }
  }
}

// Two indicators after one another keep their own changes, whatever joins them.
TEST(Pairs, OfNeighbours) {
  for (const char* join : {"，", "；", "。", "、", "；全年"}) {
    for (const Growth& first : kGrowths) {
      for (const Growth& second : kGrowths) {
        Report report;
        report.text = std::string("固定资产投资完成7亿元") + first.text + join +
                      "财政总收入完成5100万元" + second.text + "。";
        EXPECT_THAT(
            Indicators(report),
            testing::ElementsAre("fixed_asset_investment=7亿元" + std::string(first.want) +
                                     " 2021 actual",
                                 "fiscal_revenue=5100万元" + std::string(second.want) + " 2021 actual"))
            << report.text;
      }
    }
  }
}

}  // namespace
}  // namespace gongbao::extraction
