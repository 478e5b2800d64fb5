// A store in memory with reports written through AnalysisWriter, for tests of answers.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "services/adapters/sqlite/sqlite_stores.h"
#include "services/query/analysis_writer.h"
#include "services/query/language.h"
#include "tests/testing/report_builder.h"

namespace gongbao::query {

// One for all tests of a program: it takes a while to open.
inline std::shared_ptr<const Language> SharedLanguage() {
  static const auto language = Language::Open();
  EXPECT_TRUE(language.ok()) << language.status();
  return *language;
}

class StoredReports {
 public:
  StoredReports() {
    sql::StoreOptions options;
    options.sources = false;
    auto stores = sqlite::OpenSqlite(":memory:", options);
    EXPECT_TRUE(stores.ok()) << stores.status();
    stores_ = *std::move(stores);
    writer_ = std::make_unique<AnalysisWriter>(*stores_.facts, language());
  }

  void Write(const std::vector<testing::ReportBuilder>& reports) {
    std::vector<ports::WriteItem> items;
    for (const testing::ReportBuilder& report : reports) items.emplace_back(report.Build());
    for (const Status& status : writer_->Write({}, model::Scope::All(), items)) {
      ASSERT_TRUE(status.ok()) << status;
    }
  }
  void Delete(const std::string& document) {
    const std::vector<ports::WriteItem> items = {ports::DeleteDocument{document}};
    ASSERT_TRUE(writer_->Write({}, model::Scope::All(), items)[0].ok());
  }

  std::unique_ptr<ports::FactSnapshot> Snapshot() {
    auto snapshot = stores_.facts->Snapshot(model::Scope::All());
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    return *std::move(snapshot);
  }
  ports::FactStore& store() { return *stores_.facts; }
  AnalysisWriter& writer() { return *writer_; }
  const Language& language() const { return *language_; }

 private:
  const std::shared_ptr<const Language> language_ = SharedLanguage();
  sql::Stores stores_;
  std::unique_ptr<AnalysisWriter> writer_;
};

}  // namespace gongbao::query
