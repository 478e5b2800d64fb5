// Requests of gongbao.v1.QueryService to what the query library answers: what is made here can't be
// wrong, and everything that is wrong with a request is reported at once. Thread-safe: free functions.
#pragma once

#include <string>
#include <vector>

#include "gongbao/v1/query_service.pb.h"
#include "services/base/status.h"
#include "services/query/answer_cache.h"
#include "services/query/export.h"
#include "services/query/language.h"
#include "services/query/lists.h"
#include "services/query/panel.h"
#include "services/query/rank.h"
#include "services/query/search.h"

namespace gongbao::query {

struct DocumentsQuery {
  ports::DocumentListFilter filter;
  int64_t page_size = 100;
  std::string after;
};

struct PlacesQuery {
  std::string under;
  std::string name;
  int64_t page_size = 100;
  std::string after;
};

struct ExportQuery {
  ports::FactFilter filter;
  ExportFormat format = ExportFormat::kCsv;
};

StatusOr<SearchQuery> Parse(const v1::SearchSentencesRequest& request);
StatusOr<FactsQuery> Parse(const v1::ListFactsRequest& request, const Language& language);
StatusOr<ExportQuery> Parse(const v1::ExportFactsRequest& request, const Language& language);
StatusOr<PanelQuery> Parse(const v1::QueryPanelRequest& request, const Language& language);
StatusOr<RankQuery> Parse(const v1::RankPlacesRequest& request, const Language& language);
StatusOr<DocumentsQuery> Parse(const v1::ListDocumentsRequest& request);
StatusOr<PlacesQuery> Parse(const v1::ListPlacesRequest& request);

// Tokens of the next page; Parse of the same request with it begins there.
std::string TokenOf(const v1::SearchSentencesRequest& request, const SearchPosition& next);
std::string TokenOf(const v1::QueryPanelRequest& request, const PanelPosition& next);
std::string TokenOf(const v1::RankPlacesRequest& request, const RankPosition& next);
// For lists whose position is a key of the store; empty for an empty one.
std::string TokenOf(const v1::ListFactsRequest& request, const std::string& next);
std::string TokenOf(const v1::ListDocumentsRequest& request, const std::string& next);
std::string TokenOf(const v1::ListPlacesRequest& request, const std::string& next);

// What the cache knows a request by: all of it but max_staleness.
Question QuestionOf(const v1::SearchSentencesRequest& request);
Question QuestionOf(const v1::ListFactsRequest& request);
Question QuestionOf(const v1::QueryPanelRequest& request);
Question QuestionOf(const v1::RankPlacesRequest& request);
Question QuestionOf(const v1::ListDocumentsRequest& request);
Question QuestionOf(const v1::ListPlacesRequest& request);
Question QuestionOf(const v1::GetStatsRequest& request);

}  // namespace gongbao::query
