#include "gateway/grpc/reflection.h"

#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include "everything_service.pb.h"
#include "gateway/grpc/reflection_messages.pb.h"

namespace gongbao::gateway {
namespace {

using reflection::ServerReflectionRequest;
using reflection::ServerReflectionResponse;

ServerReflectionResponse Ask(const std::function<void(ServerReflectionRequest*)>& edit) {
  const Reflection answers(
      {testing::EchoRequest::descriptor()->file()->FindServiceByName("EverythingService")});
  ServerReflectionRequest request;
  edit(&request);
  ServerReflectionResponse response;
  EXPECT_TRUE(response.ParseFromString(answers.Answer(request.SerializeAsString())));
  return response;
}

std::string FirstFile(const ServerReflectionResponse& response) {
  google::protobuf::FileDescriptorProto file;
  const auto& files = response.file_descriptor_response().file_descriptor_proto();
  if (files.empty() || !file.ParseFromString(files.at(0))) {
    return std::to_string(response.error_response().error_code());
  }
  return file.name();
}

TEST(Reflection, FindsSymbolsFilesAndExtensions) {
  EXPECT_EQ(FirstFile(Ask([](auto* r) {
              r->set_file_containing_symbol("gongbao.gateway.testing.EverythingService.Echo");
            })),
            "everything_service.proto");
  EXPECT_EQ(FirstFile(Ask([](auto* r) { r->set_file_containing_symbol("google.api.HttpBody"); })),
            "google/api/httpbody.proto");
  EXPECT_EQ(FirstFile(Ask([](auto* r) { r->set_file_by_filename("google/api/http.proto"); })),
            "google/api/http.proto");
  EXPECT_EQ(FirstFile(Ask([](auto* r) {
              r->mutable_file_containing_extension()->set_containing_type(
                  "google.protobuf.MethodOptions");
              r->mutable_file_containing_extension()->set_extension_number(72295728);
            })),
            "google/api/annotations.proto");
  const auto numbers =
      Ask([](auto* r) { r->set_all_extension_numbers_of_type("google.protobuf.ServiceOptions"); });
  EXPECT_EQ(numbers.all_extension_numbers_response().extension_number_size(), 1);
  EXPECT_EQ(numbers.all_extension_numbers_response().extension_number(0), 50701);
}

TEST(Reflection, SendsEveryImportOnce) {
  const auto response = Ask([](auto* r) { r->set_file_by_filename("everything_service.proto"); });
  google::protobuf::DescriptorPool pool;
  const auto& files = response.file_descriptor_response().file_descriptor_proto();
  for (int i = files.size() - 1; i >= 0; --i) {
    google::protobuf::FileDescriptorProto file;
    ASSERT_TRUE(file.ParseFromString(files.at(i)));
    EXPECT_EQ(pool.FindFileByName(file.name()), nullptr) << file.name();
  }
  EXPECT_GE(files.size(), 9);
}

TEST(Reflection, HidesWhatDoesNotPass) {
  const std::string not_found = "5";
  EXPECT_EQ(FirstFile(Ask([](auto* r) {
              r->set_file_containing_symbol("gongbao.v1.AnalysisWriterService");
            })),
            not_found);
  EXPECT_EQ(FirstFile(Ask([](auto* r) {
              r->set_file_by_filename("gongbao/v1/analysis_writer_service.proto");
            })),
            not_found);
  EXPECT_EQ(FirstFile(Ask([](auto* r) { r->set_file_by_filename("no.proto"); })), not_found);
  EXPECT_EQ(FirstFile(Ask([](auto*) {})), "3");
  const Reflection answers({});
  EXPECT_EQ(answers.Answer("\xff\xff"), "");
}

}  // namespace
}  // namespace gongbao::gateway
