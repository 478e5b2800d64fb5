#include "gateway/http/request_id.h"

#include <algorithm>
#include <cstdint>
#include <random>

namespace gongbao::gateway {
namespace {

std::string NewRequestId() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  static constexpr char kHex[] = "0123456789abcdef";
  std::string id;
  for (uint64_t bits = random(), i = 0; i < 16; ++i, bits >>= 4) id += kHex[bits & 15];
  return id;
}

bool IsIdChar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_';
}

}  // namespace

std::string RequestIdFrom(std::string_view header) {
  const bool fits =
      !header.empty() && header.size() <= 64 && std::all_of(header.begin(), header.end(), IsIdChar);
  return fits ? std::string(header) : NewRequestId();
}

}  // namespace gongbao::gateway
