#include "services/node/cli/input_files.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "services/base/text.h"

namespace gongbao::node {
namespace {

namespace fs = std::filesystem;

Status PathError(const fs::path& path, const std::error_code& error) {
  const std::string message = path.string() + ": " + AsciiLower(error.message());
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    return NotFound(message);
  }
  return MakeError(absl::StatusCode::kPermissionDenied, Reason::kNotFound, message);
}

// Adds all files below a folder, in order of their names.
void AddFolder(const fs::path& folder, const std::string& relative, InputList* list) {
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (!it->path().filename().string().starts_with('.')) entries.push_back(*it);
  }
  if (error) list->errors.push_back(PathError(folder, error));
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.path().filename().string() < b.path().filename().string();
  });
  for (const fs::directory_entry& entry : entries) {
    const std::string name = relative + entry.path().filename().string();
    std::error_code ignored;
    if (entry.is_directory(ignored)) {
      if (!entry.is_symlink(ignored)) AddFolder(entry.path(), name + "/", list);
    } else {
      list->files.push_back({entry.path().string(), name});
    }
  }
}

}  // namespace

InputList FindFiles(const std::vector<std::string>& paths) {
  InputList list;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      list.errors.push_back(PathError(
          path, error ? error : std::make_error_code(std::errc::no_such_file_or_directory)));
    } else if (fs::is_directory(status)) {
      AddFolder(path, "", &list);
    } else {
      list.files.push_back({path, fs::path(path).filename().string()});
    }
  }
  return list;
}

FileStream::FileStream(std::vector<std::string> paths, std::function<void(const Status&)> complain)
    : paths_(std::move(paths)), complain_(std::move(complain)) {}

std::optional<InputFile> FileStream::Next() {
  for (;;) {
    if (walk_) {
      if (std::optional<InputFile> file = NextInFolder()) return file;
      walk_.reset();
    }
    if (next_path_ == paths_.size()) return std::nullopt;
    const std::string& path = paths_[next_path_++];
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      complain_(PathError(
          path, error ? error : std::make_error_code(std::errc::no_such_file_or_directory)));
    } else if (!fs::is_directory(status)) {
      return InputFile{path, fs::path(path).filename().string()};
    } else if (const int fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd < 0) {
      complain_(PathError(path, std::error_code(errno, std::generic_category())));
    } else {
      folder_ = path;
      walk_.emplace(fd, "");
    }
  }
}

std::optional<InputFile> FileStream::NextInFolder() {
  while (const std::optional<FolderWalk::Entry> entry = walk_->Next()) {
    const std::string path = (fs::path(folder_) / entry->path).string();
    if (entry->kind == FolderWalk::Kind::kUnreadable) {
      complain_(PathError(path, std::error_code(entry->error, std::generic_category())));
      continue;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) continue;  // a link to a folder
    if (fs::is_regular_file(status)) return InputFile{path, entry->path};
    complain_(error ? PathError(path, error) : InvalidArgument(path + ": not a regular file"));
  }
  return std::nullopt;
}

Status InFile(const Status& status, const std::string& path) {
  if (Message(status).find(path) != std::string::npos) return status;
  return Annotate(status, path);
}

}  // namespace gongbao::node
