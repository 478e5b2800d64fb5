#include "services/adapters/sql/sql_job_store.h"

#include <algorithm>
#include <random>
#include <set>

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

StatusOr<model::Job> SqlJobStore::CreateJob(const model::Scope& scope, const ports::NewJob& job) {
  JobRow row;
  row.owner = OwnerOf(scope);
  if (row.owner.empty() && !scope.AllowsEverything(Role::kContributor)) {
    return absl::PermissionDeniedError("the caller may not make jobs");
  }
  row.job.created_unix_ms = clock_.NowUnixMs();
  row.job.id = NewId(row.job.created_unix_ms);
  row.job.display_name = job.display_name;
  row.job.kind = job.kind;
  row.job.force = job.force;
  row.job.state = JobState::kOpen;
  const bool fed = job.kind != model::JobKind::kUpload;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    GONGBAO_RETURN_IF_ERROR(InsertJob(connection, row));
    if (!fed) return absl::OkStatus();
    return connection
        .Execute("INSERT INTO job_feeds (job, kind, spec) VALUES (?, ?, ?)",
                 {Value(row.job.id), Value(static_cast<int64_t>(job.kind)), Value(Blob{job.feed})})
        .status();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  if (fed) feed_signal_->Raise();
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

StatusOr<std::vector<model::JobItem>> SqlJobStore::NewOnes(
    Connection& connection, const std::string& job_id, const std::vector<model::JobItem>& items) {
  std::vector<std::string> digests;
  for (const model::JobItem& item : items) digests.push_back(DigestOf(item));
  SqlText sql;
  sql.Add("SELECT digest FROM job_items WHERE job = ").AddValue(job_id).Add(" AND ");
  sql.AddIn("digest", digests);
  std::set<std::string> known;
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(sql.text(), sql.values()));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) break;
    known.insert(rows->Text(0));
  }
  std::vector<model::JobItem> fresh;
  for (size_t i = 0; i < items.size(); ++i) {
    if (known.insert(digests[i]).second) fresh.push_back(items[i]);
  }
  return fresh;
}

Status SqlJobStore::AddItems(const model::Scope& scope, const std::string& job_id,
                             const std::vector<model::JobItem>& items) {
  const auto add = [&](Connection& connection, JobRow* row) -> Status {
    if (row->job.state != JobState::kOpen) {
      return MakeError(absl::StatusCode::kFailedPrecondition, Reason::kJobState,
                       "job " + job_id + " is sealed: it takes no more items", {{"job", job_id}});
    }
    if (items.empty()) return absl::OkStatus();
    GONGBAO_ASSIGN_OR_RETURN(const auto fresh, NewOnes(connection, job_id, items));
    if (fresh.empty()) return absl::OkStatus();
    GONGBAO_RETURN_IF_ERROR(InsertItems(connection, *row, row->job.items_total + 1, fresh));
    row->job.items_total += static_cast<int64_t>(fresh.size());
    for (const model::JobItem& item : fresh) {
      row->job.bytes_total += item.byte_size;
      if (item.state != JobItemState::kFailed) continue;
      row->job.bytes_done += item.byte_size;
      ++row->job.items_failed;
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
    int64_t cancelled = 0;
    GONGBAO_RETURN_IF_ERROR(
        CountChanged(connection,
                     "UPDATE job_items SET state = 1, attempts = 0, not_before = 0 "
                     "WHERE job = ? AND state = 5 RETURNING byte_size",
                     {Value(job_id)}, &cancelled, &bytes));
    GONGBAO_RETURN_IF_ERROR(
        CountChanged(connection,
                     "UPDATE job_items SET state = 1, attempts = 0, not_before = 0, error = ?, "
                     "error_reason = ?, error_stage = ? WHERE job = ? AND state = 4 "
                     "AND source_id <> ? RETURNING byte_size",
                     {Value(Blob{}), Value(Blob{}), Value(Blob{}), Value(job_id), Value(Blob{})},
                     &items, &bytes));
    int64_t feeds = 0;
    if (row->cancelling) {
      GONGBAO_ASSIGN_OR_RETURN(
          feeds, connection.Execute("UPDATE job_feeds SET done = 0 WHERE job = ? AND done <> 1",
                                    {Value(job_id)}));
    }
    if (items + cancelled + feeds == 0) return absl::OkStatus();
    row->job.items_failed -= items;
    row->job.items_cancelled -= cancelled;
    row->job.bytes_done -= bytes;
    row->cancelling = false;
    if (feeds > 0) {
      row->job.state = JobState::kOpen;
    } else if (row->job.ended()) {
      row->job.state = JobState::kRunning;
    }
    row->job.ended_unix_ms = 0;
    return database_->dialect().NotifyWorkers(connection);
  };
  GONGBAO_ASSIGN_OR_RETURN(model::Job job, Change(scope, job_id, retry));
  signal_->Raise();
  feed_signal_->Raise();
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
                                                             const ports::ItemFilter& filter,
                                                             int64_t after_number, int64_t limit) {
  std::vector<model::JobItem> items;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    items.clear();
    GONGBAO_RETURN_IF_ERROR(FindJob(connection, "", scope, Role::kReader, job_id).status());
    if (limit <= 0) return absl::OkStatus();
    std::vector<Value> values = {Value(job_id)};
    std::string sql = Cat({"SELECT ", kItemColumns, " FROM job_items WHERE job = ?"});
    const auto add = [&](std::string_view text, Value value) {
      sql += text;
      values.push_back(value);
    };
    if (filter.state != JobItemState::kUnknown) {
      add(" AND state = ?", Value(static_cast<int64_t>(filter.state)));
    }
    if (!filter.stage.empty()) add(" AND error_stage = ?", Value(Blob{filter.stage}));
    if (!filter.reason.empty()) add(" AND error_reason = ?", Value(Blob{filter.reason}));
    add(" AND number > ?", Value(after_number));
    add(" ORDER BY number LIMIT ?", Value(limit));
    GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(sql, values));
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
