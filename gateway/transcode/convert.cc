#include "gateway/transcode/convert.h"

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include <algorithm>
#include <set>

#include "gateway/transcode/json.h"
#include "gateway/transcode/json_check.h"
#include "google/api/httpbody.pb.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

using google::api::HttpBody;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

// The HttpBody that a message is or holds. Route building has checked the types.
HttpBody* MutableHttpBody(Message* message, const FieldDescriptor* field) {
  Message* body =
      field == nullptr ? message : message->GetReflection()->MutableMessage(message, field);
  return static_cast<HttpBody*>(body);
}

Status MergeJsonBody(const Route& route, const std::string& body, Message* request) {
  if (Strip(body).empty()) return absl::OkStatus();
  if (route.body_field == nullptr) return FromJson(body, request);
  // Checked alone first, so that no text can close the object around it.
  GONGBAO_RETURN_IF_ERROR(CheckJson(body, kMaxJsonDepth - 1));
  return FromJson(Cat({"{\"", route.body_field->json_name(), "\":", body, "}"}), request);
}

Status BindPath(const Route& route, const std::vector<PathValue>& values, Message* request) {
  for (size_t i = 0; i < values.size(); ++i) {
    GONGBAO_RETURN_IF_ERROR(
        SetFromText(request, route.variables[i], values[i].field_path, values[i].value));
  }
  return absl::OkStatus();
}

Status ParameterError(std::string_view name, std::string_view what) {
  return InvalidArgument(Cat({"query parameter '", Shorten(name, 80), "' ", what}),
                         {{"field", Shorten(name, 80)}});
}

Status BindQuery(const Route& route, const QueryParameters& query, Message* request) {
  std::set<FieldPath> taken;
  for (const auto& [name, value] : query) {
    StatusOr<FieldPath> path = ResolveFieldPath(*request->GetDescriptor(), name);
    if (!route.takes_query || !path.ok()) {
      return ParameterError(name, Cat({"is unknown to ", route.method->name()}));
    }
    if (path->front() == route.body_field) return ParameterError(name, "belongs into the body");
    if (std::count(route.variables.begin(), route.variables.end(), *path) > 0) {
      return ParameterError(name, "is given by the path");
    }
    if (!IsTextual(*path->back())) return ParameterError(name, "is a message; name a field of it");
    if (!path->back()->is_repeated() && !taken.insert(*path).second) {
      return ParameterError(name, "is given twice");
    }
    GONGBAO_RETURN_IF_ERROR(SetFromText(request, *path, name, value));
  }
  return absl::OkStatus();
}

}  // namespace

StatusOr<std::unique_ptr<Message>> BuildRequest(const Route& route, RequestParts parts) {
  std::unique_ptr<Message> request = NewMessage(route.method->input_type());
  switch (route.body) {
    case Route::Body::kNone:
      break;
    case Route::Body::kJson:
      GONGBAO_RETURN_IF_ERROR(MergeJsonBody(route, parts.body, request.get()));
      break;
    case Route::Body::kRaw:
    case Route::Body::kChunks: {
      HttpBody* body = MutableHttpBody(request.get(), route.body_field);
      body->set_content_type(parts.content_type);
      body->set_data(std::move(parts.body));
      break;
    }
  }
  GONGBAO_RETURN_IF_ERROR(BindPath(route, parts.path_values, request.get()));
  GONGBAO_RETURN_IF_ERROR(BindQuery(route, parts.query, request.get()));
  return request;
}

std::unique_ptr<Message> BuildChunk(const Route& route, const std::string& content_type,
                                    std::string bytes) {
  std::unique_ptr<Message> message = NewMessage(route.method->input_type());
  HttpBody* body = MutableHttpBody(message.get(), route.body_field);
  body->set_content_type(content_type);
  body->set_data(std::move(bytes));
  return message;
}

StatusOr<grpc::ByteBuffer> ToWire(const Message& message) {
  grpc::ByteBuffer wire;
  bool own = false;
  const grpc::Status status = grpc::SerializationTraits<Message>::Serialize(message, &wire, &own);
  if (!status.ok()) return Internal("cannot serialize the request");
  return wire;
}

StatusOr<HttpPayload> ConvertResponse(const Route& route, grpc::ByteBuffer wire) {
  grpc::ProtoBufferReader reader(&wire);
  std::unique_ptr<Message> response = NewMessage(route.method->output_type());
  if (!reader.status().ok() || !response->ParseFromZeroCopyStream(&reader)) {
    return Internal(Cat(
        {"the answer of ", route.method->name(), " is no ", response->GetDescriptor()->name()}));
  }
  if (route.raw_response) {
    HttpBody* body = MutableHttpBody(response.get(), route.response_field);
    return HttpPayload{body->content_type(), std::move(*body->mutable_data())};
  }
  GONGBAO_ASSIGN_OR_RETURN(std::string json, ToJson(*response));
  if (route.response_field != nullptr) {
    const auto member = JsonMember(json, route.response_field->json_name());
    json = std::string(member.value_or("null"));
  }
  return HttpPayload{"application/json; charset=utf-8", std::move(json)};
}

}  // namespace gongbao::gateway
