// Simplification on any bytes.
#include <memory>
#include <string>

#include "services/language/script/simplifier.h"
#include "tests/fuzz/ingest/clean_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao;          // NOLINT
  using namespace gongbao::ingest;  // NOLINT
  static const std::shared_ptr<const script::Simplifier> simplifier = *script::Simplifier::Open();
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const Stopwatch watch(size);
  const script::Simplifier::Result result = simplifier->Convert(source);
  ExpectMap(result.map, result.text, source);
  Expect(result.converted >= 0 && (result.converted > 0 || result.text == source), "nothing converted, nothing changed");
  return 0;
}
