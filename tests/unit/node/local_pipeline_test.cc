#include "services/node/local_pipeline.h"

#include <gtest/gtest.h>

#include <memory>

#include "services/base/hash.h"

namespace gongbao::node {
namespace {

TEST(LocalPipeline, ItsVersionHoldsTheRulesOfBothServices) {
  const auto segmenter = segmentation::TextSegmenter::Create();
  ASSERT_TRUE(segmenter.ok()) << segmenter.status();
  const std::string none = ingest::PipelineVersion({});
  EXPECT_NE(SegmentationVersion(**segmenter), none);
  EXPECT_NE(ExtractionVersion(), none);
  EXPECT_NE(ExtractionVersion(), ingest::PipelineVersion({Sha256Hex("")})) << "no rules were gathered";
  EXPECT_EQ(model::GenerationOf(ExtractionVersion()), ingest::kPipelineGeneration);

  const auto pipeline = MakeLocalPipeline();
  ASSERT_TRUE(pipeline.ok()) << pipeline.status();
  const auto other = ingest::Pipeline::Create(
      std::shared_ptr<const ports::Segmenter>(segmentation::TextSegmenter::Create().value()),
      extraction::ReportExtractor::Create(), {SegmentationVersion(**segmenter), "other rules"});
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_NE((*pipeline)->version(), (*other)->version());
}

}  // namespace
}  // namespace gongbao::node
