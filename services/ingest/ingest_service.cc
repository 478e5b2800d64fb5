#include "services/ingest/ingest_service.h"

#include <algorithm>
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
                                           ports::FactWriter& writer, IngestServiceOptions options,
                                           const Clock& clock)
    : pipeline_(std::move(pipeline)), sources_(sources), jobs_(jobs), intake_(sources, jobs, options.limits, clock),
      corrections_(pipeline_, sources, jobs, writer, clock),
      files_(options.path_root, options.limits.file_bytes, options.spool_folder), clock_(clock),
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

grpc::Status IngestServiceHandler::UploadSource(grpc::ServerContext* context,
                                                grpc::ServerReader<v1::UploadSourceRequest>* reader,
                                                v1::UploadSourceResponse* response) {
  return rpc::Handle(context, "IngestService.UploadSource", [&](const Call& call) {
    v1::UploadSourceHeader header;
    const Status status = Receive(call.scope, reader, &header, response);
    return status.ok() ? status : Refuse(call.scope, header, status);
  });
}

// What can't be read of a file is a failure of the job that it was sent for, and listed with the others.
Status IngestServiceHandler::Refuse(const model::Scope& scope, const v1::UploadSourceHeader& header,
                                    const Status& error) {
  const std::string reason = ErrorReason(error).value_or("INTERNAL");
  const bool of_the_file = (error.code() == absl::StatusCode::kInvalidArgument ||
                            reason == ReasonName(Reason::kLimitExceeded)) &&
                           reason != ReasonName(Reason::kChecksumMismatch);
  const StatusOr<std::string> job = wire::IdOf(header.job(), "jobs");
  if (!of_the_file || !job.ok() || FindInvalidUtf8(header.filename()) != std::string::npos) return error;
  model::JobItem item;
  item.display_name = Shorten(header.filename(), Intake::kMaxNameBytes);
  item.state = model::JobItemState::kFailed;
  item.error = Message(error);
  item.error_reason = reason;
  item.error_stage = StageOf(error).empty() ? "fetch" : StageOf(error);
  return jobs_.AddItems(scope, *job, {item}).ok() ? WithValue(error, "listed", "true") : error;
}

Status IngestServiceHandler::Receive(const model::Scope& scope,
                                     grpc::ServerReader<v1::UploadSourceRequest>* reader,
                                     v1::UploadSourceHeader* header_read,
                                     v1::UploadSourceResponse* response) {
  v1::UploadSourceRequest message;
  if (!reader->Read(&message) || !message.has_header()) {
    return InvalidArgument("the first message of an upload must carry its header",
                           {{"header", "is missing"}});
  }
  *header_read = message.header();
  const v1::UploadSourceHeader& header = *header_read;
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
