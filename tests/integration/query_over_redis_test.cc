// Hot answers in a real Redis, shared by two query servers: a hit, a miss after new facts, and right
// answers while Redis is killed and restarted.
#include <gtest/gtest.h>

#include <google/protobuf/util/message_differencer.h>

#include <functional>
#include <thread>

#include "services/adapters/redis/redis_cache.h"
#include "tests/integration/query_server.h"
#include "tests/testing/redis_server.h"

namespace gongbao::query {
namespace {

redis::RedisCacheOptions Options(const testing::RedisServer& server) {
  redis::RedisCacheOptions options;
  options.address = *redis::ParseRedisUrl(server.url());
  options.timeout = std::chrono::milliseconds(2000);  // of a busy machine
  options.pause = std::chrono::milliseconds(1);
  return options;
}

v1::RankPlacesResponse Rank(QueryServer& server) {
  v1::RankPlacesRequest request;
  request.set_indicator("gdp");
  request.set_year(2021);
  request.mutable_filter()->add_places("421321");
  grpc::ClientContext context;
  v1::RankPlacesResponse response;
  const grpc::Status status = server.stub().RankPlaces(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

bool Eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < end) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return false;
}

bool Same(const google::protobuf::Message& a, const google::protobuf::Message& b) {
  return google::protobuf::util::MessageDifferencer::Equals(a, b);
}

TEST(QueryOverRedis, AHitThenAMissAfterNewFacts) {
  GONGBAO_REDIS_OR_SKIP(redis_server);
  redis::RedisCache cache(Options(redis_server));
  QueryServer server({&cache});
  server.Write({TownReport("甲镇", 2021, "10")});
  const auto first = Rank(server);
  EXPECT_EQ(server.counts().misses, 1);
  EXPECT_EQ(*redis_server.Command({"DBSIZE"}), "1");
  EXPECT_TRUE(Same(Rank(server), first));
  EXPECT_EQ(server.counts().hits, 1);
  server.Write({TownReport("乙镇", 2021, "20")});
  const auto after = Rank(server);
  ASSERT_EQ(after.rows_size(), 2);
  EXPECT_EQ(after.rows(0).place_text(), "乙镇");
  EXPECT_EQ(server.counts().misses, 2);
  EXPECT_EQ(server.counts().hits, 1);
}

TEST(QueryOverRedis, AnAnswerOfAnotherReplicaIsAHit) {
  GONGBAO_REDIS_OR_SKIP(redis_server);
  redis::RedisCache cache_a(Options(redis_server));
  redis::RedisCache cache_b(Options(redis_server));
  const testing::TempFolder folder;
  QueryServer a({&cache_a}, folder.path() + "/facts.db");
  QueryServer b({&cache_b}, folder.path() + "/facts.db");
  a.Write({TownReport("甲镇", 2021, "10")});
  const auto answer = Rank(a);
  EXPECT_TRUE(Same(Rank(b), answer));
  EXPECT_EQ(b.counts().hits, 1);
  EXPECT_EQ(b.counts().misses, 0);
}

TEST(QueryOverRedis, AnotherStoreHasItsOwnAnswers) {
  GONGBAO_REDIS_OR_SKIP(redis_server);
  redis::RedisCache cache(Options(redis_server));
  QueryServer a({&cache});
  QueryServer b({&cache});
  a.Write({TownReport("甲镇", 2021, "10")});
  b.Write({TownReport("乙镇", 2021, "20")});
  EXPECT_EQ(Rank(a).rows(0).place_text(), "甲镇");
  EXPECT_EQ(Rank(b).rows(0).place_text(), "乙镇");
}

TEST(QueryOverRedis, RightAnswersThroughDeathAndRestart) {
  GONGBAO_REDIS_OR_SKIP(redis_server);
  redis::RedisCache cache(Options(redis_server));
  QueryServer server({&cache});
  server.Write({TownReport("甲镇", 2021, "10")});
  EXPECT_EQ(Rank(server).rows_size(), 1);
  for (int round = 0; round < 2; ++round) {
    redis_server.Kill();
    const std::string town = "镇" + std::to_string(round);
    EXPECT_EQ(Rank(server).rows_size(), round + 1);  // dead: computed
    server.Write({TownReport(town, 2021, std::to_string(20 + round))});
    const auto dead = Rank(server);
    ASSERT_EQ(dead.rows_size(), round + 2);
    EXPECT_EQ(dead.rows(0).place_text(), town);
    ASSERT_TRUE(redis_server.Restart().ok());
    const int64_t hits = server.counts().hits;
    EXPECT_TRUE(Eventually([&] {
      EXPECT_TRUE(Same(Rank(server), dead));
      return server.counts().hits > hits;
    }));
  }
}

TEST(QueryOverRedis, GarbageInRedisIsAMiss) {
  GONGBAO_REDIS_OR_SKIP(redis_server);
  redis::RedisCache cache(Options(redis_server));
  QueryServer server({&cache});
  server.Write({TownReport("甲镇", 2021, "10")});
  const auto right = Rank(server);
  std::string key = *redis_server.Command({"KEYS", "*"});
  key.pop_back();  // the line feed of the list
  ASSERT_TRUE(redis_server.Command({"SET", key, "\xff\xff\xff garbage"}).ok());
  EXPECT_TRUE(Same(Rank(server), right));
  EXPECT_EQ(server.counts().misses, 2);
  ASSERT_TRUE(redis_server.Command({"DEL", key}).ok());
  ASSERT_TRUE(redis_server.Command({"LPUSH", key, "a list"}).ok());
  EXPECT_TRUE(Same(Rank(server), right));
}

}  // namespace
}  // namespace gongbao::query
