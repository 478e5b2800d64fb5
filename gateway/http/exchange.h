// One HTTP request and its answer. Thread rule: everything on the connection's strand, which is
// where the handler coroutine runs; an Exchange lives until its handler returns.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/http/options.h"
#include "services/base/status.h"

namespace gongbao::gateway {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpResponse {
  int status = 200;
  std::string content_type;  // none where empty
  std::string body;
  HttpHeaders headers;
};

// What an Exchange needs of its connection. The session owns it.
struct Connection {
  using Stream = boost::beast::tcp_stream;
  using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

  Connection(Stream::socket_type socket, const HttpOptions& http_options)
      : stream(std::move(socket)),
        buffer(http_options.max_header_bytes + (64 << 10)),
        options(http_options) {}

  Stream stream;
  boost::beast::flat_buffer buffer;  // what was read beyond the current request
  const HttpOptions& options;
  bool stopping = false;  // answers say Connection: close
};

class Exchange {
 public:
  // The parser has read the headers.
  Exchange(Connection& connection, Connection::Parser& parser, std::string request_id);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const std::string& method() const { return method_; }
  const std::string& target() const { return target_; }
  const std::string& request_id() const { return request_id_; }
  // Value of a header, empty where there is none.
  std::string_view Header(std::string_view name) const;
  std::optional<uint64_t> content_length() const;
  boost::asio::any_io_executor executor() { return connection_.stream.get_executor(); }

  // Fills data with the next bytes of the body; fewer than size only at its end, 0 after it.
  // CANCELLED where the peer has gone or CancelRead was called, DEADLINE_EXCEEDED where it is too
  // slow, INVALID_ARGUMENT where the framing is broken.
  boost::asio::awaitable<StatusOr<size_t>> ReadBody(char* data, size_t size);
  // The whole body; LIMIT_EXCEEDED beyond limit bytes.
  boost::asio::awaitable<StatusOr<std::string>> ReadWholeBody(size_t limit);
  // Ends a ReadBody that waits, from another coroutine or callback of the strand.
  // Holds for the reads that are yet to begin as well: it may come while "100 Continue" is written, or
  // between two reads, when there is nothing to cancel.
  void CancelRead() {
    read_cancelled_ = true;
    connection_.stream.cancel();
  }

  // Each false where the peer has gone. Either one Respond, or BeginStream, Write…, EndStream.
  boost::asio::awaitable<bool> Respond(HttpResponse response);
  boost::asio::awaitable<bool> BeginStream(const HttpResponse& head);
  boost::asio::awaitable<bool> Write(std::string_view bytes);
  boost::asio::awaitable<bool> EndStream();
  // Makes the connection end without the end of the stream, so that the peer sees it is cut.
  void Abort() {
    keep_alive_ = false;
    aborted_ = true;
  }

  // Calls back once when the peer closes the connection (or Kill does). Not while a body is read.
  void WatchPeer(std::function<void()> on_gone);
  void StopWatching();
  // The connection is being closed by force.
  void PeerGone();

  int response_status() const { return response_status_; }  // 0: none sent
  bool keep_alive() const { return keep_alive_; }
  bool body_done() const { return parser_.is_done(); }

 private:
  struct Watch {
    std::function<void()> on_gone;
  };
  static void Rewatch(Connection& connection, std::shared_ptr<Watch> watch);
  boost::asio::awaitable<bool> ContinueIfExpected();
  boost::asio::awaitable<bool> WriteAll(std::string_view head, std::string_view body);
  std::string Head(const HttpResponse& response, std::optional<size_t> length);

  Connection& connection_;
  Connection::Parser& parser_;
  std::string method_;
  std::string target_;
  std::string request_id_;
  std::shared_ptr<Watch> watch_;
  std::optional<std::chrono::steady_clock::time_point> body_deadline_;
  bool keep_alive_;
  bool read_cancelled_ = false;
  bool aborted_ = false;
  bool chunked_ = false;
  bool continue_sent_ = false;
  int response_status_ = 0;
};

}  // namespace gongbao::gateway
