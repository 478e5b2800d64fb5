// Receives the bytes of an upload: in memory while they are few, in an unnamed temporary file beyond. One object
// belongs to one call.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "services/base/hash.h"
#include "services/base/status.h"

namespace gongbao::ingest {

class Upload {
 public:
  // most: bytes that are taken; folder: for the temporary file.
  Upload(size_t most, std::string folder);
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  // RESOURCE_EXHAUSTED (LIMIT_EXCEEDED) beyond the limit, INTERNAL where the disk is full.
  Status Append(std::string_view chunk);

  struct Received {
    std::string_view bytes;  // lives as long as the upload
    std::string sha256;
  };
  // Once, when all chunks were appended.
  StatusOr<Received> Finish();

 private:
  Status Spill();
  Status WriteOut(std::string_view bytes);

  const size_t most_;
  const std::string folder_;
  Sha256 sha256_;
  size_t size_ = 0;
  std::string memory_;
  int file_ = -1;
  void* mapped_ = nullptr;
};

}  // namespace gongbao::ingest
