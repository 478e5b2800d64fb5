// What the suites of FactStore share: a fresh store of each database, and short ways to write and
// ask.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/contract/backends.h"
#include "tests/contract/samples.h"
#include "tests/contract/store_suite.h"

namespace gongbao::testing {

// Filters by place.
inline ports::DocumentFilter Under(std::vector<std::string> places) {
  ports::DocumentFilter filter;
  filter.places = std::move(places);
  return filter;
}
inline ports::FactFilter FactsUnder(std::vector<std::string> places) {
  ports::FactFilter filter;
  filter.documents = Under(std::move(places));
  return filter;
}

class FactStoreTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = StoreDatabase::Create(GetParam());
    Open();
  }
  void Open() {
    stores_ = {};
    auto stores = database_->Open(sql::StoreOptions{.facts = true, .sources = false});
    ASSERT_TRUE(stores.ok()) << stores.status();
    stores_ = std::move(stores).value();
  }
  ports::FactStore& store() { return *stores_.facts; }

  Status Write(const ports::StoreWrite& write, const model::Scope& scope = model::Scope::All()) {
    return store().Apply(scope, std::span<const ports::StoreWrite>(&write, 1)).front();
  }
  Status Write(const SampleOptions& options, const model::Scope& scope = model::Scope::All()) {
    return Write(ports::StoreWrite(SampleAnalysis(options)), scope);
  }
  std::unique_ptr<ports::FactSnapshot> Snapshot(const model::Scope& scope = model::Scope::All()) {
    auto snapshot = store().Snapshot(scope);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    return std::move(snapshot).value();
  }
  int64_t Epoch(const std::vector<std::string>& places = {},
                const model::Scope& scope = model::Scope::All()) {
    const auto epoch = store().Epoch(scope, places);
    EXPECT_TRUE(epoch.ok()) << epoch.status();
    return epoch.value_or(-1);
  }
  std::vector<std::string> FactIds(const ports::FactFilter& filter,
                                   const model::Scope& scope = model::Scope::All()) {
    const auto rows = Snapshot(scope)->Facts(filter, "", 1000);
    EXPECT_TRUE(rows.ok()) << rows.status();
    std::vector<std::string> ids;
    if (rows.ok()) {
      for (const ports::FactRow& row : *rows) ids.push_back(row.fact.id);
    }
    return ids;
  }
  static std::vector<ports::DocumentRow> Documents(ports::FactSnapshot& snapshot,
                                                   const ports::DocumentFilter& filter) {
    auto page = snapshot.Documents(filter, "", 1000);
    EXPECT_TRUE(page.ok()) << page.status();
    return page.ok() ? std::move(page->rows) : std::vector<ports::DocumentRow>();
  }
  static std::vector<ports::SentenceRow> Sentences(ports::FactSnapshot& snapshot,
                                                   const std::vector<std::string>& terms) {
    auto rows = snapshot.Sentences({}, terms, 1000);
    EXPECT_TRUE(rows.ok()) << rows.status();
    return rows.ok() ? std::move(*rows) : std::vector<ports::SentenceRow>();
  }
  std::vector<std::string> DocumentIds(const ports::DocumentFilter& filter,
                                       const model::Scope& scope = model::Scope::All()) {
    std::vector<std::string> ids;
    for (const ports::DocumentRow& row : Documents(*Snapshot(scope), filter)) {
      ids.push_back(row.document.id);
    }
    return ids;
  }

  std::unique_ptr<StoreDatabase> database_;
  sql::Stores stores_;
};

}  // namespace gongbao::testing
