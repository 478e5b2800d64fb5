// The outline of a report: its numbered headings, the paragraphs that are sections without one, and
// what each speaks of. Thread rule: pure functions. Linear in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/analysis.h"

namespace gongbao::segmentation {

struct OutlineOptions {
  model::DocumentKind kind = model::DocumentKind::kUnknown;
  std::optional<int32_t> year;  // under review
};

// A text of more sections is no report; reading ends there.
inline constexpr size_t kMostSections = 200000;

// Sections in order of their begins; section 0 is the root over the whole text. Spans are nested,
// children after their parents. Levels count numbered headings alone: what stands in an unnumbered
// section has the level that it would have without it.
std::vector<model::Section> ReadOutline(std::string_view text, const OutlineOptions& options);

// The data files that decide, for the digest.
std::string RulesText();

}  // namespace gongbao::segmentation
