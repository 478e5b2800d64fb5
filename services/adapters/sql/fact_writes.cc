#include "services/adapters/sql/fact_writes.h"

namespace gongbao::sql {
namespace {

constexpr std::string_view kFindDocument =
    "SELECT home, place_id, year, representative, generation, content_hash, sentence_count, "
    "metadata_version FROM documents WHERE id = ?";

const TableShape& FactsTable() {
  static const TableShape shape{"facts",
                                {{"home", ColumnType::kText},
                                 {"document", ColumnType::kText},
                                 {"n", ColumnType::kInt},
                                 {"id", ColumnType::kText},
                                 {"kind", ColumnType::kInt},
                                 {"canonical", ColumnType::kText},
                                 {"status", ColumnType::kInt},
                                 {"place_id", ColumnType::kText},
                                 {"own_place", ColumnType::kInt},
                                 {"document_place", ColumnType::kText},
                                 {"document_year", ColumnType::kInt},
                                 {"document_kind", ColumnType::kInt},
                                 {"is_copy", ColumnType::kInt},
                                 {"first_month", ColumnType::kInt},
                                 {"last_month", ColumnType::kInt},
                                 {"evidence_begin", ColumnType::kInt},
                                 {"evidence_end", ColumnType::kInt},
                                 {"body", ColumnType::kBlob}}};
  return shape;
}

Status Outdated(const StoredAnalysis& analysis, int64_t stored) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, Reason::kOutdatedAnalysis,
      "document " + std::string(analysis.id) + " is stored by pipeline generation " +
          std::to_string(stored) + ", newer than " + std::to_string(analysis.generation),
      {{"document", std::string(analysis.id)}, {"stored_generation", std::to_string(stored)}});
}

Status OutdatedMetadata(const StoredAnalysis& analysis, int64_t stored) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, Reason::kOutdatedAnalysis,
      "document " + std::string(analysis.id) + " is stored as read from " + std::to_string(stored) +
          " arrivals and corrections, more than " + std::to_string(analysis.metadata_version),
      {{"document", std::string(analysis.id)}, {"stored_metadata_version", std::to_string(stored)}});
}

}  // namespace

Status FactWrites::CheckScope(std::string_view home) const {
  if (scope_.Allows(home, model::Role::kContributor)) return absl::OkStatus();
  return absl::PermissionDeniedError("the caller may not write documents of this place");
}

void FactWrites::Count(std::string_view home, int64_t what, int64_t change) {
  counts_[{std::string(home), what}] += change;
}

StatusOr<std::optional<FactWrites::Stored>> FactWrites::Find(std::string_view id) {
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_.Query(kFindDocument, {Value(id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, rows->Next());
  if (!found) return std::optional<Stored>();
  Stored stored;
  stored.id = id;
  stored.home = rows->Text(0);
  stored.place_id = rows->Text(1);
  stored.year = rows->Int(2);
  stored.representative = rows->Text(3);
  stored.generation = rows->Int(4);
  stored.content_hash = rows->Text(5);
  stored.sentences = rows->Int(6);
  stored.metadata_version = rows->Int(7);
  return std::optional<Stored>(std::move(stored));
}

Status FactWrites::Lock(std::set<std::string> documents, std::set<std::string> homes) {
  const std::vector<std::string> ids(documents.begin(), documents.end());
  GONGBAO_RETURN_IF_ERROR(dialect_.LockDocuments(connection_, ids));
  SqlText sql;
  sql.Add("SELECT home FROM documents WHERE ").AddIn("id", ids);
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_.Query(sql.text(), sql.values()));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) break;
    homes.insert(rows->Text(0));
  }
  return dialect_.LockHomes(connection_, std::vector<std::string>(homes.begin(), homes.end()));
}

Status FactWrites::Replace(const StoredAnalysis& analysis) {
  GONGBAO_RETURN_IF_ERROR(CheckScope(analysis.home));
  GONGBAO_ASSIGN_OR_RETURN(const auto stored, Find(analysis.id));
  if (stored) {
    GONGBAO_RETURN_IF_ERROR(CheckScope(stored->home));
    if (stored->generation > analysis.generation) return Outdated(analysis, stored->generation);
    if (stored->metadata_version > analysis.metadata_version) {
      return OutdatedMetadata(analysis, stored->metadata_version);
    }
    if (stored->content_hash == analysis.content_hash) {
      return SetMetadataVersion(*stored, analysis.metadata_version);
    }
    GONGBAO_RETURN_IF_ERROR(Remove(*stored));
  }
  GONGBAO_ASSIGN_OR_RETURN(const std::string representative, JoinGroup(analysis));
  GONGBAO_RETURN_IF_ERROR(InsertDocument(analysis, representative));
  GONGBAO_RETURN_IF_ERROR(dialect_.InsertSentences(connection_, analysis));
  return InsertFacts(analysis, representative != analysis.id);
}

// No answer shows it: the epoch stays.
Status FactWrites::SetMetadataVersion(const Stored& stored, int64_t version) {
  if (stored.metadata_version == version) return absl::OkStatus();
  return connection_
      .Execute("UPDATE documents SET metadata_version = ? WHERE home = ? AND id = ?",
               {Value(version), Value(stored.home), Value(stored.id)})
      .status();
}

Status FactWrites::Delete(std::string_view id) {
  GONGBAO_ASSIGN_OR_RETURN(const auto stored, Find(id));
  if (!stored) return absl::OkStatus();
  GONGBAO_RETURN_IF_ERROR(CheckScope(stored->home));
  return Remove(*stored);
}

Status FactWrites::Remove(const Stored& stored) {
  {
    GONGBAO_ASSIGN_OR_RETURN(
        const auto rows,
        connection_.Query("SELECT kind, COUNT(*) FROM facts WHERE home = ? AND document = ? "
                          "GROUP BY kind",
                          {Value(stored.home), Value(stored.id)}));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) break;
      Count(stored.home, kCountFacts + rows->Int(0), -rows->Int(1));
    }
  }
  GONGBAO_RETURN_IF_ERROR(dialect_.RemoveTerms(connection_, stored.home, stored.id));
  for (const std::string_view statement : {"DELETE FROM facts WHERE home = ? AND document = ?",
                                           "DELETE FROM sentences WHERE home = ? AND document = ?",
                                           "DELETE FROM analyses WHERE home = ? AND document = ?",
                                           "DELETE FROM documents WHERE home = ? AND id = ?"}) {
    GONGBAO_RETURN_IF_ERROR(
        connection_.Execute(statement, {Value(stored.home), Value(stored.id)}).status());
  }
  Count(stored.home, kCountDocuments, -1);
  Count(stored.home, kCountSentences, -stored.sentences);
  if (stored.representative == stored.id) Count(stored.home, kCountRepresentatives, -1);
  changed_homes_.insert(stored.home);
  return LeaveGroup(stored);
}

StatusOr<std::vector<GroupMember>> FactWrites::Members(std::string_view home,
                                                       std::string_view place, int64_t year,
                                                       std::string_view representative,
                                                       std::string_view without) {
  GONGBAO_ASSIGN_OR_RETURN(
      const auto rows,
      connection_.Query("SELECT d.id, d.text_bytes, d.representative, a.fingerprint "
                        "FROM documents d JOIN analyses a ON a.home = d.home AND a.document = d.id "
                        "WHERE d.home = ? AND d.place_id = ? AND d.year = ? ORDER BY d.id",
                        {Value(home), Value(place), Value(year)}));
  std::vector<GroupMember> members;
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return members;
    if (rows->Bytes(0) == without) continue;
    if (!representative.empty() && rows->Bytes(2) != representative) continue;
    members.push_back(
        {rows->Text(0), rows->Int(1), rows->Text(2), DecodeFingerprint(rows->Bytes(3))});
  }
}

Status FactWrites::LeaveGroup(const Stored& stored) {
  if (!stored.groups()) return absl::OkStatus();
  GONGBAO_ASSIGN_OR_RETURN(const auto rest, Members(stored.home, stored.place_id, stored.year,
                                                    stored.representative, stored.id));
  return Regroup(stored.home, Split(rest), rest);
}

StatusOr<std::string> FactWrites::JoinGroup(const StoredAnalysis& analysis) {
  const std::string id(analysis.id);
  if (!analysis.groups()) return id;
  GONGBAO_ASSIGN_OR_RETURN(
      const auto others, Members(analysis.home, analysis.place_id, analysis.year, "", analysis.id));
  GroupMember newcomer{id, static_cast<int64_t>(analysis.clean_text.size()), "",
                       *analysis.fingerprint};
  const Regrouping changes = Join(others, &newcomer);
  GONGBAO_RETURN_IF_ERROR(Regroup(analysis.home, changes, others));
  return newcomer.representative;
}

Status FactWrites::Regroup(std::string_view home, const Regrouping& changes,
                           const std::vector<GroupMember>& members) {
  for (const auto& [id, representative] : changes) {
    GONGBAO_RETURN_IF_ERROR(
        connection_
            .Execute("UPDATE documents SET representative = ?, is_copy = ? "
                     "WHERE home = ? AND id = ?",
                     {Value(representative), Value(int64_t{representative != id}), Value(home),
                      Value(id)})
            .status());
    bool was_copy = true;
    for (const GroupMember& member : members) {
      if (member.id == id) was_copy = member.representative != id;
    }
    const bool is_copy = representative != id;
    if (is_copy == was_copy) continue;
    Count(home, kCountRepresentatives, is_copy ? -1 : 1);
    GONGBAO_RETURN_IF_ERROR(
        connection_
            .Execute("UPDATE facts SET is_copy = ? WHERE home = ? AND document = ?",
                     {Value(int64_t{is_copy}), Value(home), Value(id)})
            .status());
  }
  return absl::OkStatus();
}

Status FactWrites::InsertDocument(const StoredAnalysis& analysis, std::string_view representative) {
  const auto sentences = static_cast<int64_t>(analysis.sentences.size());
  GONGBAO_RETURN_IF_ERROR(
      connection_
          .Execute(
              "INSERT INTO documents (home, id, place_id, year, kind, representative, is_copy, "
              "revision, generation, content_hash, text_bytes, sentence_count, fact_count, "
              "metadata_version, confidence, body) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {Value(analysis.home), Value(analysis.id), Value(analysis.place_id),
               Value(analysis.year), Value(static_cast<int64_t>(analysis.kind)),
               Value(representative), Value(int64_t{representative != analysis.id}),
               Value(analysis.revision), Value(analysis.generation), Value(analysis.content_hash),
               Value(static_cast<int64_t>(analysis.clean_text.size())), Value(sentences),
               Value(static_cast<int64_t>(analysis.facts.size())), Value(analysis.metadata_version),
               Value(analysis.confidence), Value(Blob{analysis.document})})
          .status());
  const std::string fingerprint = EncodeFingerprint(*analysis.fingerprint);
  GONGBAO_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO analyses (home, document, pipeline_version, bundle_ids, "
                   "fingerprint, segmentation, clean_text) VALUES (?, ?, ?, ?, ?, ?, ?)",
                   {Value(analysis.home), Value(analysis.id), Value(analysis.pipeline_version),
                    Value(Blob{analysis.bundle_ids}), Value(Blob{fingerprint}),
                    Value(Blob{analysis.segmentation}), Value(Blob{analysis.clean_text})})
          .status());
  Count(analysis.home, kCountDocuments, 1);
  Count(analysis.home, kCountSentences, sentences);
  if (representative == analysis.id) Count(analysis.home, kCountRepresentatives, 1);
  changed_homes_.insert(std::string(analysis.home));
  return absl::OkStatus();
}

Status FactWrites::InsertFacts(const StoredAnalysis& analysis, bool copy) {
  const TableShape& table = FactsTable();
  std::vector<Value> values;
  values.reserve(analysis.facts.size() * table.columns.size());
  int64_t n = 0;
  for (const StoredFact& fact : analysis.facts) {
    Count(analysis.home, kCountFacts + static_cast<int64_t>(fact.kind), 1);
    values.insert(
        values.end(),
        {Value(analysis.home), Value(analysis.id), Value(n++), Value(fact.id),
         Value(static_cast<int64_t>(fact.kind)), fact.canonical ? Value(*fact.canonical) : Value(),
         Value(static_cast<int64_t>(fact.status)), Value(fact.place_id),
         Value(int64_t{fact.own_place}), Value(analysis.place_id), Value(analysis.year),
         Value(static_cast<int64_t>(analysis.kind)), Value(int64_t{copy}), Value(fact.first_month),
         Value(fact.last_month), Value(int64_t{fact.evidence.begin}),
         Value(int64_t{fact.evidence.end}), Value(Blob{fact.body})});
  }
  return connection_.InsertRows(table, values);
}

Status FactWrites::Finish() {
  for (const auto& [key, change] : counts_) {
    if (change == 0) continue;
    GONGBAO_RETURN_IF_ERROR(
        connection_
            .Execute("INSERT INTO home_counts (home, what, n) VALUES (?, ?, ?) "
                     "ON CONFLICT (home, what) DO UPDATE SET n = home_counts.n + excluded.n",
                     {Value(key.first), Value(key.second), Value(change)})
            .status());
  }
  for (const std::string& home : changed_homes_) {
    GONGBAO_RETURN_IF_ERROR(connection_
                                .Execute("INSERT INTO epoch (home, n) VALUES (?, 1) "
                                         "ON CONFLICT (home) DO UPDATE SET n = epoch.n + 1",
                                         {Value(home)})
                                .status());
  }
  return absl::OkStatus();
}

}  // namespace gongbao::sql
