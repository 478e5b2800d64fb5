#include "gateway/http/exchange.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <cerrno>
#include <ctime>

#include "gateway/http/event.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;

constexpr size_t kSliceBytes = 256 << 10;

std::string_view View(beast::string_view text) { return {text.data(), text.size()}; }

std::string HttpDate() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[40];
  const size_t size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return std::string(text, size);
}

Status ReadError(const beast::error_code& error) {
  if (error == beast::error::timeout) {
    return Status(absl::StatusCode::kDeadlineExceeded, "the body comes too slowly");
  }
  if (error.category() == http::make_error_code(http::error::bad_chunk).category() &&
      error != http::error::partial_message && error != http::error::end_of_stream) {
    return InvalidArgument(Cat({"the body is no valid HTTP: ", error.message()}));
  }
  return Status(absl::StatusCode::kCancelled, "the client has gone");
}

}  // namespace

Exchange::Exchange(Connection& connection, Connection::Parser& parser, std::string request_id)
    : connection_(connection),
      parser_(parser),
      method_(View(parser.get().method_string())),
      target_(View(parser.get().target())),
      request_id_(std::move(request_id)),
      keep_alive_(parser.get().keep_alive()) {}

Exchange::~Exchange() { StopWatching(); }

std::string_view Exchange::Header(std::string_view name) const {
  return View(parser_.get()[beast::string_view(name.data(), name.size())]);
}

std::optional<uint64_t> Exchange::content_length() const {
  const auto length = parser_.content_length();
  return length ? std::optional<uint64_t>(*length) : std::nullopt;
}

asio::awaitable<bool> Exchange::ContinueIfExpected() {
  const bool expected = AsciiLower(Header("Expect")) == "100-continue";
  if (!expected || continue_sent_ || parser_.is_done()) co_return true;
  continue_sent_ = true;
  co_return co_await WriteAll("HTTP/1.1 100 Continue\r\n\r\n", "");
}

asio::awaitable<StatusOr<size_t>> Exchange::ReadBody(char* data, size_t size) {
  const bool goes_on = co_await ContinueIfExpected();
  if (!goes_on) co_return ReadError(asio::error::eof);
  if (!body_deadline_) body_deadline_ = Clock::now() + connection_.options.body_timeout;
  http::buffer_body::value_type& body = parser_.get().body();
  body.data = data;
  body.size = size;
  body.more = true;
  while (!parser_.is_done() && body.size > 0) {
    if (read_cancelled_) co_return ReadError(asio::error::operation_aborted);
    const Clock::time_point slow = Clock::now() + connection_.options.read_timeout;
    connection_.stream.expires_at(std::min(slow, *body_deadline_));
    auto [error, count] =
        co_await http::async_read_some(connection_.stream, connection_.buffer, parser_, kAwait);
    if (error && error != http::error::need_buffer) {
      keep_alive_ = false;
      co_return ReadError(error);
    }
  }
  co_return size - body.size;
}

asio::awaitable<StatusOr<std::string>> Exchange::ReadWholeBody(size_t limit) {
  const Status too_large =
      LimitExceeded(Cat({"the body is larger than ", std::to_string(limit), " bytes"}));
  if (content_length().value_or(0) > limit) co_return too_large;
  std::string body;
  size_t step = static_cast<size_t>(content_length().value_or(64 << 10));
  while (!parser_.is_done()) {
    const size_t begin = body.size();
    body.resize(std::min(begin + std::max<size_t>(step, 4096), limit + 1));
    StatusOr<size_t> count = co_await ReadBody(body.data() + begin, body.size() - begin);
    if (!count.ok()) co_return count.status();
    body.resize(begin + *count);
    if (body.size() > limit) co_return too_large;
    step = std::max<size_t>(step, body.size());
  }
  co_return body;
}

asio::awaitable<bool> Exchange::WriteAll(std::string_view head, std::string_view body) {
  std::string_view first = body.substr(0, kSliceBytes);
  std::array<asio::const_buffer, 2> buffers{asio::buffer(head.data(), head.size()),
                                            asio::buffer(first.data(), first.size())};
  for (size_t at = 0;;) {
    connection_.stream.expires_after(connection_.options.write_timeout);
    auto [error, count] = co_await asio::async_write(connection_.stream, buffers, kAwait);
    if (error) {
      keep_alive_ = false;
      co_return false;
    }
    at += first.size();
    if (at >= body.size()) co_return true;
    first = body.substr(at, kSliceBytes);
    buffers = {asio::const_buffer(), asio::buffer(first.data(), first.size())};
  }
}

std::string Exchange::Head(const HttpResponse& response, std::optional<size_t> length) {
  // A body that was not read to its end leaves the connection in the middle of it.
  keep_alive_ = keep_alive_ && parser_.is_done() && !connection_.stopping;
  response_status_ = response.status;
  const beast::string_view reason =
      http::obsolete_reason(static_cast<http::status>(response.status));
  std::string head = Cat({"HTTP/1.1 ", std::to_string(response.status), " ", View(reason), "\r\n",
                          "Date: ", HttpDate(), "\r\n", "X-Request-Id: ", request_id_, "\r\n",
                          "X-Content-Type-Options: nosniff\r\n"});
  if (!response.content_type.empty()) {
    head += Cat({"Content-Type: ", response.content_type, "\r\n"});
  }
  for (const auto& [name, value] : response.headers) head += Cat({name, ": ", value, "\r\n"});
  if (length) head += Cat({"Content-Length: ", std::to_string(*length), "\r\n"});
  if (chunked_) head += "Transfer-Encoding: chunked\r\n";
  if (!keep_alive_)
    head += "Connection: close\r\n";
  else if (parser_.get().version() == 10)
    head += "Connection: keep-alive\r\n";
  return head + "\r\n";
}

asio::awaitable<bool> Exchange::Respond(HttpResponse response) {
  StopWatching();
  const bool bodyless = response.status == 204 || response.status == 304;
  const std::string head =
      Head(response, bodyless ? std::nullopt : std::optional(response.body.size()));
  const std::string_view body =
      method_ == "HEAD" || bodyless ? "" : std::string_view(response.body);
  co_return co_await WriteAll(head, body);
}

asio::awaitable<bool> Exchange::BeginStream(const HttpResponse& head) {
  chunked_ = parser_.get().version() >= 11;
  if (!chunked_) keep_alive_ = false;  // the end of the connection ends the answer
  co_return co_await WriteAll(Head(head, std::nullopt), "");
}

asio::awaitable<bool> Exchange::Write(std::string_view bytes) {
  if (bytes.empty() || method_ == "HEAD") co_return true;
  if (!chunked_) co_return co_await WriteAll("", bytes);
  char size[20];
  const int digits = std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  // One copy of a message is less than two more writes.
  const std::string chunk = Cat({std::string_view(size, digits), bytes, "\r\n"});
  co_return co_await WriteAll("", chunk);
}

asio::awaitable<bool> Exchange::EndStream() {
  StopWatching();
  if (aborted_ || !chunked_ || method_ == "HEAD") co_return true;
  co_return co_await WriteAll("0\r\n\r\n", "");
}

void Exchange::WatchPeer(std::function<void()> on_gone) {
  StopWatching();
  watch_ = std::make_shared<Watch>(Watch{std::move(on_gone)});
  Rewatch(connection_, watch_);
}

void Exchange::Rewatch(Connection& connection, std::shared_ptr<Watch> watch) {
  // The session keeps the connection alive until its operations have ended.
  connection.stream.socket().async_wait(
      asio::socket_base::wait_read, [&connection, watch](const beast::error_code& error) {
        if (error == asio::error::operation_aborted || !watch->on_gone) return;
        if (!error) {
          char byte;
          const int fd = connection.stream.socket().native_handle();
          const ssize_t count = ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
          if (count > 0) return;  // the next request; the end of the connection shows later
          if (count < 0 && (errno == EAGAIN || errno == EINTR)) return Rewatch(connection, watch);
        }
        std::exchange(watch->on_gone, nullptr)();
      });
}

void Exchange::StopWatching() {
  if (watch_ == nullptr) return;
  watch_->on_gone = nullptr;
  watch_.reset();
  beast::error_code ignored;
  connection_.stream.socket().cancel(ignored);
}

void Exchange::PeerGone() {
  keep_alive_ = false;
  if (watch_ != nullptr && watch_->on_gone) std::exchange(watch_->on_gone, nullptr)();
}

}  // namespace gongbao::gateway
