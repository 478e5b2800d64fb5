#include "gateway/transcode/route.h"

#include <google/protobuf/descriptor_database.h>

#include <algorithm>
#include <set>

#include "gongbao/v1/options.pb.h"
#include "google/api/annotations.pb.h"
#include "google/api/httpbody.pb.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

using google::api::HttpRule;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// Makes the route of one rule; every error names the method.
class RouteBuilder {
 public:
  RouteBuilder(const MethodDescriptor& method, const HttpRule& rule)
      : method_(method), rule_(rule) {}

  StatusOr<Route> Run() {
    route_.method = &method_;
    route_.grpc_path = Cat({"/", method_.service()->full_name(), "/", method_.name()});
    if (method_.client_streaming() && method_.server_streaming()) {
      return Error("bidirectional streaming is not offered over HTTP");
    }
    GONGBAO_RETURN_IF_ERROR(SetPattern());
    GONGBAO_RETURN_IF_ERROR(SetVariables());
    GONGBAO_RETURN_IF_ERROR(SetBody());
    GONGBAO_RETURN_IF_ERROR(SetResponse());
    return std::move(route_);
  }

 private:
  Status Error(std::string_view what) const {
    return InvalidArgument(Cat({"http rule of ", method_.full_name(), ": ", what}));
  }

  Status SetPattern() {
    std::string path;
    switch (rule_.pattern_case()) {
      case HttpRule::kGet:
        route_.http_method = "GET";
        path = rule_.get();
        break;
      case HttpRule::kPut:
        route_.http_method = "PUT";
        path = rule_.put();
        break;
      case HttpRule::kPost:
        route_.http_method = "POST";
        path = rule_.post();
        break;
      case HttpRule::kDelete:
        route_.http_method = "DELETE";
        path = rule_.delete_();
        break;
      case HttpRule::kPatch:
        route_.http_method = "PATCH";
        path = rule_.patch();
        break;
      case HttpRule::kCustom:
        return Error("custom methods are not supported");
      case HttpRule::PATTERN_NOT_SET:
        return Error("has no pattern");
    }
    StatusOr<PathTemplate> parsed = PathTemplate::Parse(path);
    if (!parsed.ok()) return Error(Message(parsed.status()));
    route_.path = *std::move(parsed);
    return absl::OkStatus();
  }

  Status SetVariables() {
    for (const PathTemplate::Variable& variable : route_.path.variables()) {
      StatusOr<FieldPath> fields = ResolveFieldPath(*method_.input_type(), variable.field_path);
      if (!fields.ok()) return Error(Message(fields.status()));
      if (fields->back()->is_repeated() || fields->back()->message_type() != nullptr) {
        return Error(Cat({"'", variable.field_path, "' is no scalar field"}));
      }
      route_.variables.push_back(*std::move(fields));
    }
    return absl::OkStatus();
  }

  Status SetBody() {
    const std::string& body = rule_.body();
    route_.takes_query = body != "*";
    if (body.empty()) {
      return method_.client_streaming() ? Error("a stream of requests needs a body")
                                        : absl::OkStatus();
    }
    if (route_.http_method == "GET" || route_.http_method == "DELETE") {
      return Error(Cat({route_.http_method, " has no body"}));
    }
    const Descriptor* type = method_.input_type();
    bool repeated = false;
    if (body != "*") {
      route_.body_field = type->FindFieldByName(body);
      if (route_.body_field == nullptr) return Error(Cat({"body '", body, "' is no field"}));
      type = route_.body_field->message_type();
      repeated = route_.body_field->is_repeated();
    }
    const bool raw = !repeated && IsHttpBody(type);
    if (method_.client_streaming() && !raw) {
      return Error("the body of a stream of requests must be a google.api.HttpBody");
    }
    route_.body = !raw                         ? Route::Body::kJson
                  : method_.client_streaming() ? Route::Body::kChunks
                                               : Route::Body::kRaw;
    return absl::OkStatus();
  }

  Status SetResponse() {
    const std::string& name = rule_.response_body();
    const Descriptor* type = method_.output_type();
    bool repeated = false;
    if (!name.empty()) {
      route_.response_field = type->FindFieldByName(name);
      if (route_.response_field == nullptr) {
        return Error(Cat({"response_body '", name, "' is no field"}));
      }
      type = route_.response_field->message_type();
      repeated = route_.response_field->is_repeated();
    }
    route_.raw_response = !repeated && IsHttpBody(type);
    return absl::OkStatus();
  }

  const MethodDescriptor& method_;
  const HttpRule& rule_;
  Route route_;
};

Status AddRoutes(const MethodDescriptor& method, std::vector<Route>* routes) {
  if (!method.options().HasExtension(google::api::http)) return absl::OkStatus();
  const HttpRule& rule = method.options().GetExtension(google::api::http);
  GONGBAO_ASSIGN_OR_RETURN(Route route, RouteBuilder(method, rule).Run());
  routes->push_back(std::move(route));
  for (const HttpRule& additional : rule.additional_bindings()) {
    if (additional.additional_bindings_size() > 0) {
      return InvalidArgument(
          Cat({"http rule of ", method.full_name(), ": additional_bindings do not nest"}));
    }
    GONGBAO_ASSIGN_OR_RETURN(Route other, RouteBuilder(method, additional).Run());
    other.binding = routes->back().binding + 1;
    routes->push_back(std::move(other));
  }
  return absl::OkStatus();
}

Status CheckAmbiguity(const std::vector<Route>& routes) {
  for (size_t i = 0; i < routes.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (routes[i].http_method != routes[j].http_method) continue;
      if (!routes[i].path.SameShape(routes[j].path)) continue;
      return InvalidArgument(
          Cat({routes[j].method->full_name(), " and ", routes[i].method->full_name(),
               " are both at ", routes[i].http_method, " ", routes[i].path.text()}));
    }
  }
  return absl::OkStatus();
}

}  // namespace

bool IsHttpBody(const Descriptor* type) {
  return type != nullptr && type->full_name() == google::api::HttpBody::descriptor()->full_name();
}

StatusOr<RouteTable> RouteTable::Build(const std::vector<const ServiceDescriptor*>& services) {
  RouteTable table;
  for (const ServiceDescriptor* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      GONGBAO_RETURN_IF_ERROR(AddRoutes(*service->method(i), &table.routes_));
    }
  }
  GONGBAO_RETURN_IF_ERROR(CheckAmbiguity(table.routes_));
  std::stable_sort(table.routes_.begin(), table.routes_.end(),
                   [](const Route& a, const Route& b) { return a.path.Before(b.path); });
  return table;
}

RouteTable::Found RouteTable::Find(std::string_view http_method, const RequestPath& path) const {
  if (http_method == "HEAD") http_method = "GET";
  std::set<std::string> allowed;
  for (const Route& route : routes_) {
    std::optional<std::vector<PathValue>> values = route.path.Match(path);
    if (!values) continue;
    if (route.http_method == http_method) return {&route, *std::move(values), {}};
    allowed.insert(route.http_method);
  }
  if (allowed.contains("GET")) allowed.insert("HEAD");
  return {nullptr, {}, {allowed.begin(), allowed.end()}};
}

std::vector<const ServiceDescriptor*> PublicServices() {
  // Every file of the program is in the generated database; only this function lists them.
  std::vector<std::string> files;
  google::protobuf::DescriptorPool::internal_generated_database()->FindAllFileNames(&files);
  std::vector<const ServiceDescriptor*> services;
  for (const std::string& name : files) {
    const auto* file = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(name);
    for (int i = 0; file != nullptr && i < file->service_count(); ++i) {
      if (file->service(i)->options().GetExtension(gongbao::v1::is_public)) {
        services.push_back(file->service(i));
      }
    }
  }
  std::sort(services.begin(), services.end(),
            [](const auto* a, const auto* b) { return a->full_name() < b->full_name(); });
  return services;
}

}  // namespace gongbao::gateway
