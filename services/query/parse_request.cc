#include "services/query/parse_request.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "services/base/text.h"
#include "services/query/page_token.h"
#include "services/query/parse_filter.h"
#include "services/query/violations.h"

namespace gongbao::query {
namespace {

constexpr size_t kMaxPlaceNameBytes = 200;

// Equal messages give equal bytes: there are no maps in them.
std::string Bytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

// A request less what tells its pages apart.
template <class Request>
std::string PagesOf(Request request) {
  request.clear_page_token();
  request.clear_page_size();
  if constexpr (requires { request.clear_max_staleness(); }) request.clear_max_staleness();
  return std::string(request.GetDescriptor()->name()) + Bytes(request);
}

template <class Request>
std::string MakeToken(const Request& request, const std::vector<std::string>& position) {
  return MakePageToken(PagesOf(request), position);
}

template <class Request>
std::vector<std::string> ReadToken(const Request& request, size_t fields, Violations* wrong) {
  auto position = ReadPageToken(PagesOf(request), request.page_token(), fields);
  if (position.ok()) return *std::move(position);
  wrong->Add("page_token", position.status());
  return {};
}

template <class Number>
bool ReadNumber(const std::string& text, Number* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

template <class Request>
Question Ask(std::string_view method, const Request& request) {
  Question question;
  question.method = method;
  if constexpr (requires { request.max_staleness(); }) {
    if (request.has_max_staleness()) {
      // Range and sign were checked by Parse, or make the epoch be read.
      const google::protobuf::Duration& staleness = request.max_staleness();
      if (staleness.seconds() >= 0 && staleness.seconds() <= kMaxStalenessSeconds) {
        question.max_staleness = std::chrono::milliseconds(staleness.seconds() * 1000 +
                                                           staleness.nanos() / 1000000);
      }
    }
    Request canonical = request;
    canonical.clear_max_staleness();
    question.request = Bytes(canonical);
  } else {
    question.request = Bytes(request);
  }
  if constexpr (requires { request.filter(); }) {
    question.places = {request.filter().places().begin(), request.filter().places().end()};
  }
  return question;
}

std::vector<IndicatorView> Views(const v1::QueryPanelRequest& request, const Language& language,
                                 Violations* wrong) {
  std::vector<IndicatorView> views;
  for (const std::string& name : ReadIndicators(request.indicators(), language, wrong)) {
    views.push_back({name, language.FindIndicator(name)->unit});
  }
  if (request.indicators().empty()) wrong->Add("indicators", "must name at least one indicator");
  if (views.size() > kMaxPanelIndicators) {
    wrong->Add("indicators", "must be at most " + std::to_string(kMaxPanelIndicators));
  }
  ReadUnit(request.unit(), &views, wrong);
  return views;
}

}  // namespace

StatusOr<SearchQuery> Parse(const v1::SearchSentencesRequest& request) {
  Violations wrong;
  SearchQuery query;
  auto words = ParseSearchWords(request.query());
  if (words.ok()) query.words = *std::move(words);
  if (!words.ok()) wrong.Add("query", words.status());
  query.filter = ReadFilter(request.filter(), &wrong);
  query.page_size = ReadPageSize(request.page_size(), 20, 100, &wrong);
  CheckStaleness(request.max_staleness(), &wrong);
  const std::vector<std::string> position = ReadToken(request, 3, &wrong);
  if (!position.empty()) {
    SearchPosition after;
    after.document = position[1];
    if (!ReadNumber(position[0], &after.score_per_mille) || !ReadNumber(position[2], &after.begin)) {
      wrong.Add("page_token", "is not a token that was given out");
    }
    query.after = after;
  }
  GONGBAO_RETURN_IF_ERROR(wrong.ToStatus());
  return query;
}

StatusOr<FactsQuery> Parse(const v1::ListFactsRequest& request, const Language& language) {
  Violations wrong;
  FactsQuery query;
  query.filter = ReadFactFilter(request, language, &wrong);
  query.page_size = ReadPageSize(request.page_size(), 100, 1000, &wrong);
  CheckStaleness(request.max_staleness(), &wrong);
  const std::vector<std::string> position = ReadToken(request, 1, &wrong);
  if (!position.empty()) query.after = position[0];
  GONGBAO_RETURN_IF_ERROR(wrong.ToStatus());
  return query;
}

StatusOr<ExportQuery> Parse(const v1::ExportFactsRequest& request, const Language& language) {
  Violations wrong;
  ExportQuery query;
  query.filter = ReadFactFilter(request, language, &wrong);
  switch (request.format()) {
    case v1::EXPORT_FORMAT_UNSPECIFIED:
    case v1::EXPORT_FORMAT_CSV: query.format = ExportFormat::kCsv; break;
    case v1::EXPORT_FORMAT_JSONL: query.format = ExportFormat::kJsonl; break;
    default: wrong.Add("format", "must be CSV or JSONL");
  }
  GONGBAO_RETURN_IF_ERROR(wrong.ToStatus());
  return query;
}

StatusOr<PanelQuery> Parse(const v1::QueryPanelRequest& request, const Language& language) {
  Violations wrong;
  PanelQuery query;
  query.filter = ReadFilter(request.filter(), &wrong);
  query.indicators = Views(request, language, &wrong);
  if (request.has_first_year()) query.first_year = ReadYear("first_year", request.first_year(), &wrong);
  if (request.has_last_year()) query.last_year = ReadYear("last_year", request.last_year(), &wrong);
  if (query.first_year && query.last_year) {
    if (*query.first_year > *query.last_year) wrong.Add("last_year", "must not be before first_year");
    if (*query.last_year - *query.first_year >= 100) {
      wrong.Add("last_year", "must be less than 100 years after first_year");
    }
  }
  query.statuses = ReadStatuses(request.statuses(), &wrong);
  if (query.statuses.empty()) query.statuses = {model::FactStatus::kActual};
  query.include_other_periods = request.include_other_periods();
  query.page_size = ReadPageSize(request.page_size(), kMaxPanelCells, kMaxPanelCells, &wrong);
  CheckStaleness(request.max_staleness(), &wrong);
  const std::vector<std::string> position = ReadToken(request, 3, &wrong);
  if (!position.empty()) query.after = PanelPosition{position[0], position[1], position[2]};
  GONGBAO_RETURN_IF_ERROR(wrong.ToStatus());
  return query;
}

StatusOr<RankQuery> Parse(const v1::RankPlacesRequest& request, const Language& language) {
  Violations wrong;
  RankQuery query;
  query.filter = ReadFilter(request.filter(), &wrong);
  if (const Indicator* indicator = language.FindIndicator(request.indicator())) {
    std::vector<IndicatorView> views = {{indicator->canonical, indicator->unit}};
    ReadUnit(request.unit(), &views, &wrong);
    query.indicator = views[0];
  } else {
    wrong.Add("indicator", "must be a name of one indicator, not \"" +
                               Shorten(request.indicator(), 100) + "\"");
  }
  query.year = ReadYear("year", request.year(), &wrong);
  if (const auto status = ReadStatus("status", request.status(), &wrong)) query.status = *status;
  switch (request.measure()) {
    case v1::RANK_MEASURE_UNSPECIFIED:
    case v1::RANK_MEASURE_VALUE: query.measure = RankMeasure::kValue; break;
    case v1::RANK_MEASURE_YOY: query.measure = RankMeasure::kYoy; break;
    default: wrong.Add("measure", "must be VALUE or YOY");
  }
  query.ascending = request.ascending();
  query.level = ReadLevel("level", request.level(), &wrong);
  query.page_size = ReadPageSize(request.page_size(), 100, 5000, &wrong);
  CheckStaleness(request.max_staleness(), &wrong);
  const std::vector<std::string> position = ReadToken(request, 3, &wrong);
  if (!position.empty()) {
    RankPosition after;
    after.place_id = position[2];
    if (!ReadNumber(position[0], &after.measure.units) ||
        !ReadNumber(position[1], &after.measure.scale) || after.measure.scale < 0 ||
        after.measure.scale > 6) {
      wrong.Add("page_token", "is not a token that was given out");
    }
    query.after = after;
  }
  GONGBAO_RETURN_IF_ERROR(wrong.ToStatus());
  return query;
}

StatusOr<DocumentsQuery> Parse(const v1::ListDocumentsRequest& request) {
  Violations wrong;
  DocumentsQuery query;
  query.filter.documents = ReadFilter(request.filter(), &wrong);
  query.filter.unsettled_only = request.unsettled_only();
  if (request.has_below_confidence_per_mille()) {
    query.filter.below_confidence = request.below_confidence_per_mille();
    if (*query.filter.below_confidence < 0 || *query.filter.below_confidence > 1001) {
      wrong.Add("below_confidence_per_mille", "is not between 0 and 1001");
    }
  }
  query.page_size = ReadPageSize(request.page_size(), 100, 1000, &wrong);
  const std::vector<std::string> position = ReadToken(request, 1, &wrong);
  if (!position.empty()) query.after = position[0];
  GONGBAO_RETURN_IF_ERROR(wrong.ToStatus());
  return query;
}

StatusOr<PlacesQuery> Parse(const v1::ListPlacesRequest& request) {
  Violations wrong;
  PlacesQuery query;
  if (!request.under().empty()) query.under = ReadPlaceId("under", request.under(), &wrong);
  query.name = request.place_name();
  if (query.name.size() > kMaxPlaceNameBytes) wrong.Add("place_name", "is longer than 200 bytes");
  if (!query.name.empty() && !request.under().empty()) wrong.Add("place_name", "can't go with under");
  query.page_size = ReadPageSize(request.page_size(), 100, 1000, &wrong);
  const std::vector<std::string> position = ReadToken(request, 1, &wrong);
  if (!position.empty()) query.after = position[0];
  GONGBAO_RETURN_IF_ERROR(wrong.ToStatus());
  return query;
}

std::string TokenOf(const v1::SearchSentencesRequest& request, const SearchPosition& next) {
  return MakeToken(request, {std::to_string(next.score_per_mille), next.document,
                             std::to_string(next.begin)});
}
std::string TokenOf(const v1::QueryPanelRequest& request, const PanelPosition& next) {
  return MakeToken(request, {next.home, next.place_id, next.facts_after});
}
std::string TokenOf(const v1::RankPlacesRequest& request, const RankPosition& next) {
  return MakeToken(request, {std::to_string(next.measure.units),
                             std::to_string(next.measure.scale), next.place_id});
}
std::string TokenOf(const v1::ListFactsRequest& request, const std::string& next) {
  return next.empty() ? std::string() : MakeToken(request, {next});
}
std::string TokenOf(const v1::ListDocumentsRequest& request, const std::string& next) {
  return next.empty() ? std::string() : MakeToken(request, {next});
}
std::string TokenOf(const v1::ListPlacesRequest& request, const std::string& next) {
  return next.empty() ? std::string() : MakeToken(request, {next});
}

Question QuestionOf(const v1::SearchSentencesRequest& request) {
  return Ask("SearchSentences", request);
}
Question QuestionOf(const v1::ListFactsRequest& request) { return Ask("ListFacts", request); }
Question QuestionOf(const v1::QueryPanelRequest& request) { return Ask("QueryPanel", request); }
Question QuestionOf(const v1::RankPlacesRequest& request) { return Ask("RankPlaces", request); }
Question QuestionOf(const v1::ListDocumentsRequest& request) {
  return Ask("ListDocuments", request);
}
Question QuestionOf(const v1::ListPlacesRequest& request) {
  Question question = Ask("ListPlaces", request);
  if (!request.under().empty()) question.places = {request.under()};
  return question;
}
Question QuestionOf(const v1::GetStatsRequest& request) { return Ask("GetStats", request); }

}  // namespace gongbao::query
