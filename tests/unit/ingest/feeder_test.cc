// Jobs that the server fills: folders of its own, sources that are stored; reprocessing and what it changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "services/base/hash.h"
#include "services/ingest/jobs/feed_spec.h"
#include "services/ingest/jobs/feeder.h"
#include "services/ingest/jobs/worker.h"
#include "tests/contract/store_suite.h"
#include "tests/testing/temp_folder.h"
#include "tests/unit/ingest/doubles.h"

namespace gongbao::ingest {
namespace {

using gongbao::testing::Backend;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const model::Scope kAll = model::Scope::All();

std::string Report(int year) {
  return "何店镇政府工作报告\n各位代表：\n" + std::to_string(year) + "年，随州市何店镇完成工业总产值17.39亿元，同比增长14%。\n";
}

class FeederTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = gongbao::testing::StoreDatabase::Create(GetParam());
    sql::StoreOptions options;
    options.facts = false;
    options.clock = &clock_;
    stores_ = *database_->Open(options);
    intake_ = std::make_unique<Intake>(*stores_.sources, *stores_.jobs);
    files_ = std::make_unique<ServerFiles>(folder_.path(), 1 << 20, folder_.path());
    SetPipeline(1, "first");
  }
  void SetPipeline(int copies, const std::string& version) {
    pipeline_ = *Pipeline::Create(std::make_shared<LineSegmenter>(), std::make_shared<FigureExtractor>(copies),
                                  {version});
  }
  Feeder MakeFeeder(int64_t batch = 2) {
    return Feeder(*stores_.sources, *stores_.jobs, *intake_, *files_, pipeline_->version(), {60000, batch});
  }
  void Work() {
    WorkerOptions options;
    options.retry_first_ms = 0;
    Worker(pipeline_, *stores_.sources, *stores_.jobs, writer_, options).Drain();
  }
  std::string Path(const std::string& name) const { return folder_.path() + "/" + name; }
  void Write(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(Path(name)).parent_path());
    std::ofstream(Path(name), std::ios::binary) << bytes;
  }
  std::string NewJob(model::JobKind kind, const std::string& feed) {
    return stores_.jobs->CreateJob(kAll, ports::NewJob{.display_name = "job", .kind = kind, .feed = feed})->id;
  }
  std::string FolderJob(const std::string& path) {
    return NewJob(model::JobKind::kFolder, EncodeFolderSpec({path, {}, ""}));
  }
  model::Job Get(const std::string& job) { return *stores_.jobs->GetJob(kAll, job); }
  // Name → reason of failure, "" where it did not fail.
  std::map<std::string, std::string> Items(const std::string& job) {
    std::map<std::string, std::string> items;
    const auto listed = stores_.jobs->ListItems(kAll, job, {}, 0, 1000);
    EXPECT_TRUE(listed.ok()) << listed.status();
    for (const model::JobItem& item : *listed) {
      EXPECT_TRUE(items.emplace(item.display_name, item.error_reason).second) << item.display_name;
    }
    return items;
  }

  gongbao::testing::FakeClock clock_;
  gongbao::testing::TempFolder folder_;
  std::unique_ptr<gongbao::testing::StoreDatabase> database_;
  sql::Stores stores_;
  std::unique_ptr<Intake> intake_;
  std::unique_ptr<ServerFiles> files_;
  std::shared_ptr<const Pipeline> pipeline_;
  RecordingWriter writer_;
};

GONGBAO_OVER_ALL_BACKENDS(FeederTest);

TEST_P(FeederTest, EveryFileBelowAFolderIsAnItemAndWhatIsNoneIsSaidSo) {
  Write("in/2020/a.txt", Report(2020));
  Write("in/b.txt", Report(2021));
  Write("in/.hidden", "x");
  Write("outside.txt", Report(1999));
  Write("in/large.txt", std::string((1 << 20) + 1, 'a'));
  ASSERT_EQ(mkfifo(Path("in/pipe").c_str(), 0600), 0);
  ASSERT_EQ(symlink(Path("outside.txt").c_str(), Path("in/link").c_str()), 0);
  ASSERT_EQ(symlink("..", Path("in/up").c_str()), 0);
  Write("in/b\xff.txt", Report(2022));
  const std::string job = FolderJob("in");
  MakeFeeder().Drain();
  EXPECT_EQ(Get(job).state, model::JobState::kRunning);
  Work();
  const auto items = Items(job);
  EXPECT_EQ(items.size(), 7u);
  for (const auto& [name, reason] : std::map<std::string, std::string>{
           {"in/2020/a.txt", ""}, {"in/b.txt", ""}, {"in/large.txt", "LIMIT_EXCEEDED"},
           {"in/pipe", "NOT_A_FILE"}, {"in/link", "NOT_A_FILE"}, {"in/up", "NOT_A_FILE"},
           {"in/(a name of 6 bytes)", "INVALID_ARGUMENT"}}) {
    ASSERT_TRUE(items.contains(name)) << name;
    EXPECT_EQ(items.at(name), reason) << name;
  }
  EXPECT_EQ(Get(job).items_done, 2);
  EXPECT_EQ(Get(job).state, model::JobState::kFailed);
  EXPECT_EQ(writer_.stored().size(), 2u);
}

TEST_P(FeederTest, AWalkThatIsBrokenOffLosesNothingAndDoublesNothing) {
  std::map<std::string, std::string> wanted;
  for (int i = 0; i < 30; ++i) {
    const std::string name = "in/" + std::to_string(i % 3) + "/" + std::to_string(i) + ".txt";
    Write(name, Report(1970 + i));
    wanted[name] = "";
  }
  const std::string job = FolderJob("in");
  // Feeders that are lost: one after it added a file and before it said so, one in the middle.
  for (int files : {1, 8, 3}) {
    const auto feed = *stores_.jobs->ClaimFeed({model::JobKind::kFolder}, 1000);
    ASSERT_TRUE(feed);
    auto walk = *files_->Walk("in", feed->place);
    for (int i = 0; i < files; ++i) {
      const std::string path = "in/" + walk->Next()->path;
      std::ifstream stream(Path(path), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
      ASSERT_TRUE(intake_->Add(kAll, job, {path, bytes, {}, ""}).ok());
      if (i + 1 == files) break;  // lost before it said so
      ASSERT_TRUE(*stores_.jobs->AdvanceFeed(*feed, path.substr(3), false, 1000));
    }
    clock_.Advance(1000);
  }
  Feeder feeder = MakeFeeder();
  feeder.Start();
  while (Get(job).state == model::JobState::kOpen) stores_.jobs->WaitForWork(5);
  feeder.Stop();
  EXPECT_EQ(Items(job), wanted);
}

TEST_P(FeederTest, OneFileMayBeNamedAndAFolderMayVanish) {
  Write("one.txt", Report(2020));
  const std::string one = FolderJob("one.txt");
  const std::string gone = FolderJob("gone");
  MakeFeeder().Drain();
  Work();
  EXPECT_EQ(Items(one), (std::map<std::string, std::string>{{"one.txt", ""}}));
  EXPECT_EQ(Get(one).state, model::JobState::kSucceeded);
  EXPECT_EQ(Items(gone), (std::map<std::string, std::string>{{"gone", "NOT_FOUND"}}));
  EXPECT_EQ(Get(gone).state, model::JobState::kFailed);
}

TEST_P(FeederTest, NothingOutsideTheRootIsNamed) {
  Write("in/a.txt", "x");
  ASSERT_EQ(symlink("/", Path("root").c_str()), 0);
  const ServerFiles inside(folder_.path() + "/in/", 1 << 20, folder_.path());
  EXPECT_EQ(*inside.Resolve(""), "");
  EXPECT_EQ(*inside.Resolve("./a.txt"), "a.txt");
  EXPECT_EQ(*inside.Resolve(folder_.path() + "/in/a.txt"), "a.txt");
  EXPECT_EQ(*inside.Resolve(folder_.path() + "/in"), "");
  for (const std::string path : {"..", "../in/a.txt", "a/../../in", "/", "/etc/passwd"}) {
    EXPECT_EQ(inside.Resolve(path).status().code(), absl::StatusCode::kPermissionDenied) << path;
  }
  EXPECT_EQ(inside.Resolve(folder_.path() + "/inside").status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(inside.Resolve("none").status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(inside.Resolve("\xff").ok());
  EXPECT_FALSE(inside.Resolve(std::string("a\0b", 3)).ok());
  EXPECT_EQ(ErrorReason(files_->Resolve("root").status()), "NOT_A_FILE");
  EXPECT_FALSE(files_->Resolve("root/etc/passwd").ok());
  const ServerFiles off("", 1 << 20, folder_.path());
  EXPECT_EQ(off.Resolve("a.txt").status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(off.Resolve("/etc/passwd").status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_P(FeederTest, ReprocessingReadsWhatAnotherVersionReadAndSaysWhatChanged) {
  const std::string first = stores_.jobs->CreateJob(kAll, "first")->id;
  for (int year = 2015; year < 2020; ++year) {
    ASSERT_TRUE(intake_->Add(kAll, first, {std::to_string(year) + ".txt", Report(year), {}, ""}).ok());
  }
  ASSERT_TRUE(intake_->Add(kAll, first, {"a.pdf", "%PDF-1.7", {}, ""}).ok());
  ASSERT_TRUE(stores_.jobs->SealJob(kAll, first).ok());
  Work();
  const auto reprocess = [&](const ReprocessSpec& spec) {
    const std::string job = NewJob(model::JobKind::kReprocess, EncodeReprocessSpec(spec));
    MakeFeeder().Drain();
    Work();
    return Get(job);
  };
  EXPECT_EQ(reprocess({}).items_total, 0);  // all were read by this version, or tried
  model::Job job = reprocess({{}, true});
  EXPECT_EQ(job.items_done, 5);
  EXPECT_EQ(job.items_failed, 1);
  EXPECT_EQ(job.changes, (model::FactCounts{0, 0, 0, 5}));

  SetPipeline(2, "second");  // finds one fact more in each
  job = reprocess({});
  EXPECT_EQ(job.items_total, 6);
  EXPECT_EQ(job.changes, (model::FactCounts{5, 0, 0, 0}));
  const auto rows = stores_.jobs->ListDifferences(kAll, job.id, std::nullopt, 100);
  ASSERT_EQ(rows->size(), 5u);
  EXPECT_EQ(rows->front().difference.kind, model::FactDifferenceKind::kAdded);
  EXPECT_EQ(reprocess({}).items_total, 0);

  SetPipeline(1, "third");
  ReprocessSpec one;
  one.filter.sources = {Sha256Hex(Report(2016))};
  EXPECT_EQ(reprocess(one).changes, (model::FactCounts{0, 1, 0, 0}));
  ReprocessSpec place;
  place.filter.places = {"421303"};
  EXPECT_EQ(reprocess(place).changes, (model::FactCounts{0, 4, 0, 0}));
  place.filter.places = {"430000"};
  place.force = true;
  EXPECT_EQ(reprocess(place).items_total, 0);
}

// The worker is lost between the write and its account of it.
TEST_P(FeederTest, WhatReprocessingChangedIsKnownAlsoAfterALoss) {
  const std::string first = stores_.jobs->CreateJob(kAll, "first")->id;
  ASSERT_TRUE(intake_->Add(kAll, first, {"a.txt", Report(2020), {}, ""}).ok());
  ASSERT_TRUE(stores_.jobs->SealJob(kAll, first).ok());
  Work();
  SetPipeline(2, "second");
  const std::string job = NewJob(model::JobKind::kReprocess, EncodeReprocessSpec({}));
  MakeFeeder().Drain();
  const ports::Claim lost = stores_.jobs->ClaimItems(1, 1000)->at(0);
  const auto analyzed = pipeline_->Analyze({}, Report(2020), "a.txt", {});
  const model::Analysis& analysis = analyzed->documents.at(0).analysis;
  const auto differences = writer_.Compare({}, kAll, analysis);
  ASSERT_EQ(differences->size(), 1u);
  ASSERT_TRUE(*stores_.jobs->NoteDifferences(lost, analysis.document.id, *differences));
  ASSERT_TRUE(writer_.Write({}, kAll, std::vector<ports::WriteItem>{analysis})[0].ok());
  clock_.Advance(1000);
  Work();
  EXPECT_EQ(Get(job).state, model::JobState::kSucceeded);
  EXPECT_EQ(Get(job).changes, (model::FactCounts{1, 0, 0, 0}));
}

}  // namespace
}  // namespace gongbao::ingest
