#include "services/adapters/postgres/postgres_stores.h"

#include "services/adapters/postgres/pg_database.h"
#include "services/adapters/sql/make_stores.h"

namespace gongbao::postgres {

StatusOr<sql::Stores> OpenPostgres(const std::string& conninfo, const sql::StoreOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<PgDatabase> database,
                           PgDatabase::Open(conninfo, options));
  return sql::MakeStores(std::move(database), options);
}

}  // namespace gongbao::postgres
