#include "services/query/panel.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "services/query/place_index.h"

namespace gongbao::query {
namespace {

using model::Fact;
using model::FactStatus;
using model::Period;

constexpr int64_t kMaxDocuments = 200000;
constexpr int64_t kFactsPage = 1000;

struct Years {
  int32_t first = 0;
  int32_t last = -1;  // none
};

// Order of periods in a panel.
auto PeriodKey(const Period& period) {
  return std::tuple(period.first_month, period.last_month, period.kind);
}
struct ByPeriod {
  bool operator()(const Period& a, const Period& b) const { return PeriodKey(a) < PeriodKey(b); }
};

// What a cell takes in an answer, about.
size_t BytesOf(const PanelCell& cell) {
  size_t bytes = 60 + cell.place_id.size() + cell.place_text.size() + cell.indicator.size() +
                 cell.cell.unit.size() + cell.cell.quote.size() + 40 * cell.cell.facts.size();
  for (const std::string& value : cell.cell.conflicting_values) bytes += 2 + value.size();
  return bytes;
}

class PanelMaker {
 public:
  PanelMaker(ports::FactSnapshot& snapshot, const Language& language, const PanelQuery& query)
      : snapshot_(snapshot), query_(query), index_(language) {}

  StatusOr<PanelAnswer> Make() {
    GONGBAO_ASSIGN_OR_RETURN(const bool all,
                             index_.Load(snapshot_, query_.filter, kMaxDocuments));
    if (!all) {
      return LimitExceeded("a panel of more than " + std::to_string(kMaxDocuments) +
                           " documents: ask for fewer places or years");
    }
    FindGroups();
    if (query_.after) SkipUntil(*query_.after);
    GONGBAO_RETURN_IF_ERROR(ReadFacts());
    EmitUntil(index_.places().size());
    for (PanelCell& cell : answer_.cells) cell.period.as_printed.clear();
    return std::move(answer_);
  }

 private:
  // Facts arrive by home and place id of their document; unsettled documents of one home share a group.
  void FindGroups() {
    const std::vector<ReportingPlace>& places = index_.places();
    for (size_t at = 0; at < places.size(); ++at) {
      const bool same = at > 0 && places[at].home == places[at - 1].home &&
                        places[at].place_id == places[at - 1].place_id;
      group_begin_.push_back(same ? group_begin_.back() : at);
    }
  }

  void SkipUntil(const PanelPosition& position) {
    const std::vector<ReportingPlace>& places = index_.places();
    while (next_place_ < places.size() &&
           std::tie(places[next_place_].home, places[next_place_].place_id) <=
               std::tie(position.home, position.place_id)) {
      ++next_place_;
    }
    facts_after_ = position.facts_after;
  }

  ports::FactFilter Filter() const {
    ports::FactFilter filter;
    filter.documents = query_.filter;
    filter.kinds = {model::FactKind::kIndicator};
    for (const IndicatorView& indicator : query_.indicators) {
      filter.canonicals.push_back(indicator.canonical);
    }
    filter.statuses = query_.statuses;
    if (query_.first_year) filter.first_month = *query_.first_year * 100 + 1;
    if (query_.last_year) filter.last_month = *query_.last_year * 100 + 12;
    filter.own_place_only = true;
    return filter;
  }

  Status ReadFacts() {
    const ports::FactFilter filter = Filter();
    while (!full_) {
      GONGBAO_ASSIGN_OR_RETURN(std::vector<ports::FactRow> rows,
                               snapshot_.Facts(filter, facts_after_, kFactsPage));
      for (ports::FactRow& row : rows) {
        GONGBAO_RETURN_IF_ERROR(Take(std::move(row)));
        if (full_) return absl::OkStatus();
      }
      if (static_cast<int64_t>(rows.size()) < kFactsPage) break;
    }
    return absl::OkStatus();
  }

  Status Take(ports::FactRow row) {
    const std::optional<size_t> place = index_.PlaceOf(row.fact.document);
    if (!place || row.fact.indicator() == nullptr) return Internal("a fact without its document");
    const size_t group = group_begin_[*place];
    if (group < next_place_) return Internal("facts are not in their order");
    EmitUntil(group);
    if (full_) return absl::OkStatus();
    if (group != group_) before_group_ = facts_after_;
    group_ = group;
    waiting_[*place].push_back(std::move(row.fact));
    facts_after_ = std::move(row.order_key);
    return absl::OkStatus();
  }

  void EmitUntil(size_t end) {
    for (; next_place_ < end && !full_; ++next_place_) {
      if (PageIsFull()) {
        full_ = true;
        const ReportingPlace& last = index_.places()[next_place_ - 1];
        // Facts of a place that this page no longer shows are read again for the next one.
        const bool shown = !group_ || *group_ < next_place_;
        answer_.next =
            PanelPosition{last.home, last.place_id, shown ? facts_after_ : before_group_};
        return;
      }
      const auto facts = waiting_.find(next_place_);
      static const std::vector<Fact> kNone;
      EmitPlace(index_.places()[next_place_], facts == waiting_.end() ? kNone : facts->second);
      if (facts != waiting_.end()) waiting_.erase(facts);
    }
  }

  // Between groups only: the facts of one arrive mixed.
  bool PageIsFull() const {
    return next_place_ > 0 && group_begin_[next_place_] == next_place_ &&
           (answer_.cells.size() >= query_.page_size || bytes_ >= kMaxPanelBytes);
  }

  void EmitPlace(const ReportingPlace& place, const std::vector<Fact>& facts) {
    for (const IndicatorView& indicator : query_.indicators) {
      std::map<Period, std::map<FactStatus, std::vector<const Fact*>>, ByPeriod> stated;
      for (const Fact& fact : facts) {
        const model::IndicatorFact& content = *fact.indicator();
        if (content.canonical != indicator.canonical || !content.period) continue;
        if (content.period->kind != model::PeriodKind::kYear && !query_.include_other_periods) {
          continue;
        }
        stated[*content.period][content.status].push_back(&fact);
      }
      for (const FactStatus status : query_.statuses) {
        const Years years = YearsOf(status);
        for (int32_t year = years.first; year <= years.last; ++year) {
          stated[Period::Year(year)][status];
        }
      }
      for (const auto& [period, by_status] : stated) {
        for (const FactStatus status : query_.statuses) {
          const auto found = by_status.find(status);
          if (found != by_status.end()) {
            Emit(place, indicator, period, status, found->second);
          }
        }
      }
    }
  }

  void Emit(const ReportingPlace& place, const IndicatorView& indicator, const Period& period,
            FactStatus status, const std::vector<const Fact*>& facts) {
    PanelCell cell{place.place_id, place.place_text, period, indicator.canonical, status, {}};
    if (facts.empty() && !CouldState(place, period.first_year(), status)) {
      cell.cell = EmptyCell(EmptyReason::kNoDocument, indicator.unit);
    } else {
      cell.cell = MakeCell(facts, indicator.unit);
    }
    bytes_ += BytesOf(cell);
    answer_.cells.push_back(std::move(cell));
  }

  // Years that every place has a cell for.
  Years YearsOf(FactStatus status) const {
    std::optional<int32_t> first = query_.first_year;
    std::optional<int32_t> last = query_.last_year;
    const int32_t later = status == FactStatus::kTarget ? 1 : 0;
    if (!first || !last) {
      if (!document_years_) document_years_ = DocumentYears();
      if (document_years_->last < document_years_->first) return {};
      if (!first) first = document_years_->first + later;
      if (!last) last = document_years_->last + later;
    }
    return {*first, *last};
  }

  Years DocumentYears() const {
    Years years;
    for (const ReportingPlace& place : index_.places()) {
      if (place.years.empty()) continue;
      const bool none = years.last < years.first;
      years.first = none ? *place.years.begin() : std::min(years.first, *place.years.begin());
      years.last = none ? *place.years.rbegin() : std::max(years.last, *place.years.rbegin());
    }
    return years;
  }

  ports::FactSnapshot& snapshot_;
  const PanelQuery& query_;
  PlaceIndex index_;
  std::vector<size_t> group_begin_;           // of each place: the first of its group
  std::map<size_t, std::vector<Fact>> waiting_;  // facts of places not yet emitted
  size_t next_place_ = 0;
  std::string facts_after_;  // order key of the last fact taken
  std::optional<size_t> group_;  // that the last fact taken is of
  std::string before_group_;     // order key of the last fact before that group
  size_t bytes_ = 0;
  bool full_ = false;
  mutable std::optional<Years> document_years_;
  PanelAnswer answer_;
};

}  // namespace

StatusOr<PanelAnswer> MakePanel(ports::FactSnapshot& snapshot, const Language& language,
                                const PanelQuery& query) {
  return PanelMaker(snapshot, language, query).Make();
}

}  // namespace gongbao::query
