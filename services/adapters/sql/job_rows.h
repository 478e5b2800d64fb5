// Jobs and items as rows. Belongs to one thread and one transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/adapters/sql/connection.h"
#include "services/adapters/sql/dialect.h"
#include "services/model/job.h"
#include "services/model/scope.h"

namespace gongbao::sql {

// A job with what the model does not show.
struct JobRow {
  model::Job job;
  std::string owner;        // see OwnerOf
  bool cancelling = false;  // waiting items are not begun any more

  // Whether every part that the job was made for lies in the caller's scope.
  bool IsFor(const model::Scope& scope, model::Role role) const;
  // An item of so many bytes ended in that state.
  void Count(model::JobItemState state, int64_t bytes);
  void Add(const model::FactCounts& changes);
  // RUNNING becomes an ended state where all items have ended.
  void EndIfDone(int64_t now_unix_ms);
};

// The scope that a job is made in: the prefixes that its maker may write, "42,421321". A job has no
// home: those may see it who may see all of its maker's.
std::string OwnerOf(const model::Scope& scope);

constexpr std::string_view kJobColumns =
    "id, display_name, owner, state, cancelling, items_total, items_done, items_failed, "
    "items_cancelled, bytes_total, bytes_done, documents, facts, created_unix_ms, ended_unix_ms, "
    "kind, force, facts_added, facts_gone, facts_changed, documents_unchanged";
constexpr std::string_view kItemColumns =
    "job, number, display_name, source_id, byte_size, state, attempts, error, error_reason, "
    "error_stage, documents, facts, token, mode, not_before, facts_added, facts_gone, facts_changed, "
    "documents_unchanged";

JobRow ReadJob(const Cursor& row);
model::JobItem ReadItem(const Cursor& row);
constexpr int kTokenColumn = 12;

// NOT_FOUND where there is none, or none for this caller. `lock`: " FOR UPDATE" or nothing.
StatusOr<JobRow> FindJob(Connection& connection, std::string_view lock, const std::string& id);
StatusOr<JobRow> FindJob(Connection& connection, std::string_view lock, const model::Scope& scope,
                         model::Role role, const std::string& id);
Status InsertJob(Connection& connection, const JobRow& row);
// State and counts.
Status SaveJob(Connection& connection, const JobRow& row);
// By which an item is known within its job.
std::string DigestOf(const model::JobItem& item);
Status InsertItems(Connection& connection, const JobRow& job, int64_t first_number,
                   const std::vector<model::JobItem>& items);

}  // namespace gongbao::sql
