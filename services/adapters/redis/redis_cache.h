// Port ResultCache over a Redis server. Thread-safe.
//
// Disposable: whatever goes wrong is a miss. Short timeouts, and a breaker: after a failure Redis is
// left alone for a while, and then one caller tries it, so a Redis that is dead or slow adds a timeout
// now and then and no more.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "services/adapters/redis/redis_url.h"
#include "services/ports/result_cache.h"

namespace gongbao::redis {

struct RedisCacheOptions {
  RedisAddress address;
  std::string prefix = "gongbao:1:";  // of every key
  std::chrono::milliseconds timeout{50};  // to connect, and for each command
  std::chrono::milliseconds pause{1000};  // after a failure
  std::chrono::seconds time_to_live{24 * 3600};
  size_t max_idle_connections = 16;
};

class RedisCache : public ports::ResultCache {
 public:
  static constexpr size_t kMaxValueBytes = 4 << 20;

  // Connects when it is first used.
  explicit RedisCache(RedisCacheOptions options);
  ~RedisCache() override;

  std::optional<std::string> Get(std::string_view key) override;
  void Put(std::string_view key, std::string_view value) override;

  // False while Redis is left alone.
  bool available() const;

 private:
  class Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace gongbao::redis
