// Which metadata of a call goes on to the backend and back. Pure functions.
#pragma once

#include <grpcpp/grpcpp.h>

#include <map>
#include <string_view>

namespace gongbao::gateway {

using Metadata = std::multimap<grpc::string_ref, grpc::string_ref>;

// False for what belongs to one hop (grpc-*, te, host …) and for x-gongbao-*, which only the
// gateway itself may say to a service.
bool IsForwarded(std::string_view key);

// The first value of a key, empty where there is none.
std::string_view FindMetadata(const Metadata& metadata, std::string_view key);

}  // namespace gongbao::gateway
