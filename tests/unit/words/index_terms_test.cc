#include "services/language/words/index_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "services/base/text.h"

namespace gongbao::words {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class IndexTermsTest : public testing::Test {
 protected:
  IndexTermsTest() : segmenter_(*Dictionary::Open()) {}
  WordSegmenter segmenter_;
};

TEST_F(IndexTermsTest, SinglesPairsRunsAndWords) {
  const std::vector<std::string> terms = IndexTerms("PM2.5下降，可支配收入增1%。", segmenter_);
  for (const char* term :
       {"下", "降", "下降", "5下", "pm", "pm2.5", "可支配收入", "支配", "增1", "1"}) {
    EXPECT_THAT(terms, Contains(term));
  }
  for (const char* term : {"降可", "，", "PM", "%", "。"}) EXPECT_THAT(terms, Not(Contains(term)));
  EXPECT_TRUE(std::is_sorted(terms.begin(), terms.end()));
  EXPECT_EQ(std::adjacent_find(terms.begin(), terms.end()), terms.end());
}

TEST_F(IndexTermsTest, QueryAsksForWhatIsCertain) {
  EXPECT_THAT(QueryTerms("固定资产"), UnorderedElementsAre("固定", "定资", "资产"));
  EXPECT_THAT(QueryTerms("省"), ElementsAre("省"));
  EXPECT_THAT(QueryTerms("GDP"), UnorderedElementsAre("gd", "dp"));
  // Something else ends the run on both sides, so all of it is known.
  EXPECT_THAT(QueryTerms("用5G网"), UnorderedElementsAre("用5", "5g", "g网"));
  EXPECT_THAT(QueryTerms("达22.71亿"), UnorderedElementsAre("达2", "22", "71", "1亿", "22.71"));
  EXPECT_THAT(QueryTerms("城乡 融合"), UnorderedElementsAre("城乡", "融合"));
  EXPECT_THAT(QueryTerms("、，“ ”"), IsEmpty());
  EXPECT_THAT(QueryTerms(""), IsEmpty());
}

// A sentence has all terms asked for any part of it, whatever part and whatever sentence.
TEST_F(IndexTermsTest, EveryPartOfASentenceIsFound) {
  const std::vector<std::string> pieces = {
      "农村", "居民", "人均", "可支配收入", "达", "22.71",    "2023", "年", "PM2.5",
      "R&D",  "5G",   "%",    "，",         "。", "“",        "”",    " ",  "　",
      "a",    ".",    "..",   "X",          "×",  "é",        "Ω",    "😀",  "𠀀",
      "〇",   "１２", "GDP",  "·",          "—",  "\xC2\xA0", "-"};
  std::mt19937 random(11);
  size_t asked = 0;
  for (int round = 0; round < 400; ++round) {
    std::string sentence;
    for (size_t n = 1 + random() % 14; n > 0; --n) sentence += pieces[random() % pieces.size()];
    const std::vector<std::string> terms = IndexTerms(sentence, segmenter_);
    for (const std::string& term : terms) {
      ASSERT_FALSE(term.empty());
      ASSERT_LE(term.size(), kMostTermBytes);
      ASSERT_EQ(RemoveSpace(term), term);
    }
    std::vector<size_t> borders;
    for (size_t at = 0; at <= sentence.size(); ++at) {
      if (at == sentence.size() || (static_cast<unsigned char>(sentence[at]) & 0xC0) != 0x80) {
        borders.push_back(at);
      }
    }
    for (size_t i = 0; i < borders.size(); ++i) {
      for (size_t k = i + 1; k < borders.size(); ++k) {
        const std::string part = sentence.substr(borders[i], borders[k] - borders[i]);
        const std::vector<std::string> query = QueryTerms(part);
        asked += query.size();
        ASSERT_TRUE(std::includes(terms.begin(), terms.end(), query.begin(), query.end()))
            << "sentence: " << sentence << "\npart: " << part;
      }
    }
  }
  EXPECT_GT(asked, 10000u);
}

TEST_F(IndexTermsTest, LongRunsAreNoTerms) {
  const std::string run(200, 'x');
  for (const std::string& term : IndexTerms("第" + run + "号", segmenter_)) {
    EXPECT_LE(term.size(), kMostTermBytes);
  }
  EXPECT_THAT(QueryTerms("第" + run + "号"), UnorderedElementsAre("第x", "xx", "x号"));
}

}  // namespace
}  // namespace gongbao::words
