// gRPC handler of gongbao.v1.IngestService. Thread-safe.
#pragma once

#include <memory>
#include <string>

#include "gongbao/v1/ingest_service.grpc.pb.h"
#include "services/base/clock.h"
#include "services/ingest/jobs/correction_desk.h"
#include "services/ingest/jobs/intake.h"
#include "services/ingest/jobs/server_files.h"
#include "services/ingest/pipeline.h"
#include "services/ports/fact_writer.h"
#include "services/ports/job_store.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

struct IngestServiceOptions {
  IntakeLimits limits;
  std::string spool_folder = "/tmp";  // for uploads that are too large for memory
  std::string path_root{};  // folder whose files callers may have read; empty: none
};

class IngestServiceHandler final : public v1::IngestService::Service {
 public:
  // The stores, the writer and the clock must outlive the handler.
  IngestServiceHandler(std::shared_ptr<const Pipeline> pipeline, ports::SourceStore& sources,
                       ports::JobStore& jobs, ports::FactWriter& writer, IngestServiceOptions options = {},
                       const Clock& clock = Clock::System());

  grpc::Status Analyze(grpc::ServerContext* context, const v1::AnalyzeRequest* request,
                       v1::AnalyzeResponse* response) override;
  grpc::Status CreateJob(grpc::ServerContext* context, const v1::CreateJobRequest* request,
                         v1::CreateJobResponse* response) override;
  grpc::Status CreateFolderJob(grpc::ServerContext* context, const v1::CreateFolderJobRequest* request,
                               v1::CreateFolderJobResponse* response) override;
  grpc::Status CreateReprocessJob(grpc::ServerContext* context,
                                  const v1::CreateReprocessJobRequest* request,
                                  v1::CreateReprocessJobResponse* response) override;
  grpc::Status UploadSource(grpc::ServerContext* context,
                            grpc::ServerReader<v1::UploadSourceRequest>* reader,
                            v1::UploadSourceResponse* response) override;
  grpc::Status SealJob(grpc::ServerContext* context, const v1::SealJobRequest* request,
                       v1::SealJobResponse* response) override;
  grpc::Status GetJob(grpc::ServerContext* context, const v1::GetJobRequest* request,
                      v1::GetJobResponse* response) override;
  grpc::Status ListJobs(grpc::ServerContext* context, const v1::ListJobsRequest* request,
                        v1::ListJobsResponse* response) override;
  grpc::Status WatchJob(grpc::ServerContext* context, const v1::WatchJobRequest* request,
                        grpc::ServerWriter<v1::WatchJobResponse>* writer) override;
  grpc::Status ListJobItems(grpc::ServerContext* context, const v1::ListJobItemsRequest* request,
                            v1::ListJobItemsResponse* response) override;
  grpc::Status ListJobDifferences(grpc::ServerContext* context,
                                  const v1::ListJobDifferencesRequest* request,
                                  v1::ListJobDifferencesResponse* response) override;
  grpc::Status CancelJob(grpc::ServerContext* context, const v1::CancelJobRequest* request,
                         v1::CancelJobResponse* response) override;
  grpc::Status RetryJob(grpc::ServerContext* context, const v1::RetryJobRequest* request,
                        v1::RetryJobResponse* response) override;
  grpc::Status GetSource(grpc::ServerContext* context, const v1::GetSourceRequest* request,
                         v1::GetSourceResponse* response) override;
  grpc::Status DownloadSource(grpc::ServerContext* context, const v1::DownloadSourceRequest* request,
                              grpc::ServerWriter<google::api::HttpBody>* writer) override;
  grpc::Status TraceSpan(grpc::ServerContext* context, const v1::TraceSpanRequest* request,
                         v1::TraceSpanResponse* response) override;
  grpc::Status CorrectDocument(grpc::ServerContext* context, const v1::CorrectDocumentRequest* request,
                               v1::CorrectDocumentResponse* response) override;
  grpc::Status ListDocumentCorrections(grpc::ServerContext* context,
                                       const v1::ListDocumentCorrectionsRequest* request,
                                       v1::ListDocumentCorrectionsResponse* response) override;

 private:
  // header: what came first, also where it fails.
  Status Receive(const model::Scope& scope, grpc::ServerReader<v1::UploadSourceRequest>* reader,
                 v1::UploadSourceHeader* header, v1::UploadSourceResponse* response);
  Status Refuse(const model::Scope& scope, const v1::UploadSourceHeader& header, const Status& error);
  StatusOr<model::Job> JobWithFailures(const model::Scope& scope, const std::string& id);
  Status Admit(const model::Scope& scope, const v1::UploadSourceHeader& header, std::string_view bytes,
               v1::UploadSourceResponse* response);

  const std::shared_ptr<const Pipeline> pipeline_;
  ports::SourceStore& sources_;
  ports::JobStore& jobs_;
  Intake intake_;
  CorrectionDesk corrections_;
  const ServerFiles files_;
  const Clock& clock_;
  const IngestServiceOptions options_;
};

}  // namespace gongbao::ingest
