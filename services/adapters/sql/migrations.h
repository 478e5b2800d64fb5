// Brings a database's tables up to date. Pure functions over one connection.
#pragma once

#include <span>
#include <string_view>

#include "services/adapters/sql/connection.h"

namespace gongbao::sql {

// Runs the scripts that `part` has not seen: scripts[i] leads to version i + 1. The caller holds a
// transaction that keeps others from doing the same. FAILED_PRECONDITION: the tables are of a
// version that this program does not know.
Status Migrate(Connection& connection, std::string_view part,
               std::span<const std::string_view> scripts);

}  // namespace gongbao::sql
