// Port ResultCache in this process: the answers used last, bounded by bytes. Thread-safe.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/ports/result_cache.h"

namespace gongbao::local {

// Keys are spread over shards, each with a lock of its own, so that readers seldom meet. A shard drops
// what was used longest ago once it is over its share of the bytes.
class LruCache : public ports::ResultCache {
 public:
  static constexpr size_t kMaxValueBytes = 4 << 20;

  // max_bytes: of keys and values, with a fixed charge an entry; 0 keeps nothing.
  explicit LruCache(size_t max_bytes, size_t shards = 16);
  ~LruCache() override;

  std::optional<std::string> Get(std::string_view key) override;
  void Put(std::string_view key, std::string_view value) override;

  size_t bytes() const;

 private:
  struct Shard;
  Shard& ShardOf(std::string_view key);

  const size_t max_shard_bytes_;
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace gongbao::local
