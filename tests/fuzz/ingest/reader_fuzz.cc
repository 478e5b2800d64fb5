// A whole file: any bytes are refused with a reason or become source text that leads back to them.
#include "services/ingest/reader/reader.h"
#include "tests/fuzz/ingest/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao;  // NOLINT: a fuzz target
  const std::string_view bytes = fuzz::AsText(data, size);
  const StatusOr<ingest::ReadResult> read = ingest::Reader().Read(bytes, "file", {});
  if (!read.ok()) {
    fuzz::Expect(ErrorReason(read.status()).has_value());
    return 0;
  }
  fuzz::ExpectMapped(read->text, read->map, bytes);
  fuzz::Expect(!Strip(read->text).empty());
  return 0;
}
