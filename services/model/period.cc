#include "services/model/period.h"

#include <cstdio>

namespace gongbao::model {
namespace {

std::string MonthText(int32_t month) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d", month / 100, month % 100);
  return text;
}

}  // namespace

Period Period::Year(int32_t year) {
  return {PeriodKind::kYear, year * 100 + 1, year * 100 + 12, ""};
}

Period Period::Months(int32_t year, int32_t first, int32_t last) {
  PeriodKind kind = PeriodKind::kYearToDate;
  if (first == last) {
    kind = PeriodKind::kMonth;
  } else if (first == 1 && last == 12) {
    kind = PeriodKind::kYear;
  } else if (last - first == 5 && (first == 1 || first == 7)) {
    kind = PeriodKind::kHalf;
  } else if (last - first == 2 && first % 3 == 1) {
    kind = PeriodKind::kQuarter;
  }
  return {kind, year * 100 + first, year * 100 + last, ""};
}

Period Period::Term(int32_t first_year, int32_t last_year) {
  return {PeriodKind::kTerm, first_year * 100 + 1, last_year * 100 + 12, ""};
}

Period Period::Instant(int32_t year, int32_t month) {
  return {PeriodKind::kInstant, year * 100 + month, year * 100 + month, ""};
}

std::string Period::ToText() const {
  switch (kind) {
    case PeriodKind::kUnknown: return "";
    case PeriodKind::kYear: return std::to_string(first_year());
    case PeriodKind::kTerm:
      return std::to_string(first_year()) + "/" + std::to_string(last_year());
    case PeriodKind::kMonth:
    case PeriodKind::kInstant: return MonthText(last_month);
    case PeriodKind::kHalf:
    case PeriodKind::kQuarter:
    case PeriodKind::kYearToDate: return MonthText(first_month) + "/" + MonthText(last_month);
  }
  return "";
}

}  // namespace gongbao::model
