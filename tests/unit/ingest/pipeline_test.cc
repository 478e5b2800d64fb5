#include "services/ingest/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "tests/unit/ingest/doubles.h"

namespace gongbao::ingest {
namespace {

constexpr std::string_view kReport =
    "何店鎮(zhèn)政府工作報告\n各位代表：\n2021年，随州市何店鎮完成工業總產值17.39億元，同比增長14%。\n";

std::shared_ptr<const Pipeline> MakePipeline(std::shared_ptr<const ports::Extractor> extractor = nullptr) {
  if (extractor == nullptr) extractor = std::make_shared<FigureExtractor>();
  return *Pipeline::Create(std::make_shared<LineSegmenter>(), std::move(extractor), {"test"});
}

TEST(Pipeline, CarriesASourceThrough) {
  const auto pipeline = MakePipeline();
  const StatusOr<AnalyzedSource> analyzed = pipeline->Analyze({}, kReport, "a.txt", {});
  ASSERT_TRUE(analyzed.ok()) << Message(analyzed.status());
  ASSERT_EQ(analyzed->documents.size(), 1u);
  const model::Analysis& analysis = analyzed->documents[0].analysis;
  EXPECT_EQ(analysis.document.id, analyzed->source_id + "-0");
  EXPECT_EQ(analysis.document.title, "何店镇政府工作报告");
  EXPECT_EQ(analysis.document.place.place_id, "421303102");
  EXPECT_EQ(analysis.document.home, "421303");
  EXPECT_EQ(analysis.clean_text,
            "何店镇政府工作报告\n各位代表：\n2021年，随州市何店镇完成工业总产值17.39亿元，同比增长14%。");
  EXPECT_EQ(analysis.segmentation.sentences.size(), 3u);
  ASSERT_EQ(analysis.facts.size(), 1u);
  EXPECT_EQ(analysis.facts[0].document, analysis.document.id);
  EXPECT_EQ(analysis.facts[0].id.size(), 32u);
  // The anchor leads to the figure in the source.
  const model::Span anchor = analyzed->documents[0].text_map.Cover(analysis.facts[0].anchor);
  EXPECT_EQ(anchor.In(kReport), "17.39");
  EXPECT_EQ(analysis.revision, model::RevisionOf(analysis));
  EXPECT_EQ(model::GenerationOf(analysis.pipeline_version), kPipelineGeneration);
}

TEST(Pipeline, MakesADocumentOfEachReportOfASource) {
  const std::string source = Compilation({"何店镇", "洛阳镇", "万店镇"}, 2021);
  model::Hints hints;
  hints.title = "工作报告汇编";
  hints.year = 2030;
  hints.province = "湖北省";
  const auto analyzed = MakePipeline()->Analyze({}, source, "a.txt", hints);
  ASSERT_TRUE(analyzed.ok()) << Message(analyzed.status());
  ASSERT_EQ(analyzed->documents.size(), 3u);
  const char* towns[] = {"何店镇", "洛阳镇", "万店镇"};
  std::set<std::string> ids;
  for (size_t i = 0; i < 3; ++i) {
    const AnalyzedDocument& one = analyzed->documents[i];
    const model::Document& document = one.analysis.document;
    const std::string title = std::string(towns[i]) + "2021年政府工作报告";
    EXPECT_EQ(document.title, title);
    EXPECT_EQ(document.year, 2021);
    EXPECT_EQ(document.place.text, towns[i]);
    EXPECT_EQ(document.home, "421303") << document.place.place_id;
    EXPECT_EQ(document.id, model::DocumentId(analyzed->source_id, document.source_offset));
    EXPECT_EQ(source.compare(static_cast<size_t>(document.source_offset), title.size(), title), 0);
    EXPECT_THAT(document.warnings, testing::Contains(testing::HasSubstr("3 reports")));
    ASSERT_EQ(one.analysis.facts.size(), 1u);
    EXPECT_EQ(one.text_map.Cover(one.analysis.facts[0].anchor).In(source), std::to_string(11 + i) + ".25");
    EXPECT_EQ(one.analysis.facts[0].document, document.id);
    EXPECT_EQ(one.analysis.revision, model::RevisionOf(one.analysis));
    ids.insert({document.id, one.analysis.facts[0].id});
  }
  EXPECT_EQ(ids.size(), 6u);
  ASSERT_EQ(analyzed->outside.size(), 1u);
  EXPECT_NE(analyzed->outside[0].text.find("汇编"), std::string::npos);
}

TEST(Pipeline, GivesTheSameIdsEveryTime) {
  const auto pipeline = MakePipeline();
  EXPECT_EQ(pipeline->Analyze({}, kReport, "a.txt", {})->documents[0].analysis,
            pipeline->Analyze({}, kReport, "a.txt", {})->documents[0].analysis);
}

TEST(Pipeline, TellsFactsOnTheSameWordsApart) {
  const auto pipeline = MakePipeline(std::make_shared<FigureExtractor>(3));
  const auto analyzed = pipeline->Analyze({}, kReport, "a.txt", {});
  ASSERT_TRUE(analyzed.ok());
  const std::vector<model::Fact>& facts = analyzed->documents[0].analysis.facts;
  ASSERT_EQ(facts.size(), 3u);
  EXPECT_NE(facts[0].id, facts[1].id);
  EXPECT_NE(facts[1].id, facts[2].id);
  EXPECT_NE(facts[0].id, facts[2].id);
}

TEST(Pipeline, NamesTheStageThatFailed) {
  const auto pipeline = MakePipeline();
  const StatusOr<AnalyzedSource> pdf = pipeline->Analyze({}, "%PDF-1.4", "a.pdf", {});
  EXPECT_EQ(StageOf(pdf.status()), "decode");
  EXPECT_EQ(ErrorReason(pdf.status()), "UNREADABLE_FORMAT");
  const auto failing = MakePipeline(std::make_shared<FailingExtractor>());
  const StatusOr<AnalyzedSource> unavailable = failing->Analyze({}, kReport, "a.txt", {});
  EXPECT_EQ(unavailable.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(StageOf(unavailable.status()), "extract");
}

TEST(Pipeline, EndsWhenTheCallerHasGone) {
  Context context;
  context.cancelled = [] { return true; };
  EXPECT_EQ(MakePipeline()->Analyze(context, kReport, "a.txt", {}).status().code(),
            absl::StatusCode::kCancelled);
}

TEST(Pipeline, VersionFollowsTheRules) {
  EXPECT_EQ(PipelineVersion({"a", "b"}).size(), 14u);
  EXPECT_NE(PipelineVersion({"a", "b"}), PipelineVersion({"a", "c"}));
  EXPECT_NE(PipelineVersion({"ab"}), PipelineVersion({"a", "b"}));
}

}  // namespace
}  // namespace gongbao::ingest
