// League tables: places in the order of one indicator in one year. Thread-safe: free functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/ports/fact_store.h"
#include "services/query/cells.h"
#include "services/query/language.h"
#include "services/query/panel.h"

namespace gongbao::query {

enum class RankMeasure { kValue, kYoy };

// The last line of a page.
struct RankPosition {
  model::Decimal measure;
  std::string place_id;
};

struct RankQuery {
  ports::DocumentFilter filter;
  IndicatorView indicator;
  int32_t year = 0;
  model::FactStatus status = model::FactStatus::kActual;
  RankMeasure measure = RankMeasure::kValue;
  bool ascending = false;
  std::optional<model::PlaceLevel> level;
  int64_t page_size = 100;
  std::optional<RankPosition> after;
};

struct RankRow {
  int32_t rank = 0;  // from 1; equal measures share a rank, and the next one counts them
  std::string place_id;
  std::string place_text;
  std::string county;
  Cell cell;
};

struct UnrankedPlace {
  std::string place_id;
  std::string place_text;
  EmptyReason reason = EmptyReason::kNone;
};

struct RankAnswer {
  std::vector<RankRow> rows;  // by measure, then place id
  // On the first page: places with a document that could have stated the figure, in order of home and
  // place id.
  std::vector<UnrankedPlace> unranked;
  std::optional<RankPosition> next;
};

StatusOr<RankAnswer> RankPlaces(ports::FactSnapshot& snapshot, const Language& language,
                                const RankQuery& query);

}  // namespace gongbao::query
