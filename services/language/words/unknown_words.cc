#include "services/language/words/unknown_words.h"

#include <array>

#include "services/base/text.h"
#include "services/language/words/units.h"

namespace gongbao::words {
namespace {

using model::WordTag;

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAsciiAlnum(char c) {
  return IsAsciiDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The most frequent surnames, 95 of 100 people's.
constexpr std::u32string_view kSurnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    U"崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

constexpr std::array<std::string_view, 14> kFirmEnds = {"公司", "集团", "银行", "厂",   "局",   "委员会", "协会",
                                                        "中心", "学院", "大学", "医院", "合作社", "基金会", "支队"};
constexpr std::u32string_view kPlaceEnds = U"省市县区镇乡村屯庄寨湾沟坪坝岭山河江湖溪港岛路街巷桥";

class Joiner {
 public:
  Joiner(const Dictionary& dictionary, const double* weights, std::string_view text, size_t end,
         Lattice* lattice)
      : dictionary_(dictionary), weights_(weights), text_(text), end_(end), lattice_(*lattice) {}

  void JoinRow(size_t begin, size_t end) {
    if (end - begin < 2 || IsWord(begin, end)) return;
    for (size_t i = begin; i < end;) {
      size_t next = i + 1;
      const bool han = IsModelHan(i);
      while (next < end && IsModelHan(next) == han) ++next;
      if (han) {
        JoinHan(i, next);
      } else {
        JoinOthers(i, next);
      }
      i = next;
    }
  }

 private:
  size_t ByteAt(size_t i) const { return i < lattice_.begins.size() ? lattice_.begins[i] : end_; }
  // Characters that the model is asked about.
  bool IsModelHan(size_t i) const {
    const CodePoint c = DecodeAt(text_, lattice_.begins[i]);
    return c.value >= 0x4E00 && c.value <= 0x9FD5;
  }
  bool IsWord(size_t begin, size_t end) const {
    uint32_t base = 0;
    uint16_t entry = 0;
    for (size_t i = begin; i < end; ++i) {
      const uint16_t id = lattice_.ids[i];
      if (id == 0 || (i > begin && base == 0)) return false;
      const TrieNode& node = dictionary_.nodes()[base + id];
      if (node.label != id) return false;
      base = node.base;
      entry = node.entry;
    }
    return entry != 0 && weights_[entry] > kLowestWeight;
  }
  void Put(size_t i, size_t length) {
    // A single character keeps the entry that it has.
    if (length > 1) lattice_.steps[i] = {static_cast<uint16_t>(length), 0};
  }
  void JoinHan(size_t begin, size_t end) {
    lattice_.lengths.clear();
    dictionary_.unknown_model().Divide(&lattice_.ids[begin], end - begin, &lattice_.lengths);
    size_t i = begin;
    for (uint32_t length : lattice_.lengths) {
      // A step is short; a name is shorter.
      for (; length > 0xFFFF; length -= 0xFFFF, i += 0xFFFF) Put(i, 0xFFFF);
      Put(i, length);
      i += length;
    }
  }
  // Letters and digits with a fraction and a % are one word each, and so is what stands between.
  void JoinOthers(size_t begin, size_t end) {
    for (size_t i = begin; i < end;) {
      size_t next = EndOfAlnum(i, end);
      if (next == i) {
        while (next < end && !IsAsciiAlnum(text_[ByteAt(next)]) && next - i < 0xFFFF) ++next;
      }
      Put(i, next - i);
      i = next;
    }
  }
  size_t EndOfAlnum(size_t i, size_t end) const {
    size_t next = i;
    const auto at = [&](size_t k) { return k < end ? text_[ByteAt(k)] : '\0'; };
    while (IsAsciiAlnum(at(next)) && next - i < 0xFF00) ++next;
    if (next == i) return i;
    if (at(next) == '.' && IsAsciiDigit(at(next + 1))) {
      next += 2;
      while (IsAsciiDigit(at(next)) && next - i < 0xFFF0) ++next;
    }
    return at(next) == '%' ? next + 1 : next;
  }

  const Dictionary& dictionary_;
  const double* const weights_;
  const std::string_view text_;
  const size_t end_;
  Lattice& lattice_;
};

}  // namespace

void JoinUnknownWords(const Dictionary& dictionary, const double* weights, std::string_view text,
                      size_t end, bool keep_numerals, Lattice* lattice) {
  Joiner joiner(dictionary, weights, text, end, lattice);
  const size_t count = lattice->ids.size();
  const auto ends_row = [&](size_t i) {
    return lattice->steps[i].length > 1 ||
           (keep_numerals && IsNumeralCharacter(DecodeAt(text, lattice->begins[i]).value));
  };
  for (size_t i = 0; i < count;) {
    if (ends_row(i)) {
      i += lattice->steps[i].length;
      continue;
    }
    size_t next = i + 1;
    while (next < count && !ends_row(next)) ++next;
    joiner.JoinRow(i, next);
    i = next;
  }
}

WordTag TagOfUnknownWord(std::string_view word) {
  const unsigned char first_byte = static_cast<unsigned char>(word.empty() ? 0 : word[0]);
  if (first_byte < 0x80) {
    for (const char c : word) {
      if (!IsAsciiDigit(c) && c != '.' && c != '%') return IsAsciiAlnum(word[0]) ? WordTag::kLatin : WordTag::kOther;
    }
    return IsAsciiDigit(word[0]) ? WordTag::kNumber : WordTag::kOther;
  }
  for (const std::string_view end : kFirmEnds) {
    if (word.size() > end.size() && word.ends_with(end)) return WordTag::kOrg;
  }
  const char32_t last = DecodeBefore(word, word.size()).value;
  if (kPlaceEnds.find(last) != kPlaceEnds.npos) return WordTag::kPlace;
  const size_t characters = CountCodePoints(word);
  const bool person = (characters == 2 || characters == 3) &&
                      kSurnames.find(DecodeAt(word, 0).value) != kSurnames.npos;
  return person ? WordTag::kPerson : WordTag::kNoun;
}

}  // namespace gongbao::words
