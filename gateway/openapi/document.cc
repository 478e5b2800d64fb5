#include "gateway/openapi/document.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "gateway/openapi/comments.h"
#include "gateway/openapi/schema.h"
#include "google/rpc/status.pb.h"
#include "services/base/text.h"

namespace gongbao::data {
extern const std::string_view kApiDescriptors;
}  // namespace gongbao::data

namespace gongbao::gateway {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

constexpr int kMaxParameterDepth = 4;

// jobs → job, indices → index.
std::string Singular(const std::string& plural) {
  if (plural.ends_with("ies")) return plural.substr(0, plural.size() - 3) + "y";
  if (plural.size() > 1 && plural.ends_with('s')) return plural.substr(0, plural.size() - 1);
  return plural;
}

std::string LowerCamel(const std::string& name) {
  std::string out = name;
  if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] + 32);
  return out;
}

// Query parameters: fields of the request that neither path nor body give, messages by their
// fields.
class QueryParameterList {
 public:
  QueryParameterList(const Route& route, Schemas* schemas) : route_(route), schemas_(schemas) {
    if (route.takes_query) Add(*route.method->input_type(), "", {});
  }
  json::array Take() { return std::move(parameters_); }

 private:
  void Add(const Descriptor& message, const std::string& prefix, FieldPath path) {
    for (int i = 0; i < message.field_count(); ++i) {
      const FieldDescriptor& field = *message.field(i);
      if (path.empty() && &field == route_.body_field) continue;
      FieldPath here = path;
      here.push_back(&field);
      const auto& bound = route_.variables;
      if (std::find(bound.begin(), bound.end(), here) != bound.end()) continue;
      const std::string name = prefix + field.json_name();
      if (IsTextual(field)) {
        AddLeaf(field, name);
      } else if (!field.is_repeated() && here.size() < kMaxParameterDepth) {
        Add(*field.message_type(), name + ".", here);
      }
    }
  }

  void AddLeaf(const FieldDescriptor& field, const std::string& name) {
    json::object schema = schemas_->OfField(field);
    json::object parameter{{"name", name}, {"in", "query"}};
    if (const json::value* comment = schema.if_contains("description")) {
      parameter["description"] = *comment;
      schema.erase("description");
    }
    if (field.is_repeated()) parameter["explode"] = true;
    parameter["schema"] = std::move(schema);
    parameters_.push_back(std::move(parameter));
  }

  const Route& route_;
  Schemas* schemas_;
  json::array parameters_;
};

class DocumentBuilder {
 public:
  DocumentBuilder(const RouteTable& routes, const Comments& comments)
      : routes_(routes), comments_(comments), schemas_(comments) {}

  std::string Run() {
    std::map<std::string, json::object> paths;  // by path, so that the order is settled
    std::map<std::string, std::string> tags;
    for (const Route* route : Sorted()) {
      const auto* service = route->method->service();
      tags[service->name()] = comments_.Of(*service);
      OpenApiPath path = ToOpenApiPath(route->path);
      paths[path.path][AsciiLower(route->http_method)] = Operation(*route, path);
    }
    json::object all_paths;
    for (auto& [path, operations] : paths) all_paths[path] = std::move(operations);
    json::array all_tags;
    for (auto& [name, comment] : tags) {
      all_tags.push_back(json::object{{"name", name}, {"description", comment}});
    }
    json::object error = schemas_.OfMessage(*google::rpc::Status::descriptor());
    json::object document{
        {"openapi", "3.0.3"},
        {"info",
         {{"title", "gongbao"},
          {"version", "v1"},
          {"description",
           "Facts from the work reports of China's towns, counties, cities and provinces. Every "
           "path is also a gRPC method. Spans are UTF-8 bytes, half-open; int64 is a JSON string; "
           "errors are google.rpc.Status."}}},
        {"servers", json::array{json::object{{"url", "/"}}}},
        {"tags", std::move(all_tags)},
        {"paths", std::move(all_paths)}};
    document["components"] = {
        {"responses",
         {{"Error",
           {{"description", "an error, with ErrorInfo, BadRequest and RetryInfo in its details"},
            {"content", {{"application/json", {{"schema", std::move(error)}}}}}}}}},
        {"schemas", schemas_.TakeComponents()}};
    return json::serialize(document);
  }

 private:
  // In the order of the protos.
  std::vector<const Route*> Sorted() const {
    std::vector<const Route*> sorted;
    for (const Route& route : routes_.routes()) sorted.push_back(&route);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Route* a, const Route* b) {
      const auto key = [](const Route* route) {
        return std::tuple(route->method->service()->full_name(), route->method->index(),
                          route->binding);
      };
      return key(a) < key(b);
    });
    return sorted;
  }

  json::object Operation(const Route& route, const OpenApiPath& path) {
    const MethodDescriptor& method = *route.method;
    std::string id = Cat({method.service()->name(), "_", method.name()});
    const int number = ++uses_[id];
    if (number > 1) id += std::to_string(number);
    json::object operation{{"operationId", id},
                           {"tags", json::array{json::value(method.service()->name())}}};
    if (std::string comment = comments_.Of(method); !comment.empty()) {
      operation["description"] = std::move(comment);
    }
    json::array parameters = PathParameters(path);
    for (json::value& parameter : QueryParameterList(route, &schemas_).Take()) {
      parameters.push_back(std::move(parameter));
    }
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (route.body != Route::Body::kNone) operation["requestBody"] = RequestBody(route);
    operation["responses"] = {{"200", Answer(route)},
                              {"default", {{"$ref", "#/components/responses/Error"}}}};
    return operation;
  }

  json::array PathParameters(const OpenApiPath& path) {
    json::array parameters;
    for (const OpenApiPath::Parameter& parameter : path.parameters) {
      parameters.push_back(json::object{{"name", parameter.name},
                                        {"in", "path"},
                                        {"required", true},
                                        {"description", parameter.description},
                                        {"schema", {{"type", "string"}}}});
    }
    return parameters;
  }

  json::object RequestBody(const Route& route) {
    if (route.body != Route::Body::kJson) {
      return {{"content", {{"application/octet-stream", {{"schema", Binary()}}}}}};
    }
    json::object schema = route.body_field == nullptr
                              ? schemas_.OfMessage(*route.method->input_type())
                              : schemas_.OfField(*route.body_field);
    return {{"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
  }

  json::object Answer(const Route& route) {
    const bool streams = route.method->server_streaming();
    if (route.raw_response) {
      return {{"description", "the bytes, with their own content type"},
              {"content", {{"*/*", {{"schema", Binary()}}}}}};
    }
    json::object schema = route.response_field == nullptr
                              ? schemas_.OfMessage(*route.method->output_type())
                              : schemas_.OfField(*route.response_field);
    const char* type = streams ? "application/x-ndjson" : "application/json";
    const char* description =
        streams ? "one JSON object a line; a last line {\"error\": …} where the stream failed"
                : "OK";
    return {{"description", description}, {"content", {{type, {{"schema", std::move(schema)}}}}}};
  }

  static json::object Binary() { return {{"type", "string"}, {"format", "binary"}}; }

  const RouteTable& routes_;
  const Comments& comments_;
  Schemas schemas_;
  std::map<std::string, int> uses_;
};

}  // namespace

OpenApiPath ToOpenApiPath(const PathTemplate& path) {
  using Kind = PathTemplate::Segment::Kind;
  OpenApiPath result;
  std::set<std::string> names;
  const auto& segments = path.segments();
  for (size_t i = 0; i < segments.size(); ++i) {
    result.path += '/';
    if (segments[i].kind == Kind::kLiteral) {
      result.path += segments[i].literal;
      continue;
    }
    OpenApiPath::Parameter parameter;
    std::string pattern;
    for (const PathTemplate::Variable& variable : path.variables()) {
      if (i < variable.begin || i >= variable.end) continue;
      parameter.field_path = variable.field_path;
      for (size_t j = variable.begin; j < variable.end; ++j) {
        const char* wildcard = segments[j].kind == Kind::kOne ? "*" : "**";
        pattern += (j > variable.begin ? "/" : "") +
                   (segments[j].kind == Kind::kLiteral ? segments[j].literal : wildcard);
      }
    }
    const bool named =
        i > 0 && segments[i - 1].kind == Kind::kLiteral && pattern.find('/') != std::string::npos;
    std::string name = named                          ? Singular(segments[i - 1].literal)
                       : parameter.field_path.empty() ? "segment"
                                                      : LowerCamel(parameter.field_path);
    const std::string base = name;
    for (int n = 2; !names.insert(name).second; ++n) name = base + std::to_string(n);
    parameter.name = name;
    parameter.description = parameter.field_path.empty()
                                ? "anything"
                                : Cat({"part of ", parameter.field_path, " = ", pattern});
    result.path += Cat({"{", name, "}"});
    result.parameters.push_back(std::move(parameter));
  }
  if (!path.verb().empty()) result.path += Cat({":", path.verb()});
  return result;
}

StatusOr<std::string> MakeOpenApi(const RouteTable& routes, std::string_view descriptors) {
  GONGBAO_ASSIGN_OR_RETURN(
      const Comments comments,
      Comments::Load(descriptors.empty() ? data::kApiDescriptors : descriptors));
  return DocumentBuilder(routes, comments).Run();
}

}  // namespace gongbao::gateway
