// Port FactWriter over the stream of gongbao.v1.AnalysisWriterService. Thread-safe.
//
// The stream carries no scope: what the caller may not write is refused here, before it is sent. A
// deletion names no place, so only a caller who may write everything may delete.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gongbao/v1/analysis_writer_service.grpc.pb.h"
#include "services/adapters/remote/retry.h"
#include "services/ports/fact_writer.h"

namespace gongbao::remote {

class RemoteFactWriter : public ports::FactWriter {
 public:
  explicit RemoteFactWriter(std::shared_ptr<grpc::Channel> channel, RetryOptions options = {});

  // Items that were not acknowledged when a stream broke are sent again: writing twice is writing once.
  std::vector<Status> Write(const Context& context, const model::Scope& scope,
                            std::span<const ports::WriteItem> items) override;
  StatusOr<std::vector<model::FactDifference>> Compare(const Context& context,
                                                       const model::Scope& scope,
                                                       const ports::WriteItem& item) override;

 private:
  class Batch;

  const std::unique_ptr<v1::AnalysisWriterService::Stub> stub_;
  const RetryOptions options_;
};

}  // namespace gongbao::remote
