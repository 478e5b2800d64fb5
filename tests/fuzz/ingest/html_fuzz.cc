// Any page becomes text that leads back to it.
#include "services/ingest/reader/html.h"
#include "tests/fuzz/ingest/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao;  // NOLINT: a fuzz target
  const std::string_view html = fuzz::AsText(data, size);
  if (FindInvalidUtf8(html) != std::string_view::npos) return 0;
  const StatusOr<ingest::HtmlText> page = ingest::ReadHtml(html);
  fuzz::Expect(page.ok());
  fuzz::ExpectMapped(page->text, page->map, html);
  fuzz::Expect(FindInvalidUtf8(page->title) == std::string_view::npos);
  fuzz::Expect(page->text.find("\n\n") == std::string::npos);
  return 0;
}
