// The stores on SQLite.
#pragma once

#include <string>

#include "services/adapters/sql/stores.h"
#include "services/base/status.h"

namespace gongbao::sqlite {

// path: of the database file, made where it is not there, or ":memory:". FAILED_PRECONDITION,
// UNAVAILABLE or DATA_LOSS where it can't be opened; the message names the path.
StatusOr<sql::Stores> OpenSqlite(const std::string& path, const sql::StoreOptions& options = {});

}  // namespace gongbao::sqlite
