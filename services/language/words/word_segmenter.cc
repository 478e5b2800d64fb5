#include "services/language/words/word_segmenter.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/words/lattice.h"
#include "services/language/words/units.h"
#include "services/language/words/unknown_words.h"

namespace gongbao::words {
namespace {

using model::WordTag;

bool IsAsciiAlnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Characters that jieba looks up in the dictionary; all others are words of their own.
bool IsJiebaBlock(char32_t c) {
  if (c >= 0x80) return c >= 0x4E00 && c <= 0x9FD5;
  return IsAsciiAlnum(c) || c == '+' || c == '#' || c == '&' || c == '.' || c == '_' || c == '%' ||
         c == '-';
}

char32_t ThreeBytes(const unsigned char* bytes) {
  return (static_cast<char32_t>(bytes[0] & 0x0F) << 12) | (static_cast<char32_t>(bytes[1] & 0x3F) << 6) |
         (bytes[2] & 0x3F);
}

// The character of jieba's range that begins here; 0 where none does.
char32_t HanAt(const unsigned char* bytes, size_t size) {
  if (size < 3 || bytes[0] < 0xE4 || bytes[0] > 0xE9) return 0;
  if ((bytes[1] & 0xC0) != 0x80 || (bytes[2] & 0xC0) != 0x80) return 0;
  const char32_t c = ThreeBytes(bytes);
  return c >= 0x4E00 && c <= 0x9FD5 ? c : 0;
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

class Run {
 public:
  Run(const WordSegmenter& segmenter, std::string_view text, uint32_t offset, model::Tokens* out,
      LatticeObserver* observer, Lattice* lattice)
      : dictionary_(segmenter.dictionary()),
        overlay_(segmenter.overlay()),
        observer_(observer),
        ids_(dictionary_.ids()),
        nodes_(dictionary_.nodes()),
        weights_(dictionary_.weights(segmenter.options().domain)),
        entry_count_(dictionary_.entry_count()),
        units_(segmenter.options().units),
        unknown_(segmenter.options().unknown),
        text_(text),
        offset_(offset),
        out_(out),
        s_(*lattice) {}

  void Segment();

 private:
  // Adds the character at `at` to the block.
  void Push(size_t at, char32_t c) {
    s_.ids.push_back(c < 0x10000 ? ids_[c] : 0);
    if (overlay_ != nullptr) s_.extra_ids.push_back(overlay_->IdOf(c));
    s_.begins.push_back(static_cast<uint32_t>(at));
  }
  void Emit(size_t begin, size_t end, WordTag tag) {
    if (used_ == room_) Grow();
    begin_[used_] = offset_ + static_cast<uint32_t>(begin);
    end_[used_] = offset_ + static_cast<uint32_t>(end);
    tag_[used_] = static_cast<uint8_t>(tag);
    ++used_;
  }
  // The arrays of the answer are longer than what they hold until all is cut: one check a word.
  void Grow() { Resize(used_ + std::max(used_, 16 + text_.size() / 4)); }
  void Resize(size_t size) {
    room_ = size;
    out_->begin.resize(size);
    out_->end.resize(size);
    out_->tag.resize(size);
    begin_ = out_->begin.data();
    end_ = out_->end.data();
    tag_ = out_->tag.data();
  }
  // Adds the row of Han characters that begins at `at`; where it ends.
  size_t PushHan(size_t at);
  // True where a unit begins at `at`: then it is emitted and *at moved behind it. Where a word of
  // the dictionary is longer (T恤), its first characters become part of the block.
  bool TakeUnit(size_t* at);
  // True where a number in Han digits with a 〇 (二〇二一年) stands around `at`; as TakeUnit.
  bool TakeHanDigits(size_t* at);
  // True where a word of the dictionary begins in the row and ends at `end` or behind it (卡拉OK).
  bool CrossedByWord(size_t end) const;
  // Bytes of the longest word of the dictionary that begins at `at`.
  size_t LongestWord(size_t at) const;
  // True where a caller's word with more than Han characters begins at `at`; as TakeUnit.
  bool TakeMixedWord(size_t* at);
  // True where the character may stand inside a word of the lattice.
  bool InBlock(char32_t c) const;
  void FlushBlock(size_t end);
  WordTag TagOf(const LatticeStep& step, size_t begin, size_t end) const;
  void EmitJieba(size_t count);
  void EmitWithNumerals(size_t count);
  size_t CountNumerals(size_t i, size_t count) const;
  void Symbol(size_t* at, const CodePoint& c);

  const Dictionary& dictionary_;
  const WordOverlay* const overlay_;
  LatticeObserver* const observer_;
  const uint16_t* const ids_;
  const TrieNode* const nodes_;
  const double* const weights_;
  const uint32_t entry_count_;
  const bool units_;
  const bool unknown_;
  const std::string_view text_;
  const uint32_t offset_;
  model::Tokens* const out_;
  Lattice& s_;
  size_t used_ = 0;
  size_t room_ = 0;
  uint32_t* begin_ = nullptr;
  uint32_t* end_ = nullptr;
  uint8_t* tag_ = nullptr;
};

size_t Run::PushHan(size_t at) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text_.data());
  const size_t size = text_.size();
  size_t end = at + 3;
  while (HanAt(bytes + end, size - end) != 0) end += 3;
  const size_t before = s_.ids.size();
  const size_t count = (end - at) / 3;
  s_.ids.resize(before + count);
  s_.begins.resize(before + count);
  uint16_t* ids = s_.ids.data() + before;
  uint32_t* begins = s_.begins.data() + before;
  for (size_t i = 0; i < count; ++i) {
    ids[i] = ids_[ThreeBytes(bytes + at + 3 * i)];
    begins[i] = static_cast<uint32_t>(at + 3 * i);
  }
  return end;
}

void Run::Segment() {
  s_.Clear();
  used_ = room_ = out_->begin.size();
  const auto* bytes = reinterpret_cast<const unsigned char*>(text_.data());
  const size_t size = text_.size();
  for (size_t at = 0; at < size;) {
    const unsigned char lead = bytes[at];
    if (overlay_ != nullptr && units_ && overlay_->MayBeginMixed(lead) && TakeMixedWord(&at)) continue;
    // Nearly all of the text.
    if (const char32_t c = HanAt(bytes + at, size - at); c != 0) {
      if (overlay_ == nullptr) {
        at = PushHan(at);
      } else {
        Push(at, c);
        at += 3;
      }
      continue;
    }
    if (units_ && ((MayBeginUnit(lead) && TakeUnit(&at)) || (lead == 0xE3 && TakeHanDigits(&at)))) {
      continue;
    }
    const CodePoint c = lead < 0x80 ? CodePoint{lead, 1} : DecodeAt(text_, at);
    if (InBlock(c.value)) {
      Push(at, c.value);
      at += c.length;
    } else {
      FlushBlock(at);
      Symbol(&at, c);
    }
  }
  FlushBlock(size);
  Resize(used_);
}

void Run::Symbol(size_t* at, const CodePoint& c) {
  size_t end = *at + c.length;
  if (c.value == '\r' && end < text_.size() && text_[end] == '\n') ++end;  // one word in jieba
  if (!units_ || !IsSpace(c.value)) Emit(*at, end, TagOfSymbol(c.value));
  *at = end;
}

bool Run::InBlock(char32_t c) const {
  if (units_ ? c >= 0x80 && c < 0x10000 && ids_[c] != 0 : IsJiebaBlock(c)) return true;
  return overlay_ != nullptr && c != CodePoint::kInvalid && IsHan(c) && overlay_->IdOf(c) != 0;
}

bool Run::TakeMixedWord(size_t* at) {
  const WordOverlay::Match match = overlay_->MixedWordAt(text_, *at);
  if (match.end == *at) return false;
  FlushBlock(*at);
  Emit(*at, match.end, match.tag);
  *at = match.end;
  return true;
}

bool Run::TakeUnit(size_t* at) {
  const Unit unit = ScanUnit(text_, *at);
  if (unit.end == *at) return false;
  if (LongestWord(*at) > unit.end - *at || (unit.tag == WordTag::kLatin && CrossedByWord(unit.end))) {
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
  if (overlay_ != nullptr) s_.extra_ids.resize(first);
  s_.begins.resize(first);
  FlushBlock(begin);
  const bool year = text_.substr(end).starts_with("年");
  *at = year ? end + 3 : end;
  Emit(begin, *at, year ? WordTag::kTime : WordTag::kNumber);
  return true;
}

bool Run::CrossedByWord(size_t end) const {
  constexpr size_t kMost = 4;
  const size_t count = s_.begins.size();
  for (size_t back = 1; back <= std::min(kMost, count); ++back) {
    const size_t begin = s_.begins[count - back];
    if (begin + LongestWord(begin) >= end) return true;
  }
  return false;
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
    if (node.entry != 0 && weights_[node.entry] > kLowestWeight) longest = i - at;
    base = node.base;
    if (base == 0) break;
  }
  return longest;
}

void Run::FlushBlock(size_t end) {
  const size_t count = s_.ids.size();
  if (count == 0) return;
  s_.FindBestPath(dictionary_, weights_, overlay_);
  if (observer_ != nullptr) observer_->Row(s_, static_cast<uint32_t>(end));
  if (unknown_) JoinUnknownWords(dictionary_, weights_, text_, end, units_, &s_);
  s_.begins.push_back(static_cast<uint32_t>(end));
  if (units_) {
    EmitWithNumerals(count);
  } else {
    EmitJieba(count);
  }
  s_.Clear();
}

WordTag Run::TagOf(const LatticeStep& step, size_t begin, size_t end) const {
  if (step.entry != 0 || step.length == 1) {
    return step.entry < entry_count_ ? dictionary_.tag(step.entry) : overlay_->tag(step.entry);
  }
  return TagOfUnknownWord(text_.substr(begin, end - begin));
}

// Single letters and digits in a row are one word.
void Run::EmitJieba(size_t count) {
  for (size_t i = 0; i < count;) {
    size_t next = i + s_.steps[i].length;
    WordTag tag = TagOf(s_.steps[i], s_.begins[i], s_.begins[next]);
    const auto is_alnum = [&](size_t k) {
      return s_.steps[k].length == 1 &&
             IsAsciiAlnum(static_cast<unsigned char>(text_[s_.begins[k]]));
    };
    if (is_alnum(i)) {
      bool digits = true;
      next = i;
      do {
        const char c = text_[s_.begins[next++]];
        digits = digits && c >= '0' && c <= '9';
      } while (!unknown_ && next < count && is_alnum(next));
      tag = digits ? WordTag::kNumber : WordTag::kLatin;
    }
    Emit(s_.begins[i], s_.begins[next], tag);
    i = next;
  }
}

// Numerals in a row are one number where they make one, though the dictionary has parts of it with
// their measure words (三万四千 五百只).
// Letters come here where a word of the dictionary might have held them (卡拉OK).
void Run::EmitWithNumerals(size_t count) {
  const auto is_letter = [&](size_t k) {
    return s_.steps[k].length == 1 && IsAsciiAlnum(static_cast<unsigned char>(text_[s_.begins[k]]));
  };
  for (size_t i = 0; i < count;) {
    size_t next = i + s_.steps[i].length;
    const WordTag tag = TagOf(s_.steps[i], s_.begins[i], s_.begins[next]);
    const size_t numerals = tag == WordTag::kNumber ? CountNumerals(i, count) : 0;
    const size_t end = i + numerals;
    if (numerals >= 2 && end != next &&
        IsNumeral(text_.substr(s_.begins[i], s_.begins[end] - s_.begins[i]))) {
      Emit(s_.begins[i], s_.begins[end], WordTag::kNumber);
      while (next < end) next += s_.steps[next].length;
      if (next > end) Emit(s_.begins[end], s_.begins[next], WordTag::kFunction);
    } else if (is_letter(i)) {
      while (next < count && is_letter(next)) ++next;
      Emit(s_.begins[i], s_.begins[next], WordTag::kLatin);
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
       word < count && s_.steps[word].entry < entry_count_ &&
       dictionary_.tag(s_.steps[word].entry) == WordTag::kNumber;) {
    const size_t word_end = word + s_.steps[word].length;
    while (at < word_end && IsNumeralCharacter(DecodeAt(text_, s_.begins[at]).value)) ++at;
    if (at < word_end) break;
    word = word_end;
  }
  return at - i;
}

}  // namespace

WordSegmenter::WordSegmenter(std::shared_ptr<const Dictionary> dictionary, WordOptions options,
                             std::shared_ptr<const WordOverlay> overlay)
    : dictionary_(std::move(dictionary)), options_(options), overlay_(std::move(overlay)) {}

namespace {

void SegmentWith(const WordSegmenter& segmenter, std::string_view text, uint32_t offset,
                 model::Tokens* out, LatticeObserver* observer) {
  thread_local Lattice lattice;
  Run(segmenter, text, offset, out, observer, &lattice).Segment();
  lattice.Shrink();
}

}  // namespace

void WordSegmenter::Segment(std::string_view text, model::Tokens* out, uint32_t offset) const {
  SegmentWith(*this, text, offset, out, nullptr);
}

void WordSegmenter::SegmentObserved(std::string_view text, model::Tokens* out,
                                    LatticeObserver* observer) const {
  SegmentWith(*this, text, 0, out, observer);
}

model::Tokens WordSegmenter::Segment(std::string_view text) const {
  model::Tokens tokens;
  Segment(text, &tokens);
  return tokens;
}

}  // namespace gongbao::words
