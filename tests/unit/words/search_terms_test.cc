#include "services/language/words/search_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/words/index_terms.h"

namespace gongbao::words {
namespace {

const WordSegmenter& Segmenter() {
  static const WordSegmenter segmenter(*Dictionary::Open());
  return segmenter;
}

model::SearchTerms TermsOf(const std::string& text) {
  return TermsWithPlaces(text, Segmenter().Segment(text), Segmenter());
}

// Terms of one kind, in order.
std::vector<std::string> OfKind(const std::string& text, model::TermKind kind) {
  const model::SearchTerms terms = TermsOf(text);
  std::vector<std::string> found;
  for (size_t i = 0; i < terms.begin.size(); ++i) {
    if (terms.kind[i] != static_cast<uint8_t>(kind)) continue;
    found.push_back(text.substr(terms.begin[i], terms.end[i] - terms.begin[i]));
  }
  return found;
}

TEST(SearchTermsTest, FineAndCoarse) {
  using model::TermKind;
  const std::string text = "人均可支配收入增22.71%，GDP";
  EXPECT_THAT(OfKind(text, TermKind::kWord), testing::ElementsAre("人均可支配收入", "增", "GDP"));
  EXPECT_THAT(OfKind(text, TermKind::kInnerWord),
              testing::IsSupersetOf({"人均", "可支配收入", "支配", "收入"}));
  EXPECT_THAT(OfKind(text, TermKind::kRun), testing::ElementsAre("22.71", "GDP"));
  EXPECT_THAT(OfKind("镇长，好", TermKind::kPair), testing::ElementsAre("镇长"));
  EXPECT_THAT(OfKind("镇长，好", TermKind::kCharacter), testing::ElementsAre("镇", "长", "好"));
  EXPECT_TRUE(TermsOf("，。 ").begin.empty());
  EXPECT_TRUE(TermsOf("").begin.empty());
}

// What a sentence is indexed by is what stands in it.
TEST(SearchTermsTest, HoldTheIndexTerms) {
  for (const std::string text : {"全镇PM2.5平均浓度26微克，R&D经费增长3%。", "𠮷野家在A股上市😀é", "…a.b.c…", "人均可支配收入"}) {
    const model::SearchTerms terms = TermsOf(text);
    std::set<std::string> places;
    for (size_t i = 0; i < terms.begin.size(); ++i) {
      places.insert(AsciiLower(std::string_view(text).substr(terms.begin[i], terms.end[i] - terms.begin[i])));
    }
    for (const std::string& term : IndexTerms(text, Segmenter())) {
      EXPECT_TRUE(places.contains(term)) << term << " of " << text;
    }
  }
}

}  // namespace
}  // namespace gongbao::words
