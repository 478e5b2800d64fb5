#include "services/segmentation/segmentation_service.h"

#include <utility>

#include "google/rpc/status.pb.h"
#include "services/base/text.h"
#include "services/rpc/answer_size.h"
#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "services/wire/convert.h"
#include "services/wire/words.h"

namespace gongbao::segmentation {
namespace {

// Room in a message for what stands around an answer.
constexpr size_t kEnvelopeBytes = 64;

ports::WordRules ParseWords(const v1::WordOptions& options) {
  ports::WordRules rules;
  rules.additions = !options.omit_additions();
  rules.unknown = options.unknown_words();
  for (const v1::BundleRef& bundle : options.bundles()) rules.bundles.push_back(wire::FromProto(bundle));
  return rules;
}

StatusOr<ports::SegmentRequest> Parse(const v1::SegmentRequest& request, const v1::SegmentOptions& options) {
  if (!v1::DocumentKind_IsValid(options.document_kind())) {
    return InvalidArgument("options.document_kind must be a kind of document",
                           {{"options.document_kind", "must be a kind of document"}});
  }
  ports::SegmentRequest parsed;
  parsed.text = request.text();
  parsed.kind = wire::FromProto(options.document_kind());
  if (options.has_year()) parsed.year = options.year();
  parsed.outline = !options.omit_outline();
  parsed.sentences = !options.omit_sentences();
  parsed.tokens = !options.omit_tokens();
  parsed.terms = options.include_terms();
  parsed.words = ParseWords(options.words());
  return parsed;
}

google::rpc::Status ToRpcStatus(const Status& status) {
  const grpc::Status grpc = rpc::ToGrpc(status);
  google::rpc::Status out;
  // The details hold code and message too, where there are any.
  if (grpc.error_details().empty() || !out.ParseFromString(grpc.error_details())) {
    out.set_code(grpc.error_code());
    out.set_message(grpc.error_message());
  }
  return out;
}

Status CheckBatch(const v1::SegmentBatchRequest& request) {
  constexpr int kMost = SegmentationServiceHandler::kMostRequestsOfABatch;
  if (request.requests_size() > kMost) {
    return LimitExceeded(Cat({"a batch of ", std::to_string(request.requests_size()),
                              " texts, more than the limit of ", std::to_string(kMost)}),
                         {{"limit", std::to_string(kMost)}});
  }
  size_t bytes = 0;
  for (const v1::SegmentRequest& one : request.requests()) bytes += one.text().size();
  constexpr size_t kMostBytes = SegmentationServiceHandler::kMostBytesOfABatch;
  if (bytes <= kMostBytes) return absl::OkStatus();
  return LimitExceeded(Cat({"a batch of ", std::to_string(bytes), " bytes, more than the limit of ",
                            std::to_string(kMostBytes)}),
                       {{"limit", std::to_string(kMostBytes)}});
}

Status CallEnded() {
  return MakeError(absl::StatusCode::kDeadlineExceeded, Reason::kOverloaded,
                   "the deadline passed, or the caller went, before the last text");
}

}  // namespace

SegmentationServiceHandler::SegmentationServiceHandler(const ports::Segmenter& segmenter,
                                                       const ports::WordExplainer& explainer)
    : segmenter_(segmenter), explainer_(explainer) {}

Status SegmentationServiceHandler::SegmentOne(const rpc::Call& call, const v1::SegmentRequest& request,
                                              const v1::SegmentOptions& options, size_t most_bytes,
                                              v1::SegmentResponse* response) const {
  GONGBAO_ASSIGN_OR_RETURN(const ports::SegmentRequest parsed, Parse(request, options));
  GONGBAO_ASSIGN_OR_RETURN(const ports::SegmentAnswer answer, segmenter_.Answer(call.context, parsed));
  *response->mutable_segmentation() = wire::ToProto(answer.segmentation);
  if (parsed.terms) *response->mutable_terms() = wire::ToProto(answer.terms);
  response->mutable_bundle_ids()->Add(answer.bundle_ids.begin(), answer.bundle_ids.end());
  response->set_pipeline_version(answer.version);
  return rpc::CheckAnswerSize(*response, most_bytes);
}

Status SegmentationServiceHandler::FillItem(const rpc::Call& call, const v1::SegmentRequest& request,
                                            const v1::SegmentOptions& options, size_t most_bytes,
                                            v1::SegmentItem* item) const {
  const Status status = SegmentOne(call, request, options, most_bytes, item->mutable_response());
  if (call.context.Expired()) return CallEnded();
  if (!status.ok()) *item->mutable_error() = ToRpcStatus(status);
  return absl::OkStatus();
}

grpc::Status SegmentationServiceHandler::Segment(grpc::ServerContext* context,
                                                 const v1::SegmentRequest* request,
                                                 v1::SegmentResponse* response) {
  return rpc::Handle(context, "SegmentationService.Segment", [&](const rpc::Call& call) {
    return SegmentOne(call, *request, request->options(), rpc::kLargeMessageBytes, response);
  });
}

grpc::Status SegmentationServiceHandler::SegmentBatch(grpc::ServerContext* context,
                                                      const v1::SegmentBatchRequest* request,
                                                      v1::SegmentBatchResponse* response) {
  return rpc::Handle(context, "SegmentationService.SegmentBatch", [&](const rpc::Call& call) -> Status {
    GONGBAO_RETURN_IF_ERROR(CheckBatch(*request));
    // What is left of the message; an error of each that does not fit any more takes some.
    size_t left = static_cast<size_t>(rpc::kLargeMessageBytes) -
                  static_cast<size_t>(request->requests_size()) * 1024;
    for (const v1::SegmentRequest& one : request->requests()) {
      v1::SegmentItem* item = response->add_items();
      const v1::SegmentOptions& options = one.has_options() ? one.options() : request->options();
      GONGBAO_RETURN_IF_ERROR(FillItem(call, one, options, left, item));
      if (item->has_response()) left -= item->response().ByteSizeLong();
    }
    return rpc::CheckAnswerSize(*response, rpc::kLargeMessageBytes);
  });
}

grpc::Status SegmentationServiceHandler::SegmentStream(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<v1::SegmentStreamResponse, v1::SegmentStreamRequest>* stream) {
  return rpc::Handle(context, "SegmentationService.SegmentStream", [&](const rpc::Call& call) -> Status {
    v1::SegmentStreamRequest request;
    v1::SegmentStreamResponse response;
    for (int64_t number = 0; stream->Read(&request); ++number) {
      response.Clear();
      response.set_number(number);
      const v1::SegmentRequest& one = request.request();
      GONGBAO_RETURN_IF_ERROR(FillItem(call, one, one.options(), rpc::kLargeMessageBytes - kEnvelopeBytes,
                                       response.mutable_item()));
      if (!stream->Write(response)) return CallEnded();
    }
    return call.context.Expired() ? CallEnded() : absl::OkStatus();
  });
}

grpc::Status SegmentationServiceHandler::ExplainWords(grpc::ServerContext* context,
                                                      const v1::ExplainWordsRequest* request,
                                                      v1::ExplainWordsResponse* response) {
  return rpc::Handle(context, "SegmentationService.ExplainWords", [&](const rpc::Call& call) -> Status {
    ports::ExplainRequest parsed;
    parsed.text = request->text();
    parsed.words = ParseWords(request->words());
    GONGBAO_ASSIGN_OR_RETURN(const ports::ExplainAnswer answer, explainer_.Explain(call.context, parsed));
    for (const model::ConsideredWord& word : answer.words) *response->add_words() = wire::ToProto(word);
    response->mutable_bundle_ids()->Add(answer.bundle_ids.begin(), answer.bundle_ids.end());
    response->set_pipeline_version(answer.version);
    return rpc::CheckAnswerSize(*response, rpc::kLargeMessageBytes);
  });
}

}  // namespace gongbao::segmentation
