// JobStore over an SQL database. Thread-safe.
//
// Counts of a job are kept in its row, changed in the transaction that changes an item. Locks are
// taken in one order: the job, then its items; claiming takes items alone and waits for none.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "services/adapters/sql/database.h"
#include "services/adapters/sql/job_rows.h"
#include "services/adapters/sql/work_signal.h"
#include "services/base/clock.h"
#include "services/ports/job_store.h"

namespace gongbao::sql {

class SqlJobStore final : public ports::JobStore {
 public:
  SqlJobStore(std::shared_ptr<Database> database, const Clock* clock)
      : database_(std::move(database)), clock_(*clock), signal_(std::make_shared<WorkSignal>()) {}

  StatusOr<model::Job> CreateJob(const model::Scope& scope,
                                 const std::string& display_name) override;
  Status AddItems(const model::Scope& scope, const std::string& job_id,
                  const std::vector<model::JobItem>& items) override;
  StatusOr<model::Job> SealJob(const model::Scope& scope, const std::string& job_id) override;
  StatusOr<model::Job> GetJob(const model::Scope& scope, const std::string& job_id) override;
  StatusOr<std::vector<model::Job>> ListJobs(const model::Scope& scope, const std::string& after,
                                             int64_t limit) override;
  StatusOr<std::vector<model::JobItem>> ListItems(const model::Scope& scope,
                                                  const std::string& job_id,
                                                  model::JobItemState state, int64_t after_number,
                                                  int64_t limit) override;
  StatusOr<model::Job> CancelJob(const model::Scope& scope, const std::string& job_id) override;
  StatusOr<model::Job> RetryJob(const model::Scope& scope, const std::string& job_id) override;

  StatusOr<std::vector<ports::Claim>> ClaimItems(int64_t most, int64_t lease_ms) override;
  StatusOr<bool> RenewLease(const ports::Claim& claim, int64_t lease_ms) override;
  StatusOr<bool> FinishItem(const ports::Claim& claim, const ports::ItemOutcome& outcome) override;
  void WaitForWork(int64_t timeout_ms) override;
  void WakeAll() override { signal_->Close(); }

 private:
  std::string NewId(int64_t now_unix_ms);
  // Changes a job under lock and saves it.
  StatusOr<model::Job> Change(const model::Scope& scope, const std::string& job_id,
                              const std::function<Status(Connection&, JobRow*)>& change);
  // Items whose worker was lost and that are not to be tried again.
  Status EndLostItems(int64_t now_unix_ms);
  Status Claim(Connection& connection, std::string_view which, int64_t now_unix_ms,
               int64_t lease_until, int64_t most, std::vector<ports::Claim>* claims);
  Status Finish(Connection& connection, const ports::Claim& claim,
                const ports::ItemOutcome& outcome, bool* valid, bool* waits_again);

  std::shared_ptr<Database> database_;
  const Clock& clock_;
  std::shared_ptr<WorkSignal> signal_;
  std::once_flag listening_;
  std::mutex id_mutex_;
  int64_t last_id_ms_ = 0;
};

}  // namespace gongbao::sql
