#include "services/adapters/sql/sql_job_store.h"

#include <algorithm>
#include <random>

#include "services/adapters/sql/sql_text.h"
#include "services/adapters/sql/stored_analysis.h"
#include "services/base/text.h"

namespace gongbao::sql {
namespace {

using model::JobItemState;
using model::JobState;
using model::Role;

std::string Hex(uint64_t value, int digits) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (int digit = digits - 1; digit >= 0; --digit) out += kHex[(value >> (4 * digit)) & 15];
  return out;
}

// Runs a statement that gives byte_size of each row changed: how many rows, how many bytes.
Status CountChanged(Connection& connection, std::string_view statement,
                    std::initializer_list<Value> values, int64_t* rows, int64_t* bytes) {
  GONGBAO_ASSIGN_OR_RETURN(const auto cursor, connection.Query(statement, values));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, cursor->Next());
    if (!more) return absl::OkStatus();
    ++*rows;
    *bytes += cursor->Int(0);
  }
}

}  // namespace

std::string SqlJobStore::NewId(int64_t now_unix_ms) {
  // Ids of one process rise even within a millisecond, so that lists are in the order of making.
  int64_t ms = now_unix_ms;
  {
    const std::lock_guard lock(id_mutex_);
    ms = std::max(ms, last_id_ms_ + 1);
    last_id_ms_ = ms;
  }
  std::random_device random;
  return "job-" + Hex(static_cast<uint64_t>(ms), 12) + "-" + Hex(random(), 8);
}

StatusOr<model::Job> SqlJobStore::CreateJob(const model::Scope& scope,
                                            const std::string& display_name) {
  JobRow row;
  row.owner = OwnerOf(scope);
  if (row.owner.empty() && !scope.AllowsEverything(Role::kContributor)) {
    return absl::PermissionDeniedError("the caller may not make jobs");
  }
  row.job.created_unix_ms = clock_.NowUnixMs();
  row.job.id = NewId(row.job.created_unix_ms);
  row.job.display_name = display_name;
  row.job.state = JobState::kOpen;
  GONGBAO_RETURN_IF_ERROR(InTransaction(
      *database_, [&](Connection& connection) { return InsertJob(connection, row); }));
  return row.job;
}

StatusOr<model::Job> SqlJobStore::Change(
    const model::Scope& scope, const std::string& job_id,
    const std::function<Status(Connection&, JobRow*)>& change) {
  model::Job job;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(JobRow row, FindJob(connection, database_->dialect().ForUpdate(),
                                                 scope, Role::kContributor, job_id));
    const JobRow before = row;
    GONGBAO_RETURN_IF_ERROR(change(connection, &row));
    row.EndIfDone(clock_.NowUnixMs());
    job = row.job;
    if (row.job == before.job && row.cancelling == before.cancelling) return absl::OkStatus();
    return SaveJob(connection, row);
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return job;
}

Status SqlJobStore::AddItems(const model::Scope& scope, const std::string& job_id,
                             const std::vector<model::JobItem>& items) {
  const auto add = [&](Connection& connection, JobRow* row) -> Status {
    if (row->job.state != JobState::kOpen) {
      return MakeError(absl::StatusCode::kFailedPrecondition, Reason::kJobState,
                       "job " + job_id + " is sealed: it takes no more items", {{"job", job_id}});
    }
    GONGBAO_RETURN_IF_ERROR(InsertItems(connection, job_id, row->job.items_total + 1, items));
    row->job.items_total += static_cast<int64_t>(items.size());
    for (const model::JobItem& item : items) {
      row->job.bytes_total += item.byte_size;
      if (item.state != JobItemState::kFailed) continue;
      ++row->job.items_failed;
      row->job.bytes_done += item.byte_size;
    }
    return database_->dialect().NotifyWorkers(connection);
  };
  GONGBAO_RETURN_IF_ERROR(Change(scope, job_id, add).status());
  signal_->Raise();
  return absl::OkStatus();
}

StatusOr<model::Job> SqlJobStore::SealJob(const model::Scope& scope, const std::string& job_id) {
  return Change(scope, job_id, [](Connection&, JobRow* row) {
    if (row->job.state == JobState::kOpen) row->job.state = JobState::kRunning;
    return absl::OkStatus();
  });
}

StatusOr<model::Job> SqlJobStore::CancelJob(const model::Scope& scope, const std::string& job_id) {
  return Change(scope, job_id, [&](Connection& connection, JobRow* row) -> Status {
    if (row->job.ended()) return absl::OkStatus();
    row->job.state = JobState::kRunning;
    row->cancelling = true;
    // An item whose worker was lost will not end by itself.
    return CountChanged(connection,
                        "UPDATE job_items SET state = 5 WHERE job = ? "
                        "AND (state = 1 OR (state = 2 AND lease_until <= ?)) RETURNING byte_size",
                        {Value(job_id), Value(clock_.NowUnixMs())}, &row->job.items_cancelled,
                        &row->job.bytes_done);
  });
}

StatusOr<model::Job> SqlJobStore::RetryJob(const model::Scope& scope, const std::string& job_id) {
  const auto retry = [&](Connection& connection, JobRow* row) -> Status {
    int64_t items = 0;
    int64_t bytes = 0;
    GONGBAO_RETURN_IF_ERROR(
        CountChanged(connection,
                     "UPDATE job_items SET state = 1, attempts = 0, error = ?, error_reason = ?, "
                     "error_stage = ? WHERE job = ? AND state IN (4, 5) AND source_id <> ? RETURNING byte_size",
                     {Value(Blob{}), Value(Blob{}), Value(Blob{}), Value(job_id), Value(Blob{})},
                     &items, &bytes));
    if (items == 0) return absl::OkStatus();
    // What was refused at the door has no source to be read again: it stays failed.
    row->job.items_failed += row->job.items_cancelled - items;
    row->job.items_cancelled = 0;
    row->job.bytes_done -= bytes;
    row->cancelling = false;
    if (row->job.ended()) row->job.state = JobState::kRunning;
    row->job.ended_unix_ms = 0;
    return database_->dialect().NotifyWorkers(connection);
  };
  GONGBAO_ASSIGN_OR_RETURN(model::Job job, Change(scope, job_id, retry));
  signal_->Raise();
  return job;
}

StatusOr<model::Job> SqlJobStore::GetJob(const model::Scope& scope, const std::string& job_id) {
  model::Job job;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const JobRow row,
                             FindJob(connection, "", scope, Role::kReader, job_id));
    job = row.job;
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return job;
}

StatusOr<std::vector<model::Job>> SqlJobStore::ListJobs(const model::Scope& scope,
                                                        const std::string& after, int64_t limit) {
  if (!after.empty() && !IsKey(after)) {
    return InvalidArgument("the page does not begin after a job");
  }
  std::vector<model::Job> jobs;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    jobs.clear();
    std::string last = after;
    // Jobs of others are passed over here: there are few jobs, and seldom others'.
    for (bool more = limit > 0; more;) {
      constexpr int64_t kAtOnce = 200;
      SqlText sql;
      sql.Add("SELECT ").Add(kJobColumns).Add(" FROM jobs");
      if (!last.empty()) sql.Add(" WHERE id < ").AddValue(last);
      sql.Add(" ORDER BY id DESC LIMIT ").AddValue(kAtOnce);
      GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(sql.text(), sql.values()));
      int64_t seen = 0;
      for (;; ++seen) {
        GONGBAO_ASSIGN_OR_RETURN(const bool found, rows->Next());
        if (!found) break;
        JobRow row = ReadJob(*rows);
        last = row.job.id;
        if (row.IsFor(scope, Role::kReader)) jobs.push_back(std::move(row.job));
        if (static_cast<int64_t>(jobs.size()) == limit) return absl::OkStatus();
      }
      more = seen == kAtOnce;
    }
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return jobs;
}

StatusOr<std::vector<model::JobItem>> SqlJobStore::ListItems(const model::Scope& scope,
                                                             const std::string& job_id,
                                                             JobItemState state,
                                                             int64_t after_number, int64_t limit) {
  std::vector<model::JobItem> items;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    items.clear();
    GONGBAO_RETURN_IF_ERROR(FindJob(connection, "", scope, Role::kReader, job_id).status());
    if (limit <= 0) return absl::OkStatus();
    SqlText sql;
    sql.Add("SELECT ").Add(kItemColumns).Add(" FROM job_items WHERE job = ").AddValue(job_id);
    if (state != JobItemState::kUnknown) {
      sql.Add(" AND state = ").AddValue(static_cast<int64_t>(state));
    }
    sql.Add(" AND number > ").AddValue(after_number).Add(" ORDER BY number LIMIT ");
    sql.AddValue(limit);
    GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(sql.text(), sql.values()));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) return absl::OkStatus();
      items.push_back(ReadItem(*rows));
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return items;
}

}  // namespace gongbao::sql
