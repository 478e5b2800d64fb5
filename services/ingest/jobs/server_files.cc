#include "services/ingest/jobs/server_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

constexpr int kReadTries = 3;

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

Status PathError(const std::string& path, int error) {
  const std::string shown = Shorten(path, 400);
  switch (error) {
    case ENOENT:
    case ENOTDIR: return NotFound(Cat({shown, ": there is no such file"}));
    case ELOOP:
      return MakeError(absl::StatusCode::kInvalidArgument, Reason::kNotAFile,
                       Cat({shown, ": a symbolic link is not followed"}));
    case EXDEV:
      return MakeError(absl::StatusCode::kPermissionDenied, Reason::kInvalidArgument,
                       Cat({shown, ": lies outside the folder that may be read"}));
    default:
      return MakeError(absl::StatusCode::kFailedPrecondition, Reason::kUnreadableFile,
                       Cat({shown, ": ", AsciiLower(std::strerror(error))}));
  }
}

bool SameState(const struct stat& one, const struct stat& other) {
  return one.st_size == other.st_size && one.st_mtim.tv_sec == other.st_mtim.tv_sec &&
         one.st_mtim.tv_nsec == other.st_mtim.tv_nsec;
}

}  // namespace

Status EntryError(const FolderWalk::Entry& entry) {
  if (entry.kind == FolderWalk::Kind::kLink) return PathError(entry.path, ELOOP);
  if (entry.kind == FolderWalk::Kind::kUnreadable) return PathError(entry.path, entry.error);
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kNotAFile,
                   Cat({Shorten(entry.path, 400), ": not a regular file"}));
}

StatusOr<int> ServerFiles::Open(const std::string& path, int flags) const {
  if (!enabled()) {
    return MakeError(absl::StatusCode::kPermissionDenied, Reason::kInvalidArgument,
                     "this server reads no files of its own: its setting path_root is empty");
  }
  const Descriptor root{open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  if (root.fd < 0) return PathError("the folder of path_root", errno);
  const int fd = OpenBelow(root.fd, path, flags);
  if (fd < 0) return PathError(path, -fd);
  return fd;
}

StatusOr<std::string> ServerFiles::Resolve(std::string_view path) const {
  if (path.find('\0') != std::string_view::npos || FindInvalidUtf8(path) != std::string_view::npos) {
    return InvalidArgument("the path is not UTF-8", {{"path", "is not UTF-8"}});
  }
  std::string below(path);
  if (path.starts_with('/')) {
    std::string root = root_;
    while (root.size() > 1 && root.back() == '/') root.pop_back();
    const bool inside = path.starts_with(root) &&
                        (path.size() == root.size() || root == "/" || path[root.size()] == '/');
    if (enabled() && !inside) return PathError(below, EXDEV);
    below = enabled() ? below.substr(root.size()) : below;
  }
  std::vector<std::string> parts;
  for (const std::string_view part : Split(below, '/')) {
    if (part == "..") return PathError(std::string(path), EXDEV);
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  below = Join(parts, "/");
  GONGBAO_ASSIGN_OR_RETURN(const int fd, Open(below, O_PATH));
  const Descriptor found{fd};
  struct stat info;
  if (fstat(fd, &info) != 0) return PathError(below, errno);
  if (S_ISLNK(info.st_mode)) return PathError(below, ELOOP);
  if (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)) return below;
  return EntryError({below, FolderWalk::Kind::kOther});
}

StatusOr<std::optional<FolderWalk>> ServerFiles::Walk(const std::string& path,
                                                      std::string_view after) const {
  const StatusOr<int> fd = Open(path, O_RDONLY | O_NONBLOCK);
  if (!fd.ok()) return fd.status();
  struct stat info;
  if (fstat(*fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    return std::optional<FolderWalk>(FolderWalk(*fd, after));
  }
  close(*fd);
  return std::optional<FolderWalk>();
}

// False where the file changed under the reading.
StatusOr<bool> ServerFiles::ReadOnce(const std::string& path, int file, Upload* upload) const {
  struct stat before;
  if (fstat(file, &before) != 0) return PathError(path, errno);
  if (!S_ISREG(before.st_mode)) return EntryError({path, FolderWalk::Kind::kOther});
  if (static_cast<uint64_t>(before.st_size) > most_bytes_) {
    return LimitExceeded(Cat({path, ": ", std::to_string(before.st_size), " bytes, more than ",
                              std::to_string(most_bytes_)}),
                         {{"limit", std::to_string(most_bytes_)}});
  }
  std::vector<char> buffer(256 << 10);
  uint64_t size = 0;
  for (;;) {
    const ssize_t got = read(file, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return PathError(path, errno);
    if (got == 0) break;
    size += static_cast<uint64_t>(got);
    if (size > static_cast<uint64_t>(before.st_size)) return false;
    GONGBAO_RETURN_IF_ERROR(upload->Append({buffer.data(), static_cast<size_t>(got)}));
  }
  struct stat after;
  if (fstat(file, &after) != 0) return PathError(path, errno);
  return SameState(before, after) && size == static_cast<uint64_t>(before.st_size);
}

StatusOr<Upload::Received> ServerFiles::Read(const std::string& path,
                                             std::optional<Upload>* upload) const {
  for (int attempt = 0; attempt < kReadTries; ++attempt) {
    GONGBAO_ASSIGN_OR_RETURN(const int fd, Open(path, O_RDONLY | O_NONBLOCK));
    const Descriptor file{fd};
    upload->emplace(most_bytes_, spool_folder_);
    GONGBAO_ASSIGN_OR_RETURN(const bool whole, ReadOnce(path, fd, &**upload));
    if (whole) return (*upload)->Finish();
  }
  return MakeError(absl::StatusCode::kFailedPrecondition, Reason::kFileChanged,
                   Cat({path, ": it was written to while it was read"}));
}

}  // namespace gongbao::ingest
