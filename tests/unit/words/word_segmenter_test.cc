#include "services/language/words/word_segmenter.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

#include "services/base/text.h"
#include "services/language/words/build/dictionary_builder.h"
#include "services/language/words/units.h"

namespace gongbao::words {
namespace {

using model::Tokens;
using model::WordTag;

std::shared_ptr<const Dictionary> Built() {
  auto dictionary = Dictionary::Open();
  EXPECT_TRUE(dictionary.ok()) << dictionary.status();
  return *dictionary;
}

// Words with / between them.
std::string Cut(const WordSegmenter& segmenter, const std::string& text) {
  const Tokens tokens = segmenter.Segment(text);
  std::string out;
  for (size_t i = 0; i < tokens.begin.size(); ++i) {
    if (i > 0) out += "/";
    out += text.substr(tokens.begin[i], tokens.end[i] - tokens.begin[i]);
  }
  return out;
}

TEST(WordSegmenterTest, UnitsStayWhole) {
  const WordSegmenter segmenter(Built());
  const std::pair<const char*, const char*> cases[] = {
      {"完成12,387.5万元", "完成/12,387.5/万元"},
      {"增长22%，达9.8‰", "增长/22%/，/达/9.8‰"},
      {"2021年1月9日召开", "2021年1月9日/召开"},
      {"2022年1-10月完成", "2022年1-10月/完成"},
      {"1至6月实现", "1至6月/实现"},
      {"9月1日前", "9月1日/前"},
      {"xx.51亿元，3xx人，□□万元", "xx.51/亿元/，/3xx/人/，/□□/万元"},
      {"增长X%、x.3%", "增长/X%/、/x.3%"},
      {"PM2.5平均浓度", "PM2.5/平均/浓度"},
      {"R&D经费和5G基站", "R&D/经费/和/5G/基站"},
      {"G310线和X047线", "G310/线/和/X047/线"},
      {"三万四千五百只，三百二十户", "三万四千五百/只/，/三百二十/户"},
      {"自二〇二一年起，〇一二", "自/二〇二一年/起/，/〇一二"},
      {"第2、3名", "第/2/、/3/名"},
      {"  有 空格\n换行\t", "有/空格/换行"},
      {"T恤、B超", "T恤/、/B超"},
      {"1,2345人", "1/,/2345/人"},
      {"12.4∶46.1∶41.5", "12.4/∶/46.1/∶/41.5"},
      {"2023.", "2023/."},
      {"", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(Cut(segmenter, text), expected) << text;
}

TEST(WordSegmenterTest, OurLexiconAddsWords) {
  const WordSegmenter with(Built());
  const WordSegmenter without(Built(), {.domain = false, .units = true});
  EXPECT_EQ(Cut(with, "抓好双招双引"), "抓好/双招双引");
  EXPECT_NE(Cut(without, "抓好双招双引"), "抓好/双招双引");
}

TEST(WordSegmenterTest, TagsComeWithTheWords) {
  const WordSegmenter segmenter(Built());
  const std::string text = "2021年完成22.7亿元，某x亿元GDP";
  const Tokens tokens = segmenter.Segment(text);
  std::vector<std::string> tagged;
  for (size_t i = 0; i < tokens.begin.size(); ++i) {
    tagged.push_back(text.substr(tokens.begin[i], tokens.end[i] - tokens.begin[i]) + " " +
                     std::string(WordTagName(static_cast<WordTag>(tokens.tag[i]))));
  }
  const std::vector<std::string> expected = {"2021年 time", "完成 verb",      "22.7 number",
                                             "亿元 number", "， punctuation", "某 function",
                                             "x masked",    "亿元 number",    "GDP latin"};
  EXPECT_EQ(tagged, expected);
}

TEST(WordSegmenterTest, LongerWordsWinTies) {
  // ab and a+b weigh the same: 4/16 = 2/4 * ... is made by counts 4 and 1 of 16.
  auto image = BuildDictionaryImage("甲 4 n\n乙 4 n\n甲乙 1 n\n丙 7 n\n", "");
  ASSERT_TRUE(image.ok());
  auto dictionary = Dictionary::FromImage(*image);
  ASSERT_TRUE(dictionary.ok());
  EXPECT_EQ(Cut(WordSegmenter(*dictionary), "甲乙丙"), "甲乙/丙");
}

// Without units every byte is in a word; with them only white space is left out. Offsets rise,
// begin and end at characters, and are moved by the offset given.
TEST(WordSegmenterTest, OffsetsAreExactInAnyText) {
  const auto dictionary = Built();
  const std::vector<std::string> pieces = {
      "经济",     "发展", "X", "12", ".", "5", "%",  "年", "月", "，",  " ",  "\n",   "\xFF",
      "\xE4\xB8", "😀",    "é", "Ⅱ",  "×", "□", "某", "一", "千", "R&D", "〇", "\r\n", "　"};
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (size_t n = random() % 24; n > 0; --n) text += pieces[random() % pieces.size()];
    for (const bool units : {false, true}) {
      Tokens tokens;
      WordSegmenter(dictionary, {true, units}).Segment(text, &tokens, 1000);
      size_t at = 1000;
      for (size_t i = 0; i < tokens.begin.size(); ++i) {
        ASSERT_LT(tokens.begin[i], tokens.end[i]);
        const std::string_view gap = std::string_view(text).substr(at - 1000, tokens.begin[i] - at);
        ASSERT_TRUE(Strip(gap).empty()) << text;
        ASSERT_TRUE(units || gap.empty()) << text;
        at = tokens.end[i];
      }
      const std::string_view rest = std::string_view(text).substr(at - 1000);
      ASSERT_TRUE(Strip(rest).empty()) << text;
      ASSERT_TRUE(units || rest.empty()) << text;
    }
  }
}

TEST(WordSegmenterTest, LongRunsAreCutWhole) {
  const WordSegmenter segmenter(Built());
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "发展";
  EXPECT_EQ(segmenter.Segment(text).begin.size(), 200000u);
  const std::string digits(300000, '7');
  EXPECT_EQ(segmenter.Segment(digits).begin.size(), 1u);
  const std::string letters(300000, 'a');
  EXPECT_GT(segmenter.Segment(letters).begin.size(), 1u);
  EXPECT_EQ(segmenter.Segment("发展").begin.size(), 1u);
}

TEST(WordSegmenterTest, ThreadsShareOne) {
  const WordSegmenter segmenter(Built());
  const std::string text = "全镇完成固定资产投资18.9亿元，同比增长122.1%，新增规上企业3家。";
  const Tokens expected = segmenter.Segment(text);
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) wrong[t] += segmenter.Segment(text) == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(UnitsTest, Numerals) {
  for (const char* yes : {"一万二千", "三百", "二〇二一", "十二", "二十", "三万亿", "一百零五",
                          "两千三百", "一亿二千万", "十万"}) {
    EXPECT_TRUE(IsNumeral(yes)) << yes;
  }
  for (const char* no : {"十四五", "万亿", "一二三", "百", "百千", "五", "三五", "千百万", ""}) {
    EXPECT_FALSE(IsNumeral(no)) << no;
  }
}

}  // namespace
}  // namespace gongbao::words
