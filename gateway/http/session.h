// One connection: reads requests one after the other and runs the handler for each. Thread rule:
// everything on the connection's strand but Start, FinishSoon and Kill, which any thread may call.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "gateway/http/exchange.h"
#include "gateway/http/server.h"

namespace gongbao::gateway {

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(HttpServer& server, Connection::Stream::socket_type socket);

  // Without room the client gets 503.
  void Start(bool has_room);
  // Closes when the request in progress is answered; at once where there is none.
  void FinishSoon();
  // Closes now.
  void Kill();

 private:
  boost::asio::awaitable<void> Run(bool has_room);
  boost::asio::awaitable<bool> ServeOne(bool has_room);
  // False where the connection has ended or the request was refused.
  boost::asio::awaitable<bool> ReadHeader(Connection::Parser* parser, bool has_room);
  boost::asio::awaitable<void> Handle(Exchange* exchange, bool has_room);
  boost::asio::awaitable<void> Refuse(Connection::Parser* parser, int http_status, Status why);
  boost::asio::awaitable<void> Linger();

  HttpServer& server_;
  Connection connection_;
  Exchange* exchange_ = nullptr;  // the one in progress
  bool idle_ = true;
};

}  // namespace gongbao::gateway
