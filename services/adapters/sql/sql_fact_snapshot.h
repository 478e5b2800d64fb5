// One consistent state of a SqlFactStore: a transaction that reads, on a connection of its own.
// Belongs to one thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "services/adapters/sql/database.h"
#include "services/adapters/sql/filters.h"
#include "services/ports/fact_store.h"

namespace gongbao::sql {

// No list is longer.
inline constexpr int64_t kMostRows = int64_t{1} << 40;

class SqlFactSnapshot final : public ports::FactSnapshot {
 public:
  // The connection has begun a snapshot.
  SqlFactSnapshot(std::shared_ptr<Database> database, Lease connection, model::Scope scope)
      : database_(std::move(database)),
        connection_(std::move(connection)),
        scope_(std::move(scope)) {}
  ~SqlFactSnapshot() override { connection_->Rollback(); }

  StatusOr<int64_t> Epoch(const std::vector<std::string>& places) override;
  StatusOr<ports::StoreStats> Stats() override;
  StatusOr<std::vector<ports::FactRow>> Facts(const ports::FactFilter& filter,
                                              const std::string& after, int64_t limit) override;
  StatusOr<ports::FactRow> Fact(const std::string& fact_id) override;
  StatusOr<DocumentPage> Documents(const ports::DocumentListFilter& filter, const std::string& after,
                                   int64_t limit) override;
  StatusOr<std::vector<ports::DocumentRow>> DocumentsById(
      std::span<const std::string> ids) override;
  StatusOr<model::Analysis> Analysis(const std::string& document_id) override;
  StatusOr<std::vector<std::string>> CopiesOf(const std::string& document_id) override;
  StatusOr<std::vector<ports::SentenceRow>> Sentences(const ports::DocumentFilter& filter,
                                                      std::span<const std::string> terms,
                                                      int64_t limit) override;
  StatusOr<std::vector<model::PlaceRef>> Places(const std::string& under, const std::string& after,
                                                int64_t limit) override;

 private:
  StatusOr<std::vector<std::string>> HomesOf(const std::vector<std::string>& documents);
  StatusOr<std::vector<ports::FactRow>> ReadFacts(const class SqlText& sql);

  std::shared_ptr<Database> database_;
  Lease connection_;
  const model::Scope scope_;
};

// Sum of the epochs of the homes that the scope may read under the places.
StatusOr<int64_t> ReadEpoch(Connection& connection, const model::Scope& scope,
                            const std::vector<std::string>& places);

}  // namespace gongbao::sql
