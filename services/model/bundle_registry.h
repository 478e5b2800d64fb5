// The bundles that a service knows by id: the files of a folder, read at start. Immutable;
// thread-safe.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/base/status.h"
#include "services/model/bundle.h"

namespace gongbao::model {

inline constexpr size_t kMostBundlesOfACall = 8;
inline constexpr size_t kMostBundlesOfAFolder = 1000;

class BundleRegistry {
 public:
  // Knows none.
  BundleRegistry() = default;
  // Every file of the folder but hidden ones; an empty path is no folder. The errors of Bundle::Parse
  // and ReadFile, with the file's path; NOT_FOUND, PERMISSION_DENIED for the folder.
  static StatusOr<BundleRegistry> Load(const std::string& folder);

  // In the order asked for, each once. NOT_FOUND names the id. INVALID_ARGUMENT: neither text nor id,
  // both, or a bundle that can't be read. RESOURCE_EXHAUSTED: more than kMostBundlesOfACall, or texts
  // longer together than Bundle::kMostInlineBytes.
  StatusOr<BundleList> Find(const std::vector<BundleRef>& refs) const;

  // By id.
  const std::map<std::string, std::shared_ptr<const Bundle>>& all() const { return bundles_; }

 private:
  StatusOr<std::shared_ptr<const Bundle>> FindOne(const BundleRef& ref, size_t* inline_bytes) const;
  std::map<std::string, std::shared_ptr<const Bundle>> bundles_;
};

}  // namespace gongbao::model
