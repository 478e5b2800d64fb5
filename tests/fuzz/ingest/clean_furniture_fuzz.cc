// The pass that takes out what a site prints, on any bytes.
#include <string>
#include <vector>

#include "services/ingest/clean/passes.h"
#include "tests/fuzz/ingest/clean_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao::ingest;  // NOLINT
  const std::string source(reinterpret_cast<const char*>(data), size);
  const Stopwatch watch(size);
  Draft draft(source);
  std::vector<std::string> furniture;
  RemoveFurniture(&draft, &furniture);
  ExpectDraft(draft, source);
  return 0;
}
