// What is at which path: the page, the API document, health, and everything else by transcoding.
// Thread-safe.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "gateway/grpc/health.h"
#include "gateway/http/exchange.h"
#include "gateway/transcode/transcoder.h"

namespace gongbao::gateway {

class Front {
 public:
  // openapi: the document's JSON. transcoder and monitor must outlive this.
  Front(Transcoder& transcoder, HealthMonitor& monitor, std::string openapi);

  boost::asio::awaitable<void> Serve(Exchange& exchange);

 private:
  boost::asio::awaitable<void> ServeFixed(Exchange& exchange, HttpResponse response);
  HttpResponse Ready() const;

  Transcoder& transcoder_;
  HealthMonitor& monitor_;
  const std::string openapi_;
  const std::string openapi_tag_;
};

}  // namespace gongbao::gateway
