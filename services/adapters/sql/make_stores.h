// Builds the stores over an open database.
#pragma once

#include <memory>

#include "services/adapters/sql/database.h"
#include "services/adapters/sql/stores.h"

namespace gongbao::sql {

Stores MakeStores(std::shared_ptr<Database> database, const StoreOptions& options);

}  // namespace gongbao::sql
