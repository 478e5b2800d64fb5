// What the suites of JobStore share: a store over each database, a clock that stands still, jobs of
// invented items.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/contract/backends.h"
#include "tests/contract/store_suite.h"

namespace gongbao::testing {

inline constexpr int64_t kLease = 60'000;

inline ports::ItemOutcome Done(int64_t facts = 3) {
  ports::ItemOutcome outcome;
  outcome.ok = true;
  outcome.documents = {"d1", "d2"};
  outcome.facts = facts;
  return outcome;
}

inline ports::ItemOutcome Failure(bool retryable) {
  ports::ItemOutcome outcome;
  outcome.retryable = retryable;
  outcome.error = "no text in it";
  outcome.error_reason = "EMPTY_TEXT";
  outcome.error_stage = "decode";
  return outcome;
}

class JobStoreFixture : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = StoreDatabase::Create(GetParam());
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

  static std::vector<model::JobItem> Items(int count) {
    std::vector<model::JobItem> items;
    for (int i = 1; i <= count; ++i) {
      model::JobItem item;
      item.display_name = "报告" + std::to_string(i) + ".txt";
      item.source_id = "source" + std::to_string(i);
      item.byte_size = 100 * i;
      items.push_back(item);
    }
    return items;
  }
  model::Job NewJob(int items, bool sealed = true) {
    const auto job = jobs().CreateJob(model::Scope::All(), "一批报告");
    EXPECT_TRUE(job.ok()) << job.status();
    const Status added = jobs().AddItems(model::Scope::All(), job->id, Items(items));
    EXPECT_TRUE(added.ok()) << added;
    if (sealed) {
      EXPECT_TRUE(jobs().SealJob(model::Scope::All(), job->id).ok());
    }
    return Get(job->id);
  }
  model::Job Get(const std::string& id) {
    const auto job = jobs().GetJob(model::Scope::All(), id);
    EXPECT_TRUE(job.ok()) << job.status();
    return job.value_or(model::Job());
  }
  model::JobItem Item(const std::string& job, int64_t number) {
    const auto items = jobs().ListItems(model::Scope::All(), job, {model::JobItemState::kUnknown}, number - 1, 1);
    EXPECT_TRUE(items.ok() && items->size() == 1) << items.status();
    return items->front();
  }
  std::vector<ports::Claim> ClaimSome(int64_t most = 100) {
    const auto claims = jobs().ClaimItems(most, kLease);
    EXPECT_TRUE(claims.ok()) << claims.status();
    return claims.value_or(std::vector<ports::Claim>());
  }
  bool Finish(const ports::Claim& claim, const ports::ItemOutcome& outcome) {
    const auto valid = jobs().FinishItem(claim, outcome);
    EXPECT_TRUE(valid.ok()) << valid.status();
    return valid.value_or(false);
  }

  FakeClock clock_;
  std::unique_ptr<StoreDatabase> database_;
  sql::Stores stores_;
};

}  // namespace gongbao::testing
