// The recognisers below the binder: periods, cue words, segments.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/text.h"
#include "services/extraction/lexer.h"
#include "services/extraction/period_scanner.h"
#include "services/extraction/segments.h"

namespace gongbao::extraction {
namespace {

struct PeriodCase {
  std::string text;
  std::string want;  // form, years, months
};
std::ostream& operator<<(std::ostream& out, const PeriodCase& c) { return out << c.text; }

std::string Describe(const PeriodMark& mark) {
  static constexpr const char* kForms[] = {"date", "year",     "months", "instant", "whole",
                                           "end",  "relative", "past",   "back",    "ahead",
                                           "term", "same",     "other"};
  std::string out = kForms[static_cast<int>(mark.form)];
  if (mark.year != 0) out += " " + std::to_string(mark.year);
  if (mark.last_year != 0) out += "-" + std::to_string(mark.last_year);
  if (mark.first_month != 0)
    out += " " + std::to_string(mark.first_month) + ".." + std::to_string(mark.last_month);
  if (mark.offset != 0) out += " by " + std::to_string(mark.offset);
  if (mark.compared) out += " compared";
  if (mark.deadline) out += " deadline";
  if (mark.masked) out += " masked";
  return out;
}

class ScansPeriods : public testing::TestWithParam<PeriodCase> {};

TEST_P(ScansPeriods, Reads) {
  const auto marks = PeriodScanner::Get().Scan(ToUtf32(GetParam().text));
  ASSERT_FALSE(marks.empty());
  EXPECT_EQ(Describe(marks[0]), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ScansPeriods,
    testing::Values(
        PeriodCase{"2021年", "year 2021"}, PeriodCase{"2021年度", "year 2021"},
        PeriodCase{"二〇二一年", "year 2021"}, PeriodCase{"2021年底", "year 2021"},
        PeriodCase{"20xx年", "year masked"}, PeriodCase{"2021年1-10月", "months 2021 1..10"},
        PeriodCase{"2021年上半年", "months 2021 1..6"}, PeriodCase{"1—10月份", "months 1..10"},
        PeriodCase{"元至11月", "months 1..11"}, PeriodCase{"一至九月", "months 1..9"},
        PeriodCase{"前三季度", "months 1..9"}, PeriodCase{"12月当月", "months 12..12"},
        PeriodCase{"10月底", "instant 10..10"}, PeriodCase{"6月底前", "instant 6..6 deadline"},
        PeriodCase{"9月26日", "date 9..9"}, PeriodCase{"2004年1月9日", "date 2004 1..1"},
        PeriodCase{"比2016年", "year 2016 compared"},
        PeriodCase{"是2010年的", "year 2010 compared"}, PeriodCase{"2016—2020年", "term 2016-2020"},
        PeriodCase{"“十三五”期间", "term 2016-2020"}, PeriodCase{"十二五时期", "term 2011-2015"},
        PeriodCase{"“十三五”末", "year 2020-2020"}, PeriodCase{"“十四五”规划", "other 2021-2025"},
        PeriodCase{"五年来", "back by 5"}, PeriodCase{"今后五年", "ahead by 5"},
        PeriodCase{"去年", "relative by -1"}, PeriodCase{"全年", "whole"},
        PeriodCase{"一年来", "past"}, PeriodCase{"年初预算", "other"}));

TEST(CueWordsTest, LongestWordAndAllItsCategories) {
  const auto found = CueWords::Get().Longest(U"同比增长", 0);
  EXPECT_EQ(found.length, 2u);
  EXPECT_NE(found.cues & kYoy, 0u);
  EXPECT_NE(CueWords::Get().Longest(U"提高到", 0).cues & kTo, 0u);
  EXPECT_NE(CueWords::Get().Longest(U"达标", 0).cues & kWord, 0u);
  EXPECT_EQ(CueWords::Get().Longest(U"石榴", 0).length, 0u);
}

std::vector<Token> Tokens(const std::u32string& text) {
  const auto periods = PeriodScanner::Get().Scan(text);
  std::vector<CharSpan> blocked;
  for (const PeriodMark& mark : periods) blocked.push_back(mark.span);
  return Tokenize(text, figures::FigureScanner::Get().Scan(text, blocked), periods, PlaceNames());
}

TEST(SegmentsTest, ListMarkPartsOnlyBehindFigures) {
  EXPECT_EQ(CutSegments(Tokens(U"工业、农业总产值分别为5亿元、3亿元")).size(), 1u);
  EXPECT_EQ(CutSegments(Tokens(U"固定资产投资5亿元、增长8%")).size(), 2u);
  EXPECT_EQ(CutSegments(Tokens(U"固定资产投资5亿元，增长8%；出口3亿元。")).size(), 3u);
}

TEST(SegmentsTest, TokensCoverTheText) {
  const std::u32string text =
      U"2021年，全镇财政收入（不含上级补助）5.1亿元，比上年增长8%，“双过半”。";
  uint32_t at = 0;
  for (const Token& token : Tokens(text)) {
    EXPECT_EQ(token.span.begin, at);
    at = token.span.end;
  }
  EXPECT_EQ(at, text.size());
}

TEST(SegmentsTest, CueThatHoldsAPeriodWins) {
  const auto tokens = Tokens(U"比上年增长8%");
  ASSERT_GE(tokens.size(), 3u);
  EXPECT_EQ(tokens[0].kind, TokenKind::kCue);
  EXPECT_TRUE(tokens[0].Is(kYoy));
  EXPECT_TRUE(tokens[1].Is(kUp));
}

}  // namespace
}  // namespace gongbao::extraction
