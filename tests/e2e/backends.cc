// gongbao-test-backends: real servers for tests that are not programs of ours. Starts PostgreSQL and
// Redis, prints "postgresql <url>" and "redis <url>" on a line each, and stops them when its standard
// input ends, however the test ends. Lines on standard input: "kill redis", "restart redis"; each is
// answered by "done".
#include <iostream>
#include <string>

#include "tests/testing/postgres_server.h"
#include "tests/testing/redis_server.h"

int main() {
  std::string why;
  auto* postgres = gongbao::testing::PostgresServer::Shared(&why);
  if (postgres == nullptr) {
    std::cerr << "PostgreSQL: " << why << std::endl;
    return 77;
  }
  auto redis = gongbao::testing::RedisServer::Start();
  if (!redis.ok()) {
    std::cerr << "Redis: " << gongbao::Message(redis.status()) << std::endl;
    return 77;
  }
  std::cout << "postgresql " << postgres->CreateDatabase() << "\nredis " << (*redis)->url()
            << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "kill redis") (*redis)->Kill();
    if (line == "restart redis" && !(*redis)->Restart().ok()) return 1;
    std::cout << "done" << std::endl;
  }
  return 0;
}
