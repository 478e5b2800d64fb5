#include "services/query/answers.h"

#include "services/wire/convert.h"

namespace gongbao::query {
namespace {

v1::EmptyReason ToProto(EmptyReason reason) {
  switch (reason) {
    case EmptyReason::kNone: return v1::EMPTY_REASON_UNSPECIFIED;
    case EmptyReason::kNoDocument: return v1::EMPTY_REASON_NO_DOCUMENT;
    case EmptyReason::kNotStated: return v1::EMPTY_REASON_NOT_STATED;
    case EmptyReason::kMasked: return v1::EMPTY_REASON_MASKED;
    case EmptyReason::kGrowthOnly: return v1::EMPTY_REASON_GROWTH_ONLY;
    case EmptyReason::kUnit: return v1::EMPTY_REASON_UNIT;
    case EmptyReason::kPlaceNotSettled: return v1::EMPTY_REASON_PLACE_NOT_SETTLED;
  }
  return v1::EMPTY_REASON_UNSPECIFIED;
}

void SetSpan(const model::Span& span, v1::Span* message) {
  message->set_begin(span.begin);
  message->set_end(span.end);
}

std::string FactName(const std::string& id) { return wire::NameOf("facts", id); }

// The code of the division above, as the code itself tells it.
std::string ParentCode(const std::string& id) {
  if (id.size() > 6) return id.substr(0, 6);
  if (id.size() != 6 || id == "000000") return "";
  if (id.substr(2) == "0000") return "000000";
  if (id.substr(4) == "00") return id.substr(0, 2) + "0000";
  return id.substr(0, 4) + "00";
}

void Fill(const Cell& cell, v1::PanelCell* message) {
  if (cell.value) message->set_value(*cell.value);
  if (cell.value_max) message->set_value_max(*cell.value_max);
  message->set_unit(cell.unit);
  if (cell.value || cell.yoy_percent) message->set_bound(wire::ToProto(cell.bound));
  if (cell.yoy_percent) message->set_yoy_percent(*cell.yoy_percent);
  message->set_empty_reason(ToProto(cell.empty_reason));
  for (const std::string& id : cell.facts) message->add_facts(FactName(id));
  for (const std::string& value : cell.conflicting_values) message->add_conflicting_values(value);
  message->set_quote(cell.quote);
}

}  // namespace

void Fill(const SearchAnswer& answer, v1::SearchSentencesResponse* response) {
  for (const SearchHit& hit : answer.hits) {
    v1::SentenceHit* message = response->add_hits();
    *message->mutable_document() = wire::ToProto(hit.document);
    SetSpan(hit.sentence.span, message->mutable_span());
    message->set_text(hit.sentence.text);
    for (const model::Span& span : hit.match.highlights) SetSpan(span, message->add_highlights());
    message->set_role(wire::ToProto(hit.sentence.role));
    message->set_section_title(hit.sentence.section_title);
    message->set_score_per_mille(hit.match.score_per_mille);
  }
  response->set_truncated(answer.truncated);
}

void Fill(const FactsAnswer& answer, v1::ListFactsResponse* response) {
  for (const ports::FactRow& row : answer.facts) *response->add_facts() = wire::ToProto(row.fact);
  for (const model::Document& document : answer.documents) {
    *response->add_documents() = wire::ToProto(document);
  }
}

void Fill(const FactAnswer& answer, v1::GetFactResponse* response) {
  *response->mutable_fact() = wire::ToProto(answer.fact);
  *response->mutable_document() = wire::ToProto(answer.document);
  response->set_sentence_text(answer.sentence_text);
}

void Fill(const PanelAnswer& answer, v1::QueryPanelResponse* response) {
  for (const PanelCell& cell : answer.cells) {
    v1::PanelCell* message = response->add_cells();
    message->set_place_id(cell.place_id);
    message->set_place_text(cell.place_text);
    *message->mutable_period() = wire::ToProto(cell.period);
    message->set_indicator(cell.indicator);
    message->set_status(wire::ToProto(cell.status));
    Fill(cell.cell, message);
  }
  response->set_truncated(answer.next.has_value());
}

void Fill(const RankAnswer& answer, v1::RankPlacesResponse* response) {
  for (const RankRow& row : answer.rows) {
    v1::RankRow* message = response->add_rows();
    message->set_rank(row.rank);
    message->set_place_id(row.place_id);
    message->set_place_text(row.place_text);
    message->set_county(row.county);
    if (row.cell.value) message->set_value(*row.cell.value);
    if (row.cell.value_max) message->set_value_max(*row.cell.value_max);
    message->set_unit(row.cell.unit);
    message->set_bound(wire::ToProto(row.cell.bound));
    if (row.cell.yoy_percent) message->set_yoy_percent(*row.cell.yoy_percent);
    message->set_fact(FactName(row.cell.facts.front()));
    message->set_quote(row.cell.quote);
  }
  for (const UnrankedPlace& place : answer.unranked) {
    v1::UnrankedPlace* message = response->add_unranked();
    message->set_place_id(place.place_id);
    message->set_place_text(place.place_text);
    message->set_reason(ToProto(place.reason));
  }
}

void Fill(const ports::StoreStats& stats, v1::GetStatsResponse* response) {
  response->set_documents(stats.documents);
  response->set_distinct_documents(stats.distinct_documents);
  response->set_facts(stats.facts);
  response->set_sentences(stats.sentences);
  response->set_places(stats.places);
  if (stats.first_year) response->set_first_year(*stats.first_year);
  if (stats.last_year) response->set_last_year(*stats.last_year);
  for (const auto& [kind, count] : stats.facts_by_kind) {
    v1::FactCount* message = response->add_fact_counts();
    message->set_kind(wire::ToProto(kind));
    message->set_count(count);
  }
}

void Fill(const ports::DocumentRow& row, v1::DocumentSummary* summary) {
  *summary->mutable_document() = wire::ToProto(row.document);
  summary->set_fact_count(row.fact_count);
  summary->set_representative(wire::NameOf("documents", row.representative));
}

void Fill(const Indicator& indicator, v1::Indicator* message) {
  message->set_canonical(indicator.canonical);
  message->set_display_name(indicator.display_name);
  for (const std::string& synonym : indicator.synonyms) message->add_synonyms(synonym);
  message->set_unit(indicator.unit.unit);
}

void Fill(const model::PlaceRef& place, const Language& language, v1::Place* message) {
  if (const std::optional<model::Place> listed = language.FindPlace(place.place_id)) {
    *message = wire::ToProto(*listed);
    return;
  }
  model::Place told;
  told.id = place.place_id;
  told.name = place.text;
  told.level = place.level;
  told.parent = ParentCode(place.place_id);
  *message = wire::ToProto(told);
}

}  // namespace gongbao::query
