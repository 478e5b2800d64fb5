// A person's list of divisions on top of the built-in one: CSV (RFC 4180, UTF-8, one line a division) with a line of
// headings; see docs/operations.md. Thread rule: pure functions.
//
//   code,name,level,parent,valid_from,valid_until,successors,aliases
//   341599,新月县,county,341500,1950,1996,341525|341524,老新月县
//   421321~新月乡,新月乡,,,,2001,421321114,
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/language/gazetteer/image_builder.h"

namespace gongbao::gazetteer {

struct ExtraDivision {
  Row row;
  bool has_level = false;  // written, not read off the code
  std::optional<int32_t> valid_from;
  std::optional<int32_t> valid_until;
  std::vector<std::string> successors;
  size_t line = 0;  // in the file, from 1
};

struct ExtraLimits {
  size_t bytes = 16 << 20;
  size_t rows = 200'000;
  size_t line_bytes = 8 << 10;
  size_t name_bytes = 120;
  size_t list_size = 32;  // aliases, successors
};

// name: of the file, for errors. INVALID_ARGUMENT: the first mistakes, each as name:line; RESOURCE_EXHAUSTED.
StatusOr<std::vector<ExtraDivision>> ParseExtraDivisions(std::string_view bytes, std::string_view name,
                                                         const ExtraLimits& limits = {});

// Whether it is 6 or 9 digits, or "<county code>~<name>".
bool IsDivisionId(std::string_view text);

}  // namespace gongbao::gazetteer
