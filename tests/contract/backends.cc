#include "tests/contract/backends.h"

#include "services/adapters/postgres/postgres_stores.h"
#include "services/adapters/sqlite/sqlite_stores.h"
#include "tests/testing/postgres_server.h"
#include "tests/testing/temp_folder.h"

namespace gongbao::testing {
namespace {

class SqliteFile final : public StoreDatabase {
 public:
  StatusOr<sql::Stores> Open(const sql::StoreOptions& options) override {
    return sqlite::OpenSqlite(folder_.path() + "/gongbao.db", options);
  }
  bool lasting() const override { return true; }

 private:
  TempFolder folder_;
};

class SqliteMemory final : public StoreDatabase {
 public:
  StatusOr<sql::Stores> Open(const sql::StoreOptions& options) override {
    return sqlite::OpenSqlite(":memory:", options);
  }
  bool lasting() const override { return false; }
};

class Postgres final : public StoreDatabase {
 public:
  Postgres() : url_(PostgresServer::Shared()->CreateDatabase()) {}
  ~Postgres() override { PostgresServer::Shared()->DropDatabase(url_); }
  StatusOr<sql::Stores> Open(const sql::StoreOptions& options) override {
    return postgres::OpenPostgres(url_, options);
  }
  bool lasting() const override { return true; }

 private:
  const std::string url_;
};

}  // namespace

std::string BackendName(Backend backend) {
  switch (backend) {
    case Backend::kSqliteFile:
      return "SqliteFile";
    case Backend::kSqliteMemory:
      return "SqliteMemory";
    case Backend::kPostgres:
      return "Postgres";
  }
  return "";
}

std::vector<Backend> AllBackends() {
  return {Backend::kSqliteFile, Backend::kSqliteMemory, Backend::kPostgres};
}

std::unique_ptr<StoreDatabase> StoreDatabase::Create(Backend backend) {
  switch (backend) {
    case Backend::kSqliteFile:
      return std::make_unique<SqliteFile>();
    case Backend::kSqliteMemory:
      return std::make_unique<SqliteMemory>();
    case Backend::kPostgres:
      return std::make_unique<Postgres>();
  }
  return nullptr;
}

}  // namespace gongbao::testing
