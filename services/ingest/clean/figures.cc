// Digits and Latin letters of full width: １１.２％ → 11.2%.
#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"
#include "services/language/script/width.h"

namespace gongbao::ingest {
namespace {

bool IsAnyDigit(char32_t c) { return IsDigit(c) || script::IsFullWidthDigit(c); }

// ． ， between digits and － ～ ＋ beside them belong to the figure.
char NarrowSign(char32_t c, char32_t before, char32_t after) {
  const bool inside = IsAnyDigit(before) && IsAnyDigit(after);
  switch (c) {
    case U'．': return inside ? '.' : 0;
    case U'－': return IsAnyDigit(after) ? '-' : 0;
    case U'＋': return IsAnyDigit(after) || inside ? '+' : 0;
    case U'／': return inside ? '/' : 0;
    default: return 0;
  }
}

// ， ： ； （ ） ！ ？ by the last two bytes of their UTF-8.
bool IsMark(unsigned char second, unsigned char third) {
  return second == 0xBC && (third == 0x8C || third == 0x9A || third == 0x9B || third == 0x88 || third == 0x89 ||
                            third == 0x81 || third == 0x9F);
}

}  // namespace

void NarrowFigures(Draft* draft) {
  const std::string& text = draft->text();
  Edits edits(text);
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte != 0xEF) {  // all full-width forms begin with this byte
      ++at;
      continue;
    }
    if (at + 2 < text.size() && IsMark(static_cast<unsigned char>(text[at + 1]), static_cast<unsigned char>(text[at + 2]))) {
      at += 3;
      continue;
    }
    const CodePoint c = DecodeAt(text, at);
    if (c.value != CodePoint::kInvalid) {
      char narrow = static_cast<char>(script::HalfWidthLetter(c.value));
      if (narrow == 0) {
        narrow = NarrowSign(c.value, PreviousSolid(text, at), NextSolid(text, at + c.length));
      }
      if (narrow != 0) edits.Replace(at, at + c.length, std::string_view(&narrow, 1));
    }
    at += c.length;
  }
  draft->Apply("figures", edits);
}

}  // namespace gongbao::ingest
