// An analysis in the form in which it is stored: columns and serialized messages. Value types; made
// before a transaction begins, so that it is short.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/analysis.h"
#include "services/ports/fact_store.h"

namespace gongbao::sql {

// Stands for no year: sorts before every year.
inline constexpr int64_t kNoYear = -4294967296;
// Terms of one sentence, in bytes, that both databases can index.
inline constexpr size_t kMostTermBytes = 512 * 1024;
inline constexpr size_t kMostTermLength = 64;
// Sentences of one document.
inline constexpr size_t kMostSentences = (1 << 24) - 1;

struct StoredSentence {
  model::Span span;
  model::SectionRole role = model::SectionRole::kUnknown;
  bool heading = false;
  std::string_view section_title;
  std::string_view text;
  std::string terms;  // separated by spaces
};

struct StoredFact {
  std::string_view id;
  model::FactKind kind = model::FactKind::kUnknown;
  std::optional<std::string_view> canonical;  // of an indicator in the ontology
  model::FactStatus status = model::FactStatus::kUnknown;
  std::string_view place_id;
  bool own_place = false;   // speaks of the document's own place
  int64_t first_month = 0;  // 0: no period
  int64_t last_month = 0;
  model::Span evidence;
  std::string body;  // v1.Fact without name, id and document
};

// Refers to the analysis that it was made of.
struct StoredAnalysis {
  std::string_view home;
  std::string_view id;
  std::string_view place_id;  // empty: not settled
  int64_t year = kNoYear;
  model::DocumentKind kind = model::DocumentKind::kUnknown;
  std::string_view revision;
  std::string_view pipeline_version;
  int64_t generation = 0;
  int64_t metadata_version = 0;
  int64_t confidence = 0;  // lowest of place, year and kind, per mille
  std::string content_hash;  // of all that is stored
  std::string_view clean_text;
  const std::vector<uint64_t>* fingerprint = nullptr;
  std::string document;      // v1.Document
  std::string segmentation;  // v1.Segmentation
  std::string bundle_ids;    // v1.Analysis with nothing else
  std::vector<StoredSentence> sentences;
  std::vector<StoredFact> facts;

  bool groups() const { return !place_id.empty() && year != kNoYear; }
};

// INVALID_ARGUMENT where ids, spans or terms are not what they should be; RESOURCE_EXHAUSTED where
// a sentence has too many terms.
StatusOr<StoredAnalysis> ToStored(const ports::IndexedAnalysis& analysis);

// 8 bytes a value, lowest first.
std::string EncodeFingerprint(const std::vector<uint64_t>& fingerprint);
std::vector<uint64_t> DecodeFingerprint(std::string_view bytes);

// DATA_LOSS where the bytes are no such message.
StatusOr<model::Document> DecodeDocument(std::string_view bytes);
StatusOr<model::Segmentation> DecodeSegmentation(std::string_view bytes, size_t text_size);
StatusOr<std::vector<std::string>> DecodeBundleIds(std::string_view bytes);
StatusOr<model::Fact> DecodeFact(std::string_view bytes, std::string_view id,
                                 std::string_view document);

// Text that may be a key: UTF-8, no white space or control characters of ASCII, at most 256 bytes.
bool IsKey(std::string_view text);
// A term that both databases can index.
bool IsTerm(std::string_view text);

}  // namespace gongbao::sql
