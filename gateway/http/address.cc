#include "gateway/http/address.h"

#include <boost/asio/io_context.hpp>
#include <charconv>
#include <utility>

#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

namespace asio = boost::asio;
using tcp = boost::asio::ip::tcp;

StatusOr<tcp::endpoint> Resolve(const std::string& address) {
  GONGBAO_ASSIGN_OR_RETURN(const HostPort where, ParseHostPort(address));
  asio::io_context io;
  tcp::resolver resolver(io);
  boost::system::error_code error;
  const auto found =
      resolver.resolve(where.host, std::to_string(where.port), tcp::resolver::passive, error);
  if (error || found.empty()) {
    return InvalidArgument(Cat({"no address of this machine: ", address}), {{"address", address}});
  }
  return found.begin()->endpoint();
}

Status BindError(const std::string& address, const boost::system::error_code& error) {
  const std::string reason =
      error == asio::error::address_in_use ? "address already in use" : AsciiLower(error.message());
  return Unavailable(Cat({"cannot listen on ", address, ": ", reason}), {{"address", address}});
}

}  // namespace

StatusOr<HostPort> ParseHostPort(const std::string& address) {
  const size_t colon = address.rfind(':');
  const char* end = address.data() + address.size();
  HostPort result;
  if (colon != std::string::npos && colon + 1 < address.size()) {
    const auto parsed = std::from_chars(address.data() + colon + 1, end, result.port);
    result.host = address.substr(0, colon);
    const bool bracketed = result.host.starts_with('[') && result.host.ends_with(']');
    if (bracketed) result.host = result.host.substr(1, result.host.size() - 2);
    const bool plain = bracketed || result.host.find(':') == std::string::npos;
    if (parsed.ec == std::errc() && parsed.ptr == end && !result.host.empty() && plain) {
      return result;
    }
  }
  return InvalidArgument(Cat({"not host:port: '", Shorten(address, 100), "'"}),
                         {{"address", Shorten(address, 100)}});
}

Status Open(const std::string& address, tcp::acceptor* acceptor) {
  GONGBAO_ASSIGN_OR_RETURN(const tcp::endpoint endpoint, Resolve(address));
  boost::system::error_code error;
  acceptor->open(endpoint.protocol(), error);
  if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor->bind(endpoint, error);
  if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
  return error ? BindError(address, error) : absl::OkStatus();
}

Status CheckCanListen(const std::string& address) {
  asio::io_context io;
  tcp::acceptor acceptor(io);
  return Open(address, &acceptor);
}

}  // namespace gongbao::gateway
