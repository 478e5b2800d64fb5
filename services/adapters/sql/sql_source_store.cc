#include "services/adapters/sql/sql_source_store.h"

#include <algorithm>
#include <set>

#include "services/adapters/sql/stored_analysis.h"
#include "services/adapters/sql/stored_source.h"
#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::sql {
namespace {

using model::Role;
using model::Scope;

Status NoSource(const std::string& id) {
  return NotFound("no source " + Shorten(id, 80), {{"source", Shorten(id, 80)}});
}

Status NotAllowed() {
  return absl::PermissionDeniedError("the caller may not write sources of this place");
}

bool MayWriteAnywhere(const Scope& scope) {
  return std::any_of(scope.grants().begin(), scope.grants().end(),
                     [](const Scope::Grant& grant) { return grant.role >= Role::kContributor; });
}

// Homes of the documents of a source.
StatusOr<std::set<std::string>> Homes(Connection& connection, const std::string& source_id) {
  GONGBAO_ASSIGN_OR_RETURN(
      const auto rows,
      connection.Query("SELECT DISTINCT home FROM source_documents WHERE source_id = ?",
                       {Value(source_id)}));
  std::set<std::string> homes;
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return homes;
    homes.insert(rows->Text(0));
  }
}

// NOT_FOUND where the source is not there, or not for this caller to read.
Status CheckReadable(Connection& connection, const Scope& scope, const std::string& source_id) {
  if (!IsKey(source_id)) return NoSource(source_id);
  GONGBAO_ASSIGN_OR_RETURN(
      const auto row, connection.Query("SELECT 1 FROM sources WHERE id = ?", {Value(source_id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  if (!found) return NoSource(source_id);
  if (scope.AllowsEverything(Role::kReader)) return absl::OkStatus();
  GONGBAO_ASSIGN_OR_RETURN(const auto homes, Homes(connection, source_id));
  const bool readable = homes.empty()
                            ? MayWriteAnywhere(scope)
                            : std::any_of(homes.begin(), homes.end(), [&](const std::string& home) {
                                return scope.Allows(home, Role::kReader);
                              });
  return readable ? absl::OkStatus() : NoSource(source_id);
}

// PERMISSION_DENIED where the caller may not change all of the source's documents.
Status CheckWritable(Connection& connection, const Scope& scope, const std::string& source_id) {
  if (scope.AllowsEverything(Role::kContributor)) return absl::OkStatus();
  if (!MayWriteAnywhere(scope)) return NotAllowed();
  GONGBAO_ASSIGN_OR_RETURN(const auto homes, Homes(connection, source_id));
  for (const std::string& home : homes) {
    if (!scope.Allows(home, Role::kContributor)) return NotAllowed();
  }
  return absl::OkStatus();
}

// Locks the row of the source. NOT_FOUND.
Status LockSource(Connection& connection, const Dialect& dialect, const std::string& source_id) {
  if (!IsKey(source_id)) return NoSource(source_id);
  const std::string statement =
      "SELECT id FROM sources WHERE id = ?" + std::string(dialect.ForUpdate());
  GONGBAO_ASSIGN_OR_RETURN(const auto row, connection.Query(statement, {Value(source_id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  return found ? absl::OkStatus() : NoSource(source_id);
}

Status AddOrigin(Connection& connection, const std::string& source_id, const std::string& origin,
                 int64_t arrived_unix_ms) {
  const std::string digest = Sha256Hex(origin);
  return connection
      .Execute(
          "INSERT INTO origins (source_id, n, digest, arrived_unix_ms, body) "
          "SELECT CAST(? AS VARCHAR(256)), COALESCE(MAX(n), 0) + 1, CAST(? AS VARCHAR(64)), "
          "CAST(? AS BIGINT), ? FROM origins WHERE source_id = ? "
          "ON CONFLICT (source_id, digest) DO NOTHING",
          {Value(source_id), Value(digest), Value(arrived_unix_ms), Value(Blob{origin}),
           Value(source_id)})
      .status();
}

// FAILED_PRECONDITION where the stored documents were made from more origins and corrections.
Status CheckNotOutdated(Connection& connection, const ports::SourceText& text) {
  GONGBAO_ASSIGN_OR_RETURN(
      const auto row,
      connection.Query("SELECT metadata_version FROM source_texts WHERE source_id = ?",
                       {Value(text.source_id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  if (!found || row->Int(0) <= text.metadata_version) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, Reason::kOutdatedAnalysis,
                   "source " + text.source_id + " was read from " + std::to_string(row->Int(0)) +
                       " arrivals and corrections already, more than " +
                       std::to_string(text.metadata_version),
                   {{"source", text.source_id},
                    {"stored_metadata_version", std::to_string(row->Int(0))}});
}

Status CheckDocument(const Scope& scope, const ports::SourceText& text,
                     const ports::DocumentText& document) {
  if (!IsKey(document.document.id) || !IsKey(document.document.home)) {
    return InvalidArgument("document \"" + Shorten(document.document.id, 80) +
                           "\" has no id or no home");
  }
  if (document.document.source_id != text.source_id) {
    return InvalidArgument("document " + document.document.id + " is not of source " +
                           Shorten(text.source_id, 80));
  }
  if (!scope.Allows(document.document.home, Role::kContributor)) return NotAllowed();
  return absl::OkStatus();
}

}  // namespace

StatusOr<ports::SourceStore::PutResult> SqlSourceStore::PutSource(const Scope& scope,
                                                                  const model::Source& source,
                                                                  std::string_view bytes,
                                                                  const model::Origin& origin) {
  if (!IsKey(source.id))
    return InvalidArgument("\"" + Shorten(source.id, 80) + "\" is no source id");
  if (!MayWriteAnywhere(scope)) return NotAllowed();
  GONGBAO_ASSIGN_OR_RETURN(const std::string encoded, EncodeOrigin(origin));
  PutResult result;
  const Status status = InTransaction(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(
        const int64_t inserted,
        connection.Execute(
            "INSERT INTO sources (id, byte_size, media_type, encoding) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO NOTHING",
            {Value(source.id), Value(static_cast<int64_t>(source.byte_size)),
             Value(Blob{source.media_type}), Value(Blob{source.encoding})}));
    result.already_stored = inserted == 0;
    if (inserted > 0) {
      if (static_cast<int64_t>(bytes.size()) != source.byte_size) {
        return InvalidArgument("source " + source.id + " of " + std::to_string(source.byte_size) +
                               " bytes comes with " + std::to_string(bytes.size()));
      }
      GONGBAO_RETURN_IF_ERROR(
          connection
              .Execute("INSERT INTO source_bytes (source_id, bytes) VALUES (?, ?)",
                       {Value(source.id), Value(Blob{bytes})})
              .status());
    } else {
      GONGBAO_RETURN_IF_ERROR(LockSource(connection, database_->dialect(), source.id));
    }
    return AddOrigin(connection, source.id, encoded, origin.arrived_unix_ms);
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return result;
}

StatusOr<bool> SqlSourceStore::HasSource(const Scope& scope, const std::string& source_id) {
  const Status status = Reading(*database_, [&](Connection& connection) {
    return CheckReadable(connection, scope, source_id);
  });
  if (status.code() == absl::StatusCode::kNotFound) return false;
  if (!status.ok()) return status;
  return true;
}

StatusOr<model::Source> SqlSourceStore::GetSource(const Scope& scope,
                                                  const std::string& source_id) {
  model::Source source;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    source = {};
    GONGBAO_RETURN_IF_ERROR(CheckReadable(connection, scope, source_id));
    GONGBAO_ASSIGN_OR_RETURN(
        const auto row,
        connection.Query("SELECT byte_size, media_type, encoding FROM sources WHERE id = ?",
                         {Value(source_id)}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
    if (!found) return NoSource(source_id);
    source.id = source_id;
    source.byte_size = row->Int(0);
    source.media_type = row->Text(1);
    source.encoding = row->Text(2);
    GONGBAO_ASSIGN_OR_RETURN(
        const auto origins,
        connection.Query("SELECT arrived_unix_ms, body FROM origins WHERE source_id = ? "
                         "ORDER BY arrived_unix_ms, n",
                         {Value(source_id)}));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, origins->Next());
      if (!more) return absl::OkStatus();
      GONGBAO_ASSIGN_OR_RETURN(model::Origin origin,
                               DecodeOrigin(origins->Bytes(1), origins->Int(0)));
      source.origins.push_back(std::move(origin));
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return source;
}

StatusOr<std::string> SqlSourceStore::ReadBytes(const Scope& scope, const std::string& source_id) {
  std::string bytes;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    GONGBAO_RETURN_IF_ERROR(CheckReadable(connection, scope, source_id));
    GONGBAO_ASSIGN_OR_RETURN(
        const auto row,
        connection.Query("SELECT bytes FROM source_bytes WHERE source_id = ?", {Value(source_id)}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
    if (!found) return NoSource(source_id);
    bytes = row->Text(0);
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return bytes;
}

Status SqlSourceStore::SetFormat(const Scope& scope, const std::string& source_id,
                                 const std::string& media_type, const std::string& encoding) {
  return InTransaction(*database_, [&](Connection& connection) -> Status {
    GONGBAO_RETURN_IF_ERROR(LockSource(connection, database_->dialect(), source_id));
    GONGBAO_RETURN_IF_ERROR(CheckWritable(connection, scope, source_id));
    return connection
        .Execute("UPDATE sources SET media_type = ?, encoding = ? WHERE id = ?",
                 {Value(Blob{media_type}), Value(Blob{encoding}), Value(source_id)})
        .status();
  });
}

Status SqlSourceStore::PutTexts(const Scope& scope, const ports::SourceText& text,
                                const std::vector<ports::DocumentText>& documents) {
  std::vector<std::string> bodies;
  for (const ports::DocumentText& document : documents) {
    GONGBAO_RETURN_IF_ERROR(CheckDocument(scope, text, document));
    GONGBAO_ASSIGN_OR_RETURN(std::string body, EncodeDocument(document.document));
    bodies.push_back(std::move(body));
  }
  return InTransaction(*database_, [&](Connection& connection) -> Status {
    GONGBAO_RETURN_IF_ERROR(LockSource(connection, database_->dialect(), text.source_id));
    GONGBAO_RETURN_IF_ERROR(CheckWritable(connection, scope, text.source_id));
    GONGBAO_RETURN_IF_ERROR(CheckNotOutdated(connection, text));
    for (const std::string_view statement : {"DELETE FROM source_documents WHERE source_id = ?",
                                             "DELETE FROM source_texts WHERE source_id = ?"}) {
      GONGBAO_RETURN_IF_ERROR(connection.Execute(statement, {Value(text.source_id)}).status());
    }
    GONGBAO_RETURN_IF_ERROR(
        connection
            .Execute("INSERT INTO source_texts (source_id, reader_version, text, byte_map, "
                     "metadata_version) VALUES (?, ?, ?, ?, ?)",
                     {Value(text.source_id), Value(Blob{text.reader_version}),
                      Value(Blob{text.text}), Value(Blob{text.byte_map}),
                      Value(text.metadata_version)})
            .status());
    for (size_t i = 0; i < documents.size(); ++i) {
      const ports::DocumentText& document = documents[i];
      GONGBAO_RETURN_IF_ERROR(
          connection
              .Execute("INSERT INTO source_documents (source_id, document_id, source_offset, home, "
                       "revision, body, clean_text, text_map) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       {Value(text.source_id), Value(document.document.id),
                        Value(document.document.source_offset), Value(document.document.home),
                        Value(Blob{document.revision}), Value(Blob{bodies[i]}),
                        Value(Blob{document.clean_text}), Value(Blob{document.text_map})})
              .status());
    }
    if (text.reading.pipeline_version.empty()) return absl::OkStatus();
    return PutReading(connection, text.source_id, text.reading);
  });
}

StatusOr<ports::SourceText> SqlSourceStore::GetSourceText(const Scope& scope,
                                                          const std::string& source_id) {
  ports::SourceText text;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    GONGBAO_RETURN_IF_ERROR(CheckReadable(connection, scope, source_id));
    GONGBAO_ASSIGN_OR_RETURN(
        const auto row,
        connection.Query("SELECT reader_version, text, byte_map, metadata_version "
                         "FROM source_texts WHERE source_id = ?",
                         {Value(source_id)}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
    if (!found) return NotFound("source " + source_id + " has not been read");
    text = {source_id, row->Text(0), row->Text(1), row->Text(2), {}, row->Int(3)};
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return text;
}

StatusOr<ports::DocumentText> SqlSourceStore::GetDocumentText(const Scope& scope,
                                                              const std::string& document_id) {
  const Status none = NotFound("no document " + Shorten(document_id, 80));
  if (!IsKey(document_id)) return none;
  ports::DocumentText text;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(
        const auto row,
        connection.Query("SELECT home, revision, body, clean_text, text_map FROM source_documents "
                         "WHERE document_id = ?",
                         {Value(document_id)}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
    if (!found || !scope.Allows(row->Bytes(0), Role::kReader)) return none;
    GONGBAO_ASSIGN_OR_RETURN(text.document, DecodeDocument(row->Bytes(2)));
    text.revision = row->Text(1);
    text.clean_text = row->Text(3);
    text.text_map = row->Text(4);
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return text;
}

StatusOr<std::vector<std::string>> SqlSourceStore::DocumentsOf(const Scope& scope,
                                                               const std::string& source_id) {
  std::vector<std::string> ids;
  if (!IsKey(source_id)) return ids;
  const Status status = Reading(*database_, [&](Connection& connection) -> Status {
    ids.clear();
    GONGBAO_ASSIGN_OR_RETURN(
        const auto rows,
        connection.Query("SELECT document_id, home FROM source_documents WHERE source_id = ? "
                         "ORDER BY source_offset, document_id",
                         {Value(source_id)}));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) return absl::OkStatus();
      if (scope.Allows(rows->Bytes(1), Role::kReader)) ids.push_back(rows->Text(0));
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return ids;
}

}  // namespace gongbao::sql
