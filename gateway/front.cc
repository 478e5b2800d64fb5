#include "gateway/front.h"

#include <utility>

#include "gateway/http/url.h"
#include "gateway/web/assets.h"
#include "services/base/hash.h"
#include "services/base/log.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

namespace asio = boost::asio;

constexpr char kJson[] = "application/json; charset=utf-8";

// The page loads nothing from elsewhere and runs no script but its own.
HttpHeaders PageHeaders(const std::string& tag) {
  return {{"Cache-Control", "no-cache"},
          {"ETag", tag},
          {"Referrer-Policy", "no-referrer"},
          {"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
           "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"}};
}

// A page of another site can make a browser send requests here; it says so in these headers.
bool IsFromAnotherSite(const Exchange& exchange) {
  const std::string_view method = exchange.method();
  if (method == "GET" || method == "HEAD" || method == "OPTIONS") return false;
  const std::string_view site = exchange.Header("Sec-Fetch-Site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = exchange.Header("Origin");
  if (origin.empty()) return false;
  const size_t scheme = origin.find("://");
  return scheme == std::string_view::npos || origin.substr(scheme + 3) != exchange.Header("Host");
}

}  // namespace

Front::Front(Transcoder& transcoder, HealthMonitor& monitor, std::string openapi)
    : transcoder_(transcoder),
      monitor_(monitor),
      openapi_(std::move(openapi)),
      openapi_tag_(Cat({"\"", Sha256Hex(openapi_).substr(0, 16), "\""})) {}

asio::awaitable<void> Front::Serve(Exchange& exchange) {
  const std::string_view target = exchange.target();
  const std::string_view path = target.substr(0, target.find('?'));
  // Named before they are awaited: gcc 12 miscompiles temporaries in the arguments of a coroutine.
  if (path == "/healthz") {
    HttpResponse response{200, kJson, R"({"status":"SERVING"})", DataHeaders()};
    co_await ServeFixed(exchange, std::move(response));
  } else if (path == "/readyz") {
    HttpResponse response = Ready();
    co_await ServeFixed(exchange, std::move(response));
  } else if (path == "/openapi.json") {
    HttpResponse response{200, kJson, openapi_, DataHeaders()};
    response.headers.emplace_back("ETag", openapi_tag_);
    co_await ServeFixed(exchange, std::move(response));
  } else if (const WebAsset* asset = FindWebAsset(path)) {
    HttpResponse response{200, std::string(asset->content_type), std::string(asset->content),
                          PageHeaders(asset->tag)};
    co_await ServeFixed(exchange, std::move(response));
  } else if (IsFromAnotherSite(exchange)) {
    const Status refused = MakeError(absl::StatusCode::kPermissionDenied, Reason::kInvalidArgument,
                                     "requests from pages of another site are refused");
    co_await RespondError(exchange, refused);
  } else {
    co_await transcoder_.Serve(exchange);
  }
}

asio::awaitable<void> Front::ServeFixed(Exchange& exchange, HttpResponse response) {
  if (exchange.method() != "GET" && exchange.method() != "HEAD") {
    const Status other = MakeError(absl::StatusCode::kUnimplemented, Reason::kInvalidArgument,
                                   Cat({exchange.method(), " is not offered here"}));
    HttpHeaders allow{{"Allow", "GET, HEAD"}};
    co_await RespondError(exchange, other, 405, std::move(allow));
    co_return;
  }
  for (const auto& [name, value] : response.headers) {
    if (name != "ETag" || exchange.Header("If-None-Match") != value) continue;
    response.status = 304;
    response.content_type.clear();
    response.body.clear();
    break;
  }
  co_await exchange.Respond(std::move(response));
}

HttpResponse Front::Ready() const {
  using grpc::health::v1::HealthCheckResponse;
  const bool ready = monitor_.Of("") == HealthCheckResponse::SERVING;
  std::string body =
      Cat({"{\"status\":", ready ? "\"SERVING\"" : "\"NOT_SERVING\"", ",\"services\":{"});
  std::string_view separator;
  for (const auto& [service, state] : monitor_.States()) {
    body += Cat({separator, JsonQuote(service), ":",
                 JsonQuote(HealthCheckResponse::ServingStatus_Name(state))});
    separator = ",";
  }
  return {ready ? 200 : 503, kJson, body + "}}", DataHeaders()};
}

}  // namespace gongbao::gateway
