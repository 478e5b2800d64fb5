// Serves HTTP requests by calling the gRPC methods that their routes name. Thread-safe; each
// request runs on the strand of its connection and never blocks it: conversion of large messages
// goes to a pool of threads.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "gateway/backends.h"
#include "gateway/http/exchange.h"
#include "gateway/transcode/byte_budget.h"
#include "gateway/transcode/convert.h"
#include "gateway/transcode/route.h"

namespace gongbao::gateway {

struct TranscodeOptions {
  // JSON and raw bodies that become one message.
  size_t max_body_bytes = 32 << 20;
  // Bodies that become a stream of chunks.
  size_t max_upload_bytes = 64 << 20;
  // Bodies that become one message, of all requests together; beyond it come 503 and Retry-After.
  size_t max_buffered_bytes = 256 << 20;
  size_t max_query_parameters = 1000;
  // Deadline of a call where the client sends no grpc-timeout: plain methods, and streams.
  std::chrono::milliseconds call_timeout{60'000};
  std::chrono::milliseconds stream_timeout{3'600'000};
  // Threads for the conversion of large messages.
  int conversion_threads = 2;
};

class Transcoder {
 public:
  // Routes of services that have no backend answer UNAVAILABLE.
  Transcoder(RouteTable routes, Backends backends, const TranscodeOptions& options);

  const RouteTable& routes() const { return routes_; }

  // Answers the request; 404 where there is no route, 405 where the path has other methods.
  boost::asio::awaitable<void> Serve(Exchange& exchange);

 private:
  class Call;
  const RouteTable routes_;
  const Backends backends_;
  const TranscodeOptions options_;
  ByteBudget body_bytes_;
  boost::asio::thread_pool pool_;
};

// Answers with google.rpc.Status as JSON. http_status 0: by the table.
boost::asio::awaitable<void> RespondError(Exchange& exchange, const grpc::Status& status,
                                          int http_status = 0, HttpHeaders headers = {});
boost::asio::awaitable<void> RespondError(Exchange& exchange, const Status& status,
                                          int http_status = 0, HttpHeaders headers = {});

// Value of a grpc-timeout header ("1500m", "10S"); INVALID_ARGUMENT where it is none.
StatusOr<std::chrono::milliseconds> ParseTimeout(std::string_view text);

// Headers of every answer that is no page: whatever a stored file holds, it runs no script here.
HttpHeaders DataHeaders();

}  // namespace gongbao::gateway
