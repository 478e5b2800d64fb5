#include "services/segmentation/titles.h"

#include "services/base/text.h"

namespace gongbao::segmentation {
namespace {

constexpr size_t kShortTitle = 8 * 3;  // bytes: a body begins behind them

bool IsFinal(char32_t c) {
  return c == U'。' || c == U'；' || c == U'：' || c == U'，' || c == U'、' || c == ';' ||
         c == ':' || c == ',' || c == '.' || IsSpace(c);
}

// Behind these a word of time goes on with the clause (确保今年, 完成全年).
bool GoesOn(char32_t before) {
  constexpr std::u32string_view kBefore =
      U"在对从到和保把将与及至为是比较同于向给让使按自由被等的地得了完成现";
  return !IsHan(before) || kBefore.find(before) != kBefore.npos;
}

}  // namespace

size_t WithoutFinal(std::string_view text, size_t begin, size_t end) {
  while (end > begin) {
    const CodePoint c = DecodeBefore(text, end);
    if (!IsFinal(c.value)) break;
    end -= c.length;
  }
  return end;
}

size_t FindStop(std::string_view text, size_t begin, size_t end, bool semicolon) {
  size_t stop = end;
  size_t open = 0;
  for (size_t at = begin; at < end;) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead != 0xE2 && lead != 0xE3 && lead != 0xEF && lead != ';') {
      at += lead >= 0xE4 && lead <= 0xE9 ? 3 : 1;
      continue;
    }
    const std::string_view rest = text.substr(at, 3);
    if (rest == "“" || rest == "《") {
      ++open;
    } else if ((rest == "”" || rest == "》") && open > 0) {
      --open;
    } else if (rest == "。" || (semicolon && (rest == "；" || rest[0] == ';'))) {
      if (open == 0) return at;
      // An opening mark that nothing closes hides no more than this one.
      if (stop == end) stop = at;
    }
    at += lead == ';' ? 1 : 3;
  }
  return open > 0 ? stop : end;
}

size_t FindBodyOfRunOn(std::string_view text, size_t begin, size_t end) {
  size_t best = end;
  for (const std::string_view cue :
       {"昨天", "今天", "今年", "去年", "当前", "目前", "近年来", "一年来", "过去", "全年",
        "同志们", "各位代表", "刚才", "一直以来", "长期以来", "19", "20"}) {
    const std::string_view part = text.substr(0, best);
    for (size_t at = part.find(cue, begin + kShortTitle); at < best; at = part.find(cue, at + 1)) {
      const bool digits = cue == "19" || cue == "20";
      if (digits && !text.substr(at + 4).starts_with("年")) continue;
      if (GoesOn(DecodeBefore(text, at).value)) continue;
      best = at;
      break;
    }
  }
  return best;
}

}  // namespace gongbao::segmentation
