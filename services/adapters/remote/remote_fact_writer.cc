#include "services/adapters/remote/remote_fact_writer.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "services/wire/convert.h"

namespace gongbao::remote {
namespace {

constexpr size_t kStreamItems = 64;

Status MayWrite(const model::Scope& scope, const ports::WriteItem& item) {
  const auto* analysis = std::get_if<model::Analysis>(&item);
  const bool may = analysis != nullptr
                       ? scope.Allows(model::HomeOf(analysis->document.place, analysis->document.id),
                                      model::Role::kContributor)
                       : scope.AllowsEverything(model::Role::kContributor);
  if (may) return absl::OkStatus();
  return MakeError(absl::StatusCode::kPermissionDenied, Reason::kInvalidArgument,
                   "the caller may not write this document");
}

v1::WriteAnalysesRequest ToRequest(const ports::WriteItem& item, int64_t sequence) {
  v1::WriteAnalysesRequest request;
  request.set_sequence(sequence);
  if (const auto* analysis = std::get_if<model::Analysis>(&item)) {
    *request.mutable_analysis() = wire::ToProto(*analysis);
  } else {
    request.set_delete_document(std::get<ports::DeleteDocument>(item).document_id);
  }
  return request;
}

Status FromAcknowledgement(const google::rpc::Status& status) {
  if (status.code() == 0) return absl::OkStatus();
  return rpc::FromGrpc(grpc::Status(static_cast<grpc::StatusCode>(status.code()), status.message(),
                                    status.SerializeAsString()));
}

// Lets the thread that reads the stream come to an end, whatever happens to the one that writes it.
struct CancelUnlessDone {
  grpc::ClientContext* client;
  bool done = false;
  ~CancelUnlessDone() {
    if (!done) client->TryCancel();
  }
};

}  // namespace

// At most kStreamItems of the items, each with its answer once there is one.
class RemoteFactWriter::Batch {
 public:
  Batch(std::span<const ports::WriteItem> items, size_t first)
      : items_(items), first_(first), answers_(items.size()) {}

  void Answer(size_t at, Status status) { answers_[at] = std::move(status); }
  bool complete() const {
    return std::all_of(answers_.begin(), answers_.end(),
                       [](const auto& answer) { return answer.has_value(); });
  }
  // The answers; what has none gets the status that the stream ended with.
  void Collect(const Status& ended, std::vector<Status>* out) const {
    for (const std::optional<Status>& answer : answers_) {
      out->push_back(answer ? *answer
                     : ended.ok() ? Internal("a write was not acknowledged") : ended);
    }
  }

  // Sends what has no answer yet over a stream of its own.
  Status Send(v1::AnalysisWriterService::Stub& stub, const Context& context) {
    grpc::ClientContext client;
    rpc::Prepare(&client, context);
    const auto stream = stub.WriteAnalyses(&client);
    std::jthread reader([&] { ReadAnswers(*stream); });
    CancelUnlessDone guard{&client};
    std::vector<size_t> too_large;
    for (size_t at = 0; at < items_.size(); ++at) {
      if (!waiting_[at]) continue;
      const v1::WriteAnalysesRequest request = ToRequest(items_[at], Sequence(at));
      if (request.ByteSizeLong() > rpc::kLargeMessageBytes) {
        too_large.push_back(at);
      } else if (!stream->Write(request)) {
        break;  // Finish says why
      }
    }
    stream->WritesDone();
    guard.done = true;
    reader.join();
    for (const size_t at : too_large) {
      Answer(at, LimitExceeded("an analysis of more than " +
                               std::to_string(rpc::kLargeMessageBytes) + " bytes"));
    }
    return rpc::FromGrpc(stream->Finish());
  }

  // Which items Send is to send; set before, since answers arrive while it sends.
  void MarkWaiting() {
    waiting_.assign(items_.size(), false);
    for (size_t at = 0; at < items_.size(); ++at) waiting_[at] = !answers_[at].has_value();
  }

 private:
  using Stream =
      grpc::ClientReaderWriterInterface<v1::WriteAnalysesRequest, v1::WriteAnalysesResponse>;

  int64_t Sequence(size_t at) const { return static_cast<int64_t>(first_ + at); }

  void ReadAnswers(Stream& stream) {
    v1::WriteAnalysesResponse response;
    while (stream.Read(&response)) {
      const int64_t at = response.sequence() - static_cast<int64_t>(first_);
      if (at < 0 || at >= static_cast<int64_t>(items_.size())) continue;
      Answer(static_cast<size_t>(at), FromAcknowledgement(response.status()));
    }
  }

  const std::span<const ports::WriteItem> items_;
  const size_t first_;
  std::vector<std::optional<Status>> answers_;
  std::vector<bool> waiting_;
};

RemoteFactWriter::RemoteFactWriter(std::shared_ptr<grpc::Channel> channel, RetryOptions options)
    : stub_(v1::AnalysisWriterService::NewStub(std::move(channel))), options_(options) {}

std::vector<Status> RemoteFactWriter::Write(const Context& context, const model::Scope& scope,
                                            std::span<const ports::WriteItem> items) {
  const Context call = WithDeadline(context, options_);
  std::vector<Status> statuses;
  for (size_t first = 0; first < items.size(); first += kStreamItems) {
    const auto part = items.subspan(first, std::min(kStreamItems, items.size() - first));
    Batch batch(part, first);
    for (size_t at = 0; at < part.size(); ++at) {
      if (Status refused = MayWrite(scope, part[at]); !refused.ok()) batch.Answer(at, refused);
    }
    const Status ended = Retry(call, options_, [&]() -> Status {
      if (batch.complete()) return absl::OkStatus();
      batch.MarkWaiting();
      return batch.Send(*stub_, call);
    });
    batch.Collect(ended, &statuses);
  }
  return statuses;
}

StatusOr<std::vector<model::FactDifference>> RemoteFactWriter::Compare(
    const Context& context, const model::Scope& scope, const ports::WriteItem& item) {
  GONGBAO_RETURN_IF_ERROR(MayWrite(scope, item));
  v1::CompareAnalysisRequest request;
  if (const auto* analysis = std::get_if<model::Analysis>(&item)) {
    *request.mutable_analysis() = wire::ToProto(*analysis);
    request.mutable_analysis()->mutable_segmentation()->clear_tokens();
  } else {
    request.set_delete_document(std::get<ports::DeleteDocument>(item).document_id);
  }
  v1::CompareAnalysisResponse response;
  const Context call = WithDeadline(context, options_);
  GONGBAO_RETURN_IF_ERROR(Retry(call, options_, [&]() -> Status {
    grpc::ClientContext client;
    rpc::Prepare(&client, call);
    return rpc::FromGrpc(stub_->CompareAnalysis(&client, request, &response));
  }));
  std::vector<model::FactDifference> differences;
  for (const v1::FactDifference& message : response.differences()) {
    GONGBAO_ASSIGN_OR_RETURN(model::FactDifference difference, wire::FromProto(message));
    differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace gongbao::remote
