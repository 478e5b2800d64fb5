// The contract of FactStore: copies are grouped as they are written.
#include <map>
#include <random>
#include <set>

#include "services/model/fingerprint.h"
#include "tests/contract/fact_store_fixture.h"

namespace gongbao {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::LongText;
using testing::SampleAnalysis;
using testing::SampleFact;
using testing::SampleId;
using testing::SampleOptions;
using ::testing::UnorderedElementsAre;

class FactGroupsTest : public testing::FactStoreTest {
 protected:
  // A document whose text is made of blocks of some 600 characters.
  static SampleOptions WithBlocks(int number, const std::vector<uint32_t>& blocks) {
    SampleOptions options;
    options.number = number;
    options.sentences.clear();
    for (const uint32_t block : blocks) options.sentences.push_back(LongText(block, 600));
    return options;
  }
  std::string RepresentativeOf(int number) {
    const std::vector<std::string> ids = {SampleId(number)};
    const auto rows = Snapshot()->DocumentsById(ids);
    EXPECT_TRUE(rows.ok() && rows->size() == 1);
    return rows->front().representative;
  }
  std::vector<std::string> CopiesOf(int number) {
    const auto copies = Snapshot()->CopiesOf(SampleId(number));
    EXPECT_TRUE(copies.ok()) << copies.status();
    return copies.value_or(std::vector<std::string>());
  }
};

GONGBAO_OVER_ALL_BACKENDS(FactGroupsTest);

TEST_P(FactGroupsTest, TheLongestTextRepresents) {
  ASSERT_TRUE(Write(WithBlocks(1, {1})).ok());
  ASSERT_TRUE(Write(WithBlocks(2, {1, 2})).ok());
  ASSERT_TRUE(Write(WithBlocks(3, {9})).ok());
  EXPECT_EQ(RepresentativeOf(1), SampleId(2));
  EXPECT_EQ(RepresentativeOf(2), SampleId(2));
  EXPECT_EQ(RepresentativeOf(3), SampleId(3));
  EXPECT_THAT(CopiesOf(1), ElementsAre(SampleId(2)));
  EXPECT_THAT(CopiesOf(2), ElementsAre(SampleId(1)));
  EXPECT_THAT(CopiesOf(3), IsEmpty());
  EXPECT_EQ(FactIds({}).size(), 2u);
  ports::FactFilter with_copies;
  with_copies.documents.include_copies = true;
  EXPECT_EQ(FactIds(with_copies).size(), 3u);
  EXPECT_THAT(DocumentIds({}), UnorderedElementsAre(SampleId(2), SampleId(3)));
  const auto stats = Snapshot()->Stats();
  EXPECT_EQ(stats->documents, 3);
  EXPECT_EQ(stats->distinct_documents, 2);
}

TEST_P(FactGroupsTest, OfEqualLengthTheSmallestIdRepresents) {
  ASSERT_TRUE(Write(WithBlocks(1, {1})).ok());
  ASSERT_TRUE(Write(WithBlocks(2, {1})).ok());
  ASSERT_TRUE(Write(WithBlocks(3, {1})).ok());
  const std::string smallest = std::min({SampleId(1), SampleId(2), SampleId(3)});
  for (const int number : {1, 2, 3}) EXPECT_EQ(RepresentativeOf(number), smallest);
}

TEST_P(FactGroupsTest, AThirdTextJoinsTwoGroupsAndItsLeavingPartsThem) {
  ASSERT_TRUE(Write(WithBlocks(1, {1})).ok());
  ASSERT_TRUE(Write(WithBlocks(2, {2})).ok());
  EXPECT_EQ(DocumentIds({}).size(), 2u);
  ASSERT_TRUE(Write(WithBlocks(3, {1, 2})).ok());
  EXPECT_THAT(DocumentIds({}), ElementsAre(SampleId(3)));
  ASSERT_TRUE(Write(ports::StoreWrite(ports::DocumentDeletion{SampleId(3)})).ok());
  EXPECT_THAT(DocumentIds({}), UnorderedElementsAre(SampleId(1), SampleId(2)));
  EXPECT_EQ(FactIds({}).size(), 2u);
  EXPECT_EQ(Snapshot()->Stats()->distinct_documents, 2);
}

TEST_P(FactGroupsTest, OnlyDocumentsOfOneSettledPlaceAndYearAreGrouped) {
  ASSERT_TRUE(Write(WithBlocks(1, {1})).ok());
  SampleOptions other_year = WithBlocks(2, {1});
  other_year.year = 2021;
  SampleOptions other_place = WithBlocks(3, {1});
  other_place.place_id = "429001102";
  SampleOptions no_year = WithBlocks(4, {1});
  no_year.year.reset();
  SampleOptions no_year_too = WithBlocks(5, {1});
  no_year_too.year.reset();
  SampleOptions no_place = WithBlocks(6, {1});
  no_place.place_id = "";
  for (const SampleOptions& options : {other_year, other_place, no_year, no_year_too, no_place}) {
    ASSERT_TRUE(Write(options).ok());
  }
  for (int number = 1; number <= 6; ++number) {
    EXPECT_EQ(RepresentativeOf(number), SampleId(number));
    EXPECT_THAT(CopiesOf(number), IsEmpty());
  }
  // Corrected, it joins.
  no_year.year = 2022;
  no_year.generation = 2;
  ASSERT_TRUE(Write(no_year).ok());
  EXPECT_EQ(RepresentativeOf(1), RepresentativeOf(4));
}

// Whatever the writes, the groups are those of the documents that are stored.
TEST_P(FactGroupsTest, GroupsAfterManyWritesAreThoseOfOneLook) {
  std::mt19937 random(7);
  std::map<int, ports::IndexedAnalysis> stored;
  for (int step = 0; step < 120; ++step) {
    const int number = 1 + static_cast<int>(random() % 8);
    if (random() % 4 == 0) {
      ASSERT_TRUE(Write(ports::StoreWrite(ports::DocumentDeletion{SampleId(number)})).ok());
      stored.erase(number);
      continue;
    }
    std::vector<uint32_t> blocks;
    for (uint32_t block = 0; block < 4; ++block) {
      if (random() % 2 == 0) blocks.push_back(block);
    }
    SampleOptions options = WithBlocks(number, blocks);
    options.year = 2020 + static_cast<int32_t>(random() % 2);
    options.facts.assign(random() % 3, SampleFact{});
    stored[number] = SampleAnalysis(options);
    ASSERT_TRUE(Write(ports::StoreWrite(stored[number])).ok());
  }
  std::map<std::string, std::string> expected;  // document → representative
  for (const auto& [number, indexed] : stored) {
    // All that can be reached from it.
    std::set<int> reached = {number};
    for (size_t before = 0; before != reached.size();) {
      before = reached.size();
      for (const int from : std::set<int>(reached)) {
        for (const auto& [to, other] : stored) {
          if (other.analysis.document.year == indexed.analysis.document.year &&
              model::SameText(stored[from].analysis.fingerprint, other.analysis.fingerprint)) {
            reached.insert(to);
          }
        }
      }
    }
    const model::Analysis* best = &indexed.analysis;
    for (const int member : reached) {
      const model::Analysis& other = stored[member].analysis;
      const size_t a = other.clean_text.size();
      const size_t b = best->clean_text.size();
      if (a > b || (a == b && other.document.id < best->document.id)) best = &other;
    }
    expected[indexed.analysis.document.id] = best->document.id;
  }
  std::map<std::string, std::string> actual;
  ports::DocumentFilter all;
  all.include_copies = true;
  const auto snapshot = Snapshot();
  for (const ports::DocumentRow& row : Documents(*snapshot, all)) {
    actual[row.document.id] = row.representative;
  }
  EXPECT_EQ(actual, expected);
  int64_t representatives = 0;
  int64_t facts = 0;
  std::set<std::string> facts_of_representatives;
  for (const auto& [number, indexed] : stored) {
    const std::string& id = indexed.analysis.document.id;
    representatives += expected[id] == id;
    facts += static_cast<int64_t>(indexed.analysis.facts.size());
    if (expected[id] != id) continue;
    for (const model::Fact& fact : indexed.analysis.facts) facts_of_representatives.insert(fact.id);
  }
  const auto stats = snapshot->Stats();
  EXPECT_EQ(stats->documents, static_cast<int64_t>(stored.size()));
  EXPECT_EQ(stats->distinct_documents, representatives);
  EXPECT_EQ(stats->facts, facts);
  const std::vector<std::string> shown = FactIds({});
  EXPECT_EQ(std::set<std::string>(shown.begin(), shown.end()), facts_of_representatives);
}

}  // namespace
}  // namespace gongbao
