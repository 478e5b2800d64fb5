#include "services/adapters/local/lru_cache.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace gongbao::local {
namespace {

// What an entry costs besides its key and value, about.
constexpr size_t kEntryBytes = 160;

size_t Cost(std::string_view key, std::string_view value) {
  return key.size() + value.size() + kEntryBytes;
}

}  // namespace

struct LruCache::Shard {
  struct Entry {
    std::string key;
    // Shared, so that a large value is copied outside the lock.
    std::shared_ptr<const std::string> value;
  };
  std::mutex mutex;
  std::list<Entry> entries;  // used last first; nodes stay where they are, so views of keys hold
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key;
  size_t bytes = 0;

  void Drop(std::list<Entry>::iterator entry) {
    bytes -= Cost(entry->key, *entry->value);
    by_key.erase(entry->key);
    entries.erase(entry);
  }
};

LruCache::LruCache(size_t max_bytes, size_t shards)
    : max_shard_bytes_(max_bytes / std::max<size_t>(shards, 1)) {
  for (size_t i = 0; i < std::max<size_t>(shards, 1); ++i) {
    shards_.push_back(std::make_unique<Shard>());
  }
}

LruCache::~LruCache() = default;

LruCache::Shard& LruCache::ShardOf(std::string_view key) {
  return *shards_[std::hash<std::string_view>()(key) % shards_.size()];
}

std::optional<std::string> LruCache::Get(std::string_view key) {
  Shard& shard = ShardOf(key);
  std::shared_ptr<const std::string> value;
  {
    const std::lock_guard<std::mutex> lock(shard.mutex);
    const auto found = shard.by_key.find(key);
    if (found == shard.by_key.end()) return std::nullopt;
    shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
    value = found->second->value;
  }
  return *value;
}

void LruCache::Put(std::string_view key, std::string_view value) {
  const size_t cost = Cost(key, value);
  if (value.size() > kMaxValueBytes || cost > max_shard_bytes_) return;
  Shard::Entry entry{std::string(key), std::make_shared<const std::string>(value)};
  Shard& shard = ShardOf(key);
  const std::lock_guard<std::mutex> lock(shard.mutex);
  if (const auto found = shard.by_key.find(key); found != shard.by_key.end()) {
    shard.Drop(found->second);
  }
  while (shard.bytes + cost > max_shard_bytes_) shard.Drop(std::prev(shard.entries.end()));
  shard.entries.push_front(std::move(entry));
  shard.by_key[shard.entries.front().key] = shard.entries.begin();
  shard.bytes += cost;
}

size_t LruCache::bytes() const {
  size_t sum = 0;
  for (const std::unique_ptr<Shard>& shard : shards_) {
    const std::lock_guard<std::mutex> lock(shard->mutex);
    sum += shard->bytes;
  }
  return sum;
}

}  // namespace gongbao::local
