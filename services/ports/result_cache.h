// Port: keeps answers for a while. Thread-safe. Disposable: a failure is a miss, and losing it all
// costs nothing but time. Never wrong, because a key holds the epoch of what it answers from.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongbao::ports {

class ResultCache {
 public:
  virtual ~ResultCache() = default;
  // Nothing where it is not there, or the cache can't be reached.
  virtual std::optional<std::string> Get(std::string_view key) = 0;
  // At most 4 MiB; a larger value is not kept.
  virtual void Put(std::string_view key, std::string_view value) = 0;
};

}  // namespace gongbao::ports
