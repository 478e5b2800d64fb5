// The contract of JobStore: leases, attempts, waiting, many workers.
#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "tests/contract/job_store_fixture.h"

namespace gongbao {
namespace {

using model::Job;
using model::JobItem;
using model::JobItemState;
using model::JobState;
using model::Scope;
using ports::Claim;
using ports::ItemOutcome;
using testing::Done;
using testing::Failure;
using testing::kLease;
using ::testing::IsEmpty;

class JobClaimsTest : public testing::JobStoreFixture {};

GONGBAO_OVER_ALL_BACKENDS(JobClaimsTest);

TEST_P(JobClaimsTest, AFailureThatPassesIsTriedAgain) {
  const Job job = NewJob(1);
  for (int attempt = 1; attempt < ports::JobStore::kMaxAttempts; ++attempt) {
    const Claim claim = ClaimSome().at(0);
    EXPECT_EQ(claim.item.attempts, attempt);
    EXPECT_TRUE(Finish(claim, Failure(true)));
    EXPECT_EQ(Item(job.id, 1).state, JobItemState::kWaiting);
    EXPECT_EQ(Item(job.id, 1).error, "");
    EXPECT_EQ(Get(job.id).bytes_done, 0);
  }
  EXPECT_TRUE(Finish(ClaimSome().at(0), Failure(true)));
  EXPECT_EQ(Item(job.id, 1).state, JobItemState::kFailed);
  EXPECT_EQ(Item(job.id, 1).error, "no text in it");
  EXPECT_EQ(Get(job.id).state, JobState::kFailed);
}

TEST_P(JobClaimsTest, AFailureThatPassesWaitsBeforeItIsTriedAgain) {
  const Job job = NewJob(2);
  ItemOutcome later = Failure(true);
  later.retry_after_ms = 4000;
  EXPECT_TRUE(Finish(ClaimSome(1).at(0), later));
  EXPECT_EQ(Item(job.id, 1).not_before_unix_ms, clock_.NowUnixMs() + 4000);
  stores_ = database_->lasting() ? sql::Stores() : std::move(stores_);
  if (stores_.jobs == nullptr) stores_ = OpenStores();  // it is kept
  const std::vector<Claim> others = ClaimSome();
  ASSERT_EQ(others.size(), 1u);
  EXPECT_EQ(others[0].item.number, 2);
  clock_.Advance(3999);
  EXPECT_THAT(ClaimSome(), IsEmpty());
  clock_.Advance(1);
  jobs().WaitForWork(100'000);
  EXPECT_EQ(ClaimSome().at(0).item.number, 1);
}

TEST_P(JobClaimsTest, WhatIsGivenBackCountsNoAttempt) {
  const Job job = NewJob(1);
  for (int i = 0; i < 2 * ports::JobStore::kMaxAttempts; ++i) {
    const Claim claim = ClaimSome().at(0);
    EXPECT_EQ(claim.item.attempts, 1);
    EXPECT_TRUE(*jobs().ReturnItem(claim));
    EXPECT_FALSE(*jobs().ReturnItem(claim));
    EXPECT_FALSE(Finish(claim, Done()));
  }
  const Claim last = ClaimSome().at(0);
  EXPECT_EQ(jobs().CancelJob(Scope::All(), job.id)->state, JobState::kRunning);
  EXPECT_TRUE(*jobs().ReturnItem(last));
  EXPECT_EQ(Get(job.id).state, JobState::kCancelled);
  EXPECT_EQ(Get(job.id).items_cancelled, 1);
}

// What may have ended its worker takes no other item with it.
TEST_P(JobClaimsTest, AnItemThatLostItsWorkerIsClaimedAlone) {
  NewJob(5);
  EXPECT_EQ(ClaimSome(3).size(), 3u);
  clock_.Advance(kLease);
  for (int64_t number = 1; number <= 3; ++number) {
    const std::vector<Claim> claims = ClaimSome();
    ASSERT_EQ(claims.size(), 1u);
    EXPECT_EQ(claims[0].item.number, number);
  }
  EXPECT_EQ(ClaimSome().size(), 2u);
}

TEST_P(JobClaimsTest, ALeaseThatRanOutGivesTheItemToAnother) {
  const Job job = NewJob(1);
  const Claim lost = ClaimSome().at(0);
  EXPECT_THAT(ClaimSome(), IsEmpty());
  clock_.Advance(kLease / 2);
  EXPECT_TRUE(*jobs().RenewLease(lost, kLease));
  clock_.Advance(kLease - 1);
  EXPECT_THAT(ClaimSome(), IsEmpty());
  clock_.Advance(1);
  const Claim taken = ClaimSome().at(0);
  EXPECT_GT(taken.token, lost.token);
  EXPECT_EQ(taken.item.attempts, 2);
  EXPECT_FALSE(*jobs().RenewLease(lost, kLease));
  EXPECT_FALSE(Finish(lost, Done()));
  EXPECT_FALSE(Finish(lost, Failure(false)));
  EXPECT_EQ(Get(job.id).items_done, 0);
  EXPECT_EQ(Item(job.id, 1).state, JobItemState::kWorking);
  EXPECT_TRUE(Finish(taken, Done()));
  EXPECT_FALSE(Finish(taken, Done()));
  EXPECT_EQ(Get(job.id).state, JobState::kSucceeded);
  EXPECT_EQ(Get(job.id).documents, 2);
}

TEST_P(JobClaimsTest, ALateWorkerThatNobodyReplacedMayFinish) {
  const Job job = NewJob(1);
  const Claim claim = ClaimSome().at(0);
  clock_.Advance(2 * kLease);
  EXPECT_TRUE(Finish(claim, Done()));
  EXPECT_EQ(Get(job.id).state, JobState::kSucceeded);
}

TEST_P(JobClaimsTest, AnItemThatLosesEveryWorkerFails) {
  const Job job = NewJob(1);
  for (int attempt = 0; attempt < ports::JobStore::kMaxAttempts; ++attempt) {
    EXPECT_EQ(ClaimSome().size(), 1u);
    clock_.Advance(kLease);
  }
  EXPECT_THAT(ClaimSome(), IsEmpty());
  EXPECT_EQ(Item(job.id, 1).state, JobItemState::kFailed);
  EXPECT_NE(Item(job.id, 1).error, "");
  EXPECT_EQ(Get(job.id).state, JobState::kFailed);
  EXPECT_EQ(Get(job.id).items_failed, 1);
}

TEST_P(JobClaimsTest, WaitingEndsWhenWorkComes) {
  constexpr int64_t kLong = 100'000;
  std::thread adder([&] { NewJob(1); });
  while (ClaimSome().empty()) jobs().WaitForWork(kLong);
  adder.join();
  // A lease that has run out is work.
  clock_.Advance(kLease);
  jobs().WaitForWork(kLong);
  EXPECT_EQ(ClaimSome().size(), 1u);
  std::thread closer([&] { jobs().WakeAll(); });
  jobs().WaitForWork(kLong);
  closer.join();
  jobs().WaitForWork(kLong);  // nor does anybody wait from then on
}

TEST_P(JobClaimsTest, WorkAddedByAnotherProcessIsSeen) {
  if (GetParam() != testing::Backend::kPostgres) GTEST_SKIP() << "one process works on a file";
  sql::Stores other = OpenStores();
  std::thread adder([&] { NewJob(1); });
  for (;;) {
    const auto claims = other.jobs->ClaimItems(1, kLease);
    ASSERT_TRUE(claims.ok()) << claims.status();
    if (!claims->empty()) break;
    other.jobs->WaitForWork(100'000);
  }
  adder.join();
}

// Workers that finish, fail, and vanish: every item ends once and the counts are those of the
// items.
TEST_P(JobClaimsTest, ManyWorkersEndEachItemOnce) {
  constexpr int kItems = 120;
  const Job job = NewJob(kItems);
  sql::Stores second;
  if (database_->lasting()) second = OpenStores();
  std::atomic<int> ended{0};
  std::mutex mutex;
  std::map<int64_t, int> ends;  // number → how often it ended
  std::vector<std::thread> workers;
  for (uint32_t worker = 0; worker < 6; ++worker) {
    workers.emplace_back([&, worker] {
      ports::JobStore& store = worker % 2 == 1 && second.jobs != nullptr ? *second.jobs : jobs();
      std::mt19937 random(worker);
      while (ended < kItems) {
        const auto claims = store.ClaimItems(1 + random() % 4, 5);
        ASSERT_TRUE(claims.ok()) << claims.status();
        for (const Claim& claim : *claims) {
          const uint32_t chance = random() % 10;
          if (chance == 0) continue;  // vanishes; its lease runs out
          const bool ok = chance < 8;
          const auto valid = store.FinishItem(claim, ok ? Done(1) : Failure(chance == 8));
          ASSERT_TRUE(valid.ok()) << valid.status();
          const bool again = chance == 8 && claim.item.attempts < ports::JobStore::kMaxAttempts;
          if (!*valid || again) continue;
          const std::lock_guard lock(mutex);
          ++ends[claim.item.number];
        }
        clock_.Advance(1);
        const auto now = store.GetJob(Scope::All(), job.id);
        ASSERT_TRUE(now.ok()) << now.status();
        ended = static_cast<int>(now->items_done + now->items_failed);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  for (const auto& [number, times] : ends) EXPECT_EQ(times, 1) << number;
  const Job end = Get(job.id);
  std::map<JobItemState, int64_t> states;
  const auto items = jobs().ListItems(Scope::All(), job.id, {JobItemState::kUnknown}, 0, 1000);
  for (const JobItem& item : *items) ++states[item.state];
  EXPECT_EQ(states[JobItemState::kDone], end.items_done);
  EXPECT_EQ(states[JobItemState::kFailed], end.items_failed);
  EXPECT_EQ(end.items_done + end.items_failed, kItems);
  EXPECT_EQ(end.facts, end.items_done);
  EXPECT_EQ(end.documents, 2 * end.items_done);
  EXPECT_EQ(end.bytes_done, end.bytes_total);
  EXPECT_TRUE(end.ended());
}

TEST_P(JobClaimsTest, CancellingAndRetryingWhileWorkersWorkKeepsTheCounts) {
  const Job job = NewJob(60);
  std::atomic<bool> stop{false};
  std::vector<std::thread> workers;
  for (int worker = 0; worker < 3; ++worker) {
    workers.emplace_back([&] {
      while (!stop) {
        for (const Claim& claim : ClaimSome(2)) Finish(claim, Failure(true));
      }
    });
  }
  for (int round = 0; round < 20; ++round) {
    EXPECT_TRUE(jobs().CancelJob(Scope::All(), job.id).ok());
    EXPECT_TRUE(jobs().RetryJob(Scope::All(), job.id).ok());
  }
  stop = true;
  for (std::thread& worker : workers) worker.join();
  while (!Get(job.id).ended()) {
    for (const Claim& claim : ClaimSome()) Finish(claim, Done());
  }
  const Job end = Get(job.id);
  EXPECT_EQ(end.items_done + end.items_failed + end.items_cancelled, 60);
  EXPECT_EQ(end.bytes_done, end.bytes_total);
  const auto failed = jobs().ListItems(Scope::All(), job.id, {JobItemState::kFailed}, 0, 100);
  EXPECT_EQ(static_cast<int64_t>(failed->size()), end.items_failed);
}

}  // namespace
}  // namespace gongbao
