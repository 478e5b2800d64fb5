// Layout of share/gongbao/gazetteer.img, as it is mapped into memory.
//
//   Header
//   Record  records[record_count]     ids of 6 digits, of 9, then unlisted ones (only in memory: a person's list on top);
//                                     each in order of id; record 0 is the country
//   Alias   aliases[alias_count]      names and short names, in order of their bytes, then of record
//   char    pool[pool_size]           UTF-8 of the names
//
// All numbers are little-endian.
#pragma once

#include <cstdint>

namespace gongbao::gazetteer::image {

inline constexpr char kMagic[8] = {'G', 'B', 'P', 'L', 'A', 'C', 'E', '1'};

struct Header {
  char magic[8];
  uint32_t record_count;
  uint32_t alias_count;
  uint32_t pool_size;
  uint32_t unlisted_count;  // of the records, at the end
};

struct Record {
  uint32_t code;    // 6 digits to county level, 9 to town level; of an unlisted town its county's
  uint32_t parent;  // record
  uint32_t name;    // offset in the pool
  uint16_t name_size;
  uint8_t level;        // model::PlaceLevel
  uint8_t placeholder;  // 1: only a step of the code table (市辖区, 省直辖县级行政区划)
};

struct Alias {
  uint32_t text;  // offset in the pool
  uint16_t size;
  uint16_t is_short;  // 1: without its suffix (湖北 of 湖北省)
  uint32_t record;
};

}  // namespace gongbao::gazetteer::image
