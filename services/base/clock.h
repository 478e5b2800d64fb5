// Time as a dependency, so that tests can turn the clock. Thread-safe.
#pragma once

#include <cstdint>

namespace gongbao {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970-01-01 UTC.
  virtual int64_t NowUnixMs() const = 0;
  // The machine's clock; lives as long as the process.
  static const Clock& System();
};

}  // namespace gongbao
