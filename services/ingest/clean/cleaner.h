// Source text to clean text: one paragraph a line, simplified characters, figures in ASCII, nothing of the site.
// Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/ingest/clean/draft.h"
#include "services/language/script/simplifier.h"
#include "services/model/offset_map.h"

namespace gongbao::ingest {

struct CleanResult {
  std::string text;
  model::OffsetMap map;  // clean text → source text
  // What was taken out, and where, in the order of the passes; and how many changes each pass made
  // (those of single characters and spaces are only counted).
  std::vector<Removal> account;
  std::map<std::string, int64_t> counts;
  // Lines of the page around the report (source, date, navigation), simplified.
  std::vector<std::string> furniture;
};

class Cleaner {
 public:
  // NOT_FOUND where the conversion tables are missing.
  static StatusOr<Cleaner> Create();
  explicit Cleaner(std::shared_ptr<const script::Simplifier> simplifier)
      : simplifier_(std::move(simplifier)) {}

  // source_text is UTF-8. Linear in its length.
  CleanResult Clean(std::string_view source_text) const;

  // Digest of the tables and rule data, for the pipeline's version.
  std::string digest() const;

 private:
  std::shared_ptr<const script::Simplifier> simplifier_;
};

}  // namespace gongbao::ingest
