#include "services/query/answer_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/adapters/local/lru_cache.h"
#include "tests/unit/query/stored_reports.h"

namespace gongbao::query {
namespace {

using testing::ReportBuilder;

class FakeClock : public Clock {
 public:
  int64_t NowUnixMs() const override { return now_; }
  void Pass(int64_t milliseconds) { now_ += milliseconds; }

 private:
  std::atomic<int64_t> now_{1000000};
};

ReportBuilder Report(const std::string& place, const std::string& seed) {
  ReportBuilder report(place + seed);
  report.Place(place, "某地").Year(2021).Sentence("报告" + place + seed);
  return report;
}

class AnswerCacheTest : public ::testing::Test {
 protected:
  Question Ask(std::vector<std::string> places = {}, std::string request = "r") {
    return {"Count", std::move(request), std::move(places), std::nullopt};
  }
  // How many documents there are, as text.
  std::string Count(AnswerCache& cache, const Question& question,
                    const model::Scope& scope = model::Scope::All()) {
    std::string answer;
    const Status status = cache.Answer(
        {}, scope, question,
        [&](ports::FactSnapshot& snapshot) -> StatusOr<std::string> {
          GONGBAO_ASSIGN_OR_RETURN(const ports::StoreStats stats, snapshot.Stats());
          answer = std::to_string(stats.documents);
          return answer;
        },
        [&](std::string_view bytes) {
          answer = std::string(bytes);
          return true;
        });
    EXPECT_TRUE(status.ok()) << status;
    return answer;
  }

  StoredReports reports_;
  local::LruCache lru_{1 << 20};
  FakeClock clock_;
};

TEST_F(AnswerCacheTest, AHitUntilSomethingOfItsPlacesChanges) {
  AnswerCache cache(reports_.store(), {&lru_}, "d", clock_);
  reports_.Write({Report("421321", "a")});
  EXPECT_EQ(Count(cache, Ask({"421300"})), "1");
  EXPECT_EQ(Count(cache, Ask({"421300"})), "1");
  EXPECT_EQ(cache.counts().misses, 1);
  EXPECT_EQ(cache.counts().hits, 1);
  reports_.Write({Report("421321", "b")});
  EXPECT_EQ(Count(cache, Ask({"421300"})), "2");
  EXPECT_EQ(cache.counts().misses, 2);
  reports_.Write({Report("110101", "c")});  // elsewhere
  EXPECT_EQ(Count(cache, Ask({"421300"})), "2");
  EXPECT_EQ(cache.counts().misses, 2);
  EXPECT_EQ(Count(cache, Ask()), "3");
}

TEST_F(AnswerCacheTest, WritingTheSameAgainChangesNothing) {
  AnswerCache cache(reports_.store(), {&lru_}, "d", clock_);
  reports_.Write({Report("421321", "a")});
  Count(cache, Ask());
  reports_.Write({Report("421321", "a")});
  Count(cache, Ask());
  EXPECT_EQ(cache.counts().hits, 1);
}

TEST_F(AnswerCacheTest, KeysTellMethodsRequestsScopesAndVersionsApart) {
  AnswerCache cache(reports_.store(), {&lru_}, "d", clock_);
  AnswerCache newer(reports_.store(), {&lru_}, "e", clock_);
  Count(cache, Ask());
  Question other_method = Ask();
  other_method.method = "Sum";
  Count(cache, other_method);
  Count(cache, Ask({}, "s"));
  Count(cache, Ask(), model::Scope({{"42", model::Role::kReader}}));
  Count(newer, Ask());
  EXPECT_EQ(cache.counts().hits + newer.counts().hits, 0);
  EXPECT_EQ(cache.counts().misses + newer.counts().misses, 5);
}

TEST_F(AnswerCacheTest, AnotherStoreHasItsOwnAnswers) {
  AnswerCache cache(reports_.store(), {&lru_}, "d", clock_);
  StoredReports others;
  AnswerCache other(others.store(), {&lru_}, "d", clock_);
  reports_.Write({Report("421321", "a")});
  others.Write({Report("421321", "b"), Report("421321", "c")});
  ASSERT_EQ(*reports_.store().Epoch(model::Scope::All(), {}),
            *others.store().Epoch(model::Scope::All(), {}));
  EXPECT_EQ(Count(cache, Ask()), "1");
  EXPECT_EQ(Count(other, Ask()), "2");
}

TEST_F(AnswerCacheTest, AnOldEpochMayStandInForAsLongAsAllowed) {
  AnswerCache cache(reports_.store(), {&lru_}, "d", clock_);
  Question question = Ask();
  question.max_staleness = std::chrono::milliseconds(1000);
  EXPECT_EQ(Count(cache, question), "0");
  reports_.Write({Report("421321", "a")});
  clock_.Pass(1000);
  EXPECT_EQ(Count(cache, question), "0");
  clock_.Pass(1);
  EXPECT_EQ(Count(cache, question), "1");
  reports_.Write({Report("421321", "b")});
  EXPECT_EQ(Count(cache, Ask()), "2");      // without leave, the present
  EXPECT_EQ(Count(cache, question), "2");  // and that epoch is known now
}

TEST_F(AnswerCacheTest, WhatIsNoAnswerIsAMiss) {
  AnswerCache cache(reports_.store(), {&lru_}, "d", clock_);
  Count(cache, Ask());
  int computed = 0;
  const Status status = cache.Answer(
      {}, model::Scope::All(), Ask(),
      [&](ports::FactSnapshot&) -> StatusOr<std::string> {
        ++computed;
        return std::string("x");
      },
      [](std::string_view) { return false; });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(computed, 1);
}

TEST_F(AnswerCacheTest, AFartherLevelFillsTheNearer) {
  local::LruCache far(1 << 20);
  {
    AnswerCache cache(reports_.store(), {&far}, "d", clock_);
    Count(cache, Ask());
  }
  AnswerCache cache(reports_.store(), {&lru_, &far}, "d", clock_);
  Count(cache, Ask());
  EXPECT_EQ(cache.counts().hits, 1);
  EXPECT_GT(lru_.bytes(), 0u);
}

TEST_F(AnswerCacheTest, ErrorsAreNotKept) {
  AnswerCache cache(reports_.store(), {&lru_}, "d", clock_);
  const Status status = cache.Answer(
      {}, model::Scope::All(), Ask(),
      [](ports::FactSnapshot&) -> StatusOr<std::string> { return Unavailable("gone"); },
      [](std::string_view) { return true; });
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_EQ(Count(cache, Ask()), "0");
  EXPECT_EQ(cache.counts().hits, 0);
}

TEST_F(AnswerCacheTest, EqualQuestionsAtOnceAreComputedOnce) {
  constexpr int kCallers = 8;
  AnswerCache cache(reports_.store(), {}, "d", clock_);
  std::atomic<int> computed{0};
  std::atomic<int> arrived{0};
  std::atomic<bool> release{false};
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back([&] {
        std::string answer;
        ++arrived;
        const Status status = cache.Answer(
            {}, model::Scope::All(), Ask(),
            [&](ports::FactSnapshot&) -> StatusOr<std::string> {
              ++computed;
              release.wait(false);
              answer = "42";
              return answer;
            },
            [&](std::string_view bytes) {
              answer = std::string(bytes);
              return true;
            });
        EXPECT_TRUE(status.ok()) << status;
        EXPECT_EQ(answer, "42");
      });
    }
    while (arrived < kCallers || computed == 0) std::this_thread::yield();
    release = true;
    release.notify_all();
  }
  // Whoever arrived after the answer was given computed it again: there is no cache here.
  EXPECT_EQ(cache.counts().shared + computed, kCallers);
}

TEST_F(AnswerCacheTest, WhoWaitsTakesOverFromOneThatGaveUp) {
  AnswerCache cache(reports_.store(), {}, "d", clock_);
  std::atomic<bool> leading{false};
  std::atomic<bool> release{false};
  std::jthread leader([&] {
    const Status status = cache.Answer(
        {}, model::Scope::All(), Ask(),
        [&](ports::FactSnapshot&) -> StatusOr<std::string> {
          leading = true;
          leading.notify_all();
          release.wait(false);
          return Status(absl::StatusCode::kDeadlineExceeded, "its own");
        },
        [](std::string_view) { return true; });
    EXPECT_TRUE(absl::IsDeadlineExceeded(status));
  });
  leading.wait(false);
  std::jthread waiting([&] { EXPECT_EQ(Count(cache, Ask()), "0"); });
  release = true;
  release.notify_all();
}

TEST_F(AnswerCacheTest, WhoWaitsGivesUpAtItsDeadline) {
  AnswerCache cache(reports_.store(), {}, "d", clock_);
  std::atomic<bool> leading{false};
  std::atomic<bool> release{false};
  const auto accept = [](std::string_view) { return true; };
  std::jthread leader([&] {
    const Status status = cache.Answer(
        {}, model::Scope::All(), Ask(),
        [&](ports::FactSnapshot&) -> StatusOr<std::string> {
          leading = true;
          leading.notify_all();
          release.wait(false);
          return std::string("1");
        },
        accept);
    EXPECT_TRUE(status.ok()) << status;
  });
  leading.wait(false);
  Context context;
  context.cancelled = [] { return true; };
  const Status status = cache.Answer(
      context, model::Scope::All(), Ask(),
      [](ports::FactSnapshot&) -> StatusOr<std::string> { return std::string("2"); }, accept);
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  release = true;
  release.notify_all();
}

}  // namespace
}  // namespace gongbao::query
