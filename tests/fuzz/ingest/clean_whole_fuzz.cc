// The whole way of a source text: all passes, the split into reports, and the account of every byte.
#include <algorithm>
#include <string>
#include <vector>

#include "services/ingest/clean/account.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/split/report_finder.h"
#include "tests/fuzz/ingest/clean_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao;          // NOLINT
  using namespace gongbao::ingest;  // NOLINT
  static const Cleaner cleaner = *Cleaner::Create();
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const Stopwatch watch(size);

  uint32_t reached = 0;
  for (const model::Span& span : FindReports(source)) {
    Expect(reached <= span.begin && span.begin < span.end && span.end <= size, "reports follow one another");
    reached = span.end;
  }
  const CleanedSource cleaned = cleaner.CleanReports(source);
  Expect(!cleaned.reports.empty() || FindReports(source).size() > 1, "a source gives a report");
  reached = 0;
  std::vector<bool> known(size, false);
  const auto mark = [&](model::Span span) {
    Expect(span.begin <= span.end && span.end <= size, "the account lies inside the source");
    std::fill(known.begin() + span.begin, known.begin() + span.end, true);
  };
  for (const CleanedSource::Report& report : cleaned.reports) {
    ExpectMap(report.cleaning.map, report.cleaning.text, source);
    Expect(report.source_begin >= reached, "reports lie in order");
    reached = report.source_begin;
    for (const model::OffsetMap::Run& run : report.cleaning.map.runs()) {
      Expect(run.earlier.begin >= report.source_begin, "a report begins where it says");
      mark(run.earlier);
    }
  }
  for (const Removal& removal : FullAccount(source, cleaned)) {
    mark(removal.source);
    Expect(removal.reason != kUnexplained, "everything is explained");
  }
  Expect(std::find(known.begin(), known.end(), false) == known.end(), "nothing is dropped in silence");
  return 0;
}
