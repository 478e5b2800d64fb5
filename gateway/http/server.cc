#include "gateway/http/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <future>

#include "gateway/http/address.h"
#include "gateway/http/event.h"
#include "gateway/http/session.h"
#include "services/base/log.h"

namespace gongbao::gateway {
namespace {

namespace asio = boost::asio;
using tcp = boost::asio::ip::tcp;

int ThreadCount(int wanted) {
  if (wanted > 0) return wanted;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 4);
}

}  // namespace

HttpServer::HttpServer(const HttpOptions& options)
    : options_(options),
      io_(ThreadCount(options.io_threads)),
      work_(io_.get_executor()),
      acceptor_(asio::make_strand(io_)) {}

HttpServer::~HttpServer() { Stop(0); }

StatusOr<std::unique_ptr<HttpServer>> HttpServer::Bind(const HttpOptions& options) {
  std::unique_ptr<HttpServer> server(new HttpServer(options));
  GONGBAO_RETURN_IF_ERROR(server->Listen());
  return server;
}

void HttpServer::Run(HttpHandler handler) {
  handler_ = std::move(handler);
  asio::co_spawn(acceptor_.get_executor(), Accept(), asio::detached);
  for (int i = 0; i < ThreadCount(options_.io_threads); ++i) {
    threads_.emplace_back([this] { io_.run(); });
  }
}

Status HttpServer::Listen() {
  GONGBAO_RETURN_IF_ERROR(Open(options_.address, &acceptor_));
  port_ = acceptor_.local_endpoint().port();
  return absl::OkStatus();
}

asio::awaitable<void> HttpServer::Accept() {
  asio::steady_timer pause(acceptor_.get_executor());
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(asio::make_strand(io_), kAwait);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // out of descriptors: give connections time to end
      Log(LogLevel::kWarning, "cannot accept a connection", {{"error", error.message()}});
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(kAwait);
      continue;
    }
    if (!acceptor_.is_open()) co_return;
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto session = std::make_shared<Session>(*this, std::move(socket));
    const bool has_room = Join(session);
    session->Start(has_room);
  }
}

bool HttpServer::Join(const std::shared_ptr<Session>& session) {
  const std::lock_guard lock(mutex_);
  sessions_.insert(session);
  return !stopping_ && sessions_.size() <= static_cast<size_t>(options_.max_connections);
}

void HttpServer::Leave(const std::shared_ptr<Session>& session) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(session);
  if (sessions_.empty()) left_.notify_all();
}

int HttpServer::connections() {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(sessions_.size());
}

std::vector<std::shared_ptr<Session>> HttpServer::Sessions() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  return {sessions_.begin(), sessions_.end()};
}

void HttpServer::Stop(int64_t grace_ms) {
  if (stopped_) return;
  stopped_ = true;
  if (!threads_.empty()) {
    const auto closed = std::make_shared<std::promise<void>>();
    asio::post(acceptor_.get_executor(), [this, closed] {
      boost::system::error_code ignored;
      acceptor_.close(ignored);
      closed->set_value();
    });
    closed->get_future().wait();
  }
  for (const auto& session : Sessions()) session->FinishSoon();
  {
    std::unique_lock lock(mutex_);
    left_.wait_for(lock, std::chrono::milliseconds(grace_ms), [this] { return sessions_.empty(); });
  }
  for (const auto& session : Sessions()) session->Kill();
  {
    // Every wait of a session ends with its connection or its cancelled call.
    std::unique_lock lock(mutex_);
    left_.wait(lock, [this] { return sessions_.empty(); });
  }
  work_.reset();
  io_.stop();
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace gongbao::gateway
