#include "services/adapters/remote/remote_segmenter.h"

#include <string>

#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "services/wire/convert.h"
#include "services/wire/words.h"

namespace gongbao::remote {
namespace {

void Fill(const ports::WordRules& rules, v1::WordOptions* options) {
  options->set_omit_additions(!rules.additions);
  options->set_unknown_words(rules.unknown);
  for (const model::BundleRef& bundle : rules.bundles) *options->add_bundles() = wire::ToProto(bundle);
}

}  // namespace

RemoteSegmenter::RemoteSegmenter(std::shared_ptr<grpc::Channel> channel, RetryOptions options)
    : stub_(v1::SegmentationService::NewStub(std::move(channel))), options_(options) {}

StatusOr<ports::SegmentAnswer> RemoteSegmenter::Answer(const Context& context,
                                                       const ports::SegmentRequest& request) const {
  v1::SegmentRequest message;
  message.set_text(std::string(request.text));
  v1::SegmentOptions& options = *message.mutable_options();
  options.set_omit_outline(!request.outline);
  options.set_omit_sentences(!request.sentences);
  options.set_omit_tokens(!request.tokens);
  options.set_document_kind(wire::ToProto(request.kind));
  if (request.year) options.set_year(*request.year);
  options.set_include_terms(request.terms);
  Fill(request.words, options.mutable_words());

  const Context call = WithDeadline(context, options_);
  v1::SegmentResponse response;
  GONGBAO_RETURN_IF_ERROR(Retry(call, options_, [&] {
    grpc::ClientContext client;
    rpc::Prepare(&client, call);
    return rpc::FromGrpc(stub_->Segment(&client, message, &response));
  }));
  ports::SegmentAnswer answer;
  GONGBAO_ASSIGN_OR_RETURN(answer.segmentation,
                           wire::FromProto(response.segmentation(), request.text.size()));
  GONGBAO_ASSIGN_OR_RETURN(answer.terms, wire::FromProto(response.terms(), request.text.size()));
  answer.bundle_ids.assign(response.bundle_ids().begin(), response.bundle_ids().end());
  answer.version = response.pipeline_version();
  return answer;
}

StatusOr<ports::ExplainAnswer> RemoteSegmenter::Explain(const Context& context,
                                                        const ports::ExplainRequest& request) const {
  v1::ExplainWordsRequest message;
  message.set_text(std::string(request.text));
  Fill(request.words, message.mutable_words());

  const Context call = WithDeadline(context, options_);
  v1::ExplainWordsResponse response;
  GONGBAO_RETURN_IF_ERROR(Retry(call, options_, [&] {
    grpc::ClientContext client;
    rpc::Prepare(&client, call);
    return rpc::FromGrpc(stub_->ExplainWords(&client, message, &response));
  }));
  ports::ExplainAnswer answer;
  for (const v1::ConsideredWord& word : response.words()) {
    GONGBAO_ASSIGN_OR_RETURN(model::ConsideredWord one, wire::FromProto(word, request.text.size()));
    answer.words.push_back(one);
  }
  answer.bundle_ids.assign(response.bundle_ids().begin(), response.bundle_ids().end());
  answer.version = response.pipeline_version();
  return answer;
}

}  // namespace gongbao::remote
