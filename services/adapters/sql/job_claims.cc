// SqlJobStore's side for workers.
#include <algorithm>
#include <utility>

#include "services/adapters/sql/sql_job_store.h"
#include "services/base/text.h"

namespace gongbao::sql {
namespace {

using model::JobItemState;

constexpr std::string_view kWaiting = "state = 1 AND not_before <= ?";
// The number is ports::JobStore::kMaxAttempts.
constexpr std::string_view kLost = "state = 2 AND lease_until <= ? AND attempts < 5";
static_assert(ports::JobStore::kMaxAttempts == 5);

// How long a worker waits at most while the store can't be asked.
constexpr int64_t kBlindWaitMs = 1000;

}  // namespace

StatusOr<std::vector<ports::Claim>> SqlJobStore::ClaimItems(int64_t most, int64_t lease_ms) {
  std::vector<ports::Claim> claims;
  if (most <= 0) return claims;
  const int64_t now = clock_.NowUnixMs();
  GONGBAO_RETURN_IF_ERROR(EndLostItems(now));
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    claims.clear();
    GONGBAO_RETURN_IF_ERROR(Claim(connection, kLost, now, now + lease_ms, 1, &claims));
    if (!claims.empty()) return absl::OkStatus();
    return Claim(connection, kWaiting, now, now + lease_ms, most, &claims);
  });
  GONGBAO_RETURN_IF_ERROR(status);
  std::sort(claims.begin(), claims.end(), [](const ports::Claim& a, const ports::Claim& b) {
    return std::pair(a.item.job, a.item.number) < std::pair(b.item.job, b.item.number);
  });
  return claims;
}

Status SqlJobStore::Claim(Connection& connection, std::string_view which, int64_t now_unix_ms,
                          int64_t lease_until, int64_t most, std::vector<ports::Claim>* claims) {
  const std::string statement =
      Cat({"WITH chosen AS MATERIALIZED (SELECT job, number FROM job_items WHERE ", which,
           " ORDER BY job, number LIMIT ?", database_->dialect().ForUpdateSkipLocked(),
           ") UPDATE job_items SET state = 2, token = token + 1, attempts = attempts + 1, "
           "lease_until = ? WHERE (job, number) IN (SELECT job, number FROM chosen) RETURNING ",
           kItemColumns});
  const std::vector<Value> values = {Value(now_unix_ms), Value(most), Value(lease_until)};
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(statement, values));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return absl::OkStatus();
    claims->push_back({ReadItem(*rows), rows->Int(kTokenColumn)});
  }
}

Status SqlJobStore::EndLostItems(int64_t now) {
  std::vector<std::pair<std::string, int64_t>> lost;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    lost.clear();
    GONGBAO_ASSIGN_OR_RETURN(
        const auto rows,
        connection.Query("SELECT i.job, i.number FROM job_items i JOIN jobs j ON j.id = i.job "
                         "WHERE i.state = 2 AND i.lease_until <= ? "
                         "AND (i.attempts >= 5 OR j.cancelling = 1) ORDER BY i.job, i.number",
                         {Value(now)}));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) return absl::OkStatus();
      lost.emplace_back(rows->Text(0), rows->Int(1));
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  for (const auto& [job, number] : lost) {
    const Status ended = InTransaction(*database_, [&](Connection& connection) -> Status {
      GONGBAO_ASSIGN_OR_RETURN(JobRow row,
                               FindJob(connection, database_->dialect().ForUpdate(), job));
      int64_t& count = row.cancelling ? row.job.items_cancelled : row.job.items_failed;
      const std::string error =
          "its worker was lost " + std::to_string(kMaxAttempts) + " times while reading it";
      const std::string_view shown = row.cancelling ? std::string_view() : error;
      GONGBAO_ASSIGN_OR_RETURN(
          const auto changed,
          connection.Query(
              "UPDATE job_items SET state = ?, error = ?, error_reason = ? "
              "WHERE job = ? AND number = ? AND state = 2 AND lease_until <= ? "
              "AND (attempts >= 5 OR CAST(? AS BIGINT) = 1) RETURNING byte_size",
              {Value(static_cast<int64_t>(row.cancelling ? JobItemState::kCancelled
                                                         : JobItemState::kFailed)),
               Value(Blob{shown}), Value(Blob{shown.empty() ? "" : ReasonName(Reason::kInternal)}),
               Value(job), Value(number), Value(now), Value(int64_t{row.cancelling})}));
      GONGBAO_ASSIGN_OR_RETURN(const bool still_lost, changed->Next());
      if (!still_lost) return absl::OkStatus();
      ++count;
      row.job.bytes_done += changed->Int(0);
      row.EndIfDone(now);
      return SaveJob(connection, row);
    });
    GONGBAO_RETURN_IF_ERROR(ended);
  }
  return absl::OkStatus();
}

StatusOr<bool> SqlJobStore::RenewLease(const ports::Claim& claim, int64_t lease_ms) {
  int64_t renewed = 0;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(
        renewed, connection.Execute("UPDATE job_items SET lease_until = ? WHERE job = ? "
                                    "AND number = ? AND state = 2 AND token = ?",
                                    {Value(clock_.NowUnixMs() + lease_ms), Value(claim.item.job),
                                     Value(claim.item.number), Value(claim.token)}));
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return renewed > 0;
}

StatusOr<bool> SqlJobStore::FinishItem(const ports::Claim& claim,
                                       const ports::ItemOutcome& outcome) {
  bool valid = false;
  bool waits_again = false;
  const Status status = InTransaction(*database_, [&](Connection& connection) {
    valid = waits_again = false;
    return Finish(connection, claim, outcome, &valid, &waits_again);
  });
  GONGBAO_RETURN_IF_ERROR(status);
  if (waits_again) signal_->Raise();
  return valid;
}

Status SqlJobStore::Finish(Connection& connection, const ports::Claim& claim,
                           const ports::ItemOutcome& outcome, bool* valid, bool* waits_again) {
  auto job = FindJob(connection, database_->dialect().ForUpdate(), claim.item.job);
  if (job.status().code() == absl::StatusCode::kNotFound) return absl::OkStatus();
  GONGBAO_RETURN_IF_ERROR(job.status());
  JobItemState state = JobItemState::kDone;
  if (!outcome.ok) {
    const bool again = outcome.retryable && claim.item.attempts < kMaxAttempts;
    state = !again            ? JobItemState::kFailed
            : job->cancelling ? JobItemState::kCancelled
                              : JobItemState::kWaiting;
  }
  // What was noted of an item that is not done stays noted for its next attempt.
  model::FactCounts changes;
  if (state == JobItemState::kDone && claim.item.mode == model::ItemMode::kCompare) {
    GONGBAO_ASSIGN_OR_RETURN(changes, CountDifferences(connection, claim, outcome.documents));
  }
  const std::string documents = outcome.ok ? Join(outcome.documents, "\n") : "";
  const int64_t not_before =
      state == JobItemState::kWaiting ? clock_.NowUnixMs() + outcome.retry_after_ms : 0;
  const auto shown = [&](const std::string& text) {
    return Value(Blob{state == JobItemState::kFailed ? std::string_view(text) : std::string_view()});
  };
  GONGBAO_ASSIGN_OR_RETURN(
      const int64_t changed,
      connection.Execute(
          "UPDATE job_items SET state = ?, error = ?, error_reason = ?, error_stage = ?, "
          "documents = ?, facts = ?, not_before = ?, facts_added = ?, facts_gone = ?, "
          "facts_changed = ?, documents_unchanged = ? "
          "WHERE job = ? AND number = ? AND state = 2 AND token = ?",
          {Value(static_cast<int64_t>(state)), shown(outcome.error), shown(outcome.error_reason),
           shown(outcome.error_stage), Value(Blob{documents}), Value(outcome.ok ? outcome.facts : 0),
           Value(not_before), Value(changes.added), Value(changes.gone), Value(changes.changed),
           Value(changes.documents_unchanged), Value(claim.item.job), Value(claim.item.number),
           Value(claim.token)}));
  if (changed == 0) return absl::OkStatus();
  *valid = true;
  if (state == JobItemState::kWaiting) {
    *waits_again = true;
    return database_->dialect().NotifyWorkers(connection);
  }
  job->Count(state, claim.item.byte_size);
  if (state == JobItemState::kDone) {
    job->job.documents += static_cast<int64_t>(outcome.documents.size());
    job->job.facts += outcome.facts;
    job->Add(changes);
  }
  job->EndIfDone(clock_.NowUnixMs());
  return SaveJob(connection, *job);
}

StatusOr<bool> SqlJobStore::ReturnItem(const ports::Claim& claim) {
  bool valid = false;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    valid = false;
    auto job = FindJob(connection, database_->dialect().ForUpdate(), claim.item.job);
    if (job.status().code() == absl::StatusCode::kNotFound) return absl::OkStatus();
    GONGBAO_RETURN_IF_ERROR(job.status());
    const JobItemState state = job->cancelling ? JobItemState::kCancelled : JobItemState::kWaiting;
    GONGBAO_ASSIGN_OR_RETURN(
        const int64_t changed,
        connection.Execute("UPDATE job_items SET state = ?, attempts = attempts - 1, not_before = 0 "
                           "WHERE job = ? AND number = ? AND state = 2 AND token = ?",
                           {Value(static_cast<int64_t>(state)), Value(claim.item.job),
                            Value(claim.item.number), Value(claim.token)}));
    if (changed == 0) return absl::OkStatus();
    valid = true;
    if (state == JobItemState::kWaiting) return database_->dialect().NotifyWorkers(connection);
    job->Count(state, claim.item.byte_size);
    job->EndIfDone(clock_.NowUnixMs());
    return SaveJob(connection, *job);
  });
  GONGBAO_RETURN_IF_ERROR(status);
  if (valid) signal_->Raise();
  return valid;
}

void SqlJobStore::WaitForWork(int64_t timeout_ms) {
  std::call_once(listening_, [&] { database_->OnWork([signal = signal_] { signal->Raise(); }); });
  const int64_t seen = signal_->Now();
  const int64_t now = clock_.NowUnixMs();
  int64_t wait = timeout_ms;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    wait = timeout_ms;
    GONGBAO_ASSIGN_OR_RETURN(
        const auto waiting,
        connection.Query("SELECT MIN(not_before) FROM job_items WHERE state = 1", {}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, waiting->Next());
    if (found && !waiting->IsNull(0)) {
      wait = std::clamp<int64_t>(waiting->Int(0) - now, 0, wait);
    }
    GONGBAO_ASSIGN_OR_RETURN(
        const auto lease,
        connection.Query("SELECT MIN(lease_until) FROM job_items WHERE state = 2", {}));
    GONGBAO_ASSIGN_OR_RETURN(const bool working, lease->Next());
    if (working && !lease->IsNull(0)) {
      wait = std::clamp<int64_t>(lease->Int(0) - now, 0, wait);
    }
    return absl::OkStatus();
  });
  if (!status.ok()) wait = std::min(timeout_ms, kBlindWaitMs);
  if (wait > 0) signal_->WaitBeyond(seen, wait);
}

}  // namespace gongbao::sql
