#include "services/query/rank.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "services/query/place_index.h"

namespace gongbao::query {
namespace {

using model::Decimal;
using model::Fact;

constexpr int64_t kFactsPage = 5000;

struct Line {
  size_t place;
  Cell cell;
  Decimal measure;
};

class RankMaker {
 public:
  RankMaker(ports::FactSnapshot& snapshot, const Language& language, const RankQuery& query)
      : snapshot_(snapshot), query_(query), index_(language) {}

  StatusOr<RankAnswer> Make() {
    GONGBAO_RETURN_IF_ERROR(LoadPlaces());
    GONGBAO_RETURN_IF_ERROR(ReadFacts());
    MakeLines();
    Page();
    return std::move(answer_);
  }

 private:
  // The documents of the year, or for a target of the year before too: they should state the figure.
  Status LoadPlaces() {
    ports::DocumentFilter filter = query_.filter;
    const int32_t earliest =
        query_.status == model::FactStatus::kTarget ? query_.year - 1 : query_.year;
    filter.first_year = std::max(filter.first_year.value_or(earliest), earliest);
    filter.last_year = std::min(filter.last_year.value_or(query_.year), query_.year);
    if (*filter.first_year > *filter.last_year) return absl::OkStatus();
    return index_.Load(snapshot_, filter, std::numeric_limits<int64_t>::max()).status();
  }

  Status ReadFacts() {
    ports::FactFilter filter;
    filter.documents = query_.filter;
    filter.kinds = {model::FactKind::kIndicator};
    filter.canonicals = {query_.indicator.canonical};
    filter.statuses = {query_.status};
    filter.first_month = query_.year * 100 + 1;
    filter.last_month = query_.year * 100 + 12;
    filter.own_place_only = true;
    std::string after;
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(std::vector<ports::FactRow> rows,
                               snapshot_.Facts(filter, after, kFactsPage));
      if (!rows.empty()) after = rows.back().order_key;
      const bool last = static_cast<int64_t>(rows.size()) < kFactsPage;
      std::erase_if(rows, [](const ports::FactRow& row) {
        const model::IndicatorFact* fact = row.fact.indicator();
        return fact == nullptr || !fact->period || fact->period->kind != model::PeriodKind::kYear;
      });
      GONGBAO_RETURN_IF_ERROR(AddOtherDocuments(rows));
      for (ports::FactRow& row : rows) {
        const std::optional<size_t> place = index_.PlaceOf(row.fact.document);
        if (place) facts_[*place].push_back(std::move(row.fact));
      }
      if (last) return absl::OkStatus();
    }
  }

  // A later report may state the figure too.
  Status AddOtherDocuments(const std::vector<ports::FactRow>& rows) {
    std::set<std::string> missing;
    for (const ports::FactRow& row : rows) {
      if (!index_.PlaceOf(row.fact.document)) missing.insert(row.fact.document);
    }
    if (missing.empty()) return absl::OkStatus();
    GONGBAO_ASSIGN_OR_RETURN(
        const std::vector<ports::DocumentRow> documents,
        snapshot_.DocumentsById(std::vector<std::string>(missing.begin(), missing.end())));
    for (const ports::DocumentRow& row : documents) index_.Add(row.document);
    return absl::OkStatus();
  }

  void MakeLines() {
    for (size_t at = 0; at < index_.places().size(); ++at) {
      const ReportingPlace& place = index_.places()[at];
      if (query_.level && place.level != *query_.level) continue;
      if (place.place_id.empty()) {
        AddUnranked(place, EmptyReason::kPlaceNotSettled);
        continue;
      }
      std::vector<const Fact*> facts;
      for (const Fact& fact : facts_[at]) facts.push_back(&fact);
      Cell cell = MakeCell(facts, query_.indicator.unit);
      const std::optional<Decimal> measure =
          query_.measure == RankMeasure::kValue ? cell.base_value : cell.yoy;
      if (measure) {
        lines_.push_back({at, std::move(cell), *measure});
      } else {
        AddUnranked(place, WhyUnranked(cell));
      }
    }
    std::sort(lines_.begin(), lines_.end(),
              [this](const Line& a, const Line& b) { return Before(Key(a), Key(b)); });
  }

  EmptyReason WhyUnranked(const Cell& cell) const {
    const bool by_value = query_.measure == RankMeasure::kValue;
    return by_value || cell.empty_reason == EmptyReason::kMasked ? cell.empty_reason
                                                                 : EmptyReason::kNotStated;
  }

  void AddUnranked(const ReportingPlace& place, EmptyReason reason) {
    if (query_.after) return;
    answer_.unranked.push_back({place.place_id, place.place_text, reason});
  }

  RankPosition Key(const Line& line) const {
    return {line.measure, index_.places()[line.place].place_id};
  }

  bool Before(const RankPosition& a, const RankPosition& b) const {
    if (a.measure != b.measure) {
      return query_.ascending ? a.measure < b.measure : a.measure > b.measure;
    }
    return a.place_id < b.place_id;
  }

  void Page() {
    int32_t rank = 0;
    for (size_t at = 0; at < lines_.size(); ++at) {
      Line& line = lines_[at];
      if (at == 0 || line.measure != lines_[at - 1].measure) rank = static_cast<int32_t>(at) + 1;
      if (query_.after && !Before(*query_.after, Key(line))) continue;
      if (static_cast<int64_t>(answer_.rows.size()) == query_.page_size) {
        answer_.next = Key(lines_[at - 1]);
        return;
      }
      const ReportingPlace& place = index_.places()[line.place];
      answer_.rows.push_back(
          {rank, place.place_id, place.place_text, place.county, std::move(line.cell)});
    }
  }

  ports::FactSnapshot& snapshot_;
  const RankQuery& query_;
  PlaceIndex index_;
  std::map<size_t, std::vector<Fact>> facts_;
  std::vector<Line> lines_;
  RankAnswer answer_;
};

}  // namespace

StatusOr<RankAnswer> RankPlaces(ports::FactSnapshot& snapshot, const Language& language,
                                const RankQuery& query) {
  return RankMaker(snapshot, language, query).Make();
}

}  // namespace gongbao::query
