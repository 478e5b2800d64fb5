// The units below its own place that a report compares (永渡县、桐谷县…分别为): found in lists in
// the text itself, since lists are what tells a name from other words. Built once a report, then
// read-only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/language/figures/word_trie.h"
#include "services/model/place.h"

namespace gongbao::extraction {

// Whether words end like an administrative unit and name none (园区, 城市).
bool IsCommonNoun(std::u32string_view word);

class PlaceNames {
 public:
  PlaceNames() = default;
  // Reads lists such as 永渡县、桐谷县、白泽县 and 永渡、白泽两县 out of a text. level: of the
  // report's own place; a report of a city compares counties, one of a county compares towns,
  // others compare none.
  PlaceNames(std::u32string_view text, model::PlaceLevel level);

  // The report's own place: 示范区 of a report of 青峰示范区 is no firm.
  void SetOwn(std::u32string own) { own_ = std::move(own); }
  bool EndsOwn(std::u32string_view word) const {
    return own_.size() > word.size() && std::u32string_view(own_).ends_with(word);
  }

  bool empty() const { return names_.empty(); }
  // Official form of a place, with its unit.
  const std::string& name(int32_t index) const { return names_[index]; }
  // Length of the place's name, whole or without its unit, that begins at `at`; 0 where there is
  // none.
  size_t Longest(std::u32string_view text, size_t at, int32_t* index) const;
  // Length of a count of places behind their names (两县); 0 where there is none.
  size_t CountBehind(std::u32string_view text, size_t at) const;

 private:
  void ReadList(const std::vector<std::u32string_view>& items);
  void Add(std::u32string_view stem, char32_t unit);
  bool IsUnit(char32_t c) const;

  std::u32string_view units_;  // 县市区旗, or 镇乡
  std::u32string own_;
  std::vector<std::string> names_;
  figures::WordTrie trie_;
};

}  // namespace gongbao::extraction
