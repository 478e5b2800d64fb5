// What holds of every cleaning pass on every text. Ends the program where it does not. Thread rule: pure functions.
#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "services/base/text.h"
#include "services/ingest/clean/draft.h"
#include "services/model/offset_map.h"

namespace gongbao::ingest {

inline void Expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

inline bool IsBorder(std::string_view text, size_t at) {
  return at == 0 || at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// The map covers the derived text without gaps, never goes back, stays inside the source, and both ends of each run lie
// between characters where the source is UTF-8.
inline void ExpectMap(const model::OffsetMap& map, std::string_view derived, std::string_view source) {
  const bool utf8 = FindInvalidUtf8(source) == std::string_view::npos;
  Expect(map.derived_size() == derived.size(), "the map covers the derived text");
  uint32_t at = 0, earlier = 0;
  for (const model::OffsetMap::Run& run : map.runs()) {
    Expect(run.derived.begin == at && run.derived.end > at, "runs follow one another");
    Expect(run.earlier.begin >= earlier && run.earlier.begin <= run.earlier.end, "runs never go back");
    Expect(run.earlier.end <= source.size(), "runs lie inside the source");
    if (utf8) {
      Expect(IsBorder(derived, run.derived.begin) && IsBorder(derived, run.derived.end), "derived ends between characters");
      Expect(IsBorder(source, run.earlier.begin) && IsBorder(source, run.earlier.end), "source ends between characters");
    }
    at = run.derived.end;
    earlier = run.earlier.begin;
  }
  if (utf8) Expect(FindInvalidUtf8(derived) == std::string_view::npos, "UTF-8 stays UTF-8");
}

inline void ExpectDraft(const Draft& draft, std::string_view source) {
  ExpectMap(draft.map(), draft.text(), source);
  for (const Removal& removal : draft.account()) {
    Expect(removal.source.begin <= removal.source.end && removal.source.end <= source.size(), "removals lie inside the source");
    Expect(!removal.reason.empty() && !removal.pass.empty(), "removals say why");
  }
}

// Work in proportion to the text: time over what any machine needs for so many bytes fails. Generous, since the fuzzer's
// build is slow: what is quadratic goes far beyond it.
class Stopwatch {
 public:
  explicit Stopwatch(size_t bytes) : bytes_(bytes), begin_(std::chrono::steady_clock::now()) {}
  ~Stopwatch() {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin_;
    Expect(took.count() < 5 + static_cast<double>(bytes_) * 100e-6, "the time is linear");
  }

 private:
  size_t bytes_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace gongbao::ingest
