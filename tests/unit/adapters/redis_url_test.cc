#include "services/adapters/redis/redis_url.h"

#include <gtest/gtest.h>

namespace gongbao::redis {
namespace {

TEST(ParseRedisUrl, ReadsAddresses) {
  struct Case {
    const char* url;
    RedisAddress address;
  };
  const Case cases[] = {
      {"redis://localhost", {"localhost", 6379, "", "", "", 0}},
      {"redis://10.0.0.1:7000/3", {"10.0.0.1", 7000, "", "", "", 3}},
      {"redis://cache/", {"cache", 6379, "", "", "", 0}},
      {"redis://:p%40ss@cache:1", {"cache", 1, "", "", "p@ss", 0}},
      {"redis://user:a:b@cache", {"cache", 6379, "", "user", "a:b", 0}},
      {"redis://[::1]:7000", {"::1", 7000, "", "", "", 0}},
      {"redis://[fe80::1]/2", {"fe80::1", 6379, "", "", "", 2}},
      {"unix:///run/redis.sock", {"", 6379, "/run/redis.sock", "", "", 0}},
      {"unix:///run/redis.sock?db=4", {"", 6379, "/run/redis.sock", "", "", 4}},
  };
  for (const Case& c : cases) {
    const auto address = ParseRedisUrl(c.url);
    ASSERT_TRUE(address.ok()) << c.url << address.status();
    EXPECT_EQ(address->host, c.address.host) << c.url;
    EXPECT_EQ(address->port, c.address.port) << c.url;
    EXPECT_EQ(address->socket, c.address.socket) << c.url;
    EXPECT_EQ(address->user, c.address.user) << c.url;
    EXPECT_EQ(address->password, c.address.password) << c.url;
    EXPECT_EQ(address->database, c.address.database) << c.url;
  }
}

TEST(ParseRedisUrl, RefusesTheRestWithoutThePassword) {
  for (const char* url :
       {"", "localhost:6379", "http://x", "redis://", "redis://:6379", "redis://h:0", "redis://h:x",
        "redis://h:70000", "redis://h/x", "redis://h/-1", "redis://[::1", "redis://[::1]x",
        "redis://secret@h", "redis://u:secret@h:x", "unix://", "unix:///s?x=1"}) {
    const auto address = ParseRedisUrl(url);
    EXPECT_TRUE(absl::IsInvalidArgument(address.status())) << url;
    EXPECT_EQ(Message(address.status()).find("secret"), std::string::npos) << url;
  }
}

}  // namespace
}  // namespace gongbao::redis
