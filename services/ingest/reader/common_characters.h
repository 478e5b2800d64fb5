// Characters that Chinese official texts are made of, to tell a text from bytes read in the wrong encoding. Thread rule:
// pure functions.
#pragma once

#include <string_view>

namespace gongbao::ingest {

// One of some 900 characters, simplified and traditional: four of five in any report, one of twenty-five where an
// encoding was mistaken.
bool IsCommonHan(char32_t c);

// How much of a text is made of them.
struct HanCount {
  size_t han = 0;
  size_t common = 0;
  void Add(char32_t c);
  bool AtLeast(int percent) const { return common * 100 >= han * static_cast<size_t>(percent); }
};
HanCount CountHan(std::string_view text);

}  // namespace gongbao::ingest
