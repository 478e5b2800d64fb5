// A folder of its own for a test, gone with this object; and whether tests may go without a
// backend.
#pragma once

#include <string>

namespace gongbao::testing {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Whether a backend that is absent is a failure (GONGBAO_REQUIRE_BACKENDS=1) and not a skip.
bool BackendsRequired();

}  // namespace gongbao::testing
