// Without our lexicon and without units the words are those of jieba's cut(HMM=False), and with
// unknown words those of its cut(HMM=True); both run here as python3 on the same text.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/words/dictionary.h"
#include "services/language/words/word_segmenter.h"

namespace gongbao::words {
namespace {

// Reads texts divided by U+0000, writes words divided by U+0001 and texts by U+0000.
constexpr char kScript[] = R"(
import logging, sys
import jieba
jieba.setLogLevel(logging.ERROR)
texts = open(sys.argv[1], encoding='utf-8', newline='').read().split('\x00')
for name, hmm in (('/off', False), ('/on', True)):
    with open(sys.argv[2] + name, 'w', encoding='utf-8', newline='') as out:
        out.write('\x00'.join('\x01'.join(jieba.cut(text, HMM=hmm)) for text in texts))
)";

class JiebaTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/gongbao-jieba-XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
  }

  // Has jieba cut the texts both ways; false where it can't be run.
  bool RunJieba(const std::vector<std::string>& texts) {
    std::ofstream(folder_ + "/cut.py") << kScript;
    std::ofstream(folder_ + "/in", std::ios::binary) << Join(texts, std::string_view("\0", 1));
    const std::string command = "TMPDIR=" + folder_ + " /usr/bin/python3 -B " + folder_ +
                                "/cut.py " + folder_ + "/in " + folder_;
    return std::system(command.c_str()) == 0;
  }

  // What it made of each text.
  std::vector<std::vector<std::string>> ReadWords(const std::string& name) {
    std::ifstream file(folder_ + name, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    std::vector<std::vector<std::string>> all;
    const std::string bytes = content.str();
    for (const std::string_view text : Split(bytes, '\0')) {
      std::vector<std::string> words;
      if (!text.empty()) {
        for (const std::string_view word : Split(text, '\x01')) words.emplace_back(word);
      }
      all.push_back(std::move(words));
    }
    return all;
  }

  // Both ways of cutting give what jieba gives.
  void ExpectSame(const std::vector<std::string>& texts) {
    auto dictionary = Dictionary::Open();
    ASSERT_TRUE(dictionary.ok()) << dictionary.status();
    ASSERT_TRUE(RunJieba(texts)) << "python3-jieba is missing or failed";
    for (const bool unknown : {false, true}) {
      const WordSegmenter segmenter(*dictionary,
                                    {.domain = false, .units = false, .unknown = unknown});
      const std::vector<std::vector<std::string>> expected = ReadWords(unknown ? "/on" : "/off");
      ASSERT_EQ(expected.size(), texts.size());
      for (size_t i = 0; i < texts.size(); ++i) {
        ASSERT_EQ(Cut(segmenter, texts[i]), expected[i])
            << (unknown ? "HMM on" : "HMM off") << ", text: " << texts[i];
      }
    }
  }

  static std::vector<std::string> Cut(const WordSegmenter& segmenter, const std::string& text) {
    const model::Tokens tokens = segmenter.Segment(text);
    std::vector<std::string> words;
    for (size_t i = 0; i < tokens.begin.size(); ++i) {
      words.push_back(text.substr(tokens.begin[i], tokens.end[i] - tokens.begin[i]));
    }
    return words;
  }

  std::string folder_;
};

std::vector<std::string> WrittenTexts() {
  return {
      "2023年，全镇完成工业总产值22.71亿元，同比增长18.6%，固定资产投资增长9%以上。",
      "一是持续优化营商环境；二是加快推进“一带一路”项目建设，确保年内竣工投产。",
      "城镇居民人均可支配收入分别达到27640元和9775元。",
      "研究生命的起源，结婚的和尚未结婚的，乒乓球拍卖完了",
      "PM2.5平均浓度26微克/立方米，R&D经费投入强度2.13%，AT&T与C++、c#、B超、T恤、卡拉OK。",
      "Ａ股与full-width，ＧＤＰ１２３。",
      "  leading spaces\ttabs\nand lines\r\nwith both  ",
      "X亿元、xx.51%、□□万元、某某镇、×户",
      "〇零一二三四五六七八九十百千万亿两",
      "𠮷野家與𪚥，emoji😀，全角空格　在此，\xE2\x80\x8B零宽",
      "a.b-c_d+e#f&g%h",
      "二〇二一年一月十五日至二〇二五年十二月三十一日",
      "γ射线与α、β粒子，Ⅱ类水质，①②③",
      "上海自来水来自海上，山西悬空寺空悬西山",
      "鿕鿖龥龦",
      "%%%...---+++",
      "村（居）委会、乡（镇、街道）",
      "",
      "。",
      "的",
      "他来到了网易杭研大厦，李小福是创新办主任也是云计算方面的专家",
      "柴鸿舜、费阿毛与欧阳翠屏赴鹭岛考察聚力芯微电子",
      "台湾中正大学，工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作",
      "甪直、歙县、亳州与圐圙、犄角旮旯",
      "买了x3.5%y和3.14.15%，x.5y...a-b--c%%",
      "鑫犇垚淼焱磊森晶品",
  };
}

// Sentences of random pieces: dictionary words, letters, digits, marks, rare characters.
std::vector<std::string> RandomTexts() {
  const std::vector<std::string> pieces = {
      "推进",   "高质量", "发展", "乡村", "振兴",   "全面", "项目", "建设", "的",
      "了",     "和",     "在",   "是",   "不",     "一",   "二",   "三",   "十",
      "百",     "千",     "万",   "亿",   "元",     "人",   "年",   "月",   "中华人民共和国",
      "国务院", "增长",   "5",    "12",   "3.6",    "%",    "GDP",  "a",    "Z",
      ".",      "-",      "+",    "&",    "#",      "_",    "，",   "。",   "；",
      "“",      "”",      "（",   "）",   " ",      "\n",   "\r\n", "\r",   "鿕",
      "鿖",    "㐀",     "𠀀",   "é",    "Ω",      "γ",    "　",   "农业", "农村",
      "农民",   "工作",   "报告", "各位", "代表",   "政府", "市场", "监管", "生态",
      "环境",   "保护",   "长江", "大桥", "南京市", "市长"};
  std::mt19937 random(20240117);
  std::vector<std::string> texts;
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    const size_t length = random() % 30;
    for (size_t k = 0; k < length; ++k) text += pieces[random() % pieces.size()];
    texts.push_back(text);
  }
  // Any characters of the range that jieba looks up.
  for (int i = 0; i < 500; ++i) {
    std::u32string text;
    for (int k = 0; k < 60; ++k) text.push_back(0x4E00 + random() % (0x9FD6 - 0x4E00));
    texts.push_back(ToUtf8(text));
  }
  return texts;
}

std::filesystem::path SourceFolder() {
  const char* folder = std::getenv("GONGBAO_SOURCE_DIR");
  return folder == nullptr ? "." : folder;
}

// corpus of GONGBAO_SHARED, else of the folder shared beside the source.
std::filesystem::path CorpusFolder() {
  const char* folder = std::getenv("GONGBAO_SHARED");
  return (folder == nullptr ? SourceFolder() / "../shared" : std::filesystem::path(folder)) / "corpus";
}

// Every text file below a folder, line by line; nothing where there is no such folder.
std::vector<std::string> LinesBelow(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".txt") paths.push_back(it->path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> lines;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    for (std::string line; std::getline(file, line);) {
      if (FindInvalidUtf8(line) == line.npos && line.find('\0') == line.npos) lines.push_back(line);
    }
  }
  return lines;
}

TEST_F(JiebaTest, CutsWrittenAndRandomTextsAsJiebaDoes) {
  std::vector<std::string> texts = WrittenTexts();
  for (std::string& text : RandomTexts()) texts.push_back(std::move(text));
  ExpectSame(texts);
}

TEST_F(JiebaTest, CutsOurSamplesAsJiebaDoes) {
  const std::vector<std::string> lines = LinesBelow(SourceFolder() / "tests/data/samples");
  ASSERT_GT(lines.size(), 300u);
  ExpectSame(lines);
}

// Real reports, where the folder of them lies beside the source.
TEST_F(JiebaTest, CutsTheCorpusAsJiebaDoes) {
  const std::vector<std::string> lines = LinesBelow(CorpusFolder());
  if (lines.empty()) GTEST_SKIP() << "no corpus in " << CorpusFolder();
  ExpectSame(lines);
}

}  // namespace
}  // namespace gongbao::words
