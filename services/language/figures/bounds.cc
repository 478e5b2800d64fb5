#include "services/language/figures/bounds.h"

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"

namespace gongbao::data {
extern const std::string_view kBoundsData;
}

namespace gongbao::figures {
namespace {

using model::Bound;

// Values in the tries: a Bound, or one of these.
constexpr int32_t kAbove = 100;
constexpr int32_t kWithin = 101;
constexpr int32_t kNone = 102;

int32_t Value(std::string_view name) {
  if (name == "above") return kAbove;
  if (name == "within") return kWithin;
  for (const Bound bound :
       {Bound::kOver, Bound::kUnder, Bound::kNear, Bound::kAtLeast, Bound::kAtMost}) {
    if (BoundName(bound) == name) return static_cast<int32_t>(bound);
  }
  return kNone;
}

BoundWords::Found ToFound(WordTrie::Match match, std::u32string_view word) {
  BoundWords::Found found;
  if (!match || match.value == kNone) return found;
  found.length = match.length;
  found.word = word;
  found.above = match.value == kAbove;
  found.within = match.value == kWithin;
  found.bound = found.above    ? Bound::kOver
                : found.within ? Bound::kUnder
                               : static_cast<Bound>(match.value);
  return found;
}

}  // namespace

BoundWords::BoundWords(std::string_view data) {
  for (const auto& fields : DataLines(data)) {
    if (fields.size() < 4 || fields[2] != ":") continue;
    const int32_t value = Value(fields[1]);
    for (size_t i = 3; i < fields.size(); ++i) {
      if (fields[0] == "before") before_.AddReversed(ToUtf32(fields[i]), value);
      if (fields[0] == "after") after_.Add(ToUtf32(fields[i]), value);
    }
  }
}

const BoundWords& BoundWords::Get() {
  static const BoundWords words(data::kBoundsData);
  return words;
}

BoundWords::Found BoundWords::Before(std::u32string_view text, size_t end) const {
  const WordTrie::Match match = before_.LongestBefore(text, end);
  return ToFound(match, text.substr(end - match.length, match.length));
}

BoundWords::Found BoundWords::After(std::u32string_view text, size_t at) const {
  const WordTrie::Match match = after_.Longest(text, at);
  return ToFound(match, text.substr(at < text.size() ? at : text.size(), match.length));
}

}  // namespace gongbao::figures
