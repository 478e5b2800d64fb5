// Years and dates in clean text. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::ingest {

struct Date {
  int32_t year = 0;
  int32_t month = 0;
  int32_t day = 0;
  std::string ToText() const;  // YYYY-MM-DD
};

// 2026年1月26日, 2026-01-26, 2026/1/26, 2026.1.26, else 二〇二六年一月二十六日 — the first in the first 4 KiB.
std::optional<Date> FindDate(std::string_view text);

// A year as printed (2021年, 二〇二一年, 2021年度), in order; years from 1949 to 2100.
struct YearMention {
  int32_t year = 0;
  size_t begin = 0;
  size_t end = 0;  // behind 年 or 年度
};
std::vector<YearMention> FindYears(std::string_view text);

// Whether a masked year stands at `at`: X年, ××年, 20xx年, 某年; its size, 0 where there is none.
size_t MaskedYearAt(std::string_view text, size_t at);

}  // namespace gongbao::ingest
