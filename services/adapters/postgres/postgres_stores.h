// The stores on PostgreSQL.
#pragma once

#include <string>

#include "services/adapters/sql/stores.h"
#include "services/base/status.h"

namespace gongbao::postgres {

// conninfo: postgresql://user@host:port/database, or keywords ("host=… dbname=…"). Several
// processes may open the same database. UNAVAILABLE: the server can't be reached;
// FAILED_PRECONDITION: it refuses, or its tables are of a newer gongbao.
StatusOr<sql::Stores> OpenPostgres(const std::string& conninfo,
                                   const sql::StoreOptions& options = {});

}  // namespace gongbao::postgres
