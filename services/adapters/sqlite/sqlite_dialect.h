// What is SQLite's own: full text in an FTS5 table. Immutable and thread-safe.
#pragma once

#include <string>

#include "services/adapters/sql/dialect.h"

namespace gongbao::sqlite {

class SqliteDialect final : public sql::Dialect {
 public:
  std::string IndexHint(std::string_view index) const override;
  std::string_view ForUpdate() const override { return ""; }
  std::string_view ForUpdateSkipLocked() const override { return ""; }
  // One connection writes at a time: nothing to lock.
  Status LockDocuments(sql::Connection&, std::span<const std::string>) const override {
    return absl::OkStatus();
  }
  Status LockHomes(sql::Connection&, std::span<const std::string>) const override {
    return absl::OkStatus();
  }
  Status InsertSentences(sql::Connection& connection,
                         const sql::StoredAnalysis& analysis) const override;
  Status RemoveTerms(sql::Connection& connection, std::string_view home,
                     std::string_view document) const override;
  sql::SearchShape Search() const override;
  void AddMatch(std::span<const std::string> terms, sql::SqlText* sql) const override;
  Status NotifyWorkers(sql::Connection&) const override { return absl::OkStatus(); }
};

}  // namespace gongbao::sqlite
