#include "services/ingest/metadata/masks.h"

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kLongestMask = 48;  // bytes; longer runs draw lines

bool IsMask(char32_t c) {
  switch (c) {
    case 'X': case 'x': case U'×': case U'✕': case U'╳': case U'*': case U'□': case U'某': case U'＊':
    case U'Х': case U'х':
      return true;
    default:
      return false;
  }
}

// What follows a masked figure, date or person.
bool FollowsFigure(char32_t c) {
  constexpr std::u32string_view kUnits =
      U"年月日号亿万千百十元个项家户人名亩公平吨件起处座场次栋条%％‰余多米里辆头只所台天届位成倍点期部同";
  return c == 0 || IsDigit(c) || kUnits.find(c) != std::u32string_view::npos;
}

}  // namespace

size_t MaskSizeAt(std::string_view text, size_t at) {
  size_t size = 0;
  bool latin = false;
  while (at + size < text.size() && size < kLongestMask) {
    const CodePoint c = DecodeAt(text, at + size);
    if (!IsMask(c.value)) break;
    latin |= IsLatin(c.value);
    size += static_cast<size_t>(c.length);
  }
  if (size == 0 || !latin) return size;
  const char32_t before = at == 0 ? 0 : DecodeBefore(text, at).value;
  const char32_t after = at + size >= text.size() ? 0 : DecodeAt(text, at + size).value;
  return IsLatin(before) || IsLatin(after) ? 0 : size;
}

size_t CountMaskedNames(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t size = MaskSizeAt(text, at);
    if (size == 0) {
      at += static_cast<size_t>(DecodeAt(text, at).length);
      continue;
    }
    const char32_t before = at == 0 ? 0 : DecodeBefore(text, at).value;
    const char32_t after = at + size >= text.size() ? 0 : DecodeAt(text, at + size).value;
    if (IsHan(after) && !FollowsFigure(after) && !IsDigit(before)) ++count;
    at += size;
  }
  return count;
}

}  // namespace gongbao::ingest
