// Source text to clean text: one paragraph a line, simplified characters, figures in ASCII, nothing of the site; a
// source of several reports gives several clean texts. Thread-safe.
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

// A source, split into its reports.
struct CleanedSource {
  struct Report {
    uint32_t source_begin = 0;  // where it begins in the source text; 0 for the only report of a source
    CleanResult cleaning;
  };
  std::vector<Report> reports;  // one at least, in order
  // What stands in no report: a table of contents in front of the first, rules between two; its lines.
  std::vector<Removal> outside;
  std::vector<std::string> front;  // short lines in front of the first report that are no titles: of what place the book is
  std::map<std::string, int64_t> counts;  // of all reports
};

class Cleaner {
 public:
  // NOT_FOUND where the conversion tables are missing.
  static StatusOr<Cleaner> Create();
  explicit Cleaner(std::shared_ptr<const script::Simplifier> simplifier)
      : simplifier_(std::move(simplifier)) {}

  // source_text is UTF-8. Linear in its length.
  CleanedSource CleanReports(std::string_view source_text) const;
  // The same where the text is known to be one report.
  CleanResult Clean(std::string_view source_text) const;

  // Digest of the tables and rule data, for the pipeline's version.
  std::string digest() const;

 private:
  // The passes that need no lines, and those that follow once reports are apart.
  Draft Prepare(std::string_view source_text) const;
  static CleanResult Finish(Draft draft);

  std::shared_ptr<const script::Simplifier> simplifier_;
};

}  // namespace gongbao::ingest
