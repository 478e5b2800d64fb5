// What is PostgreSQL's own: row locks, advisory locks, full text by TSVECTOR, NOTIFY. Immutable and
// thread-safe.
#pragma once

#include <string>

#include "services/adapters/sql/dialect.h"

namespace gongbao::postgres {

// Channel on which workers are woken.
inline constexpr char kWorkChannel[] = "gongbao_work";

class PgDialect final : public sql::Dialect {
 public:
  // The planner chooses.
  std::string IndexHint(std::string_view) const override { return ""; }
  std::string_view ForUpdate() const override { return " FOR UPDATE"; }
  std::string_view ForUpdateSkipLocked() const override { return " FOR UPDATE SKIP LOCKED"; }
  Status LockDocuments(sql::Connection& connection,
                       std::span<const std::string> ids) const override;
  Status LockHomes(sql::Connection& connection, std::span<const std::string> homes) const override;
  Status InsertSentences(sql::Connection& connection,
                         const sql::StoredAnalysis& analysis) const override;
  // They stand in the sentences.
  Status RemoveTerms(sql::Connection&, std::string_view, std::string_view) const override {
    return absl::OkStatus();
  }
  sql::SearchShape Search() const override;
  void AddMatch(std::span<const std::string> terms, sql::SqlText* sql) const override;
  Status NotifyWorkers(sql::Connection& connection) const override;
};

}  // namespace gongbao::postgres
