#include "services/segmentation/segmentation_service.h"

#include <utility>

#include "services/rpc/answer_size.h"
#include "services/rpc/handler.h"
#include "services/rpc/server.h"
#include "services/wire/convert.h"

namespace gongbao::segmentation {
namespace {

StatusOr<ports::SegmentRequest> Parse(const v1::SegmentRequest& request) {
  const v1::SegmentOptions& options = request.options();
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
  return parsed;
}

}  // namespace

SegmentationServiceHandler::SegmentationServiceHandler(const ports::Segmenter& segmenter,
                                                       std::string pipeline_version)
    : segmenter_(segmenter), pipeline_version_(std::move(pipeline_version)) {}

grpc::Status SegmentationServiceHandler::Segment(grpc::ServerContext* context,
                                                 const v1::SegmentRequest* request,
                                                 v1::SegmentResponse* response) {
  return rpc::Handle(context, "SegmentationService.Segment", [&](const rpc::Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const ports::SegmentRequest parsed, Parse(*request));
    GONGBAO_ASSIGN_OR_RETURN(const model::Segmentation segmentation,
                             segmenter_.Segment(call.context, parsed));
    *response->mutable_segmentation() = wire::ToProto(segmentation);
    response->set_pipeline_version(pipeline_version_);
    return rpc::CheckAnswerSize(*response, rpc::kLargeMessageBytes);
  });
}

}  // namespace gongbao::segmentation
