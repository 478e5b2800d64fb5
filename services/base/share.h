// Where the read-only images lie that the build makes (dictionary, gazetteer, conversion tables).
// Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao {

// Path of a file in the share folder: the environment's GONGBAO_SHARE, else share/gongbao beside the
// folder of this executable (build/bin/gongbao → build/share/gongbao). NOT_FOUND names the paths tried.
StatusOr<std::string> SharePath(std::string_view file_name);

// A file mapped read-only into memory, shared between threads and processes.
class MappedFile {
 public:
  static StatusOr<std::shared_ptr<const MappedFile>> Open(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

// Whole content of a regular file of at most `limit` bytes. NOT_FOUND, PERMISSION_DENIED,
// INVALID_ARGUMENT (a folder, a FIFO), RESOURCE_EXHAUSTED, ABORTED where it changed meanwhile; the message names the path.
StatusOr<std::string> ReadFile(const std::string& path, size_t limit);

}  // namespace gongbao
