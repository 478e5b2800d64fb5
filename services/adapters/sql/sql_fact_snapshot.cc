#include "services/adapters/sql/sql_fact_snapshot.h"

#include <algorithm>
#include <unordered_map>

#include "services/adapters/sql/fact_writes.h"
#include "services/adapters/sql/order_key.h"
#include "services/adapters/sql/sql_text.h"
#include "services/adapters/sql/stored_analysis.h"

namespace gongbao::sql {
namespace {

constexpr DocumentColumns kOfDocument = {"d.home", "d.place_id", "d.year",
                                         "d.kind", "d.id",       "d.is_copy = 0"};
constexpr std::string_view kDocumentRow =
    "SELECT d.home, d.place_id, d.year, d.id, d.revision, d.fact_count, d.representative, d.body "
    "FROM documents d WHERE 1 = 1";

Status NoDocument(const std::string& id) {
  return NotFound("no document " + id.substr(0, 200), {{"document", id.substr(0, 200)}});
}

StatusOr<ports::DocumentRow> ReadDocument(const Cursor& row) {
  ports::DocumentRow out;
  out.revision = row.Text(4);
  out.fact_count = row.Int(5);
  out.representative = row.Text(6);
  GONGBAO_ASSIGN_OR_RETURN(out.document, DecodeDocument(row.Bytes(7)));
  return out;
}

}  // namespace

StatusOr<int64_t> ReadEpoch(Connection& connection, const model::Scope& scope,
                            const std::vector<std::string>& places) {
  SqlText sql;
  sql.Add("SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM epoch WHERE 1 = 1");
  Coverage(scope, places).AddHomesTo("home", &sql);
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection.Query(sql.text(), sql.values()));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, rows->Next());
  return found ? rows->Int(0) : 0;
}

StatusOr<int64_t> SqlFactSnapshot::Epoch(const std::vector<std::string>& places) {
  return ReadEpoch(*connection_, scope_, places);
}

StatusOr<ports::StoreStats> SqlFactSnapshot::Stats() {
  const Coverage coverage(scope_, {});
  ports::StoreStats stats;
  SqlText counts;
  counts.Add("SELECT what, CAST(SUM(n) AS BIGINT) FROM home_counts WHERE 1 = 1");
  coverage.AddHomesTo("home", &counts);
  counts.Add(" GROUP BY what");
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_->Query(counts.text(), counts.values()));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) break;
    const int64_t n = rows->Int(1);
    switch (const int64_t what = rows->Int(0); what) {
      case kCountDocuments:
        stats.documents = n;
        break;
      case kCountRepresentatives:
        stats.distinct_documents = n;
        break;
      case kCountSentences:
        stats.sentences = n;
        break;
      default:
        stats.facts += n;
        if (n > 0) stats.facts_by_kind[static_cast<model::FactKind>(what - kCountFacts)] = n;
    }
  }
  SqlText places;
  places
      .Add(
          "SELECT COUNT(DISTINCT CASE WHEN place_id <> '' THEN place_id END), "
          "MIN(CASE WHEN year > ")
      .AddValue(kNoYear)
      .Add(
          " THEN year END), MAX(year) "
          "FROM documents WHERE 1 = 1");
  coverage.AddHomesTo("home", &places);
  GONGBAO_ASSIGN_OR_RETURN(const auto row, connection_->Query(places.text(), places.values()));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  if (found) {
    stats.places = row->Int(0);
    if (!row->IsNull(1)) {
      stats.first_year = static_cast<int32_t>(row->Int(1));
      stats.last_year = static_cast<int32_t>(row->Int(2));
    }
  }
  return stats;
}

StatusOr<ports::FactSnapshot::DocumentPage> SqlFactSnapshot::Documents(
    const ports::DocumentListFilter& filter, const std::string& after, int64_t limit) {
  GONGBAO_RETURN_IF_ERROR(CheckLists(filter.documents));
  DocumentPage page;
  if (limit <= 0) return page;
  SqlText sql;
  sql.Add(kDocumentRow);
  AddFilter(filter.documents, Coverage(scope_, filter.documents.places), kOfDocument, &sql);
  if (filter.unsettled_only) {
    sql.Add(" AND (d.place_id = '' OR d.year = ").AddValue(kNoYear).Add(")");
  }
  if (filter.below_confidence) {
    sql.Add(" AND d.confidence < ").AddValue(int64_t{*filter.below_confidence});
  }
  if (!after.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(const DocumentKey key, DecodeDocumentKey(after));
    sql.Add(" AND (d.home, d.place_id, d.year, d.id) > (").AddValue(key.home).Add(", ");
    sql.AddValue(key.place_id).Add(", ").AddValue(key.year).Add(", ").AddValue(key.id).Add(")");
  }
  sql.Add(" ORDER BY d.home, d.place_id, d.year, d.id LIMIT ")
      .AddValue(std::min(limit, kMostRows) + 1);
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_->Query(sql.text(), sql.values()));
  DocumentKey last;
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return page;
    if (static_cast<int64_t>(page.rows.size()) == limit) {
      page.next = EncodeKey(last);
      return page;
    }
    last = {rows->Text(0), rows->Text(1), rows->Int(2), rows->Text(3)};
    GONGBAO_ASSIGN_OR_RETURN(ports::DocumentRow row, ReadDocument(*rows));
    page.rows.push_back(std::move(row));
  }
}

StatusOr<std::vector<ports::DocumentRow>> SqlFactSnapshot::DocumentsById(
    std::span<const std::string> ids) {
  constexpr size_t kAtOnce = 512;
  std::unordered_map<std::string, ports::DocumentRow> found;
  const Coverage coverage(scope_, {});
  for (size_t begin = 0; begin < ids.size(); begin += kAtOnce) {
    const auto some = ids.subspan(begin, std::min(kAtOnce, ids.size() - begin));
    ports::DocumentFilter filter;
    filter.documents.assign(some.begin(), some.end());
    filter.include_copies = true;
    SqlText sql;
    sql.Add(kDocumentRow);
    AddFilter(filter, coverage, kOfDocument, &sql);
    GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_->Query(sql.text(), sql.values()));
    for (;;) {
      GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
      if (!more) break;
      GONGBAO_ASSIGN_OR_RETURN(ports::DocumentRow row, ReadDocument(*rows));
      std::string id = row.document.id;
      found.emplace(std::move(id), std::move(row));
    }
  }
  std::vector<ports::DocumentRow> out;
  for (const std::string& id : ids) {
    const auto it = found.find(id);
    if (it != found.end()) out.push_back(it->second);
  }
  return out;
}

StatusOr<model::Analysis> SqlFactSnapshot::Analysis(const std::string& document_id) {
  const std::vector<std::string> ids = {document_id};
  GONGBAO_ASSIGN_OR_RETURN(const auto documents, DocumentsById(ids));
  if (documents.empty()) return NoDocument(document_id);
  model::Analysis analysis;
  analysis.document = documents.front().document;
  analysis.revision = documents.front().revision;
  const std::string& home = analysis.document.home;
  GONGBAO_ASSIGN_OR_RETURN(
      const auto row,
      connection_->Query("SELECT a.pipeline_version, a.bundle_ids, a.fingerprint, a.segmentation, "
                         "a.clean_text, d.metadata_version FROM analyses a "
                         "JOIN documents d ON d.home = a.home AND d.id = a.document "
                         "WHERE a.home = ? AND a.document = ?",
                         {Value(home), Value(document_id)}));
  GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
  if (!found) return NoDocument(document_id);
  analysis.pipeline_version = row->Text(0);
  GONGBAO_ASSIGN_OR_RETURN(analysis.bundle_ids, DecodeBundleIds(row->Bytes(1)));
  analysis.fingerprint = DecodeFingerprint(row->Bytes(2));
  analysis.clean_text = row->Text(4);
  analysis.metadata_version = row->Int(5);
  GONGBAO_ASSIGN_OR_RETURN(analysis.segmentation,
                           DecodeSegmentation(row->Bytes(3), analysis.clean_text.size()));
  GONGBAO_ASSIGN_OR_RETURN(
      const auto facts,
      connection_->Query("SELECT id, body FROM facts WHERE home = ? AND document = ? ORDER BY n",
                         {Value(home), Value(document_id)}));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, facts->Next());
    if (!more) return analysis;
    GONGBAO_ASSIGN_OR_RETURN(model::Fact fact,
                             DecodeFact(facts->Bytes(1), facts->Bytes(0), document_id));
    analysis.facts.push_back(std::move(fact));
  }
}

StatusOr<std::vector<std::string>> SqlFactSnapshot::CopiesOf(const std::string& document_id) {
  const std::vector<std::string> ids = {document_id};
  GONGBAO_ASSIGN_OR_RETURN(const auto documents, DocumentsById(ids));
  if (documents.empty()) return NoDocument(document_id);
  const model::Document& document = documents.front().document;
  std::vector<std::string> copies;
  if (document.place.place_id.empty() || !document.year) return copies;
  GONGBAO_ASSIGN_OR_RETURN(
      const auto rows,
      connection_->Query(
          "SELECT id FROM documents WHERE home = ? AND place_id = ? AND year = ? "
          "AND representative = ? ORDER BY id",
          {Value(document.home), Value(document.place.place_id), Value(int64_t{*document.year}),
           Value(documents.front().representative)}));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return copies;
    if (rows->Bytes(0) != document_id) copies.push_back(rows->Text(0));
  }
}

StatusOr<std::vector<ports::SentenceRow>> SqlFactSnapshot::Sentences(
    const ports::DocumentFilter& filter, std::span<const std::string> terms, int64_t limit) {
  GONGBAO_RETURN_IF_ERROR(CheckLists(filter));
  std::vector<ports::SentenceRow> out;
  if (limit <= 0 || !std::all_of(terms.begin(), terms.end(), IsTerm)) return out;
  const SearchShape shape =
      terms.empty() ? SearchShape{"sentences t JOIN documents d ON d.home = t.home AND "
                                  "d.id = t.document",
                                  "t.n", true}
                    : database_->dialect().Search();
  SqlText sql;
  sql.Add(
         "SELECT s.document, s.n, s.begin_byte, s.end_byte, s.text, s.role, s.section_title, "
         "s.heading FROM (SELECT d.home AS home, d.id AS id, d.year AS year, ")
      .Add(shape.number)
      .Add(" AS n FROM ")
      .Add(shape.from)
      .Add(" WHERE 1 = 1");
  if (!terms.empty()) database_->dialect().AddMatch(terms, &sql);
  const Coverage coverage(scope_, filter.places);
  AddFilter(filter, coverage, kOfDocument, &sql);
  // Implied by the join; it lets a database begin with the sentences of few homes.
  if (shape.has_home) coverage.AddHomesTo("t.home", &sql);
  sql.Add(" ORDER BY d.year DESC, d.id, ")
      .Add(shape.number)
      .Add(" LIMIT ")
      .AddValue(std::min(limit, kMostRows));
  sql.Add(
      ") q JOIN sentences s ON s.home = q.home AND s.document = q.id AND s.n = q.n "
      "ORDER BY q.year DESC, q.id, q.n");
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_->Query(sql.text(), sql.values()));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return out;
    ports::SentenceRow row;
    row.document_id = rows->Text(0);
    row.sentence = static_cast<int32_t>(rows->Int(1));
    row.span = {static_cast<uint32_t>(rows->Int(2)), static_cast<uint32_t>(rows->Int(3))};
    row.text = rows->Text(4);
    row.role = static_cast<model::SectionRole>(rows->Int(5));
    row.section_title = rows->Text(6);
    row.heading = rows->Int(7) != 0;
    out.push_back(std::move(row));
  }
}

StatusOr<std::vector<model::PlaceRef>> SqlFactSnapshot::Places(const std::string& under,
                                                               const std::string& after,
                                                               int64_t limit) {
  std::vector<model::PlaceRef> out;
  if (limit <= 0) return out;
  SqlText sql;
  sql.Add(
      "SELECT d.body FROM (SELECT home, place_id, MIN(id) AS id FROM documents "
      "WHERE place_id <> ''");
  const std::vector<std::string> places =
      under.empty() ? std::vector<std::string>() : std::vector<std::string>{under};
  Coverage(scope_, places).AddTo("home", "place_id", &sql);
  if (!after.empty()) {
    if (!IsKey(after)) return InvalidArgument("the page does not begin after a place");
    sql.Add(" AND place_id > ").AddValue(after);
  }
  sql.Add(" GROUP BY home, place_id ORDER BY home, place_id LIMIT ")
      .AddValue(std::min(limit, kMostRows));
  sql.Add(") p JOIN documents d ON d.home = p.home AND d.id = p.id ORDER BY p.place_id");
  GONGBAO_ASSIGN_OR_RETURN(const auto rows, connection_->Query(sql.text(), sql.values()));
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return out;
    GONGBAO_ASSIGN_OR_RETURN(model::Document document, DecodeDocument(rows->Bytes(0)));
    out.push_back(std::move(document.place));
  }
}

}  // namespace gongbao::sql
