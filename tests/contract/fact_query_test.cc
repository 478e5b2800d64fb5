// The contract of FactSnapshot: filters, order, pages, search, scopes.
#include <algorithm>
#include <tuple>

#include "tests/contract/fact_store_fixture.h"

namespace gongbao {
namespace {

using model::Role;
using model::Scope;
using ::testing::ElementsAre;
using testing::FactsUnder;
using ::testing::IsEmpty;
using testing::SampleAnalysis;
using testing::SampleFact;
using testing::SampleId;
using testing::SampleOptions;
using testing::Under;
using ::testing::UnorderedElementsAre;

class FactQueryTest : public testing::FactStoreTest {
 protected:
  struct Given {
    int number;
    std::string place_id;
    std::optional<int32_t> year;
  };
  // Documents in several places and years, with facts of several periods and kinds.
  void WriteMany() {
    const std::vector<Given> given = {
        {1, "429001101", 2020},      {2, "429001101", 2021},
        {3, "429001102", 2020},      {4, "429001", 2021},
        {5, "429000", 2021},         {6, "420000", 2022},
        {7, "429001~云岭镇", 2020},  {8, "530102003", 2020},
        {9, "530102", std::nullopt}, {10, "", 2020},
        {11, "000000", 2022},        {12, "", std::nullopt},
    };
    std::vector<ports::StoreWrite> writes;
    for (const Given& one : given) {
      SampleOptions options;
      options.number = one.number;
      options.place_id = one.place_id;
      options.year = one.year;
      if (one.number % 4 == 0) options.kind = model::DocumentKind::kSpeech;
      options.facts = {
          SampleFact{.canonical = "gdp", .value = one.number, .year = one.year},
          SampleFact{
              .canonical = "gdp", .value = 7, .year = 2023, .status = model::FactStatus::kTarget},
          SampleFact{.canonical = "fiscal_revenue", .value = 5, .year = 2019},
          SampleFact{.canonical = "gdp", .value = 9, .year = 2020, .place_id = "429001"},
          SampleFact{.canonical = "gdp", .value = 8, .year = 2020, .place_text = "远山村"},
          SampleFact{.canonical = "", .value = 3}};
      writes.emplace_back(SampleAnalysis(options));
    }
    for (const Status& status : store().Apply(Scope::All(), writes)) {
      ASSERT_TRUE(status.ok()) << status;
    }
  }
  std::vector<std::string> Ids(std::initializer_list<int> numbers) {
    std::vector<std::string> ids;
    for (const int number : numbers) ids.push_back(SampleId(number));
    return ids;
  }
  size_t Count(const ports::FactFilter& filter) { return FactIds(filter).size(); }
};

GONGBAO_OVER_ALL_BACKENDS(FactQueryTest);

TEST_P(FactQueryTest, PlacesCoverAllBelowThem) {
  WriteMany();
  using ::testing::UnorderedElementsAreArray;
  EXPECT_THAT(DocumentIds(Under({"429001101"})), UnorderedElementsAreArray(Ids({1, 2})));
  EXPECT_THAT(DocumentIds(Under({"429001"})), UnorderedElementsAreArray(Ids({1, 2, 3, 4, 7})));
  EXPECT_THAT(DocumentIds(Under({"429001~云岭镇"})), UnorderedElementsAreArray(Ids({7})));
  EXPECT_THAT(DocumentIds(Under({"429000"})), UnorderedElementsAreArray(Ids({1, 2, 3, 4, 5, 7})));
  EXPECT_THAT(DocumentIds(Under({"420000"})),
              UnorderedElementsAreArray(Ids({1, 2, 3, 4, 5, 6, 7})));
  EXPECT_THAT(DocumentIds(Under({"429001102", "530102"})),
              UnorderedElementsAreArray(Ids({3, 8, 9})));
  EXPECT_EQ(DocumentIds(Under({"000000"})).size(), 12u);
  EXPECT_THAT(DocumentIds(Under({"110000"})), IsEmpty());
  EXPECT_THAT(DocumentIds(Under({"429001999"})), IsEmpty());
  EXPECT_THAT(DocumentIds(Under({"不是代码", "\xff\xfe", std::string("4\0", 2), "' OR 1 = 1"})),
              IsEmpty());
}

TEST_P(FactQueryTest, DocumentFiltersBound) {
  WriteMany();
  using ::testing::UnorderedElementsAreArray;
  ports::DocumentFilter filter;
  filter.first_year = 2021;
  EXPECT_THAT(DocumentIds(filter), UnorderedElementsAreArray(Ids({2, 4, 5, 6, 11})));
  filter.last_year = 2021;
  EXPECT_THAT(DocumentIds(filter), UnorderedElementsAreArray(Ids({2, 4, 5})));
  filter.first_year.reset();
  EXPECT_THAT(DocumentIds(filter), UnorderedElementsAreArray(Ids({1, 2, 3, 4, 5, 7, 8, 10})));
  filter = {};
  filter.kinds = {model::DocumentKind::kSpeech, model::DocumentKind::kPlan};
  EXPECT_THAT(DocumentIds(filter), UnorderedElementsAreArray(Ids({4, 8, 12})));
  filter = {};
  filter.documents = {SampleId(3), SampleId(12), "none", "'"};
  EXPECT_THAT(DocumentIds(filter), UnorderedElementsAreArray(Ids({3, 12})));
  filter.documents = {"\xff"};
  EXPECT_THAT(DocumentIds(filter), IsEmpty());
  filter.documents.assign(100'000, "a");
  EXPECT_EQ(Snapshot()->Documents(filter, "", 10).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST_P(FactQueryTest, FactFiltersBound) {
  WriteMany();
  ports::FactFilter filter;
  EXPECT_EQ(Count(filter), 72u);
  filter.canonicals = {"gdp"};
  EXPECT_EQ(Count(filter), 48u);
  filter.canonicals = {"gdp", "fiscal_revenue", "none"};
  EXPECT_EQ(Count(filter), 60u);
  filter.statuses = {model::FactStatus::kTarget};
  EXPECT_EQ(Count(filter), 12u);
  filter = {};
  filter.kinds = {model::FactKind::kQuantity};
  EXPECT_EQ(Count(filter), 12u);
  filter.kinds = {model::FactKind::kProject};
  EXPECT_EQ(Count(filter), 0u);
  filter = FactsUnder({"429001101"});
  EXPECT_EQ(Count(filter), 12u);
  filter = {};
  filter.documents.documents = {SampleId(5), SampleId(8)};
  EXPECT_EQ(Count(filter), 12u);
  filter.canonicals = {"fiscal_revenue"};
  EXPECT_EQ(Count(filter), 2u);
}

TEST_P(FactQueryTest, PeriodsLieInsideTheBounds) {
  WriteMany();
  ports::FactFilter filter;
  filter.canonicals = {"gdp"};
  filter.first_month = 202301;
  filter.last_month = 202312;
  EXPECT_EQ(Count(filter), 12u);
  filter.last_month = 202311;  // a year does not end in it
  EXPECT_EQ(Count(filter), 0u);
  filter.first_month = 202001;
  filter.last_month = 202112;
  EXPECT_EQ(Count(filter), 12u + 12u + 5u + 3u);
  filter.first_month.reset();
  filter.last_month = 201912;
  EXPECT_EQ(Count(filter), 0u);  // those without a period are not inside any
  filter.canonicals.clear();
  EXPECT_EQ(Count(filter), 12u);
  filter.last_month.reset();
  filter.first_month = 202201;
  EXPECT_EQ(Count(filter), 12u + 2u);
  filter.last_month = 2147483647;
  EXPECT_EQ(Count(filter), 12u + 2u);
}

TEST_P(FactQueryTest, OwnPlaceLeavesOutFactsOfOthers) {
  WriteMany();
  ports::FactFilter filter;
  filter.own_place_only = true;
  filter.canonicals = {"gdp"};
  filter.first_month = 202001;
  filter.last_month = 202012;
  // Those of their own year, and the one whose place is 429001 itself.
  EXPECT_EQ(Count(filter), 5u + 1u);
  filter.documents = Under({"429001"});
  EXPECT_EQ(Count(filter), 3u + 1u);
}

TEST_P(FactQueryTest, FactsComeInCanonicalOrder) {
  WriteMany();
  const auto rows = Snapshot()->Facts({}, "", 1000);
  ASSERT_TRUE(rows.ok()) << rows.status();
  const auto snapshot = Snapshot();
  const auto key = [&](const ports::FactRow& row) {
    const std::vector<std::string> ids = {row.fact.document};
    const auto* indicator = row.fact.indicator();
    const bool period = indicator != nullptr && indicator->period.has_value();
    return std::tuple(row.home, snapshot->DocumentsById(ids)->front().document.place.place_id,
                      period ? indicator->period->first_month : 0,
                      period ? indicator->period->last_month : 0, row.fact.document,
                      row.fact.evidence.begin, row.fact.evidence.end, row.fact.kind(), row.fact.id);
  };
  for (size_t i = 1; i < rows->size(); ++i) {
    EXPECT_LT(key((*rows)[i - 1]), key((*rows)[i])) << i;
    EXPECT_LT((*rows)[i - 1].order_key, (*rows)[i].order_key) << i;
  }
}

TEST_P(FactQueryTest, PagesOfFactsJoinToTheWhole) {
  WriteMany();
  ports::FactFilter of_an_indicator;
  of_an_indicator.canonicals = {"gdp"};
  ports::FactFilter of_a_year = of_an_indicator;
  of_a_year.first_month = 202001;
  of_a_year.last_month = 202012;
  ports::FactFilter of_documents;
  of_documents.documents.documents = Ids({1, 5, 8});
  const auto snapshot = Snapshot();
  for (const ports::FactFilter& filter :
       {ports::FactFilter(), of_an_indicator, of_a_year, of_documents, FactsUnder({"429001"})}) {
    const std::vector<std::string> whole = FactIds(filter);
    for (const int64_t limit : {1, 7, 36}) {
      std::vector<std::string> joined;
      for (std::string after;;) {
        const auto page = snapshot->Facts(filter, after, limit);
        ASSERT_TRUE(page.ok()) << page.status();
        for (const ports::FactRow& row : *page) joined.push_back(row.fact.id);
        if (static_cast<int64_t>(page->size()) < limit) break;
        after = page->back().order_key;
      }
      EXPECT_EQ(joined, whole);
    }
  }
}

TEST_P(FactQueryTest, PagesOfDocumentsJoinToTheWhole) {
  WriteMany();
  const auto snapshot = Snapshot();
  std::vector<std::tuple<std::string, std::string, int64_t, std::string>> keys;
  for (const ports::DocumentRow& row : Documents(*snapshot, {})) {
    keys.emplace_back(row.document.home, row.document.place.place_id,
                      row.document.year.value_or(-1), row.document.id);
  }
  EXPECT_EQ(keys.size(), 12u);
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  for (const int64_t limit : {1, 5, 12}) {
    std::vector<std::string> joined;
    std::string after;
    do {
      const auto page = snapshot->Documents({}, after, limit);
      ASSERT_TRUE(page.ok()) << page.status();
      for (const ports::DocumentRow& row : page->rows) joined.push_back(row.document.id);
      after = page->next;
    } while (!after.empty());
    EXPECT_EQ(joined, DocumentIds({}));
  }
}

TEST_P(FactQueryTest, APageAfterNothingOfTheListIsRefused) {
  WriteMany();
  const auto snapshot = Snapshot();
  for (const std::string after : {"x", " ", "429001 \xff", "a b c d e f g h i j"}) {
    EXPECT_EQ(snapshot->Facts({}, after, 10).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(snapshot->Documents({}, after, 10).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
  EXPECT_THAT(*snapshot->Facts({}, "", 0), IsEmpty());
  EXPECT_EQ(snapshot->Facts({}, "", std::numeric_limits<int64_t>::max())->size(), 72u);
  EXPECT_EQ(snapshot->Documents({}, "", std::numeric_limits<int64_t>::max())->rows.size(), 12u);
}

TEST_P(FactQueryTest, DocumentsByIdKeepTheOrderAsked) {
  WriteMany();
  const std::vector<std::string> ids = {SampleId(9), "none", SampleId(1), SampleId(9)};
  const auto rows = Snapshot()->DocumentsById(ids);
  ASSERT_TRUE(rows.ok()) << rows.status();
  std::vector<std::string> found;
  for (const ports::DocumentRow& row : *rows) found.push_back(row.document.id);
  EXPECT_THAT(found, ElementsAre(SampleId(9), SampleId(1), SampleId(9)));
}

TEST_P(FactQueryTest, PlacesAreThoseOfDocuments) {
  WriteMany();
  const auto snapshot = Snapshot();
  const auto ids = [&](const std::string& under, const std::string& after, int64_t limit) {
    std::vector<std::string> out;
    const auto places = snapshot->Places(under, after, limit);
    EXPECT_TRUE(places.ok()) << places.status();
    for (const model::PlaceRef& place : *places) out.push_back(place.place_id);
    return out;
  };
  EXPECT_THAT(ids("", "", 100), ElementsAre("000000", "420000", "429000", "429001", "429001101",
                                            "429001102", "429001~云岭镇", "530102", "530102003"));
  EXPECT_THAT(ids("429001", "", 100),
              ElementsAre("429001", "429001101", "429001102", "429001~云岭镇"));
  EXPECT_THAT(ids("", "429001", 2), ElementsAre("429001101", "429001102"));
  EXPECT_THAT(ids("429001102", "", 100), ElementsAre("429001102"));
  EXPECT_EQ(snapshot->Places("429001101", "", 1)->front().county, "青川县");
}

TEST_P(FactQueryTest, StatsCountWhatIsThere) {
  WriteMany();
  const auto stats = Snapshot()->Stats();
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_EQ(stats->documents, 12);
  EXPECT_EQ(stats->distinct_documents, 12);
  EXPECT_EQ(stats->facts, 72);
  EXPECT_EQ(stats->sentences, 12 * 9);
  EXPECT_EQ(stats->places, 9);
  EXPECT_EQ(stats->first_year, 2020);
  EXPECT_EQ(stats->last_year, 2022);
  EXPECT_THAT(stats->facts_by_kind,
              UnorderedElementsAre(std::pair(model::FactKind::kIndicator, 60),
                                   std::pair(model::FactKind::kQuantity, 12)));
}

TEST_P(FactQueryTest, AScopeBoundsWhatIsSeen) {
  WriteMany();
  const Scope county({{"429001", Role::kReader}, {"53", Role::kReader}});
  using ::testing::UnorderedElementsAreArray;
  EXPECT_THAT(DocumentIds({}, county), UnorderedElementsAreArray(Ids({1, 2, 3, 4, 7, 8, 9})));
  EXPECT_THAT(DocumentIds(Under({"420000"}), county),
              UnorderedElementsAreArray(Ids({1, 2, 3, 4, 7})));
  EXPECT_THAT(DocumentIds(Under({"530102003", "420000"}), Scope({{"429001", Role::kReader}})),
              UnorderedElementsAreArray(Ids({1, 2, 3, 4, 7})));
  EXPECT_EQ(FactIds({}, county).size(), 42u);
  ports::FactFilter by_document;
  by_document.documents.documents = Ids({5, 8});
  EXPECT_EQ(FactIds(by_document, county).size(), 6u);
  const auto snapshot = Snapshot(county);
  EXPECT_EQ(snapshot->Stats()->documents, 7);
  EXPECT_EQ(snapshot->Stats()->places, 6);
  EXPECT_EQ(snapshot->Analysis(SampleId(5)).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(snapshot->CopiesOf(SampleId(5)).status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(snapshot->Analysis(SampleId(8)).ok());
  const std::string hidden = SampleAnalysis({.number = 5}).analysis.facts[0].id;
  EXPECT_EQ(snapshot->Fact(hidden).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Snapshot()->Fact(hidden)->fact.id, hidden);
  const std::vector<std::string> terms = {"道路"};
  EXPECT_EQ(snapshot->Sentences({}, terms, 100)->size(), 7u);
  EXPECT_EQ(snapshot->Places("", "", 100)->size(), 6u);
  EXPECT_EQ(*snapshot->Epoch({}), 2);
  EXPECT_EQ(Epoch({}, county), 2);
  EXPECT_EQ(Epoch({"420000"}, county), 1);
  const Scope nobody({});
  EXPECT_THAT(DocumentIds({}, nobody), IsEmpty());
  EXPECT_THAT(FactIds({}, nobody), IsEmpty());
  EXPECT_EQ(Epoch({}, nobody), 0);
}

TEST_P(FactQueryTest, EpochsRiseWhereSomethingChanged) {
  WriteMany();
  EXPECT_EQ(Epoch({"429001"}), 1);
  EXPECT_EQ(Epoch({"429001101"}), 1);
  EXPECT_EQ(Epoch({"420000"}), 3);
  EXPECT_EQ(Epoch({"420000", "429001"}), 3);
  EXPECT_EQ(Epoch({"530102"}), 1);
  SampleOptions changed;
  changed.year = 2020;
  changed.generation = 2;
  ASSERT_TRUE(Write(changed).ok());
  EXPECT_EQ(Epoch({"429001"}), 2);
  EXPECT_EQ(Epoch({"530102"}), 1);
  EXPECT_EQ(Epoch({"110000"}), 0);
  EXPECT_EQ(*Snapshot()->Epoch({"420000"}), 4);
}

class SentenceSearchTest : public testing::FactStoreTest {
 protected:
  // Numbers of the sentences that hold all terms.
  std::vector<int> Search(const std::vector<std::string>& terms, int64_t limit = 100) {
    const auto rows = Snapshot()->Sentences({}, terms, limit);
    EXPECT_TRUE(rows.ok()) << rows.status();
    std::vector<int> numbers;
    if (rows.ok()) {
      for (const ports::SentenceRow& row : *rows) numbers.push_back(row.sentence);
    }
    return numbers;
  }
};

GONGBAO_OVER_ALL_BACKENDS(SentenceSearchTest);

TEST_P(SentenceSearchTest, ATermIsTakenAsItIs) {
  ports::IndexedAnalysis analysis = SampleAnalysis({});
  const std::vector<std::string> odd = {
      "a",       "A",      "ab",         "a-b",  "a\"b",
      "\"",      "'",      "''",         "\\",   "\\'",
      "AND",     "OR",     "NOT",        "NEAR", "a*",
      "*",       "a:b",    ":1A",        "&",    "|",
      "!",       "(",      ")",          "<->",  "{}",
      "{a}",     "a,b",    "^a",         "+",    "?",
      "$1",      "--",     "/*",         ";",    "\u00e9",
      "e\u0301", "\ufb01", "\uff21",     "镇",   "镇村",
      "\x01",    "\u200b", "\U0001F600", "𠀀",   std::string(64, 'x')};
  analysis.analysis.clean_text.clear();
  analysis.analysis.facts.clear();
  analysis.analysis.segmentation = {};
  analysis.sentence_terms.clear();
  for (const std::string& term : odd) {
    model::Sentence sentence;
    sentence.span.begin = static_cast<uint32_t>(analysis.analysis.clean_text.size());
    analysis.analysis.clean_text += term + "\n";
    sentence.span.end = static_cast<uint32_t>(analysis.analysis.clean_text.size()) - 1;
    analysis.analysis.segmentation.sentences.push_back(sentence);
    analysis.sentence_terms.push_back({term, "all"});
  }
  const Status status = Write(ports::StoreWrite(analysis));
  ASSERT_TRUE(status.ok()) << status;
  for (size_t i = 0; i < odd.size(); ++i) {
    EXPECT_THAT(Search({odd[i]}), ElementsAre(static_cast<int>(i))) << odd[i];
    EXPECT_THAT(Search({"all", odd[i]}), ElementsAre(static_cast<int>(i))) << odd[i];
  }
  EXPECT_EQ(Search({"all"}).size(), odd.size());
  for (const std::string& none :
       {std::string("b"), std::string("a b"), std::string(" "), std::string(""),
        std::string("\xff"), std::string("a\0", 2), std::string(65, 'x'), std::string("AL")}) {
    EXPECT_THAT(Search({none}), IsEmpty()) << none;
    EXPECT_THAT(Search({"all", none}), IsEmpty()) << none;
  }
  // All of them go with the document.
  ASSERT_TRUE(
      Write(ports::StoreWrite(ports::DocumentDeletion{analysis.analysis.document.id})).ok());
  EXPECT_THAT(Search({"all"}), IsEmpty());
}

TEST_P(SentenceSearchTest, SentencesHoldAllTerms) {
  SampleOptions options;
  options.sentences = {"新建道路三条。", "道路畅通，三条。", "新建桥梁三座。"};
  ASSERT_TRUE(Write(options).ok());
  EXPECT_THAT(Search({"道路"}), ElementsAre(1, 2));
  EXPECT_THAT(Search({"新建"}), ElementsAre(1, 3));
  EXPECT_THAT(Search({"新建", "道路"}), ElementsAre(1));
  EXPECT_THAT(Search({"三条", "道路"}), ElementsAre(1, 2));
  EXPECT_THAT(Search({"新建", "道路", "桥梁"}), IsEmpty());
  EXPECT_THAT(Search({"道路"}, 1), ElementsAre(1));
  EXPECT_THAT(Search({"道路"}, 0), IsEmpty());
  EXPECT_EQ(Search({}).size(), 5u);
}

TEST_P(SentenceSearchTest, ASentenceComesWithItsText) {
  ASSERT_TRUE(Write(SampleOptions{}).ok());
  const std::vector<std::string> terms = {"道路"};
  const auto rows = Snapshot()->Sentences({}, terms, 10);
  ASSERT_TRUE(rows.ok() && rows->size() == 1) << rows.status();
  const ports::SentenceRow& row = rows->front();
  const model::Analysis analysis = SampleAnalysis({}).analysis;
  EXPECT_EQ(row.document_id, SampleId(1));
  EXPECT_EQ(row.sentence, 2);
  EXPECT_EQ(row.text, "新建道路三条。");
  EXPECT_EQ(row.span, analysis.segmentation.sentences[2].span);
  EXPECT_EQ(row.role, model::SectionRole::kReview);
  EXPECT_EQ(row.section_title, "青禾镇2022年工作报告");
  EXPECT_FALSE(row.heading);
  const std::vector<std::string> title = {"青禾"};
  EXPECT_TRUE(Snapshot()->Sentences({}, title, 10)->front().heading);
}

TEST_P(SentenceSearchTest, TheNewestYearComesFirst) {
  for (const auto& [number, year] : std::vector<std::pair<int, std::optional<int32_t>>>{
           {1, 2020}, {2, 2022}, {3, std::nullopt}, {4, 2022}, {5, 2021}}) {
    SampleOptions options;
    options.number = number;
    options.year = year;
    options.place_id = "42900110" + std::to_string(number);
    ASSERT_TRUE(Write(options).ok());
  }
  const std::vector<std::string> terms = {"道路"};
  std::vector<std::string> ids;
  for (const ports::SentenceRow& row : Sentences(*Snapshot(), terms)) {
    ids.push_back(row.document_id);
  }
  const auto [first, second] = std::minmax({SampleId(2), SampleId(4)});
  EXPECT_THAT(ids, ElementsAre(first, second, SampleId(5), SampleId(1), SampleId(3)));
  ports::DocumentFilter filter;
  filter.last_year = 2021;
  EXPECT_EQ(Snapshot()->Sentences(filter, terms, 10)->size(), 2u);
  EXPECT_EQ(Snapshot()->Sentences(Under({"429001103"}), terms, 10)->size(), 1u);
}

}  // namespace
}  // namespace gongbao
