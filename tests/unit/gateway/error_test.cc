#include "gateway/transcode/error.h"

#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace gongbao::gateway {
namespace {

TEST(ToHttpError, OneTable) {
  const std::pair<grpc::StatusCode, int> table[] = {
      {grpc::StatusCode::CANCELLED, 499},
      {grpc::StatusCode::UNKNOWN, 500},
      {grpc::StatusCode::INVALID_ARGUMENT, 400},
      {grpc::StatusCode::DEADLINE_EXCEEDED, 504},
      {grpc::StatusCode::NOT_FOUND, 404},
      {grpc::StatusCode::ALREADY_EXISTS, 409},
      {grpc::StatusCode::PERMISSION_DENIED, 403},
      {grpc::StatusCode::UNAUTHENTICATED, 401},
      {grpc::StatusCode::RESOURCE_EXHAUSTED, 429},
      {grpc::StatusCode::FAILED_PRECONDITION, 400},
      {grpc::StatusCode::ABORTED, 409},
      {grpc::StatusCode::OUT_OF_RANGE, 400},
      {grpc::StatusCode::UNIMPLEMENTED, 501},
      {grpc::StatusCode::INTERNAL, 500},
      {grpc::StatusCode::UNAVAILABLE, 503},
      {grpc::StatusCode::DATA_LOSS, 500},
  };
  for (const auto& [code, http] : table) {
    EXPECT_EQ(ToHttpError(grpc::Status(code, "m")).http_status, http) << code;
  }
}

TEST(ToHttpError, PrintsReasonAndValues) {
  const HttpError error = ToHttpError(InvalidArgument("bad place", {{"place", "42"}}));
  EXPECT_EQ(error.http_status, 400);
  EXPECT_NE(error.body.find(R"({"code":3,"message":"bad place","details":[{)"), std::string::npos)
      << error.body;
  EXPECT_NE(error.body.find(R"("@type":"type.googleapis.com/google.rpc.ErrorInfo")"),
            std::string::npos);
  EXPECT_NE(error.body.find(R"("reason":"INVALID_ARGUMENT")"), std::string::npos) << error.body;
  EXPECT_NE(error.body.find(R"("place":"42")"), std::string::npos) << error.body;
}

TEST(ToHttpError, OwnHttpStatusAndRetryAfter) {
  const HttpError error = ToHttpError(WithRetryAfter(LimitExceeded("too large"), 1500), 413);
  EXPECT_EQ(error.http_status, 413);
  EXPECT_EQ(error.retry_after_seconds, 2);
}

TEST(ToHttpError, LeavesOutDetailsThatItCannotPrint) {
  google::rpc::Status rpc;
  auto* unknown = rpc.add_details();
  unknown->set_type_url("type.googleapis.com/no.such.Type");
  unknown->set_value("x");
  rpc.add_details()->set_type_url("nonsense");
  EXPECT_EQ(
      ToHttpError(grpc::Status(grpc::StatusCode::NOT_FOUND, "m", rpc.SerializeAsString())).body,
      R"({"code":5,"message":"m","details":[]})");
  auto* broken = rpc.add_details();
  broken->PackFrom(google::rpc::ErrorInfo());
  broken->set_value("\xff\xff");
  EXPECT_EQ(
      ToHttpError(grpc::Status(grpc::StatusCode::NOT_FOUND, "m", rpc.SerializeAsString())).body,
      R"({"code":5,"message":"m","details":[]})");
  EXPECT_EQ(ToHttpError(grpc::Status(grpc::StatusCode::NOT_FOUND, "\xff", "garbage")).body,
            R"({"code":5,"message":"error message is not UTF-8","details":[]})");
}

}  // namespace
}  // namespace gongbao::gateway
