// gRPC handlers of gongbao.v1.QueryService: parse, call, convert. Thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "gongbao/v1/query_service.grpc.pb.h"
#include "services/ports/fact_store.h"
#include "services/ports/result_cache.h"
#include "services/query/answer_cache.h"
#include "services/query/language.h"

namespace gongbao::query {

class QueryServiceHandler final : public v1::QueryService::Service {
 public:
  // store and caches must outlive the handler. caches: nearest first, may be empty.
  QueryServiceHandler(ports::FactStore& store, std::shared_ptr<const Language> language,
                      std::vector<ports::ResultCache*> caches);

  grpc::Status GetStats(grpc::ServerContext* context, const v1::GetStatsRequest* request,
                        v1::GetStatsResponse* response) override;
  grpc::Status SearchSentences(grpc::ServerContext* context,
                               const v1::SearchSentencesRequest* request,
                               v1::SearchSentencesResponse* response) override;
  grpc::Status ListFacts(grpc::ServerContext* context, const v1::ListFactsRequest* request,
                         v1::ListFactsResponse* response) override;
  grpc::Status GetFact(grpc::ServerContext* context, const v1::GetFactRequest* request,
                       v1::GetFactResponse* response) override;
  grpc::Status ExportFacts(grpc::ServerContext* context, const v1::ExportFactsRequest* request,
                           grpc::ServerWriter<google::api::HttpBody>* writer) override;
  grpc::Status QueryPanel(grpc::ServerContext* context, const v1::QueryPanelRequest* request,
                          v1::QueryPanelResponse* response) override;
  grpc::Status RankPlaces(grpc::ServerContext* context, const v1::RankPlacesRequest* request,
                          v1::RankPlacesResponse* response) override;
  grpc::Status ListDocuments(grpc::ServerContext* context, const v1::ListDocumentsRequest* request,
                             v1::ListDocumentsResponse* response) override;
  grpc::Status GetDocument(grpc::ServerContext* context, const v1::GetDocumentRequest* request,
                           v1::GetDocumentResponse* response) override;
  grpc::Status ListIndicators(grpc::ServerContext* context,
                              const v1::ListIndicatorsRequest* request,
                              v1::ListIndicatorsResponse* response) override;
  grpc::Status ListPlaces(grpc::ServerContext* context, const v1::ListPlacesRequest* request,
                          v1::ListPlacesResponse* response) override;

  const AnswerCache& cache() const { return cache_; }

 private:
  ports::FactStore& store_;
  const std::shared_ptr<const Language> language_;
  AnswerCache cache_;
};

}  // namespace gongbao::query
