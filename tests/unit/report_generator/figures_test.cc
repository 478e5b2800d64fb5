#include "tests/testing/report_generator/figures.h"

#include <gtest/gtest.h>

#include "tests/testing/report_generator/report.h"

namespace gongbao::generator {
namespace {

TEST(FormatScaled, DropsTrailingZeros) {
  const struct {
    int64_t value;
    int decimals;
    const char* text;
  } cases[] = {{2271, 2, "22.71"}, {2270, 2, "22.7"}, {2200, 2, "22"}, {5, 2, "0.05"},
               {0, 1, "0"},        {-34, 1, "-3.4"},  {1200, 0, "1200"}};
  for (const auto& c : cases) EXPECT_EQ(FormatScaled(c.value, c.decimals), c.text);
}

TEST(Print, SaysTheSameInEveryUnit) {
  const struct {
    Step step;
    int64_t value;
    int style;
    const char* text;
  } cases[] = {{Step::kHundredthYiYuan, 2271, 0, "22.71亿元"},
               {Step::kHundredthYiYuan, 2271, 1, "227100万元"},
               {Step::kHundredTons, 127, 0, "1.27万吨"},
               {Step::kHundredTons, 127, 1, "12700吨"},
               {Step::kHundredTons, 127, 2, "2540万斤"},
               {Step::kTenthPercent, 704, 0, "70.4%"}};
  for (const auto& c : cases) {
    const Printed printed = Print(c.step, c.value, c.style);
    EXPECT_EQ(printed.number + printed.unit, c.text);
  }
}

TEST(GrowthTenths, RoundsHalfAwayFromZero) {
  const struct {
    int64_t from;
    int64_t to;
    int64_t tenths;
  } cases[] = {{1000, 1121, 121}, {1000, 962, -38}, {2000, 2001, 1}, {2000, 1999, -1}, {7, 7, 0}};
  for (const auto& c : cases) EXPECT_EQ(GrowthTenths(c.from, c.to), c.tenths);
}

TEST(Series, GrowsAsItsFiguresDo) {
  for (const Town& town : SampleTowns()) {
    const TownSeries series(town, 2022, 2024);
    for (int year = 2022; year <= 2024; ++year) {
      const int64_t before = series.Actual(Indicator::kRetailSales, year - 1);
      const int64_t after = series.Actual(Indicator::kRetailSales, year);
      EXPECT_EQ(series.Growth(Indicator::kRetailSales, year), GrowthTenths(before, after));
      EXPECT_LE(series.Actual(Indicator::kTaxRevenue, year), series.Actual(Indicator::kRevenue, year));
    }
  }
}

TEST(Series, IsTheSameForAnyNumberOfYears) {
  const Town& town = SampleTowns()[3];
  const TownSeries three(town, 2022, 2024);
  const TownSeries ten(town, 2022, 2031);
  EXPECT_EQ(three.Actual(Indicator::kInvestment, 2024), ten.Actual(Indicator::kInvestment, 2024));
  EXPECT_EQ(three.Target(Indicator::kInvestment, 2025), ten.Target(Indicator::kInvestment, 2025));
}

TEST(Series, MeetsSomeTargetsAndMissesSome) {
  int met = 0;
  int missed = 0;
  for (const Town& town : SampleTowns()) {
    const TownSeries series(town, 2022, 2024);
    for (int year = 2022; year <= 2024; ++year) {
      ++(series.Completion(Indicator::kIndustrialOutput, year) >= 1000 ? met : missed);
    }
  }
  EXPECT_GT(met, 6);
  EXPECT_GT(missed, 6);
}

// Every figure of the record stands in the text that was written with it.
TEST(Clauses, StateWhatTheyRecord) {
  const Town& town = SampleTowns()[0];
  const TownSeries series(town, 2022, 2024);
  for (uint64_t seed = 0; seed < 400; ++seed) {
    std::vector<TruthFigure> truth;
    Mask mask(false, 0);
    FigureClauses clauses(town, series, 2023, seed, &mask, &truth);
    std::string text = clauses.Result(Indicator::kInvestment);
    text += "；" + clauses.ResultFrom(Indicator::kRuralIncome);
    text += "；" + clauses.ResultWithPart(Indicator::kRevenue, Indicator::kTaxRevenue);
    text += "；" + clauses.Aim(Indicator::kGrainOutput);
    ASSERT_EQ(truth.size(), 5U) << text;
    for (const TruthFigure& figure : truth) {
      EXPECT_NE(text.find(figure.name), std::string::npos) << text;
      if (figure.value) {
        EXPECT_NE(text.find(*figure.value + figure.unit), std::string::npos) << text;
      }
      for (const TruthChange& change : figure.changes) {
        const std::string amount = change.amount.value_or("masked");
        const bool fall = amount.front() == '-';
        EXPECT_NE(text.find(amount.substr(fall ? 1 : 0) + change.unit), std::string::npos) << text;
        if (fall) {
          EXPECT_NE(text.find("下降"), std::string::npos) << text;
        }
      }
    }
    EXPECT_EQ(truth.back().status, "target");
    EXPECT_EQ(truth.back().period, "2024");
  }
}

TEST(Clauses, MaskedFiguresHaveNoValue) {
  const Town& town = SampleTowns()[0];
  const TownSeries series(town, 2022, 2024);
  Manner manner{Genre::kWorkReport, Outline::kDashes, true, 5};
  int masked = 0;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    manner.seed = seed;
    const Report report = ComposeReport(town, series, 2023, manner);
    EXPECT_TRUE(report.truth.place.empty());
    EXPECT_FALSE(report.truth.year);
    for (const TruthFigure& figure : report.truth.figures) {
      EXPECT_FALSE(figure.period);
      EXPECT_FALSE(figure.masked && figure.value);
      masked += figure.masked ? 1 : 0;
    }
    for (const std::string& line : report.lines) {
      EXPECT_EQ(line.find(town.stem), std::string::npos) << line;
      EXPECT_EQ(line.find(town.county.name), std::string::npos) << line;
      EXPECT_EQ(line.find("202"), std::string::npos) << line;
    }
  }
  EXPECT_GT(masked, 200);
}

TEST(Phrases, LeaveNoSlotOpen) {
  const TownSeries series(SampleTowns()[1], 2022, 2024);
  for (uint64_t seed = 0; seed < 200; ++seed) {
    for (const Genre genre : {Genre::kWorkReport, Genre::kSummary, Genre::kSpeech, Genre::kTenMonths}) {
      const Manner manner{genre, static_cast<Outline>(seed % 5), false, seed};
      for (const std::string& line : ComposeReport(SampleTowns()[1], series, 2023, manner).lines) {
        EXPECT_EQ(line.find_first_of("{}"), std::string::npos) << line;
        EXPECT_EQ(line.find("。。"), std::string::npos) << line;
        EXPECT_FALSE(line.empty());
      }
    }
  }
}

}  // namespace
}  // namespace gongbao::generator
