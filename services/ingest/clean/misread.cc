// Chinese that was read one byte out of step: "。總結" of GBK, whose first byte was lost and shown as ?, came out as
// "??偨Y". The bytes are all still there, so it can be read again.
#include <memory>
#include <string>

#include <unicode/ucnv.h>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kMostCharacters = 8;  // until two bytes fall in step again

class Gbk {
 public:
  Gbk() {
    UErrorCode error = U_ZERO_ERROR;
    converter_.reset(ucnv_open("GBK", &error));
    if (U_FAILURE(error)) converter_.reset();
  }
  bool ok() const { return converter_ != nullptr; }

  // The two bytes of a character; empty where it has none.
  std::string Encode(char32_t c) const {
    UChar units[2];
    const int32_t length = c < 0x10000 ? 1 : 2;
    units[0] = static_cast<UChar>(c < 0x10000 ? c : 0xD800 + ((c - 0x10000) >> 10));
    units[1] = static_cast<UChar>(0xDC00 + ((c - 0x10000) & 0x3FF));
    char bytes[8];
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size = ucnv_fromUChars(converter_.get(), bytes, sizeof bytes, units, length, &error);
    return U_FAILURE(error) || size != 2 ? std::string() : std::string(bytes, 2);
  }
  // The Chinese character of two bytes; 0 where they are none.
  char32_t Decode(char first, char second) const {
    const char bytes[] = {first, second};
    UChar units[4];
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size = ucnv_toUChars(converter_.get(), units, 4, bytes, 2, &error);
    return U_SUCCESS(error) && size == 1 && IsHan(units[0]) ? units[0] : 0;
  }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<UConverter, Close> converter_;
};

// What the characters from `at` on were, where the last byte before them is the second of 。 (A1 A3) with the first of the
// next (0xBF): "??" is the byte A1 that stands alone, and A3 BF, which is ？. Gives where they end; 0 where they don't
// fall in step.
size_t ReadAgain(const Gbk& gbk, std::string_view text, size_t at, std::string* read) {
  char pending = static_cast<char>(0xBF);
  for (size_t n = 0; n < kMostCharacters && at < text.size(); ++n) {
    const CodePoint c = DecodeAt(text, at);
    if (c.value >= 0x40 && c.value <= 0x7E) {
      // One byte: in step again. A word of Latin letters stands for itself.
      const CodePoint next = DecodeAt(text, at + 1);
      const char32_t last = gbk.Decode(pending, static_cast<char>(c.value));
      if (last == 0 || IsLatin(next.value) || IsDigit(next.value)) return 0;
      AppendUtf8(read, last);
      return at + 1;
    }
    if (!IsHan(c.value)) return 0;
    const std::string bytes = gbk.Encode(c.value);
    const char32_t character = bytes.empty() ? 0 : gbk.Decode(pending, bytes[0]);
    if (character == 0) return 0;
    AppendUtf8(read, character);
    pending = bytes[1];
    at += static_cast<size_t>(c.length);
  }
  return 0;
}

}  // namespace

void RepairMisread(Draft* draft) {
  const std::string& text = draft->text();
  Edits edits(text);
  std::unique_ptr<Gbk> gbk;
  for (std::string_view marks : {"??", "?？", "？？"}) {
    for (size_t at = text.find(marks); at != std::string::npos; at = text.find(marks, at + 1)) {
      const char32_t before = at == 0 ? 0 : DecodeBefore(text, at).value;
      if (!IsHan(before) && before != ')' && before != U'）' && before != '%') continue;
      if (gbk == nullptr) gbk = std::make_unique<Gbk>();
      if (!gbk->ok()) return;
      std::string read = "。";
      const size_t end = ReadAgain(*gbk, text, at + marks.size(), &read);
      if (end > 0) edits.Replace(at, end, read, "characters read one byte out of step");
    }
    if (!edits.empty()) break;  // one way of showing them in one text
  }
  draft->Apply("misread", edits);
}

}  // namespace gongbao::ingest
