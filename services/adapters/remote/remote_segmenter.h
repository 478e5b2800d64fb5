// Ports Segmenter and WordExplainer over gongbao.v1.SegmentationService. Thread-safe.
#pragma once

#include <memory>

#include "gongbao/v1/segmentation_service.grpc.pb.h"
#include "services/adapters/remote/retry.h"
#include "services/ports/segmenter.h"

namespace gongbao::remote {

class RemoteSegmenter : public ports::Segmenter, public ports::WordExplainer {
 public:
  explicit RemoteSegmenter(std::shared_ptr<grpc::Channel> channel, RetryOptions options = {});

  StatusOr<ports::SegmentAnswer> Answer(const Context& context,
                                        const ports::SegmentRequest& request) const override;
  StatusOr<ports::ExplainAnswer> Explain(const Context& context,
                                         const ports::ExplainRequest& request) const override;

 private:
  const std::unique_ptr<v1::SegmentationService::Stub> stub_;
  const RetryOptions options_;
};

}  // namespace gongbao::remote
