// SqlSourceStore's corrections of documents.
#include "services/adapters/sql/sql_source_store.h"
#include "services/adapters/sql/stored_analysis.h"
#include "services/adapters/sql/stored_source.h"
#include "services/base/text.h"

namespace gongbao::sql {
namespace {

using model::Role;

struct DocumentHome {
  std::string source_id;
  std::string home;
};

// NOT_FOUND where there is no such document, or not for this caller to read.
StatusOr<DocumentHome> FindDocument(Connection& connection, const model::Scope& scope,
                                    const std::string& document_id) {
  const Status none = NotFound("no document " + Shorten(document_id, 80),
                               {{"document", Shorten(document_id, 80)}});
  if (!IsKey(document_id)) return none;
  GONGBAO_ASSIGN_OR_RETURN(
      const auto row,
      connection.Query("SELECT source_id, home FROM source_documents WHERE document_id = ?",
                       {Value(document_id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  if (!found || !scope.Allows(row->Bytes(1), Role::kReader)) return none;
  return DocumentHome{row->Text(0), row->Text(1)};
}

StatusOr<int64_t> NextNumber(Connection& connection, const std::string& source_id,
                             const std::string& document_id) {
  GONGBAO_ASSIGN_OR_RETURN(
      const auto row,
      connection.Query("SELECT COALESCE(MAX(n), 0) + 1 FROM corrections "
                       "WHERE source_id = ? AND document_id = ?",
                       {Value(source_id), Value(document_id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  return found ? row->Int(0) : 1;
}

// One writer of a source's corrections at a time: the row of the source is locked.
Status LockSourceOf(Connection& connection, const Dialect& dialect, const std::string& source_id) {
  const std::string statement =
      "SELECT id FROM sources WHERE id = ?" + std::string(dialect.ForUpdate());
  GONGBAO_ASSIGN_OR_RETURN(const auto row, connection.Query(statement, {Value(source_id)}));
  return row->Next().status();
}

}  // namespace

StatusOr<int64_t> SqlSourceStore::AddCorrection(const model::Scope& scope,
                                                const model::Correction& correction,
                                                const std::string& home) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string body, EncodeCorrection(correction));
  int64_t number = 0;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const DocumentHome document,
                             FindDocument(connection, scope, correction.document_id));
    if (!scope.Allows(document.home, Role::kContributor) ||
        (!home.empty() && !scope.Allows(home, Role::kContributor))) {
      return absl::PermissionDeniedError("the caller may not write documents of this place");
    }
    GONGBAO_RETURN_IF_ERROR(LockSourceOf(connection, database_->dialect(), document.source_id));
    GONGBAO_ASSIGN_OR_RETURN(
        number, NextNumber(connection, document.source_id, correction.document_id));
    return connection
        .Execute("INSERT INTO corrections (source_id, document_id, n, made_unix_ms, body) "
                 "VALUES (?, ?, ?, ?, ?)",
                 {Value(document.source_id), Value(correction.document_id), Value(number),
                  Value(correction.made_unix_ms), Value(Blob{body})})
        .status();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return number;
}

StatusOr<std::vector<model::Correction>> SqlSourceStore::CorrectionsOf(
    const model::Scope& scope, const std::string& source_id) {
  std::vector<model::Correction> corrections;
  if (!IsKey(source_id)) return corrections;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    corrections.clear();
    GONGBAO_ASSIGN_OR_RETURN(
        const auto rows,
        connection.Query("SELECT c.document_id, c.n, c.made_unix_ms, c.body, d.home "
                         "FROM corrections c LEFT JOIN source_documents d "
                         "ON d.source_id = c.source_id AND d.document_id = c.document_id "
                         "WHERE c.source_id = ? ORDER BY c.document_id, c.n",
                         {Value(source_id)}));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) return absl::OkStatus();
      const bool readable = rows->IsNull(4) ? scope.AllowsEverything(Role::kReader)
                                            : scope.Allows(rows->Bytes(4), Role::kReader);
      if (!readable) continue;
      GONGBAO_ASSIGN_OR_RETURN(model::Correction correction,
                               DecodeCorrection(rows->Bytes(3), rows->Bytes(0), rows->Int(1),
                                                rows->Int(2)));
      corrections.push_back(std::move(correction));
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return corrections;
}

}  // namespace gongbao::sql
