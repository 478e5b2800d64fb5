// The contract of JobStore: jobs that the server fills, why items failed, and what reprocessing changed.
#include "tests/contract/job_store_fixture.h"
#include "tests/contract/samples.h"

namespace gongbao {
namespace {

using model::FactDifference;
using model::FactDifferenceKind;
using model::Job;
using model::JobItem;
using model::JobItemState;
using model::JobKind;
using model::JobState;
using model::Scope;
using ports::Claim;
using ports::Feed;
using ports::ItemOutcome;
using testing::Done;
using testing::kLease;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<JobKind> kKinds = {JobKind::kFolder, JobKind::kReprocess};

class JobFeedsTest : public testing::JobStoreFixture {
 protected:
  Job NewFedJob(JobKind kind) {
    const auto job = jobs().CreateJob(
        Scope::All(), ports::NewJob{.display_name = "文件夹", .kind = kind, .force = true, .feed = "spec"});
    EXPECT_TRUE(job.ok()) << job.status();
    return job.value_or(Job());
  }
  std::optional<Feed> ClaimFeed(const std::vector<JobKind>& kinds = kKinds) {
    const auto feed = jobs().ClaimFeed(kinds, kLease);
    EXPECT_TRUE(feed.ok()) << feed.status();
    return feed.value_or(std::nullopt);
  }
  bool Advance(const Feed& feed, const std::string& place, bool end = false) {
    const auto valid = jobs().AdvanceFeed(feed, place, end, kLease);
    EXPECT_TRUE(valid.ok()) << valid.status();
    return valid.value_or(false);
  }
  Status Add(const std::string& job, int items) {
    return jobs().AddItems(Scope::All(), job, Items(items));
  }
  std::vector<ports::DifferenceRow> Differences(const std::string& job) {
    std::vector<ports::DifferenceRow> all;
    std::optional<ports::DifferenceRow> after;
    for (;;) {
      const auto page = jobs().ListDifferences(Scope::All(), job, after, 2);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok() || page->empty()) return all;
      all.insert(all.end(), page->begin(), page->end());
      after = all.back();
    }
  }
};

GONGBAO_OVER_ALL_BACKENDS(JobFeedsTest);

TEST_P(JobFeedsTest, AJobIsFilledByOneAtATimeAndGoneOnWith) {
  NewJob(0);  // an upload has no feed
  EXPECT_FALSE(ClaimFeed());
  const Job job = NewFedJob(JobKind::kFolder);
  EXPECT_EQ(Get(job.id).kind, JobKind::kFolder);
  EXPECT_TRUE(Get(job.id).force);
  EXPECT_FALSE(ClaimFeed({JobKind::kReprocess}));
  const std::optional<Feed> first = ClaimFeed();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->job, job.id);
  EXPECT_EQ(first->spec, "spec");
  EXPECT_EQ(first->place, "");
  EXPECT_FALSE(ClaimFeed());
  ASSERT_TRUE(Add(job.id, 2).ok());
  EXPECT_TRUE(Advance(*first, std::string("b\0\xff", 3)));
  clock_.Advance(kLease);  // its feeder is lost
  const std::optional<Feed> second = ClaimFeed();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->place, std::string("b\0\xff", 3));
  EXPECT_FALSE(Advance(*first, "c"));
  ASSERT_TRUE(Add(job.id, 3).ok());  // two of them again
  EXPECT_EQ(Get(job.id).items_total, 3);
  EXPECT_EQ(Get(job.id).state, JobState::kOpen);
  EXPECT_TRUE(Advance(*second, "z", true));
  EXPECT_EQ(Get(job.id).state, JobState::kRunning);
  clock_.Advance(kLease);
  EXPECT_FALSE(ClaimFeed());
  for (const Claim& claim : ClaimSome()) {
    EXPECT_EQ(claim.item.mode, model::ItemMode::kAgain);
    EXPECT_TRUE(Finish(claim, Done()));
  }
  EXPECT_EQ(Get(job.id).items_done, 3);
  EXPECT_EQ(Get(job.id).state, JobState::kSucceeded);
}

TEST_P(JobFeedsTest, ACancelledJobIsFilledNoMoreUntilItIsRetried) {
  const Job job = NewFedJob(JobKind::kReprocess);
  const std::optional<Feed> feed = ClaimFeed();
  ASSERT_TRUE(feed);
  ASSERT_TRUE(Add(job.id, 1).ok());
  EXPECT_TRUE(Advance(*feed, "a"));
  EXPECT_EQ(jobs().CancelJob(Scope::All(), job.id)->state, JobState::kCancelled);
  EXPECT_EQ(ErrorReason(Add(job.id, 2)), "JOB_STATE");
  EXPECT_FALSE(Advance(*feed, "a"));
  clock_.Advance(kLease);
  EXPECT_FALSE(ClaimFeed());
  EXPECT_EQ(jobs().RetryJob(Scope::All(), job.id)->state, JobState::kOpen);
  clock_.Advance(kLease);
  const std::optional<Feed> again = ClaimFeed();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->place, "a");
  EXPECT_TRUE(Advance(*again, "z", true));
  const Claim claim = ClaimSome().at(0);
  EXPECT_EQ(claim.item.mode, model::ItemMode::kCompare);
  EXPECT_TRUE(Finish(claim, Done()));
  EXPECT_EQ(Get(job.id).state, JobState::kSucceeded);
}

TEST_P(JobFeedsTest, FailuresAreCountedAndListedByStageAndReason) {
  const Job job = NewJob(5);
  const std::vector<Claim> claims = ClaimSome();
  const auto fail = [&](size_t at, const std::string& stage, const std::string& reason) {
    ItemOutcome outcome;
    outcome.error_stage = stage;
    outcome.error_reason = reason;
    EXPECT_TRUE(Finish(claims.at(at), outcome));
  };
  fail(0, "write", "STORE_UNAVAILABLE");
  fail(1, "decode", "EMPTY_TEXT");
  fail(2, "decode", "UNREADABLE_FORMAT");
  fail(3, "decode", "EMPTY_TEXT");
  EXPECT_TRUE(Finish(claims.at(4), Done()));
  const auto groups = jobs().CountFailures(Scope::All(), job.id);
  ASSERT_TRUE(groups.ok()) << groups.status();
  EXPECT_THAT(*groups, ElementsAre(model::FailureGroup{"decode", "EMPTY_TEXT", 2, 2},
                                   model::FailureGroup{"decode", "UNREADABLE_FORMAT", 1, 3},
                                   model::FailureGroup{"write", "STORE_UNAVAILABLE", 1, 1}));
  const auto numbers = [&](const ports::ItemFilter& filter) {
    std::vector<int64_t> out;
    const auto items = jobs().ListItems(Scope::All(), job.id, filter, 0, 100);
    EXPECT_TRUE(items.ok()) << items.status();
    for (const JobItem& item : *items) out.push_back(item.number);
    return out;
  };
  EXPECT_THAT(numbers({JobItemState::kFailed, "decode", ""}), ElementsAre(2, 3, 4));
  EXPECT_THAT(numbers({JobItemState::kFailed, "", "EMPTY_TEXT"}), ElementsAre(2, 4));
  EXPECT_THAT(numbers({JobItemState::kUnknown, "write", "STORE_UNAVAILABLE"}), ElementsAre(1));
  EXPECT_THAT(numbers({JobItemState::kFailed, "decode", "STORE_UNAVAILABLE"}), IsEmpty());
  EXPECT_EQ(jobs().CountFailures(Scope::All(), "job-1").status().code(),
            absl::StatusCode::kNotFound);
}

TEST_P(JobFeedsTest, WhatAnItemChangesIsKeptBeforeAndCountedWhenItIsDone) {
  const Job job = NewFedJob(JobKind::kReprocess);
  ASSERT_TRUE(Add(job.id, 1).ok());
  ASSERT_TRUE(jobs().SealJob(Scope::All(), job.id).ok());
  const std::vector<model::Fact> facts = testing::AnalysisWithEverything().analysis.facts;
  ASSERT_GE(facts.size(), 4u);
  const auto of = [&](FactDifferenceKind kind, size_t at) {
    FactDifference difference{kind, "d1", facts[at], facts[at]};
    if (kind == FactDifferenceKind::kAdded) difference.before.reset();
    if (kind == FactDifferenceKind::kGone) difference.after.reset();
    for (auto* fact : {&difference.before, &difference.after}) {
      if (*fact) (*fact)->document = "d1";
    }
    return difference;
  };
  const std::vector<FactDifference> noted = {of(FactDifferenceKind::kAdded, 0),
                                             of(FactDifferenceKind::kGone, 1),
                                             of(FactDifferenceKind::kChanged, 2)};
  const Claim lost = ClaimSome().at(0);
  EXPECT_TRUE(*jobs().NoteDifferences(lost, "d1", {of(FactDifferenceKind::kAdded, 3)}));
  EXPECT_TRUE(*jobs().NoteDifferences(lost, "d1", noted));  // in place of the one before
  clock_.Advance(kLease);
  const Claim claim = ClaimSome().at(0);
  EXPECT_FALSE(*jobs().NoteDifferences(lost, "d1", {}));
  EXPECT_EQ(Get(job.id).changes, model::FactCounts{});
  EXPECT_TRUE(Finish(claim, Done()));  // gives d1 and d2
  const model::FactCounts counts{1, 1, 1, 1};
  EXPECT_EQ(Get(job.id).changes, counts);
  EXPECT_EQ(Item(job.id, 1).changes, counts);
  std::vector<FactDifference> listed;
  for (const ports::DifferenceRow& row : Differences(job.id)) {
    EXPECT_EQ(row.number, 1);
    listed.push_back(row.difference);
  }
  EXPECT_THAT(listed, ::testing::UnorderedElementsAreArray(noted));
}

}  // namespace
}  // namespace gongbao
