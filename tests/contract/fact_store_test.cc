// The contract of FactStore, over every database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract/backends.h"
#include "tests/contract/samples.h"

namespace gongbao {
namespace {

using model::Role;
using model::Scope;
using testing::SampleAnalysis;
using testing::SampleFact;
using testing::SampleId;
using testing::SampleOptions;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FactStoreTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = testing::StoreDatabase::Create(GetParam());
    Open();
  }
  void Open() {
    stores_ = {};
    auto stores = database_->Open(sql::StoreOptions{.facts = true, .sources = false});
    ASSERT_TRUE(stores.ok()) << stores.status();
    stores_ = std::move(stores).value();
  }
  ports::FactStore& store() { return *stores_.facts; }

  Status Write(const ports::StoreWrite& write, const Scope& scope = Scope::All()) {
    return store().Apply(scope, std::span<const ports::StoreWrite>(&write, 1)).front();
  }
  Status Write(const SampleOptions& options, const Scope& scope = Scope::All()) {
    return Write(ports::StoreWrite(SampleAnalysis(options)), scope);
  }
  std::unique_ptr<ports::FactSnapshot> Snapshot(const Scope& scope = Scope::All()) {
    auto snapshot = store().Snapshot(scope);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    return std::move(snapshot).value();
  }
  int64_t Epoch(const std::vector<std::string>& places = {}, const Scope& scope = Scope::All()) {
    const auto epoch = store().Epoch(scope, places);
    EXPECT_TRUE(epoch.ok()) << epoch.status();
    return epoch.value_or(-1);
  }
  std::vector<std::string> FactIds(const ports::FactFilter& filter,
                                   const Scope& scope = Scope::All()) {
    const auto rows = Snapshot(scope)->Facts(filter, "", 1000);
    EXPECT_TRUE(rows.ok()) << rows.status();
    std::vector<std::string> ids;
    if (rows.ok()) {
      for (const ports::FactRow& row : *rows) ids.push_back(row.fact.id);
    }
    return ids;
  }
  std::vector<std::string> DocumentIds(const ports::DocumentFilter& filter,
                                       const Scope& scope = Scope::All()) {
    const auto page = Snapshot(scope)->Documents(filter, "", 1000);
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<std::string> ids;
    if (page.ok()) {
      for (const ports::DocumentRow& row : page->rows) ids.push_back(row.document.id);
    }
    return ids;
  }

  std::unique_ptr<testing::StoreDatabase> database_;
  sql::Stores stores_;
};

INSTANTIATE_TEST_SUITE_P(Stores, FactStoreTest, ::testing::ValuesIn(testing::AllBackends()),
                         [](const auto& backend) { return testing::BackendName(backend.param); });

TEST_P(FactStoreTest, AnEmptyStoreAnswersEverything) {
  EXPECT_EQ(Epoch(), 0);
  const auto snapshot = Snapshot();
  EXPECT_EQ(*snapshot->Epoch({}), 0);
  const auto stats = snapshot->Stats();
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_EQ(stats->documents, 0);
  EXPECT_FALSE(stats->first_year.has_value());
  EXPECT_THAT(*snapshot->Facts({}, "", 10), IsEmpty());
  EXPECT_THAT(snapshot->Documents({}, "", 10)->rows, IsEmpty());
  EXPECT_THAT(*snapshot->Places("", "", 10), IsEmpty());
  EXPECT_EQ(snapshot->Fact("ab").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(snapshot->Analysis("ab").status().code(), absl::StatusCode::kNotFound);
  const std::vector<std::string> terms = {"经济"};
  EXPECT_THAT(*snapshot->Sentences({}, terms, 10), IsEmpty());
}

TEST_P(FactStoreTest, AnAnalysisComesBackAsItWas) {
  const ports::IndexedAnalysis written = testing::AnalysisWithEverything();
  ASSERT_TRUE(Write(ports::StoreWrite(written)).ok());
  const auto snapshot = Snapshot();
  const auto analysis = snapshot->Analysis(SampleId(1));
  ASSERT_TRUE(analysis.ok()) << analysis.status();
  EXPECT_EQ(*analysis, written.analysis);
  for (const model::Fact& fact : written.analysis.facts) {
    const auto row = snapshot->Fact(fact.id);
    ASSERT_TRUE(row.ok()) << row.status();
    EXPECT_EQ(row->fact, fact);
    EXPECT_EQ(row->home, "429001");
  }
  const auto page = snapshot->Documents({}, "", 10);
  ASSERT_EQ(page->rows.size(), 1u);
  EXPECT_EQ(page->rows[0].document, written.analysis.document);
  EXPECT_EQ(page->rows[0].revision, written.analysis.revision);
  EXPECT_EQ(page->rows[0].fact_count, 10);
}

TEST_P(FactStoreTest, WritingTwiceIsWritingOnce) {
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  const int64_t epoch = Epoch();
  EXPECT_GT(epoch, 0);
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  EXPECT_EQ(Epoch(), epoch);
  EXPECT_EQ(Snapshot()->Stats()->documents, 1);
}

TEST_P(FactStoreTest, ReplacingReplacesEverything) {
  SampleOptions options;
  options.facts = {SampleFact{.value = 1}, SampleFact{.value = 2}};
  ASSERT_TRUE(Write(options).ok());
  const int64_t epoch = Epoch();
  options.generation = 2;
  options.sentences = {"改写了的句子。"};
  options.facts = {SampleFact{.value = 3}};
  ASSERT_TRUE(Write(options).ok());
  EXPECT_EQ(Epoch(), epoch + 1);
  const auto snapshot = Snapshot();
  EXPECT_EQ(*snapshot->Analysis(SampleId(1)), SampleAnalysis(options).analysis);
  const std::vector<std::string> before = {"道路"};
  EXPECT_THAT(*snapshot->Sentences({}, before, 10), IsEmpty());
  const std::vector<std::string> now = {"改写"};
  EXPECT_EQ(snapshot->Sentences({}, now, 10)->size(), 1u);
  const auto stats = snapshot->Stats();
  EXPECT_EQ(stats->documents, 1);
  EXPECT_EQ(stats->facts, 1);
  EXPECT_EQ(stats->sentences, 3);
  EXPECT_EQ(stats->facts_by_kind.at(model::FactKind::kIndicator), 1);
}

TEST_P(FactStoreTest, AnOlderGenerationIsRefused) {
  ASSERT_TRUE(Write(SampleOptions{.generation = 3}).ok());
  const int64_t epoch = Epoch();
  const Status status = Write(SampleOptions{.generation = 2});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorReason(status), "OUTDATED_ANALYSIS");
  EXPECT_EQ(Epoch(), epoch);
  EXPECT_EQ(Snapshot()->Analysis(SampleId(1))->pipeline_version, "3-abcdef");
  EXPECT_TRUE(Write(SampleOptions{.generation = 4}).ok());
}

}  // namespace
}  // namespace gongbao
