#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "everything_service.pb.h"
#include "gateway/openapi/document.h"

namespace gongbao::gateway {
namespace {

namespace json = boost::json;

std::string TestDescriptors() {
  std::ifstream file(GONGBAO_TEST_DESCRIPTORS, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

json::value MakeDocument() {
  const auto table = RouteTable::Build(
      {testing::EchoRequest::descriptor()->file()->FindServiceByName("EverythingService")});
  const auto document = MakeOpenApi(*table, TestDescriptors());
  EXPECT_TRUE(document.ok()) << document.status();
  return json::parse(*document);
}

TEST(OpenApi, PathsAndParameters) {
  const auto show = [](const char* pattern) {
    const OpenApiPath path = ToOpenApiPath(*PathTemplate::Parse(pattern));
    std::string out = path.path;
    for (const auto& parameter : path.parameters)
      out += " " + parameter.name + "<" + parameter.field_path;
    return out;
  };
  EXPECT_EQ(show("/v1/{name=jobs/*}:seal"), "/v1/jobs/{job}:seal job<name");
  EXPECT_EQ(show("/v1/{parent=jobs/*}/items"), "/v1/jobs/{job}/items job<parent");
  EXPECT_EQ(show("/v1/{name=a/*/b/*}"), "/v1/a/{a}/b/{b} a<name b<name");
  EXPECT_EQ(show("/v1/{name=counties/*}"), "/v1/counties/{county} county<name");
  EXPECT_EQ(show("/v1/{count}"), "/v1/{count} count<count");
  EXPECT_EQ(show("/v1/files/{name=**}"), "/v1/files/{name} name<name");
  EXPECT_EQ(show("/v1/*"), "/v1/{segment} segment<");
  EXPECT_EQ(show("/v1:analyze"), "/v1:analyze");
}

TEST(OpenApi, HoldsEveryRouteWithItsComments) {
  const json::value document = MakeDocument();
  EXPECT_EQ(document.at("openapi").as_string(), "3.0.3");
  const json::object& paths = document.at("paths").as_object();
  const json::object& echo = paths.at("/test/echo").as_object();
  EXPECT_EQ(echo.at("get").at("description").as_string(), "Gives the request back.");
  EXPECT_EQ(echo.at("get").at("operationId").as_string(), "EverythingService_Echo");
  EXPECT_EQ(echo.at("post").at("operationId").as_string(), "EverythingService_Echo2");
  EXPECT_TRUE(
      echo.at("post").at("requestBody").at("content").as_object().contains("application/json"));
  EXPECT_FALSE(echo.at("post").as_object().contains("parameters"));
  EXPECT_TRUE(paths.at("/test/count")
                  .at("get")
                  .at("responses")
                  .at("200")
                  .at("content")
                  .as_object()
                  .contains("application/x-ndjson"));
  EXPECT_TRUE(paths.at("/test/shelves/{shelve}:upload")
                  .at("post")
                  .at("requestBody")
                  .at("content")
                  .as_object()
                  .contains("application/octet-stream"));
  EXPECT_TRUE(paths.contains("/test/shelves/{shelve}/books/{book}"));
  EXPECT_EQ(document.at("tags").at(0).at("name").as_string(), "EverythingService");
}

TEST(OpenApi, QueryParametersAreThoseThatTheGatewayTakes) {
  const json::value document = MakeDocument();
  std::set<std::string> names;
  for (const json::value& parameter :
       document.at("paths").at("/test/labels/{label}:peek").at("get").at("parameters").as_array()) {
    names.insert(std::string(parameter.at("in").as_string()) + ":" +
                 std::string(parameter.at("name").as_string()));
  }
  EXPECT_TRUE(names.contains("path:label"));
  EXPECT_TRUE(names.contains("query:detail.places"));
  EXPECT_TRUE(names.contains("query:detail.inner.label"));
  EXPECT_TRUE(names.contains("query:age"));
  EXPECT_TRUE(names.contains("query:wrappedText"));
  EXPECT_FALSE(names.contains("query:detail.label"));  // given by the path
  EXPECT_FALSE(names.contains("query:details"));
  EXPECT_FALSE(names.contains("query:counts"));
}

// Every "$ref" leads to a component.
void CheckReferences(const json::value& value, const json::value& document, int* count) {
  if (value.is_array()) {
    for (const json::value& item : value.as_array()) CheckReferences(item, document, count);
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.as_object()) {
      if (name == "$ref") {
        ++*count;
        const std::string target(member.as_string());
        EXPECT_NO_THROW(document.at_pointer(target.substr(1))) << target;
      } else {
        CheckReferences(member, document, count);
      }
    }
  }
}

TEST(OpenApi, SchemasFollowTheJsonMapping) {
  const json::value document = MakeDocument();
  const json::value& schemas = document.at("components").at("schemas");
  const json::value& echo = schemas.at("gongbao.gateway.testing.EchoRequest").at("properties");
  EXPECT_EQ(echo.at("bigCount").at("type").as_string(), "string");
  EXPECT_EQ(echo.at("count").at("type").as_string(), "integer");
  EXPECT_EQ(echo.at("data").at("format").as_string(), "byte");
  EXPECT_EQ(echo.at("tags").at("items").at("type").as_string(), "string");
  EXPECT_EQ(echo.at("age").at("type").as_string(), "string");
  EXPECT_EQ(echo.at("counts").at("additionalProperties").at("type").as_string(), "integer");
  EXPECT_EQ(schemas.at("gongbao.gateway.testing.Colour").at("enum").at(1).as_string(),
            "COLOUR_RED");
  EXPECT_EQ(schemas.at("gongbao.gateway.testing.EchoResponse")
                .at("properties")
                .at("requestId")
                .at("description")
                .as_string(),
            "x-request-id of the call.");
  EXPECT_TRUE(schemas.as_object().contains("google.rpc.Status"));
  int count = 0;
  CheckReferences(document, document, &count);
  EXPECT_GT(count, 20);
}

TEST(OpenApi, OfTheProductCoversItsRoutes) {
  const auto table = RouteTable::Build(PublicServices());
  const auto text = MakeOpenApi(*table, "");
  ASSERT_TRUE(text.ok());
  const json::value document = json::parse(*text);
  for (const Route& route : table->routes()) {
    const json::value& operations = document.at("paths").at(ToOpenApiPath(route.path).path);
    std::string method = route.http_method;
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    EXPECT_TRUE(operations.as_object().contains(method)) << route.path.text();
  }
  EXPECT_EQ(document.at("paths").at("/v1/stats").at("get").at("description").as_string(),
            "What is stored, counted.");
  int count = 0;
  CheckReferences(document, document, &count);
  EXPECT_GT(count, 100);
  EXPECT_EQ(MakeOpenApi(*table, "").value(), *text);
}

TEST(OpenApi, RefusesDescriptorsThatAreNone) {
  const auto table = RouteTable::Build({});
  EXPECT_FALSE(MakeOpenApi(*table, "\xff\xff").ok());
}

}  // namespace
}  // namespace gongbao::gateway
