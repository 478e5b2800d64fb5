// Figures of which nothing, or not all, is shown, as people do before they pass a report on.
// Thread rule: an object belongs to one thread.
#pragma once

#include <optional>
#include <string>

#include "tests/testing/report_generator/random.h"

namespace gongbao::generator {

// A figure as it stands in the report, and what it says.
struct Shown {
  std::string text;
  std::optional<std::string> number;  // absent when masked
};

// Shows figures, masked or not.
class Mask {
 public:
  Mask(bool active, uint64_t seed);

  bool active() const { return active_; }
  Shown Show(const std::string& number);
  // The same, and never masked.
  Shown Plain(const std::string& number) const { return {number, number}; }

 private:
  bool active_;
  Random random_;
};

}  // namespace gongbao::generator
