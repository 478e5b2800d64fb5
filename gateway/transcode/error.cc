#include "gateway/transcode/error.h"

#include <memory>

#include "gateway/transcode/json.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/base/text.h"
#include "services/rpc/status.h"

namespace gongbao::gateway {
namespace {

// Whether the program knows the type of a detail and its bytes are one.
bool IsPrintable(const google::protobuf::Any& detail) {
  const std::string& url = detail.type_url();
  if (url.find('/') == std::string::npos) return false;
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
      url.substr(url.rfind('/') + 1));
  if (type == nullptr) return false;
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  return message->ParseFromString(detail.value());
}

google::rpc::Status ToRpcStatus(const grpc::Status& status) {
  google::rpc::Status sent;
  google::rpc::Status rpc;
  if (!status.error_details().empty() && sent.ParseFromString(status.error_details())) {
    for (google::protobuf::Any& detail : *sent.mutable_details()) {
      if (IsPrintable(detail)) *rpc.add_details() = std::move(detail);
    }
  }
  rpc.set_code(status.error_code());
  rpc.set_message(FindInvalidUtf8(status.error_message()) == std::string_view::npos
                      ? status.error_message()
                      : "error message is not UTF-8");
  return rpc;
}

std::optional<int64_t> RetryAfter(const google::rpc::Status& rpc) {
  google::rpc::RetryInfo retry;
  for (const google::protobuf::Any& detail : rpc.details()) {
    if (!detail.UnpackTo(&retry)) continue;
    return retry.retry_delay().seconds() + (retry.retry_delay().nanos() > 0 ? 1 : 0);
  }
  return std::nullopt;
}

}  // namespace

int HttpStatusOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
      return 200;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::OUT_OF_RANGE:
      return 400;
    case grpc::StatusCode::UNAUTHENTICATED:
      return 401;
    case grpc::StatusCode::PERMISSION_DENIED:
      return 403;
    case grpc::StatusCode::NOT_FOUND:
      return 404;
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::ABORTED:
      return 409;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return 429;
    case grpc::StatusCode::CANCELLED:
      return 499;
    case grpc::StatusCode::UNIMPLEMENTED:
      return 501;
    case grpc::StatusCode::UNAVAILABLE:
      return 503;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return 504;
    default:
      return 500;  // UNKNOWN, INTERNAL, DATA_LOSS
  }
}

HttpError ToHttpError(const grpc::Status& status, int http_status) {
  HttpError error;
  error.http_status = http_status != 0 ? http_status : HttpStatusOf(status.error_code());
  const google::rpc::Status rpc = ToRpcStatus(status);
  error.retry_after_seconds = RetryAfter(rpc);
  const StatusOr<std::string> json = ToJson(rpc);
  error.body = json.ok() ? *json : R"({"code":13,"message":"internal error"})";
  return error;
}

HttpError ToHttpError(const Status& status, int http_status) {
  return ToHttpError(rpc::ToGrpc(status), http_status);
}

}  // namespace gongbao::gateway
