// The cache over a real redis-server: what it keeps, and that it never gets in the way.
#include "services/adapters/redis/redis_cache.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "tests/testing/redis_server.h"

namespace gongbao::redis {
namespace {

using std::chrono::milliseconds;

RedisCacheOptions Options(const testing::RedisServer& server) {
  RedisCacheOptions options;
  options.address = *ParseRedisUrl(server.url());
  options.timeout = milliseconds(2000);  // of a busy machine
  options.pause = milliseconds(1);
  return options;
}

// Waits until what a broken connection left behind is over.
bool Eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < end) {
    if (holds()) return true;
    std::this_thread::sleep_for(milliseconds(2));
  }
  return false;
}

TEST(RedisCache, KeepsBytesUnderItsPrefixForAWhile) {
  GONGBAO_REDIS_OR_SKIP(server);
  RedisCache cache(Options(server));
  EXPECT_FALSE(cache.Get("k").has_value());
  const std::string bytes("\0\r\n\xff 文", 8);
  cache.Put("k", bytes);
  EXPECT_EQ(cache.Get("k"), bytes);
  EXPECT_EQ(*server.Command({"GET", "gongbao:1:k"}), bytes);
  const int seconds = std::stoi(*server.Command({"TTL", "gongbao:1:k"}));
  EXPECT_GT(seconds, 0);
  EXPECT_LE(seconds, 24 * 3600);
}

TEST(RedisCache, RefusesWhatIsTooLarge) {
  GONGBAO_REDIS_OR_SKIP(server);
  RedisCache cache(Options(server));
  cache.Put("k", std::string(RedisCache::kMaxValueBytes + 1, 'x'));
  EXPECT_EQ(*server.Command({"DBSIZE"}), "0");
  const std::string largest(RedisCache::kMaxValueBytes, 'x');
  cache.Put("k", largest);
  EXPECT_EQ(cache.Get("k"), largest);
}

TEST(RedisCache, ADeadServerIsAMissAndARestartedOneAnswers) {
  GONGBAO_REDIS_OR_SKIP(server);
  RedisCache cache(Options(server));
  for (int round = 0; round < 3; ++round) {
    cache.Put("k", "v");
    ASSERT_EQ(cache.Get("k"), "v");
    server.Kill();
    for (int i = 0; i < 20; ++i) {
      EXPECT_FALSE(cache.Get("k").has_value());
      cache.Put("k", "v");
    }
    ASSERT_TRUE(server.Restart().ok());
    EXPECT_TRUE(Eventually([&] {
      cache.Put("k", "v");
      return cache.Get("k") == "v";
    }));
  }
}

TEST(RedisCache, AServerThatHangsIsLeftAlone) {
  GONGBAO_REDIS_OR_SKIP(server);
  RedisCacheOptions options = Options(server);
  options.timeout = milliseconds(20);
  options.pause = std::chrono::hours(1);
  RedisCache cache(options);
  cache.Put("k", "v");
  server.Freeze();
  EXPECT_FALSE(cache.Get("k").has_value());
  EXPECT_FALSE(cache.available());
  server.Thaw();
  EXPECT_FALSE(cache.Get("k").has_value());  // the pause lasts: Redis was not asked
  EXPECT_FALSE(cache.available());
}

TEST(RedisCache, OneThatIsNotThereIsAMiss) {
  RedisCacheOptions options;
  options.address = *ParseRedisUrl("redis://127.0.0.1:" + std::to_string(testing::FreePort()));
  RedisCache cache(options);
  EXPECT_FALSE(cache.Get("k").has_value());
  EXPECT_FALSE(cache.available());
  RedisCacheOptions socket;
  socket.address = *ParseRedisUrl("unix:///nonexistent/redis.sock");
  EXPECT_FALSE(RedisCache(socket).Get("k").has_value());
}

TEST(RedisCache, LogsInAndTakesADatabase) {
  GONGBAO_REDIS_OR_SKIP(server);
  ASSERT_TRUE(server.Command({"CONFIG", "SET", "requirepass", "s3cret"}).ok());
  RedisCacheOptions options = Options(server);
  const std::string rest = "127.0.0.1:" + std::to_string(server.port()) + "/3";
  options.address = *ParseRedisUrl("redis://:s3cret@" + rest);
  RedisCache cache(options);
  cache.Put("k", "v");
  EXPECT_EQ(cache.Get("k"), "v");
  options.address = *ParseRedisUrl("redis://:wrong@" + rest);
  EXPECT_FALSE(RedisCache(options).Get("k").has_value());
}

TEST(RedisCache, ManyThreadsThroughDeathAndRestart) {
  GONGBAO_REDIS_OR_SKIP(server);
  RedisCache cache(Options(server));
  std::atomic<bool> over{false};
  std::atomic<int64_t> found{0};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; !over; ++i) {
        const std::string key = std::to_string((i + t) % 50);
        cache.Put(key, key + "!");
        if (const auto value = cache.Get(key)) {
          EXPECT_EQ(*value, key + "!");
          ++found;
        }
      }
    });
  }
  EXPECT_TRUE(Eventually([&] { return found > 100; }));
  server.Kill();
  const Status restarted = server.Restart();
  const int64_t before = found;
  EXPECT_TRUE(Eventually([&] { return found > before + 100; }));
  over = true;
  EXPECT_TRUE(restarted.ok()) << restarted;
}

}  // namespace
}  // namespace gongbao::redis
