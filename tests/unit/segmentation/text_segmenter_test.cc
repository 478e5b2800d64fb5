#include "services/segmentation/text_segmenter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/base/status.h"
#include "services/segmentation/outline.h"

namespace gongbao::segmentation {
namespace {

using testing::HasSubstr;

class TextSegmenterTest : public testing::Test {
 protected:
  void SetUp() override {
    auto segmenter = TextSegmenter::Create();
    ASSERT_TRUE(segmenter.ok()) << segmenter.status();
    segmenter_ = *std::move(segmenter);
  }
  StatusOr<model::Segmentation> Segment(const ports::SegmentRequest& request) {
    return segmenter_->Segment(Context{}, request);
  }
  std::unique_ptr<TextSegmenter> segmenter_;
};

constexpr char kText[] =
    "青溪镇工作报告\n一、2021年工作回顾\n全镇完成产值5.2亿元，同比增长8%"
    "。\n二、2022年工作安排\n确保增长6%。\n";

TEST_F(TextSegmenterTest, GivesOutlineSentencesAndWords) {
  ports::SegmentRequest request;
  request.text = kText;
  request.kind = model::DocumentKind::kWorkReport;
  request.year = 2021;
  const auto segmentation = Segment(request);
  ASSERT_TRUE(segmentation.ok()) << segmentation.status();
  ASSERT_EQ(segmentation->sections.size(), 3u);
  EXPECT_EQ(segmentation->sections[0].role, model::SectionRole::kMeta);
  EXPECT_EQ(segmentation->sections[1].title, "2021年工作回顾");
  EXPECT_EQ(segmentation->sections[2].role, model::SectionRole::kPlan);
  EXPECT_EQ(segmentation->sentences.size(), 5u);
  EXPECT_GT(segmentation->tokens.begin.size(), 15u);
  EXPECT_EQ(segmentation->tokens.begin.size(), segmentation->tokens.tag.size());
  // The same text gives the same answer.
  EXPECT_EQ(*Segment(request), *segmentation);
}

TEST_F(TextSegmenterTest, GivesOnlyWhatIsAskedFor) {
  ports::SegmentRequest request;
  request.text = kText;
  request.outline = false;
  request.tokens = false;
  const auto sentences = Segment(request);
  ASSERT_TRUE(sentences.ok());
  EXPECT_TRUE(sentences->sections.empty());
  EXPECT_TRUE(sentences->tokens.begin.empty());
  EXPECT_EQ(sentences->sentences.size(), 5u);
  for (const model::Sentence& sentence : sentences->sentences) EXPECT_EQ(sentence.section, 0);
  request.sentences = false;
  request.outline = true;
  const auto outline = Segment(request);
  ASSERT_TRUE(outline.ok());
  EXPECT_EQ(outline->sections.size(), 3u);
  EXPECT_TRUE(outline->sentences.empty());
}

TEST_F(TextSegmenterTest, RefusesWhatIsNotUtf8NamingTheByte) {
  const std::string text = "全镇\xFF完成";
  ports::SegmentRequest request;
  request.text = text;
  const auto segmentation = Segment(request);
  EXPECT_EQ(segmentation.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Message(segmentation.status()), HasSubstr("byte 6"));
  EXPECT_EQ(ErrorReason(segmentation.status()), "INVALID_ARGUMENT");
}

TEST_F(TextSegmenterTest, RefusesWhatIsTooLong) {
  const std::string text(TextSegmenter::kMostBytes + 1, '\n');
  ports::SegmentRequest request;
  request.text = text;
  const auto segmentation = Segment(request);
  EXPECT_EQ(segmentation.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(Message(segmentation.status()), HasSubstr("16777217"));
}

TEST_F(TextSegmenterTest, RefusesMoreHeadingsThanAReportHas) {
  std::string text;
  for (size_t i = 0; i <= kMostSections; ++i) text += "1.a\n";
  ports::SegmentRequest request;
  request.text = text;
  const auto segmentation = Segment(request);
  EXPECT_EQ(segmentation.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(Message(segmentation.status()), HasSubstr("200000 headings"));
}

TEST_F(TextSegmenterTest, EmptyTextIsARootAlone) {
  const auto segmentation = Segment(ports::SegmentRequest{});
  ASSERT_TRUE(segmentation.ok());
  EXPECT_EQ(segmentation->sections.size(), 1u);
  EXPECT_TRUE(segmentation->sentences.empty());
  EXPECT_TRUE(segmentation->tokens.begin.empty());
}

TEST_F(TextSegmenterTest, AnExpiredCallIsNotBegun) {
  Context context;
  context.cancelled = [] { return true; };
  ports::SegmentRequest request;
  request.text = kText;
  EXPECT_EQ(segmenter_->Segment(context, request).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

// Texts made to be slow: long runs of what labels and sentences begin with. They end in seconds
// even with sanitizers, which a quadratic reader does not.
TEST_F(TextSegmenterTest, HostileTextsTakeLinearTime) {
  const std::string units[] = {
      "一是；", "一是“",    "：一是，二是", "（一）", "（",   "“", "\n", "一、\n", "1.", "——\n",
      "第一，", "。首先，", "各位代表！",   "①②",     "存在", "9", "x",  "某",     "【", "2021年"};
  for (const std::string& unit : units) {
    std::string text;
    while (text.size() < (size_t{1} << 20)) text += unit;
    ports::SegmentRequest request;
    request.text = text;
    const absl::StatusCode code = Segment(request).status().code();
    EXPECT_TRUE(code == absl::StatusCode::kOk || code == absl::StatusCode::kResourceExhausted)
        << unit;
  }
}

}  // namespace
}  // namespace gongbao::segmentation
