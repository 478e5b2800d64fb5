// Units and measure words: their kind, base unit and exact factor. Read-only, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/language/figures/word_trie.h"
#include "services/model/decimal.h"
#include "services/model/fact.h"

namespace gongbao::figures {

struct Unit {
  std::string text;  // 亩
  model::QuantityKind kind = model::QuantityKind::kUnknown;
  std::string base;       // 亩
  int64_t numerator = 1;  // base units in one unit = numerator / denominator
  int64_t denominator = 1;
  bool after_one = false;    // 一 counts before it
  bool arabic_only = false;  // only after Arabic digits
  bool division = false;     // 县, 镇: an administrative division used as a measure word
};

class UnitTable {
 public:
  // The built-in table.
  static const UnitTable& Get();
  explicit UnitTable(std::string_view data);

  struct Found {
    const Unit* unit = nullptr;
    size_t length = 0;
    // The unit after a stroke: 元/亩, 微克/立方米.
    const Unit* per = nullptr;
  };
  // The longest unit that begins at `at`, with 万, 亿 not read.
  Found Longest(std::u32string_view text, size_t at) const;
  const Unit* Find(std::u32string_view text) const;

 private:
  std::vector<Unit> units_;
  WordTrie trie_;
};

// A printed unit taken apart: 万平方米 is 平方米 and 10^4.
struct PrintedUnit {
  model::QuantityKind kind = model::QuantityKind::kUnknown;
  std::string base;  // 亩; the unit itself where it is not on the list
  int64_t numerator = 1;
  int64_t denominator = 1;
  int32_t scale = 4;  // decimal places of model::Decimal: 6 for areas
};
PrintedUnit ParsePrintedUnit(std::string_view printed_unit);

// A value in its base unit, exactly; nothing where the text is no number, or does not fit.
std::optional<model::Decimal> ToBase(std::string_view printed_value, std::string_view printed_unit);
// A value of the base unit in another unit of the same base (6000000 元 in 万元 is 600); nothing
// where the bases differ or the result does not fit exactly in the value's scale.
std::optional<model::Decimal> FromBase(const model::Decimal& value, std::string_view base_unit,
                                       std::string_view wished_unit);
// As FromBase, rounded half away from zero to `places` decimals where it does not fit; for display.
std::optional<std::string> FromBaseRounded(const model::Decimal& value, std::string_view base_unit,
                                           std::string_view wished_unit, int places);

}  // namespace gongbao::figures
