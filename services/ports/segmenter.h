// Ports: text to outline, sentences, words and search terms; why a text is cut as it is.
// Implementations are thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/context.h"
#include "services/base/status.h"
#include "services/model/analysis.h"
#include "services/model/bundle.h"
#include "services/model/words.h"

namespace gongbao::ports {

// By which words a text is cut.
struct WordRules {
  // Our lexicon, and numbers, dates and Latin words as units; without them the words are jieba's.
  bool additions = true;
  // Names that no list has, by jieba's model.
  bool unknown = false;
  // A caller's own words.
  std::vector<model::BundleRef> bundles;
};

struct SegmentRequest {
  std::string_view text;  // UTF-8, at most 16 MiB
  model::DocumentKind kind = model::DocumentKind::kUnknown;
  std::optional<int32_t> year;  // under review
  bool outline = true;
  bool sentences = true;
  bool tokens = true;
  bool terms = false;  // search terms
  WordRules words = {};
};

struct SegmentAnswer {
  model::Segmentation segmentation;
  model::SearchTerms terms;
  std::vector<std::string> bundle_ids;  // those used, in the order of the request
  std::string version;                  // of the rules and the dictionary that it was made by
};

class Segmenter {
 public:
  virtual ~Segmenter() = default;
  // INVALID_ARGUMENT: not UTF-8 (the byte is named), a bundle that can't be read (its line is named).
  // NOT_FOUND: no bundle of that id. RESOURCE_EXHAUSTED: too long.
  virtual StatusOr<SegmentAnswer> Answer(const Context& context, const SegmentRequest& request) const = 0;

  // Outline, sentences and words alone.
  StatusOr<model::Segmentation> Segment(const Context& context, const SegmentRequest& request) const {
    GONGBAO_ASSIGN_OR_RETURN(SegmentAnswer answer, Answer(context, request));
    return std::move(answer.segmentation);
  }
};

struct ExplainRequest {
  static constexpr size_t kMostBytes = 4096;
  std::string_view text;  // UTF-8, at most kMostBytes
  WordRules words = {};
};

struct ExplainAnswer {
  std::vector<model::ConsideredWord> words;  // in order of begin, then end
  std::vector<std::string> bundle_ids;
  std::string version;
};

class WordExplainer {
 public:
  virtual ~WordExplainer() = default;
  // The errors of Segmenter::Answer.
  virtual StatusOr<ExplainAnswer> Explain(const Context& context, const ExplainRequest& request) const = 0;
};

}  // namespace gongbao::ports
