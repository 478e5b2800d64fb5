#include "tests/testing/temp_folder.h"

#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace gongbao::testing {

TempFolder::TempFolder() {
  path_ = (std::filesystem::temp_directory_path() / "gongbao-XXXXXX").string();
  if (mkdtemp(path_.data()) == nullptr) {
    std::perror("mkdtemp");
    std::abort();
  }
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

bool BackendsRequired() {
  const char* value = std::getenv("GONGBAO_REQUIRE_BACKENDS");
  return value != nullptr && std::strcmp(value, "1") == 0;
}

}  // namespace gongbao::testing
