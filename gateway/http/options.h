// Bounds of the HTTP server. A value.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace gongbao::gateway {

struct HttpOptions {
  // host:port; port 0 for a free one.
  std::string address = "127.0.0.1:8080";
  // 0: one a core, at most 4.
  int io_threads = 0;
  // Connections beyond this get 503 at once.
  int max_connections = 512;
  // Request line and headers together.
  size_t max_header_bytes = 32 << 10;
  size_t max_target_bytes = 16 << 10;
  // A connection without a request is closed after this.
  std::chrono::milliseconds idle_timeout{60'000};
  // From the first byte of a request to the end of its headers.
  std::chrono::milliseconds header_timeout{10'000};
  // Between two pieces of a body.
  std::chrono::milliseconds read_timeout{30'000};
  // The whole body of a request.
  std::chrono::milliseconds body_timeout{600'000};
  // For each 256 KiB of an answer.
  std::chrono::milliseconds write_timeout{30'000};
  // After an early answer, for what the client is still sending.
  std::chrono::milliseconds linger_timeout{2'000};
};

}  // namespace gongbao::gateway
