#include "services/query/analysis_writer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/query/stored_reports.h"

namespace gongbao::query {
namespace {

using testing::ReportBuilder;

ReportBuilder Report(const std::string& seed) {
  ReportBuilder report(seed);
  report.Place("421321~甲镇", "甲镇").Year(2021).Sentence("报告" + seed).State({.value = "1"});
  return report;
}

TEST(AnalysisWriter, OneStatusAnItemInOrder) {
  StoredReports reports;
  model::Analysis broken = Report("broken").Build();
  broken.segmentation.sentences[0].span.end = 1 << 20;
  model::Analysis nameless = Report("nameless").Build();
  nameless.document.id.clear();
  const std::vector<ports::WriteItem> items = {Report("a").Build(), broken, Report("b").Build(),
                                               nameless, ports::DeleteDocument{""},
                                               ports::DeleteDocument{"none-0"}};
  const std::vector<Status> statuses = reports.writer().Write({}, model::Scope::All(), items);
  ASSERT_EQ(statuses.size(), items.size());
  EXPECT_TRUE(statuses[0].ok());
  EXPECT_TRUE(absl::IsInvalidArgument(statuses[1]));
  EXPECT_TRUE(statuses[2].ok());
  EXPECT_TRUE(absl::IsInvalidArgument(statuses[3]));
  EXPECT_TRUE(absl::IsInvalidArgument(statuses[4]));
  EXPECT_EQ(reports.Snapshot()->Stats()->documents, 2);
}

TEST(AnalysisWriter, RefusesAnOlderGeneration) {
  StoredReports reports;
  const std::vector<ports::WriteItem> items = {Report("a").Generation(3).Build(),
                                               Report("a").Generation(2).Build()};
  const std::vector<Status> statuses = reports.writer().Write({}, model::Scope::All(), items);
  EXPECT_TRUE(statuses[0].ok()) << statuses[0];
  EXPECT_TRUE(absl::IsFailedPrecondition(statuses[1]));
  EXPECT_EQ(ErrorReason(statuses[1]), "OUTDATED_ANALYSIS");
}

TEST(AnalysisWriter, AWriterWhoseTimeIsOverWritesNothing) {
  StoredReports reports;
  Context context;
  context.deadline = std::chrono::system_clock::now() - std::chrono::seconds(1);
  const std::vector<ports::WriteItem> items = {Report("a").Build()};
  const std::vector<Status> statuses = reports.writer().Write(context, model::Scope::All(), items);
  EXPECT_TRUE(absl::IsDeadlineExceeded(statuses[0]));
  EXPECT_EQ(reports.Snapshot()->Stats()->documents, 0);
}

// Counts the commits asked for, and holds up the first until all have arrived.
class HeldUpStore : public ports::FactStore {
 public:
  explicit HeldUpStore(ports::FactStore& store) : store_(store) {}
  std::vector<Status> Apply(const model::Scope& scope,
                            std::span<const ports::StoreWrite> writes) override {
    if (commits_++ == 0) released_.wait(false);
    largest_ = std::max<size_t>(largest_, writes.size());
    return store_.Apply(scope, writes);
  }
  StatusOr<std::unique_ptr<ports::FactSnapshot>> Snapshot(const model::Scope& scope) override {
    return store_.Snapshot(scope);
  }
  StatusOr<std::string> Identity() override { return store_.Identity(); }
  StatusOr<int64_t> Epoch(const model::Scope& scope,
                          const std::vector<std::string>& places) override {
    return store_.Epoch(scope, places);
  }
  void Release() {
    released_ = true;
    released_.notify_all();
  }
  int commits() const { return commits_; }
  size_t largest() const { return largest_; }

 private:
  ports::FactStore& store_;
  std::atomic<int> commits_{0};
  std::atomic<bool> released_{false};
  std::atomic<size_t> largest_{0};
};

TEST(AnalysisWriter, WritersThatComeTogetherShareCommits) {
  constexpr int kWriters = 100;
  StoredReports reports;
  HeldUpStore store(reports.store());
  AnalysisWriter writer(store, reports.language());
  std::atomic<int> at_work{0};
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] {
        const std::vector<ports::WriteItem> items = {Report(std::to_string(i)).Build()};
        ++at_work;
        EXPECT_TRUE(writer.Write({}, model::Scope::All(), items)[0].ok());
      });
    }
    while (at_work < kWriters || store.commits() == 0) std::this_thread::yield();
    store.Release();
  }
  EXPECT_EQ(reports.Snapshot()->Stats()->documents, kWriters);
  EXPECT_LE(store.largest(), AnalysisWriter::kMaxGroup);
  EXPECT_LT(store.commits(), kWriters);
}

}  // namespace
}  // namespace gongbao::query
