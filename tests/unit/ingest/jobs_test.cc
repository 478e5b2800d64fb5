// Intake and Worker over the stores of SQLite and PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "services/base/hash.h"
#include "services/ingest/jobs/hints.h"
#include "services/ingest/jobs/intake.h"
#include "services/ingest/jobs/worker.h"
#include "services/ingest/trace.h"
#include "tests/contract/store_suite.h"
#include "tests/unit/ingest/doubles.h"

namespace gongbao::ingest {
namespace {

const model::Scope kAll = model::Scope::All();

std::string Report(const std::string& town, int year) {
  return town + "政府工作报告\n各位代表：\n一、" + std::to_string(year) + "年工作回顾\n" + std::to_string(year) +
         "年，随州市" + town + "完成工业总产值17.39亿元，同比增长14%，全镇经济社会发展取得新的成绩。\n";
}

class JobsTest : public ::testing::TestWithParam<gongbao::testing::Backend> {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = gongbao::testing::StoreDatabase::Create(GetParam());
    sql::StoreOptions options;
    options.facts = false;
    StatusOr<sql::Stores> opened = database_->Open(options);
    EXPECT_TRUE(opened.ok()) << Message(opened.status());
    stores_ = std::move(*opened);
    intake_ = std::make_unique<Intake>(*stores_.sources, *stores_.jobs);
    options_.retry_first_ms = 0;
    pipeline_ = *Pipeline::Create(std::make_shared<LineSegmenter>(), std::make_shared<FigureExtractor>(), {});
  }

  Worker MakeWorker(std::shared_ptr<const Pipeline> pipeline = nullptr) {
    return Worker(pipeline ? pipeline : pipeline_, *stores_.sources, *stores_.jobs, writer_, options_);
  }
  std::string CreateJob() { return stores_.jobs->CreateJob(kAll, "test")->id; }
  StatusOr<Admission> Add(const std::string& job, const std::string& name, std::string_view bytes,
                          model::Hints hints = {}) {
    return intake_->Add(kAll, job, {name, bytes, std::move(hints), ""});
  }
  model::Job Seal(const std::string& job) { return *stores_.jobs->SealJob(kAll, job); }
  model::Job Get(const std::string& job) { return *stores_.jobs->GetJob(kAll, job); }
  std::vector<model::JobItem> Items(const std::string& job) {
    return *stores_.jobs->ListItems(kAll, job, {model::JobItemState::kUnknown}, 0, 1000);
  }

  WorkerOptions options_;
  std::unique_ptr<gongbao::testing::StoreDatabase> database_;
  sql::Stores stores_;
  std::unique_ptr<Intake> intake_;
  std::shared_ptr<const Pipeline> pipeline_;
  RecordingWriter writer_;
};

GONGBAO_OVER_ALL_BACKENDS(JobsTest);

TEST_P(JobsTest, DoesTheItemsOfAJob) {
  const std::string job = CreateJob();
  for (int year = 2019; year < 2022; ++year) {
    ASSERT_TRUE(Add(job, std::to_string(year) + ".txt", Report("何店镇", year)).ok());
  }
  Seal(job);
  Worker worker = MakeWorker();
  worker.Drain();
  const model::Job done = Get(job);
  EXPECT_EQ(done.state, model::JobState::kSucceeded);
  EXPECT_EQ(done.items_done, 3);
  EXPECT_EQ(done.documents, 3);
  EXPECT_EQ(done.facts, 3);
  EXPECT_EQ(writer_.stored().size(), 3u);
  EXPECT_EQ(worker.counts().done, 3);
  // A clean span leads to the bytes.
  const std::string bytes = Report("何店镇", 2019);
  const std::string document = Sha256Hex(bytes) + "-0";
  const auto clean = stores_.sources->GetDocumentText(kAll, document);
  ASSERT_TRUE(clean.ok()) << Message(clean.status());
  const auto at = static_cast<uint32_t>(clean->clean_text.find("17.39"));
  const StatusOr<Trace> trace = TraceSpan(*stores_.sources, kAll, document, {at, at + 5});
  ASSERT_TRUE(trace.ok()) << Message(trace.status());
  ASSERT_EQ(trace->pieces.size(), 1u);
  EXPECT_EQ(trace->pieces[0].source_bytes.In(bytes), "17.39");
  EXPECT_EQ(trace->source_text, "17.39");
  EXPECT_FALSE(TraceSpan(*stores_.sources, kAll, document, {0, 1 << 20}).ok());
  EXPECT_FALSE(TraceSpan(*stores_.sources, kAll, "nothing-0", {0, 1}).ok());
}

TEST_P(JobsTest, KeepsEachReportOfASource) {
  const std::string bytes = Compilation({"何店镇", "洛阳镇", "万店镇"}, 2021);
  const std::string job = CreateJob();
  ASSERT_TRUE(Add(job, "book.txt", bytes).ok());
  Seal(job);
  MakeWorker().Drain();
  const model::Job done = Get(job);
  EXPECT_EQ(done.state, model::JobState::kSucceeded);
  EXPECT_EQ(done.items_done, 1);
  EXPECT_EQ(done.documents, 3);
  EXPECT_EQ(done.facts, 3);
  const std::vector<std::string> documents = *stores_.sources->DocumentsOf(kAll, Sha256Hex(bytes));
  ASSERT_EQ(documents.size(), 3u);
  for (size_t i = 0; i < documents.size(); ++i) {
    const std::string figure = std::to_string(11 + i) + ".25";
    EXPECT_TRUE(writer_.stored().contains(documents[i]));
    const auto text = stores_.sources->GetDocumentText(kAll, documents[i]);
    ASSERT_TRUE(text.ok());
    const auto at = static_cast<uint32_t>(text->clean_text.find(figure));
    const StatusOr<Trace> trace = TraceSpan(*stores_.sources, kAll, documents[i], {at, at + 5});
    ASSERT_TRUE(trace.ok()) << Message(trace.status());
    EXPECT_EQ(trace->pieces.at(0).source_bytes.In(bytes), figure);
  }
}

TEST_P(JobsTest, TheSameBytesAreOneSourceWithTwoOrigins) {
  const std::string job = CreateJob();
  const std::string bytes = Report("何店镇", 2020);
  EXPECT_FALSE(Add(job, "a.txt", bytes)->already_stored);
  EXPECT_TRUE(Add(job, "b.txt", bytes)->already_stored);
  Seal(job);
  MakeWorker().Drain();
  const auto source = stores_.sources->GetSource(kAll, Sha256Hex(bytes));
  ASSERT_TRUE(source.ok());
  ASSERT_EQ(source->origins.size(), 2u);
  EXPECT_EQ(source->origins[0].name, "a.txt");
  EXPECT_EQ(source->media_type, "text/plain");
  EXPECT_EQ(source->encoding, "UTF-8");
  EXPECT_EQ(writer_.stored().size(), 1u);
  EXPECT_EQ(Get(job).items_done, 2);
}

TEST_P(JobsTest, ExpandsATableOfTexts) {
  const std::string job = CreateJob();
  const std::string csv = "full_text,province,year\n\"" + Report("何店镇", 2020) + "\",湖北省,2018\n,,\n";
  const auto admission = Add(job, "a.csv", csv);
  ASSERT_TRUE(admission.ok()) << Message(admission.status());
  EXPECT_EQ(admission->items, 2);
  Seal(job);
  MakeWorker().Drain();
  const std::vector<model::JobItem> items = Items(job);
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].display_name, "a.csv row 1");
  EXPECT_EQ(items[0].state, model::JobItemState::kDone);
  EXPECT_EQ(writer_.stored().begin()->second.document.year, 2018);
  EXPECT_EQ(items[1].state, model::JobItemState::kFailed);
  EXPECT_EQ(items[1].display_name, "a.csv row 2");
  EXPECT_EQ(items[1].error, "the text column is empty");
  EXPECT_EQ(items[1].error_stage, "expand");
  EXPECT_EQ(Get(job).state, model::JobState::kFailed);
}

TEST_P(JobsTest, FailsOnceWhatCanNotBeReadAndGoesOn) {
  const std::string job = CreateJob();
  ASSERT_TRUE(Add(job, "a.pdf", "%PDF-1.7 ...").ok());
  ASSERT_TRUE(Add(job, "empty.txt", "").ok());
  ASSERT_TRUE(Add(job, "b.txt", Report("何店镇", 2020)).ok());
  Seal(job);
  MakeWorker().Drain();
  const std::vector<model::JobItem> items = Items(job);
  EXPECT_EQ(items[0].state, model::JobItemState::kFailed);
  EXPECT_EQ(items[0].error_reason, "UNREADABLE_FORMAT");
  EXPECT_EQ(items[0].error_stage, "decode");
  EXPECT_EQ(items[0].attempts, 1);
  EXPECT_EQ(items[1].error_reason, "EMPTY_TEXT");
  EXPECT_EQ(items[2].state, model::JobItemState::kDone);
}

TEST_P(JobsTest, TriesAgainWhatMayPass) {
  const std::string job = CreateJob();
  ASSERT_TRUE(Add(job, "a.txt", Report("何店镇", 2020)).ok());
  Seal(job);
  writer_.Fail(1);
  Worker worker = MakeWorker();
  worker.Drain();
  EXPECT_EQ(Get(job).state, model::JobState::kSucceeded);
  EXPECT_EQ(Items(job)[0].attempts, 2);
}

TEST_P(JobsTest, GivesUpAfterTheLastAttemptAndRetriesWhenAsked) {
  const std::string job = CreateJob();
  ASSERT_TRUE(Add(job, "a.txt", Report("何店镇", 2020)).ok());
  Seal(job);
  writer_.Fail(ports::JobStore::kMaxAttempts);
  Worker worker = MakeWorker();
  worker.Drain();
  EXPECT_EQ(Get(job).state, model::JobState::kFailed);
  EXPECT_EQ(Items(job)[0].error, "query is away");
  EXPECT_EQ(Items(job)[0].error_stage, "write");
  ASSERT_TRUE(stores_.jobs->RetryJob(kAll, job).ok());
  worker.Drain();
  EXPECT_EQ(Get(job).state, model::JobState::kSucceeded);
}

TEST_P(JobsTest, DeletesDocumentsThatVanished) {
  const std::string bytes = Report("何店镇", 2020);
  const std::string job = CreateJob();
  ASSERT_TRUE(Add(job, "a.txt", bytes).ok());
  // As if an earlier reading had found a second report in it.
  model::Document second;
  second.id = Sha256Hex(bytes) + "-90";
  second.source_id = Sha256Hex(bytes);
  second.source_offset = 90;
  second.home = "zz0000";
  ASSERT_TRUE(stores_.sources->PutTexts(kAll, {second.source_id, "0", bytes, ""}, {{second, "r", "text", ""}}).ok());
  model::Analysis old;
  old.document = second;
  writer_.Write({}, kAll, std::vector<ports::WriteItem>{old});
  ASSERT_EQ(writer_.stored().count(second.id), 1u);
  Seal(job);
  MakeWorker().Drain();
  EXPECT_EQ(writer_.stored().count(second.id), 0u);
  EXPECT_EQ(writer_.stored().size(), 1u);
}

TEST_P(JobsTest, WorksInThreadsAndStops) {
  const std::string job = CreateJob();
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(Add(job, std::to_string(i), Report("何店镇", 1960 + i)).ok());
  }
  Seal(job);
  options_.threads = 3;
  Worker worker = MakeWorker();
  worker.Start();
  while (!Get(job).ended()) stores_.jobs->WaitForWork(20);
  worker.Stop();
  EXPECT_EQ(Get(job).items_done, 60);
  EXPECT_EQ(writer_.stored().size(), 60u);
  worker.Stop();  // twice is once
}

TEST_P(JobsTest, StopsInTheMiddleAndAnotherGoesOn) {
  const std::string job = CreateJob();
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(Add(job, std::to_string(i), Report("洪山镇", 1960 + i)).ok());
  }
  Seal(job);
  {
    Worker first = MakeWorker();
    first.Start();
    while (Get(job).items_done == 0) stores_.jobs->WaitForWork(5);
  }
  Worker second = MakeWorker();
  while (!Get(job).ended()) {
    second.Drain();
    stores_.jobs->WaitForWork(5);
  }
  EXPECT_EQ(Get(job).items_done, 60);
  EXPECT_EQ(writer_.stored().size(), 60u);
}

TEST_P(JobsTest, AKnownSourceIsNotReadAgainUnlessAsked) {
  const std::string bytes = Report("何店镇", 2020);
  const auto read_once = [&](const ports::NewJob& wanted, const std::string& name) {
    const std::string job = stores_.jobs->CreateJob(kAll, wanted)->id;
    EXPECT_TRUE(Add(job, name, bytes).ok());
    Seal(job);
    const int64_t before = writer_.written();
    MakeWorker().Drain();
    EXPECT_EQ(Get(job).items_done, 1);
    EXPECT_EQ(Get(job).documents, 1);
    EXPECT_EQ(Get(job).facts, 1);
    return writer_.written() - before;
  };
  EXPECT_EQ(read_once({.display_name = "new"}, "a.txt"), 1);
  EXPECT_EQ(read_once({.display_name = "known"}, "a.txt"), 0);
  EXPECT_EQ(read_once({.display_name = "forced", .force = true}, "a.txt"), 1);
  // Another name is another hint.
  EXPECT_EQ(read_once({.display_name = "renamed"}, "随州市何店镇.txt"), 1);
  EXPECT_EQ(read_once({.display_name = "known"}, "随州市何店镇.txt"), 0);
  // So is another version.
  pipeline_ = *Pipeline::Create(std::make_shared<LineSegmenter>(), std::make_shared<FigureExtractor>(), {"newer"});
  EXPECT_EQ(read_once({.display_name = "newer"}, "随州市何店镇.txt"), 1);
}

TEST_P(JobsTest, AnOutageIsWaitedOutWithoutUsingUpAttempts) {
  const std::string job = CreateJob();
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(Add(job, std::to_string(i), Report("何店镇", 1960 + i)).ok());
  Seal(job);
  writer_.Fail(3);
  options_.threads = 1;
  options_.batch = 4;
  Worker worker = MakeWorker();
  worker.Start();
  while (!Get(job).ended()) stores_.jobs->WaitForWork(20);
  worker.Stop();
  EXPECT_EQ(Get(job).items_done, 40);
  int64_t attempts = 0;
  for (const model::JobItem& item : Items(job)) attempts += item.attempts;
  EXPECT_EQ(attempts, 40 + 3 * 4);
}

TEST_P(JobsTest, RefusesWhatIsTooLarge) {
  const std::string job = CreateJob();
  const std::string large(IntakeLimits().source_bytes + 1, 'a');
  EXPECT_EQ(ErrorReason(Add(job, "large.txt", large).status()), "LIMIT_EXCEEDED");
  EXPECT_EQ(Get(job).items_total, 0);
}

TEST(Hints, TheLatestOriginDecidesAndDisagreementIsTold) {
  model::Origin first, second;
  first.name = "a.txt";
  first.hints.province = "湖北省";
  first.hints.year = 2019;
  second.name = "b.txt";
  second.hints.year = 2020;
  first.hints.title = "一个标题";
  second.hints.title = "另一个标题";
  first.hints.url = "https://example.org/1";
  second.hints.url = "https://example.org/2";
  const OriginHints hints = HintsOf({first, second});
  EXPECT_EQ(hints.name, "b.txt");
  EXPECT_EQ(hints.hints.province, "湖北省");
  EXPECT_EQ(hints.hints.year, 2020);
  EXPECT_THAT(hints.conflicts, ::testing::ElementsAre("origins disagree on title: 另一个标题 and 一个标题",
                                                    "origins disagree on year: 2020 and 2019"));
}

}  // namespace
}  // namespace gongbao::ingest
