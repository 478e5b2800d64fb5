// Layout of share/gongbao/script.img, the conversion tables as they are mapped into memory.
//
//   Header
//   uint16_t page_of[kPages]                page of each block of 256 code points, 0 = nothing there
//   uint32_t entries[page_count][256]       target code point (0: itself), kStartsPhrase
//   First    firsts[first_count]            in order of code point
//   Phrase   phrases[phrase_count]          grouped by first code point, longest first in a group
//   char     pool[pool_size]                UTF-8 of the phrases
//
// All numbers are little-endian, as the machines that we build for are.
#pragma once

#include <cstdint>

namespace gongbao::script::image {

inline constexpr char kMagic[8] = {'G', 'B', 'S', 'C', 'R', 'P', 'T', '1'};
inline constexpr uint32_t kLimit = 0x30000;  // code points from here on are never converted
inline constexpr uint32_t kPages = kLimit >> 8;
inline constexpr uint32_t kStartsPhrase = 0x80000000;
inline constexpr uint32_t kCodePoint = 0x001FFFFF;

struct Header {
  char magic[8];
  uint32_t page_count;
  uint32_t first_count;
  uint32_t phrase_count;
  uint32_t pool_size;
};
struct First {
  uint32_t code_point;
  uint32_t begin;  // of its phrases
  uint32_t end;
};
struct Phrase {
  uint32_t from;  // offset in the pool
  uint32_t to;
  uint16_t from_size;
  uint16_t to_size;
};

}  // namespace gongbao::script::image
