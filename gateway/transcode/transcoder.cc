#include "gateway/transcode/transcoder.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <charconv>
#include <optional>
#include <type_traits>

#include "gateway/http/event.h"
#include "gateway/transcode/backend_call.h"
#include "gateway/transcode/error.h"
#include "services/base/text.h"
#include "services/rpc/status.h"

namespace gongbao::gateway {
namespace {

namespace asio = boost::asio;

constexpr size_t kChunkBytes = 256 << 10;
constexpr size_t kConvertInlineBytes = 64 << 10;

// A content type that may stand in a header.
std::string SafeContentType(std::string_view type) {
  const bool safe =
      !type.empty() && type.size() <= 200 &&
      std::all_of(type.begin(), type.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return safe ? std::string(type) : "application/octet-stream";
}

}  // namespace

HttpHeaders DataHeaders() {
  return {{"Cache-Control", "no-cache"},
          {"Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"}};
}

asio::awaitable<void> RespondError(Exchange& exchange, const grpc::Status& status, int http_status,
                                   HttpHeaders headers) {
  HttpError error = ToHttpError(status, http_status);
  HttpResponse response{error.http_status, "application/json; charset=utf-8", std::move(error.body),
                        DataHeaders()};
  std::move(headers.begin(), headers.end(), std::back_inserter(response.headers));
  if (error.retry_after_seconds) {
    response.headers.emplace_back("Retry-After", std::to_string(*error.retry_after_seconds));
  }
  co_await exchange.Respond(std::move(response));
}

asio::awaitable<void> RespondError(Exchange& exchange, const Status& status, int http_status,
                                   HttpHeaders headers) {
  const grpc::Status rpc_status = rpc::ToGrpc(status);
  co_await RespondError(exchange, rpc_status, http_status, std::move(headers));
}

StatusOr<std::chrono::milliseconds> ParseTimeout(std::string_view text) {
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr + 1 == end && text.size() <= 9;
  if (is_number && number >= 0) {
    switch (text.back()) {
      case 'H':
        return std::chrono::hours(number);
      case 'M':
        return std::chrono::minutes(number);
      case 'S':
        return std::chrono::seconds(number);
      case 'm':
        return std::chrono::milliseconds(number);
      case 'u':
        return std::chrono::milliseconds(number / 1000);
      case 'n':
        return std::chrono::milliseconds(number / 1000000);
      default:
        break;
    }
  }
  return InvalidArgument(Cat({"grpc-timeout '", Shorten(text, 40),
                              "' is no number of at most 8 digits with a unit (H M S m u n)"}));
}

// One request on its way through a route.
class Transcoder::Call {
 public:
  Call(Transcoder& transcoder, Exchange& exchange, const Route& route)
      : transcoder_(transcoder),
        exchange_(exchange),
        route_(route),
        service_(route.method->service()->full_name()) {}

  asio::awaitable<void> Run(RequestParts parts) {
    const auto backend = transcoder_.backends_.channels.find(service_);
    if (backend == transcoder_.backends_.channels.end()) {
      const grpc::Status missing = ForClient({grpc::StatusCode::UNAVAILABLE, ""}, service_);
      co_await RespondError(exchange_, missing);
      co_return;
    }
    channel_ = backend->second;
    StatusOr<std::chrono::system_clock::time_point> deadline = Deadline();
    if (!deadline.ok()) {
      co_await RespondError(exchange_, deadline.status());
      co_return;
    }
    deadline_ = *deadline;
    parts.content_type = std::string(exchange_.Header("Content-Type"));
    if (FindInvalidUtf8(parts.content_type) != std::string_view::npos) parts.content_type.clear();
    if (route_.body == Route::Body::kChunks) {
      co_await RunUpload(std::move(parts));
    } else {
      co_await RunPlain(std::move(parts));
    }
  }

 private:
  StatusOr<std::chrono::system_clock::time_point> Deadline() {
    const TranscodeOptions& options = transcoder_.options_;
    const bool streams = route_.method->server_streaming() || route_.method->client_streaming();
    std::chrono::milliseconds timeout = streams ? options.stream_timeout : options.call_timeout;
    if (const std::string_view header = exchange_.Header("grpc-timeout"); !header.empty()) {
      GONGBAO_ASSIGN_OR_RETURN(timeout, ParseTimeout(header));
      timeout = std::min(timeout, options.stream_timeout);
    }
    return std::chrono::system_clock::now() + timeout;
  }

  void StartCall() {
    call_ = BackendCall::Start(channel_, {route_.grpc_path, exchange_.request_id(), deadline_},
                               exchange_.executor());
  }

  // Runs the work on the pool where it is large.
  template <class Work>
  asio::awaitable<std::invoke_result_t<Work>> Convert(size_t bytes, Work work) {
    if (bytes <= kConvertInlineBytes) co_return work();
    auto on_pool = [&work]() -> asio::awaitable<std::invoke_result_t<Work>> { co_return work(); };
    co_return co_await asio::co_spawn(transcoder_.pool_, std::move(on_pool), asio::use_awaitable);
  }

  // False where the request was refused. Its bytes count against the budget until it is answered.
  asio::awaitable<bool> ReadBody(RequestParts* parts) {
    const size_t limit = transcoder_.options_.max_body_bytes;
    const uint64_t length = exchange_.content_length().value_or(limit);
    share_.emplace(transcoder_.body_bytes_.Take(std::min<uint64_t>(length, limit)));
    if (!*share_) {
      const Status busy =
          WithRetryAfter(MakeError(absl::StatusCode::kResourceExhausted, Reason::kOverloaded,
                                   "too many large requests at once"),
                         1000);
      co_await RespondError(exchange_, busy, 503);
      co_return false;
    }
    StatusOr<std::string> body = co_await exchange_.ReadWholeBody(limit);
    if (!body.ok()) {
      const bool too_large = absl::IsResourceExhausted(body.status());
      co_await RespondError(exchange_, body.status(), too_large ? 413 : 0);
      co_return false;
    }
    parts->body = *std::move(body);
    co_return true;
  }

  asio::awaitable<void> RunPlain(RequestParts parts) {
    if (route_.body != Route::Body::kNone) {
      const bool read = co_await ReadBody(&parts);
      if (!read) co_return;
    }
    const size_t size = parts.body.size();
    auto serialize = [this, &parts] { return Serialize(std::move(parts)); };
    StatusOr<grpc::ByteBuffer> request = co_await Convert(size, serialize);
    if (!request.ok()) {
      co_await RespondError(exchange_, request.status());
      co_return;
    }
    StartCall();
    exchange_.WatchPeer([call = call_] { call->Cancel(); });
    co_await call_->Write(*std::move(request), /*last=*/true);
    if (route_.method->server_streaming()) {
      co_await AnswerStream();
    } else {
      co_await AnswerOne();
    }
  }

  StatusOr<grpc::ByteBuffer> Serialize(RequestParts parts) {
    GONGBAO_ASSIGN_OR_RETURN(const auto request, BuildRequest(route_, std::move(parts)));
    return ToWire(*request);
  }

  // The first message carries the parameters, so that the backend may answer before any byte comes.
  asio::awaitable<void> RunUpload(RequestParts parts) {
    std::string content_type = parts.content_type;
    StatusOr<grpc::ByteBuffer> first = Serialize(std::move(parts));
    if (!first.ok()) {
      co_await RespondError(exchange_, first.status());
      co_return;
    }
    StartCall();
    co_await call_->Write(*std::move(first), /*last=*/false);
    const Status sent = co_await SendChunks(std::move(content_type));
    call_->OnAnswer(nullptr);
    if (sent.ok()) {
      exchange_.WatchPeer([call = call_] { call->Cancel(); });
      co_await AnswerOne();
      co_return;
    }
    call_->Cancel();
    co_await call_->Finish();
    co_await RespondError(exchange_, sent, absl::IsResourceExhausted(sent) ? 413 : 0);
  }

  // OK when all is sent or the backend has answered.
  asio::awaitable<Status> SendChunks(std::string content_type) {
    bool reading = false;
    call_->OnAnswer([this, &reading] {
      if (reading) exchange_.CancelRead();
    });
    size_t total = 0;
    while (!call_->answered()) {
      std::string chunk(kChunkBytes, '\0');
      reading = true;
      StatusOr<size_t> count = co_await exchange_.ReadBody(chunk.data(), chunk.size());
      reading = false;
      if (call_->answered()) break;
      if (!count.ok()) co_return count.status();
      if (*count == 0) {
        co_await call_->WritesDone();
        break;
      }
      total += *count;
      if (total > transcoder_.options_.max_upload_bytes) co_return TooLarge();
      chunk.resize(*count);
      const auto message = BuildChunk(route_, content_type, std::move(chunk));
      content_type.clear();
      StatusOr<grpc::ByteBuffer> wire = ToWire(*message);
      if (!wire.ok()) co_return wire.status();
      const bool taken = co_await call_->Write(*std::move(wire), /*last=*/false);
      if (!taken) break;
    }
    co_return absl::OkStatus();
  }

  Status TooLarge() const {
    return LimitExceeded(Cat({"the body is larger than ",
                              std::to_string(transcoder_.options_.max_upload_bytes), " bytes"}));
  }

  asio::awaitable<void> RespondStatus(const grpc::Status& status) {
    const grpc::Status shown = ForClient(status, service_);
    co_await RespondError(exchange_, shown);
  }

  asio::awaitable<void> AnswerOne() {
    std::optional<grpc::ByteBuffer> message = co_await call_->Read();
    const grpc::Status status = co_await call_->Finish();
    if (!status.ok() || !message) {
      const grpc::Status empty(grpc::StatusCode::INTERNAL, "the service gave no answer");
      co_await RespondStatus(status.ok() ? empty : status);
      co_return;
    }
    StatusOr<HttpPayload> payload = co_await ConvertAnswer(*std::move(message));
    if (!payload.ok()) {
      co_await RespondError(exchange_, payload.status());
      co_return;
    }
    HttpResponse response{200, SafeContentType(payload->content_type), std::move(payload->bytes),
                          DataHeaders()};
    co_await exchange_.Respond(std::move(response));
  }

  asio::awaitable<StatusOr<HttpPayload>> ConvertAnswer(grpc::ByteBuffer message) {
    const size_t size = message.Length();
    auto convert = [this, &message] { return ConvertResponse(route_, std::move(message)); };
    StatusOr<HttpPayload> payload = co_await Convert(size, convert);
    co_return payload;
  }

  // JSON lines, or the bytes of HttpBody messages, each sent as it comes. An error before the first
  // message is an ordinary error; after it, a last line {"error": …}, or a cut connection.
  asio::awaitable<void> AnswerStream() {
    bool begun = false;
    StatusOr<HttpPayload> payload = HttpPayload{};
    std::optional<grpc::ByteBuffer> message;
    while (true) {
      message = co_await call_->Read();
      if (!message) break;
      payload = co_await ConvertAnswer(*std::move(message));
      if (!payload.ok()) break;
      if (!begun) {
        begun = true;
        const bool heard = co_await BeginStream(payload->content_type);
        if (!heard || exchange_.method() == "HEAD") break;
      }
      if (!route_.raw_response) payload->bytes += '\n';
      const bool written = co_await exchange_.Write(payload->bytes);
      if (!written) break;
    }
    if (message) call_->Cancel();  // left before the end
    grpc::Status status = co_await call_->Finish();
    if (!payload.ok()) status = rpc::ToGrpc(payload.status());
    if (!begun && status.ok()) {
      begun = true;
      co_await BeginStream("");
    }
    if (!begun) {
      co_await RespondStatus(status);
    } else {
      co_await EndStream(ForClient(status, service_));
    }
  }

  asio::awaitable<bool> BeginStream(const std::string& content_type) {
    HttpResponse head;
    head.content_type =
        route_.raw_response ? SafeContentType(content_type) : "application/x-ndjson";
    head.headers = DataHeaders();
    co_return co_await exchange_.BeginStream(head);
  }

  asio::awaitable<void> EndStream(grpc::Status status) {
    if (!status.ok() && exchange_.method() != "HEAD") {
      if (route_.raw_response) exchange_.Abort();
      const std::string line = Cat({"{\"error\":", ToHttpError(status).body, "}\n"});
      if (!route_.raw_response) co_await exchange_.Write(line);
    }
    co_await exchange_.EndStream();
  }

  Transcoder& transcoder_;
  Exchange& exchange_;
  const Route& route_;
  const std::string service_;
  std::shared_ptr<grpc::Channel> channel_;
  std::chrono::system_clock::time_point deadline_;
  std::shared_ptr<BackendCall> call_;
  std::optional<ByteBudget::Share> share_;
};

Transcoder::Transcoder(RouteTable routes, Backends backends, const TranscodeOptions& options)
    : routes_(std::move(routes)),
      backends_(std::move(backends)),
      options_(options),
      body_bytes_(options.max_buffered_bytes),
      pool_(options.conversion_threads) {}

asio::awaitable<void> Transcoder::Serve(Exchange& exchange) {
  const StatusOr<Target> target = SplitTarget(exchange.target());
  if (!target.ok()) {
    co_await RespondError(exchange, target.status());
    co_return;
  }
  const StatusOr<RequestPath> path = RequestPath::Parse(target->path);
  StatusOr<QueryParameters> query = ParseQuery(target->query, options_.max_query_parameters);
  if (!path.ok() || !query.ok()) {
    co_await RespondError(exchange, path.ok() ? query.status() : path.status(), 400);
    co_return;
  }
  RouteTable::Found found = routes_.Find(exchange.method(), *path);
  if (found.route != nullptr) {
    Call call(*this, exchange, *found.route);
    RequestParts parts;
    parts.path_values = std::move(found.values);
    parts.query = *std::move(query);
    co_await call.Run(std::move(parts));
    co_return;
  }
  if (found.allowed.empty()) {
    const Status none = NotFound(Cat({"nothing is at ", Shorten(target->path, 200)}));
    co_await RespondError(exchange, none);
    co_return;
  }
  const Status other =
      MakeError(absl::StatusCode::kUnimplemented, Reason::kInvalidArgument,
                Cat({exchange.method(), " is not offered at ", Shorten(target->path, 200)}));
  HttpHeaders allow{{"Allow", Join(found.allowed, ", ")}};
  co_await RespondError(exchange, other, 405, std::move(allow));
}

}  // namespace gongbao::gateway
