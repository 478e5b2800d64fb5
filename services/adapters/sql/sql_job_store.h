// JobStore over an SQL database. Thread-safe.
//
// Counts of a job are kept in its row, changed in the transaction that changes an item. Locks are
// taken in one order: the job, then its items; claiming takes items alone and waits for none.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
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

  using ports::JobStore::CreateJob;
  StatusOr<model::Job> CreateJob(const model::Scope& scope, const ports::NewJob& job) override;
  Status AddItems(const model::Scope& scope, const std::string& job_id,
                  const std::vector<model::JobItem>& items) override;
  StatusOr<model::Job> SealJob(const model::Scope& scope, const std::string& job_id) override;
  StatusOr<model::Job> GetJob(const model::Scope& scope, const std::string& job_id) override;
  StatusOr<std::vector<model::Job>> ListJobs(const model::Scope& scope, const std::string& after,
                                             int64_t limit) override;
  StatusOr<std::vector<model::JobItem>> ListItems(const model::Scope& scope,
                                                  const std::string& job_id,
                                                  const ports::ItemFilter& filter,
                                                  int64_t after_number, int64_t limit) override;
  StatusOr<std::vector<model::FailureGroup>> CountFailures(const model::Scope& scope,
                                                           const std::string& job_id) override;
  StatusOr<model::Job> CancelJob(const model::Scope& scope, const std::string& job_id) override;
  StatusOr<model::Job> RetryJob(const model::Scope& scope, const std::string& job_id) override;
  StatusOr<std::vector<ports::DifferenceRow>> ListDifferences(
      const model::Scope& scope, const std::string& job_id,
      const std::optional<ports::DifferenceRow>& after, int64_t limit) override;

  StatusOr<std::vector<ports::Claim>> ClaimItems(int64_t most, int64_t lease_ms) override;
  StatusOr<bool> RenewLease(const ports::Claim& claim, int64_t lease_ms) override;
  StatusOr<bool> FinishItem(const ports::Claim& claim, const ports::ItemOutcome& outcome) override;
  StatusOr<bool> ReturnItem(const ports::Claim& claim) override;
  StatusOr<bool> NoteDifferences(const ports::Claim& claim, const std::string& document,
                                 const std::vector<model::FactDifference>& differences) override;
  void WaitForWork(int64_t timeout_ms) override;

  StatusOr<std::optional<ports::Feed>> ClaimFeed(const std::vector<model::JobKind>& kinds,
                                                 int64_t lease_ms) override;
  StatusOr<bool> AdvanceFeed(const ports::Feed& feed, const std::string& place, bool end,
                             int64_t lease_ms) override;
  void WaitForFeed(int64_t timeout_ms) override { feed_signal_->WaitBeyond(feed_signal_->Now(), timeout_ms); }
  void WakeAll() override {
    signal_->Close();
    feed_signal_->Close();
  }

 private:
  std::string NewId(int64_t now_unix_ms);
  // Changes a job under lock and saves it.
  StatusOr<model::Job> Change(const model::Scope& scope, const std::string& job_id,
                              const std::function<Status(Connection&, JobRow*)>& change);
  // Items whose worker was lost and that are not to be tried again.
  Status EndLostItems(int64_t now_unix_ms);
  Status Claim(Connection& connection, std::string_view which, int64_t now_unix_ms,
               int64_t lease_until, int64_t most, std::vector<ports::Claim>* claims);
  // Those of the items that the job does not have yet.
  StatusOr<std::vector<model::JobItem>> NewOnes(Connection& connection, const std::string& job_id,
                                                const std::vector<model::JobItem>& items);
  // What was noted of the item; documents: those that it gave.
  StatusOr<model::FactCounts> CountDifferences(Connection& connection, const ports::Claim& claim,
                                               const std::vector<std::string>& documents);
  Status Finish(Connection& connection, const ports::Claim& claim,
                const ports::ItemOutcome& outcome, bool* valid, bool* waits_again);

  std::shared_ptr<Database> database_;
  const Clock& clock_;
  std::shared_ptr<WorkSignal> signal_;
  std::shared_ptr<WorkSignal> feed_signal_ = std::make_shared<WorkSignal>();
  std::once_flag listening_;
  std::mutex id_mutex_;
  int64_t last_id_ms_ = 0;
};

}  // namespace gongbao::sql
