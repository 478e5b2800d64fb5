// The contract of JobStore.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/contract/backends.h"
#include "tests/contract/store_suite.h"

namespace gongbao {
namespace {

using model::Job;
using model::JobItem;
using model::JobItemState;
using model::JobState;
using model::Role;
using model::Scope;
using ports::Claim;
using ports::ItemOutcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int64_t kLease = 60'000;

ItemOutcome Done(int64_t facts = 3) {
  ItemOutcome outcome;
  outcome.ok = true;
  outcome.documents = {"d1", "d2"};
  outcome.facts = facts;
  return outcome;
}

ItemOutcome Failure(bool retryable) {
  ItemOutcome outcome;
  outcome.retryable = retryable;
  outcome.error = "no text in it";
  outcome.error_reason = "EMPTY_TEXT";
  outcome.error_stage = "decode";
  return outcome;
}

class JobStoreTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = testing::StoreDatabase::Create(GetParam());
    stores_ = OpenStores();
  }
  sql::Stores OpenStores() {
    sql::StoreOptions options;
    options.facts = false;
    options.clock = &clock_;
    auto stores = database_->Open(options);
    EXPECT_TRUE(stores.ok()) << stores.status();
    return std::move(stores).value();
  }
  ports::JobStore& jobs() { return *stores_.jobs; }

  static std::vector<JobItem> Items(int count) {
    std::vector<JobItem> items;
    for (int i = 1; i <= count; ++i) {
      JobItem item;
      item.display_name = "报告" + std::to_string(i) + ".txt";
      item.source_id = "source" + std::to_string(i);
      item.byte_size = 100 * i;
      items.push_back(item);
    }
    return items;
  }
  Job NewJob(int items, bool sealed = true) {
    const auto job = jobs().CreateJob(Scope::All(), "一批报告");
    EXPECT_TRUE(job.ok()) << job.status();
    const Status added = jobs().AddItems(Scope::All(), job->id, Items(items));
    EXPECT_TRUE(added.ok()) << added;
    if (sealed) {
      EXPECT_TRUE(jobs().SealJob(Scope::All(), job->id).ok());
    }
    return Get(job->id);
  }
  Job Get(const std::string& id) {
    const auto job = jobs().GetJob(Scope::All(), id);
    EXPECT_TRUE(job.ok()) << job.status();
    return job.value_or(Job());
  }
  JobItem Item(const std::string& job, int64_t number) {
    const auto items = jobs().ListItems(Scope::All(), job, JobItemState::kUnknown, number - 1, 1);
    EXPECT_TRUE(items.ok() && items->size() == 1) << items.status();
    return items->front();
  }
  std::vector<Claim> ClaimSome(int64_t most = 100) {
    const auto claims = jobs().ClaimItems(most, kLease);
    EXPECT_TRUE(claims.ok()) << claims.status();
    return claims.value_or(std::vector<Claim>());
  }
  bool Finish(const Claim& claim, const ItemOutcome& outcome) {
    const auto valid = jobs().FinishItem(claim, outcome);
    EXPECT_TRUE(valid.ok()) << valid.status();
    return valid.value_or(false);
  }

  testing::FakeClock clock_;
  std::unique_ptr<testing::StoreDatabase> database_;
  sql::Stores stores_;
};

GONGBAO_OVER_ALL_BACKENDS(JobStoreTest);

TEST_P(JobStoreTest, AJobIsOpenUntilItIsSealed) {
  const Job job = NewJob(2, false);
  EXPECT_EQ(job.state, JobState::kOpen);
  EXPECT_EQ(job.display_name, "一批报告");
  EXPECT_EQ(job.items_total, 2);
  EXPECT_EQ(job.bytes_total, 300);
  EXPECT_EQ(job.created_unix_ms, clock_.NowUnixMs());
  EXPECT_EQ(job.ended_unix_ms, 0);
  ASSERT_TRUE(jobs().AddItems(Scope::All(), job.id, Items(1)).ok());
  EXPECT_EQ(Item(job.id, 3).display_name, "报告1.txt");
  for (int i = 0; i < 2; ++i) {
    const auto sealed = jobs().SealJob(Scope::All(), job.id);
    ASSERT_TRUE(sealed.ok()) << sealed.status();
    EXPECT_EQ(sealed->state, JobState::kRunning);
  }
  const Status late = jobs().AddItems(Scope::All(), job.id, Items(1));
  EXPECT_EQ(late.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorReason(late), "JOB_STATE");
  EXPECT_EQ(Get(job.id).items_total, 3);
}

TEST_P(JobStoreTest, WhatIsRefusedAtTheDoorIsAFailedItem) {
  const Job job = NewJob(1, false);
  JobItem refused;
  refused.display_name = "档案.zip a.txt";
  refused.state = model::JobItemState::kFailed;
  refused.error = "the member is encrypted";
  refused.error_reason = "UNREADABLE_FORMAT";
  refused.error_stage = "expand";
  ASSERT_TRUE(jobs().AddItems(Scope::All(), job.id, {refused}).ok());
  EXPECT_EQ(Get(job.id).items_failed, 1);
  const auto claims = ClaimSome();
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0].item.number, 1);
  ASSERT_TRUE(jobs().SealJob(Scope::All(), job.id).ok());
  ItemOutcome read;
  read.ok = true;
  EXPECT_TRUE(Finish(claims[0], read));
  EXPECT_EQ(Get(job.id).state, model::JobState::kFailed);
  const JobItem item = Item(job.id, 2);
  EXPECT_EQ(item.state, model::JobItemState::kFailed);
  EXPECT_EQ(item.error, refused.error);
  EXPECT_EQ(item.error_reason, refused.error_reason);
  EXPECT_EQ(item.error_stage, refused.error_stage);
  // There is nothing to read again.
  const auto retried = jobs().RetryJob(Scope::All(), job.id);
  ASSERT_TRUE(retried.ok());
  EXPECT_EQ(retried->state, model::JobState::kFailed);
  EXPECT_EQ(retried->items_failed, 1);
  EXPECT_TRUE(ClaimSome().empty());
}

TEST_P(JobStoreTest, ASealedJobWithoutItemsHasEnded) {
  const Job job = NewJob(0);
  EXPECT_EQ(job.state, JobState::kSucceeded);
  EXPECT_EQ(job.ended_unix_ms, clock_.NowUnixMs());
}

TEST_P(JobStoreTest, WorkingThroughAJobEndsIt) {
  const Job job = NewJob(3);
  const std::vector<Claim> claims = ClaimSome(2);
  ASSERT_EQ(claims.size(), 2u);
  EXPECT_EQ(claims[0].item.number, 1);
  EXPECT_EQ(claims[1].item.number, 2);
  EXPECT_EQ(claims[0].item.state, JobItemState::kWorking);
  EXPECT_EQ(claims[0].item.attempts, 1);
  EXPECT_EQ(claims[0].item.source_id, "source1");
  EXPECT_EQ(claims[0].item.byte_size, 100);
  EXPECT_TRUE(Finish(claims[0], Done()));
  EXPECT_TRUE(Finish(claims[1], Failure(false)));
  const Job middle = Get(job.id);
  EXPECT_EQ(middle.state, JobState::kRunning);
  EXPECT_EQ(middle.items_done, 1);
  EXPECT_EQ(middle.items_failed, 1);
  EXPECT_EQ(middle.bytes_done, 300);
  EXPECT_EQ(middle.documents, 2);
  EXPECT_EQ(middle.facts, 3);
  clock_.Advance(5);
  EXPECT_TRUE(Finish(ClaimSome().at(0), Done()));
  const Job ended = Get(job.id);
  EXPECT_EQ(ended.state, JobState::kFailed);
  EXPECT_EQ(ended.ended_unix_ms, clock_.NowUnixMs());
  EXPECT_EQ(ended.bytes_done, 600);
  const JobItem failed = Item(job.id, 2);
  EXPECT_EQ(failed.state, JobItemState::kFailed);
  EXPECT_EQ(failed.error, "no text in it");
  EXPECT_EQ(failed.error_reason, "EMPTY_TEXT");
  EXPECT_EQ(failed.error_stage, "decode");
  const JobItem done = Item(job.id, 1);
  EXPECT_THAT(done.documents, ElementsAre("d1", "d2"));
  EXPECT_EQ(done.facts, 3);
  EXPECT_THAT(ClaimSome(), IsEmpty());
}

TEST_P(JobStoreTest, ItemsAreDoneBeforeAJobIsSealed) {
  const Job job = NewJob(1, false);
  EXPECT_TRUE(Finish(ClaimSome().at(0), Done()));
  EXPECT_EQ(Get(job.id).state, JobState::kOpen);
  EXPECT_EQ(jobs().SealJob(Scope::All(), job.id)->state, JobState::kSucceeded);
}

TEST_P(JobStoreTest, AFailureThatPassesIsTriedAgain) {
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

TEST_P(JobStoreTest, ALeaseThatRanOutGivesTheItemToAnother) {
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

TEST_P(JobStoreTest, ALateWorkerThatNobodyReplacedMayFinish) {
  const Job job = NewJob(1);
  const Claim claim = ClaimSome().at(0);
  clock_.Advance(2 * kLease);
  EXPECT_TRUE(Finish(claim, Done()));
  EXPECT_EQ(Get(job.id).state, JobState::kSucceeded);
}

TEST_P(JobStoreTest, AnItemThatLosesEveryWorkerFails) {
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

TEST_P(JobStoreTest, CancellingStopsWhatHasNotBegun) {
  const Job job = NewJob(4);
  const std::vector<Claim> claims = ClaimSome(2);
  const auto cancelled = jobs().CancelJob(Scope::All(), job.id);
  ASSERT_TRUE(cancelled.ok()) << cancelled.status();
  EXPECT_EQ(cancelled->state, JobState::kRunning);
  EXPECT_EQ(cancelled->items_cancelled, 2);
  EXPECT_THAT(ClaimSome(), IsEmpty());
  EXPECT_TRUE(Finish(claims[0], Done()));
  EXPECT_TRUE(Finish(claims[1], Failure(true)));  // not again
  const Job ended = Get(job.id);
  EXPECT_EQ(ended.state, JobState::kCancelled);
  EXPECT_EQ(ended.items_done, 1);
  EXPECT_EQ(ended.items_cancelled, 3);
  EXPECT_EQ(ended.bytes_done, 1000);
  EXPECT_EQ(jobs().CancelJob(Scope::All(), job.id)->ended_unix_ms, ended.ended_unix_ms);
}

TEST_P(JobStoreTest, ACancelledJobDoesNotWaitForLostWorkers) {
  const Job before = NewJob(1);
  ClaimSome();
  clock_.Advance(kLease);
  EXPECT_EQ(jobs().CancelJob(Scope::All(), before.id)->state, JobState::kCancelled);
  const Job after = NewJob(1);
  ClaimSome();
  EXPECT_EQ(jobs().CancelJob(Scope::All(), after.id)->state, JobState::kRunning);
  clock_.Advance(kLease);
  EXPECT_THAT(ClaimSome(), IsEmpty());
  EXPECT_EQ(Get(after.id).state, JobState::kCancelled);
  const Job open = NewJob(1, false);
  EXPECT_EQ(jobs().CancelJob(Scope::All(), open.id)->state, JobState::kCancelled);
  EXPECT_EQ(ErrorReason(jobs().AddItems(Scope::All(), open.id, Items(1))), "JOB_STATE");
}

TEST_P(JobStoreTest, RetryingRunsWhatFailedOrWasCancelled) {
  const Job job = NewJob(3);
  const std::vector<Claim> claims = ClaimSome(2);
  EXPECT_TRUE(Finish(claims[0], Done()));
  EXPECT_TRUE(Finish(claims[1], Failure(false)));
  EXPECT_EQ(jobs().CancelJob(Scope::All(), job.id)->state, JobState::kCancelled);
  const auto again = jobs().RetryJob(Scope::All(), job.id);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->state, JobState::kRunning);
  EXPECT_EQ(again->items_failed, 0);
  EXPECT_EQ(again->items_cancelled, 0);
  EXPECT_EQ(again->bytes_done, 100);
  EXPECT_EQ(again->ended_unix_ms, 0);
  EXPECT_EQ(Item(job.id, 2).error, "");
  const std::vector<Claim> retried = ClaimSome();
  ASSERT_EQ(retried.size(), 2u);
  EXPECT_EQ(retried[0].item.number, 2);
  EXPECT_EQ(retried[0].item.attempts, 1);
  EXPECT_GT(retried[0].token, claims[1].token);
  EXPECT_FALSE(Finish(claims[1], Done()));
  for (const Claim& claim : retried) EXPECT_TRUE(Finish(claim, Done()));
  EXPECT_EQ(Get(job.id).state, JobState::kSucceeded);
  // Nothing failed: nothing changes.
  EXPECT_EQ(*jobs().RetryJob(Scope::All(), job.id), Get(job.id));
}

TEST_P(JobStoreTest, JobsAreListedNewestFirst) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(NewJob(0).id);
  std::vector<std::string> listed;
  std::string after;
  for (;;) {
    const auto page = jobs().ListJobs(Scope::All(), after, 2);
    ASSERT_TRUE(page.ok()) << page.status();
    if (page->empty()) break;
    for (const Job& job : *page) listed.push_back(job.id);
    after = page->back().id;
  }
  std::reverse(ids.begin(), ids.end());
  EXPECT_EQ(listed, ids);
}

TEST_P(JobStoreTest, ItemsAreListedByNumberAndState) {
  const Job job = NewJob(5);
  const std::vector<Claim> claims = ClaimSome(3);
  EXPECT_TRUE(Finish(claims[1], Failure(false)));
  const auto numbers = [&](JobItemState state, int64_t after, int64_t limit) {
    std::vector<int64_t> out;
    const auto items = jobs().ListItems(Scope::All(), job.id, state, after, limit);
    EXPECT_TRUE(items.ok()) << items.status();
    for (const JobItem& item : *items) out.push_back(item.number);
    return out;
  };
  EXPECT_THAT(numbers(JobItemState::kUnknown, 0, 100), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(numbers(JobItemState::kUnknown, 2, 2), ElementsAre(3, 4));
  EXPECT_THAT(numbers(JobItemState::kWorking, 0, 100), ElementsAre(1, 3));
  EXPECT_THAT(numbers(JobItemState::kFailed, 0, 100), ElementsAre(2));
  EXPECT_THAT(numbers(JobItemState::kWaiting, 4, 100), ElementsAre(5));
}

TEST_P(JobStoreTest, WhatIsNotThereIsNotFound) {
  for (const std::string id : {"job-1", "", "' OR ''='", "\xff"}) {
    EXPECT_EQ(jobs().GetJob(Scope::All(), id).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(jobs().SealJob(Scope::All(), id).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(jobs().AddItems(Scope::All(), id, Items(1)).code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(jobs().ListItems(Scope::All(), id, JobItemState::kUnknown, 0, 1).status().code(),
              absl::StatusCode::kNotFound);
  }
  Claim claim;
  claim.item.job = "job-1";
  claim.item.number = 1;
  EXPECT_FALSE(Finish(claim, Done()));
  EXPECT_FALSE(*jobs().RenewLease(claim, kLease));
}

TEST_P(JobStoreTest, NamesMayHoldAnything) {
  const std::string odd = std::string("a\0b\xff'\"\n", 8);
  const auto job = jobs().CreateJob(Scope::All(), odd);
  ASSERT_TRUE(job.ok()) << job.status();
  EXPECT_EQ(Get(job->id).display_name, odd);
  JobItem item;
  item.display_name = odd;
  ASSERT_TRUE(jobs().AddItems(Scope::All(), job->id, {item}).ok());
  ItemOutcome outcome = Failure(false);
  outcome.error = odd;
  EXPECT_TRUE(Finish(ClaimSome().at(0), outcome));
  EXPECT_EQ(Item(job->id, 1).display_name, odd);
  EXPECT_EQ(Item(job->id, 1).error, odd);
}

TEST_P(JobStoreTest, AJobIsForThoseWhoSeeAllOfIt) {
  const Scope county({{"429001", Role::kContributor}});
  const Scope province({{"42", Role::kContributor}});
  const Scope neighbour({{"429002", Role::kContributor}});
  const Scope reader({{"429001", Role::kReader}});
  const auto job = jobs().CreateJob(county, "县里的");
  ASSERT_TRUE(job.ok()) << job.status();
  NewJob(0);
  EXPECT_TRUE(jobs().GetJob(county, job->id).ok());
  EXPECT_TRUE(jobs().GetJob(province, job->id).ok());
  EXPECT_TRUE(jobs().GetJob(reader, job->id).ok());
  EXPECT_TRUE(jobs().GetJob(Scope::All(), job->id).ok());
  EXPECT_EQ(jobs().GetJob(neighbour, job->id).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(jobs().AddItems(neighbour, job->id, Items(1)).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(jobs().CancelJob(reader, job->id).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(jobs().CreateJob(reader, "").status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(jobs().ListJobs(county, "", 10)->size(), 1u);
  EXPECT_EQ(jobs().ListJobs(neighbour, "", 10)->size(), 0u);
  EXPECT_EQ(jobs().ListJobs(Scope::All(), "", 10)->size(), 2u);
}

TEST_P(JobStoreTest, WaitingEndsWhenWorkComes) {
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

TEST_P(JobStoreTest, WorkAddedByAnotherProcessIsSeen) {
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
TEST_P(JobStoreTest, ManyWorkersEndEachItemOnce) {
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
  const auto items = jobs().ListItems(Scope::All(), job.id, JobItemState::kUnknown, 0, 1000);
  for (const JobItem& item : *items) ++states[item.state];
  EXPECT_EQ(states[JobItemState::kDone], end.items_done);
  EXPECT_EQ(states[JobItemState::kFailed], end.items_failed);
  EXPECT_EQ(end.items_done + end.items_failed, kItems);
  EXPECT_EQ(end.facts, end.items_done);
  EXPECT_EQ(end.documents, 2 * end.items_done);
  EXPECT_EQ(end.bytes_done, end.bytes_total);
  EXPECT_TRUE(end.ended());
}

TEST_P(JobStoreTest, CancellingAndRetryingWhileWorkersWorkKeepsTheCounts) {
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
  const auto failed = jobs().ListItems(Scope::All(), job.id, JobItemState::kFailed, 0, 100);
  EXPECT_EQ(static_cast<int64_t>(failed->size()), end.items_failed);
}

TEST_P(JobStoreTest, JobsOutliveTheProcess) {
  if (!database_->lasting()) GTEST_SKIP() << "a database in memory ends with its process";
  const Job job = NewJob(2);
  const Claim claim = ClaimSome(1).at(0);
  stores_ = {};
  stores_ = OpenStores();
  EXPECT_EQ(Get(job.id), job);
  EXPECT_EQ(ClaimSome().size(), 1u);
  clock_.Advance(kLease);
  EXPECT_EQ(ClaimSome().size(), 2u);
  EXPECT_FALSE(Finish(claim, Done()));
}

}  // namespace
}  // namespace gongbao
