// One connection to an SQL database, as the stores use it: prepared statements with '?' for values,
// transactions, many rows at once. Belongs to one thread at a time.
//
// Errors are translated here, once: UNAVAILABLE where trying again makes sense, ABORTED where the
// transaction met another one and should be run again at once, RESOURCE_EXHAUSTED where a limit is
// passed, DATA_LOSS where the file is broken, INTERNAL otherwise. What the database says goes to
// the log; SQL text and paths never leave in a status.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/base/status.h"

namespace gongbao::sql {

// Bytes that need not be text.
struct Blob {
  std::string_view bytes;
};
// NULL, a number, UTF-8 text without NUL, bytes. Views must live until the call returns.
using Value = std::variant<std::monostate, int64_t, std::string_view, Blob>;

// The rows of an answer, one at a time. Lives no longer than its connection.
class Cursor {
 public:
  virtual ~Cursor() = default;
  // False after the last row.
  virtual StatusOr<bool> Next() = 0;
  virtual bool IsNull(int column) const = 0;
  virtual int64_t Int(int column) const = 0;
  // Valid until the next row.
  virtual std::string_view Bytes(int column) const = 0;
  std::string Text(int column) const { return std::string(Bytes(column)); }
};

enum class ColumnType {
  kInt,
  kText,
  kBlob,
  kTerms,  // index terms, separated by spaces
};

struct Column {
  std::string_view name;
  ColumnType type;
};

// A table (or some of its columns) to insert into. `name` and the names of columns are literals.
struct TableShape {
  std::string_view name;
  std::vector<Column> columns;
};

class Connection {
 public:
  virtual ~Connection() = default;

  virtual StatusOr<std::unique_ptr<Cursor>> Query(std::string_view statement,
                                                  std::span<const Value> values) = 0;
  // Number of rows changed.
  virtual StatusOr<int64_t> Execute(std::string_view statement, std::span<const Value> values) = 0;
  // values: row after row.
  virtual Status InsertRows(const TableShape& table, std::span<const Value> values) = 0;
  // Statements without values, separated by semicolons; not prepared.
  virtual Status Script(std::string_view statements) = 0;

  virtual Status BeginWrite() = 0;
  // A transaction that sees one state of the database throughout.
  virtual Status BeginSnapshot() = 0;
  virtual Status Commit() = 0;
  virtual void Rollback() = 0;

  // Where the link to the database is gone: the connection is of no more use.
  virtual bool broken() const = 0;

  StatusOr<std::unique_ptr<Cursor>> Query(std::string_view statement,
                                          std::initializer_list<Value> values) {
    return Query(statement, std::span<const Value>(values.begin(), values.size()));
  }
  StatusOr<int64_t> Execute(std::string_view statement, std::initializer_list<Value> values) {
    return Execute(statement, std::span<const Value>(values.begin(), values.size()));
  }
};

}  // namespace gongbao::sql
