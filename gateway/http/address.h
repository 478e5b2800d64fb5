// Addresses to listen on. Free functions; they may ask the resolver, so only at start.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>

#include "services/base/status.h"

namespace gongbao::gateway {

struct HostPort {
  std::string host;
  uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:0", "localhost:80". INVALID_ARGUMENT names the text.
StatusOr<HostPort> ParseHostPort(const std::string& address);

// Opens, binds and listens. INVALID_ARGUMENT or UNAVAILABLE names the address.
Status Open(const std::string& address, boost::asio::ip::tcp::acceptor* acceptor);

// OK where Open would succeed now: gRPC itself does not say why it can't bind.
Status CheckCanListen(const std::string& address);

}  // namespace gongbao::gateway
