#include "services/language/words/word_segmenter.h"

#include <vector>

#include "services/base/text.h"
#include "services/language/words/units.h"

namespace gongbao::words {
namespace {

using model::WordTag;

constexpr double kLowest = -1e300;  // above the weight of what is no word
constexpr size_t kKeepCapacity = size_t{1} << 16;

bool IsAsciiAlnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Characters that jieba looks up in the dictionary; all others are words of their own.
bool IsJiebaBlock(char32_t c) {
  if (c >= 0x80) return c >= 0x4E00 && c <= 0x9FD5;
  return IsAsciiAlnum(c) || c == '+' || c == '#' || c == '&' || c == '.' || c == '_' || c == '%' ||
         c == '-';
}

WordTag TagOfSymbol(char32_t c) {
  if (c < 0x80) return c > ' ' && c != 0x7F ? WordTag::kPunctuation : WordTag::kOther;
  const bool punctuation = (c >= 0x2010 && c <= 0x205E) ||
                           (c >= 0x3001 && c <= 0x303F && c != 0x3007) ||
                           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
                           (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) ||
                           c == 0xB7 || (c >= 0xFE10 && c <= 0xFE6F);
  return punctuation ? WordTag::kPunctuation : WordTag::kOther;
}

// A step of the best path: how many characters the word has, and its entry.
struct Step {
  uint16_t length;
  uint16_t entry;
};

// Characters of a block waiting for its end, and the lattice over them. Kept by each thread.
struct Scratch {
  std::vector<uint16_t> ids;
  std::vector<uint32_t> begins;
  std::vector<double> best;
  std::vector<Step> steps;

  void Shrink() {
    if (ids.capacity() <= kKeepCapacity) return;
    *this = Scratch();
  }
};

class Run {
 public:
  Run(const Dictionary& dictionary, const WordOptions& options, std::string_view text,
      uint32_t offset, model::Tokens* out, Scratch* scratch)
      : dictionary_(dictionary),
        ids_(dictionary.ids()),
        nodes_(dictionary.nodes()),
        weights_(dictionary.weights(options.domain)),
        units_(options.units),
        text_(text),
        offset_(offset),
        out_(out),
        s_(*scratch) {}

  void Segment();

 private:
  // Adds the character at `at` to the block.
  void Push(size_t at, char32_t c) {
    s_.ids.push_back(c < 0x10000 ? ids_[c] : 0);
    s_.begins.push_back(static_cast<uint32_t>(at));
  }
  void Emit(size_t begin, size_t end, WordTag tag) {
    out_->begin.push_back(offset_ + static_cast<uint32_t>(begin));
    out_->end.push_back(offset_ + static_cast<uint32_t>(end));
    out_->tag.push_back(static_cast<uint8_t>(tag));
  }
  // True where a unit begins at `at`: then it is emitted and *at moved behind it. Where a word of
  // the dictionary is longer (T恤), its first characters become part of the block.
  bool TakeUnit(size_t* at);
  // True where a number in Han digits with a 〇 (二〇二一年) stands around `at`; as TakeUnit.
  bool TakeHanDigits(size_t* at);
  // Bytes of the longest word of the dictionary that begins at `at`.
  size_t LongestWord(size_t at) const;
  void FlushBlock(size_t end);
  void FindBestPath(size_t count);
  void EmitJieba(size_t count);
  void EmitWithNumerals(size_t count);
  size_t CountNumerals(size_t i, size_t count) const;
  void Symbol(size_t* at, const CodePoint& c);

  const Dictionary& dictionary_;
  const uint16_t* const ids_;
  const TrieNode* const nodes_;
  const double* const weights_;
  const bool units_;
  const std::string_view text_;
  const uint32_t offset_;
  model::Tokens* const out_;
  Scratch& s_;
};

void Run::Segment() {
  s_.ids.clear();
  s_.begins.clear();
  const auto* bytes = reinterpret_cast<const unsigned char*>(text_.data());
  const size_t size = text_.size();
  for (size_t at = 0; at < size;) {
    const unsigned char lead = bytes[at];
    // U+4E00 … U+9FFF, nearly all of the text.
    if (lead >= 0xE4 && lead <= 0xE9 && at + 2 < size && (bytes[at + 1] & 0xC0) == 0x80 &&
        (bytes[at + 2] & 0xC0) == 0x80) {
      const char32_t c = (static_cast<char32_t>(lead & 0x0F) << 12) |
                         (static_cast<char32_t>(bytes[at + 1] & 0x3F) << 6) |
                         (bytes[at + 2] & 0x3F);
      if (c >= 0x4E00 && c <= 0x9FD5) {
        Push(at, c);
        at += 3;
        continue;
      }
    }
    if (units_ && ((MayBeginUnit(lead) && TakeUnit(&at)) || (lead == 0xE3 && TakeHanDigits(&at)))) {
      continue;
    }
    const CodePoint c = DecodeAt(text_, at);
    const bool in_block =
        units_ ? c.value >= 0x80 && c.value < 0x10000 && ids_[c.value] != 0 : IsJiebaBlock(c.value);
    if (in_block) {
      Push(at, c.value);
      at += c.length;
    } else {
      FlushBlock(at);
      Symbol(&at, c);
    }
  }
  FlushBlock(size);
}

void Run::Symbol(size_t* at, const CodePoint& c) {
  size_t end = *at + c.length;
  if (c.value == '\r' && end < text_.size() && text_[end] == '\n') ++end;  // one word in jieba
  if (!units_ || !IsSpace(c.value)) Emit(*at, end, TagOfSymbol(c.value));
  *at = end;
}

bool Run::TakeUnit(size_t* at) {
  const Unit unit = ScanUnit(text_, *at);
  if (unit.end == *at) return false;
  if (LongestWord(*at) > unit.end - *at) {
    for (size_t i = *at; i < unit.end;) {
      const CodePoint c = DecodeAt(text_, i);
      Push(i, c.value);
      i += c.length;
    }
  } else {
    FlushBlock(*at);
    Emit(*at, unit.end, unit.tag);
  }
  *at = unit.end;
  return true;
}

bool Run::TakeHanDigits(size_t* at) {
  constexpr std::string_view kZero = "〇";
  constexpr size_t kMost = 8;
  if (!text_.substr(*at).starts_with(kZero)) return false;
  // The digits in front of it are at the end of the block.
  size_t first = s_.begins.size();
  while (first > 0 && s_.begins.size() - first < kMost &&
         IsNumeralCharacter(DecodeAt(text_, s_.begins[first - 1]).value)) {
    --first;
  }
  const size_t begin = first < s_.begins.size() ? s_.begins[first] : *at;
  size_t end = *at + kZero.size();
  for (size_t i = 0; i < kMost; ++i) {
    const CodePoint c = DecodeAt(text_, end);
    if (!IsNumeralCharacter(c.value)) break;
    end += c.length;
  }
  if (!IsNumeral(text_.substr(begin, end - begin))) return false;
  s_.ids.resize(first);
  s_.begins.resize(first);
  FlushBlock(begin);
  const bool year = text_.substr(end).starts_with("年");
  *at = year ? end + 3 : end;
  Emit(begin, *at, year ? WordTag::kTime : WordTag::kNumber);
  return true;
}

size_t Run::LongestWord(size_t at) const {
  size_t longest = 0;
  uint32_t base = 0;
  for (size_t i = at; i < text_.size();) {
    const CodePoint c = DecodeAt(text_, i);
    const uint16_t id = dictionary_.IdOf(c.value);
    if (id == 0) break;
    const TrieNode& node = nodes_[base + id];
    if (node.label != id) break;
    i += c.length;
    if (node.entry != 0 && weights_[node.entry] > kLowest) longest = i - at;
    base = node.base;
    if (base == 0) break;
  }
  return longest;
}

// From the last character to the first: the best weight from here to the end, and its first word.
// Of equal weights the longer word wins, as in jieba.
void Run::FindBestPath(size_t count) {
  const uint16_t* ids = s_.ids.data();
  double* best = s_.best.data();
  Step* steps = s_.steps.data();
  const double unknown = dictionary_.unknown_weight();
  best[count] = 0;
  for (size_t i = count; i-- > 0;) {
    double highest = kLowest;
    Step step = {1, 0};
    uint32_t base = 0;
    for (size_t j = i; j < count; ++j) {
      const uint16_t id = ids[j];
      if (id == 0) break;
      const TrieNode node = nodes_[base + id];
      if (node.label != id) break;
      if (node.entry != 0) {
        const double weight = weights_[node.entry] + best[j + 1];
        if (weight >= highest) {
          highest = weight;
          step = {static_cast<uint16_t>(j - i + 1), node.entry};
        }
      }
      base = node.base;
      if (base == 0) break;
    }
    best[i] = step.entry != 0 ? highest : unknown + best[i + 1];
    steps[i] = step;
  }
}

void Run::FlushBlock(size_t end) {
  const size_t count = s_.ids.size();
  if (count == 0) return;
  s_.begins.push_back(static_cast<uint32_t>(end));
  if (s_.best.size() <= count) {
    s_.best.resize(count + 1);
    s_.steps.resize(count + 1);
  }
  FindBestPath(count);
  if (units_) {
    EmitWithNumerals(count);
  } else {
    EmitJieba(count);
  }
  s_.ids.clear();
  s_.begins.clear();
}

// Single letters and digits in a row are one word.
void Run::EmitJieba(size_t count) {
  for (size_t i = 0; i < count;) {
    size_t next = i + s_.steps[i].length;
    WordTag tag = dictionary_.tag(s_.steps[i].entry);
    const auto is_alnum = [&](size_t k) {
      return s_.steps[k].length == 1 &&
             IsAsciiAlnum(static_cast<unsigned char>(text_[s_.begins[k]]));
    };
    if (is_alnum(i)) {
      bool digits = true;
      for (next = i; next < count && is_alnum(next); ++next) {
        const char c = text_[s_.begins[next]];
        digits = digits && c >= '0' && c <= '9';
      }
      tag = digits ? WordTag::kNumber : WordTag::kLatin;
    }
    Emit(s_.begins[i], s_.begins[next], tag);
    i = next;
  }
}

// Numerals in a row are one number where they make one, though the dictionary has parts of it with
// their measure words (三万四千 五百只).
void Run::EmitWithNumerals(size_t count) {
  for (size_t i = 0; i < count;) {
    size_t next = i + s_.steps[i].length;
    const WordTag tag = dictionary_.tag(s_.steps[i].entry);
    const size_t numerals = tag == WordTag::kNumber ? CountNumerals(i, count) : 0;
    const size_t end = i + numerals;
    if (numerals >= 2 && end != next &&
        IsNumeral(text_.substr(s_.begins[i], s_.begins[end] - s_.begins[i]))) {
      Emit(s_.begins[i], s_.begins[end], WordTag::kNumber);
      while (next < end) next += s_.steps[next].length;
      if (next > end) Emit(s_.begins[end], s_.begins[next], WordTag::kFunction);
    } else {
      Emit(s_.begins[i], s_.begins[next], tag);
    }
    i = next;
  }
}

// Characters of numerals in a row from word i on, in words that are numbers.
size_t Run::CountNumerals(size_t i, size_t count) const {
  size_t at = i;
  for (size_t word = i;
       word < count && dictionary_.tag(s_.steps[word].entry) == WordTag::kNumber;) {
    const size_t word_end = word + s_.steps[word].length;
    while (at < word_end && IsNumeralCharacter(DecodeAt(text_, s_.begins[at]).value)) ++at;
    if (at < word_end) break;
    word = word_end;
  }
  return at - i;
}

}  // namespace

WordSegmenter::WordSegmenter(std::shared_ptr<const Dictionary> dictionary, WordOptions options)
    : dictionary_(std::move(dictionary)), options_(options) {}

void WordSegmenter::Segment(std::string_view text, model::Tokens* out, uint32_t offset) const {
  thread_local Scratch scratch;
  Run(*dictionary_, options_, text, offset, out, &scratch).Segment();
  scratch.Shrink();
}

model::Tokens WordSegmenter::Segment(std::string_view text) const {
  model::Tokens tokens;
  Segment(text, &tokens);
  return tokens;
}

}  // namespace gongbao::words
