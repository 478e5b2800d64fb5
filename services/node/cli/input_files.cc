#include "services/node/cli/input_files.h"

#include <algorithm>
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

Status InFile(const Status& status, const std::string& path) {
  if (Message(status).find(path) != std::string::npos) return status;
  return Annotate(status, path);
}

}  // namespace gongbao::node
