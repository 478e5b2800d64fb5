// Writes analyses into the store, with the index terms of their sentences. Thread-safe.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include "services/ports/fact_store.h"
#include "services/ports/fact_writer.h"
#include "services/query/language.h"

namespace gongbao::query {

// Callers that write at the same time share commits: while one commit is under way, what arrives
// waits, and the next one takes up to kMaxGroup documents of it.
class AnalysisWriter : public ports::FactWriter {
 public:
  static constexpr size_t kMaxGroup = 64;

  // Both must outlive the writer.
  AnalysisWriter(ports::FactStore& store, const Language& language);

  std::vector<Status> Write(const Context& context, const model::Scope& scope,
                            std::span<const ports::WriteItem> items) override;
  StatusOr<std::vector<model::FactDifference>> Compare(const Context& context,
                                                       const model::Scope& scope,
                                                       const ports::WriteItem& item) override;

 private:
  struct Waiting {
    ports::StoreWrite write;
    const model::Scope* scope;
    Status status;
    bool done = false;
  };

  StatusOr<ports::StoreWrite> Prepare(const ports::WriteItem& item) const;
  std::vector<Status> Apply(const model::Scope& scope,
                            const std::vector<ports::StoreWrite>& writes) noexcept;
  void CommitGroup(std::unique_lock<std::mutex>* lock);

  ports::FactStore& store_;
  const Language& language_;
  std::mutex mutex_;
  std::condition_variable committed_;
  std::deque<Waiting*> queue_;  // guarded by mutex_
  bool committing_ = false;     // guarded by mutex_
};

}  // namespace gongbao::query
