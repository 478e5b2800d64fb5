// Any bytes are refused or become UTF-8 that leads back to them; so does the repair of mojibake.
#include "services/ingest/reader/decode.h"
#include "services/ingest/reader/mojibake.h"
#include "tests/fuzz/ingest/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao;  // NOLINT: a fuzz target
  const std::string_view bytes = fuzz::AsText(data, size);
  for (const char* declared : {"", "gbk", "big5"}) {
    const StatusOr<ingest::Decoded> decoded = ingest::Decode(bytes, declared);
    if (!decoded.ok()) {
      fuzz::Expect(ErrorReason(decoded.status()).has_value());
      continue;
    }
    fuzz::ExpectMapped(decoded->text, decoded->map, bytes);
    const auto repair = ingest::RepairMojibake(decoded->text);
    if (!repair) continue;
    fuzz::Expect(repair->repaired > 0 || repair->text == decoded->text);
    fuzz::ExpectMapped(repair->text, repair->map, decoded->text);
    fuzz::ExpectMapped(repair->text, repair->map.After(decoded->map), bytes);
  }
  fuzz::Expect(FindInvalidUtf8(ingest::DecodeName(bytes)) == std::string_view::npos);
  return 0;
}
