// Port: durable jobs, claimed with leases and fencing tokens. Thread-safe; several processes may
// share one PostgreSQL.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/base/status.h"
#include "services/model/job.h"
#include "services/model/scope.h"

namespace gongbao::ports {

// An item that a worker holds. The token is fenced: once the lease has run out and another worker has
// claimed the item, nothing done with the old token takes effect.
struct Claim {
  model::JobItem item;
  int64_t token = 0;
};

struct ItemOutcome {
  bool ok = false;
  bool retryable = false;  // a failure that is worth another attempt (up to max_attempts)
  std::string error;
  std::string error_reason;
  std::string error_stage;
  std::vector<std::string> documents;
  int64_t facts = 0;
};

class JobStore {
 public:
  virtual ~JobStore() = default;

  static constexpr int32_t kMaxAttempts = 3;

  virtual StatusOr<model::Job> CreateJob(const model::Scope& scope,
                                         const std::string& display_name) = 0;
  // Adds items to an OPEN job, in order; fields job and number are given by the store. They wait to be
  // worked on, but for those that come with the state failed: what was refused at the door, with its
  // error, reason and stage, and with no source.
  // FAILED_PRECONDITION (JOB_STATE): the job is not open.
  virtual Status AddItems(const model::Scope& scope, const std::string& job_id,
                          const std::vector<model::JobItem>& items) = 0;
  // OPEN → RUNNING, or an ended state where all items have ended. Sealing twice is sealing once.
  virtual StatusOr<model::Job> SealJob(const model::Scope& scope, const std::string& job_id) = 0;
  virtual StatusOr<model::Job> GetJob(const model::Scope& scope, const std::string& job_id) = 0;
  // Newest first; after: the id of the last job of the page before, or empty.
  virtual StatusOr<std::vector<model::Job>> ListJobs(const model::Scope& scope,
                                                     const std::string& after, int64_t limit) = 0;
  // By number; state kUnknown: all.
  virtual StatusOr<std::vector<model::JobItem>> ListItems(const model::Scope& scope,
                                                          const std::string& job_id,
                                                          model::JobItemState state,
                                                          int64_t after_number, int64_t limit) = 0;
  // Waiting items are cancelled; those being worked on end by themselves.
  virtual StatusOr<model::Job> CancelJob(const model::Scope& scope, const std::string& job_id) = 0;
  // Failed and cancelled items wait again, with no attempts counted; but for those without a source.
  virtual StatusOr<model::Job> RetryJob(const model::Scope& scope, const std::string& job_id) = 0;

  // For workers. Up to `most` items that wait, or whose lease has run out, of any job that has not
  // ended.
  virtual StatusOr<std::vector<Claim>> ClaimItems(int64_t most, int64_t lease_ms) = 0;
  // False where the token is no longer valid.
  virtual StatusOr<bool> RenewLease(const Claim& claim, int64_t lease_ms) = 0;
  // False where the token is no longer valid: then nothing was recorded.
  virtual StatusOr<bool> FinishItem(const Claim& claim, const ItemOutcome& outcome) = 0;
  // Returns when there may be work, or after timeout_ms.
  virtual void WaitForWork(int64_t timeout_ms) = 0;
  // Wakes all that wait in this process (at shutdown).
  virtual void WakeAll() = 0;
};

}  // namespace gongbao::ports
