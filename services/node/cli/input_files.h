// Files that a command is given: single files, and all files below folders. Free functions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "services/base/folder_walk.h"
#include "services/base/status.h"

namespace gongbao::node {

// The most bytes of one file that a command reads.
inline constexpr size_t kMaxFileBytes = size_t{64} << 20;

struct InputFile {
  std::string path;      // to open it
  std::string relative;  // below the folder that was given; the file's name where a file was
};

struct InputList {
  std::vector<InputFile> files;  // arguments in their order, what a folder holds by name
  std::vector<Status> errors;    // each names its path
};

// Hidden files and folders (.name) below a folder are left out, and links to folders not followed.
InputList FindFiles(const std::vector<std::string>& paths);

// The same files one at a time, with bounded memory whatever the folders hold. What can't be read, and what
// is neither file nor folder, is told to `complain`. One thread at a time.
class FileStream {
 public:
  FileStream(std::vector<std::string> paths, std::function<void(const Status&)> complain);
  std::optional<InputFile> Next();

 private:
  std::optional<InputFile> NextInFolder();
  const std::vector<std::string> paths_;
  const std::function<void(const Status&)> complain_;
  size_t next_path_ = 0;
  std::string folder_;
  std::optional<FolderWalk> walk_;
};

// The error with the path in front, unless it names it already.
Status InFile(const Status& status, const std::string& path);

}  // namespace gongbao::node
