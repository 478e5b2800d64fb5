#include "services/query/query_service.h"

#include <functional>
#include <string>
#include <utility>

#include "services/query/answers.h"
#include "services/query/export.h"
#include "services/query/parse_request.h"
#include "services/query/places_named.h"
#include "services/rpc/answer_size.h"
#include "services/rpc/handler.h"
#include "services/rpc/server.h"
#include "services/wire/convert.h"

namespace gongbao::query {
namespace {

using ports::FactSnapshot;
using rpc::Call;

// Part of the key of every kept answer: to be changed with what answers look like.
constexpr std::string_view kAnswerVersion = "1:";
// An answer is one message.
constexpr size_t kMaxAnswerBytes = rpc::kSmallMessageBytes - (64 << 10);
constexpr size_t kExportChunkBytes = 256 << 10;

Status CheckSize(const google::protobuf::Message& response) {
  return rpc::CheckAnswerSize(response, kMaxAnswerBytes);
}

// Answers from the cache, or by fill inside a snapshot.
template <class Response>
Status FromCache(AnswerCache& cache, const Call& call, const Question& question,
                 Response* response, const std::function<Status(FactSnapshot&)>& fill) {
  return cache.Answer(
      call.context, call.scope, question,
      [&](FactSnapshot& snapshot) -> StatusOr<std::string> {
        response->Clear();
        GONGBAO_RETURN_IF_ERROR(fill(snapshot));
        GONGBAO_RETURN_IF_ERROR(CheckSize(*response));
        return response->SerializeAsString();
      },
      [&](std::string_view bytes) {
        return response->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
      });
}

// Whole lines in pieces that fit messages.
bool WritePieces(const std::string& chunk, const char* content_type,
                 grpc::ServerWriter<google::api::HttpBody>* writer) {
  for (size_t begin = 0; begin < chunk.size(); begin += kExportChunkBytes) {
    google::api::HttpBody body;
    body.set_content_type(content_type);
    body.set_data(chunk.substr(begin, kExportChunkBytes));
    if (!writer->Write(body)) return false;
  }
  return true;
}

}  // namespace

QueryServiceHandler::QueryServiceHandler(ports::FactStore& store,
                                         std::shared_ptr<const Language> language,
                                         std::vector<ports::ResultCache*> caches)
    : store_(store),
      language_(std::move(language)),
      cache_(store, std::move(caches), std::string(kAnswerVersion) + language_->digest()) {}

grpc::Status QueryServiceHandler::GetStats(grpc::ServerContext* context,
                                           const v1::GetStatsRequest* request,
                                           v1::GetStatsResponse* response) {
  return rpc::Handle(context, "QueryService.GetStats", [&](const Call& call) {
    return FromCache(cache_, call, QuestionOf(*request), response, [&](FactSnapshot& snapshot) {
      GONGBAO_ASSIGN_OR_RETURN(const ports::StoreStats stats, snapshot.Stats());
      Fill(stats, response);
      return absl::OkStatus();
    });
  });
}

grpc::Status QueryServiceHandler::SearchSentences(grpc::ServerContext* context,
                                                  const v1::SearchSentencesRequest* request,
                                                  v1::SearchSentencesResponse* response) {
  return rpc::Handle(context, "QueryService.SearchSentences", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const SearchQuery query, Parse(*request));
    return FromCache(cache_, call, QuestionOf(*request), response, [&](FactSnapshot& snapshot) {
      GONGBAO_ASSIGN_OR_RETURN(const SearchAnswer answer, Search(snapshot, *language_, query));
      Fill(answer, response);
      if (answer.next) response->set_next_page_token(TokenOf(*request, *answer.next));
      return absl::OkStatus();
    });
  });
}

grpc::Status QueryServiceHandler::ListFacts(grpc::ServerContext* context,
                                            const v1::ListFactsRequest* request,
                                            v1::ListFactsResponse* response) {
  return rpc::Handle(context, "QueryService.ListFacts", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const FactsQuery query, Parse(*request, *language_));
    return FromCache(cache_, call, QuestionOf(*request), response, [&](FactSnapshot& snapshot) {
      GONGBAO_ASSIGN_OR_RETURN(const FactsAnswer answer, query::ListFacts(snapshot, query));
      Fill(answer, response);
      response->set_next_page_token(TokenOf(*request, answer.next));
      return absl::OkStatus();
    });
  });
}

grpc::Status QueryServiceHandler::GetFact(grpc::ServerContext* context,
                                          const v1::GetFactRequest* request,
                                          v1::GetFactResponse* response) {
  return rpc::Handle(context, "QueryService.GetFact", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "facts"));
    GONGBAO_ASSIGN_OR_RETURN(const auto snapshot, store_.Snapshot(call.scope));
    GONGBAO_ASSIGN_OR_RETURN(const FactAnswer answer, query::GetFact(*snapshot, id));
    Fill(answer, response);
    return CheckSize(*response);
  });
}

grpc::Status QueryServiceHandler::ExportFacts(grpc::ServerContext* context,
                                              const v1::ExportFactsRequest* request,
                                              grpc::ServerWriter<google::api::HttpBody>* writer) {
  return rpc::Handle(context, "QueryService.ExportFacts", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const ExportQuery query, Parse(*request, *language_));
    GONGBAO_ASSIGN_OR_RETURN(const auto snapshot, store_.Snapshot(call.scope));
    FactExport facts(*snapshot, query.filter, query.format);
    const char* content_type =
        query.format == ExportFormat::kCsv ? "text/csv; charset=utf-8" : "application/x-ndjson";
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const std::string chunk, facts.Next());
      if (chunk.empty()) return absl::OkStatus();
      if (!WritePieces(chunk, content_type, writer)) {
        return Status(absl::StatusCode::kCancelled, "the caller has gone");
      }
      if (call.context.Expired()) {
        return Status(absl::StatusCode::kDeadlineExceeded, "deadline passed during the export");
      }
    }
  });
}

grpc::Status QueryServiceHandler::QueryPanel(grpc::ServerContext* context,
                                             const v1::QueryPanelRequest* request,
                                             v1::QueryPanelResponse* response) {
  return rpc::Handle(context, "QueryService.QueryPanel", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const PanelQuery query, Parse(*request, *language_));
    return FromCache(cache_, call, QuestionOf(*request), response, [&](FactSnapshot& snapshot) {
      GONGBAO_ASSIGN_OR_RETURN(const PanelAnswer answer, MakePanel(snapshot, *language_, query));
      Fill(answer, response);
      if (answer.next) response->set_next_page_token(TokenOf(*request, *answer.next));
      return absl::OkStatus();
    });
  });
}

grpc::Status QueryServiceHandler::RankPlaces(grpc::ServerContext* context,
                                             const v1::RankPlacesRequest* request,
                                             v1::RankPlacesResponse* response) {
  return rpc::Handle(context, "QueryService.RankPlaces", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const RankQuery query, Parse(*request, *language_));
    return FromCache(cache_, call, QuestionOf(*request), response, [&](FactSnapshot& snapshot) {
      GONGBAO_ASSIGN_OR_RETURN(const RankAnswer answer,
                               query::RankPlaces(snapshot, *language_, query));
      Fill(answer, response);
      if (answer.next) response->set_next_page_token(TokenOf(*request, *answer.next));
      return absl::OkStatus();
    });
  });
}

grpc::Status QueryServiceHandler::ListDocuments(grpc::ServerContext* context,
                                                const v1::ListDocumentsRequest* request,
                                                v1::ListDocumentsResponse* response) {
  return rpc::Handle(context, "QueryService.ListDocuments", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const DocumentsQuery query, Parse(*request));
    return FromCache(cache_, call, QuestionOf(*request), response, [&](FactSnapshot& snapshot) {
      GONGBAO_ASSIGN_OR_RETURN(const FactSnapshot::DocumentPage page,
                               snapshot.Documents(query.filter, query.after, query.page_size));
      for (const ports::DocumentRow& row : page.rows) Fill(row, response->add_documents());
      response->set_next_page_token(TokenOf(*request, page.next));
      return absl::OkStatus();
    });
  });
}

grpc::Status QueryServiceHandler::GetDocument(grpc::ServerContext* context,
                                              const v1::GetDocumentRequest* request,
                                              v1::GetDocumentResponse* response) {
  return rpc::Handle(context, "QueryService.GetDocument", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::string id, wire::IdOf(request->name(), "documents"));
    GONGBAO_ASSIGN_OR_RETURN(const auto snapshot, store_.Snapshot(call.scope));
    GONGBAO_ASSIGN_OR_RETURN(model::Analysis analysis, snapshot->Analysis(id));
    GONGBAO_ASSIGN_OR_RETURN(const std::vector<std::string> copies, snapshot->CopiesOf(id));
    if (request->omit_tokens()) analysis.segmentation.tokens = {};
    *response->mutable_analysis() = wire::ToProto(analysis);
    for (const std::string& copy : copies) {
      response->add_copies(wire::NameOf("documents", copy));
    }
    return CheckSize(*response);
  });
}

grpc::Status QueryServiceHandler::ListIndicators(grpc::ServerContext* context,
                                                 const v1::ListIndicatorsRequest*,
                                                 v1::ListIndicatorsResponse* response) {
  return rpc::Handle(context, "QueryService.ListIndicators", [&](const Call&) {
    for (const Indicator& indicator : language_->indicators()) {
      Fill(indicator, response->add_indicators());
    }
    return absl::OkStatus();
  });
}

grpc::Status QueryServiceHandler::ListPlaces(grpc::ServerContext* context,
                                             const v1::ListPlacesRequest* request,
                                             v1::ListPlacesResponse* response) {
  return rpc::Handle(context, "QueryService.ListPlaces", [&](const Call& call) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const PlacesQuery query, Parse(*request));
    return FromCache(cache_, call, QuestionOf(*request), response, [&](FactSnapshot& snapshot) -> Status {
      if (!query.name.empty()) {
        GONGBAO_ASSIGN_OR_RETURN(const auto named, PlacesNamed(snapshot, *language_, query.name));
        for (const model::Place& place : named) *response->add_places() = wire::ToProto(place);
        return absl::OkStatus();
      }
      GONGBAO_ASSIGN_OR_RETURN(std::vector<model::PlaceRef> places,
                               snapshot.Places(query.under, query.after, query.page_size + 1));
      const bool more = static_cast<int64_t>(places.size()) > query.page_size;
      if (more) places.pop_back();
      for (const model::PlaceRef& place : places) {
        Fill(place, *language_, response->add_places());
      }
      if (more) response->set_next_page_token(TokenOf(*request, places.back().place_id));
      return absl::OkStatus();
    });
  });
}

}  // namespace gongbao::query
