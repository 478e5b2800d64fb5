// SqlFactSnapshot's questions about facts.
#include <algorithm>

#include "services/adapters/sql/order_key.h"
#include "services/adapters/sql/sql_fact_snapshot.h"
#include "services/adapters/sql/sql_text.h"
#include "services/adapters/sql/stored_analysis.h"

namespace gongbao::sql {
namespace {

constexpr DocumentColumns kOfFact = {"f.home",          "f.document_place", "f.document_year",
                                     "f.document_kind", "f.document",       "f.is_copy = 0"};
constexpr std::string_view kFactRow =
    "SELECT f.home, f.document_place, f.first_month, f.last_month, f.document, f.evidence_begin, "
    "f.evidence_end, f.kind, f.id, f.n, f.body FROM facts f";
constexpr std::string_view kFactOrder =
    "f.home, f.document_place, f.first_month, f.last_month, f.document, f.evidence_begin, "
    "f.evidence_end, f.kind, f.id, f.n";
constexpr size_t kMostCanonicals = 4096;

template <class Enum>
std::vector<int64_t> Numbers(const std::vector<Enum>& values) {
  std::vector<int64_t> out;
  for (const Enum value : values) out.push_back(static_cast<int64_t>(value));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Months that begin a period inside the bounds, where they are of one year: with them as a list an
// index can go straight to the homes asked for.
bool WithinAYear(const ports::FactFilter& filter) {
  return filter.first_month && filter.last_month && *filter.first_month <= *filter.last_month &&
         int64_t{*filter.last_month} - *filter.first_month < 12;
}

void AddPeriod(const ports::FactFilter& filter, SqlText* sql) {
  if (!filter.first_month && !filter.last_month) return;
  if (WithinAYear(filter)) {
    std::vector<int64_t> months;
    for (int64_t month = *filter.first_month; month <= *filter.last_month; ++month) {
      months.push_back(month);
    }
    sql->Add(" AND ").AddIn("f.first_month", months);
  } else if (filter.first_month) {
    sql->Add(" AND f.first_month >= ").AddValue(int64_t{*filter.first_month});
  }
  if (filter.last_month) {
    sql->Add(" AND f.last_month <= ").AddValue(int64_t{*filter.last_month});
  }
  sql->Add(" AND f.first_month <> 0");
}

// The index to go by, for databases that have to be told.
std::string_view IndexFor(const ports::FactFilter& filter, const Coverage& coverage) {
  if (!filter.documents.documents.empty()) return "facts_by_document";
  if (filter.canonicals.empty()) return "facts_in_order";
  if (WithinAYear(filter) && !coverage.single_homes()) return "facts_by_month";
  return "facts_by_indicator";
}

void AddAfter(const FactKey& key, SqlText* sql) {
  // The first condition is implied by the second; it lets an index begin there.
  sql->Add(" AND f.home >= ").AddValue(key.home);
  sql->Add(" AND (").Add(kFactOrder).Add(") > (").AddValue(key.home).Add(", ");
  sql->AddValue(key.place_id).Add(", ").AddValue(key.first_month).Add(", ");
  sql->AddValue(key.last_month).Add(", ").AddValue(key.document).Add(", ");
  sql->AddValue(key.evidence_begin).Add(", ").AddValue(key.evidence_end).Add(", ");
  sql->AddValue(key.kind).Add(", ").AddValue(key.id).Add(", ").AddValue(key.n).Add(")");
}

}  // namespace

StatusOr<std::vector<std::string>> SqlFactSnapshot::HomesOf(
    const std::vector<std::string>& documents) {
  SqlText sql;
  sql.Add("SELECT DISTINCT home FROM documents WHERE ")
      .AddIn("id", documents)
      .Add(" ORDER BY home");
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_->Query(sql.text(), sql.values()));
  std::vector<std::string> homes;
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return homes;
    homes.push_back(rows->Text(0));
  }
}

StatusOr<std::vector<ports::FactRow>> SqlFactSnapshot::ReadFacts(const SqlText& sql) {
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_->Query(sql.text(), sql.values()));
  std::vector<ports::FactRow> out;
  out.reserve(256);  // rows are large: moving them costs
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return out;
    FactKey key{rows->Text(0), rows->Text(1), rows->Int(2), rows->Int(3),  rows->Text(4),
                rows->Int(5),  rows->Int(6),  rows->Int(7), rows->Text(8), rows->Int(9)};
    ports::FactRow row;
    row.order_key = EncodeKey(key);
    GONGBAO_ASSIGN_OR_RETURN(row.fact, DecodeFact(rows->Bytes(10), key.id, key.document));
    row.home = std::move(key.home);
    out.push_back(std::move(row));
  }
}

StatusOr<std::vector<ports::FactRow>> SqlFactSnapshot::Facts(const ports::FactFilter& filter,
                                                             const std::string& after,
                                                             int64_t limit) {
  GONGBAO_RETURN_IF_ERROR(CheckLists(filter.documents));
  if (filter.canonicals.size() > kMostCanonicals) {
    return LimitExceeded("a filter of " + std::to_string(filter.canonicals.size()) +
                         " indicators, more than " + std::to_string(kMostCanonicals));
  }
  const Coverage coverage(scope_, filter.documents.places);
  std::vector<std::string> canonicals = filter.canonicals;
  std::erase_if(canonicals, [](const std::string& name) { return !IsKey(name); });
  std::vector<std::string> documents = filter.documents.documents;
  std::erase_if(documents, [](const std::string& id) { return !IsKey(id); });
  if (limit <= 0 || coverage.nothing() || canonicals.empty() != filter.canonicals.empty() ||
      documents.empty() != filter.documents.documents.empty()) {
    return std::vector<ports::FactRow>();
  }
  SqlText sql;
  sql.Add(kFactRow).Add(database_->dialect().IndexHint(IndexFor(filter, coverage)));
  sql.Add(" WHERE 1 = 1");
  if (!documents.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(const auto homes, HomesOf(documents));
    if (homes.empty()) return std::vector<ports::FactRow>();
    sql.Add(" AND ").AddIn("f.home", homes);
  }
  AddFilter(filter.documents, coverage, kOfFact, &sql);
  if (!filter.kinds.empty()) sql.Add(" AND ").AddIn("f.kind", Numbers(filter.kinds));
  if (!canonicals.empty()) sql.Add(" AND ").AddIn("f.canonical", canonicals);
  if (!filter.statuses.empty()) sql.Add(" AND ").AddIn("f.status", Numbers(filter.statuses));
  AddPeriod(filter, &sql);
  if (filter.own_place_only) sql.Add(" AND f.own_place = 1");
  if (!after.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(const FactKey key, DecodeFactKey(after));
    AddAfter(key, &sql);
  }
  sql.Add(" ORDER BY ").Add(kFactOrder).Add(" LIMIT ").AddValue(std::min(limit, kMostRows));
  return ReadFacts(sql);
}

StatusOr<ports::FactRow> SqlFactSnapshot::Fact(const std::string& fact_id) {
  if (IsKey(fact_id)) {
    SqlText sql;
    sql.Add(kFactRow).Add(" WHERE f.id = ").AddValue(fact_id);
    Coverage(scope_, {}).AddHomesTo("f.home", &sql);
    sql.Add(" ORDER BY ").Add(kFactOrder).Add(" LIMIT 1");
    GONGBAO_ASSIGN_OR_RETURN(std::vector<ports::FactRow> rows, ReadFacts(sql));
    if (!rows.empty()) return std::move(rows.front());
  }
  return NotFound("no fact " + fact_id.substr(0, 200), {{"fact", fact_id.substr(0, 200)}});
}

}  // namespace gongbao::sql
