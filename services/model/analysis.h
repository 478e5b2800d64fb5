// What a pipeline says of a document: outline, sentences, words, facts. Value types.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/document.h"
#include "services/model/fact.h"
#include "services/model/span.h"

namespace gongbao::model {

enum class SectionRole { kUnknown, kReview, kPlan, kProblem, kMeta };
std::string_view SectionRoleName(SectionRole role);  // "review"; ""

// A node of the outline. Section 0 is always there: level 0, parent -1, what stands before the first
// heading (and, as a span, the whole text); its role is that of the opening.
struct Section {
  int32_t level = 0;
  std::string label;  // 一、 （一） 一是 ——; empty for an unnumbered heading
  std::string title;  // without label and final 。
  SectionRole role = SectionRole::kUnknown;
  Span heading;  // label and title in the text
  Span span;     // heading and body, sub-sections included
  int32_t parent = -1;
  bool is_inline = false;  // found inside a paragraph or sentence
  friend bool operator==(const Section&, const Section&) = default;
};

struct Sentence {
  Span span;
  int32_t section = 0;    // innermost section
  int32_t paragraph = 0;  // line of the clean text, from 0
  bool heading = false;   // (part of) a heading
  friend bool operator==(const Sentence&, const Sentence&) = default;
};

// Words as arrays of equal length. Tags are one byte, see WordTag.
struct Tokens {
  std::vector<uint32_t> begin;
  std::vector<uint32_t> end;
  std::vector<uint8_t> tag;
  friend bool operator==(const Tokens&, const Tokens&) = default;
};

// Coarse part of speech of a word.
enum class WordTag : uint8_t {
  kOther, kNoun, kVerb, kAdjective, kAdverb, kFunction, kPunctuation,
  kNumber, kTime, kPlace, kOrg, kPerson, kLatin, kMasked,
};
inline constexpr int kWordTagCount = 14;
std::string_view WordTagName(WordTag tag);  // "noun", "place", …

struct Segmentation {
  std::vector<Section> sections;
  std::vector<Sentence> sentences;
  Tokens tokens;
  friend bool operator==(const Segmentation&, const Segmentation&) = default;
};

// Everything that one pipeline version says of one document. Immutable.
struct Analysis {
  Document document;
  std::string revision;          // RevisionOf
  std::string pipeline_version;  // "<generation>-<digest>"
  std::string clean_text;
  Segmentation segmentation;
  std::vector<Fact> facts;  // in order of evidence
  std::vector<uint64_t> fingerprint;
  std::vector<std::string> bundle_ids;
  // Arrivals of the source and corrections that the metadata was made from: it only rises, and what was made from fewer
  // never takes the place of what was made from more.
  int64_t metadata_version = 0;
  friend bool operator==(const Analysis&, const Analysis&) = default;
};

// Generation of a pipeline version "<generation>-<digest>"; -1 where it is not one.
int64_t GenerationOf(std::string_view pipeline_version);
// Hash (32 hex digits) of clean text, metadata and pipeline version.
std::string RevisionOf(const Analysis& analysis);

}  // namespace gongbao::model
