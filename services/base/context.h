// What a call carries besides its arguments: until when, and under which request id.
// A value; copy it freely.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace gongbao {

struct Context {
  using Time = std::chrono::system_clock::time_point;
  // The caller gives up then.
  Time deadline = Time::max();
  // Follows a request from the gateway to the store.
  std::string request_id;
  // True where the caller has gone; may be empty.
  std::function<bool()> cancelled;

  bool Expired() const {
    return std::chrono::system_clock::now() >= deadline || (cancelled && cancelled());
  }
};

}  // namespace gongbao
