#include "services/base/share.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace gongbao {
namespace {

// A file descriptor that closes itself.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

Status FileError(const std::string& path, int error) {
  const std::string message = path + ": " + std::strerror(error);
  if (error == ENOENT || error == ENOTDIR) return NotFound(message);
  if (error == EACCES || error == EPERM) {
    return MakeError(absl::StatusCode::kPermissionDenied, Reason::kInvalidArgument, message);
  }
  return Internal(message);
}

}  // namespace

StatusOr<std::string> SharePath(std::string_view file_name) {
  namespace fs = std::filesystem;
  fs::path folder;
  if (const char* given = std::getenv("GONGBAO_SHARE"); given != nullptr && *given != '\0') {
    folder = given;
  } else {
    std::error_code error;
    folder = fs::read_symlink("/proc/self/exe", error).parent_path().parent_path() / "share" / "gongbao";
  }
  std::error_code error;
  const fs::path path = folder / std::string(file_name);
  if (fs::exists(path, error)) return path.string();
  return NotFound("no " + std::string(file_name) + " in " + folder.string() +
                  " (set GONGBAO_SHARE to the folder of the built images)");
}

StatusOr<std::shared_ptr<const MappedFile>> MappedFile::Open(const std::string& path) {
  const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return FileError(path, errno);
  struct stat info;
  if (fstat(file.fd, &info) != 0) return FileError(path, errno);
  if (!S_ISREG(info.st_mode) || info.st_size == 0) return InvalidArgument(path + ": not a file with content");
  const size_t size = static_cast<size_t>(info.st_size);
  void* address = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.fd, 0);
  if (address == MAP_FAILED) return FileError(path, errno);
  return std::shared_ptr<const MappedFile>(
      new MappedFile(std::string_view(static_cast<const char*>(address), size)));
}

MappedFile::~MappedFile() { munmap(const_cast<char*>(bytes_.data()), bytes_.size()); }

StatusOr<std::string> ReadFile(const std::string& path, size_t limit) {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.fd < 0) return FileError(path, errno);
  struct stat info;
  if (fstat(file.fd, &info) != 0) return FileError(path, errno);
  if (!S_ISREG(info.st_mode)) return InvalidArgument(path + ": not a regular file");
  if (static_cast<uint64_t>(info.st_size) > limit) {
    return LimitExceeded(path + ": " + std::to_string(info.st_size) + " bytes, more than the limit of " +
                         std::to_string(limit));
  }
  std::string content;
  content.reserve(static_cast<size_t>(info.st_size));
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = read(file.fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError(path, errno);
    if (got == 0) break;
    content.append(buffer, static_cast<size_t>(got));
    if (content.size() > limit) return LimitExceeded(path + ": grew beyond the limit while being read");
  }
  // What was read while somebody wrote is neither the old content nor the new.
  struct stat after;
  if (fstat(file.fd, &after) != 0) return FileError(path, errno);
  const bool same = after.st_size == info.st_size && after.st_mtim.tv_sec == info.st_mtim.tv_sec &&
                    after.st_mtim.tv_nsec == info.st_mtim.tv_nsec;
  if (!same || content.size() != static_cast<size_t>(info.st_size)) {
    return MakeError(absl::StatusCode::kAborted, Reason::kInvalidArgument,
                     path + ": changed while it was read; try again when it is written");
  }
  return content;
}

}  // namespace gongbao
