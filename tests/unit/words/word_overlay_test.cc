// A caller's own words, and why a path is taken.
#include "services/language/words/word_overlay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "services/base/text.h"
#include "services/language/words/explain.h"
#include "services/language/words/word_segmenter.h"

namespace gongbao::words {
namespace {

using model::ConsideredWord;
using model::WordOrigin;
using testing::HasSubstr;

const std::shared_ptr<const Dictionary>& Built() {
  static const std::shared_ptr<const Dictionary> dictionary = *Dictionary::Open();
  return dictionary;
}

StatusOr<std::shared_ptr<const WordOverlay>> MakeOverlay(const std::string& lines) {
  GONGBAO_ASSIGN_OR_RETURN(auto bundle, model::Bundle::Parse("@words\n" + lines, "bundle"));
  return WordOverlay::Make(Built(), {bundle});
}

// word:tag with spaces between them.
std::string Cut(const WordSegmenter& segmenter, const std::string& text) {
  const model::Tokens tokens = segmenter.Segment(text);
  std::string out;
  for (size_t i = 0; i < tokens.begin.size(); ++i) {
    out += (i > 0 ? " " : "") + text.substr(tokens.begin[i], tokens.end[i] - tokens.begin[i]) + ":" +
           std::string(model::WordTagName(static_cast<model::WordTag>(tokens.tag[i])));
  }
  return out;
}

TEST(WordOverlayTest, WordsHoldAtOnce) {
  struct Case {
    const char* lines;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"", "推进青溪智谷", "推进:verb 青溪:place 智:noun 谷:person"},
      {"青溪智谷", "推进青溪智谷建设", "推进:verb 青溪智谷:noun 建设:verb"},
      {"青溪智谷 org", "推进青溪智谷建设", "推进:verb 青溪智谷:org 建设:verb"},
      {"青溪智谷 = nt", "推进青溪智谷建设", "推进:verb 青溪智谷:org 建设:verb"},
      {"青溪智谷 20 place", "推进青溪智谷", "推进:verb 青溪智谷:place"},
      {"青溪智谷\t=\tplace\r", "青溪智谷", "青溪智谷:place"},
      // Letters, digits and marks in a word.
      {"5G智谷 org", "建成5G智谷，G智谷", "建成:verb 5G智谷:org ，:punctuation G:latin 智:noun 谷:person"},
      {"“一心两翼” n", "构建“一心两翼”格局", "构建:verb “一心两翼”:noun 格局:noun"},
      {"四好园G n", "四好园G，四好园Gx", "四好园G:noun ，:punctuation 四:number 好:adjective 园:other Gx:latin"},
      {"A计划", "BA计划和A计划", "BA:latin 计划:noun 和:function A计划:noun"},
      // Rare characters, beyond 16 bits.
      {"𠮷野村 place", "到𠮷野村调研", "到:verb 𠮷野村:place 调研:verb"},
      // A weight of 0 takes a word of the dictionary away.
      {"双招双引 0", "抓双招双引", "抓:verb 双:noun 招:verb 双:noun 引:verb"},
      // Given twice: the larger weight, the last tag.
      {"青溪智谷 1 org\n青溪智谷 9 place", "青溪智谷", "青溪智谷:place"},
  };
  for (const Case& c : cases) {
    const auto overlay = MakeOverlay(c.lines);
    ASSERT_TRUE(overlay.ok()) << overlay.status();
    EXPECT_EQ(Cut(WordSegmenter(Built(), {}, *overlay), c.text), c.expected) << c.lines;
  }
}

TEST(WordOverlayTest, BadLinesAreNamed) {
  const std::pair<std::string, const char*> cases[] = {
      {"青溪智谷\n茶旅 -4 n", "bundle line 3: -4 is no weight"},
      {"青溪智谷 4x", "bundle line 2: 4x is no weight"},
      {"青溪智谷 = Noun!", "bundle line 2: Noun! is no tag"},
      {"青溪智谷 = n n", "bundle line 2: more than a word"},
      {"茶 5 n", "bundle line 2: a word of one character"},
      {"青溪智谷 99999999999999999999", "is no weight"},
      {std::string(33 * 3, 'x'), "more than 32 characters"},
  };
  for (const auto& [lines, message] : cases) {
    const auto overlay = MakeOverlay(lines);
    EXPECT_EQ(overlay.status().code(), absl::StatusCode::kInvalidArgument) << lines;
    EXPECT_THAT(Message(overlay.status()), HasSubstr(message));
  }
}

// An overlay without words changes nothing, whatever the text.
TEST(WordOverlayTest, AnEmptyOneChangesNothing) {
  const auto overlay = MakeOverlay("");
  ASSERT_TRUE(overlay.ok());
  const std::vector<std::string> pieces = {"推进", "高质量", "发展", "三万", "四千", "〇", "5G", "T恤", "，",
                                           "PM2.5", "2023年", "卡拉", "OK", "某", "×", "𠮷", "γ", " "};
  std::mt19937 random(5);
  for (const bool units : {false, true}) {
    for (const bool unknown : {false, true}) {
      const WordOptions options{true, units, unknown};
      const WordSegmenter with(Built(), options, *overlay);
      const WordSegmenter without(Built(), options);
      for (int round = 0; round < 500; ++round) {
        std::string text;
        for (size_t n = random() % 20; n > 0; --n) text += pieces[random() % pieces.size()];
        ASSERT_EQ(with.Segment(text), without.Segment(text)) << text;
      }
    }
  }
}

TEST(UnknownWordsTest, NamesAreFoundWhereAsked) {
  const WordSegmenter segmenter(Built(), {.unknown = true});
  EXPECT_EQ(Cut(segmenter, "由柴鸿舜主持"), "由:function 柴鸿舜:noun 主持:verb");
  EXPECT_EQ(Cut(segmenter, "镇长王煜栩出席"), "镇长:verb 王煜栩:person 出席:verb");
  // Numbers are joined as ever.
  EXPECT_EQ(Cut(segmenter, "三万四千五百只"), "三万四千五百:number 只:function");
  EXPECT_EQ(Cut(segmenter, "唱卡拉OK，在A股"), Cut(WordSegmenter(Built()), "唱卡拉OK，在A股"));
}

TEST(UnitsTest, WordsOfTheDictionaryMayEndInLetters) {
  EXPECT_EQ(Cut(WordSegmenter(Built()), "学阿Q精神"), "学:noun 阿Q:noun 精神:noun");
}

// What is taken covers the text; of the paths that begin where a row begins the taken one is heaviest.
TEST(ExplainTest, WordsConsideredAndTaken) {
  const auto overlay = MakeOverlay("溪智谷园 20 org");
  ASSERT_TRUE(overlay.ok());
  const WordSegmenter segmenter(Built(), {}, *overlay);
  const std::string text = "固定资产投资增长12%";
  std::string taken;
  bool inner = false;
  for (const ConsideredWord& word : Explain(text, segmenter)) {
    const std::string part = text.substr(word.begin, word.end - word.begin);
    if (word.taken) taken += (taken.empty() ? "" : " ") + part + ":" + std::string(model::WordOriginName(word.origin));
    if (part == "资产") inner = !word.taken && word.weight && *word.weight < 0 && *word.path_weight < *word.weight;
  }
  EXPECT_EQ(taken, "固定资产投资:lexicon 增长:dictionary 12%:unit");
  EXPECT_TRUE(inner) << "资产 was considered and left";
  for (const ConsideredWord& word : Explain("青溪智谷园", segmenter)) {
    if (word.origin == WordOrigin::kBundle) {
      EXPECT_TRUE(word.taken);
      EXPECT_EQ(word.tag, model::WordTag::kOrg);
    }
  }
}

}  // namespace
}  // namespace gongbao::words
