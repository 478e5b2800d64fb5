// Port: keeps analyses and answers for query. Implementations are thread-safe; a snapshot belongs to
// one thread. The store knows nothing of Chinese: it receives index terms and never makes them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "services/base/status.h"
#include "services/model/analysis.h"
#include "services/model/scope.h"

namespace gongbao::ports {

// An analysis with the index terms of its sentences.
struct IndexedAnalysis {
  model::Analysis analysis;
  // One entry a sentence of analysis.segmentation.sentences: its distinct terms. A term holds no
  // white space, and is at most 64 bytes.
  std::vector<std::vector<std::string>> sentence_terms;
};
struct DocumentDeletion {
  std::string document_id;
};
using StoreWrite = std::variant<IndexedAnalysis, DocumentDeletion>;

// Which documents a question is about. Empty fields set no bound.
struct DocumentFilter {
  std::vector<std::string> places;  // place ids: each with all below it
  std::optional<int32_t> first_year;
  std::optional<int32_t> last_year;
  std::vector<model::DocumentKind> kinds;
  std::vector<std::string> documents;  // ids
  bool include_copies = false;
};

// Which documents a list is of. Made of a DocumentFilter where there is nothing more to say.
struct DocumentListFilter {
  DocumentListFilter() = default;
  DocumentListFilter(DocumentFilter filter) : documents(std::move(filter)) {}  // NOLINT
  DocumentFilter documents;
  bool unsettled_only = false;  // without settled place, or without year
  // Only those of which place, year or kind is less sure than this, per mille.
  std::optional<int32_t> below_confidence;
};

struct FactFilter {
  DocumentFilter documents;
  std::vector<model::FactKind> kinds;
  std::vector<std::string> canonicals;
  std::vector<model::FactStatus> statuses;
  std::optional<int32_t> first_month;  // of the fact's period
  std::optional<int32_t> last_month;
  // Only indicators whose place is the document's own.
  bool own_place_only = false;
};

// Canonical order of facts: home, place id of the document, period (first month, last month, 0 where
// there is none), document id, evidence begin, evidence end, kind, id.
struct FactRow {
  model::Fact fact;
  std::string home;
  std::string order_key;  // for `after`: opaque, rises with the canonical order
};

struct DocumentRow {
  model::Document document;
  std::string revision;
  int64_t fact_count = 0;
  std::string representative;  // document id of its group's representative; its own where it is that
};

// A sentence that holds all terms asked for.
struct SentenceRow {
  std::string document_id;
  int32_t sentence = 0;
  model::Span span;
  std::string text;
  model::SectionRole role = model::SectionRole::kUnknown;
  std::string section_title;
  bool heading = false;
};

struct StoreStats {
  int64_t documents = 0;
  int64_t distinct_documents = 0;
  int64_t facts = 0;
  int64_t sentences = 0;
  int64_t places = 0;  // distinct settled places that documents are about
  std::optional<int32_t> first_year;
  std::optional<int32_t> last_year;
  std::map<model::FactKind, int64_t> facts_by_kind;
};

// One consistent state of the store. Every method sees only what the scope may read.
class FactSnapshot {
 public:
  virtual ~FactSnapshot() = default;

  // Sum of the epochs of the homes under `places` (all homes where empty). Rises with every commit
  // that changes anything of them, so an equal sum is an equal state.
  virtual StatusOr<int64_t> Epoch(const std::vector<std::string>& places) = 0;
  virtual StatusOr<StoreStats> Stats() = 0;
  // Facts in canonical order, those after `after` (exclusive; empty: from the start), at most limit.
  virtual StatusOr<std::vector<FactRow>> Facts(const FactFilter& filter, const std::string& after,
                                               int64_t limit) = 0;
  // NOT_FOUND.
  virtual StatusOr<FactRow> Fact(const std::string& fact_id) = 0;
  // Documents ordered by home, place id, year (none first), id; those after `after` (an order key).
  struct DocumentPage {
    std::vector<DocumentRow> rows;
    std::string next;  // empty on the last page
  };
  virtual StatusOr<DocumentPage> Documents(const DocumentListFilter& filter,
                                           const std::string& after, int64_t limit) = 0;
  virtual StatusOr<std::vector<DocumentRow>> DocumentsById(std::span<const std::string> ids) = 0;
  // NOT_FOUND. Facts are in order of evidence.
  virtual StatusOr<model::Analysis> Analysis(const std::string& document_id) = 0;
  // Ids of the other documents of its group, in order.
  virtual StatusOr<std::vector<std::string>> CopiesOf(const std::string& document_id) = 0;
  // Sentences that hold every term, of documents under the filter, ordered by year (newest first, none
  // last), document id, sentence; at most limit.
  virtual StatusOr<std::vector<SentenceRow>> Sentences(const DocumentFilter& filter,
                                                       std::span<const std::string> terms,
                                                       int64_t limit) = 0;
  // Distinct settled places that documents are about, in order of id.
  virtual StatusOr<std::vector<model::PlaceRef>> Places(const std::string& under,
                                                        const std::string& after,
                                                        int64_t limit) = 0;
};

class FactStore {
 public:
  virtual ~FactStore() = default;
  // Applies the writes in order in as few commits as it can; one status each. FAILED_PRECONDITION
  // (OUTDATED_ANALYSIS): a newer pipeline generation of that document is stored, or one whose metadata was made from
  // more (then the error's values hold stored_metadata_version). Each write is atomic,
  // groups copies (model::SameText within a place and year; representative: longest clean text, then
  // smallest id), and raises the epochs of the homes that it touches. Writing what is stored already
  // changes nothing, the epoch included.
  virtual std::vector<Status> Apply(const model::Scope& scope,
                                    std::span<const StoreWrite> writes) = 0;
  virtual StatusOr<std::unique_ptr<FactSnapshot>> Snapshot(const model::Scope& scope) = 0;
  // A random name that the store was given when it was made, at most 64 bytes: epochs of two stores say
  // nothing of each other.
  virtual StatusOr<std::string> Identity() = 0;
  // The epoch alone, as cheaply as it can be read.
  virtual StatusOr<int64_t> Epoch(const model::Scope& scope,
                                  const std::vector<std::string>& places) = 0;
};

}  // namespace gongbao::ports
