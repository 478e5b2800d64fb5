// Any bytes are no container, or expand within the limits to texts, problems or an error.
#include "services/ingest/reader/container.h"
#include "tests/fuzz/ingest/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gongbao;  // NOLINT: a fuzz target
  const std::string_view bytes = fuzz::AsText(data, size);
  ingest::IntakeLimits limits;
  limits.source_bytes = 1 << 20;
  limits.expanded_bytes = 4 << 20;
  limits.members = 1000;
  limits.row_bytes = 1 << 16;
  for (const char* name : {"a", "a.csv"}) {
    if (ingest::RecogniseContainer(bytes, name, "") == ingest::ContainerKind::kNone) continue;
    size_t texts = 0;
    const Status status = ingest::ExpandContainer(bytes, name, "", limits, [&](const ingest::Leaf& leaf) {
      fuzz::Expect(leaf.problem.ok() || leaf.bytes.empty());
      fuzz::Expect(leaf.problem.ok() || ErrorReason(leaf.problem).has_value());
      fuzz::Expect(leaf.bytes.size() <= limits.source_bytes);
      fuzz::Expect(FindInvalidUtf8(leaf.member) == std::string_view::npos);
      fuzz::Expect(leaf.member.find("..") == std::string::npos || leaf.member.find("/../") == std::string::npos);
      ++texts;
      return absl::OkStatus();
    });
    fuzz::Expect(status.ok() || texts == 0);
    fuzz::Expect(status.ok() || ErrorReason(status).has_value());
  }
  return 0;
}
