// Address of a Redis server: redis://[[user]:password@]host[:port][/database] or unix:///path[?db=n].
// Thread rule: pure functions and values.
#pragma once

#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::redis {

struct RedisAddress {
  std::string host;  // empty where it is a socket
  int port = 6379;
  std::string socket;
  std::string user;
  std::string password;
  int database = 0;
};

// INVALID_ARGUMENT names what is wrong, never the password.
StatusOr<RedisAddress> ParseRedisUrl(std::string_view url);

}  // namespace gongbao::redis
