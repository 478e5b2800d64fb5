// An HTTP/1.1 server: accepts connections, runs a handler coroutine for each request, bounds
// everything a client can do. Thread-safe.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gateway/http/exchange.h"
#include "gateway/http/options.h"
#include "services/base/status.h"

namespace gongbao::gateway {

class Session;

// Answers one request. What it throws becomes 500. It must not block.
using HttpHandler = std::function<boost::asio::awaitable<void>(Exchange&)>;

class HttpServer {
 public:
  // UNAVAILABLE where the address can't be bound, INVALID_ARGUMENT where it is none. Connections
  // wait until Run.
  static StatusOr<std::unique_ptr<HttpServer>> Bind(const HttpOptions& options);
  // Starts the io threads. Once.
  void Run(HttpHandler handler);
  ~HttpServer();  // Stop(0)

  int port() const { return port_; }
  int connections();
  boost::asio::io_context& io_context() { return io_; }

  // Closes the listener and idle connections, waits up to grace_ms for requests in progress, then
  // cuts them. Blocks; not from an io thread.
  void Stop(int64_t grace_ms);

 private:
  friend class Session;
  explicit HttpServer(const HttpOptions& options);
  Status Listen();
  boost::asio::awaitable<void> Accept();
  bool Join(const std::shared_ptr<Session>& session);
  void Leave(const std::shared_ptr<Session>& session);
  std::vector<std::shared_ptr<Session>> Sessions();

  const HttpOptions options_;
  HttpHandler handler_;
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::ip::tcp::acceptor acceptor_;
  int port_ = 0;
  std::vector<std::thread> threads_;

  std::mutex mutex_;
  std::condition_variable left_;
  std::set<std::shared_ptr<Session>> sessions_;
  bool stopping_ = false;
  bool stopped_ = false;
};

}  // namespace gongbao::gateway
