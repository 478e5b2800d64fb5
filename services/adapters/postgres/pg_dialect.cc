#include "services/adapters/postgres/pg_dialect.h"

#include <algorithm>
#include <vector>

#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::postgres {
namespace {

using sql::ColumnType;
using sql::Value;

const sql::TableShape& SentencesTable() {
  static const sql::TableShape shape{"sentences",
                                     {{"home", ColumnType::kText},
                                      {"document", ColumnType::kText},
                                      {"n", ColumnType::kInt},
                                      {"begin_byte", ColumnType::kInt},
                                      {"end_byte", ColumnType::kInt},
                                      {"role", ColumnType::kInt},
                                      {"heading", ColumnType::kInt},
                                      {"section_title", ColumnType::kBlob},
                                      {"text", ColumnType::kBlob},
                                      {"terms", ColumnType::kTerms}}};
  return shape;
}

// Number of the advisory lock of a document.
int64_t LockOf(const std::string& id) {
  const std::string digits = Sha256Hex("gongbao document " + id).substr(0, 16);
  return static_cast<int64_t>(std::stoull(digits, nullptr, 16));
}

}  // namespace

Status PgDialect::LockDocuments(sql::Connection& connection,
                                std::span<const std::string> ids) const {
  std::vector<int64_t> locks;
  for (const std::string& id : ids) locks.push_back(LockOf(id));
  std::sort(locks.begin(), locks.end());
  std::string array = "{";
  for (const int64_t lock : locks) {
    if (array.size() > 1) array += ',';
    array += std::to_string(lock);
  }
  array += '}';
  return connection
      .Execute("SELECT pg_advisory_xact_lock(k) FROM unnest(CAST(? AS BIGINT[])) AS u(k)",
               {Value(std::string_view(array))})
      .status();
}

Status PgDialect::LockHomes(sql::Connection& connection, std::span<const std::string> homes) const {
  const std::string array =
      "{" + Join(std::vector<std::string>(homes.begin(), homes.end()), ",") + "}";
  GONGBAO_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO epoch (home, n) SELECT h, 0 FROM unnest(CAST(? AS CHAR(6)[])) "
                   "AS u(h) ON CONFLICT (home) DO NOTHING",
                   {Value(std::string_view(array))})
          .status());
  return connection
      .Execute(
          "SELECT home FROM epoch WHERE home = ANY(CAST(? AS CHAR(6)[])) ORDER BY home "
          "FOR UPDATE",
          {Value(std::string_view(array))})
      .status();
}

Status PgDialect::InsertSentences(sql::Connection& connection,
                                  const sql::StoredAnalysis& analysis) const {
  std::vector<Value> values;
  int64_t n = 0;
  for (const sql::StoredSentence& sentence : analysis.sentences) {
    values.insert(
        values.end(),
        {Value(analysis.home), Value(analysis.id), Value(n++), Value(int64_t{sentence.span.begin}),
         Value(int64_t{sentence.span.end}), Value(static_cast<int64_t>(sentence.role)),
         Value(int64_t{sentence.heading}), Value(sql::Blob{sentence.section_title}),
         Value(sql::Blob{sentence.text}), Value(std::string_view(sentence.terms))});
  }
  return connection.InsertRows(SentencesTable(), values);
}

sql::SearchShape PgDialect::Search() const {
  return {"sentences t JOIN documents d ON d.home = t.home AND d.id = t.document", "t.n", true};
}

void PgDialect::AddMatch(std::span<const std::string> terms, sql::SqlText* sql) const {
  std::string query;
  for (const std::string& term : terms) {
    if (!query.empty()) query += " & ";
    query += '\'';
    for (const char c : term) {
      if (c == '\'' || c == '\\') query += c;
      query += c;
    }
    query += '\'';
  }
  sql->Add(" AND t.terms @@ CAST(").AddValue(query).Add(" AS TSQUERY)");
}

Status PgDialect::NotifyWorkers(sql::Connection& connection) const {
  return connection.Execute("SELECT pg_notify(?, '')", {Value(std::string_view(kWorkChannel))})
      .status();
}

}  // namespace gongbao::postgres
