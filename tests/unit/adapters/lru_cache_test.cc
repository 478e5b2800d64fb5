#include "services/adapters/local/lru_cache.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace gongbao::local {
namespace {

TEST(LruCache, GivesBackWhatWasPut) {
  LruCache cache(1 << 20);
  EXPECT_FALSE(cache.Get("a").has_value());
  cache.Put("a", "1");
  cache.Put("b", "");
  cache.Put("a", "2");
  EXPECT_EQ(cache.Get("a"), "2");
  EXPECT_EQ(cache.Get("b"), "");
}

TEST(LruCache, DropsWhatWasUsedLongestAgo) {
  const std::string value(1000, 'x');
  LruCache cache(5 * 1200, 1);
  for (const char* key : {"1", "2", "3", "4"}) cache.Put(key, value);
  EXPECT_TRUE(cache.Get("1").has_value());  // used again
  cache.Put("5", value);
  cache.Put("6", value);
  EXPECT_TRUE(cache.Get("1").has_value());
  EXPECT_FALSE(cache.Get("2").has_value());
  EXPECT_TRUE(cache.Get("6").has_value());
}

TEST(LruCache, StaysWithinItsBytes) {
  constexpr size_t kMost = 100000;
  LruCache cache(kMost, 4);
  for (int i = 0; i < 10000; ++i) {
    cache.Put("key" + std::to_string(i % 700), std::string(i % 300, 'x'));
    ASSERT_LE(cache.bytes(), kMost);
  }
  EXPECT_GT(cache.bytes(), kMost / 2);
}

TEST(LruCache, KeepsNothingThatIsTooLarge) {
  LruCache cache(64 << 20, 1);
  cache.Put("a", "1");
  cache.Put("large", std::string(LruCache::kMaxValueBytes + 1, 'x'));
  EXPECT_FALSE(cache.Get("large").has_value());
  EXPECT_TRUE(cache.Get("a").has_value());
  LruCache none(0);
  none.Put("a", "1");
  EXPECT_FALSE(none.Get("a").has_value());
}

TEST(LruCache, TakesManyThreads) {
  LruCache cache(50000, 4);
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 5000; ++i) {
        const std::string key = std::to_string((i * 7 + t) % 200);
        EXPECT_EQ(cache.Get(key).value_or(key + "!"), key + "!");
        cache.Put(key, key + "!");
      }
    });
  }
}

}  // namespace
}  // namespace gongbao::local
