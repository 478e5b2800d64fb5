#include "services/extraction/extraction_service.h"

#include <utility>
#include <vector>

#include "services/base/text.h"
#include "services/rpc/answer_size.h"
#include "services/rpc/handler.h"
#include "services/rpc/server.h"
#include "services/wire/convert.h"

namespace gongbao::extraction {
namespace {

constexpr size_t kMaxTextBytes = 16 << 20;

Status CheckText(std::string_view text) {
  if (text.size() > kMaxTextBytes) {
    return LimitExceeded("text has " + std::to_string(text.size()) + " bytes, at most " +
                             std::to_string(kMaxTextBytes) + " are read",
                         {{"limit", std::to_string(kMaxTextBytes)}});
  }
  const size_t invalid = FindInvalidUtf8(text);
  if (invalid == std::string_view::npos) return absl::OkStatus();
  const std::string problem = "must be UTF-8, byte " + std::to_string(invalid) + " is not";
  return InvalidArgument("text " + problem, {{"text", problem}});
}

}  // namespace

ExtractionServiceHandler::ExtractionServiceHandler(const ports::Extractor& extractor,
                                                   std::string pipeline_version)
    : extractor_(extractor), pipeline_version_(std::move(pipeline_version)) {}

grpc::Status ExtractionServiceHandler::Extract(grpc::ServerContext* context,
                                               const v1::ExtractRequest* request,
                                               v1::ExtractResponse* response) {
  return rpc::Handle(context, "ExtractionService.Extract", [&](const rpc::Call& call) -> Status {
    GONGBAO_RETURN_IF_ERROR(CheckText(request->text()));
    GONGBAO_ASSIGN_OR_RETURN(const model::Document document,
                             wire::FromProto(request->document()));
    GONGBAO_ASSIGN_OR_RETURN(const model::Segmentation segmentation,
                             wire::FromProto(request->segmentation(), request->text().size()));
    GONGBAO_ASSIGN_OR_RETURN(
        const std::vector<model::Fact> facts,
        extractor_.Extract(call.context, {request->text(), &document, &segmentation}));
    for (const model::Fact& fact : facts) *response->add_facts() = wire::ToProto(fact);
    response->set_pipeline_version(pipeline_version_);
    return rpc::CheckAnswerSize(*response, rpc::kLargeMessageBytes);
  });
}

}  // namespace gongbao::extraction
