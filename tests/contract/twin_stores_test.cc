// SQLite and PostgreSQL give the same answers, byte for byte, for the same writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "services/wire/convert.h"
#include "tests/contract/backends.h"
#include "tests/contract/samples.h"

namespace gongbao {
namespace {

using model::Scope;
using testing::LongText;
using testing::SampleFact;
using testing::SampleOptions;

std::vector<ports::StoreWrite> RandomWrites() {
  static const std::vector<std::string> places = {"429001101", "429001102",     "429001",
                                                  "429000",    "429001~云岭镇", "429001~云岭乡",
                                                  "530102003", "000000",        ""};
  static const std::vector<std::string> indicators = {"gdp", "fiscal_revenue", "出口", ""};
  std::mt19937 random(11);
  std::vector<ports::StoreWrite> writes;
  for (int i = 0; i < 150; ++i) {
    SampleOptions options;
    options.number = 1 + static_cast<int>(random() % 60);
    if (random() % 10 == 0) {
      writes.emplace_back(ports::DocumentDeletion{testing::SampleId(options.number)});
      continue;
    }
    options.place_id = places[random() % places.size()];
    options.year = 2018 + static_cast<int32_t>(random() % 4);
    if (random() % 8 == 0) options.year.reset();
    options.generation = 1 + static_cast<int>(random() % 8 / 7);
    options.kind = static_cast<model::DocumentKind>(random() % 7);
    options.sentences = {LongText(random() % 6, 400), "道路" + std::to_string(random() % 3)};
    options.facts.clear();
    for (size_t f = random() % 6; f > 0; --f) {
      SampleFact fact;
      fact.canonical = indicators[random() % indicators.size()];
      fact.value = static_cast<int64_t>(random() % 1000);
      fact.year = 2017 + static_cast<int32_t>(random() % 6);
      if (random() % 5 == 0) fact.year.reset();
      fact.status = static_cast<model::FactStatus>(random() % 4);
      if (random() % 4 == 0) fact.place_id = "429001101";
      options.facts.push_back(fact);
    }
    writes.emplace_back(testing::SampleAnalysis(options));
  }
  writes.emplace_back(testing::AnalysisWithEverything());
  return writes;
}

void AppendRows(const StatusOr<std::vector<ports::FactRow>>& rows, std::string* out) {
  ASSERT_TRUE(rows.ok()) << rows.status();
  for (const ports::FactRow& row : *rows) {
    *out += row.home + "|" + row.order_key + "|" + wire::ToProto(row.fact).SerializeAsString();
  }
}

// Filters that bound each field, some of them several.
std::vector<ports::FactFilter> Filters() {
  std::vector<ports::FactFilter> filters(1);
  for (const std::string place : {"429001", "429001101", "42", "000000"}) {
    filters.emplace_back().documents.places = {place};
    filters.emplace_back(filters.back()).canonicals = {"gdp", "出口"};
    filters.emplace_back(filters.back()).own_place_only = true;
    filters.emplace_back(filters.back()).first_month = 201901;
    filters.emplace_back(filters.back()).last_month = 201912;
    filters.emplace_back(filters.back()).statuses = {model::FactStatus::kTarget};
  }
  filters.emplace_back().documents.include_copies = true;
  filters.emplace_back().documents.kinds = {model::DocumentKind::kPlan};
  filters.emplace_back().kinds = {model::FactKind::kQuantity};
  filters.emplace_back().documents.first_year = 2020;
  filters.emplace_back().documents.documents = {testing::SampleId(3), testing::SampleId(1)};
  return filters;
}

// Everything that a store answers, as bytes.
void Ask(ports::FactStore& store, const Scope& scope, std::string* out) {
  auto opened = store.Snapshot(scope);
  ASSERT_TRUE(opened.ok()) << opened.status();
  ports::FactSnapshot& snapshot = **opened;
  for (const ports::FactFilter& filter : Filters()) {
    AppendRows(snapshot.Facts(filter, "", 1000), out);
    const auto page = snapshot.Documents(filter.documents, "", 20);
    ASSERT_TRUE(page.ok()) << page.status();
    *out += page->next;
    for (const ports::DocumentRow& row : page->rows) {
      *out += wire::ToProto(row.document).SerializeAsString() + row.revision + row.representative +
              std::to_string(row.fact_count);
      const auto analysis = snapshot.Analysis(row.document.id);
      ASSERT_TRUE(analysis.ok()) << analysis.status();
      *out += wire::ToProto(*analysis).SerializeAsString();
    }
    const std::vector<std::string> terms = {"道路"};
    const auto sentences = snapshot.Sentences(filter.documents, terms, 40);
    ASSERT_TRUE(sentences.ok()) << sentences.status();
    for (const ports::SentenceRow& row : *sentences) {
      *out += row.document_id + std::to_string(row.sentence) + row.text;
    }
    *out += std::to_string(*snapshot.Epoch(filter.documents.places));
  }
  const auto stats = snapshot.Stats();
  ASSERT_TRUE(stats.ok()) << stats.status();
  *out += std::to_string(stats->documents) + "," + std::to_string(stats->distinct_documents) + "," +
          std::to_string(stats->facts) + "," + std::to_string(stats->sentences) + "," +
          std::to_string(stats->places) + "," + std::to_string(stats->first_year.value_or(0));
  for (const auto& [kind, count] : stats->facts_by_kind) *out += std::to_string(count) + ";";
  const auto places = snapshot.Places("", "", 100);
  ASSERT_TRUE(places.ok()) << places.status();
  for (const model::PlaceRef& place : *places) *out += wire::ToProto(place).SerializeAsString();
}

TEST(TwinStoresTest, BothGiveTheSameBytes) {
  GONGBAO_NEEDS_POSTGRES();
  const std::vector<ports::StoreWrite> writes = RandomWrites();
  const Scope county({{"429001", model::Role::kReader}});
  std::vector<std::string> answers;
  std::vector<std::string> statuses;
  for (const testing::Backend backend : testing::AllBackends()) {
    const auto database = testing::StoreDatabase::Create(backend);
    const auto stores = database->Open({});
    ASSERT_TRUE(stores.ok()) << stores.status();
    std::string status;
    for (const Status& one : stores->facts->Apply(Scope::All(), writes)) {
      status += std::to_string(static_cast<int>(one.code())) + Message(one) + "\n";
    }
    statuses.push_back(status);
    std::string answer;
    Ask(*stores->facts, Scope::All(), &answer);
    Ask(*stores->facts, county, &answer);
    answers.push_back(answer);
  }
  EXPECT_GT(answers[0].size(), 100'000u);
  for (size_t i = 1; i < answers.size(); ++i) {
    EXPECT_TRUE(statuses[i] == statuses[0]);
    EXPECT_TRUE(answers[i] == answers[0]) << testing::BackendName(testing::AllBackends()[i]);
  }
}

}  // namespace
}  // namespace gongbao
