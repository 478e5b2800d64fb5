// What the query library answers, as messages of gongbao.v1. Pure functions.
#pragma once

#include "gongbao/v1/query_service.pb.h"
#include "services/query/cells.h"
#include "services/query/language.h"
#include "services/query/lists.h"
#include "services/query/panel.h"
#include "services/query/rank.h"
#include "services/query/search.h"

namespace gongbao::query {

// next_page_token is left to the handler, which knows the request.
void Fill(const SearchAnswer& answer, v1::SearchSentencesResponse* response);
void Fill(const FactsAnswer& answer, v1::ListFactsResponse* response);
void Fill(const FactAnswer& answer, v1::GetFactResponse* response);
void Fill(const PanelAnswer& answer, v1::QueryPanelResponse* response);
void Fill(const RankAnswer& answer, v1::RankPlacesResponse* response);
void Fill(const ports::StoreStats& stats, v1::GetStatsResponse* response);
void Fill(const ports::DocumentRow& row, v1::DocumentSummary* summary);
void Fill(const Indicator& indicator, v1::Indicator* message);
// A place of a document; the gazetteer's account of it where it is listed.
void Fill(const model::PlaceRef& place, const Language& language, v1::Place* message);

}  // namespace gongbao::query
