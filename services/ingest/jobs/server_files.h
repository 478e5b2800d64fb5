// Files of the server that callers may have read: those below one folder, the root. Nothing outside is
// reached: no link is followed, no ".." taken, nothing but a regular file read. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/base/folder_walk.h"
#include "services/base/status.h"
#include "services/ingest/upload.h"

namespace gongbao::ingest {

class ServerFiles {
 public:
  // root: an absolute path; empty: nothing may be read. most_bytes: of a file.
  ServerFiles(std::string root, size_t most_bytes, std::string spool_folder)
      : root_(std::move(root)), most_bytes_(most_bytes), spool_folder_(std::move(spool_folder)) {}

  bool enabled() const { return !root_.empty(); }

  // The path below the root, of one that is below it or absolute and inside. PERMISSION_DENIED where
  // nothing may be read or it lies outside, NOT_FOUND, INVALID_ARGUMENT (NOT_A_FILE).
  StatusOr<std::string> Resolve(std::string_view path) const;

  // Walks what lies below a path that Resolve gave; nothing where it is a file.
  StatusOr<std::optional<FolderWalk>> Walk(const std::string& path, std::string_view after) const;

  // Reads a regular file into an upload. FILE_CHANGED where it is written to all the while.
  StatusOr<Upload::Received> Read(const std::string& path, std::optional<Upload>* upload) const;

 private:
  StatusOr<int> Open(const std::string& path, int flags) const;
  StatusOr<bool> ReadOnce(const std::string& path, int file, Upload* upload) const;

  const std::string root_;
  const size_t most_bytes_;
  const std::string spool_folder_;
};

// The error of an entry that is no file to read.
Status EntryError(const FolderWalk::Entry& entry);

}  // namespace gongbao::ingest
