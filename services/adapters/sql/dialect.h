// Where SQLite and PostgreSQL differ. Immutable and thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/adapters/sql/connection.h"
#include "services/adapters/sql/sql_text.h"
#include "services/adapters/sql/stored_analysis.h"
#include "services/base/status.h"

namespace gongbao::sql {

// Pieces of a search for sentences: FROM and WHERE over t (sentences or terms) and d (documents),
// and the number of the sentence.
struct SearchShape {
  std::string_view from;
  std::string_view number;
  bool has_home = false;  // t has a column home
};

class Dialect {
 public:
  virtual ~Dialect() = default;

  // " INDEXED BY x" where the database has to be told.
  virtual std::string IndexHint(std::string_view index) const = 0;
  // Locks the rows that a SELECT gives, until the transaction ends.
  virtual std::string_view ForUpdate() const = 0;
  // The same, passing over rows that another transaction holds.
  virtual std::string_view ForUpdateSkipLocked() const = 0;

  // Keeps other writers from these documents and homes until the transaction ends. Both are sorted
  // and distinct.
  virtual Status LockDocuments(Connection& connection, std::span<const std::string> ids) const = 0;
  virtual Status LockHomes(Connection& connection, std::span<const std::string> homes) const = 0;

  // Sentences with their terms. The document is there already.
  virtual Status InsertSentences(Connection& connection, const StoredAnalysis& analysis) const = 0;
  // Takes a document's terms out of the index, before its sentences are deleted.
  virtual Status RemoveTerms(Connection& connection, std::string_view home,
                             std::string_view document) const = 0;
  virtual SearchShape Search() const = 0;
  // " AND <t holds all terms>".
  virtual void AddMatch(std::span<const std::string> terms, SqlText* sql) const = 0;

  // Wakes workers of all processes once the transaction has committed.
  virtual Status NotifyWorkers(Connection& connection) const = 0;
};

}  // namespace gongbao::sql
