// IngestServiceHandler's calls about jobs.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <thread>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/ingest_service.h"
#include "services/ingest/jobs/feed_spec.h"
#include "services/ingest/jobs/remedies.h"
#include "services/rpc/answer_size.h"
#include "services/rpc/handler.h"
#include "services/rpc/server.h"
#include "services/wire/convert.h"

namespace gongbao::ingest {
namespace {

using rpc::Call;

constexpr auto kWatchInterval = std::chrono::milliseconds(250);
// Names in one request.
constexpr int kMostNames = 1000;

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

// "12 <document> <fact>": where a page of differences ended.
std::string TokenOf(const ports::DifferenceRow& row) {
  return Cat({std::to_string(row.number), " ", row.difference.document, " ",
              row.difference.fact_id()});
}

StatusOr<std::optional<ports::DifferenceRow>> DifferenceAt(const std::string& token) {
  if (token.empty()) return std::optional<ports::DifferenceRow>();
  const std::vector<std::string_view> parts = Split(token, ' ');
  const StatusOr<int64_t> number = NumberOf(std::string(parts[0]));
  if (parts.size() != 3 || !number.ok() || FindInvalidUtf8(token) != std::string::npos) {
    return InvalidArgument("page_token is none that this method gave", {{"page_token", "unknown"}});
  }
  ports::DifferenceRow row;
  row.number = *number;
  row.difference.document = parts[1];
  row.difference.after.emplace().id = parts[2];
  return std::optional<ports::DifferenceRow>(std::move(row));
}

template <class Names>
StatusOr<std::vector<std::string>> IdsOf(const Names& names, std::string_view collection) {
  if (names.size() > kMostNames) {
    return InvalidArgument("more than " + std::to_string(kMostNames) + " " + std::string(collection),
                           {{std::string(collection), "too many"}});
  }
  std::vector<std::string> ids;
  for (const std::string& name : names) {
    GONGBAO_ASSIGN_OR_RETURN(std::string id, wire::IdOf(name, collection));
    ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace

StatusOr<model::Job> IngestServiceHandler::JobWithFailures(const model::Scope& scope,
                                                           const std::string& id) {
  GONGBAO_ASSIGN_OR_RETURN(model::Job job, jobs_.GetJob(scope, id));
  if (job.items_failed == 0) return job;
  GONGBAO_ASSIGN_OR_RETURN(job.failures, jobs_.CountFailures(scope, id));
  for (model::FailureGroup& group : job.failures) group.remedy = RemedyFor(group.reason, group.stage);
  return job;
}

grpc::Status IngestServiceHandler::CreateJob(grpc::ServerContext* context,
                                             const v1::CreateJobRequest* request,
                                             v1::CreateJobResponse* response) {
  return rpc::Handle(context, "IngestService.CreateJob", [&](const Call& call) -> Status {
    ports::NewJob wanted;
    wanted.display_name = request->display_name();
    wanted.force = request->force();
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.CreateJob(call.scope, wanted));
    *response->mutable_job() = wire::ToProto(job);
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::CreateFolderJob(grpc::ServerContext* context,
                                                   const v1::CreateFolderJobRequest* request,
                                                   v1::CreateFolderJobResponse* response) {
  return rpc::Handle(context, "IngestService.CreateFolderJob", [&](const Call& call) -> Status {
    // What is read is of any place.
    if (!call.scope.AllowsEverything(model::Role::kContributor)) {
      return absl::PermissionDeniedError("the caller may not have files of the server read");
    }
    FolderSpec spec;
    GONGBAO_ASSIGN_OR_RETURN(spec.path, files_.Resolve(request->path()));
    GONGBAO_ASSIGN_OR_RETURN(spec.hints, wire::FromProto(request->hints()));
    spec.text_column = request->text_column();
    ports::NewJob job;
    job.display_name = request->display_name().empty() ? request->path() : request->display_name();
    job.kind = model::JobKind::kFolder;
    job.force = request->force();
    job.feed = EncodeFolderSpec(spec);
    GONGBAO_ASSIGN_OR_RETURN(const model::Job made, jobs_.CreateJob(call.scope, job));
    *response->mutable_job() = wire::ToProto(made);
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::CreateReprocessJob(grpc::ServerContext* context,
                                                      const v1::CreateReprocessJobRequest* request,
                                                      v1::CreateReprocessJobResponse* response) {
  return rpc::Handle(context, "IngestService.CreateReprocessJob", [&](const Call& call) -> Status {
    if (!call.scope.AllowsEverything(model::Role::kContributor)) {
      return absl::PermissionDeniedError("the caller may not reprocess what is stored");
    }
    ReprocessSpec spec;
    spec.force = request->force();
    GONGBAO_ASSIGN_OR_RETURN(spec.filter.sources, IdsOf(request->sources(), "sources"));
    GONGBAO_ASSIGN_OR_RETURN(spec.filter.documents, IdsOf(request->documents(), "documents"));
    if (request->places_size() > kMostNames) {
      return InvalidArgument("more than " + std::to_string(kMostNames) + " places",
                             {{"places", "too many"}});
    }
    spec.filter.places.assign(request->places().begin(), request->places().end());
    // What is named must be there.
    GONGBAO_ASSIGN_OR_RETURN(const auto some, sources_.ListSources(call.scope, spec.filter, "", 1));
    const bool named = request->sources_size() + request->documents_size() + request->places_size() > 0;
    if (some.empty() && named) return NotFound("nothing is stored of what is named");
    ports::NewJob job;
    job.display_name = request->display_name().empty() ? "reprocess" : request->display_name();
    job.kind = model::JobKind::kReprocess;
    job.force = request->force();
    job.feed = EncodeReprocessSpec(spec);
    GONGBAO_ASSIGN_OR_RETURN(const model::Job made, jobs_.CreateJob(call.scope, job));
    *response->mutable_job() = wire::ToProto(made);
    return absl::OkStatus();
  });
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
    GONGBAO_ASSIGN_OR_RETURN(const model::Job job, JobWithFailures(call.scope, id));
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
      GONGBAO_ASSIGN_OR_RETURN(model::Job job, jobs_.GetJob(call.scope, id));
      if (job.items_failed != last.items_failed) {
        GONGBAO_ASSIGN_OR_RETURN(job, JobWithFailures(call.scope, id));
      } else {
        job.failures = last.failures;
      }
      if (job != last) {
        v1::WatchJobResponse response;
        *response.mutable_job() = wire::ToProto(job);
        response.set_now_unix_ms(clock_.NowUnixMs());
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
    const ports::ItemFilter filter{wire::FromProto(request->state()), request->error_stage(),
                                   request->error_reason()};
    GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::JobItem> items,
                             jobs_.ListItems(call.scope, id, filter, after, size + 1));
    for (size_t i = 0; i < items.size() && i < static_cast<size_t>(size); ++i) {
      *response->add_items() = wire::ToProto(items[i]);
    }
    if (items.size() > static_cast<size_t>(size)) {
      response->set_next_page_token(std::to_string(items[static_cast<size_t>(size) - 1].number));
    }
    return rpc::CheckAnswerSize(*response, rpc::kSmallMessageBytes);
  });
}

grpc::Status IngestServiceHandler::ListJobDifferences(grpc::ServerContext* context,
                                                      const v1::ListJobDifferencesRequest* request,
                                                      v1::ListJobDifferencesResponse* response) {
  return rpc::Handle(context, "IngestService.ListJobDifferences", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->parent(), "jobs"));
    GONGBAO_ASSIGN_OR_RETURN(const int64_t size, PageSize(request->page_size(), 100));
    GONGBAO_ASSIGN_OR_RETURN(const auto after, DifferenceAt(request->page_token()));
    GONGBAO_ASSIGN_OR_RETURN(const std::vector<ports::DifferenceRow> rows,
                             jobs_.ListDifferences(call.scope, id, after, size + 1));
    for (size_t i = 0; i < rows.size(); ++i) {
      const bool full = i > 0 && response->ByteSizeLong() > rpc::kSmallMessageBytes / 2;
      if (i == static_cast<size_t>(size) || full) {
        response->set_next_page_token(TokenOf(rows[i - 1]));
        break;
      }
      v1::FactDifference* difference = response->add_differences();
      *difference = wire::ToProto(rows[i].difference);
      difference->set_item(wire::ItemName(id, rows[i].number));
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

}  // namespace gongbao::ingest
