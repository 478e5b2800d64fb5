#include "services/node/remote_version.h"

#include <chrono>

#include "gongbao/v1/extraction_service.grpc.pb.h"
#include "gongbao/v1/segmentation_service.grpc.pb.h"
#include "services/base/text.h"

namespace gongbao::node {
namespace {

constexpr std::chrono::seconds kPatience{30};

// Calls a method with an empty text: what it answers carries the version.
template <class Response, class Call>
StatusOr<std::string> Ask(std::string_view service, const std::string& address, const Call& call) {
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  Response response;
  const grpc::Status status = call(&context, &response);
  if (status.ok()) return response.pipeline_version();
  return Unavailable(Cat({service, " at ", address, " can't be reached (",
                          status.error_message(), ")"}),
                     {{"address", address}});
}

}  // namespace

StatusOr<std::string> AskSegmentationVersion(const std::shared_ptr<grpc::Channel>& channel,
                                             const std::string& address) {
  const auto stub = v1::SegmentationService::NewStub(channel);
  const v1::SegmentRequest request;
  return Ask<v1::SegmentResponse>("segmentation", address, [&](auto* context, auto* response) {
    return stub->Segment(context, request, response);
  });
}

StatusOr<std::string> AskExtractionVersion(const std::shared_ptr<grpc::Channel>& channel,
                                           const std::string& address) {
  const auto stub = v1::ExtractionService::NewStub(channel);
  v1::ExtractRequest request;
  request.mutable_document();
  // The section that is always there.
  request.mutable_segmentation()->add_sections()->set_parent(-1);
  return Ask<v1::ExtractResponse>("extraction", address, [&](auto* context, auto* response) {
    return stub->Extract(context, request, response);
  });
}

}  // namespace gongbao::node
