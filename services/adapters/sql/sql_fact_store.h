// FactStore over an SQL database. Thread-safe.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "services/adapters/sql/database.h"
#include "services/ports/fact_store.h"

namespace gongbao::sql {

class SqlFactStore final : public ports::FactStore {
 public:
  explicit SqlFactStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

  std::vector<Status> Apply(const model::Scope& scope,
                            std::span<const ports::StoreWrite> writes) override;
  StatusOr<std::unique_ptr<ports::FactSnapshot>> Snapshot(const model::Scope& scope) override;
  StatusOr<std::string> Identity() override;
  StatusOr<int64_t> Epoch(const model::Scope& scope,
                          const std::vector<std::string>& places) override;

 private:
  void ApplyChunk(const model::Scope& scope, std::span<const ports::StoreWrite> writes,
                  std::span<Status> statuses);

  std::shared_ptr<Database> database_;
};

}  // namespace gongbao::sql
