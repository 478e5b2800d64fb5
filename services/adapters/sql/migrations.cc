#include "services/adapters/sql/migrations.h"

#include <string>

namespace gongbao::sql {

Status Migrate(Connection& connection, std::string_view part,
               std::span<const std::string_view> scripts) {
  GONGBAO_RETURN_IF_ERROR(
      connection.Script("CREATE TABLE IF NOT EXISTS schema_version ("
                        "part VARCHAR(16) NOT NULL PRIMARY KEY, version BIGINT NOT NULL)"));
  int64_t version = 0;
  {
    GONGBAO_ASSIGN_OR_RETURN(
        const auto rows,
        connection.Query("SELECT version FROM schema_version WHERE part = ?", {Value(part)}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, rows->Next());
    if (found) version = rows->Int(0);
  }
  const int64_t known = static_cast<int64_t>(scripts.size());
  if (version > known) {
    return MakeError(absl::StatusCode::kFailedPrecondition, Reason::kStoreUnavailable,
                     "the store's tables of " + std::string(part) + " are of version " +
                         std::to_string(version) + ", and this program knows up to " +
                         std::to_string(known) + ": use a newer gongbao");
  }
  for (int64_t next = version; next < known; ++next) {
    GONGBAO_RETURN_IF_ERROR(connection.Script(scripts[next]));
  }
  if (version == known) return absl::OkStatus();
  return connection
      .Execute(
          "INSERT INTO schema_version (part, version) VALUES (?, ?) "
          "ON CONFLICT (part) DO UPDATE SET version = excluded.version",
          {Value(part), Value(known)})
      .status();
}

}  // namespace gongbao::sql
