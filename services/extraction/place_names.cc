#include "services/extraction/place_names.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/figure_shapes.h"
#include "services/language/figures/numeral.h"

namespace gongbao::extraction {
namespace {

using figures::CharAt;

constexpr size_t kMostNames = 400;

bool AllHan(std::u32string_view words) {
  return std::all_of(words.begin(), words.end(), [](char32_t c) { return IsHan(c); });
}

}  // namespace

bool IsCommonNoun(std::u32string_view word) {
  static constexpr std::u32string_view kNouns[] = {
      U"园区", U"社区", U"校区", U"范区", U"发区", U"新区", U"片区", U"景区", U"库区", U"灾区",
      U"牧区", U"林区", U"山区", U"城区", U"镇区", U"小区", U"农区", U"地区", U"特区", U"税区",
      U"保区", U"中区", U"游区", U"假区", U"业区", U"验区", U"作区", U"心区", U"聚区", U"集市",
      U"城市", U"超市", U"楼市", U"夜市", U"上市", U"集镇", U"城镇", U"强镇", U"名镇", U"重镇",
      U"村镇", U"乡镇", U"小镇", U"家乡", U"城乡", U"老乡", U"下乡", U"返乡", U"回乡", U"强县",
      U"大县", U"进县", U"试县", U"范县", U"红旗", U"区县", U"县区", U"市县", U"县市", U"辖区"};
  return std::any_of(std::begin(kNouns), std::end(kNouns), [&](std::u32string_view noun) {
    return word.size() >= 2 && word.substr(word.size() - 2) == noun;
  });
}

// A list is a row of two or more short runs of Han characters with 、 or 和 between them.
PlaceNames::PlaceNames(std::u32string_view text, model::PlaceLevel level) {
  switch (level) {
    case model::PlaceLevel::kProvince:
    case model::PlaceLevel::kCity:
      units_ = U"县市区旗";
      break;
    case model::PlaceLevel::kCounty:
      units_ = U"镇乡";
      break;
    default:
      return;
  }
  std::vector<std::u32string_view> items;
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char32_t c = CharAt(text, i);
    if (IsHan(c) && c != U'和') continue;
    const std::u32string_view item = text.substr(begin, i - begin);
    if (c == U'、' || c == U'和') {
      items.push_back(item);
    } else {
      items.push_back(item);
      if (items.size() >= 2) ReadList(items);
      items.clear();
    }
    begin = i + 1;
  }
}

bool PlaceNames::IsUnit(char32_t c) const {
  return c != 0 && units_.find(c) != std::u32string_view::npos;
}

void PlaceNames::ReadList(const std::vector<std::u32string_view>& items) {
  if (names_.size() >= kMostNames) return;
  // Whole names: all but the last one are names; the last begins with one.
  size_t whole = 0;
  for (size_t i = 0; i + 1 < items.size(); ++i) {
    whole +=
        items[i].size() >= 2 && items[i].size() <= 5 && IsUnit(items[i].back()) && AllHan(items[i]);
  }
  const std::u32string_view last = items.back();
  if (whole + 1 == items.size()) {
    size_t length = 0;
    for (size_t i = 1; i < std::min<size_t>(last.size(), 5); ++i) {
      if (IsUnit(last[i])) {
        length = i + 1;
        break;
      }
    }
    if (length < 2) return;
    for (size_t i = 0; i + 1 < items.size(); ++i)
      Add(items[i].substr(0, items[i].size() - 1), items[i].back());
    Add(last.substr(0, length - 1), last[length - 1]);
    return;
  }
  // Short names with their number behind: 永渡、白泽两县.
  for (size_t i = 2; i + 1 < std::min<size_t>(last.size(), 6); ++i) {
    if (!figures::IsChineseDigit(last[i]) || !IsUnit(last[i + 1])) continue;
    const auto count = figures::ChineseValue(last.substr(i, 1));
    if (!count || *count != static_cast<int64_t>(items.size())) return;
    for (size_t k = 0; k < items.size(); ++k) {
      const std::u32string_view stem = k + 1 < items.size() ? items[k] : last.substr(0, i);
      if (stem.size() < 2 || stem.size() > 4) return;
    }
    for (size_t k = 0; k + 1 < items.size(); ++k) Add(items[k], last[i + 1]);
    Add(last.substr(0, i), last[i + 1]);
    return;
  }
}

void PlaceNames::Add(std::u32string_view stem, char32_t unit) {
  std::u32string name(stem);
  name += unit;
  if (IsCommonNoun(name)) return;
  if (trie_.Find(name) >= 0 || names_.size() >= kMostNames) return;
  const auto index = static_cast<int32_t>(names_.size());
  names_.push_back(ToUtf8(name));
  trie_.Add(name, index);
  if (stem.size() >= 2) trie_.Add(stem, index);
}

size_t PlaceNames::Longest(std::u32string_view text, size_t at, int32_t* index) const {
  if (names_.empty()) return 0;
  const figures::WordTrie::Match match = trie_.Longest(text, at);
  *index = match.value;
  return match.length;
}

size_t PlaceNames::CountBehind(std::u32string_view text, size_t at) const {
  return figures::IsChineseDigit(CharAt(text, at)) && IsUnit(CharAt(text, at + 1)) ? 2 : 0;
}

}  // namespace gongbao::extraction
