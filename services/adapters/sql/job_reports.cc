// SqlJobStore's account of a job: why items failed, and what reprocessing changed.
#include <set>

#include "services/adapters/sql/sql_job_store.h"
#include "services/adapters/sql/sql_text.h"
#include "services/adapters/sql/stored_analysis.h"
#include "services/base/text.h"
#include "services/wire/convert.h"

namespace gongbao::sql {
namespace {

using model::FactDifference;
using model::FactDifferenceKind;

const TableShape& DifferencesTable() {
  static const TableShape shape{"job_differences",
                                {{"job", ColumnType::kText},
                                 {"number", ColumnType::kInt},
                                 {"document", ColumnType::kText},
                                 {"fact", ColumnType::kText},
                                 {"kind", ColumnType::kInt},
                                 {"fact_before", ColumnType::kBlob},
                                 {"fact_after", ColumnType::kBlob}}};
  return shape;
}

std::string Encode(const std::optional<model::Fact>& fact) {
  return fact ? wire::ToProto(*fact).SerializeAsString() : "";
}

StatusOr<std::optional<model::Fact>> Decode(std::string_view bytes, const std::string& id,
                                            const std::string& document) {
  if (bytes.empty()) return std::optional<model::Fact>();
  GONGBAO_ASSIGN_OR_RETURN(model::Fact fact, DecodeFact(bytes, id, document));
  return std::optional<model::Fact>(std::move(fact));
}

StatusOr<ports::DifferenceRow> ReadDifference(const Cursor& row) {
  ports::DifferenceRow out;
  out.number = row.Int(0);
  out.difference.document = row.Text(1);
  const std::string id = row.Text(2);
  out.difference.kind = static_cast<FactDifferenceKind>(row.Int(3));
  GONGBAO_ASSIGN_OR_RETURN(out.difference.before,
                           Decode(row.Bytes(4), id, out.difference.document));
  GONGBAO_ASSIGN_OR_RETURN(out.difference.after, Decode(row.Bytes(5), id, out.difference.document));
  if (!out.difference.before && !out.difference.after) return Internal("a difference of no fact");
  return out;
}

}  // namespace

StatusOr<std::vector<model::FailureGroup>> SqlJobStore::CountFailures(const model::Scope& scope,
                                                                      const std::string& job_id) {
  std::vector<model::FailureGroup> groups;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    groups.clear();
    GONGBAO_RETURN_IF_ERROR(
        FindJob(connection, "", scope, model::Role::kReader, job_id).status());
    GONGBAO_ASSIGN_OR_RETURN(
        const auto rows,
        connection.Query("SELECT error_stage, error_reason, COUNT(*), MIN(number) FROM job_items "
                         "WHERE job = ? AND state = 4 GROUP BY error_stage, error_reason "
                         "ORDER BY error_stage, error_reason",
                         {Value(job_id)}));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) return absl::OkStatus();
      groups.push_back({rows->Text(0), rows->Text(1), rows->Int(2), rows->Int(3)});
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return groups;
}

StatusOr<bool> SqlJobStore::NoteDifferences(const ports::Claim& claim, const std::string& document,
                                            const std::vector<FactDifference>& differences) {
  if (!IsKey(document)) return InvalidArgument("a difference of no document");
  std::vector<std::string> bodies;
  for (const FactDifference& difference : differences) {
    if (!IsKey(difference.fact_id())) return InvalidArgument("a difference of no fact");
    bodies.push_back(Encode(difference.before));
    bodies.push_back(Encode(difference.after));
  }
  std::vector<Value> values;
  for (size_t i = 0; i < differences.size(); ++i) {
    values.insert(values.end(),
                  {Value(claim.item.job), Value(claim.item.number), Value(document),
                   Value(differences[i].fact_id()),
                   Value(static_cast<int64_t>(differences[i].kind)), Value(Blob{bodies[2 * i]}),
                   Value(Blob{bodies[2 * i + 1]})});
  }
  bool valid = false;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    valid = false;
    {
      const std::string statement =
          Cat({"SELECT 1 FROM job_items WHERE job = ? AND number = ? AND state = 2 AND token = ?",
               database_->dialect().ForUpdate()});
      GONGBAO_ASSIGN_OR_RETURN(const auto row,
                               connection.Query(statement, {Value(claim.item.job),
                                                            Value(claim.item.number),
                                                            Value(claim.token)}));
      GONGBAO_ASSIGN_OR_RETURN(valid, row->Next());
    }
    if (!valid) return absl::OkStatus();
    GONGBAO_RETURN_IF_ERROR(
        connection
            .Execute("DELETE FROM job_differences WHERE job = ? AND number = ? AND document = ?",
                     {Value(claim.item.job), Value(claim.item.number), Value(document)})
            .status());
    if (values.empty()) return absl::OkStatus();
    return connection.InsertRows(DifferencesTable(), values);
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return valid;
}

StatusOr<model::FactCounts> SqlJobStore::CountDifferences(
    Connection& connection, const ports::Claim& claim, const std::vector<std::string>& documents) {
  model::FactCounts counts;
  std::set<std::string> changed;
  GONGBAO_ASSIGN_OR_RETURN(
      const auto rows,
      connection.Query("SELECT document, kind, COUNT(*) FROM job_differences "
                       "WHERE job = ? AND number = ? GROUP BY document, kind",
                       {Value(claim.item.job), Value(claim.item.number)}));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) break;
    changed.insert(rows->Text(0));
    switch (static_cast<FactDifferenceKind>(rows->Int(1))) {
      case FactDifferenceKind::kAdded: counts.added += rows->Int(2); break;
      case FactDifferenceKind::kGone: counts.gone += rows->Int(2); break;
      case FactDifferenceKind::kChanged: counts.changed += rows->Int(2); break;
      case FactDifferenceKind::kUnknown: break;
    }
  }
  for (const std::string& document : documents) {
    if (!changed.contains(document)) ++counts.documents_unchanged;
  }
  return counts;
}

StatusOr<std::vector<ports::DifferenceRow>> SqlJobStore::ListDifferences(
    const model::Scope& scope, const std::string& job_id,
    const std::optional<ports::DifferenceRow>& after, int64_t limit) {
  std::vector<ports::DifferenceRow> found;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    found.clear();
    GONGBAO_RETURN_IF_ERROR(
        FindJob(connection, "", scope, model::Role::kReader, job_id).status());
    if (limit <= 0) return absl::OkStatus();
    SqlText sql;
    sql.Add("SELECT number, document, fact, kind, fact_before, fact_after FROM job_differences "
            "WHERE job = ").AddValue(job_id);
    if (after) {
      sql.Add(" AND (number, document, fact) > (").AddValue(after->number).Add(", ");
      sql.AddValue(after->difference.document).Add(", ").AddValue(after->difference.fact_id());
      sql.Add(")");
    }
    sql.Add(" ORDER BY number, document, fact LIMIT ").AddValue(limit);
    GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(sql.text(), sql.values()));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) return absl::OkStatus();
      GONGBAO_ASSIGN_OR_RETURN(ports::DifferenceRow row, ReadDifference(*rows));
      found.push_back(std::move(row));
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return found;
}

}  // namespace gongbao::sql
