#include "tests/contract/backends.h"

#include <filesystem>

#include "services/adapters/sqlite/sqlite_stores.h"
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

}  // namespace

std::string BackendName(Backend backend) {
  switch (backend) {
    case Backend::kSqliteFile: return "SqliteFile";
    case Backend::kSqliteMemory: return "SqliteMemory";
    case Backend::kPostgres: return "Postgres";
  }
  return "";
}

std::vector<Backend> AllBackends() {
  return {Backend::kSqliteFile, Backend::kSqliteMemory, Backend::kPostgres};
}

std::unique_ptr<StoreDatabase> StoreDatabase::Create(Backend backend) {
  switch (backend) {
    case Backend::kSqliteFile: return std::make_unique<SqliteFile>();
    case Backend::kSqliteMemory: return std::make_unique<SqliteMemory>();
    case Backend::kPostgres: return nullptr;
  }
  return nullptr;
}

}  // namespace gongbao::testing
