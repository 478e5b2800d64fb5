#include "services/adapters/sql/sql_fact_store.h"

#include <optional>
#include <set>

#include "services/adapters/sql/fact_writes.h"
#include "services/adapters/sql/sql_fact_snapshot.h"
#include "services/adapters/sql/stored_analysis.h"

namespace gongbao::sql {
namespace {

// Writes of one commit.
constexpr size_t kMostWrites = 64;
constexpr size_t kMostTextBytes = 32 * 1024 * 1024;

// A write made ready before the transaction.
struct Prepared {
  size_t index = 0;  // among the statuses
  std::optional<StoredAnalysis> analysis;
  std::string_view deleted;  // document id, where there is no analysis
  std::string_view id() const { return analysis ? analysis->id : deleted; }
};

size_t TextBytes(const ports::StoreWrite& write) {
  const auto* analysis = std::get_if<ports::IndexedAnalysis>(&write);
  return analysis == nullptr ? 0 : analysis->analysis.clean_text.size();
}

// How many of the writes go into one commit.
size_t ChunkSize(std::span<const ports::StoreWrite> writes) {
  size_t count = 0;
  size_t bytes = 0;
  while (count < writes.size() && count < kMostWrites) {
    bytes += TextBytes(writes[count]);
    if (count > 0 && bytes > kMostTextBytes) break;
    ++count;
  }
  return count;
}

// Errors that say something of one write and are found before it changes anything.
bool IsRefusal(const Status& status) {
  return status.code() == absl::StatusCode::kPermissionDenied ||
         status.code() == absl::StatusCode::kFailedPrecondition;
}

std::vector<Prepared> Prepare(std::span<const ports::StoreWrite> writes,
                              std::span<Status> statuses) {
  std::vector<Prepared> prepared;
  for (size_t i = 0; i < writes.size(); ++i) {
    Prepared one;
    one.index = i;
    if (const auto* deletion = std::get_if<ports::DocumentDeletion>(&writes[i])) {
      if (!IsKey(deletion->document_id)) continue;  // can't be stored
      one.deleted = deletion->document_id;
    } else {
      auto stored = ToStored(std::get<ports::IndexedAnalysis>(writes[i]));
      statuses[i] = stored.status();
      if (!stored.ok()) continue;
      one.analysis = std::move(stored).value();
    }
    prepared.push_back(std::move(one));
  }
  return prepared;
}

Status Write(const Dialect& dialect, Connection& connection, const model::Scope& scope,
             std::span<const Prepared> prepared, std::span<Status> statuses) {
  std::set<std::string> documents;
  std::set<std::string> homes;
  for (const Prepared& one : prepared) {
    documents.insert(std::string(one.id()));
    if (one.analysis) homes.insert(std::string(one.analysis->home));
  }
  FactWrites transaction(dialect, connection, scope);
  GONGBAO_RETURN_IF_ERROR(transaction.Lock(std::move(documents), std::move(homes)));
  for (const Prepared& one : prepared) {
    const Status status =
        one.analysis ? transaction.Replace(*one.analysis) : transaction.Delete(one.deleted);
    statuses[one.index] = status;
    if (!status.ok() && !IsRefusal(status)) return status;
  }
  return transaction.Finish();
}

}  // namespace

std::vector<Status> SqlFactStore::Apply(const model::Scope& scope,
                                        std::span<const ports::StoreWrite> writes) {
  std::vector<Status> statuses(writes.size());
  for (size_t begin = 0; begin < writes.size();) {
    const size_t size = ChunkSize(writes.subspan(begin));
    ApplyChunk(scope, writes.subspan(begin, size),
               std::span<Status>(statuses).subspan(begin, size));
    begin += size;
  }
  return statuses;
}

void SqlFactStore::ApplyChunk(const model::Scope& scope, std::span<const ports::StoreWrite> writes,
                              std::span<Status> statuses) {
  const std::vector<Prepared> prepared = Prepare(writes, statuses);
  if (prepared.empty()) return;
  const auto commit = [&](std::span<const Prepared> some) {
    const Status status = InTransaction(*database_, [&](Connection& connection) {
      return Write(database_->dialect(), connection, scope, some, statuses);
    });
    if (status.ok()) return true;
    for (const Prepared& one : some) statuses[one.index] = status;
    return false;
  };
  if (commit(prepared) || prepared.size() == 1) return;
  const Status whole = statuses[prepared.front().index];
  if (whole.code() == absl::StatusCode::kUnavailable) return;
  // One of them can't be written: the others must not suffer for it.
  for (const Prepared& one : prepared) commit(std::span<const Prepared>(&one, 1));
}

StatusOr<std::unique_ptr<ports::FactSnapshot>> SqlFactStore::Snapshot(const model::Scope& scope) {
  for (int attempt = 0;; ++attempt) {
    GONGBAO_ASSIGN_OR_RETURN(Lease connection, database_->Acquire(Use::kSnapshot));
    const Status status = connection->BeginSnapshot();
    if (status.ok()) {
      return std::unique_ptr<ports::FactSnapshot>(
          std::make_unique<SqlFactSnapshot>(database_, std::move(connection), scope));
    }
    if (!connection->broken() || attempt > 0) return status;
  }
}

StatusOr<std::string> SqlFactStore::Identity() {
  std::string identity;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(
        const auto rows, connection.Query("SELECT identity FROM store WHERE home = '000000'", {}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, rows->Next());
    if (!found) return Internal("the store has no identity");
    identity = rows->Text(0);
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return identity;
}

StatusOr<int64_t> SqlFactStore::Epoch(const model::Scope& scope,
                                      const std::vector<std::string>& places) {
  int64_t epoch = 0;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(epoch, ReadEpoch(connection, scope, places));
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return epoch;
}

}  // namespace gongbao::sql
