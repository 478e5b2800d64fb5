// Periods of whole months. Value types.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gongbao::model {

enum class PeriodKind { kUnknown, kYear, kHalf, kQuarter, kMonth, kYearToDate, kTerm, kInstant };

// first_month and last_month: year * 100 + month, inclusive. An instant is the end of last_month.
struct Period {
  PeriodKind kind = PeriodKind::kUnknown;
  int32_t first_month = 0;
  int32_t last_month = 0;
  std::string as_printed;

  static Period Year(int32_t year);
  static Period Months(int32_t year, int32_t first, int32_t last);  // kind by the months
  static Period Term(int32_t first_year, int32_t last_year);
  static Period Instant(int32_t year, int32_t month);

  int32_t first_year() const { return first_month / 100; }
  int32_t last_year() const { return last_month / 100; }
  // 2021, 2022-01/2022-10, 2021-06, 2016/2020; an instant is its month.
  std::string ToText() const;
  // Same kind and months, however printed.
  bool Covers(const Period& other) const {
    return kind == other.kind && first_month == other.first_month && last_month == other.last_month;
  }
  friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace gongbao::model
