// A data folder held by one server at a time. The lock file in it says where that server is reached.
// The lock is the kernel's (flock): it ends with the process, however that ends, so what a killed
// server leaves behind stops nobody. Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "services/base/status.h"

namespace gongbao::node {

// What the lock file says of the process that holds it.
struct FolderHolder {
  int64_t pid = 0;
  std::string grpc;  // address; empty while it starts, and where it serves nobody
  std::string http;
};

class DataFolder {
 public:
  // Makes the folder where it is missing, and takes the lock. UNAVAILABLE: another process has it
  // (the message says which). PERMISSION_DENIED: the folder can't be made or written.
  static StatusOr<std::unique_ptr<DataFolder>> Take(const std::string& path);
  // Takes the folder together with other processes that share it: the parts of one split node. Nothing
  // is announced in it. Refused while a server has it alone, which in turn is refused while it is shared.
  static StatusOr<std::unique_ptr<DataFolder>> TakeShared(const std::string& path);
  // As Take, but waits for a process that serves nobody (a command of this program) to end, at most
  // timeout_ms. Where a server holds the folder, `holder` is set and the result is null.
  static StatusOr<std::unique_ptr<DataFolder>> TakeOrFind(const std::string& path,
                                                          int64_t timeout_ms,
                                                          FolderHolder* holder);
  // Who has the folder alone just now; all empty where nobody does, or the folder is not there.
  static StatusOr<FolderHolder> FindHolder(const std::string& path);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  // Writes the addresses at which this process is reached into the lock file, unless it is shared.
  Status Announce(const std::string& grpc, const std::string& http);

 private:
  DataFolder(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  Status WriteHolder(const FolderHolder& holder);
  std::string path_;
  int fd_;
  bool alone_ = false;  // holds the lock exclusively
};

}  // namespace gongbao::node
