// A query service over a store in memory, as a real server, with a writer to fill it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/adapters/sqlite/sqlite_stores.h"
#include "services/query/analysis_writer.h"
#include "services/query/query_service.h"
#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "tests/testing/report_builder.h"

namespace gongbao::query {

inline std::shared_ptr<const Language> SharedLanguage() {
  static const auto language = Language::Open();
  EXPECT_TRUE(language.ok()) << language.status();
  return *language;
}

class QueryServer {
 public:
  explicit QueryServer(std::vector<ports::ResultCache*> caches = {},
                       const std::string& path = ":memory:") {
    sql::StoreOptions options;
    options.sources = false;
    auto stores = sqlite::OpenSqlite(path, options);
    EXPECT_TRUE(stores.ok()) << stores.status();
    stores_ = *std::move(stores);
    writer_ = std::make_unique<AnalysisWriter>(*stores_.facts, *SharedLanguage());
    handler_ = std::make_unique<QueryServiceHandler>(*stores_.facts, SharedLanguage(),
                                                     std::move(caches));
    auto server = rpc::Server::Start({"127.0.0.1:0"}, {handler_.get()});
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    stub_ = v1::QueryService::NewStub(server_->InProcessChannel());
  }

  void Write(const std::vector<testing::ReportBuilder>& reports) {
    std::vector<ports::WriteItem> items;
    for (const testing::ReportBuilder& report : reports) items.emplace_back(report.Build());
    for (const Status& status : writer_->Write({}, model::Scope::All(), items)) {
      ASSERT_TRUE(status.ok()) << status;
    }
  }

  rpc::Server& server() { return *server_; }
  v1::QueryService::Stub& stub() { return *stub_; }
  AnswerCache::Counts counts() const { return handler_->cache().counts(); }

 private:
  sql::Stores stores_;
  std::unique_ptr<AnalysisWriter> writer_;
  std::unique_ptr<QueryServiceHandler> handler_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
};

// A report of a town of 随县 that states its GDP in 亿元.
inline testing::ReportBuilder TownReport(const std::string& town, int year,
                                         const std::string& gdp) {
  testing::ReportBuilder report(town + std::to_string(year));
  report.Place("421321~" + town, town, "随县").Year(year).Title(town + "政府工作报告");
  report.Sentence(town + std::to_string(year) + "年招商引资成效明显。");
  report.State({.value = gdp, .yoy = "5"});
  return report;
}

}  // namespace gongbao::query
