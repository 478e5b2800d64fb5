#include "services/adapters/remote/retry.h"

#include <gtest/gtest.h>

namespace gongbao::remote {
namespace {

using std::chrono::milliseconds;

constexpr RetryOptions kQuick{milliseconds(1), milliseconds(2), milliseconds(60000)};

TEST(Retry, GoesOnWhileTheServerIsUnavailable) {
  int calls = 0;
  const Status status = Retry({}, kQuick, [&]() -> Status {
    return ++calls < 4 ? Unavailable("gone") : absl::OkStatus();
  });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(calls, 4);
}

TEST(Retry, ComesBackWhenAskedTo) {
  int calls = 0;
  const Status status = Retry({}, kQuick, [&]() -> Status {
    return ++calls < 2 ? WithRetryAfter(LimitExceeded("too many calls"), 1) : absl::OkStatus();
  });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(calls, 2);
}

TEST(Retry, LeavesOtherErrorsAlone) {
  for (const Status& error : {InvalidArgument("x"), NotFound("x"), LimitExceeded("x"), Internal("x")}) {
    int calls = 0;
    EXPECT_EQ(Retry({}, kQuick, [&] { ++calls; return error; }), error);
    EXPECT_EQ(calls, 1);
  }
}

TEST(Retry, EndsBeforeTheDeadline) {
  Context context;
  context.deadline = std::chrono::system_clock::now() + milliseconds(20);
  int calls = 0;
  const Status status = Retry(context, kQuick, [&] { ++calls; return Unavailable("gone"); });
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_GE(calls, 1);
}

TEST(Retry, EndsWhenTheCallerHasGone) {
  int calls = 0;
  Context context;
  context.cancelled = [&] { return calls >= 3; };
  const Status status = Retry(context, kQuick, [&] { ++calls; return Unavailable("gone"); });
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_EQ(calls, 3);
}

TEST(WithDeadline, KeepsTheCallersOwn) {
  Context context;
  EXPECT_LT(WithDeadline(context, kQuick).deadline, Context::Time::max());
  context.deadline = std::chrono::system_clock::now() + std::chrono::hours(1);
  EXPECT_EQ(WithDeadline(context, kQuick).deadline, context.deadline);
}

}  // namespace
}  // namespace gongbao::remote
