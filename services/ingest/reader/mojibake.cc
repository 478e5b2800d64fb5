#include "services/ingest/reader/mojibake.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/reader/common_characters.h"

namespace gongbao::ingest {
namespace {

// Chinese characters that a stretch must hold to be put right: alone, and beside a longer one.
constexpr size_t kEnough = 4;
constexpr size_t kEnoughBeside = 1;

// How a character was made from bytes: one or two of them; 0 of one that was not.
struct Bytes {
  uint8_t count = 0;
  uint8_t first = 0;
  uint8_t second = 0;
};

// The bytes from 0x80 on that a reader of Windows-1252 or of Latin-1 turns into this character.
Bytes FromLatin(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return {1, static_cast<uint8_t>(c), 0};
  constexpr char16_t kWindows[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160,
                                     0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E, 0x178};
  if (c < 0x152 || c > 0x2122) return {};
  for (uint8_t i = 0; i < 32; ++i) {
    if (kWindows[i] == c) return {1, static_cast<uint8_t>(0x80 + i), 0};
  }
  return {};
}

// The two bytes that GBK has for each character of the basic plane.
class GbkTable {
 public:
  GbkTable() {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("GB18030", &error), &ucnv_close);
    if (U_FAILURE(error)) return;
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
      for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
        if (trail == 0x7F) continue;
        const char pair[2] = {static_cast<char>(lead), static_cast<char>(trail)};
        UChar units[4];
        error = U_ZERO_ERROR;
        const int32_t size = ucnv_toUChars(converter.get(), units, 4, pair, 2, &error);
        if (U_SUCCESS(error) && size == 1) codes_[units[0]] = static_cast<uint16_t>(lead << 8 | trail);
      }
    }
  }
  Bytes Of(char32_t c) const {
    if (c == 0x20AC) return {1, 0x80, 0};
    if (c < 0x80 || c > 0xFFFF || codes_[c] == 0) return {};
    return {2, static_cast<uint8_t>(codes_[c] >> 8), static_cast<uint8_t>(codes_[c] & 0xFF)};
  }

 private:
  std::array<uint16_t, 65536> codes_{};
};

Bytes FromGbk(char32_t c) {
  static const std::unique_ptr<const GbkTable> table = std::make_unique<GbkTable>();
  return table->Of(c);
}

// What a Chinese text is made of beside ASCII.
bool IsExpected(char32_t c) {
  return IsHan(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x2010 && c <= 0x203B) ||
         (c >= 0x2160 && c <= 0x217F) || (c >= 0x2460 && c <= 0x24FF) || (c >= 0x25A0 && c <= 0x25FF) || c == 0xB7 ||
         c == 0xD7 || c == 0xA0 || c == 0xB0 || c == 0x2103 || c == 0x33A1 || c == 0xFFE5;
}

// A stretch of the text whose bytes are UTF-8.
struct Stretch {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
  HanCount han;       // of what it says
  HanCount original;  // of what stands there
  // Where characters of both begin at the same byte: (in the text given, in `text`).
  std::vector<std::pair<uint32_t, uint32_t>> borders;
  bool broken = false;  // it went on in bytes that are no character
};

// Takes bytes one after the other and tells whether they are UTF-8 of expected characters.
class Utf8Gatherer {
 public:
  // False: the byte does not fit.
  bool Add(uint8_t byte) {
    if (need_ == 0) {
      if (byte >= 0x40 && byte < 0x7F) return Accept(byte);  // a letter that was swallowed as a second byte
      if (byte >= 0xC2 && byte < 0xE0) return Begin(byte & 0x1F, 1);
      if (byte >= 0xE0 && byte < 0xF0) return Begin(byte & 0x0F, 2);
      if (byte >= 0xF0 && byte < 0xF5) return Begin(byte & 0x07, 3);
      return false;
    }
    if ((byte & 0xC0) != 0x80) return false;
    value_ = value_ << 6 | (byte & 0x3F);
    return --need_ > 0 || Accept(value_);
  }
  bool complete() const { return need_ == 0; }
  bool accepted() const { return accepted_ != 0; }
  char32_t Take() { return std::exchange(accepted_, 0); }

 private:
  bool Begin(char32_t value, int need) {
    value_ = value;
    need_ = need;
    return true;
  }
  bool Accept(char32_t c) {
    accepted_ = c;
    return c < 0x80 || IsExpected(c);
  }
  char32_t value_ = 0;
  char32_t accepted_ = 0;
  int need_ = 0;
};

// The longest stretch from `begin` on; its end is `begin` where there is none.
template <class FromCharacter>
Stretch Gather(std::string_view text, size_t begin, const FromCharacter& from) {
  Stretch stretch;
  stretch.begin = stretch.end = begin;
  Utf8Gatherer bytes;
  std::string gathered;
  HanCount han, original;
  size_t at = begin;
  int behind = 0;  // bytes behind the last border that fitted
  while (at < text.size()) {
    const CodePoint c = DecodeAt(text, at);
    const Bytes made = from(c.value);
    if (made.count == 0) break;
    bool fits = true;
    for (int i = 0; i < made.count && fits; ++i) {
      fits = bytes.Add(i == 0 ? made.first : made.second);
      behind += fits ? 1 : 0;
      if (!fits || !bytes.accepted()) continue;
      const char32_t read = bytes.Take();
      AppendUtf8(&gathered, read);
      han.Add(read);
    }
    if (!fits) break;
    original.Add(c.value);
    at += static_cast<size_t>(c.length);
    if (!bytes.complete()) continue;
    stretch.end = at;
    behind = 0;
    stretch.borders.emplace_back(static_cast<uint32_t>(at), static_cast<uint32_t>(gathered.size()));
    stretch.han = han;
    stretch.original = original;
  }
  stretch.broken = behind >= 2;
  stretch.text = gathered.substr(0, stretch.borders.empty() ? 0 : stretch.borders.back().second);
  return stretch;
}

class Repairer {
 public:
  explicit Repairer(std::string_view text) : text_(text) {}

  std::optional<MojibakeRepair> Run() {
    Find();
    if (stretches_.empty() && doubtful_.empty()) return std::nullopt;
    const bool certain = std::any_of(stretches_.begin(), stretches_.end(),
                                     [](const Stretch& s) { return s.han.han >= kEnough; });
    uint32_t at = 0;
    for (const Stretch& stretch : stretches_) {
      if (stretch.han.han < (certain ? kEnoughBeside : kEnough)) continue;
      Copy(at, static_cast<uint32_t>(stretch.begin));
      Write(stretch);
      at = static_cast<uint32_t>(stretch.end);
      if (out_.repaired++ == 0) out_.first_repaired = stretch.begin;
    }
    for (const size_t begin : doubtful_) {
      if (!certain && doubtful_.size() < 3) break;  // a few odd characters are no evidence
      if (out_.doubtful++ == 0) out_.first_doubtful = begin;
    }
    if (out_.repaired == 0 && out_.doubtful == 0) return std::nullopt;
    Copy(at, static_cast<uint32_t>(text_.size()));
    return std::move(out_);
  }

 private:
  // A stretch begins with the first byte of a character: E2 to EF, or C2 (·).
  void Find() {
    for (size_t at = 0; at < text_.size();) {
      if (static_cast<unsigned char>(text_[at]) < 0x80) {
        ++at;
        continue;
      }
      const CodePoint c = DecodeAt(text_, at);
      const size_t next = at + static_cast<size_t>(c.length);
      const bool latin = c.value >= 0xC2 && c.value <= 0xF4;
      const Bytes gbk = latin || !(IsHan(c.value) || c.value >= 0xE000) ? Bytes{} : FromGbk(c.value);
      if (!latin && !(gbk.count == 2 && gbk.first >= 0xE2 && gbk.first <= 0xEF && (gbk.second & 0xC0) == 0x80)) {
        at = next;
        continue;
      }
      Stretch stretch = latin ? Gather(text_, at, FromLatin) : Gather(text_, at, FromGbk);
      at = std::max(next, Take(std::move(stretch), latin));
    }
  }

  // Where to go on.
  size_t Take(Stretch stretch, bool latin) {
    const size_t end = stretch.end;
    const bool chinese = stretch.han.han > 0 && stretch.han.AtLeast(50) &&
                         (latin || (stretch.original.han > 0 && !stretch.original.AtLeast(30)));
    if (stretch.broken && (chinese || (latin && end == stretch.begin))) doubtful_.push_back(end);
    if (chinese) stretches_.push_back(std::move(stretch));
    return end;
  }

  void Copy(uint32_t begin, uint32_t end) {
    if (begin == end) return;
    out_.text.append(text_.substr(begin, end - begin));
    out_.map.Copy(begin, end - begin);
  }

  void Write(const Stretch& stretch) {
    auto given = static_cast<uint32_t>(stretch.begin);
    uint32_t written = 0;
    for (const auto& [given_end, written_end] : stretch.borders) {
      if (written_end == written) continue;
      out_.map.Replace({given, given_end}, written_end - written);
      given = given_end;
      written = written_end;
    }
    out_.text += stretch.text;
  }

  std::string_view text_;
  std::vector<Stretch> stretches_;
  std::vector<size_t> doubtful_;
  MojibakeRepair out_;
};

}  // namespace

std::optional<MojibakeRepair> RepairMojibake(std::string_view text) { return Repairer(text).Run(); }

}  // namespace gongbao::ingest
