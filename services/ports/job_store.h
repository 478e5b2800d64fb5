// Port: durable jobs, claimed with leases and fencing tokens. Thread-safe; several processes may
// share one PostgreSQL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/base/status.h"
#include "services/model/fact_difference.h"
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
  bool retryable = false;      // a failure that is worth another attempt (up to kMaxAttempts)
  int64_t retry_after_ms = 0;  // and not before this has passed
  std::string error;
  std::string error_reason;
  std::string error_stage;
  std::vector<std::string> documents;
  int64_t facts = 0;
};

struct NewJob {
  std::string display_name;
  model::JobKind kind = model::JobKind::kUpload;
  bool force = false;
  std::string feed{};  // what fills a job that is no upload: in the words of whoever claims it
};

// A job that is being filled by the server, held like an item.
struct Feed {
  std::string job;
  model::JobKind kind = model::JobKind::kUnknown;
  std::string spec;   // NewJob::feed
  std::string place;  // how far it has got; empty at the beginning
  int64_t token = 0;
};

struct ItemFilter {
  model::JobItemState state = model::JobItemState::kUnknown;  // kUnknown: all
  std::string stage{};   // of the failure; empty: all
  std::string reason{};
};

// A row of what a job changed. number: of the item.
struct DifferenceRow {
  int64_t number = 0;
  model::FactDifference difference;
};

class JobStore {
 public:
  virtual ~JobStore() = default;

  // How often an item is begun before it is left failed, by errors that may pass or lost workers.
  static constexpr int32_t kMaxAttempts = 5;

  virtual StatusOr<model::Job> CreateJob(const model::Scope& scope, const NewJob& job) = 0;
  StatusOr<model::Job> CreateJob(const model::Scope& scope, const std::string& display_name) {
    return CreateJob(scope, NewJob{display_name});
  }
  // Adds items to an OPEN job, in order; job, number and mode are given by the store. An item of the
  // same name and source as one that the job has is left out: adding twice is adding once. An item in
  // state kFailed was refused at the door: it has failed from the start, with its error, reason and stage.
  // FAILED_PRECONDITION (JOB_STATE): the job is not open.
  virtual Status AddItems(const model::Scope& scope, const std::string& job_id,
                          const std::vector<model::JobItem>& items) = 0;
  // OPEN → RUNNING, or an ended state where all items have ended. Sealing twice is sealing once.
  virtual StatusOr<model::Job> SealJob(const model::Scope& scope, const std::string& job_id) = 0;
  virtual StatusOr<model::Job> GetJob(const model::Scope& scope, const std::string& job_id) = 0;
  // Newest first; after: the id of the last job of the page before, or empty.
  virtual StatusOr<std::vector<model::Job>> ListJobs(const model::Scope& scope,
                                                     const std::string& after, int64_t limit) = 0;
  // By number.
  virtual StatusOr<std::vector<model::JobItem>> ListItems(const model::Scope& scope,
                                                          const std::string& job_id,
                                                          const ItemFilter& filter,
                                                          int64_t after_number, int64_t limit) = 0;
  // By stage and reason.
  virtual StatusOr<std::vector<model::FailureGroup>> CountFailures(const model::Scope& scope,
                                                                   const std::string& job_id) = 0;
  // Waiting items are cancelled; those being worked on end by themselves.
  virtual StatusOr<model::Job> CancelJob(const model::Scope& scope, const std::string& job_id) = 0;
  // Failed and cancelled items wait again, with no attempts counted. What could not be taken in is not
  // among them.
  virtual StatusOr<model::Job> RetryJob(const model::Scope& scope, const std::string& job_id) = 0;
  // By item, document and fact id; those after the row given, of which number, document and id count.
  virtual StatusOr<std::vector<DifferenceRow>> ListDifferences(
      const model::Scope& scope, const std::string& job_id,
      const std::optional<DifferenceRow>& after, int64_t limit) = 0;

  // For workers. Up to `most` items that wait, or one whose lease has run out: that one may have ended
  // its worker, and takes no other with it.
  virtual StatusOr<std::vector<Claim>> ClaimItems(int64_t most, int64_t lease_ms) = 0;
  // False where the token is no longer valid.
  virtual StatusOr<bool> RenewLease(const Claim& claim, int64_t lease_ms) = 0;
  // False where the token is no longer valid: then nothing was recorded.
  virtual StatusOr<bool> FinishItem(const Claim& claim, const ItemOutcome& outcome) = 0;
  // The item waits again as if it had not been claimed. False where the token is no longer valid.
  virtual StatusOr<bool> ReturnItem(const Claim& claim) = 0;
  // Keeps what the item is about to change in the facts of a document, in place of what was kept of
  // it; FinishItem counts it. False where the token is no longer valid.
  virtual StatusOr<bool> NoteDifferences(const Claim& claim, const std::string& document,
                                         const std::vector<model::FactDifference>& differences) = 0;
  // Returns when there may be work, or after timeout_ms.
  virtual void WaitForWork(int64_t timeout_ms) = 0;

  // A job of one of these kinds that nobody is filling; nothing where there is none.
  virtual StatusOr<std::optional<Feed>> ClaimFeed(const std::vector<model::JobKind>& kinds,
                                                  int64_t lease_ms) = 0;
  // Keeps how far the feed has got, and renews its lease; end: nothing follows, the job is sealed.
  // False where the token is no longer valid, or the job takes no more items.
  virtual StatusOr<bool> AdvanceFeed(const Feed& feed, const std::string& place, bool end,
                                     int64_t lease_ms) = 0;
  // Returns when a job that wants filling may have been made in this process, or after timeout_ms.
  virtual void WaitForFeed(int64_t timeout_ms) = 0;

  // Wakes all that wait in this process (at shutdown).
  virtual void WakeAll() = 0;
};

}  // namespace gongbao::ports
