#include "services/query/search.h"

#include <algorithm>
#include <map>
#include <set>

#include "services/base/text.h"

namespace gongbao::query {
namespace {

std::vector<std::string> TermsOf(const Language& language, const std::vector<std::string>& words) {
  std::set<std::string> terms;
  for (const std::string& word : words) {
    for (std::string& term : language.QueryTerms(word)) terms.insert(std::move(term));
  }
  return {terms.begin(), terms.end()};
}

// The hits that begin after the position, in an order that the candidates' own order completes.
size_t FirstAfter(const std::vector<SearchHit>& hits, const SearchPosition& position) {
  size_t run = 0;
  while (run < hits.size() && hits[run].match.score_per_mille > position.score_per_mille) ++run;
  for (size_t at = run; at < hits.size(); ++at) {
    if (hits[at].match.score_per_mille != position.score_per_mille) break;
    const ports::SentenceRow& sentence = hits[at].sentence;
    if (sentence.document_id == position.document && sentence.span.begin == position.begin) {
      return at + 1;
    }
  }
  return run;  // that sentence is gone: its equals are shown again rather than lost
}

void CutLongText(SearchHit* hit) {
  if (hit->sentence.text.size() <= kMaxHitBytes) return;
  hit->sentence.text = Shorten(hit->sentence.text, kMaxHitBytes);
  const auto outside = [](const model::Span& span) { return span.end > kMaxHitBytes - 3; };
  std::erase_if(hit->match.highlights, outside);
}

Status AddDocuments(ports::FactSnapshot& snapshot, std::vector<SearchHit>* hits) {
  std::set<std::string> ids;
  for (const SearchHit& hit : *hits) ids.insert(hit.sentence.document_id);
  GONGBAO_ASSIGN_OR_RETURN(
      const std::vector<ports::DocumentRow> rows,
      snapshot.DocumentsById(std::vector<std::string>(ids.begin(), ids.end())));
  std::map<std::string, const model::Document*> by_id;
  for (const ports::DocumentRow& row : rows) by_id[row.document.id] = &row.document;
  for (SearchHit& hit : *hits) {
    const auto found = by_id.find(hit.sentence.document_id);
    if (found != by_id.end()) hit.document = *found->second;
  }
  return absl::OkStatus();
}

}  // namespace

StatusOr<SearchAnswer> Search(ports::FactSnapshot& snapshot, const Language& language,
                              const SearchQuery& query) {
  const std::vector<std::string> terms = TermsOf(language, query.words);
  if (terms.empty()) return InvalidArgument("query holds no word that can be looked up");
  GONGBAO_ASSIGN_OR_RETURN(std::vector<ports::SentenceRow> candidates,
                           snapshot.Sentences(query.filter, terms, kMaxCandidates + 1));
  SearchAnswer answer;
  answer.truncated = static_cast<int64_t>(candidates.size()) > kMaxCandidates;
  if (answer.truncated) candidates.resize(kMaxCandidates);
  std::vector<SearchHit> hits;
  for (ports::SentenceRow& row : candidates) {
    std::optional<WordsMatch> match = MatchWords(row.text, query.words, row.heading);
    if (match) hits.push_back({std::move(row), *std::move(match), {}});
  }
  std::stable_sort(hits.begin(), hits.end(), [](const SearchHit& a, const SearchHit& b) {
    return a.match.score_per_mille > b.match.score_per_mille;
  });
  const size_t begin = query.after ? FirstAfter(hits, *query.after) : 0;
  const size_t end = std::min(hits.size(), begin + static_cast<size_t>(query.page_size));
  for (size_t at = begin; at < end; ++at) {
    CutLongText(&hits[at]);
    answer.hits.push_back(std::move(hits[at]));
  }
  GONGBAO_RETURN_IF_ERROR(AddDocuments(snapshot, &answer.hits));
  if (end < hits.size() && !answer.hits.empty()) {
    const SearchHit& last = answer.hits.back();
    answer.next = SearchPosition{last.match.score_per_mille, last.sentence.document_id,
                                 last.sentence.span.begin};
  }
  return answer;
}

}  // namespace gongbao::query
