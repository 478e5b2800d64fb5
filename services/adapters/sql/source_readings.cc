// SqlSourceStore's account of what was read by which pipeline.
#include "services/adapters/sql/sql_source_store.h"
#include "services/adapters/sql/sql_text.h"
#include "services/adapters/sql/stored_analysis.h"
#include "services/adapters/sql/stored_source.h"
#include "services/base/text.h"
#include "services/model/place.h"

namespace gongbao::sql {
namespace {

using model::Role;

// A source is one of those meant where any of the alternatives holds.
void AddWhich(const ports::SourceFilter& filter, SqlText* sql) {
  if (filter.sources.empty() && filter.documents.empty() && filter.places.empty()) return;
  std::string_view before = " AND (";
  const auto next = [&] {
    sql->Add(before);
    before = " OR ";
  };
  if (!filter.sources.empty()) {
    next();
    sql->AddIn("s.id", filter.sources);
  }
  if (!filter.documents.empty()) {
    next();
    sql->Add("s.id IN (SELECT source_id FROM source_documents WHERE ");
    sql->AddIn("document_id", filter.documents).Add(")");
  }
  for (const std::string& place : filter.places) {
    const model::HomeRange homes = model::HomesUnder(place);
    next();
    sql->Add("EXISTS (SELECT 1 FROM source_documents d WHERE d.source_id = s.id AND d.home >= ");
    sql->AddValue(homes.begin).Add(" AND d.home < ").AddValue(homes.end).Add(")");
  }
  sql->Add(")");
}

Status CheckKeys(const ports::SourceFilter& filter, const std::string& after) {
  const auto check = [](const std::vector<std::string>& keys) -> Status {
    for (const std::string& key : keys) {
      if (!IsKey(key)) return NotFound("nothing is stored under \"" + Shorten(key, 80) + "\"");
    }
    return absl::OkStatus();
  };
  GONGBAO_RETURN_IF_ERROR(check(filter.sources));
  GONGBAO_RETURN_IF_ERROR(check(filter.documents));
  GONGBAO_RETURN_IF_ERROR(check(filter.places));
  return after.empty() ? absl::OkStatus() : check({after});
}

}  // namespace

StatusOr<std::optional<ports::Reading>> SqlSourceStore::GetReading(const model::Scope& scope,
                                                                   const std::string& source_id) {
  GONGBAO_ASSIGN_OR_RETURN(const bool there, HasSource(scope, source_id));
  if (!there) {
    return NotFound("no source " + Shorten(source_id, 80), {{"source", Shorten(source_id, 80)}});
  }
  std::optional<ports::Reading> reading;
  const Status status = gongbao::sql::Reading(*database_, [&](Connection& connection) -> Status {
    reading.reset();
    GONGBAO_ASSIGN_OR_RETURN(
        const auto row, connection.Query("SELECT pipeline_version, inputs_digest, fact_count "
                                         "FROM source_readings WHERE source_id = ?",
                                         {Value(source_id)}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
    if (found) reading = ports::Reading{row->Text(0), row->Text(1), row->Int(2)};
    return absl::OkStatus();
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return reading;
}

Status PutReading(Connection& connection, const std::string& source_id,
                  const ports::Reading& reading) {
  if (!IsKey(reading.pipeline_version) || !IsKey(reading.inputs_digest)) {
    return InvalidArgument("a reading without version or digest");
  }
  return connection
      .Execute("INSERT INTO source_readings (source_id, pipeline_version, inputs_digest, "
               "fact_count) VALUES (?, ?, ?, ?) ON CONFLICT (source_id) DO UPDATE SET "
               "pipeline_version = excluded.pipeline_version, "
               "inputs_digest = excluded.inputs_digest, fact_count = excluded.fact_count",
               {Value(source_id), Value(reading.pipeline_version), Value(reading.inputs_digest),
                Value(reading.facts)})
      .status();
}

Status SqlSourceStore::SetReading(const model::Scope& scope, const std::string& source_id,
                                  const ports::Reading& reading) {
  if (!scope.AllowsEverything(Role::kContributor)) {
    return absl::PermissionDeniedError("the caller may not write sources");
  }
  GONGBAO_ASSIGN_OR_RETURN(const bool there, HasSource(scope, source_id));
  if (!there) return NotFound("no source " + Shorten(source_id, 80));
  return InTransaction(*database_, [&](Connection& connection) {
    return PutReading(connection, source_id, reading);
  });
}

StatusOr<std::vector<ports::SourceSummary>> SqlSourceStore::ListSources(
    const model::Scope& scope, const ports::SourceFilter& filter, const std::string& after,
    int64_t limit) {
  if (!scope.AllowsEverything(Role::kReader)) {
    return absl::PermissionDeniedError("the caller may not list sources");
  }
  GONGBAO_RETURN_IF_ERROR(CheckKeys(filter, after));
  std::vector<ports::SourceSummary> found;
  if (limit <= 0) return found;
  SqlText sql;
  sql.Add("SELECT s.id, s.byte_size, (SELECT body FROM origins o WHERE o.source_id = s.id "
          "ORDER BY o.arrived_unix_ms DESC, o.n DESC LIMIT 1) FROM sources s ");
  if (!filter.not_read_by.empty()) {
    sql.Add("LEFT JOIN source_readings r ON r.source_id = s.id ");
  }
  sql.Add("WHERE s.id > ").AddValue(after);
  if (!filter.not_read_by.empty()) {
    sql.Add(" AND (r.pipeline_version IS NULL OR r.pipeline_version <> ");
    sql.AddValue(filter.not_read_by).Add(")");
  }
  AddWhich(filter, &sql);
  sql.Add(" ORDER BY s.id LIMIT ").AddValue(limit);
  const Status status = gongbao::sql::Reading(*database_, [&](Connection& connection) -> Status {
    found.clear();
    GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(sql.text(), sql.values()));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) return absl::OkStatus();
      ports::SourceSummary summary{rows->Text(0), rows->Int(1), ""};
      GONGBAO_ASSIGN_OR_RETURN(const model::Origin origin, DecodeOrigin(rows->Bytes(2), 0));
      summary.name = origin.name;
      if (!origin.member.empty()) summary.name += " " + origin.member;
      found.push_back(std::move(summary));
    }
  });
  GONGBAO_RETURN_IF_ERROR(status);
  return found;
}

}  // namespace gongbao::sql
