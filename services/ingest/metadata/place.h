// Which place a report is about. Thread rule: pure functions over a Gazetteer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingest/metadata/head.h"
#include "services/language/gazetteer/gazetteer.h"
#include "services/language/gazetteer/resolve.h"
#include "services/model/document.h"

namespace gongbao::ingest {

struct PlaceReading {
  model::PlaceRef place;
  std::string basis;  // text, name, hint
  int confidence_per_mille = 0;
  std::vector<std::string> conflicts;
  std::string note;
};

struct PlaceContext {
  const Head* head = nullptr;
  model::DocumentKind kind = model::DocumentKind::kUnknown;
  std::string_view text;                                // clean
  const std::vector<std::string>* furniture = nullptr;  // lines of the page around it
  std::string_view path;                                // file name or address; may be empty
  const model::Hints* hints = nullptr;
  std::optional<int32_t> year = std::nullopt;  // under review
};

PlaceReading ReadPlace(const gazetteer::Gazetteer& gazetteer, const PlaceContext& context);

}  // namespace gongbao::ingest
