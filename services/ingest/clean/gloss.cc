// Pinyin that a site put behind traditional characters: 镇(zhèn), 现(xiàn), and broken remains such as ?shù).
#include <vector>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

// Vowels with a tone mark.
bool IsToned(char32_t c) {
  switch (c) {
    case U'ā': case U'á': case U'ǎ': case U'à': case U'ē': case U'é': case U'ě': case U'è': case U'ī':
    case U'í': case U'ǐ': case U'ì': case U'ō': case U'ó': case U'ǒ': case U'ò': case U'ū': case U'ú':
    case U'ǔ': case U'ù': case U'ǖ': case U'ǘ': case U'ǚ': case U'ǜ': case U'ń': case U'ň': case U'ă':
    case U'ĕ': case U'ĭ': case U'ŏ': case U'ŭ':
      return true;
    default:
      return false;
  }
}
bool IsVowel(char32_t c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == U'ü' || c == U'ɑ' || IsToned(c);
}

struct Syllable {
  size_t size = 0;  // bytes; 0: none here
  bool toned = false;
};
// A run of at most six small letters with one group of vowels.
Syllable SyllableAt(std::string_view text, size_t at) {
  Syllable syllable;
  int letters = 0, groups = 0;
  bool in_vowels = false;
  while (at + syllable.size < text.size()) {
    const CodePoint c = DecodeAt(text, at + syllable.size);
    const bool vowel = IsVowel(c.value);
    if (!vowel && !(c.value >= 'a' && c.value <= 'z') && c.value != U'ɡ') break;
    if (vowel && !in_vowels) ++groups;
    in_vowels = vowel;
    syllable.toned |= IsToned(c.value);
    syllable.size += c.length;
    if (++letters > 6) return {};
  }
  return groups == 1 ? syllable : Syllable{};
}

struct Gloss {
  size_t begin;
  size_t end;
  bool toned;
  bool broken;
};

// A gloss whose opening bracket stands at `at`.
bool GlossAt(std::string_view text, size_t at, Gloss* gloss) {
  const CodePoint open = DecodeAt(text, at);
  size_t inner = at + open.length;
  while (inner < text.size() && text[inner] == ' ') ++inner;
  const Syllable syllable = SyllableAt(text, inner);
  if (syllable.size == 0) return false;
  size_t end = inner + syllable.size;
  while (end < text.size() && text[end] == ' ') ++end;
  const CodePoint close = DecodeAt(text, end);
  const bool closed = close.value == ')' || close.value == U'）';
  // Cut off: only where the tone mark leaves no doubt.
  if (!closed && (!syllable.toned || IsLatin(close.value))) return false;
  *gloss = {at, closed ? end + close.length : end, syllable.toned, !closed};
  return true;
}

// The remains of a gloss whose character and bracket were lost: ?shù)
bool RemainsAt(std::string_view text, size_t at, Gloss* gloss) {
  size_t begin = at;
  while (begin < text.size() && begin - at < 4 && (text[begin] == '?' || text[begin] == '(')) ++begin;
  const Syllable syllable = SyllableAt(text, begin);
  if (syllable.size == 0 || !syllable.toned) return false;
  const CodePoint close = DecodeAt(text, begin + syllable.size);
  if (close.value != ')' && close.value != U'）') return false;
  *gloss = {at, begin + syllable.size + close.length, true, true};
  return true;
}

}  // namespace

void RemoveGlosses(Draft* draft) {
  const std::string& text = draft->text();
  std::vector<Gloss> glosses;
  size_t toned = 0;
  static constexpr ByteSet kOpen("(?\xEF");
  for (size_t at = kOpen.Next(text, 0); at < text.size(); at = kOpen.Next(text, at)) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool wide_open = byte == 0xEF && text.compare(at, 3, "（") == 0;
    if (byte != '(' && byte != '?' && !wide_open) {
      ++at;
      continue;
    }
    Gloss gloss{};
    const bool found = byte == '?' ? RemainsAt(text, at, &gloss)
                                   : IsHan(PreviousSolid(text, at)) && GlossAt(text, at, &gloss);
    if (!found) {
      at += wide_open ? 3 : 1;
      continue;
    }
    toned += gloss.toned;
    glosses.push_back(gloss);
    at = gloss.end;
  }
  Edits edits(text);
  for (const Gloss& gloss : glosses) {
    // Without a tone mark (de) it could be an abbreviation: only among many glosses.
    if (!gloss.toned && toned < 3) continue;
    edits.Remove(gloss.begin, gloss.end, gloss.broken ? "remains of a pinyin gloss" : "pinyin gloss");
  }
  draft->Apply("glosses", edits);
}

}  // namespace gongbao::ingest
