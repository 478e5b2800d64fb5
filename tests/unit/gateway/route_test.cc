#include "gateway/transcode/route.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "everything_service.pb.h"
#include "gongbao/v1/options.pb.h"
#include "gongbao/v1/query_service.pb.h"
#include "google/api/annotations.pb.h"
#include "google/api/httpbody.pb.h"

namespace gongbao::gateway {
namespace {

using google::api::HttpRule;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptorProto;
using google::protobuf::MethodDescriptorProto;

const google::protobuf::ServiceDescriptor* Everything() {
  return testing::EchoRequest::descriptor()->file()->FindServiceByName("EverythingService");
}

// "Service.Method name=value", or the allowed methods in brackets, or "none".
std::string Find(const RouteTable& table, const char* method, const char* path) {
  const auto request = RequestPath::Parse(path);
  const RouteTable::Found found = table.Find(method, *request);
  std::string out;
  if (found.route == nullptr) {
    for (const std::string& allowed : found.allowed) out += "[" + allowed + "]";
    return out.empty() ? "none" : out;
  }
  out = found.route->grpc_path;
  for (const PathValue& value : found.values) out += " " + value.field_path + "=" + value.value;
  return out;
}

TEST(RouteTable, FindsTheMethodsOfAService) {
  const auto table = RouteTable::Build({Everything()});
  ASSERT_TRUE(table.ok()) << table.status();
  const std::string service = "/gongbao.gateway.testing.EverythingService/";
  EXPECT_EQ(Find(*table, "GET", "/test/echo"), service + "Echo");
  EXPECT_EQ(Find(*table, "HEAD", "/test/echo"), service + "Echo");
  EXPECT_EQ(Find(*table, "POST", "/test/echo"), service + "Echo");
  EXPECT_EQ(Find(*table, "DELETE", "/test/echo"), "[GET][HEAD][POST]");
  EXPECT_EQ(Find(*table, "PUT", "/test/shelves/1/books/2"),
            service + "Echo name=shelves/1/books/2");
  EXPECT_EQ(Find(*table, "GET", "/test/labels/x:peek"), service + "Echo detail.label=labels/x");
  EXPECT_EQ(Find(*table, "GET", "/test/files/a/b/c"), service + "Echo name=a/b/c");
  EXPECT_EQ(Find(*table, "POST", "/test/shelves/1:upload"),
            service + "Upload header.shelf=shelves/1");
  EXPECT_EQ(Find(*table, "GET", "/test/nothing"), "none");
  EXPECT_EQ(Find(*table, "GET", "/test/chat"), "none");
}

TEST(RouteTable, ServesThePublicServicesOfTheProgram) {
  std::vector<std::string> names;
  for (const auto* service : PublicServices()) names.push_back(service->full_name());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::count(names.begin(), names.end(), "gongbao.gateway.testing.EverythingService"), 1);
  EXPECT_EQ(std::count(names.begin(), names.end(), "gongbao.gateway.testing.InternalService"), 0);
  EXPECT_EQ(std::count(names.begin(), names.end(), "gongbao.v1.AnalysisWriterService"), 0);
  EXPECT_TRUE(RouteTable::Build(PublicServices()).ok());
}

// What building says of a service with one method, made by `edit`.
std::string BuildWith(const std::function<void(MethodDescriptorProto*, HttpRule*)>& edit) {
  FileDescriptorProto file;
  file.set_name("bad.proto");
  file.set_package("bad");
  file.set_syntax("proto3");
  file.add_dependency(testing::EchoRequest::descriptor()->file()->name());
  file.add_dependency(google::api::HttpBody::descriptor()->file()->name());
  auto* service = file.add_service();
  service->set_name("S");
  auto* method = service->add_method();
  method->set_name("M");
  method->set_input_type(".gongbao.gateway.testing.EchoRequest");
  method->set_output_type(".gongbao.gateway.testing.EchoResponse");
  edit(method, method->mutable_options()->MutableExtension(google::api::http));
  DescriptorPool pool(DescriptorPool::generated_pool());
  const auto* built = pool.BuildFile(file);
  if (built == nullptr) return "does not build";
  const auto table = RouteTable::Build({built->service(0)});
  return table.ok() ? "ok" : Message(table.status());
}

TEST(RouteTable, RefusesRulesThatItCannotServe) {
  const std::string at = "http rule of bad.S.M: ";
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->set_get("/a"); }), "ok");
  EXPECT_EQ(BuildWith([](auto*, HttpRule*) {}), at + "has no pattern");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->mutable_custom()->set_kind("LIST"); }),
            at + "custom methods are not supported");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->set_get("/a/{"); }),
            at + "path template '/a/{': expected a field path at byte 4");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->set_get("/a/{nothing}"); }),
            at + "'nothing' is no field of EchoRequest");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->set_get("/a/{tags}"); }),
            at + "'tags' is no scalar field");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->set_get("/a/{detail}"); }),
            at + "'detail' is no scalar field");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->set_get("/a/{details.label}"); }),
            at + "'details' is repeated");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) { rule->set_get("/a/{name.x}"); }),
            at + "'name' is no message with fields");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) {
              rule->set_get("/a");
              rule->set_body("*");
            }),
            at + "GET has no body");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) {
              rule->set_post("/a");
              rule->set_body("nothing");
            }),
            at + "body 'nothing' is no field");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) {
              rule->set_get("/a");
              rule->set_response_body("nothing");
            }),
            at + "response_body 'nothing' is no field");
  EXPECT_EQ(BuildWith([](MethodDescriptorProto* method, HttpRule* rule) {
              rule->set_post("/a");
              rule->set_body("*");
              method->set_client_streaming(true);
            }),
            at + "the body of a stream of requests must be a google.api.HttpBody");
  EXPECT_EQ(BuildWith([](MethodDescriptorProto* method, HttpRule* rule) {
              rule->set_get("/a");
              method->set_client_streaming(true);
            }),
            at + "a stream of requests needs a body");
  EXPECT_EQ(BuildWith([](MethodDescriptorProto* method, HttpRule* rule) {
              rule->set_get("/a");
              method->set_client_streaming(true);
              method->set_server_streaming(true);
            }),
            at + "bidirectional streaming is not offered over HTTP");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) {
              rule->set_get("/a");
              rule->add_additional_bindings()->add_additional_bindings()->set_get("/b");
            }),
            at + "additional_bindings do not nest");
  EXPECT_EQ(BuildWith([](auto*, HttpRule* rule) {
              rule->set_get("/a/{name}");
              rule->add_additional_bindings()->set_get("/a/{left}");
            }),
            "bad.S.M and bad.S.M are both at GET /a/{left}");
}

}  // namespace
}  // namespace gongbao::gateway
