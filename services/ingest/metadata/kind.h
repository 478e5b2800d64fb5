// What kind of text a report is. Thread rule: pure functions.
#pragma once

#include <string_view>

#include "services/ingest/metadata/head.h"
#include "services/model/document.h"

namespace gongbao::ingest {

struct KindReading {
  model::DocumentKind kind = model::DocumentKind::kOther;
  int confidence_per_mille = 0;
};

KindReading ReadKind(const Head& head, std::string_view clean_text);

}  // namespace gongbao::ingest
