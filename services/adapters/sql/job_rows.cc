#include "services/adapters/sql/job_rows.h"

#include <algorithm>

#include "services/adapters/sql/stored_analysis.h"
#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::sql {
namespace {

const TableShape& ItemsTable() {
  static const TableShape shape{"job_items",
                                {{"job", ColumnType::kText},
                                 {"number", ColumnType::kInt},
                                 {"display_name", ColumnType::kBlob},
                                 {"source_id", ColumnType::kBlob},
                                 {"byte_size", ColumnType::kInt},
                                 {"mode", ColumnType::kInt},
                                 {"digest", ColumnType::kText},
                                 {"state", ColumnType::kInt},
                                 {"error", ColumnType::kBlob},
                                 {"error_reason", ColumnType::kBlob},
                                 {"error_stage", ColumnType::kBlob}}};
  return shape;
}

model::ItemMode ModeOf(const model::Job& job) {
  if (job.kind == model::JobKind::kReprocess) return model::ItemMode::kCompare;
  return job.force ? model::ItemMode::kAgain : model::ItemMode::kUnlessKnown;
}

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  if (text.empty()) return lines;
  for (const std::string_view line : Split(text, '\n')) lines.emplace_back(line);
  return lines;
}

}  // namespace

std::string OwnerOf(const model::Scope& scope) {
  std::vector<std::string> prefixes;
  for (const model::Scope::Grant& grant : scope.grants()) {
    if (grant.role >= model::Role::kContributor) prefixes.push_back(grant.prefix);
  }
  std::sort(prefixes.begin(), prefixes.end());
  return Join(prefixes, ",");
}

bool JobRow::IsFor(const model::Scope& scope, model::Role role) const {
  const std::vector<std::string_view> prefixes = Split(owner, ',');
  return std::all_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return scope.Allows(prefix, role); });
}

void JobRow::Count(model::JobItemState state, int64_t bytes) {
  job.bytes_done += bytes;
  if (state == model::JobItemState::kDone) ++job.items_done;
  if (state == model::JobItemState::kFailed) ++job.items_failed;
  if (state == model::JobItemState::kCancelled) ++job.items_cancelled;
}

void JobRow::Add(const model::FactCounts& changes) {
  job.changes.added += changes.added;
  job.changes.gone += changes.gone;
  job.changes.changed += changes.changed;
  job.changes.documents_unchanged += changes.documents_unchanged;
}

void JobRow::EndIfDone(int64_t now_unix_ms) {
  if (job.state != model::JobState::kRunning) return;
  if (job.items_done + job.items_failed + job.items_cancelled < job.items_total) return;
  job.state = cancelling             ? model::JobState::kCancelled
              : job.items_failed > 0 ? model::JobState::kFailed
                                     : model::JobState::kSucceeded;
  job.ended_unix_ms = now_unix_ms;
}

JobRow ReadJob(const Cursor& row) {
  JobRow out;
  model::Job& job = out.job;
  job.id = row.Text(0);
  job.display_name = row.Text(1);
  out.owner = row.Text(2);
  job.state = static_cast<model::JobState>(row.Int(3));
  out.cancelling = row.Int(4) != 0;
  job.items_total = row.Int(5);
  job.items_done = row.Int(6);
  job.items_failed = row.Int(7);
  job.items_cancelled = row.Int(8);
  job.bytes_total = row.Int(9);
  job.bytes_done = row.Int(10);
  job.documents = row.Int(11);
  job.facts = row.Int(12);
  job.created_unix_ms = row.Int(13);
  job.ended_unix_ms = row.Int(14);
  job.kind = static_cast<model::JobKind>(row.Int(15));
  job.force = row.Int(16) != 0;
  job.changes = {row.Int(17), row.Int(18), row.Int(19), row.Int(20)};
  return out;
}

model::JobItem ReadItem(const Cursor& row) {
  model::JobItem item;
  item.job = row.Text(0);
  item.number = row.Int(1);
  item.display_name = row.Text(2);
  item.source_id = row.Text(3);
  item.byte_size = row.Int(4);
  item.state = static_cast<model::JobItemState>(row.Int(5));
  item.attempts = static_cast<int32_t>(row.Int(6));
  item.error = row.Text(7);
  item.error_reason = row.Text(8);
  item.error_stage = row.Text(9);
  item.documents = Lines(row.Bytes(10));
  item.facts = row.Int(11);
  item.mode = static_cast<model::ItemMode>(row.Int(13));
  if (item.state == model::JobItemState::kWaiting) item.not_before_unix_ms = row.Int(14);
  item.changes = {row.Int(15), row.Int(16), row.Int(17), row.Int(18)};
  return item;
}

StatusOr<JobRow> FindJob(Connection& connection, std::string_view lock, const std::string& id) {
  const Status none = NotFound("no job " + Shorten(id, 80), {{"job", Shorten(id, 80)}});
  if (!IsKey(id)) return none;
  const std::string statement = Cat({"SELECT ", kJobColumns, " FROM jobs WHERE id = ?", lock});
  GONGBAO_ASSIGN_OR_RETURN(const auto row, connection.Query(statement, {Value(id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  if (!found) return none;
  return ReadJob(*row);
}

StatusOr<JobRow> FindJob(Connection& connection, std::string_view lock, const model::Scope& scope,
                         model::Role role, const std::string& id) {
  GONGBAO_ASSIGN_OR_RETURN(JobRow row, FindJob(connection, lock, id));
  if (!row.IsFor(scope, model::Role::kReader)) {
    return NotFound("no job " + Shorten(id, 80), {{"job", Shorten(id, 80)}});
  }
  if (!row.IsFor(scope, role)) {
    return absl::PermissionDeniedError("the caller may not change this job");
  }
  return row;
}

Status InsertJob(Connection& connection, const JobRow& row) {
  const model::Job& job = row.job;
  return connection
      .Execute(
          "INSERT INTO jobs (id, display_name, owner, state, created_unix_ms, kind, force) "
          "VALUES (?, ?, ?, ?, ?, ?, ?)",
          {Value(job.id), Value(Blob{job.display_name}), Value(Blob{row.owner}),
           Value(static_cast<int64_t>(job.state)), Value(job.created_unix_ms),
           Value(static_cast<int64_t>(job.kind)), Value(int64_t{job.force})})
      .status();
}

Status SaveJob(Connection& connection, const JobRow& row) {
  const model::Job& job = row.job;
  return connection
      .Execute(
          "UPDATE jobs SET state = ?, cancelling = ?, items_total = ?, items_done = ?, "
          "items_failed = ?, items_cancelled = ?, bytes_total = ?, bytes_done = ?, "
          "documents = ?, facts = ?, ended_unix_ms = ?, facts_added = ?, facts_gone = ?, "
          "facts_changed = ?, documents_unchanged = ? WHERE id = ?",
          {Value(static_cast<int64_t>(job.state)), Value(int64_t{row.cancelling}),
           Value(job.items_total), Value(job.items_done), Value(job.items_failed),
           Value(job.items_cancelled), Value(job.bytes_total), Value(job.bytes_done),
           Value(job.documents), Value(job.facts), Value(job.ended_unix_ms),
           Value(job.changes.added), Value(job.changes.gone), Value(job.changes.changed),
           Value(job.changes.documents_unchanged), Value(job.id)})
      .status();
}

std::string DigestOf(const model::JobItem& item) {
  return Sha256Hex(Cat({std::to_string(item.display_name.size()), ":", item.display_name,
                        item.source_id})).substr(0, 32);
}

Status InsertItems(Connection& connection, const JobRow& job, int64_t first_number,
                   const std::vector<model::JobItem>& items) {
  const auto mode = static_cast<int64_t>(ModeOf(job.job));
  std::vector<std::string> digests;
  for (const model::JobItem& item : items) digests.push_back(DigestOf(item));
  std::vector<Value> values;
  int64_t number = first_number;
  for (size_t i = 0; i < items.size(); ++i) {
    const model::JobItem& item = items[i];
    const bool failed = item.state == model::JobItemState::kFailed;
    const auto state = failed ? model::JobItemState::kFailed : model::JobItemState::kWaiting;
    const auto shown = [&](const std::string& text) {
      return Value(Blob{failed ? std::string_view(text) : std::string_view()});
    };
    values.insert(values.end(),
                  {Value(job.job.id), Value(number++), Value(Blob{item.display_name}),
                   Value(Blob{item.source_id}), Value(item.byte_size), Value(mode),
                   Value(digests[i]), Value(static_cast<int64_t>(state)), shown(item.error),
                   shown(item.error_reason), shown(item.error_stage)});
  }
  return connection.InsertRows(ItemsTable(), values);
}

}  // namespace gongbao::sql
