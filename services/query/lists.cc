#include "services/query/lists.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/base/text.h"

namespace gongbao::query {
namespace {

// Of an endless sentence, what fits beside the rest of an answer.
constexpr size_t kMaxSentenceBytes = 1 << 20;

}  // namespace

StatusOr<std::vector<model::Document>> DocumentsOf(ports::FactSnapshot& snapshot,
                                                   const std::vector<ports::FactRow>& facts) {
  std::set<std::string> ids;
  for (const ports::FactRow& row : facts) ids.insert(row.fact.document);
  std::vector<model::Document> documents;
  if (ids.empty()) return documents;
  GONGBAO_ASSIGN_OR_RETURN(
      std::vector<ports::DocumentRow> rows,
      snapshot.DocumentsById(std::vector<std::string>(ids.begin(), ids.end())));
  for (ports::DocumentRow& row : rows) documents.push_back(std::move(row.document));
  std::sort(documents.begin(), documents.end(),
            [](const model::Document& a, const model::Document& b) { return a.id < b.id; });
  return documents;
}

StatusOr<FactsAnswer> ListFacts(ports::FactSnapshot& snapshot, const FactsQuery& query) {
  FactsAnswer answer;
  GONGBAO_ASSIGN_OR_RETURN(answer.facts,
                           snapshot.Facts(query.filter, query.after, query.page_size + 1));
  if (static_cast<int64_t>(answer.facts.size()) > query.page_size) {
    answer.facts.pop_back();
    answer.next = answer.facts.back().order_key;
  }
  GONGBAO_ASSIGN_OR_RETURN(answer.documents, DocumentsOf(snapshot, answer.facts));
  return answer;
}

StatusOr<FactAnswer> GetFact(ports::FactSnapshot& snapshot, const std::string& fact_id) {
  GONGBAO_ASSIGN_OR_RETURN(ports::FactRow row, snapshot.Fact(fact_id));
  GONGBAO_ASSIGN_OR_RETURN(model::Analysis analysis, snapshot.Analysis(row.fact.document));
  FactAnswer answer;
  const std::vector<model::Sentence>& sentences = analysis.segmentation.sentences;
  const auto at = static_cast<size_t>(row.fact.sentence);
  if (row.fact.sentence >= 0 && at < sentences.size()) {
    answer.sentence_text = Shorten(sentences[at].span.In(analysis.clean_text), kMaxSentenceBytes);
  }
  answer.fact = std::move(row.fact);
  answer.document = std::move(analysis.document);
  return answer;
}

}  // namespace gongbao::query
