// The analysis writer's stream behind a real server, and the remote writer over it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>

#include "services/adapters/remote/remote_fact_writer.h"
#include "services/adapters/sqlite/sqlite_stores.h"
#include "services/query/analysis_writer.h"
#include "services/query/analysis_writer_service.h"
#include "services/query/language.h"
#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "services/wire/convert.h"
#include "tests/testing/report_builder.h"

namespace gongbao::query {
namespace {

using testing::ReportBuilder;

std::shared_ptr<const Language> SharedLanguage() {
  static const auto language = Language::Open();
  EXPECT_TRUE(language.ok()) << language.status();
  return *language;
}

model::Analysis Report(const std::string& seed, int64_t generation = 1) {
  ReportBuilder report(seed);
  report.Place("421321~甲镇", "甲镇").Year(2021).Generation(generation);
  report.Sentence("报告" + seed).State({.value = "1"});
  return report.Build();
}

// A store with a local writer, a server that writes with it, and a remote writer to that.
class Writers {
 public:
  explicit Writers(GroupLimits limits = {}) {
    sql::StoreOptions options;
    options.sources = false;
    auto stores = sqlite::OpenSqlite(":memory:", options);
    EXPECT_TRUE(stores.ok()) << stores.status();
    stores_ = *std::move(stores);
    local_ = std::make_unique<AnalysisWriter>(*stores_.facts, *SharedLanguage());
    handler_ = std::make_unique<AnalysisWriterServiceHandler>(*local_, limits);
    StartServer(0);
    remote_ = std::make_unique<remote::RemoteFactWriter>(
        rpc::Connect("127.0.0.1:" + std::to_string(port_)));
  }
  void StartServer(int port) {
    auto server = rpc::Server::Start({"127.0.0.1:" + std::to_string(port)}, {handler_.get()});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    port_ = server_->port();
  }
  void StopServer() { server_.reset(); }
  int port() const { return port_; }
  std::unique_ptr<v1::AnalysisWriterService::Stub> Stub() {
    return v1::AnalysisWriterService::NewStub(server_->InProcessChannel());
  }
  int64_t documents() { return (*stores_.facts->Snapshot(model::Scope::All()))->Stats()->documents; }
  StatusOr<model::Analysis> Stored(const std::string& id) {
    return (*stores_.facts->Snapshot(model::Scope::All()))->Analysis(id);
  }
  ports::FactWriter& writer(bool remote) {
    if (remote) return *remote_;
    return *local_;
  }

 private:
  sql::Stores stores_;
  std::unique_ptr<AnalysisWriter> local_;
  std::unique_ptr<AnalysisWriterServiceHandler> handler_;
  std::unique_ptr<rpc::Server> server_;
  int port_ = 0;
  std::unique_ptr<remote::RemoteFactWriter> remote_;
};

// What every FactWriter does, here or over the wire.
class FactWriterTest : public ::testing::TestWithParam<bool> {
 protected:
  std::vector<Status> Write(const std::vector<ports::WriteItem>& items,
                            const model::Scope& scope = model::Scope::All(),
                            const Context& context = {}) {
    return writers_.writer(GetParam()).Write(context, scope, items);
  }
  Writers writers_;
};
INSTANTIATE_TEST_SUITE_P(LocalAndRemote, FactWriterTest, ::testing::Bool(),
                         [](const auto& each) { return each.param ? "Remote" : "Local"; });

TEST_P(FactWriterTest, StoresWhatItWasGiven) {
  const model::Analysis analysis = Report("a");
  const auto statuses = Write({analysis});
  ASSERT_EQ(statuses.size(), 1u);
  ASSERT_TRUE(statuses[0].ok()) << statuses[0];
  const auto stored = writers_.Stored(analysis.document.id);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(*stored, analysis);
}

TEST_P(FactWriterTest, OneStatusAnItemInOrder) {
  model::Analysis broken = Report("broken");
  broken.segmentation.sentences[0].span.end = 1 << 20;
  const auto statuses = Write({Report("a", 3), broken, Report("a", 2), Report("b"),
                               ports::DeleteDocument{Report("b").document.id},
                               ports::DeleteDocument{"none-0"}});
  ASSERT_EQ(statuses.size(), 6u);
  EXPECT_TRUE(statuses[0].ok()) << statuses[0];
  EXPECT_TRUE(absl::IsInvalidArgument(statuses[1])) << statuses[1];
  EXPECT_TRUE(absl::IsFailedPrecondition(statuses[2])) << statuses[2];
  EXPECT_EQ(ErrorReason(statuses[2]), "OUTDATED_ANALYSIS");
  EXPECT_TRUE(statuses[3].ok() && statuses[4].ok() && statuses[5].ok());
  EXPECT_EQ(writers_.documents(), 1);
}

TEST_P(FactWriterTest, TakesMoreThanAGroup) {
  std::vector<ports::WriteItem> items;
  for (int i = 0; i < 150; ++i) items.emplace_back(Report(std::to_string(i)));
  const auto statuses = Write(items);
  ASSERT_EQ(statuses.size(), items.size());
  for (const Status& status : statuses) EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(writers_.documents(), 150);
  EXPECT_TRUE(Write({}).empty());
}

TEST_P(FactWriterTest, RefusesWhatTheScopeDoesNotAllow) {
  const model::Scope hubei({{"42", model::Role::kContributor}});
  const model::Scope reader({{"42", model::Role::kReader}});
  const model::Scope yunnan({{"53", model::Role::kAdmin}});
  EXPECT_TRUE(Write({Report("a")}, hubei)[0].ok());
  EXPECT_TRUE(absl::IsPermissionDenied(Write({Report("b")}, reader)[0]));
  EXPECT_TRUE(absl::IsPermissionDenied(Write({Report("b")}, yunnan)[0]));
  EXPECT_EQ(writers_.documents(), 1);
}

TEST_P(FactWriterTest, ComparesWithWhatIsStoredAndWritesNothing) {
  using Kind = model::FactDifferenceKind;
  const auto compare = [&](const ports::WriteItem& item) {
    const auto differences = writers_.writer(GetParam()).Compare({}, model::Scope::All(), item);
    EXPECT_TRUE(differences.ok()) << differences.status();
    return differences.value_or(std::vector<model::FactDifference>());
  };
  const model::Analysis stored = Report("a");
  ASSERT_EQ(stored.facts.size(), 1u);
  const std::string& id = stored.document.id;
  EXPECT_THAT(compare(stored), ::testing::ElementsAre(model::FactDifference{
                                   Kind::kAdded, id, std::nullopt, stored.facts[0]}));
  EXPECT_TRUE(compare(ports::DeleteDocument{id}).empty());
  EXPECT_EQ(writers_.documents(), 0);
  ASSERT_TRUE(Write({stored})[0].ok());
  EXPECT_TRUE(compare(stored).empty());
  model::Analysis newer = stored;
  newer.facts[0].confidence_per_mille = 1;
  EXPECT_THAT(compare(newer), ::testing::ElementsAre(model::FactDifference{
                                  Kind::kChanged, id, stored.facts[0], newer.facts[0]}));
  EXPECT_THAT(compare(ports::DeleteDocument{id}),
              ::testing::ElementsAre(
                  model::FactDifference{Kind::kGone, id, stored.facts[0], std::nullopt}));
  EXPECT_EQ(*writers_.Stored(id), stored);
  const model::Scope yunnan({{"53", model::Role::kAdmin}});
  EXPECT_TRUE(absl::IsPermissionDenied(
      writers_.writer(GetParam()).Compare({}, yunnan, stored).status()));
}

TEST_P(FactWriterTest, APassedDeadlineWritesNothing) {
  Context context;
  context.deadline = std::chrono::system_clock::now() - std::chrono::seconds(1);
  EXPECT_TRUE(absl::IsDeadlineExceeded(Write({Report("a")}, model::Scope::All(), context)[0]));
  EXPECT_EQ(writers_.documents(), 0);
}

TEST_P(FactWriterTest, ManyWritersAtOnce) {
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) {
          const std::string seed = std::to_string(t) + "/" + std::to_string(i);
          EXPECT_TRUE(Write({Report(seed)})[0].ok());
        }
      });
    }
  }
  EXPECT_EQ(writers_.documents(), 160);
}

TEST(RemoteFactWriter, WaitsForAServerThatComesBack) {
  Writers writers;
  const int port = writers.port();
  ASSERT_TRUE(writers.writer(true).Write({}, model::Scope::All(),
                                         std::vector<ports::WriteItem>{Report("a")})[0].ok());
  writers.StopServer();
  Context context;
  context.request_id = "r";
  context.deadline = std::chrono::system_clock::now() + std::chrono::minutes(1);
  std::jthread writing([&] {
    const std::vector<ports::WriteItem> items = {Report("b"), Report("c")};
    for (const Status& status : writers.writer(true).Write(context, model::Scope::All(), items)) {
      EXPECT_TRUE(status.ok()) << status;
    }
  });
  writers.StartServer(port);
  writing.join();
  EXPECT_EQ(writers.documents(), 3);
}

TEST(RemoteFactWriter, IsUnavailableWhereThereIsNoServer) {
  Writers writers;
  writers.StopServer();
  Context context;
  context.deadline = std::chrono::system_clock::now() + std::chrono::milliseconds(300);
  const std::vector<ports::WriteItem> items = {Report("a")};
  const Status status = writers.writer(true).Write(context, model::Scope::All(), items)[0];
  EXPECT_TRUE(absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status)) << status;
}

v1::WriteAnalysesRequest Request(int64_t sequence, const model::Analysis& analysis) {
  v1::WriteAnalysesRequest request;
  request.set_sequence(sequence);
  *request.mutable_analysis() = wire::ToProto(analysis);
  return request;
}

TEST(WriterStream, AcknowledgesInOrderWhileItIsOpen) {
  Writers writers;
  const auto stub = writers.Stub();
  grpc::ClientContext context;
  const auto stream = stub->WriteAnalyses(&context);
  v1::WriteAnalysesRequest nothing;
  nothing.set_sequence(8);
  ASSERT_TRUE(stream->Write(Request(7, Report("a"))));
  ASSERT_TRUE(stream->Write(nothing));
  v1::WriteAnalysesResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.sequence(), 7);
  EXPECT_EQ(response.status().code(), 0);
  EXPECT_EQ(writers.documents(), 1);  // the acknowledgement comes after the commit
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.sequence(), 8);
  EXPECT_EQ(response.status().code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_GT(response.status().details_size(), 0);
  v1::WriteAnalysesRequest deletion;
  deletion.set_sequence(9);
  deletion.set_delete_document(Report("a").document.id);
  ASSERT_TRUE(stream->Write(deletion));
  stream->WritesDone();
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.sequence(), 9);
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(writers.documents(), 0);
}

TEST(WriterStream, GroupsWithoutWaitingLongForMore) {
  GroupLimits limits;
  limits.patience = std::chrono::hours(1);  // a group must end because the stream does, or is full
  Writers writers(limits);
  const auto stub = writers.Stub();
  grpc::ClientContext context;
  const auto stream = stub->WriteAnalyses(&context);
  for (int i = 0; i < 70; ++i) {
    ASSERT_TRUE(stream->Write(Request(i, Report(std::to_string(i)))));
  }
  v1::WriteAnalysesResponse response;
  for (int i = 0; i < 64; ++i) ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.sequence(), 63);
  stream->WritesDone();
  int last = 0;
  while (stream->Read(&response)) last = static_cast<int>(response.sequence());
  EXPECT_EQ(last, 69);
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(WriterStream, ACallerThatGoesLeavesNothingBehind) {
  GroupLimits limits;
  limits.patience = std::chrono::hours(1);
  Writers writers(limits);
  const auto stub = writers.Stub();
  grpc::ClientContext context;
  const auto stream = stub->WriteAnalyses(&context);
  ASSERT_TRUE(stream->Write(Request(1, Report("a"))));
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  writers.StopServer();  // returns once the handler has
}

}  // namespace
}  // namespace gongbao::query
