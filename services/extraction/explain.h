// Why the facts of a sentence came out as they did: its words, figures, periods, names and cue words,
// what was considered and turned down, and the facts with the rule that made each. Pure functions,
// thread-safe; costs a reading of the whole report, since sentences carry on from one another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/ports/extractor.h"

namespace gongbao::extraction {

// A stretch of the sentence and what it was read as.
struct ExplainedPart {
  model::Span span;     // in the clean text
  std::string kind;     // word, figure, period, name, cue, place
  std::string meaning;  // noun; 22.71 亿元 (money); industrial_output_above_scale; link
};

// Something that a rule decided, or turned down.
struct ExplainedStep {
  model::Span span;
  std::string rule;
  std::string text;
  bool rejected = false;
};

struct ExplainedFact {
  model::Fact fact;
  std::string rule_text;             // what the rule is, in words
  std::vector<std::string> reasons;  // where period, status and place come from
};

struct Explanation {
  int32_t sentence = 0;
  model::Span span;
  std::vector<std::string> sections;  // from the outermost heading to the innermost
  std::string role;                   // of the section
  std::string section_period;         // that figures without one have here; "" for none
  std::vector<ExplainedPart> parts;   // words first, then what was recognised, each in order
  std::vector<ExplainedStep> steps;   // in order
  std::vector<ExplainedFact> facts;
};

// Explains the given sentences, in order. OUT_OF_RANGE: there is no such sentence; else the errors of
// Extractor::Extract.
StatusOr<std::vector<Explanation>> Explain(const Context& context,
                                           const ports::ExtractRequest& request,
                                           const std::vector<int32_t>& sentences);

// What a rule is, in words: "project.object" → "the object of a verb of works". The rule itself
// where nothing more is known.
std::string RuleText(std::string_view rule);

}  // namespace gongbao::extraction
