// A PostgreSQL database: a pool of connections, and one that listens for work. Thread-safe.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "services/adapters/postgres/pg_connection.h"
#include "services/adapters/postgres/pg_dialect.h"
#include "services/adapters/sql/database.h"
#include "services/adapters/sql/stores.h"

namespace gongbao::postgres {

class PgDatabase final : public sql::Database {
 public:
  // Connects and brings the tables up to date.
  static StatusOr<std::shared_ptr<PgDatabase>> Open(const std::string& conninfo,
                                                    const sql::StoreOptions& options);
  ~PgDatabase() override;

  StatusOr<sql::Lease> Acquire(sql::Use use) override;
  const sql::Dialect& dialect() const override { return dialect_; }
  void OnWork(std::function<void()> wake) override;

 private:
  PgDatabase(std::string conninfo, const sql::StoreOptions& options)
      : conninfo_(std::move(conninfo)), options_(options) {}
  Status Migrate(sql::Connection& connection);
  void GiveBack(PgConnection* connection);
  void Listen(const std::function<void()>& wake);
  // False where the database is being closed.
  bool WaitBeforeRetry();

  const std::string conninfo_;
  const sql::StoreOptions options_;
  const PgDialect dialect_;

  bool opened_ = false;  // from then on errors are for callers, not for the person who starts it
  std::mutex mutex_;
  std::condition_variable changed_;
  int open_ = 0;  // idle and in use
  std::vector<std::unique_ptr<PgConnection>> idle_;

  int wake_fd_ = -1;  // readable once the database is being closed
  std::thread listener_;
};

}  // namespace gongbao::postgres
