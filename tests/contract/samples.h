// Small analyses for the contract suites: invented places, figures and words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/ports/fact_store.h"

namespace gongbao::testing {

// Id of the number-th document: a source id and an offset.
std::string SampleId(int number);

struct SampleFact {
  std::string canonical = "gdp";  // empty: a quantity, no indicator
  int64_t value = 1000;           // 万元
  std::optional<int32_t> year = 2022;
  model::FactStatus status = model::FactStatus::kActual;
  std::string place_id{};  // empty: the document's own
  std::string place_text{};
};

struct SampleOptions {
  int number = 1;
  std::string place_id = "429001101";  // empty: not settled
  std::optional<int32_t> year = 2022;
  model::DocumentKind kind = model::DocumentKind::kWorkReport;
  int generation = 1;
  std::string title = "青禾镇2022年工作报告";
  // One sentence each; the figures of facts stand in sentences of their own.
  std::vector<std::string> sentences = {"一年来，全镇经济平稳运行。", "新建道路三条。"};
  std::vector<SampleFact> facts = {SampleFact{}};
};

// The terms of a sentence are its pairs of neighbouring characters.
ports::IndexedAnalysis SampleAnalysis(const SampleOptions& options);
std::vector<std::string> PairsOf(const std::string& text);

// Text of `size` characters, the same for the same seed, without repetition.
std::string LongText(uint32_t seed, size_t size);

// One fact of each kind, with every optional field set, unset or zero somewhere.
ports::IndexedAnalysis AnalysisWithEverything();

}  // namespace gongbao::testing
