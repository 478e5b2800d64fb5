// Recognises periods and dates in a sentence. What they mean depends on the report and the section:
// see PeriodContext. Read-only, thread-safe, linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "services/language/figures/figure_scanner.h"
#include "services/language/figures/word_trie.h"
#include "services/model/period.h"

namespace gongbao::extraction {

using figures::CharSpan;

enum class PeriodForm {
  kDate,      // 9月26日: no period of figures
  kYear,      // 2021年
  kMonths,    // 1-10月, 上半年; year 0: that of the context
  kInstant,   // 截至10月底, 6月末
  kWhole,     // 全年
  kEnd,       // 年末
  kRelative,  // 去年: years from the year of speaking in `offset`
  kPast,      // 一年来
  kBack,      // 五年来
  kAhead,     // 今后五年
  kTerm,      // “十三五”期间, 2016—2020年
  kSame,      // 同期
  kOther,     // looks like a period and is none
  kSince,     // 今年以来
};

struct PeriodMark {
  CharSpan span;
  PeriodForm form = PeriodForm::kDate;
  int32_t year = 0;       // 0: the context's
  int32_t last_year = 0;  // of a term
  int32_t first_month = 0;
  int32_t last_month = 0;
  int32_t offset = 0;       // of kRelative in years; of kBack and kAhead their number
  bool has_offset = false;  // year is `offset` years from the year of speaking (去年1-10月)
  bool deadline = false;    // 6月底前
  bool compared = false;  // 比2016年, 是2010年的1.8倍, 由2012年的…: what a change starts from
  bool until = false;   // 到2025年
  bool masked = false;  // 20xx年
};

class PeriodScanner {
 public:
  static const PeriodScanner& Get();
  explicit PeriodScanner(std::string_view data);
  std::vector<PeriodMark> Scan(std::u32string_view text) const;

  struct Phrase {
    PeriodForm form = PeriodForm::kOther;
    int32_t first = 0;
    int32_t second = 0;
  };
  // The fixed phrase that begins at `at`.
  const Phrase* Find(std::u32string_view text, size_t at, size_t* length) const;

 private:
  std::vector<Phrase> phrases_;
  figures::WordTrie trie_;
};

}  // namespace gongbao::extraction
