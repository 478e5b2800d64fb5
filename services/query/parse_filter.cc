#include "services/query/parse_filter.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/wire/convert.h"

namespace gongbao::query {
namespace {

constexpr size_t kMaxPlaceIdBytes = 128;

std::string Indexed(std::string_view field, int index) {
  return Cat({field, "[", std::to_string(index), "]"});
}

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsPlaceId(std::string_view id) {
  if (id.size() > kMaxPlaceIdBytes) return false;
  if (id.size() == 6 || id.size() == 9) return IsDigits(id);
  return id.size() > 7 && IsDigits(id.substr(0, 6)) && id[6] == '~';
}

template <class T>
void AddOnce(std::vector<T>* values, T value) {
  if (std::find(values->begin(), values->end(), value) == values->end()) {
    values->push_back(std::move(value));
  }
}

bool TooMany(std::string_view field, int count, Violations* wrong) {
  if (count <= kMaxFilterEntries) return false;
  wrong->Add(field, "must have at most " + std::to_string(kMaxFilterEntries) + " entries");
  return true;
}

void ReadKinds(const v1::Filter& filter, ports::DocumentFilter* out, Violations* wrong) {
  if (TooMany("filter.document_kinds", filter.document_kinds_size(), wrong)) return;
  for (int i = 0; i < filter.document_kinds_size(); ++i) {
    const int kind = filter.document_kinds(i);
    if (kind == v1::DOCUMENT_KIND_UNSPECIFIED || !v1::DocumentKind_IsValid(kind)) {
      wrong->Add(Indexed("filter.document_kinds", i), "must be a kind of document");
    } else {
      AddOnce(&out->kinds, wire::FromProto(static_cast<v1::DocumentKind>(kind)));
    }
  }
}

void ReadDocuments(const v1::Filter& filter, ports::DocumentFilter* out, Violations* wrong) {
  if (TooMany("filter.documents", filter.documents_size(), wrong)) return;
  for (int i = 0; i < filter.documents_size(); ++i) {
    StatusOr<std::string> id = wire::IdOf(filter.documents(i), "documents");
    if (id.ok()) {
      AddOnce(&out->documents, *std::move(id));
    } else {
      wrong->Add(Indexed("filter.documents", i), id.status());
    }
  }
}

int32_t ReadMonth(std::string_view field, int32_t month, Violations* wrong) {
  if (month < 1 * 100 + 1 || month > 9999 * 100 + 12 || month % 100 < 1 || month % 100 > 12) {
    wrong->Add(field, "must be year * 100 + month, like 202101");
  }
  return month;
}

template <class Request>
ports::FactFilter ReadFacts(const Request& request, const Language& language, Violations* wrong) {
  ports::FactFilter filter;
  filter.documents = ReadFilter(request.filter(), wrong);
  for (int i = 0; i < request.kinds_size() && i < kMaxFilterEntries; ++i) {
    const int kind = request.kinds(i);
    if (kind == v1::FACT_KIND_UNSPECIFIED || !v1::FactKind_IsValid(kind)) {
      wrong->Add(Indexed("kinds", i), "must be a kind of fact");
    } else {
      AddOnce(&filter.kinds, wire::FromProto(static_cast<v1::FactKind>(kind)));
    }
  }
  filter.canonicals = ReadIndicators(request.indicators(), language, wrong);
  filter.statuses = ReadStatuses(request.statuses(), wrong);
  if (request.has_first_month()) {
    filter.first_month = ReadMonth("first_month", request.first_month(), wrong);
  }
  if (request.has_last_month()) {
    filter.last_month = ReadMonth("last_month", request.last_month(), wrong);
  }
  if (filter.first_month && filter.last_month && *filter.first_month > *filter.last_month) {
    wrong->Add("last_month", "must not be before first_month");
  }
  return filter;
}

}  // namespace

std::string ReadPlaceId(std::string_view field, const std::string& id, Violations* wrong) {
  if (!IsPlaceId(id)) {
    wrong->Add(field, "must be a division code of 6 or 9 digits or <county code>~<name>, not \"" +
                          Shorten(id, 100) + "\"");
  }
  return id;
}

int32_t ReadYear(std::string_view field, int32_t year, Violations* wrong) {
  if (year < 1 || year > 9999) wrong->Add(field, "must be a year");
  return std::clamp(year, 1, 9999);
}

ports::DocumentFilter ReadFilter(const v1::Filter& filter, Violations* wrong) {
  ports::DocumentFilter out;
  if (!TooMany("filter.places", filter.places_size(), wrong)) {
    for (int i = 0; i < filter.places_size(); ++i) {
      AddOnce(&out.places, ReadPlaceId(Indexed("filter.places", i), filter.places(i), wrong));
    }
  }
  if (filter.has_first_year()) {
    out.first_year = ReadYear("filter.first_year", filter.first_year(), wrong);
  }
  if (filter.has_last_year()) {
    out.last_year = ReadYear("filter.last_year", filter.last_year(), wrong);
  }
  if (out.first_year && out.last_year && *out.first_year > *out.last_year) {
    wrong->Add("filter.last_year", "must not be before filter.first_year");
  }
  ReadKinds(filter, &out, wrong);
  ReadDocuments(filter, &out, wrong);
  out.include_copies = filter.include_copies();
  return out;
}

int64_t ReadPageSize(int32_t asked, int64_t usual, int64_t most, Violations* wrong) {
  if (asked < 0) wrong->Add("page_size", "must not be negative");
  return asked <= 0 ? usual : std::min<int64_t>(asked, most);
}

void CheckStaleness(const google::protobuf::Duration& staleness, Violations* wrong) {
  if (staleness.seconds() < 0 || staleness.nanos() < 0 || staleness.nanos() > 999999999 ||
      staleness.seconds() > kMaxStalenessSeconds) {
    wrong->Add("max_staleness", "must be from 0 s to one day");
  }
}

std::optional<model::FactStatus> ReadStatus(std::string_view field, v1::FactStatus status,
                                            Violations* wrong) {
  if (status == v1::FACT_STATUS_UNSPECIFIED) return std::nullopt;
  if (v1::FactStatus_IsValid(status)) return wire::FromProto(status);
  wrong->Add(field, "must be ACTUAL, ESTIMATE or TARGET");
  return std::nullopt;
}

std::optional<model::PlaceLevel> ReadLevel(std::string_view field, v1::PlaceLevel level,
                                           Violations* wrong) {
  if (level == v1::PLACE_LEVEL_UNSPECIFIED) return std::nullopt;
  if (v1::PlaceLevel_IsValid(level)) return wire::FromProto(level);
  wrong->Add(field, "must be a level of place");
  return std::nullopt;
}

std::vector<model::FactStatus> ReadStatuses(const google::protobuf::RepeatedField<int>& statuses,
                                            Violations* wrong) {
  std::vector<model::FactStatus> out;
  if (TooMany("statuses", statuses.size(), wrong)) return out;
  for (int i = 0; i < statuses.size(); ++i) {
    const auto status = static_cast<v1::FactStatus>(statuses.Get(i));
    if (const auto read = ReadStatus(Indexed("statuses", i), status, wrong)) {
      AddOnce(&out, *read);
    } else if (status == v1::FACT_STATUS_UNSPECIFIED) {
      wrong->Add(Indexed("statuses", i), "must be ACTUAL, ESTIMATE or TARGET");
    }
  }
  return out;
}

std::vector<std::string> ReadIndicators(
    const google::protobuf::RepeatedPtrField<std::string>& indicators, const Language& language,
    Violations* wrong) {
  std::vector<std::string> out;
  if (TooMany("indicators", indicators.size(), wrong)) return out;
  for (int i = 0; i < indicators.size(); ++i) {
    if (const Indicator* indicator = language.FindIndicator(indicators.Get(i))) {
      AddOnce(&out, indicator->canonical);
    } else {
      wrong->Add(Indexed("indicators", i), "must be a name of one indicator, not \"" +
                                               Shorten(indicators.Get(i), 100) + "\"");
    }
  }
  return out;
}

void ReadUnit(const std::string& unit, std::vector<IndicatorView>* views, Violations* wrong) {
  if (unit.empty() || views->empty()) return;
  if (unit.size() > 64) {
    wrong->Add("unit", "must be a unit");
    return;
  }
  const UnitView wished = ViewOf(unit);
  bool fits = false;
  for (IndicatorView& view : *views) {
    if (view.unit.base_unit != wished.base_unit) continue;
    view.unit = wished;
    fits = true;
  }
  if (!fits) {
    wrong->Add("unit", "must be a unit that an indicator asked for can be given in, not \"" +
                           Shorten(unit, 64) + "\"");
  }
}

ports::FactFilter ReadFactFilter(const v1::ListFactsRequest& request, const Language& language,
                                 Violations* wrong) {
  return ReadFacts(request, language, wrong);
}

ports::FactFilter ReadFactFilter(const v1::ExportFactsRequest& request, const Language& language,
                                 Violations* wrong) {
  return ReadFacts(request, language, wrong);
}

}  // namespace gongbao::query
