#include "services/base/status.h"

#include <gtest/gtest.h>

namespace gongbao {
namespace {

TEST(MakeError, KeepsReasonAndValues) {
  const Status status = MakeError(absl::StatusCode::kNotFound, Reason::kNotFound, "no such fact",
                                  {{"fact", "abc"}, {"home", "421321"}});
  EXPECT_EQ(Message(status), "no such fact");
  EXPECT_EQ(ErrorReason(status), "NOT_FOUND");
  const ErrorValues expected = {{"fact", "abc"}, {"home", "421321"}};
  EXPECT_EQ(ErrorDetails(status), expected);
}

TEST(Annotate, KeepsThePayloads) {
  const Status status =
      Annotate(WithRetryAfter(LimitExceeded("too long", {{"limit", "16"}}), 250), "a.txt");
  EXPECT_EQ(Message(status), "a.txt: too long");
  EXPECT_EQ(ErrorReason(status), "LIMIT_EXCEEDED");
  EXPECT_EQ(RetryAfterMs(status), 250);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
}

TEST(ErrorReason, IsAbsentOnForeignErrors) {
  EXPECT_FALSE(ErrorReason(absl::UnknownError("x")).has_value());
  EXPECT_TRUE(ErrorDetails(absl::UnknownError("x")).empty());
}

StatusOr<int> Half(int x) {
  if (x % 2 != 0) return InvalidArgument("odd");
  return x / 2;
}
Status Quarter(int x, int* out) {
  GONGBAO_ASSIGN_OR_RETURN(const int half, Half(x));
  GONGBAO_ASSIGN_OR_RETURN(*out, Half(half));
  return absl::OkStatus();
}

TEST(AssignOrReturn, StopsAtTheFirstError) {
  int out = 0;
  EXPECT_TRUE(Quarter(8, &out).ok());
  EXPECT_EQ(out, 2);
  EXPECT_EQ(Message(Quarter(6, &out)), "odd");
}

}  // namespace
}  // namespace gongbao
