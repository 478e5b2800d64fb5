#include "gateway/http/session.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <exception>

#include "gateway/http/event.h"
#include "gateway/http/request_id.h"
#include "gateway/transcode/error.h"
#include "services/base/log.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;

HttpResponse ErrorResponse(const Status& why, int http_status) {
  HttpError error = ToHttpError(why, http_status);
  return {error.http_status, "application/json; charset=utf-8", std::move(error.body), {}};
}

// Nothing where the connection has ended and there is nobody to tell.
std::optional<std::pair<int, Status>> HeaderError(const beast::error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return std::pair(431, LimitExceeded("the headers are too large"));
  }
  if (error.category() != http::make_error_code(http::error::bad_method).category() ||
      error == http::error::end_of_stream || error == http::error::partial_message) {
    return std::nullopt;
  }
  return std::pair(400, InvalidArgument(Cat({"no valid HTTP: ", error.message()})));
}

void LogRequest(const Exchange& exchange, Clock::time_point begin) {
  const int status = exchange.response_status();
  const LogLevel level = status >= 500   ? LogLevel::kWarning
                         : status >= 400 ? LogLevel::kInfo
                                         : LogLevel::kDebug;
  const auto elapsed =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count();
  const std::string_view target = exchange.target();
  Log(level, "http request",
      {{"request_id", exchange.request_id()},
       {"method", Shorten(exchange.method(), 20)},
       {"path", Shorten(target.substr(0, target.find('?')), 200)},
       {"status", std::to_string(status)},
       {"ms", std::to_string(elapsed)}});
}

}  // namespace

Session::Session(HttpServer& server, Connection::Stream::socket_type socket)
    : server_(server), connection_(std::move(socket), server.options_) {}

void Session::Start(bool has_room) {
  asio::co_spawn(connection_.stream.get_executor(), Run(has_room),
                 [self = shared_from_this()](std::exception_ptr) { self->server_.Leave(self); });
}

void Session::FinishSoon() {
  asio::post(connection_.stream.get_executor(), [self = shared_from_this()] {
    self->connection_.stopping = true;
    if (self->idle_) self->connection_.stream.close();
  });
}

void Session::Kill() {
  asio::post(connection_.stream.get_executor(), [self = shared_from_this()] {
    self->connection_.stopping = true;
    if (self->exchange_ != nullptr) self->exchange_->PeerGone();
    self->connection_.stream.close();
  });
}

asio::awaitable<void> Session::Run(bool has_room) {
  // gcc 12 miscompiles co_await inside the condition of a loop.
  for (bool again = true; again;) {
    const bool served = co_await ServeOne(has_room);
    again = served;
  }
  connection_.stream.close();
}

asio::awaitable<bool> Session::ServeOne(bool has_room) {
  Connection::Parser parser;
  const bool has_request = co_await ReadHeader(&parser, has_room);
  if (!has_request) co_return false;
  const Clock::time_point begin = Clock::now();
  Exchange exchange(connection_, parser, RequestIdFrom([&parser] {
                      const beast::string_view id = parser.get()["X-Request-Id"];
                      return std::string_view(id.data(), id.size());
                    }()));
  exchange_ = &exchange;
  co_await Handle(&exchange, has_room);
  exchange_ = nullptr;
  LogRequest(exchange, begin);
  const bool again = exchange.keep_alive() && exchange.body_done() && has_room;
  if (!again && !exchange.body_done()) co_await Linger();
  co_return again && !connection_.stopping;
}

asio::awaitable<bool> Session::ReadHeader(Connection::Parser* parser, bool has_room) {
  parser->header_limit(static_cast<uint32_t>(connection_.options.max_header_bytes));
  parser->body_limit(boost::none);  // the handler bounds what it reads
  idle_ = connection_.buffer.size() == 0;
  if (idle_) {
    if (connection_.stopping) co_return false;
    const HttpOptions& options = connection_.options;
    connection_.stream.expires_after(has_room ? options.idle_timeout : options.linger_timeout);
    auto [error, count] =
        co_await connection_.stream.async_read_some(connection_.buffer.prepare(4096), kAwait);
    if (error) co_return false;
    connection_.buffer.commit(count);
    idle_ = false;
  }
  connection_.stream.expires_after(connection_.options.header_timeout);
  auto [error, count] =
      co_await http::async_read_header(connection_.stream, connection_.buffer, *parser, kAwait);
  if (error) {
    auto refusal = HeaderError(error);
    if (refusal) co_await Refuse(parser, refusal->first, std::move(refusal->second));
    co_return false;
  }
  if (parser->get().target().size() > connection_.options.max_target_bytes) {
    co_await Refuse(parser, 414, LimitExceeded("the request target is too long"));
    co_return false;
  }
  co_return true;
}

asio::awaitable<void> Session::Refuse(Connection::Parser* parser, int http_status, Status why) {
  Exchange exchange(connection_, *parser, RequestIdFrom(""));
  exchange.Abort();  // nothing that follows can be trusted to be a request
  HttpResponse response = ErrorResponse(why, http_status);
  co_await exchange.Respond(std::move(response));
  LogRequest(exchange, Clock::now());
  co_await Linger();
}

asio::awaitable<void> Session::Handle(Exchange* exchange, bool has_room) {
  std::string failure;
  try {
    if (has_room) {
      co_await server_.handler_(*exchange);
    } else {
      const Status why = WithRetryAfter(
          MakeError(absl::StatusCode::kUnavailable, Reason::kOverloaded, "too many connections"),
          1000);
      HttpResponse response = ErrorResponse(why, 503);
      co_await exchange->Respond(std::move(response));
    }
    co_return;
  } catch (const std::exception& error) {
    failure = error.what();
  }
  Log(LogLevel::kError, "exception in a handler",
      {{"request_id", exchange->request_id()}, {"what", failure}});
  if (exchange->response_status() != 0) {
    exchange->Abort();
  } else {
    const Status why = Internal("internal error, see the log for this request id");
    HttpResponse response = ErrorResponse(why, 500);
    co_await exchange->Respond(std::move(response));
  }
}

asio::awaitable<void> Session::Linger() {
  // Closing with unread bytes would reset the connection, and the answer might never be read.
  beast::error_code error;
  connection_.stream.socket().shutdown(asio::socket_base::shutdown_send, error);
  const Clock::time_point end = Clock::now() + connection_.options.linger_timeout;
  connection_.buffer.clear();
  while (!error) {
    connection_.stream.expires_at(end);
    auto [read_error, count] =
        co_await connection_.stream.async_read_some(connection_.buffer.prepare(16 << 10), kAwait);
    error = read_error;
  }
}

}  // namespace gongbao::gateway
