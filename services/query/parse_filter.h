// Parts that several requests of gongbao.v1.QueryService share. Each adds what is wrong to `wrong` and
// returns something harmless then. Thread-safe: free functions.
#pragma once

#include <google/protobuf/duration.pb.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongbao/v1/query_service.pb.h"
#include "services/ports/fact_store.h"
#include "services/query/language.h"
#include "services/query/panel.h"
#include "services/query/violations.h"

namespace gongbao::query {

inline constexpr int64_t kMaxStalenessSeconds = 24 * 3600;
inline constexpr int kMaxFilterEntries = 1000;

ports::DocumentFilter ReadFilter(const v1::Filter& filter, Violations* wrong);
int64_t ReadPageSize(int32_t asked, int64_t usual, int64_t most, Violations* wrong);
int32_t ReadYear(std::string_view field, int32_t year, Violations* wrong);
// A division code of 6 or 9 digits, or "<county code>~<name>".
std::string ReadPlaceId(std::string_view field, const std::string& id, Violations* wrong);
void CheckStaleness(const google::protobuf::Duration& staleness, Violations* wrong);
// Nothing where unspecified or wrong.
std::optional<model::FactStatus> ReadStatus(std::string_view field, v1::FactStatus status,
                                            Violations* wrong);
std::optional<model::PlaceLevel> ReadLevel(std::string_view field, v1::PlaceLevel level,
                                           Violations* wrong);
// Distinct, in the order asked.
std::vector<model::FactStatus> ReadStatuses(const google::protobuf::RepeatedField<int>& statuses,
                                            Violations* wrong);
std::vector<std::string> ReadIndicators(
    const google::protobuf::RepeatedPtrField<std::string>& indicators, const Language& language,
    Violations* wrong);
// Sets the unit of the views that have its dimension; wrong where none has.
void ReadUnit(const std::string& unit, std::vector<IndicatorView>* views, Violations* wrong);

ports::FactFilter ReadFactFilter(const v1::ListFactsRequest& request, const Language& language,
                                 Violations* wrong);
ports::FactFilter ReadFactFilter(const v1::ExportFactsRequest& request, const Language& language,
                                 Violations* wrong);

}  // namespace gongbao::query
