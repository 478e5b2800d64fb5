// gRPC handler of gongbao.v1.ExtractionService. Thread-safe.
#pragma once

#include <string>

#include "gongbao/v1/extraction_service.grpc.pb.h"
#include "services/ports/extractor.h"

namespace gongbao::extraction {

class ExtractionServiceHandler final : public v1::ExtractionService::Service {
 public:
  // extractor must outlive the handler.
  ExtractionServiceHandler(const ports::Extractor& extractor, std::string pipeline_version);

  grpc::Status Extract(grpc::ServerContext* context, const v1::ExtractRequest* request,
                       v1::ExtractResponse* response) override;

 private:
  const ports::Extractor& extractor_;
  const std::string pipeline_version_;
};

}  // namespace gongbao::extraction
