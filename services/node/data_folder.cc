#include "services/node/data_folder.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "services/base/text.h"

namespace gongbao::node {
namespace {

constexpr std::string_view kLockName = "gongbao.lock";
constexpr int kRetryMs = 20;

Status FolderError(const std::string& path, int error) {
  const std::string message = Cat({"data folder ", path, ": ", AsciiLower(std::strerror(error))});
  if (error == EACCES || error == EPERM || error == EROFS) {
    return MakeError(absl::StatusCode::kPermissionDenied, Reason::kStoreUnavailable, message,
                     {{"folder", path}});
  }
  return Unavailable(message, {{"folder", path}});
}

FolderHolder ReadHolder(int fd) {
  char buffer[1024];
  const ssize_t got = pread(fd, buffer, sizeof buffer, 0);
  FolderHolder holder;
  if (got <= 0) return holder;
  for (const std::string_view line :
       Split(std::string_view(buffer, static_cast<size_t>(got)), '\n')) {
    const size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const std::string_view key = line.substr(0, space);
    const std::string_view value = line.substr(space + 1);
    if (key == "pid") std::from_chars(value.data(), value.data() + value.size(), holder.pid);
    if (key == "grpc") holder.grpc = value;
    if (key == "http") holder.http = value;
  }
  return holder;
}

StatusOr<int> OpenLock(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return FolderError(path, error.value());
  const std::string name = (std::filesystem::path(path) / kLockName).string();
  const int fd = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd < 0) return FolderError(path, errno);
  return fd;
}

Status InUse(const std::string& path, const FolderHolder& holder) {
  std::string message = Cat({"data folder ", path, " is in use"});
  if (holder.pid != 0) message += " by process " + std::to_string(holder.pid);
  if (!holder.grpc.empty()) message += ", a server at " + holder.grpc;
  return Unavailable(message, {{"folder", path}, {"grpc", holder.grpc}});
}

}  // namespace

StatusOr<std::unique_ptr<DataFolder>> DataFolder::Take(const std::string& path) {
  FolderHolder holder;
  GONGBAO_ASSIGN_OR_RETURN(std::unique_ptr<DataFolder> folder, TakeOrFind(path, 0, &holder));
  if (folder == nullptr) return InUse(path, holder);
  return folder;
}

StatusOr<std::unique_ptr<DataFolder>> DataFolder::TakeOrFind(const std::string& path,
                                                             int64_t timeout_ms,
                                                             FolderHolder* holder) {
  using SteadyClock = std::chrono::steady_clock;
  const auto end = SteadyClock::now() + std::chrono::milliseconds(timeout_ms);
  GONGBAO_ASSIGN_OR_RETURN(const int fd, OpenLock(path));
  std::unique_ptr<DataFolder> folder(new DataFolder(path, fd));
  while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return FolderError(path, errno);
    *holder = ReadHolder(fd);
    if (!holder->grpc.empty()) return std::unique_ptr<DataFolder>();
    if (SteadyClock::now() >= end) return InUse(path, *holder);
    poll(nullptr, 0, kRetryMs);
  }
  *holder = FolderHolder();
  folder->alone_ = true;
  FolderHolder self;
  self.pid = getpid();
  GONGBAO_RETURN_IF_ERROR(folder->WriteHolder(self));
  return folder;
}

StatusOr<std::unique_ptr<DataFolder>> DataFolder::TakeShared(const std::string& path) {
  GONGBAO_ASSIGN_OR_RETURN(const int fd, OpenLock(path));
  std::unique_ptr<DataFolder> folder(new DataFolder(path, fd));
  while (flock(fd, LOCK_SH | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return FolderError(path, errno);
    return InUse(path, ReadHolder(fd));
  }
  return folder;
}

StatusOr<FolderHolder> DataFolder::FindHolder(const std::string& path) {
  const std::string name = (std::filesystem::path(path) / kLockName).string();
  const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno == ENOENT ? StatusOr<FolderHolder>(FolderHolder()) : FolderError(path, errno);
  FolderHolder holder;
  if (flock(fd, LOCK_SH | LOCK_NB) != 0) holder = ReadHolder(fd);
  close(fd);
  return holder;
}

DataFolder::~DataFolder() {
  if (alone_) {
    // What it says ends with the lock. A failure leaves a line that the next holder overwrites.
    const int emptied = ftruncate(fd_, 0);
    (void)emptied;
  }
  close(fd_);
}

Status DataFolder::Announce(const std::string& grpc, const std::string& http) {
  return alone_ ? WriteHolder({getpid(), grpc, http}) : Status();
}

Status DataFolder::WriteHolder(const FolderHolder& holder) {
  std::string text = "pid " + std::to_string(holder.pid) + "\n";
  if (!holder.grpc.empty()) text += "grpc " + holder.grpc + "\n";
  if (!holder.http.empty()) text += "http " + holder.http + "\n";
  // Longer first, then cut: a reader never sees a line of this process run into an older one.
  std::string padded = text;
  padded.resize(512, '\n');
  if (pwrite(fd_, padded.data(), padded.size(), 0) != static_cast<ssize_t>(padded.size()) ||
      ftruncate(fd_, static_cast<off_t>(text.size())) != 0) {
    return FolderError(path_, errno);
  }
  return {};
}

}  // namespace gongbao::node
