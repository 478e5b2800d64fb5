#include "services/adapters/sqlite/sqlite_stores.h"

#include "services/adapters/sql/make_stores.h"
#include "services/adapters/sqlite/sqlite_database.h"

namespace gongbao::sqlite {

StatusOr<sql::Stores> OpenSqlite(const std::string& path, const sql::StoreOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<SqliteDatabase> database,
                           SqliteDatabase::Open(path, options));
  return sql::MakeStores(std::move(database), options);
}

}  // namespace gongbao::sqlite
