// Routes made from google.api.http options. Values; const after Build, so free for all threads.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

#include "gateway/transcode/field_path.h"
#include "gateway/transcode/path_template.h"
#include "services/base/status.h"

namespace gongbao::gateway {

// One HTTP rule of a method.
struct Route {
  // What the HTTP body becomes.
  enum class Body {
    kNone,
    kJson,    // JSON of the request, or of body_field
    kRaw,     // bytes of a google.api.HttpBody: the request itself, or body_field
    kChunks,  // the same, a stream of messages with a chunk each
  };

  std::string http_method;
  int binding = 0;  // number of the rule within its method: 0, then additional_bindings
  PathTemplate path;
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string grpc_path;  // "/package.Service/Method"
  Body body = Body::kNone;
  const google::protobuf::FieldDescriptor* body_field = nullptr;      // null: "*" or none
  const google::protobuf::FieldDescriptor* response_field = nullptr;  // null: the whole response
  bool raw_response = false;         // response (or response_field) is a google.api.HttpBody
  std::vector<FieldPath> variables;  // in the order of path.variables()
  bool takes_query = false;          // false with body "*"
};

bool IsHttpBody(const google::protobuf::Descriptor* type);

class RouteTable {
 public:
  struct Found {
    // Null where there is no route; allowed then says which methods the path has, if any.
    const Route* route = nullptr;
    std::vector<PathValue> values;
    std::vector<std::string> allowed;  // sorted
  };

  // Routes of all methods of the services that carry a rule. INVALID_ARGUMENT names the method
  // whose rule can't be served, or two methods whose rules match the same requests.
  static StatusOr<RouteTable> Build(
      const std::vector<const google::protobuf::ServiceDescriptor*>& services);

  // HEAD finds the routes of GET.
  Found Find(std::string_view http_method, const RequestPath& path) const;

  // In the order in which they are tried.
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

// Services of the program's descriptor pool that carry option (gongbao.v1.is_public) = true, by
// name.
std::vector<const google::protobuf::ServiceDescriptor*> PublicServices();

}  // namespace gongbao::gateway
