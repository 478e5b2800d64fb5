// A process that is killed while it writes loses nothing that it acknowledged and leaves nothing
// half written.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "tests/contract/samples.h"
#include "tests/contract/store_suite.h"

namespace gongbao {
namespace {

using model::Scope;
using testing::SampleFact;
using testing::SampleOptions;

class KilledWriterTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    if (GetParam() == testing::Backend::kSqliteMemory) {
      GTEST_SKIP() << "a database in memory ends with its process";
    }
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = testing::StoreDatabase::Create(GetParam());
  }

  // Writes documents of three facts each, in batches, with the same ones again and again in newer
  // generations; acknowledges each batch with a byte. Does not return.
  [[noreturn]] void WriteForever(int acknowledge) {
    const auto stores = database_->Open({});
    if (!stores.ok()) _exit(1);
    for (int generation = 1;; ++generation) {
      for (int batch = 0; batch < 4; ++batch) {
        std::vector<ports::StoreWrite> writes;
        for (int i = 1; i <= 5; ++i) {
          SampleOptions options;
          options.number = batch * 5 + i;
          options.year = 1990 + options.number;
          options.generation = generation;
          options.facts.assign(3, SampleFact{});
          writes.emplace_back(testing::SampleAnalysis(options));
        }
        for (const Status& status : stores->facts->Apply(Scope::All(), writes)) {
          if (!status.ok()) _exit(2);
        }
        if (write(acknowledge, "x", 1) != 1) _exit(3);
      }
    }
  }

  std::unique_ptr<testing::StoreDatabase> database_;
};

GONGBAO_OVER_ALL_BACKENDS(KilledWriterTest);

TEST_P(KilledWriterTest, NothingAcknowledgedIsLost) {
  int64_t batches = 0;
  for (const int kill_after : {1, 3, 6, 9}) {
    int pipe_fds[2];
    ASSERT_EQ(pipe(pipe_fds), 0);
    const pid_t writer = fork();
    if (writer == 0) WriteForever(pipe_fds[1]);
    close(pipe_fds[1]);
    int acknowledged = 0;
    char byte = 0;
    while (acknowledged < kill_after && read(pipe_fds[0], &byte, 1) == 1) ++acknowledged;
    kill(writer, SIGKILL);
    int status = 0;
    waitpid(writer, &status, 0);
    while (read(pipe_fds[0], &byte, 1) == 1) ++acknowledged;
    close(pipe_fds[0]);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer failed: " << WEXITSTATUS(status);
    batches = acknowledged;

    const auto stores = database_->Open({});
    ASSERT_TRUE(stores.ok()) << stores.status();
    const auto snapshot = stores->facts->Snapshot(Scope::All());
    ASSERT_TRUE(snapshot.ok()) << snapshot.status();
    const auto stats = (*snapshot)->Stats();
    const auto page = (*snapshot)->Documents({}, "", 100);
    ASSERT_TRUE(stats.ok() && page.ok());
    EXPECT_GE(stats->documents, std::min<int64_t>(20, 5 * batches));
    EXPECT_EQ(stats->documents, static_cast<int64_t>(page->rows.size()));
    EXPECT_EQ(stats->facts, 3 * stats->documents);
    EXPECT_EQ(stats->sentences, 6 * stats->documents);
    std::map<int64_t, int> of_generation;
    for (const ports::DocumentRow& row : page->rows) {
      const auto analysis = (*snapshot)->Analysis(row.document.id);
      ASSERT_TRUE(analysis.ok()) << analysis.status();
      EXPECT_EQ(analysis->facts.size(), 3u);
      ++of_generation[model::GenerationOf(analysis->pipeline_version)];
    }
    // A batch is there as a whole.
    for (const auto& [generation, count] : of_generation) EXPECT_EQ(count % 5, 0) << generation;
    // The next writer begins at generation 1, which is refused where a newer one is stored.
    std::vector<ports::StoreWrite> deletions;
    for (int number = 1; number <= 20; ++number) {
      deletions.emplace_back(ports::DocumentDeletion{testing::SampleId(number)});
    }
    for (const Status& deleted : stores->facts->Apply(Scope::All(), deletions)) {
      EXPECT_TRUE(deleted.ok()) << deleted;
    }
    EXPECT_EQ((*stores->facts->Snapshot(Scope::All()))->Stats()->facts, 0);
  }
}

}  // namespace
}  // namespace gongbao
