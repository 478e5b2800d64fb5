// Walks the files below a folder in byte order of their names, level by level, and can go on from any
// of them. Memory is bounded whatever the folder holds: of each open level a few thousand names. Links
// are told of and never followed. One thread at a time.
#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao {

class FolderWalk {
 public:
  static constexpr size_t kMostDepth = 64;

  enum class Kind { kFile, kLink, kOther, kUnreadable };
  struct Entry {
    std::string path;  // below the folder: "2021/town.txt"
    Kind kind = Kind::kFile;
    int error = 0;  // errno of what is unreadable
  };

  // folder: open for reading, taken over. after: path of the entry to go on behind; empty: from the
  // start. Hidden files and folders (.name) are left out.
  FolderWalk(int folder, std::string_view after);
  ~FolderWalk();
  FolderWalk(FolderWalk&&) noexcept;
  FolderWalk& operator=(FolderWalk&&) noexcept;

  // Nothing after the last one. What vanishes while it is walked is passed over.
  std::optional<Entry> Next();

 private:
  struct Level;
  bool Push(int folder, std::string prefix, std::string after);
  std::vector<std::unique_ptr<Level>> levels_;
};

// Opens a path below an open folder, without following any link on the way. "" is the folder itself.
// Gives errno as a negative number: ELOOP for a link, EXDEV for a path with "..".
int OpenBelow(int folder, std::string_view path, int flags);

}  // namespace gongbao
