// The headline indicators: canonical names, what texts call them, and their units. The built-in
// ontology is data/indicators.txt. Read-only after it is made, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/language/figures/word_trie.h"
#include "services/model/fact.h"

namespace gongbao::ontology {

enum class Measure { kFlow, kStock, kRate };
std::string_view MeasureName(Measure measure);  // "flow"

struct Indicator {
  std::string canonical;              // gdp
  std::string display_name;           // 地区生产总值
  std::vector<std::string> synonyms;  // other names that people use
  std::string unit;                   // default unit of answers
  Measure measure = Measure::kFlow;
  std::vector<model::QuantityKind> kinds;  // that a value may have

  bool Allows(model::QuantityKind kind) const;
};

// How a name stands for its indicators.
enum class NameKind {
  kName,    // 固定资产投资
  kGrowth,  // 经济增长: the figure behind it is a growth rate
  kNewly,   // 新增规上工业企业
  kAfter,   // 总产, after grain_area only
  kNear,    // 到位资金, in a sentence that speaks of 招商
  kShared,  // 城乡居民人均可支配收入: several indicators
};

struct Name {
  NameKind kind = NameKind::kName;
  std::vector<int32_t> indicators;   // indexes into indicators()
  int32_t after = -1;                // of kAfter: the indicator that must have come before
  std::vector<std::u32string> near;  // of kNear: one of these words is in the sentence
};

class Ontology {
 public:
  static const Ontology& Get();
  // INVALID_ARGUMENT names the line.
  static StatusOr<Ontology> Parse(std::string_view data);

  const std::vector<Indicator>& indicators() const { return indicators_; }
  // Null where there is none of that name.
  const Indicator* Find(std::string_view canonical) const;
  // The indicator that a name (as people write it: canonical, display name, synonym, or any printed
  // form) means; null where it means none or several.
  const Indicator* Resolve(std::string_view name) const;

  // The longest name that begins at `at` of a text with its case folded; its readings (a short name
  // may mean several things).
  const std::vector<int32_t>* LongestName(std::u32string_view text, size_t at,
                                          size_t* length) const;
  const Name& name(int32_t index) const { return names_[index]; }

 private:
  friend class OntologyParser;

  std::vector<Indicator> indicators_;
  std::vector<Name> names_;
  std::vector<std::vector<int32_t>> readings_;  // by value of the trie
  figures::WordTrie trie_;
};

// Latin letters in upper case and 帐 as 账, as names are kept.
std::u32string FoldCase(std::u32string text);

// The printed forms of a pattern: {a|b} one of, [a|b] one of or nothing, ~ a verb or nothing.
// Nothing where brackets do not match or there are more than 20,000 forms.
std::vector<std::string> ExpandPattern(std::string_view pattern);

}  // namespace gongbao::ontology
