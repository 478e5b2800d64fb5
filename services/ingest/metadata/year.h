// The year and the term that a report reviews. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingest/metadata/head.h"
#include "services/model/document.h"

namespace gongbao::ingest {

struct YearReading {
  std::optional<int32_t> year;
  bool masked = false;
  int confidence_per_mille = 0;
  std::vector<int32_t> conflicts;  // years that other evidence gives
};

// published: YYYY-MM-DD or empty.
YearReading ReadYear(const Head& head, model::DocumentKind kind, std::string_view clean_text,
                     std::string_view published);

// The term that a heading says is reviewed: “十四五”时期…回顾 → 2021/2025.
// 2012—2016年工作回顾 as well, but 过去五年 states no years. Of a plan, the term that it is for.
std::optional<model::Period> ReadTerm(const Head& head, model::DocumentKind kind, std::string_view clean_text);

}  // namespace gongbao::ingest
