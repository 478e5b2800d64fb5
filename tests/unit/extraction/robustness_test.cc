// Any input gives facts inside the text, on character borders, the same ones each time.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "services/base/text.h"
#include "services/extraction/report_extractor.h"
#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

// Pieces of which random reports are made: words of the genre and things that break readers.
const char* const kPieces[] = {"全镇",
                               "完成",
                               "地区生产总值",
                               "固定资产投资",
                               "财政收入",
                               "其中",
                               "分别",
                               "增长",
                               "下降",
                               "同比",
                               "比2016年",
                               "由",
                               "提高到",
                               "12.5",
                               "8%",
                               "亿元",
                               "3.2亿元",
                               "近百",
                               "X",
                               "×%",
                               "某",
                               "第",
                               "一",
                               "二",
                               "十",
                               "百",
                               "千",
                               "万",
                               "亿",
                               "余",
                               "以上",
                               "左右",
                               "，",
                               "。",
                               "；",
                               "、",
                               "和",
                               "：",
                               "（",
                               "）",
                               "“",
                               "”",
                               "《",
                               "》",
                               "\n",
                               "\t",
                               "2021年",
                               "1-10月",
                               "上半年",
                               "五年来",
                               "的",
                               "增速",
                               "占",
                               "高于",
                               "居全市",
                               "力争",
                               "预计",
                               "企业",
                               "项目",
                               "公司",
                               "城乡居民人均可支配收入",
                               "永安县",
                               "个百分点",
                               "倍",
                               ":",
                               "/",
                               "-",
                               "+",
                               ".",
                               "12:13:14",
                               "三分之二",
                               "20xx年",
                               "①",
                               "𠀀",
                               "\xC3\xA9",
                               " ",
                               "PM2.5",
                               "R&D"};

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next(uint64_t below) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state_ >> 33) % below;
  }

 private:
  uint64_t state_;
};

std::string RandomText(uint64_t seed) {
  Random random(seed);
  std::string text;
  const uint64_t length = 5 + random.Next(60);
  for (uint64_t i = 0; i < length; ++i) text += kPieces[random.Next(std::size(kPieces))];
  return text;
}

bool OnBorder(const std::string& text, uint32_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

void CheckFacts(const Report& report) {
  for (const model::Fact& fact : FactsOf(report)) {
    ASSERT_LE(fact.evidence.begin, fact.evidence.end) << report.text;
    ASSERT_LE(fact.evidence.end, report.text.size()) << report.text;
    ASSERT_TRUE(OnBorder(report.text, fact.evidence.begin) &&
                OnBorder(report.text, fact.evidence.end))
        << report.text;
    ASSERT_TRUE(fact.evidence.Contains(fact.anchor))
        << report.text << " | " << fact.quote << " | " << fact.rule;
    ASSERT_FALSE(fact.anchor.empty()) << report.text;
    ASSERT_EQ(fact.quote, fact.evidence.In(report.text)) << report.text;
    ASSERT_FALSE(fact.rule.empty());
    ASSERT_GT(fact.confidence_per_mille, 0);
    ASSERT_LE(fact.confidence_per_mille, 1000);
    if (const model::IndicatorFact* indicator = fact.indicator()) {
      ASSERT_TRUE(indicator->value || !indicator->changes.empty()) << report.text;
      const bool masked = indicator->value && indicator->value->masked;
      ASSERT_FALSE(masked && indicator->value->printed_value) << report.text;
    }
    if (const model::QuantityFact* quantity = fact.quantity()) {
      ASSERT_NE(quantity->quantity.masked, quantity->quantity.printed_value.has_value())
          << report.text;
    }
  }
}

TEST(RobustnessTest, RandomReportsKeepTheRules) {
  for (uint64_t seed = 1; seed <= 4000; ++seed) {
    Report report;
    report.text = RandomText(seed);
    report.role = seed % 2 == 0 ? model::SectionRole::kPlan : model::SectionRole::kReview;
    report.level = seed % 3 == 0 ? model::PlaceLevel::kCity : model::PlaceLevel::kTown;
    if (seed % 5 == 0) report.year.reset();
    CheckFacts(report);
    if (HasFatalFailure()) return;
  }
}

TEST(RobustnessTest, LongParagraphsTakeNoLonger) {
  // Many pieces in one sentence: a reader that goes back over what it has read would not end here.
  for (const char* piece :
       {"地区生产总值", "增长", "8%、", "1.", "（", "其中", "分别", "的", "比2016年", "3.2亿元的",
        "“", "X", "完成产值", "增长1、", "一", "比一", "剔除", "扣除因素", "GDP1", "十", "其中限额以上", "1 ", "财政收入5亿元、", "永安县、", "由3亿元增加到5亿元", "计划工业总产值增长8%、", "，"}) {
    Report report;
    for (int i = 0; i < 20000; ++i) report.text += piece;
    CheckFacts(report);
    if (HasFatalFailure()) return;
  }
}

TEST(RobustnessTest, ThreadsAgree) {
  Report report;
  for (uint64_t seed = 1; seed <= 50; ++seed) report.text += RandomText(seed) + "\n";
  const std::vector<model::Fact> want = FactsOf(report);
  ASSERT_FALSE(want.empty());
  std::vector<std::vector<model::Fact>> got(4);
  std::vector<std::thread> threads;
  for (auto& facts : got) threads.emplace_back([&] { facts = FactsOf(report); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& facts : got) EXPECT_EQ(facts, want);
}

TEST(RobustnessTest, BadRequestsAreRefused) {
  const auto extractor = ReportExtractor::Create();
  model::Document document;
  model::Segmentation segmentation;
  EXPECT_FALSE(extractor->Extract({}, {"文", nullptr, nullptr}).ok());
  EXPECT_FALSE(extractor->Extract({}, {"文", &document, &segmentation}).ok());  // no section
  segmentation.sections.push_back({});
  EXPECT_TRUE(extractor->Extract({}, {"文", &document, &segmentation}).ok());
  EXPECT_FALSE(extractor->Extract({}, {"\xFF", &document, &segmentation}).ok());
  segmentation.sentences = {{{0, 9}, 0, 0, false}};  // past the end
  EXPECT_FALSE(extractor->Extract({}, {"文", &document, &segmentation}).ok());
  segmentation.sentences = {{{1, 3}, 0, 0, false}};  // inside a character
  EXPECT_FALSE(extractor->Extract({}, {"文", &document, &segmentation}).ok());
  segmentation.sentences = {{{0, 3}, 7, 0, false}};  // no such section
  EXPECT_FALSE(extractor->Extract({}, {"文", &document, &segmentation}).ok());
  segmentation.sentences = {{{0, 3}, 0, 0, false}};
  segmentation.sections[0].parent = 4;
  EXPECT_FALSE(extractor->Extract({}, {"文", &document, &segmentation}).ok());
}

TEST(RobustnessTest, AnExpiredDeadlineStops) {
  Context context;
  context.cancelled = [] { return true; };
  model::Document document;
  model::Segmentation segmentation;
  segmentation.sections.push_back({});
  segmentation.sentences = {{{0, 3}, 0, 0, false}};
  const auto facts = ReportExtractor::Create()->Extract(context, {"文", &document, &segmentation});
  EXPECT_EQ(facts.status().code(), absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace gongbao::extraction
