// A connection to an SQLite database. Belongs to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "services/adapters/sql/connection.h"

namespace gongbao::sqlite {

// The error of a result code that is none of OK, ROW and DONE.
Status ToStatus(sqlite3* db, int code);

class SqliteConnection final : public sql::Connection {
 public:
  // Opens the file (made where it is not there), or a database in memory: ":memory:". Statuses of
  // Open name the path, for the person who started the program.
  static StatusOr<std::unique_ptr<SqliteConnection>> Open(const std::string& path);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  using sql::Connection::Execute;
  using sql::Connection::Query;
  StatusOr<std::unique_ptr<sql::Cursor>> Query(std::string_view statement,
                                               std::span<const sql::Value> values) override;
  StatusOr<int64_t> Execute(std::string_view statement,
                            std::span<const sql::Value> values) override;
  Status InsertRows(const sql::TableShape& table, std::span<const sql::Value> values) override;
  Status Script(std::string_view statements) override;
  Status BeginWrite() override;
  Status BeginSnapshot() override;
  Status Commit() override;
  void Rollback() override;
  bool broken() const override { return false; }

  // Makes this database, one in memory, a copy of another.
  Status CopyFrom(SqliteConnection& other);

 private:
  // A prepared statement, kept for the next time.
  struct Prepared {
    std::string text;
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
  };
  class Use;
  class RowCursor;

  explicit SqliteConnection(sqlite3* db) : db_(db) {}
  StatusOr<Prepared*> Prepare(std::string_view statement);
  void Trim();

  sqlite3* const db_;
  std::list<Prepared> prepared_;  // the last one used is in front
  std::unordered_map<std::string_view, std::list<Prepared>::iterator> by_text_;
};

}  // namespace gongbao::sqlite
