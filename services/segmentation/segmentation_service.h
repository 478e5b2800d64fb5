// gRPC handler of gongbao.v1.SegmentationService. Thread-safe.
#pragma once

#include "gongbao/v1/segmentation_service.grpc.pb.h"
#include "services/ports/segmenter.h"
#include "services/rpc/handler.h"

namespace gongbao::segmentation {

class SegmentationServiceHandler final : public v1::SegmentationService::Service {
 public:
  static constexpr int kMostRequestsOfABatch = 1000;
  static constexpr size_t kMostBytesOfABatch = size_t{16} << 20;

  // Both must outlive the handler.
  SegmentationServiceHandler(const ports::Segmenter& segmenter, const ports::WordExplainer& explainer);

  grpc::Status Segment(grpc::ServerContext* context, const v1::SegmentRequest* request,
                       v1::SegmentResponse* response) override;
  grpc::Status SegmentBatch(grpc::ServerContext* context, const v1::SegmentBatchRequest* request,
                            v1::SegmentBatchResponse* response) override;
  grpc::Status SegmentStream(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<v1::SegmentStreamResponse, v1::SegmentStreamRequest>* stream) override;
  grpc::Status ExplainWords(grpc::ServerContext* context, const v1::ExplainWordsRequest* request,
                            v1::ExplainWordsResponse* response) override;

 private:
  Status SegmentOne(const rpc::Call& call, const v1::SegmentRequest& request,
                    const v1::SegmentOptions& options, size_t most_bytes, v1::SegmentResponse* response) const;
  // What is wrong with the request becomes part of the answer; a call that has ended does not.
  Status FillItem(const rpc::Call& call, const v1::SegmentRequest& request,
                  const v1::SegmentOptions& options, size_t most_bytes, v1::SegmentItem* item) const;

  const ports::Segmenter& segmenter_;
  const ports::WordExplainer& explainer_;
};

}  // namespace gongbao::segmentation
