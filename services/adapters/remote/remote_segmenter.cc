#include "services/adapters/remote/remote_segmenter.h"

#include <string>

#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "services/wire/convert.h"

namespace gongbao::remote {

RemoteSegmenter::RemoteSegmenter(std::shared_ptr<grpc::Channel> channel, RetryOptions options)
    : stub_(v1::SegmentationService::NewStub(std::move(channel))), options_(options) {}

StatusOr<model::Segmentation> RemoteSegmenter::Segment(const Context& context,
                                                       const ports::SegmentRequest& request) const {
  v1::SegmentRequest message;
  message.set_text(std::string(request.text));
  v1::SegmentOptions& options = *message.mutable_options();
  options.set_omit_outline(!request.outline);
  options.set_omit_sentences(!request.sentences);
  options.set_omit_tokens(!request.tokens);
  options.set_document_kind(wire::ToProto(request.kind));
  if (request.year) options.set_year(*request.year);

  const Context call = WithDeadline(context, options_);
  v1::SegmentResponse response;
  GONGBAO_RETURN_IF_ERROR(Retry(call, options_, [&] {
    grpc::ClientContext client;
    rpc::Prepare(&client, call);
    return rpc::FromGrpc(stub_->Segment(&client, message, &response));
  }));
  return wire::FromProto(response.segmentation(), request.text.size());
}

}  // namespace gongbao::remote
