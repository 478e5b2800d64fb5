// HTTP request → request message, and response message → HTTP body, by a route. Thread-safe free
// functions.
#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/support/byte_buffer.h>

#include <memory>
#include <string>
#include <vector>

#include "gateway/http/url.h"
#include "gateway/transcode/route.h"
#include "services/base/status.h"

namespace gongbao::gateway {

// What an HTTP request brings besides its method and path.
struct RequestParts {
  std::vector<PathValue> path_values;
  QueryParameters query;
  std::string content_type;
  std::string body;  // empty where the body follows in chunks
};

// INVALID_ARGUMENT names the parameter or field that is unknown, malformed, given twice, or bound
// both by the path and the query.
StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(const Route& route,
                                                                  RequestParts parts);

// A message of a kChunks route that holds nothing but bytes of the body.
std::unique_ptr<google::protobuf::Message> BuildChunk(const Route& route,
                                                      const std::string& content_type,
                                                      std::string bytes);

StatusOr<grpc::ByteBuffer> ToWire(const google::protobuf::Message& message);

// The body of an answer: a raw HttpBody, or JSON.
struct HttpPayload {
  std::string content_type;
  std::string bytes;
};
StatusOr<HttpPayload> ConvertResponse(const Route& route, grpc::ByteBuffer wire);

}  // namespace gongbao::gateway
