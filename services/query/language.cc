#include "services/query/language.h"

#include <algorithm>

namespace gongbao::query {

const Indicator* Language::FindIndicator(std::string_view canonical) const {
  const std::vector<Indicator>& all = indicators();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Indicator& indicator) {
    return indicator.canonical == canonical;
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace gongbao::query
