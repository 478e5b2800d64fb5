// gRPC handler of gongbao.v1.SegmentationService. Thread-safe.
#pragma once

#include <string>

#include "gongbao/v1/segmentation_service.grpc.pb.h"
#include "services/ports/segmenter.h"

namespace gongbao::segmentation {

class SegmentationServiceHandler final : public v1::SegmentationService::Service {
 public:
  // segmenter must outlive the handler.
  SegmentationServiceHandler(const ports::Segmenter& segmenter, std::string pipeline_version);

  grpc::Status Segment(grpc::ServerContext* context, const v1::SegmentRequest* request,
                       v1::SegmentResponse* response) override;

 private:
  const ports::Segmenter& segmenter_;
  const std::string pipeline_version_;
};

}  // namespace gongbao::segmentation
