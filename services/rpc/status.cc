#include "services/rpc/status.h"

#include <algorithm>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace gongbao::rpc {
namespace {

// The numbers of absl's codes are those of gRPC.
grpc::StatusCode CodeOf(const Status& status) {
  return static_cast<grpc::StatusCode>(static_cast<int>(status.code()));
}

void AddDetails(const Status& status, google::rpc::Status* rpc) {
  if (const auto reason = ErrorReason(status)) {
    google::rpc::ErrorInfo info;
    info.set_reason(*reason);
    info.set_domain("gongbao");
    for (const auto& [key, value] : ErrorDetails(status)) (*info.mutable_metadata())[key] = value;
    rpc->add_details()->PackFrom(info);
  }
  if (absl::IsInvalidArgument(status)) {
    google::rpc::BadRequest bad;
    for (const auto& [field, description] : ErrorDetails(status)) {
      auto* violation = bad.add_field_violations();
      violation->set_field(field);
      violation->set_description(description);
    }
    if (bad.field_violations_size() > 0) rpc->add_details()->PackFrom(bad);
  }
  if (const auto delay = RetryAfterMs(status)) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(*delay / 1000);
    retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(*delay % 1000) * 1000000);
    rpc->add_details()->PackFrom(retry);
  }
}

Reason ReasonFromName(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(Reason::kInternal); ++i) {
    if (ReasonName(static_cast<Reason>(i)) == name) return static_cast<Reason>(i);
  }
  return Reason::kInternal;
}

}  // namespace

grpc::Status ToGrpc(const Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int>(CodeOf(status)));
  rpc.set_message(Message(status));
  AddDetails(status, &rpc);
  return grpc::Status(CodeOf(status), Message(status),
                      rpc.details_size() > 0 ? rpc.SerializeAsString() : std::string());
}

Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(static_cast<int>(status.error_code()));
  google::rpc::Status rpc;
  if (!status.error_details().empty() && rpc.ParseFromString(status.error_details())) {
    Status out(code, status.error_message());
    for (const google::protobuf::Any& detail : rpc.details()) {
      google::rpc::ErrorInfo info;
      google::rpc::RetryInfo retry;
      if (detail.UnpackTo(&info)) {
        ErrorValues values(info.metadata().begin(), info.metadata().end());
        std::sort(values.begin(), values.end());  // a map has no order of its own
        out = MakeError(code, ReasonFromName(info.reason()), status.error_message(), std::move(values));
      } else if (detail.UnpackTo(&retry)) {
        out = WithRetryAfter(std::move(out), retry.retry_delay().seconds() * 1000 +
                                                 retry.retry_delay().nanos() / 1000000);
      }
    }
    return out;
  }
  return Status(code, status.error_message());
}

}  // namespace gongbao::rpc
