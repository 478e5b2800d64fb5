// SqlJobStore's side for those who fill jobs.
#include "services/adapters/sql/sql_job_store.h"
#include "services/adapters/sql/sql_text.h"
#include "services/base/text.h"

namespace gongbao::sql {
namespace {

// done: of a feed whose job was cancelled before its end. A retry goes on with it.
constexpr int64_t kFeedStopped = 2;

}  // namespace

StatusOr<std::optional<ports::Feed>> SqlJobStore::ClaimFeed(
    const std::vector<model::JobKind>& kinds, int64_t lease_ms) {
  std::optional<ports::Feed> feed;
  if (kinds.empty()) return feed;
  std::vector<int64_t> numbers;
  for (const model::JobKind kind : kinds) numbers.push_back(static_cast<int64_t>(kind));
  const int64_t now = clock_.NowUnixMs();
  // Asked without a lock first: mostly there is none.
  SqlText which;
  which.Add("SELECT job FROM job_feeds WHERE done = 0 AND lease_until <= ").AddValue(now);
  which.Add(" AND ").AddIn("kind", numbers).Add(" ORDER BY job LIMIT 1");
  bool any = false;
  const Status looked = Reading(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(which.text(), which.values()));
    GONGBAO_ASSIGN_OR_RETURN(any, rows->Next());
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(looked);
  if (!any) return feed;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    feed.reset();
    const std::string statement =
        Cat({"WITH chosen AS MATERIALIZED (", which.text(),
             database_->dialect().ForUpdateSkipLocked(),
             ") UPDATE job_feeds SET token = token + 1, lease_until = ? "
             "WHERE job IN (SELECT job FROM chosen) RETURNING job, kind, spec, place, token"});
    std::vector<Value> values = which.values();
    values.emplace_back(now + lease_ms);
    GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(statement, values));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, rows->Next());
    if (!found) return absl::OkStatus();
    feed = ports::Feed{rows->Text(0), static_cast<model::JobKind>(rows->Int(1)), rows->Text(2),
                       rows->Text(3), rows->Int(4)};
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return feed;
}

StatusOr<bool> SqlJobStore::AdvanceFeed(const ports::Feed& feed, const std::string& place, bool end,
                                        int64_t lease_ms) {
  bool valid = false;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    valid = false;
    auto job = FindJob(connection, database_->dialect().ForUpdate(), feed.job);
    if (job.status().code() == absl::StatusCode::kNotFound) return absl::OkStatus();
    GONGBAO_RETURN_IF_ERROR(job.status());
    const bool open = job->job.state == model::JobState::kOpen;
    GONGBAO_ASSIGN_OR_RETURN(
        const int64_t changed,
        connection.Execute("UPDATE job_feeds SET place = ?, done = ?, lease_until = ? "
                           "WHERE job = ? AND token = ? AND done = 0",
                           {Value(Blob{place}), Value(!open ? kFeedStopped : int64_t{end}),
                            Value(clock_.NowUnixMs() + lease_ms), Value(feed.job),
                            Value(feed.token)}));
    valid = changed > 0 && open;
    if (!valid || !end) return absl::OkStatus();
    job->job.state = model::JobState::kRunning;
    job->EndIfDone(clock_.NowUnixMs());
    return SaveJob(connection, *job);
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return valid;
}

}  // namespace gongbao::sql
