// Ids that follow a request from the gateway to the store. Thread-safe free functions.
#pragma once

#include <string>
#include <string_view>

namespace gongbao::gateway {

// The client's x-request-id where it is fit for a log (letters, digits, - and _, at most 64), else
// a new one.
std::string RequestIdFrom(std::string_view header);

}  // namespace gongbao::gateway
