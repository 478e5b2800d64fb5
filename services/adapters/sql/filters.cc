#include "services/adapters/sql/filters.h"

#include <algorithm>

#include "services/adapters/sql/stored_analysis.h"
#include "services/model/place.h"

namespace gongbao::sql {
namespace {

constexpr size_t kMostValues = 8192;
constexpr size_t kHomeSize = 6;
constexpr char kPastAll[] = "\x7f";

std::string AfterPrefix(std::string_view prefix) {
  if (prefix.empty()) return kPastAll;
  std::string end(prefix);
  end.back() = static_cast<char>(end.back() + 1);
  return end;
}

void SortDistinct(std::vector<std::string>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

// Digits and lower-case letters: what homes are made of.
bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

bool IsSingleHome(const std::string& begin, const std::string& end) {
  return begin.size() == kHomeSize && end == AfterPrefix(begin);
}

}  // namespace

Coverage::Coverage(const model::Scope& scope, const std::vector<std::string>& places) {
  if (places.empty()) {
    AddPlace(scope, "");
  } else {
    for (const std::string& place : places) AddPlace(scope, place);
  }
  SortDistinct(&homes_);
  SortDistinct(&places_);
  SortDistinct(&place_homes_);
}

void Coverage::AddPlace(const model::Scope& scope, const std::string& place) {
  if (place.size() > kHomeSize) {
    const std::string home = place.substr(0, kHomeSize);
    if (!IsKey(place) || !IsPlain(home) || !scope.Allows(home, model::Role::kReader)) return;
    places_.push_back(place);
    place_homes_.push_back(home);
    return;
  }
  if (!IsPlain(place)) return;
  const model::HomeRange asked = model::HomesUnder(place.empty() ? "000000" : place);
  for (const model::Scope::Grant& grant : scope.grants()) {
    if (!IsPlain(grant.prefix)) continue;
    AddRange(std::max(asked.begin, grant.prefix), std::min(asked.end, AfterPrefix(grant.prefix)));
  }
}

void Coverage::AddRange(const std::string& begin, const std::string& end) {
  if (begin >= end || begin.size() > kHomeSize) return;
  if (begin.empty() && end == kPastAll) {
    everything_ = true;
  } else if (IsSingleHome(begin, end)) {
    homes_.push_back(begin);
  } else {
    ranges_.push_back({begin, end});
  }
}

void Coverage::AddConditions(std::string_view home, SqlText* sql, bool* first) const {
  for (const model::HomeRange& range : ranges_) {
    sql->Add(*first ? "" : " OR ").Add("(").Add(home).Add(" >= ").AddValue(range.begin);
    sql->Add(" AND ").Add(home).Add(" < ").AddValue(range.end).Add(")");
    *first = false;
  }
  if (!homes_.empty()) {
    sql->Add(*first ? "" : " OR ").AddIn(home, homes_);
    *first = false;
  }
}

void Coverage::AddTo(std::string_view home, std::string_view place, SqlText* sql) const {
  if (everything_) return;
  sql->Add(" AND (");
  bool first = true;
  AddConditions(home, sql, &first);
  if (!places_.empty()) {
    sql->Add(first ? "(" : " OR (").AddIn(home, place_homes_).Add(" AND ");
    sql->AddIn(place, places_).Add(")");
    first = false;
  }
  sql->Add(first ? "1 = 0)" : ")");
}

void Coverage::AddHomesTo(std::string_view home, SqlText* sql) const {
  if (everything_) return;
  sql->Add(" AND (");
  bool first = true;
  AddConditions(home, sql, &first);
  if (!place_homes_.empty()) {
    sql->Add(first ? "" : " OR ").AddIn(home, place_homes_);
    first = false;
  }
  sql->Add(first ? "1 = 0)" : ")");
}

Status CheckLists(const ports::DocumentFilter& filter) {
  for (const size_t size : {filter.places.size(), filter.documents.size()}) {
    if (size > kMostValues) {
      return LimitExceeded("a filter of " + std::to_string(size) +
                           " places or documents, more than " + std::to_string(kMostValues));
    }
  }
  return absl::OkStatus();
}

void AddFilter(const ports::DocumentFilter& filter, const Coverage& coverage,
               const DocumentColumns& columns, SqlText* sql) {
  coverage.AddTo(columns.home, columns.place, sql);
  if (filter.first_year || filter.last_year) {
    sql->Add(" AND ").Add(columns.year).Add(" >= ");
    sql->AddValue(filter.first_year ? int64_t{*filter.first_year} : kNoYear + 1);
  }
  if (filter.last_year) {
    sql->Add(" AND ").Add(columns.year).Add(" <= ").AddValue(int64_t{*filter.last_year});
  }
  if (!filter.kinds.empty()) {
    std::vector<int64_t> kinds;
    for (const model::DocumentKind kind : filter.kinds) kinds.push_back(static_cast<int64_t>(kind));
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    sql->Add(" AND ").AddIn(columns.kind, kinds);
  }
  if (!filter.documents.empty()) {
    std::vector<std::string> ids;
    for (const std::string& id : filter.documents) {
      if (IsKey(id)) ids.push_back(id);
    }
    if (ids.empty()) {
      sql->Add(" AND 1 = 0");
    } else {
      sql->Add(" AND ").AddIn(columns.id, ids);
    }
  }
  if (!filter.include_copies) sql->Add(" AND ").Add(columns.not_a_copy);
}

}  // namespace gongbao::sql
