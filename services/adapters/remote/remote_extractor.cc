#include "services/adapters/remote/remote_extractor.h"

#include <string>
#include <utility>

#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "services/wire/convert.h"

namespace gongbao::remote {

RemoteExtractor::RemoteExtractor(std::shared_ptr<grpc::Channel> channel, RetryOptions options)
    : stub_(v1::ExtractionService::NewStub(std::move(channel))), options_(options) {}

StatusOr<std::vector<model::Fact>> RemoteExtractor::Extract(
    const Context& context, const ports::ExtractRequest& request) const {
  v1::ExtractRequest message;
  message.set_text(std::string(request.text));
  *message.mutable_document() = wire::ToProto(*request.document);
  *message.mutable_segmentation() = wire::ToProto(*request.segmentation);

  const Context call = WithDeadline(context, options_);
  v1::ExtractResponse response;
  GONGBAO_RETURN_IF_ERROR(Retry(call, options_, [&] {
    grpc::ClientContext client;
    rpc::Prepare(&client, call);
    return rpc::FromGrpc(stub_->Extract(&client, message, &response));
  }));
  std::vector<model::Fact> facts;
  facts.reserve(response.facts_size());
  for (const v1::Fact& fact : response.facts()) {
    GONGBAO_ASSIGN_OR_RETURN(facts.emplace_back(), wire::FromProto(fact));
  }
  return facts;
}

}  // namespace gongbao::remote
