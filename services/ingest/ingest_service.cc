#include "services/ingest/ingest_service.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <thread>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/trace.h"
#include "services/ingest/upload.h"
#include "services/rpc/answer_size.h"
#include "services/rpc/handler.h"
#include "services/rpc/server.h"
#include "services/wire/convert.h"

namespace gongbao::ingest {
namespace {

using rpc::Call;

constexpr size_t kChunkBytes = 256 << 10;
constexpr auto kWatchInterval = std::chrono::milliseconds(250);

// How many a page may hold: `usual` where nothing is said.
StatusOr<int64_t> PageSize(int32_t asked, int32_t usual) {
  constexpr int32_t kMost = 1000;
  if (asked < 0) return InvalidArgument("page_size is negative", {{"page_size", "must be 0 to 1000"}});
  return asked == 0 ? usual : std::min(asked, kMost);
}

// The number in a token of ListJobItems.
StatusOr<int64_t> NumberOf(const std::string& token) {
  if (token.empty()) return int64_t{0};
  int64_t number = 0;
  const auto parsed = std::from_chars(token.data(), token.data() + token.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != token.data() + token.size() || number < 0) {
    return InvalidArgument("page_token is none that this method gave", {{"page_token", "unknown"}});
  }
  return number;
}

StatusOr<model::Span> SpanOf(const v1::Span& span) {
  if (span.begin() < 0 || span.begin() > span.end() || span.end() > INT32_MAX) {
    return InvalidArgument("the span is not ordered", {{"span", "0 <= begin <= end"}});
  }
  return model::Span{static_cast<uint32_t>(span.begin()), static_cast<uint32_t>(span.end())};
}

StatusOr<std::string> ContentOf(const v1::AnalyzeRequest& request) {
  if (request.content().empty() == request.text().empty()) {
    return InvalidArgument("give either content or text", {{"content", "exactly one of content and text"}});
  }
  const std::string& bytes = request.content().empty() ? request.text() : request.content();
  if (bytes.size() > Reader::kMaxTextBytes) {
    return LimitExceeded("the content has " + std::to_string(bytes.size()) + " bytes, more than " +
                             std::to_string(Reader::kMaxTextBytes),
                         {{"limit", std::to_string(Reader::kMaxTextBytes)}});
  }
  return bytes;
}

}  // namespace

IngestServiceHandler::IngestServiceHandler(std::shared_ptr<const Pipeline> pipeline,
                                           ports::SourceStore& sources, ports::JobStore& jobs,
                                           IngestServiceOptions options, const Clock& clock)
    : pipeline_(std::move(pipeline)), sources_(sources), jobs_(jobs), intake_(sources, jobs, options.limits, clock),
      options_(std::move(options)) {}

grpc::Status IngestServiceHandler::Analyze(grpc::ServerContext* context, const v1::AnalyzeRequest* request,
                                           v1::AnalyzeResponse* response) {
  return rpc::Handle(context, "IngestService.Analyze", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ContentOf(*request));
    GONGBAO_ASSIGN_OR_RETURN(const model::Hints hints, wire::FromProto(request->hints()));
    GONGBAO_ASSIGN_OR_RETURN(AnalyzedSource analyzed,
                             pipeline_->Analyze(call.context, bytes, request->filename(), hints));
    for (AnalyzedDocument& document : analyzed.documents) {
      if (request->omit_tokens()) document.analysis.segmentation.tokens = {};
      *response->add_analyses() = wire::ToProto(document.analysis);
    }
    return rpc::CheckAnswerSize(*response, rpc::kLargeMessageBytes);
  });
}

grpc::Status IngestServiceHandler::CreateJob(grpc::ServerContext* context,
                                             const v1::CreateJobRequest* request,
                                             v1::CreateJobResponse* response) {
  return rpc::Handle(context, "IngestService.CreateJob", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.CreateJob(call.scope, request->display_name()));
    *response->mutable_job() = wire::ToProto(job);
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::UploadSource(grpc::ServerContext* context,
                                                grpc::ServerReader<v1::UploadSourceRequest>* reader,
                                                v1::UploadSourceResponse* response) {
  return rpc::Handle(context, "IngestService.UploadSource", [&](const Call& call) {
    return Receive(call.scope, reader, response);
  });
}

Status IngestServiceHandler::Receive(const model::Scope& scope,
                                     grpc::ServerReader<v1::UploadSourceRequest>* reader,
                                     v1::UploadSourceResponse* response) {
  v1::UploadSourceRequest message;
  if (!reader->Read(&message) || !message.has_header()) {
    return InvalidArgument("the first message of an upload must carry its header",
                           {{"header", "is missing"}});
  }
  const v1::UploadSourceHeader header = message.header();
  const std::string wanted = AsciiLower(header.sha256());
  if (!wanted.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(const bool known, sources_.HasSource(scope, wanted));
    if (known) {  // the rest need not be sent
      GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, sources_.ReadBytes(scope, wanted));
      return Admit(scope, header, bytes, response);
    }
  }
  Upload upload(options_.limits.file_bytes, options_.spool_folder);
  do {
    GONGBAO_RETURN_IF_ERROR(upload.Append(message.content().data()));
  } while (reader->Read(&message));
  GONGBAO_ASSIGN_OR_RETURN(const Upload::Received received, upload.Finish());
  if (!wanted.empty() && wanted != received.sha256) {
    return MakeError(absl::StatusCode::kInvalidArgument, Reason::kChecksumMismatch,
                     "the bytes that arrived have the SHA-256 " + received.sha256 + ", not " +
                         Shorten(wanted, 80),
                     {{"sha256", received.sha256}});
  }
  return Admit(scope, header, received.bytes, response);
}

Status IngestServiceHandler::Admit(const model::Scope& scope, const v1::UploadSourceHeader& header,
                                   std::string_view bytes, v1::UploadSourceResponse* response) {
  Arrival arrival;
  arrival.name = header.filename();
  arrival.bytes = bytes;
  arrival.text_column = header.text_column();
  GONGBAO_ASSIGN_OR_RETURN(arrival.hints, wire::FromProto(header.hints()));
  std::string job_id;
  const bool own_job = header.job().empty();
  if (own_job) {
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.CreateJob(scope, header.filename()));
    job_id = job.id;
  } else {
    GONGBAO_ASSIGN_OR_RETURN(job_id, wire::IdOf(header.job(), "jobs"));
  }
  const StatusOr<Admission> admission = intake_.Add(scope, job_id, arrival);
  if (own_job) {
    // A job of one file ends with it, also where the file was refused.
    const Status ended =
        admission.ok() ? jobs_.SealJob(scope, job_id).status() : jobs_.CancelJob(scope, job_id).status();
    if (admission.ok()) GONGBAO_RETURN_IF_ERROR(ended);
  }
  GONGBAO_RETURN_IF_ERROR(admission.status());
  response->set_job(wire::NameOf("jobs", job_id));
  response->set_sha256(admission->sha256);
  response->set_already_stored(admission->already_stored);
  response->set_item_count(admission->items);
  return absl::OkStatus();
}

grpc::Status IngestServiceHandler::SealJob(grpc::ServerContext* context, const v1::SealJobRequest* request,
                                           v1::SealJobResponse* response) {
  return rpc::Handle(context, "IngestService.SealJob", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "jobs"));
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.SealJob(call.scope, id));
    *response->mutable_job() = wire::ToProto(job);
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::GetJob(grpc::ServerContext* context, const v1::GetJobRequest* request,
                                          v1::GetJobResponse* response) {
  return rpc::Handle(context, "IngestService.GetJob", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "jobs"));
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.GetJob(call.scope, id));
    *response->mutable_job() = wire::ToProto(job);
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::ListJobs(grpc::ServerContext* context, const v1::ListJobsRequest* request,
                                            v1::ListJobsResponse* response) {
  return rpc::Handle(context, "IngestService.ListJobs", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const int64_t size, PageSize(request->page_size(), 50));
    GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::Job> jobs,
                             jobs_.ListJobs(call.scope, request->page_token(), size + 1));
    for (size_t i = 0; i < jobs.size() && i < static_cast<size_t>(size); ++i) {
      *response->add_jobs() = wire::ToProto(jobs[i]);
    }
    if (jobs.size() > static_cast<size_t>(size)) {
      response->set_next_page_token(jobs[static_cast<size_t>(size) - 1].id);
    }
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::WatchJob(grpc::ServerContext* context, const v1::WatchJobRequest* request,
                                            grpc::ServerWriter<v1::WatchJobResponse>* writer) {
  return rpc::Handle(context, "IngestService.WatchJob", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "jobs"));
    model::Job last;
    while (!call.context.Expired()) {
      GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.GetJob(call.scope, id));
      if (job != last) {
        v1::WatchJobResponse response;
        *response.mutable_job() = wire::ToProto(job);
        if (!writer->Write(response)) return absl::OkStatus();  // the caller has gone
        last = job;
      }
      if (job.ended()) return absl::OkStatus();
      std::this_thread::sleep_for(kWatchInterval);
    }
    return MakeError(absl::StatusCode::kDeadlineExceeded, Reason::kOverloaded,
                     "the job had not ended at the deadline");
  });
}

grpc::Status IngestServiceHandler::ListJobItems(grpc::ServerContext* context,
                                                const v1::ListJobItemsRequest* request,
                                                v1::ListJobItemsResponse* response) {
  return rpc::Handle(context, "IngestService.ListJobItems", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->parent(), "jobs"));
    GONGBAO_ASSIGN_OR_RETURN(const int64_t size, PageSize(request->page_size(), 100));
    GONGBAO_ASSIGN_OR_RETURN(const int64_t after, NumberOf(request->page_token()));
    GONGBAO_ASSIGN_OR_RETURN(
        const std::vector<model::JobItem> items,
        jobs_.ListItems(call.scope, id, wire::FromProto(request->state()), after, size + 1));
    for (size_t i = 0; i < items.size() && i < static_cast<size_t>(size); ++i) {
      *response->add_items() = wire::ToProto(items[i]);
    }
    if (items.size() > static_cast<size_t>(size)) {
      response->set_next_page_token(std::to_string(items[static_cast<size_t>(size) - 1].number));
    }
    return rpc::CheckAnswerSize(*response, rpc::kSmallMessageBytes);
  });
}

grpc::Status IngestServiceHandler::CancelJob(grpc::ServerContext* context,
                                             const v1::CancelJobRequest* request,
                                             v1::CancelJobResponse* response) {
  return rpc::Handle(context, "IngestService.CancelJob", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "jobs"));
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.CancelJob(call.scope, id));
    *response->mutable_job() = wire::ToProto(job);
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::RetryJob(grpc::ServerContext* context, const v1::RetryJobRequest* request,
                                            v1::RetryJobResponse* response) {
  return rpc::Handle(context, "IngestService.RetryJob", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "jobs"));
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.RetryJob(call.scope, id));
    *response->mutable_job() = wire::ToProto(job);
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::GetSource(grpc::ServerContext* context,
                                             const v1::GetSourceRequest* request,
                                             v1::GetSourceResponse* response) {
  return rpc::Handle(context, "IngestService.GetSource", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "sources"));
    GONGBAO_ASSIGN_OR_RETURN(const model::Source source, sources_.GetSource(call.scope, id));
    *response->mutable_source() = wire::ToProto(source);
    return rpc::CheckAnswerSize(*response, rpc::kSmallMessageBytes);
  });
}

grpc::Status IngestServiceHandler::DownloadSource(grpc::ServerContext* context,
                                                  const v1::DownloadSourceRequest* request,
                                                  grpc::ServerWriter<google::api::HttpBody>* writer) {
  return rpc::Handle(context, "IngestService.DownloadSource", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "sources"));
    GONGBAO_ASSIGN_OR_RETURN(const model::Source source, sources_.GetSource(call.scope, id));
    GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, sources_.ReadBytes(call.scope, id));
    std::string type = source.media_type.empty() ? "application/octet-stream" : source.media_type;
    if (type.compare(0, 5, "text/") == 0 && !source.encoding.empty()) type += "; charset=" + source.encoding;
    size_t begin = 0;
    do {  // an empty source is one empty message, so that its type arrives
      google::api::HttpBody body;
      body.set_content_type(type);
      body.set_data(bytes.substr(begin, kChunkBytes));
      if (!writer->Write(body)) return absl::OkStatus();
      begin += kChunkBytes;
    } while (begin < bytes.size());
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::TraceSpan(grpc::ServerContext* context,
                                             const v1::TraceSpanRequest* request,
                                             v1::TraceSpanResponse* response) {
  return rpc::Handle(context, "IngestService.TraceSpan", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->document(), "documents"));
    GONGBAO_ASSIGN_OR_RETURN(const model::Span span, SpanOf(request->span()));
    GONGBAO_ASSIGN_OR_RETURN(const Trace trace, ingest::TraceSpan(sources_, call.scope, id, span));
    for (const Trace::Piece& piece : trace.pieces) {
      v1::Locator* locator = response->add_locators();
      locator->mutable_source_text()->set_begin(piece.source_text.begin);
      locator->mutable_source_text()->set_end(piece.source_text.end);
      locator->mutable_source_bytes()->set_begin(piece.source_bytes.begin);
      locator->mutable_source_bytes()->set_end(piece.source_bytes.end);
    }
    response->set_source_text(trace.source_text);
    return rpc::CheckAnswerSize(*response, rpc::kSmallMessageBytes);
  });
}

}  // namespace gongbao::ingest
