// The contract of JobStore: the life of a job.
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
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class JobStoreTest : public testing::JobStoreFixture {};

GONGBAO_OVER_ALL_BACKENDS(JobStoreTest);

TEST_P(JobStoreTest, AJobIsOpenUntilItIsSealed) {
  const Job job = NewJob(2, false);
  EXPECT_EQ(job.state, JobState::kOpen);
  EXPECT_EQ(job.display_name, "一批报告");
  EXPECT_EQ(job.items_total, 2);
  EXPECT_EQ(job.bytes_total, 300);
  EXPECT_EQ(job.created_unix_ms, clock_.NowUnixMs());
  EXPECT_EQ(job.ended_unix_ms, 0);
  // What the job has is not added again.
  ASSERT_TRUE(jobs().AddItems(Scope::All(), job.id, Items(3)).ok());
  EXPECT_EQ(Get(job.id).items_total, 3);
  EXPECT_EQ(Item(job.id, 3).display_name, "报告3.txt");
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
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(jobs().AddItems(Scope::All(), job.id, {refused}).ok());
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

TEST_P(JobStoreTest, JobsOutliveTheProcess) {
  if (!database_->lasting()) GTEST_SKIP() << "a database in memory ends with its process";
  const Job job = NewJob(2);
  const Claim claim = ClaimSome(1).at(0);
  stores_ = {};
  stores_ = OpenStores();
  EXPECT_EQ(Get(job.id), job);
  EXPECT_EQ(ClaimSome().size(), 1u);
  clock_.Advance(kLease);
  EXPECT_EQ(ClaimSome().size() + ClaimSome().size(), 2u);
  EXPECT_FALSE(Finish(claim, Done()));
}

}  // namespace
}  // namespace gongbao
