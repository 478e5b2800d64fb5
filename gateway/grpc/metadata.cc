#include "gateway/grpc/metadata.h"

#include <algorithm>
#include <array>

namespace gongbao::gateway {

bool IsForwarded(std::string_view key) {
  static constexpr std::array<std::string_view, 6> kHop = {
      "content-type", "host", "te", "user-agent", "connection", "x-request-id"};
  if (key.starts_with("grpc-") || key.starts_with(":") || key.starts_with("x-gongbao-"))
    return false;
  return std::find(kHop.begin(), kHop.end(), key) == kHop.end();
}

std::string_view FindMetadata(const Metadata& metadata, std::string_view key) {
  const auto found = metadata.find(grpc::string_ref(key.data(), key.size()));
  if (found == metadata.end()) return {};
  return {found->second.data(), found->second.size()};
}

}  // namespace gongbao::gateway
