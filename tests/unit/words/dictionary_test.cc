#include "services/language/words/dictionary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "services/language/words/build/dictionary_builder.h"
#include "services/language/words/word_tags.h"

namespace gongbao::words {
namespace {

using model::WordTag;
using testing::HasSubstr;

constexpr char kJieba[] = "乡村 60 n\n振兴 30 vn\n乡村振兴 4 n\nB超 3 n\n镇 3 n\n";

std::shared_ptr<const Dictionary> Make(std::string_view jieba, std::string_view domain) {
  auto image = BuildDictionaryImage(jieba, domain);
  EXPECT_TRUE(image.ok()) << image.status();
  auto dictionary = Dictionary::FromImage(*image);
  EXPECT_TRUE(dictionary.ok()) << dictionary.status();
  return *dictionary;
}

TEST(DictionaryTest, WeightsAreLogarithmsOfFrequencies) {
  const auto dictionary = Make(kJieba, "");
  EXPECT_DOUBLE_EQ(dictionary->WeightOf("乡村"), std::log(60.0) - std::log(100.0));
  EXPECT_DOUBLE_EQ(dictionary->WeightOf("B超"), std::log(3.0) - std::log(100.0));
  EXPECT_DOUBLE_EQ(dictionary->unknown_weight(), -std::log(100.0));
  for (const char* none : {"乡", "乡村振", "村", "乡村振兴镇", "", "B", "超", "𠀀", "\xFF"}) {
    EXPECT_TRUE(std::isinf(dictionary->WeightOf(none))) << none;
  }
}

TEST(DictionaryTest, DomainWordsHaveTheLargerCount) {
  const auto dictionary = Make(kJieba, "# ours\n乡村振兴 50 v  # raised\n乡村 1 n\n双招双引 7 n\n");
  EXPECT_DOUBLE_EQ(dictionary->WeightOf("乡村振兴"), std::log(50.0) - std::log(100.0));
  EXPECT_DOUBLE_EQ(dictionary->WeightOf("乡村"), std::log(60.0) - std::log(100.0));
  EXPECT_DOUBLE_EQ(dictionary->WeightOf("双招双引"), std::log(7.0) - std::log(100.0));
}

TEST(DictionaryTest, JustEnoughBeatsTheBestDivision) {
  const auto dictionary = Make(kJieba, "振兴乡村 = n\n镇镇镇 = n\n");
  EXPECT_GE(dictionary->WeightOf("振兴乡村"),
            dictionary->WeightOf("振兴") + dictionary->WeightOf("乡村"));
  EXPECT_GE(dictionary->WeightOf("镇镇镇"), 3 * dictionary->WeightOf("镇"));
}

TEST(DictionaryTest, NamesOfDivisionsAreWords) {
  auto image = BuildDictionaryImage(kJieba, "振兴镇 9 n\n", "乡村镇\n城区\n\n振兴镇\n");
  ASSERT_TRUE(image.ok()) << image.status();
  const auto dictionary = *Dictionary::FromImage(*image);
  EXPECT_GE(dictionary->WeightOf("乡村镇"),
            dictionary->WeightOf("乡村") + dictionary->WeightOf("镇"));
  EXPECT_TRUE(std::isinf(dictionary->WeightOf("城区")));
  EXPECT_DOUBLE_EQ(dictionary->WeightOf("振兴镇"), std::log(9.0) - std::log(100.0));
  EXPECT_FALSE(BuildDictionaryImage(kJieba, "", "𠀀村镇\n").ok());
}

TEST(DictionaryTest, EveryWordIsFoundAmongMany) {
  std::string jieba;
  std::vector<std::string> words;
  // Words that share beginnings in every way.
  const std::vector<std::string> characters = {"甲", "乙", "丙", "丁", "戊", "己", "庚"};
  for (const auto& a : characters) {
    for (const auto& b : characters) {
      for (const auto& c : characters) {
        words.push_back(a + b + c);
        words.push_back(a + c + b + a);
      }
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (size_t i = 0; i < words.size(); ++i) {
    jieba += words[i] + " " + std::to_string(i + 1) + " n\n";
  }
  const auto dictionary = Make(jieba, "");
  const double total = static_cast<double>(words.size() * (words.size() + 1) / 2);
  for (size_t i = 0; i < words.size(); ++i) {
    ASSERT_DOUBLE_EQ(dictionary->WeightOf(words[i]),
                     std::log(static_cast<double>(i + 1)) - std::log(total))
        << words[i];
    ASSERT_TRUE(std::isinf(dictionary->WeightOf(words[i] + "子")));
  }
}

TEST(DictionaryTest, BadListsAreRefusedByLine) {
  struct Case {
    const char* jieba;
    const char* domain;
    const char* message;
  };
  const Case cases[] = {
      {"乡村 60 n\n振兴 many vn\n", "", "jieba line 2"},
      {"乡村 60\n", "", "jieba line 1"},
      {"乡村 -3 n\n", "", "jieba line 1"},
      {"𠀀村 3 n\n", "", "jieba line 1"},
      {kJieba, "双招双引 = n\n双招双引 = n\n", "domain line 2"},
      {kJieba, "\n\n双招双引 n\n", "domain line 3"},
      {kJieba, "镇 9 n\n", "domain line 1"},
      {kJieba, "\xFF\xFE 9 n\n", "not UTF-8"},
      {"", "", "no words"},
  };
  for (const Case& c : cases) {
    const auto image = BuildDictionaryImage(c.jieba, c.domain);
    ASSERT_FALSE(image.ok()) << c.message;
    EXPECT_EQ(image.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(Message(image.status()), HasSubstr(c.message));
  }
}

TEST(DictionaryTest, DamagedImagesAreRefused) {
  const std::string good = *BuildDictionaryImage(kJieba, "");
  ASSERT_TRUE(Dictionary::FromImage(good).ok());
  std::vector<std::pair<const char*, std::string>> cases;
  cases.emplace_back("empty", "");
  cases.emplace_back("header alone", good.substr(0, sizeof(ImageHeader)));
  cases.emplace_back("cut", good.substr(0, good.size() - 8));
  cases.emplace_back("longer", good + std::string(8, '\0'));
  std::string magic = good;
  magic[0] = 'x';
  cases.emplace_back("magic", magic);
  std::string version = good;
  version[offsetof(ImageHeader, version)] = 99;
  cases.emplace_back("version", version);
  std::string base = good;
  const uint32_t far = 0x7FFFFFFF;
  std::memcpy(&base[sizeof(ImageHeader) + 65536 * 2], &far, sizeof far);
  cases.emplace_back("base out of range", base);
  std::string entry = good;
  entry[sizeof(ImageHeader) + 65536 * 2 + 6] = '\x7F';
  entry[sizeof(ImageHeader) + 65536 * 2 + 7] = '\x7F';
  cases.emplace_back("entry out of range", entry);
  std::string id = good;
  id[sizeof(ImageHeader) + 100] = '\xFF';
  id[sizeof(ImageHeader) + 101] = '\xFF';
  cases.emplace_back("id out of range", id);
  for (const auto& [name, image] : cases) {
    const auto dictionary = Dictionary::FromImage(image);
    EXPECT_FALSE(dictionary.ok()) << name;
    EXPECT_EQ(dictionary.status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
}

TEST(DictionaryTest, OpensTheBuiltImage) {
  const auto dictionary = Dictionary::Open();
  ASSERT_TRUE(dictionary.ok()) << dictionary.status();
  EXPECT_GT((*dictionary)->WeightOf("固定资产"), -30);
  EXPECT_GT((*dictionary)->WeightOf("双招双引"), -60);
  EXPECT_EQ((*dictionary)->digest().size(), 64u);
  const auto again = Dictionary::Open();
  EXPECT_EQ((*again)->digest(), (*dictionary)->digest());
  EXPECT_EQ(Dictionary::OpenFile("/nonexistent/words.img").status().code(),
            absl::StatusCode::kNotFound);
}

TEST(DictionaryTest, TagsAreCoarse) {
  const std::pair<const char*, WordTag> cases[] = {
      {"n", WordTag::kNoun},     {"nz", WordTag::kNoun},     {"ns", WordTag::kPlace},
      {"nr", WordTag::kPerson},  {"nrt", WordTag::kPerson},  {"nt", WordTag::kOrg},
      {"v", WordTag::kVerb},     {"vn", WordTag::kVerb},     {"a", WordTag::kAdjective},
      {"ad", WordTag::kAdverb},  {"an", WordTag::kNoun},     {"d", WordTag::kAdverb},
      {"m", WordTag::kNumber},   {"mq", WordTag::kNumber},   {"t", WordTag::kTime},
      {"p", WordTag::kFunction}, {"uj", WordTag::kFunction}, {"eng", WordTag::kLatin},
      {"i", WordTag::kOther},    {"", WordTag::kOther},      {"zg", WordTag::kOther},
  };
  for (const auto& [tag, expected] : cases) EXPECT_EQ(TagOfJieba(tag), expected) << tag;
}

}  // namespace
}  // namespace gongbao::words
