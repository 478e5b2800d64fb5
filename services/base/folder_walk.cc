#include "services/base/folder_walk.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "services/base/text.h"

namespace gongbao {
namespace {

// Names of one level that are held at once.
constexpr size_t kNames = 4096;

}  // namespace

struct FolderWalk::Level {
  ~Level() { closedir(dir); }

  // The next names after `last`, in order; none where there are no more.
  void Refill() {
    names.clear();
    next = 0;
    if (complete) return;
    size_t seen = 0;
    rewinddir(dir);
    while (const dirent* found = readdir(dir)) {
      std::string_view name = found->d_name;
      if (name.empty() || name.front() == '.' || (!last.empty() && name <= last)) continue;
      ++seen;
      if (names.size() < kNames) {
        names.emplace_back(name);
        std::push_heap(names.begin(), names.end());
      } else if (name < names.front()) {
        std::pop_heap(names.begin(), names.end());
        names.back() = name;
        std::push_heap(names.begin(), names.end());
      }
    }
    std::sort_heap(names.begin(), names.end());
    complete = seen <= kNames;
  }

  DIR* dir = nullptr;
  std::string prefix;  // "2021/"; empty at the top
  std::vector<std::string> names;
  size_t next = 0;
  std::string last;  // the name that was last given
  bool complete = false;
};

FolderWalk::FolderWalk(int folder, std::string_view after) {
  std::string prefix;
  int open_folder = folder;
  while (open_folder >= 0) {
    const size_t slash = after.find('/');
    const std::string name(after.substr(0, slash));
    if (!Push(open_folder, prefix, name)) return;
    if (slash == std::string_view::npos || levels_.size() >= kMostDepth) return;
    open_folder = openat(dirfd(levels_.back()->dir), name.c_str(),
                         O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    prefix += name + "/";
    after.remove_prefix(slash + 1);
  }
}

FolderWalk::~FolderWalk() = default;
FolderWalk::FolderWalk(FolderWalk&&) noexcept = default;
FolderWalk& FolderWalk::operator=(FolderWalk&&) noexcept = default;

bool FolderWalk::Push(int folder, std::string prefix, std::string after) {
  DIR* dir = fdopendir(folder);
  if (dir == nullptr) {
    close(folder);
    return false;
  }
  auto level = std::make_unique<Level>();
  level->dir = dir;
  level->prefix = std::move(prefix);
  level->last = std::move(after);
  level->Refill();
  levels_.push_back(std::move(level));
  return true;
}

std::optional<FolderWalk::Entry> FolderWalk::Next() {
  while (!levels_.empty()) {
    Level& level = *levels_.back();
    if (level.next == level.names.size()) {
      level.Refill();
      if (level.names.empty()) levels_.pop_back();
      continue;
    }
    level.last = level.names[level.next++];
    Entry entry{level.prefix + level.last};
    struct stat info;
    if (fstatat(dirfd(level.dir), level.last.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;
      entry.kind = Kind::kUnreadable;
      entry.error = errno;
      return entry;
    }
    if (S_ISREG(info.st_mode)) return entry;
    entry.kind = S_ISLNK(info.st_mode) ? Kind::kLink : Kind::kOther;
    if (!S_ISDIR(info.st_mode)) return entry;
    entry.kind = Kind::kUnreadable;
    entry.error = ENAMETOOLONG;
    if (levels_.size() >= kMostDepth) return entry;
    const int folder = openat(dirfd(level.dir), level.last.c_str(),
                              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0 && errno == ENOENT) continue;
    if (folder < 0 || !Push(folder, entry.path + "/", "")) {
      entry.error = errno;
      return entry;
    }
  }
  return std::nullopt;
}

int OpenBelow(int folder, std::string_view path, int flags) {
  int at = fcntl(folder, F_DUPFD_CLOEXEC, 0);
  if (at < 0) return -errno;
  std::vector<std::string> parts;
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty() || part == ".") continue;
    parts.emplace_back(part);
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const int how = last ? flags : O_PATH | O_DIRECTORY;
    const int next = parts[i] == ".." ? -1 : openat(at, parts[i].c_str(), how | O_NOFOLLOW | O_CLOEXEC);
    const int error = parts[i] == ".." ? EXDEV : errno;
    close(at);
    if (next < 0) return -error;
    at = next;
  }
  if (parts.empty()) {
    const int again = openat(at, ".", flags | O_CLOEXEC);
    const int error = errno;
    close(at);
    return again < 0 ? -error : again;
  }
  return at;
}

}  // namespace gongbao
