#include "services/adapters/sql/make_stores.h"

#include "services/adapters/sql/sql_fact_store.h"
#include "services/adapters/sql/sql_job_store.h"
#include "services/adapters/sql/sql_source_store.h"

namespace gongbao::sql {

Stores MakeStores(std::shared_ptr<Database> database, const StoreOptions& options) {
  Stores stores;
  if (options.facts) stores.facts = std::make_unique<SqlFactStore>(database);
  if (options.sources) {
    stores.sources = std::make_unique<SqlSourceStore>(database);
    stores.jobs = std::make_unique<SqlJobStore>(database, options.clock);
  }
  return stores;
}

}  // namespace gongbao::sql
