#include "services/node/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "services/base/text.h"
#include "services/node/cli/sink.h"

namespace gongbao::node {
namespace {

Status WriteError(const std::string& path, int error) {
  const std::string message = Cat({path, ": ", AsciiLower(std::strerror(error))});
  if (error == EACCES || error == EPERM || error == EROFS) {
    return MakeError(absl::StatusCode::kPermissionDenied, Reason::kStoreUnavailable, message);
  }
  return Unavailable(message);
}

}  // namespace

Status MakeFolder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return WriteError(path, error.value());
  if (access(path.c_str(), W_OK | X_OK) != 0) return WriteError(path, errno);
  return {};
}

Status WriteWholeFile(const std::string& path, std::string_view content) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) GONGBAO_RETURN_IF_ERROR(MakeFolder(folder.string()));
  const std::string part = path + ".part";
  const int fd = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return WriteError(path, errno);
  Sink sink(fd, path);
  sink.Write(content);
  Status status = sink.Finish();
  if (close(fd) != 0 && status.ok()) status = WriteError(path, errno);
  if (status.ok() && std::rename(part.c_str(), path.c_str()) != 0) status = WriteError(path, errno);
  if (!status.ok()) unlink(part.c_str());
  return status;
}

}  // namespace gongbao::node
