// An SQLite database: one connection that writes, several that read. Thread-safe.
//
// A file is kept in WAL mode: readers see the state at which they began and hinder nobody. A
// database in memory (":memory:") gives each snapshot a copy, shared until the next write; it is
// for tests.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "services/adapters/sql/database.h"
#include "services/adapters/sql/stores.h"
#include "services/adapters/sqlite/sqlite_connection.h"
#include "services/adapters/sqlite/sqlite_dialect.h"

namespace gongbao::sqlite {

class SqliteDatabase final : public sql::Database {
 public:
  // Opens and brings the tables up to date.
  static StatusOr<std::shared_ptr<SqliteDatabase>> Open(const std::string& path,
                                                        const sql::StoreOptions& options);

  StatusOr<sql::Lease> Acquire(sql::Use use) override;
  const sql::Dialect& dialect() const override { return dialect_; }
  // One process works on a file: nobody else signals.
  void OnWork(std::function<void()>) override {}

 private:
  struct Reader {
    std::unique_ptr<SqliteConnection> connection;
    int64_t state = -1;  // of the database in memory that it is a copy of
  };

  SqliteDatabase(std::string path, const sql::StoreOptions& options)
      : path_(std::move(path)), in_memory_(path_ == ":memory:"), options_(options) {}
  Status OpenWriter();
  Status Migrate();
  StatusOr<std::unique_ptr<Reader>> OpenReader();
  StatusOr<sql::Lease> AcquireWriter();
  StatusOr<sql::Lease> AcquireReader();
  Status Refresh(Reader* reader);

  const std::string path_;
  const bool in_memory_;
  const sql::StoreOptions options_;
  const SqliteDialect dialect_;
  std::unique_ptr<SqliteConnection> writer_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool writing_ = false;
  int64_t state_ = 0;  // rises with each use of the writer
  int readers_ = 0;    // open
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace gongbao::sqlite
