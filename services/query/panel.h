// Places × periods × indicators in one unit an indicator. Thread-safe: free functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/ports/fact_store.h"
#include "services/query/cells.h"
#include "services/query/language.h"

namespace gongbao::query {

// A page ends with the place that reaches one of these.
inline constexpr size_t kMaxPanelCells = 100000;
inline constexpr size_t kMaxPanelBytes = 2 << 20;  // about; one place may add as much again
inline constexpr size_t kMaxPanelIndicators = 50;

// An indicator asked for and the unit to show it in.
struct IndicatorView {
  std::string canonical;
  UnitView unit;
};

// The last place of a page, or the unsettled documents of a home, which are not parted.
struct PanelPosition {
  std::string home;
  std::string place_id;
  std::string facts_after;  // order key of the last fact read for it
};

struct PanelQuery {
  ports::DocumentFilter filter;
  std::vector<IndicatorView> indicators;  // distinct, at least one
  // Years of the cells. Where absent: the years of the documents (for targets the years after them),
  // and whatever other years figures are stated for.
  std::optional<int32_t> first_year;
  std::optional<int32_t> last_year;
  std::vector<model::FactStatus> statuses;  // distinct, at least one
  bool include_other_periods = false;
  size_t page_size = kMaxPanelCells;  // cells, about
  std::optional<PanelPosition> after;
};

struct PanelCell {
  std::string place_id;  // empty: a document whose place is not settled, a line of its own
  std::string place_text;
  model::Period period;
  std::string indicator;
  model::FactStatus status = model::FactStatus::kUnknown;
  Cell cell;
};

struct PanelAnswer {
  std::vector<PanelCell> cells;  // by place, indicator (as asked), period, status (as asked)
  std::optional<PanelPosition> next;
};

// A year's cell takes full-year figures only. Other periods have cells only where something is stated.
// Only figures whose place is the document's own count.
StatusOr<PanelAnswer> MakePanel(ports::FactSnapshot& snapshot, const Language& language,
                                const PanelQuery& query);

}  // namespace gongbao::query
