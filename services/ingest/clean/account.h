// The whole account of a cleaning: for each byte of the source text that is in no clean text, what took it out. Thread
// rule: pure functions.
#pragma once

#include <string_view>
#include <vector>

#include "services/ingest/clean/cleaner.h"

namespace gongbao::ingest {

// Every removal in order of the source text: what the passes gave a reason for, and between, as entries of their own,
// white space, line ends and invisible characters, which they only count. A byte that neither a clean text holds nor
// an entry names does not exist: what could not be explained would stand there as "unexplained".
std::vector<Removal> FullAccount(std::string_view source_text, const CleanedSource& cleaned);

inline constexpr std::string_view kUnexplained = "unexplained";

}  // namespace gongbao::ingest
