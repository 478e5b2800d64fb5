#include "services/model/bundle_registry.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "services/base/share.h"
#include "services/base/text.h"

namespace gongbao::model {
namespace {

namespace fs = std::filesystem;

Status FolderError(const std::string& folder, const std::error_code& error) {
  const std::string message = Cat({folder, ": ", AsciiLower(error.message())});
  return error == std::errc::permission_denied
             ? MakeError(absl::StatusCode::kPermissionDenied, Reason::kInvalidArgument, message)
             : NotFound(message);
}

// Paths of the files that are not hidden, by name.
StatusOr<std::vector<std::string>> FilesOf(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (it->path().filename().string().starts_with('.') || it->is_directory(ignored)) continue;
    paths.push_back(it->path().string());
    if (paths.size() > kMostBundlesOfAFolder) {
      return LimitExceeded(Cat({folder, ": more than ", std::to_string(kMostBundlesOfAFolder), " files"}),
                           {{"limit", std::to_string(kMostBundlesOfAFolder)}});
    }
  }
  if (error) return FolderError(folder, error);
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

StatusOr<BundleRegistry> BundleRegistry::Load(const std::string& folder) {
  BundleRegistry registry;
  if (folder.empty()) return registry;
  GONGBAO_ASSIGN_OR_RETURN(const std::vector<std::string> paths, FilesOf(folder));
  for (const std::string& path : paths) {
    GONGBAO_ASSIGN_OR_RETURN(std::string text, ReadFile(path, Bundle::kMostFileBytes));
    GONGBAO_ASSIGN_OR_RETURN(auto bundle,
                             Bundle::Parse(std::move(text), path, Bundle::kMostFileBytes));
    registry.bundles_.emplace(bundle->id(), bundle);
  }
  return registry;
}

StatusOr<std::shared_ptr<const Bundle>> BundleRegistry::FindOne(const BundleRef& ref,
                                                                size_t* inline_bytes) const {
  if (ref.text.empty() == ref.id.empty()) {
    return InvalidArgument("a bundle is given by its text or by its id, one of them",
                           {{"bundles", "has neither text nor id, or both"}});
  }
  if (ref.id.empty()) {
    *inline_bytes += ref.text.size();
    if (*inline_bytes > Bundle::kMostInlineBytes) {
      return LimitExceeded(Cat({"bundles of more than ", std::to_string(Bundle::kMostInlineBytes),
                                " bytes in one call: put them into the service's folder"}),
                           {{"limit", std::to_string(Bundle::kMostInlineBytes)}});
    }
    return Bundle::Parse(ref.text, "bundle");
  }
  const auto found = bundles_.find(ref.id);
  if (found == bundles_.end()) {
    return NotFound(Cat({"there is no bundle ", Shorten(ref.id, 80)}), {{"bundle", Shorten(ref.id, 80)}});
  }
  return found->second;
}

StatusOr<BundleList> BundleRegistry::Find(const std::vector<BundleRef>& refs) const {
  if (refs.size() > kMostBundlesOfACall) {
    return LimitExceeded(Cat({std::to_string(refs.size()), " bundles, more than the limit of ",
                              std::to_string(kMostBundlesOfACall)}),
                         {{"limit", std::to_string(kMostBundlesOfACall)}});
  }
  BundleList list;
  size_t inline_bytes = 0;
  for (const BundleRef& ref : refs) {
    GONGBAO_ASSIGN_OR_RETURN(auto bundle, FindOne(ref, &inline_bytes));
    const bool is_new = std::none_of(list.begin(), list.end(),
                                     [&](const auto& other) { return other->id() == bundle->id(); });
    if (is_new) list.push_back(std::move(bundle));
  }
  return list;
}

}  // namespace gongbao::model
