#include "services/adapters/sql/database.h"

namespace gongbao::sql {
namespace {

constexpr int kMostAttempts = 8;

Status TryTransaction(Database& database, const std::function<Status(Connection&)>& body) {
  GONGBAO_ASSIGN_OR_RETURN(const Lease connection, database.Acquire(Use::kWrite));
  GONGBAO_RETURN_IF_ERROR(connection->BeginWrite());
  Status status = body(*connection);
  if (status.ok()) status = connection->Commit();
  if (!status.ok()) connection->Rollback();
  return status;
}

}  // namespace

Status InTransaction(Database& database, const std::function<Status(Connection&)>& body) {
  Status status;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    status = TryTransaction(database, body);
    if (status.code() != absl::StatusCode::kAborted) return status;
  }
  return WithRetryAfter(Unavailable("the store is busy: " + Message(status)), 100);
}

Status Reading(Database& database, const std::function<Status(Connection&)>& body) {
  for (int attempt = 0;; ++attempt) {
    GONGBAO_ASSIGN_OR_RETURN(const Lease connection, database.Acquire(Use::kRead));
    const Status status = body(*connection);
    if (status.ok() || !connection->broken() || attempt > 0) return status;
  }
}

}  // namespace gongbao::sql
