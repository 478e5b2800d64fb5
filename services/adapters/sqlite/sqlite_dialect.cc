#include "services/adapters/sqlite/sqlite_dialect.h"

#include <vector>

#include "services/adapters/sqlite/packed_terms.h"

namespace gongbao::sqlite {
namespace {

using sql::ColumnType;
using sql::Value;

// rowid of a sentence's terms = number of the document * 2^24 + number of the sentence.
constexpr int kSentenceBits = 24;

const sql::TableShape& SentencesTable() {
  static const sql::TableShape shape{"sentences",
                                     {{"home", ColumnType::kText},
                                      {"document", ColumnType::kText},
                                      {"n", ColumnType::kInt},
                                      {"begin_byte", ColumnType::kInt},
                                      {"end_byte", ColumnType::kInt},
                                      {"role", ColumnType::kInt},
                                      {"heading", ColumnType::kInt},
                                      {"section_title", ColumnType::kBlob},
                                      {"text", ColumnType::kBlob}}};
  return shape;
}

const sql::TableShape& TermsTable() {
  static const sql::TableShape shape{"sentence_terms",
                                     {{"rowid", ColumnType::kInt}, {"terms", ColumnType::kText}}};
  return shape;
}

const sql::TableShape& RemovalsTable() {
  static const sql::TableShape shape{"sentence_terms",
                                     {{"sentence_terms", ColumnType::kText},
                                      {"rowid", ColumnType::kInt},
                                      {"terms", ColumnType::kText}}};
  return shape;
}

StatusOr<int64_t> NumberDocument(sql::Connection& connection, const sql::StoredAnalysis& analysis) {
  int64_t number = 0;
  {
    GONGBAO_ASSIGN_OR_RETURN(
        const auto row, connection.Query("SELECT COALESCE(MAX(number), 0) + 1 FROM documents", {}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
    if (found) number = row->Int(0);
  }
  GONGBAO_RETURN_IF_ERROR(connection
                              .Execute("UPDATE documents SET number = ? WHERE home = ? AND id = ?",
                                       {Value(number), Value(analysis.home), Value(analysis.id)})
                              .status());
  return number;
}

}  // namespace

std::string SqliteDialect::IndexHint(std::string_view index) const {
  if (index == "facts_by_document") return " INDEXED BY sqlite_autoindex_facts_1";
  return " INDEXED BY " + std::string(index);
}

Status SqliteDialect::InsertSentences(sql::Connection& connection,
                                      const sql::StoredAnalysis& analysis) const {
  GONGBAO_ASSIGN_OR_RETURN(const int64_t number, NumberDocument(connection, analysis));
  std::vector<Value> sentences;
  std::vector<Value> terms;
  std::vector<std::string_view> to_pack;
  for (size_t i = 0; i < analysis.sentences.size(); ++i) {
    const sql::StoredSentence& sentence = analysis.sentences[i];
    const auto n = static_cast<int64_t>(i);
    sentences.insert(sentences.end(),
                     {Value(analysis.home), Value(analysis.id), Value(n),
                      Value(int64_t{sentence.span.begin}), Value(int64_t{sentence.span.end}),
                      Value(static_cast<int64_t>(sentence.role)), Value(int64_t{sentence.heading}),
                      Value(sql::Blob{sentence.section_title}), Value(sql::Blob{sentence.text})});
    terms.insert(terms.end(),
                 {Value((number << kSentenceBits) + n), Value(std::string_view(sentence.terms))});
    to_pack.push_back(sentence.terms);
  }
  GONGBAO_RETURN_IF_ERROR(connection.InsertRows(SentencesTable(), sentences));
  GONGBAO_RETURN_IF_ERROR(connection.InsertRows(TermsTable(), terms));
  const std::string packed = PackTerms(to_pack);
  return connection
      .Execute("UPDATE analyses SET terms = ? WHERE home = ? AND document = ?",
               {Value(sql::Blob{packed}), Value(analysis.home), Value(analysis.id)})
      .status();
}

Status SqliteDialect::RemoveTerms(sql::Connection& connection, std::string_view home,
                                  std::string_view document) const {
  std::vector<std::string> sentences;
  int64_t number = 0;
  {
    GONGBAO_ASSIGN_OR_RETURN(
        const auto row,
        connection.Query("SELECT d.number, a.terms FROM documents d JOIN analyses a "
                         "ON a.home = d.home AND a.document = d.id WHERE d.home = ? AND d.id = ?",
                         {Value(home), Value(document)}));
    GONGBAO_ASSIGN_OR_RETURN(const bool found, row->Next());
    if (!found) return absl::OkStatus();
    number = row->Int(0);
    auto unpacked = UnpackTerms(row->Bytes(1));
    if (!unpacked) return Internal("the stored terms of a document can't be read");
    sentences = std::move(*unpacked);
  }
  std::vector<Value> values;
  for (size_t i = 0; i < sentences.size(); ++i) {
    values.insert(values.end(), {Value(std::string_view("delete")),
                                 Value((number << kSentenceBits) + static_cast<int64_t>(i)),
                                 Value(std::string_view(sentences[i]))});
  }
  return connection.InsertRows(RemovalsTable(), values);
}

sql::SearchShape SqliteDialect::Search() const {
  return {"sentence_terms t CROSS JOIN documents d ON d.number = t.rowid >> 24",
          "(t.rowid & 16777215)", false};
}

void SqliteDialect::AddMatch(std::span<const std::string> terms, sql::SqlText* sql) const {
  std::string match;
  for (const std::string& term : terms) {
    if (!match.empty()) match += " AND ";
    match += '"';
    for (const char c : term) {
      if (c == '"') match += '"';
      match += c;
    }
    match += '"';
  }
  sql->Add(" AND t.sentence_terms MATCH ").AddValue(match);
}

}  // namespace gongbao::sqlite
