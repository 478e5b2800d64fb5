#include "services/node/cli/width.h"

#include <algorithm>
#include <iterator>

#include "services/base/text.h"

namespace gongbao::node {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// East Asian Width W and F (Unicode 15, blocks joined where everything between is wide or unassigned).
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x2705, 0x2705},   {0x274C, 0x274C},   {0x2753, 0x2755},
    {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1B000, 0x1B2FF},
    {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F64F},
    {0x1F680, 0x1F6FC}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};

// Marks that stand over the character before them, and what prints nothing.
constexpr Range kZero[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};

template <size_t n>
bool In(const Range (&ranges)[n], char32_t value) {
  const Range* found = std::upper_bound(
      std::begin(ranges), std::end(ranges), value,
      [](char32_t one, const Range& range) { return one < range.first; });
  return found != std::begin(ranges) && value <= std::prev(found)->last;
}

}  // namespace

int ColumnsOf(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return 1;
  if (In(kZero, code_point)) return 0;
  return In(kWide, code_point) ? 2 : 1;
}

size_t ColumnsOf(std::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint one = DecodeAt(text, at);
    columns += one.value == CodePoint::kInvalid ? 1 : static_cast<size_t>(ColumnsOf(one.value));
    at += static_cast<size_t>(one.length);
  }
  return columns;
}

std::string FitLine(std::string_view text, size_t columns) {
  std::string out;
  size_t used = 0;
  size_t keep = 0;       // length of out that leaves room for …
  for (size_t at = 0; at < text.size();) {
    const CodePoint one = DecodeAt(text, at);
    std::string piece(text.substr(at, static_cast<size_t>(one.length)));
    at += static_cast<size_t>(one.length);
    if (one.value < 0x20 || (one.value >= 0x7F && one.value < 0xA0)) piece = " ";
    if (one.value == CodePoint::kInvalid) piece = "?";
    const size_t wide = ColumnsOf(piece);
    if (used + wide > columns) {
      out.resize(keep);
      if (columns > 0) out += "…";
      return out;
    }
    used += wide;
    out += piece;
    if (used + 1 <= columns) keep = out.size();
  }
  return out;
}

}  // namespace gongbao::node
