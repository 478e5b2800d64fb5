// The contract of JobStore: what is listed, and to whom.
#include <algorithm>

#include "tests/contract/job_store_fixture.h"

namespace gongbao {
namespace {

using model::Job;
using model::JobItem;
using model::JobItemState;
using model::Role;
using model::Scope;
using ports::Claim;
using testing::Done;
using testing::Failure;
using testing::kLease;
using ::testing::ElementsAre;

class JobListsTest : public testing::JobStoreFixture {};

GONGBAO_OVER_ALL_BACKENDS(JobListsTest);

TEST_P(JobListsTest, JobsAreListedNewestFirst) {
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

TEST_P(JobListsTest, ItemsAreListedByNumberAndState) {
  const Job job = NewJob(5);
  const std::vector<Claim> claims = ClaimSome(3);
  EXPECT_TRUE(Finish(claims[1], Failure(false)));
  const auto numbers = [&](JobItemState state, int64_t after, int64_t limit) {
    std::vector<int64_t> out;
    const auto items = jobs().ListItems(Scope::All(), job.id, {state}, after, limit);
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

TEST_P(JobListsTest, WhatIsNotThereIsNotFound) {
  for (const std::string id : {"job-1", "", "' OR ''='", "\xff"}) {
    EXPECT_EQ(jobs().GetJob(Scope::All(), id).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(jobs().SealJob(Scope::All(), id).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(jobs().AddItems(Scope::All(), id, Items(1)).code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(jobs().ListItems(Scope::All(), id, {JobItemState::kUnknown}, 0, 1).status().code(),
              absl::StatusCode::kNotFound);
  }
  Claim claim;
  claim.item.job = "job-1";
  claim.item.number = 1;
  EXPECT_FALSE(Finish(claim, Done()));
  EXPECT_FALSE(*jobs().RenewLease(claim, kLease));
}

TEST_P(JobListsTest, AJobIsForThoseWhoSeeAllOfIt) {
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

}  // namespace
}  // namespace gongbao
