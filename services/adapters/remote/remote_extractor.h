// Port Extractor over gongbao.v1.ExtractionService. Thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "gongbao/v1/extraction_service.grpc.pb.h"
#include "services/adapters/remote/retry.h"
#include "services/ports/extractor.h"

namespace gongbao::remote {

class RemoteExtractor : public ports::Extractor {
 public:
  explicit RemoteExtractor(std::shared_ptr<grpc::Channel> channel, RetryOptions options = {});

  StatusOr<std::vector<model::Fact>> Extract(const Context& context,
                                             const ports::ExtractRequest& request) const override;

 private:
  const std::unique_ptr<v1::ExtractionService::Stub> stub_;
  const RetryOptions options_;
};

}  // namespace gongbao::remote
