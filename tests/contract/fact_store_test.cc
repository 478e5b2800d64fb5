// The contract of FactStore: what is written comes back, once, whole, as the newest of its kind.
#include <optional>
#include <set>

#include "services/model/fingerprint.h"
#include "tests/contract/fact_store_fixture.h"

namespace gongbao {
namespace {

using model::Role;
using model::Scope;
using ::testing::ElementsAre;
using testing::FactStoreTest;
using testing::FactsUnder;
using ::testing::IsEmpty;
using testing::LongText;
using testing::SampleAnalysis;
using testing::SampleFact;
using testing::SampleId;
using testing::SampleOptions;
using testing::Under;

GONGBAO_OVER_ALL_BACKENDS(FactStoreTest);

TEST_P(FactStoreTest, KeepsTheIdentityThatItWasMadeWith) {
  const auto identity = store().Identity();
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->size(), 32u);
  const auto others = testing::StoreDatabase::Create(GetParam());
  const auto other = others->Open(sql::StoreOptions{.facts = true, .sources = false});
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_NE(*other->facts->Identity(), *identity);
  EXPECT_EQ(*store().Identity(), *identity);
  if (!database_->lasting()) return;
  Open();
  EXPECT_EQ(*store().Identity(), *identity);
}

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

TEST_P(FactStoreTest, AnAnalysisMadeFromLessIsRefused) {
  const auto of_version = [](int64_t version, SampleOptions options) {
    ports::IndexedAnalysis analysis = SampleAnalysis(options);
    analysis.analysis.metadata_version = version;
    return ports::StoreWrite(analysis);
  };
  ASSERT_TRUE(Write(of_version(2, {})).ok());
  const int64_t epoch = Epoch();
  // The same, made from more: nothing that an answer shows.
  ASSERT_TRUE(Write(of_version(3, {})).ok());
  EXPECT_EQ(Epoch(), epoch);
  const Status refused = Write(of_version(2, {.place_id = "429002101"}));
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorReason(refused), "OUTDATED_ANALYSIS");
  EXPECT_THAT(ErrorDetails(refused), ::testing::Contains(::testing::Pair("stored_metadata_version", "3")));
  EXPECT_EQ(DocumentIds(testing::Under({"429001"})).size(), 1u);
  // A correction moves it to another home, in one step.
  ASSERT_TRUE(Write(of_version(4, {.place_id = "429002101"})).ok());
  EXPECT_THAT(DocumentIds(testing::Under({"429001"})), IsEmpty());
  EXPECT_EQ(DocumentIds(testing::Under({"429002"})).size(), 1u);
  EXPECT_EQ(Snapshot()->Stats()->documents, 1);
}

TEST_P(FactStoreTest, ListsTheUnsettledAndTheUnsure) {
  const auto with_confidence = [](SampleOptions options, int32_t place, int32_t year) {
    ports::IndexedAnalysis analysis = SampleAnalysis(options);
    model::Document& document = analysis.analysis.document;
    document.evidence = {{"place", "text", place, {}, ""}, {"year", "text", year, {}, ""}, {"kind", "text", 950, {}, ""}};
    return ports::StoreWrite(analysis);
  };
  ASSERT_TRUE(Write(with_confidence({.number = 1}, 900, 900)).ok());
  ASSERT_TRUE(Write(with_confidence({.number = 2, .place_id = ""}, 400, 900)).ok());
  ASSERT_TRUE(Write(with_confidence({.number = 3, .year = std::nullopt}, 900, 0)).ok());
  ASSERT_TRUE(Write(with_confidence({.number = 4, .year = 2019}, 700, 800)).ok());
  const auto list = [&](bool unsettled, std::optional<int32_t> below) {
    ports::DocumentListFilter filter;
    filter.unsettled_only = unsettled;
    filter.below_confidence = below;
    const auto page = Snapshot()->Documents(filter, "", 100);
    EXPECT_TRUE(page.ok()) << page.status();
    std::set<std::string> ids;
    for (const ports::DocumentRow& row : page->rows) ids.insert(row.document.id);
    return ids;
  };
  using Ids = std::set<std::string>;
  EXPECT_EQ(list(false, std::nullopt).size(), 4u);
  EXPECT_EQ(list(true, std::nullopt), (Ids{SampleId(2), SampleId(3)}));
  EXPECT_EQ(list(false, 800), (Ids{SampleId(2), SampleId(3), SampleId(4)}));
  EXPECT_EQ(list(false, 700), (Ids{SampleId(2), SampleId(3)}));
  EXPECT_EQ(list(true, 1), (Ids{SampleId(3)}));
}

TEST_P(FactStoreTest, DeletingTakesEverythingAway) {
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  const int64_t epoch = Epoch();
  ASSERT_TRUE(Write(ports::StoreWrite(ports::DocumentDeletion{SampleId(1)})).ok());
  EXPECT_EQ(Epoch(), epoch + 1);
  const auto snapshot = Snapshot();
  EXPECT_EQ(snapshot->Analysis(SampleId(1)).status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(*snapshot->Facts({}, "", 10), IsEmpty());
  const std::vector<std::string> terms = {"道路"};
  EXPECT_THAT(*snapshot->Sentences({}, terms, 10), IsEmpty());
  EXPECT_EQ(snapshot->Stats()->sentences, 0);
  EXPECT_THAT(snapshot->Stats()->facts_by_kind, IsEmpty());
  ASSERT_TRUE(Write(ports::StoreWrite(ports::DocumentDeletion{SampleId(1)})).ok());
  EXPECT_EQ(Epoch(), epoch + 1);
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  EXPECT_EQ(Snapshot()->Sentences({}, terms, 10)->size(), 1u);
}

TEST_P(FactStoreTest, ADocumentMovesBetweenHomes) {
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  ASSERT_TRUE(Write(SampleOptions{.number = 2, .year = 2021}).ok());
  const int64_t before = Epoch({"429001"});
  SampleOptions moved;
  moved.generation = 2;
  moved.place_id = "530102003";
  ASSERT_TRUE(Write(moved).ok());
  EXPECT_EQ(Epoch({"429001"}), before + 1);
  EXPECT_EQ(Epoch({"530102"}), 1);
  EXPECT_THAT(DocumentIds(Under({"429001"})), ElementsAre(SampleId(2)));
  EXPECT_THAT(DocumentIds(Under({"53"})), ElementsAre(SampleId(1)));
  EXPECT_EQ(FactIds(FactsUnder({"530102"})).size(), 1u);
  EXPECT_EQ(FactIds(FactsUnder({"429001"})).size(), 1u);
  EXPECT_EQ(Snapshot()->Stats()->documents, 2);
  const std::vector<std::string> terms = {"道路"};
  EXPECT_EQ(Snapshot()->Sentences(Under({"53"}), terms, 10)->size(), 1u);
  EXPECT_EQ(Snapshot()->Sentences({}, terms, 10)->size(), 2u);
}

TEST_P(FactStoreTest, AnUnsettledDocumentHasAHomeOfItsOwn) {
  SampleOptions options;
  options.place_id = "";
  ASSERT_TRUE(Write(options).ok());
  EXPECT_EQ(Snapshot()->Analysis(SampleId(1))->document.home, "zz" + SampleId(1).substr(0, 4));
  EXPECT_EQ(Epoch(), 1);
  EXPECT_EQ(Epoch({"429001"}), 0);
  EXPECT_EQ(Snapshot()->Stats()->places, 0);
  EXPECT_EQ(FactIds({}).size(), 1u);
}

TEST_P(FactStoreTest, EachWriteOfABatchHasItsOwnStatus) {
  std::vector<ports::StoreWrite> writes;
  for (int number = 1; number <= 100; ++number) {
    SampleOptions options;
    options.number = number;
    options.year = 1900 + number;
    writes.emplace_back(SampleAnalysis(options));
  }
  auto& wrong_home = std::get<ports::IndexedAnalysis>(writes[10]);
  wrong_home.analysis.document.home = "429002";
  auto& bad_text = std::get<ports::IndexedAnalysis>(writes[70]);
  bad_text.analysis.document.subtitle = "\xff";
  auto& bad_span = std::get<ports::IndexedAnalysis>(writes[71]);
  bad_span.analysis.facts[0].evidence.end = 1 << 30;
  auto& bad_term = std::get<ports::IndexedAnalysis>(writes[72]);
  bad_term.sentence_terms[0].push_back("a b");
  auto& long_term = std::get<ports::IndexedAnalysis>(writes[73]);
  long_term.sentence_terms[0].push_back(std::string(65, 'a'));
  auto& terms_missing = std::get<ports::IndexedAnalysis>(writes[74]);
  terms_missing.sentence_terms.pop_back();
  auto& no_version = std::get<ports::IndexedAnalysis>(writes[75]);
  no_version.analysis.pipeline_version = "new";
  const std::vector<Status> statuses = store().Apply(Scope::All(), writes);
  ASSERT_EQ(statuses.size(), writes.size());
  for (size_t i = 0; i < statuses.size(); ++i) {
    const bool bad = i == 10 || (i >= 70 && i <= 75);
    EXPECT_EQ(statuses[i].code(), bad ? absl::StatusCode::kInvalidArgument : absl::StatusCode::kOk)
        << i << ": " << statuses[i];
  }
  EXPECT_EQ(Snapshot()->Stats()->documents, 93);
  EXPECT_EQ(Epoch(), 2);  // two commits
}

TEST_P(FactStoreTest, WritesOfABatchAreAppliedInOrder) {
  SampleOptions first;
  SampleOptions second;
  second.generation = 2;
  SampleOptions other;
  other.number = 2;
  const std::vector<ports::StoreWrite> writes = {SampleAnalysis(first), SampleAnalysis(second),
                                                 SampleAnalysis(first), SampleAnalysis(other),
                                                 ports::DocumentDeletion{SampleId(2)}};
  const std::vector<Status> statuses = store().Apply(Scope::All(), writes);
  EXPECT_TRUE(statuses[0].ok() && statuses[1].ok() && statuses[3].ok() && statuses[4].ok());
  EXPECT_EQ(ErrorReason(statuses[2]), "OUTDATED_ANALYSIS");
  EXPECT_EQ(Snapshot()->Analysis(SampleId(1))->pipeline_version, "2-abcdef");
  EXPECT_EQ(Snapshot()->Stats()->documents, 1);
}

TEST_P(FactStoreTest, OneSentenceOfTooManyTermsIsRefusedAlone) {
  std::vector<ports::StoreWrite> writes = {SampleAnalysis({.number = 1}),
                                           SampleAnalysis({.number = 2})};
  std::vector<std::string>& terms = std::get<ports::IndexedAnalysis>(writes[0]).sentence_terms[0];
  for (int i = 0; i < 40'000; ++i) terms.push_back("term" + std::to_string(i) + "of-some-length");
  const std::vector<Status> statuses = store().Apply(Scope::All(), writes);
  EXPECT_EQ(statuses[0].code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(statuses[1].ok()) << statuses[1];
}

TEST_P(FactStoreTest, ALargeDocumentIsStoredWhole) {
  SampleOptions options;
  options.sentences.clear();
  for (uint32_t i = 0; i < 3000; ++i) options.sentences.push_back(LongText(i, 100));
  options.facts.assign(5000, SampleFact{});
  ASSERT_TRUE(Write(options).ok());
  EXPECT_EQ(*Snapshot()->Analysis(SampleId(1)), SampleAnalysis(options).analysis);
  EXPECT_EQ(Snapshot()->Stats()->sentences, 8001);
}

TEST_P(FactStoreTest, ASnapshotSeesOneState) {
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  const auto before = Snapshot();
  ASSERT_TRUE(Write(SampleOptions{.number = 2, .year = 2021}).ok());
  ASSERT_TRUE(Write(SampleOptions{.generation = 2}).ok());
  EXPECT_EQ(*before->Epoch({}), 1);
  EXPECT_EQ(before->Documents({}, "", 10)->rows.size(), 1u);
  EXPECT_EQ(before->Analysis(SampleId(1))->pipeline_version, "1-abcdef");
  EXPECT_EQ(*Snapshot()->Epoch({}), 3);
  EXPECT_EQ(DocumentIds({}).size(), 2u);
}

TEST_P(FactStoreTest, AScopeBoundsWhatIsWritten) {
  const Scope county({{"429001", Role::kContributor}, {"53", Role::kReader}});
  EXPECT_TRUE(Write(SampleOptions{}, county).ok());
  const int64_t epoch = Epoch();
  SampleOptions elsewhere;
  elsewhere.generation = 2;
  elsewhere.place_id = "530102003";
  EXPECT_EQ(Write(elsewhere, county).code(), absl::StatusCode::kPermissionDenied);
  elsewhere.number = 2;
  ASSERT_TRUE(Write(elsewhere).ok());
  // Neither may it pull a document over, nor delete it.
  SampleOptions pulled;
  pulled.number = 2;
  pulled.generation = 3;
  EXPECT_EQ(Write(pulled, county).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Write(ports::StoreWrite(ports::DocumentDeletion{SampleId(2)}), county).code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Epoch(), epoch + 1);
  EXPECT_EQ(Snapshot()->Stats()->documents, 2);
}

TEST_P(FactStoreTest, WhatIsCommittedOutlivesTheProcess) {
  if (!database_->lasting()) GTEST_SKIP() << "a database in memory ends with its process";
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  const int64_t epoch = Epoch();
  const std::string identity = *store().Identity();
  Open();
  EXPECT_EQ(Epoch(), epoch);
  EXPECT_EQ(*Snapshot()->Analysis(SampleId(1)), SampleAnalysis({}).analysis);
  EXPECT_EQ(*store().Identity(), identity);
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  EXPECT_EQ(Epoch(), epoch);
}

TEST_P(FactStoreTest, EachStoreHasAnIdentity) {
  const auto other = testing::StoreDatabase::Create(GetParam());
  const auto stores = other->Open({});
  ASSERT_TRUE(stores.ok()) << stores.status();
  EXPECT_NE(*store().Identity(), *stores->facts->Identity());
  EXPECT_EQ(store().Identity()->size(), 32u);
}

}  // namespace
}  // namespace gongbao
