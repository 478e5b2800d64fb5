// A connection to PostgreSQL over libpq. Belongs to one thread at a time.
//
// Statements are prepared once a connection, on first use; '?' stands for a value. Numbers are
// BIGINT, bytes are BYTEA, both sent in binary; text takes the type that the statement gives it.
// Answers come in binary.
#pragma once

#include <libpq-fe.h>

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "services/adapters/sql/connection.h"

namespace gongbao::postgres {

class PgConnection final : public sql::Connection {
 public:
  // conninfo: a URL (postgresql://…) or keywords. UNAVAILABLE where the server can't be reached,
  // FAILED_PRECONDITION where it refuses (no such database, wrong password) or the text is wrong;
  // in the server's words, for the person who started the program, without the password.
  static StatusOr<std::unique_ptr<PgConnection>> Connect(const std::string& conninfo);
  ~PgConnection() override;
  PgConnection(const PgConnection&) = delete;
  PgConnection& operator=(const PgConnection&) = delete;

  using sql::Connection::Execute;
  using sql::Connection::Query;
  StatusOr<std::unique_ptr<sql::Cursor>> Query(std::string_view statement,
                                               std::span<const sql::Value> values) override;
  StatusOr<int64_t> Execute(std::string_view statement,
                            std::span<const sql::Value> values) override;
  Status InsertRows(const sql::TableShape& table, std::span<const sql::Value> values) override;
  Status Script(std::string_view statements) override;
  // Connects again first where the link was lost since the last use.
  Status BeginWrite() override;
  Status BeginSnapshot() override;
  Status Commit() override;
  void Rollback() override;
  bool broken() const override { return PQstatus(connection_) != CONNECTION_OK; }

  // Waits for a notification of LISTEN, or until `wake_fd` can be read: whether there was one.
  // UNAVAILABLE: link lost.
  StatusOr<bool> WaitForNotification(int wake_fd);

 private:
  struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, ResultDeleter>;
  struct Prepared {
    std::string text;
    std::string name;
  };
  class RowCursor;

  explicit PgConnection(PGconn* connection) : connection_(connection) {}
  Status Settle();
  Status Begin(const char* statement);
  StatusOr<std::string> Prepare(std::string_view statement, std::span<const sql::Value> values);
  StatusOr<Result> Run(std::string_view statement, std::span<const sql::Value> values);
  Status ToStatus(const PGresult* result) const;

  PGconn* const connection_;
  std::list<Prepared> prepared_;  // the last one used is in front
  std::unordered_map<std::string_view, std::list<Prepared>::iterator> by_text_;
  int64_t next_name_ = 1;
};

}  // namespace gongbao::postgres
