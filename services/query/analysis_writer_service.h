// gRPC handler of gongbao.v1.AnalysisWriterService: groups what has arrived on the stream, writes it,
// acknowledges after the commit. Thread-safe.
#pragma once

#include "gongbao/v1/analysis_writer_service.grpc.pb.h"
#include "services/ports/fact_writer.h"
#include "services/query/write_inbox.h"

namespace gongbao::query {

class AnalysisWriterServiceHandler final : public v1::AnalysisWriterService::Service {
 public:
  // writer must outlive the handler.
  explicit AnalysisWriterServiceHandler(ports::FactWriter& writer, GroupLimits limits = {});

  grpc::Status WriteAnalyses(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<v1::WriteAnalysesResponse, v1::WriteAnalysesRequest>* stream)
      override;
  grpc::Status CompareAnalysis(grpc::ServerContext* context,
                               const v1::CompareAnalysisRequest* request,
                               v1::CompareAnalysisResponse* response) override;

 private:
  ports::FactWriter& writer_;
  const GroupLimits limits_;
};

}  // namespace gongbao::query
