#include "services/ingest/upload.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kInMemory = 4 << 20;

Status DiskError(std::string_view what) {
  return Internal(Cat({"can't keep the upload: ", what, ": ", std::strerror(errno)}));
}

}  // namespace

Upload::Upload(size_t most, std::string folder) : most_(most), folder_(std::move(folder)) {}

Upload::~Upload() {
  if (mapped_ != nullptr) munmap(mapped_, size_);
  if (file_ >= 0) close(file_);
}

Status Upload::Append(std::string_view chunk) {
  if (chunk.size() > most_ - size_) {
    return LimitExceeded("the upload has more than " + std::to_string(most_) + " bytes",
                         {{"limit", std::to_string(most_)}});
  }
  sha256_.Update(chunk);
  size_ += chunk.size();
  if (file_ < 0 && size_ <= kInMemory) {
    memory_.append(chunk);
    return absl::OkStatus();
  }
  if (file_ < 0) GONGBAO_RETURN_IF_ERROR(Spill());
  return WriteOut(chunk);
}

// Moves what is in memory to a file that has no name: it goes with the process.
Status Upload::Spill() {
  std::string name = folder_ + "/gongbao-upload-XXXXXX";
  file_ = mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0) return DiskError("temporary file");
  unlink(name.c_str());
  GONGBAO_RETURN_IF_ERROR(WriteOut(memory_));
  memory_.clear();
  memory_.shrink_to_fit();
  return absl::OkStatus();
}

Status Upload::WriteOut(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return DiskError("write");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

StatusOr<Upload::Received> Upload::Finish() {
  Received received;
  received.sha256 = sha256_.FinishHex();
  if (file_ < 0) {
    received.bytes = memory_;
    return received;
  }
  void* address = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_, 0);
  if (address == MAP_FAILED) return DiskError("map");
  mapped_ = address;
  received.bytes = {static_cast<const char*>(address), size_};
  return received;
}

}  // namespace gongbao::ingest
