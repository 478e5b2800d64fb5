// The contract of FactStore: many writers and readers at the same time, lost connections.
#include <atomic>
#include <set>
#include <thread>

#include "tests/contract/fact_store_fixture.h"

namespace gongbao {
namespace {

using model::Scope;
using testing::LongText;
using testing::SampleAnalysis;
using testing::SampleFact;
using testing::SampleId;
using testing::SampleOptions;

class FactConcurrencyTest : public testing::FactStoreTest {};

GONGBAO_OVER_ALL_BACKENDS(FactConcurrencyTest);

// Writers move the same documents between two homes, and group them, in every order.
TEST_P(FactConcurrencyTest, WritersOfTheSameDocumentsLeaveOneOfEach) {
  constexpr int kWriters = 6;
  constexpr int kDocuments = 5;
  constexpr int kRounds = 6;
  std::vector<std::thread> writers;
  std::atomic<int> refused{0};
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int round = 0; round < kRounds; ++round) {
        std::vector<ports::StoreWrite> writes;
        for (int i = 0; i < kDocuments; ++i) {
          SampleOptions options;
          options.number = 1 + (writer % 2 == 0 ? i : kDocuments - 1 - i);
          options.generation = 1 + round * kWriters + writer;
          options.place_id = (writer + round) % 2 == 0 ? "429001101" : "530102003";
          options.sentences = {LongText(1, 600), LongText(100 + options.number % 2, 40)};
          writes.emplace_back(SampleAnalysis(options));
        }
        for (const Status& status : store().Apply(Scope::All(), writes)) {
          if (ErrorReason(status) == "OUTDATED_ANALYSIS") {
            ++refused;
          } else {
            EXPECT_TRUE(status.ok()) << status;
          }
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const auto snapshot = Snapshot();
  const auto stats = snapshot->Stats();
  EXPECT_EQ(stats->documents, kDocuments);
  EXPECT_EQ(stats->facts, kDocuments);
  EXPECT_EQ(stats->sentences, kDocuments * 4);
  EXPECT_EQ(stats->distinct_documents, 1);
  ports::DocumentFilter all;
  all.include_copies = true;
  std::set<std::string> representatives;
  for (const ports::DocumentRow& row : Documents(*snapshot, all)) {
    EXPECT_EQ(snapshot->Analysis(row.document.id)->pipeline_version,
              std::to_string(kRounds * kWriters) + "-abcdef");
    representatives.insert(row.representative);
  }
  EXPECT_EQ(representatives.size(), 1u);
  EXPECT_EQ(FactIds({}).size(), 1u);
  const std::vector<std::string> terms = testing::PairsOf(LongText(1, 600));
  EXPECT_EQ(snapshot->Sentences(all, std::span(terms).first(3), 100)->size(),
            static_cast<size_t>(kDocuments));
}

// An equal epoch is an equal state: read before and inside, while a writer is at work.
TEST_P(FactConcurrencyTest, AnEpochNamesOneState) {
  constexpr int kWrites = 60;
  std::atomic<bool> done{false};
  std::thread writer([&] {
    for (int i = 1; i <= kWrites; ++i) {
      SampleOptions options;
      options.generation = i;
      options.facts.assign(i, SampleFact{});
      EXPECT_TRUE(Write(options).ok());
    }
    done = true;
  });
  while (!done) {
    const auto snapshot = Snapshot();
    const auto epoch = snapshot->Epoch({"429001"});
    ASSERT_TRUE(epoch.ok()) << epoch.status();
    const auto facts = snapshot->Facts({}, "", 1000);
    ASSERT_TRUE(facts.ok()) << facts.status();
    EXPECT_EQ(static_cast<int64_t>(facts->size()), *epoch);
    EXPECT_EQ(snapshot->Stats()->facts, *epoch);
  }
  writer.join();
  EXPECT_EQ(Epoch(), kWrites);
}

TEST_P(FactConcurrencyTest, ManyReadersShareFewConnections) {
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 40; ++reader) {
    readers.emplace_back([&] {
      for (int i = 0; i < 5; ++i) EXPECT_EQ(FactIds({}).size(), 1u);
    });
  }
  for (std::thread& reader : readers) reader.join();
}

TEST_P(FactConcurrencyTest, TwoProcessesWriteToOneStore) {
  if (!database_->lasting()) GTEST_SKIP() << "a database in memory belongs to one process";
  auto other = database_->Open(sql::StoreOptions{.sources = false});
  ASSERT_TRUE(other.ok()) << other.status();
  const auto write = [](ports::FactStore& facts, int first) {
    for (int number = first; number < first + 20; ++number) {
      SampleOptions options;
      options.number = number;
      options.year = 2000 + number;
      const ports::StoreWrite one = SampleAnalysis(options);
      EXPECT_TRUE(facts.Apply(Scope::All(), std::span(&one, 1)).front().ok());
    }
  };
  std::thread first([&] { write(store(), 1); });
  std::thread second([&] { write(*other->facts, 21); });
  first.join();
  second.join();
  EXPECT_EQ(Snapshot()->Stats()->documents, 40);
  EXPECT_EQ(*other->facts->Epoch(Scope::All(), {}), 40);
}

TEST_P(FactConcurrencyTest, AServerThatCrashedIsFoundAgain) {
  if (GetParam() != testing::Backend::kPostgres) GTEST_SKIP() << "there is no server";
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  const auto held = Snapshot();
  testing::PostgresServer::Shared()->CrashAndRestart();
  EXPECT_EQ(held->Stats().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Epoch(), 1);
  EXPECT_EQ(FactIds({}).size(), 1u);
  EXPECT_TRUE(Write(SampleOptions{.generation = 2}).ok());
  EXPECT_EQ(Epoch(), 2);
}

}  // namespace
}  // namespace gongbao
