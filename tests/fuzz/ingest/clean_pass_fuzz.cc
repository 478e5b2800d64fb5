// One cleaning pass on any bytes, and on the same bytes simplified: GONGBAO_PASS is its function.
#include <string>

#include "services/ingest/clean/passes.h"
#include "tests/fuzz/ingest/clean_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao::ingest;  // NOLINT
  const std::string source(reinterpret_cast<const char*>(data), size);
  const Stopwatch watch(size);
  Draft draft(source);
  GONGBAO_PASS(&draft);
  ExpectDraft(draft, source);
  // Twice is allowed to change more, never to break the map.
  GONGBAO_PASS(&draft);
  ExpectDraft(draft, source);
  return 0;
}
