// IngestServiceHandler's methods about corrections.
#include <algorithm>
#include <charconv>
#include <utility>

#include "services/ingest/ingest_service.h"
#include "services/rpc/answer_size.h"
#include "services/rpc/handler.h"
#include "services/rpc/server.h"
#include "services/wire/convert.h"

namespace gongbao::ingest {
namespace {

using rpc::Call;

constexpr int32_t kMostOfAPage = 1000;
constexpr int32_t kUsualPage = 100;
// Fields that can be cleared, with room for repetition.
constexpr int kMostCleared = 32;

StatusOr<size_t> FirstOf(const std::string& token) {
  size_t first = 0;
  if (token.empty()) return first;
  const auto parsed = std::from_chars(token.data(), token.data() + token.size(), first);
  if (parsed.ec != std::errc() || parsed.ptr != token.data() + token.size()) {
    return InvalidArgument("page_token is none that this method gave", {{"page_token", "unknown"}});
  }
  return first;
}

}  // namespace

grpc::Status IngestServiceHandler::CorrectDocument(grpc::ServerContext* context,
                                                   const v1::CorrectDocumentRequest* request,
                                                   v1::CorrectDocumentResponse* response) {
  return rpc::Handle(context, "IngestService.CorrectDocument", [&](const Call& call) -> Status {
    model::Correction correction;
    GONGBAO_ASSIGN_OR_RETURN(correction.document_id, wire::IdOf(request->name(), "documents"));
    GONGBAO_ASSIGN_OR_RETURN(correction.fields, wire::FromProto(request->fields()));
    if (request->clear_fields_size() > kMostCleared) {
      return InvalidArgument("clear_fields: more than 32", {{"clear_fields", "more than 32"}});
    }
    correction.cleared.assign(request->clear_fields().begin(), request->clear_fields().end());
    correction.note = request->note();
    correction.author = request->author();
    GONGBAO_ASSIGN_OR_RETURN(const CorrectionDesk::Result result,
                             corrections_.Add(call.context, call.scope, std::move(correction)));
    *response->mutable_correction() = wire::ToProto(result.correction);
    if (result.document) *response->mutable_document() = wire::ToProto(*result.document);
    if (!result.job.empty()) response->set_job(wire::NameOf("jobs", result.job));
    return absl::OkStatus();
  });
}

grpc::Status IngestServiceHandler::ListDocumentCorrections(
    grpc::ServerContext* context, const v1::ListDocumentCorrectionsRequest* request,
    v1::ListDocumentCorrectionsResponse* response) {
  return rpc::Handle(context, "IngestService.ListDocumentCorrections", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->parent(), "documents"));
    if (request->page_size() < 0) {
      return InvalidArgument("page_size is negative", {{"page_size", "must be 0 to 1000"}});
    }
    const size_t size = static_cast<size_t>(
        request->page_size() == 0 ? kUsualPage : std::min(request->page_size(), kMostOfAPage));
    GONGBAO_ASSIGN_OR_RETURN(const size_t first, FirstOf(request->page_token()));
    GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::Correction> all,
                             sources_.CorrectionsOf(call.scope, id.substr(0, id.rfind('-'))));
    size_t number = 0;
    for (const model::Correction& correction : all) {
      if (correction.document_id != id || number++ < first) continue;
      if (response->corrections_size() == static_cast<int>(size)) {
        response->set_next_page_token(std::to_string(first + size));
        break;
      }
      *response->add_corrections() = wire::ToProto(correction);
    }
    // No corrections, or no such document.
    if (all.empty()) GONGBAO_RETURN_IF_ERROR(sources_.GetDocumentText(call.scope, id).status());
    return rpc::CheckAnswerSize(*response, rpc::kSmallMessageBytes);
  });
}

}  // namespace gongbao::ingest
