#include "services/extraction/project_spans.h"

#include <algorithm>

#include "services/extraction/project_names.h"

namespace gongbao::extraction {

using namespace project_words;  // NOLINT: the names of lists

namespace {

// Whether a name ends here, so that 和 joins it to another: 环泉路和环湖路, but 浙江和润集团.
bool EndsName(std::u32string_view left) {
  static constexpr std::u32string_view kLast = U"路街桥渠坝堤楼厂站线园馆院场”";
  const ProjectShape shape = ShapeOf(left);
  return shape.head > 1 || shape.tail() != 0 || kLast.find(left.back()) != kLast.npos;
}

// 编钟大道与中兴大道交接口公园: what stands behind 与 is where two things meet.
bool IsJoint(std::u32string_view behind) {
  behind = behind.substr(0, std::min<size_t>(behind.find(U'、'), 14));
  for (const std::u32string_view word :
       {U"交接", U"交叉", U"交汇", U"之间", U"连接", U"衔接", U"结合部", U"接壤"}) {
    if (behind.find(word) != behind.npos) return true;
  }
  return false;
}

}  // namespace

// Items of a list: 、 and 和, 与, 及 outside of quotes and brackets.
std::vector<CharSpan> SplitNames(std::u32string_view chars, CharSpan all) {
  std::vector<CharSpan> out;
  uint32_t begin = all.begin;
  int depth = 0;
  for (uint32_t i = all.begin; i <= all.end; ++i) {
    const char32_t c = i < all.end ? chars[i] : U'、';
    if (c == U'“' || c == U'（' || c == U'《') ++depth;
    if (c == U'”' || c == U'）' || c == U'》') depth = std::max(0, depth - 1);
    bool cut = i == all.end || (depth == 0 && c == U'、');
    // “一中”“二中”
    if (!cut && depth == 0 && c == U'”' && chars[i + 1 < all.end ? i + 1 : i] == U'“') {
      out.push_back({begin, i + 1});
      begin = i + 1;
      continue;
    }
    if (!cut && depth == 0 && (c == U'和' || c == U'与' || c == U'及') && i >= begin + 3) {
      // 修建和绿化 is one
      const bool works = ProjectWords().At(kWorks, chars, i + 1) != 0;
      cut = !works && !IsJoint(chars.substr(i + 1, all.end - i - 1)) &&
            EndsName(chars.substr(begin, i - begin));
    }
    if (!cut) continue;
    if (i > begin) out.push_back({begin, i});
    begin = i + 1;
  }
  return out;
}

uint32_t SkipPeriod(const SentenceView& sentence, uint32_t at) {
  for (const PeriodMark& mark : sentence.periods) {
    if (mark.span.begin == at) return mark.span.end;
  }
  return at;
}

const figures::Figure* FigureIn(const SentenceView& sentence, uint32_t begin, uint32_t end,
                                bool ends_there) {
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.span.end > end) break;
    if (ends_there ? figure.span.end == end && figure.span.begin >= begin
                   : figure.span.begin == begin) {
      return &figure;
    }
  }
  return nullptr;
}

bool IsMoney(const figures::Figure& figure) {
  return figure.quantity.kind == model::QuantityKind::kMoney ||
         figure.quantity.printed_unit == "万" || figure.quantity.printed_unit == "亿";
}

bool IsOne(const figures::Figure& figure) {
  return figure.quantity.kind != model::QuantityKind::kCount ||
         figure.quantity.printed_value == "1";
}

// 总投资18亿元的晋耀光伏产业园: what stands before the last 的 is no part of the name; gives the
// figure that the money is.
const figures::Figure* StripAttribute(const SentenceView& sentence, CharSpan* item) {
  const std::u32string_view chars = sentence.chars;
  uint32_t name = item->begin;
  int depth = 0;
  for (uint32_t i = item->begin; i + 3 < item->end && i - item->begin < 40; ++i) {
    if (chars[i] == U'“' || chars[i] == U'（') ++depth;
    if (chars[i] == U'”' || chars[i] == U'）') depth = std::max(0, depth - 1);
    if (chars[i] == U'的' && depth == 0) name = i + 1;
  }
  if (name == item->begin) return nullptr;
  const figures::Figure* money = nullptr;
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.span.begin < item->begin || figure.span.end >= name || !IsMoney(figure)) continue;
    const auto before = sentence.In({item->begin, figure.span.begin});
    if (before.empty() || before.find(U"投资") != before.npos) money = &figure;
  }
  item->begin = name;
  return money;
}

// Words in front of a name that are no part of it: adverbs, dates, a count of one.
void StripLead(const SentenceView& sentence, CharSpan* item) {
  const WordLists& words = ProjectWords();
  const std::u32string_view chars = sentence.chars;
  for (bool again = true; again && item->begin < item->end;) {
    again = false;
    const uint32_t from = item->begin;
    if (const size_t lead = words.At(kLead, chars, from); lead != 0 && from + lead < item->end)
      item->begin += static_cast<uint32_t>(lead);
    if (const uint32_t behind = SkipPeriod(sentence, item->begin); behind <= item->end)
      item->begin = behind;
    // （二）, 3.
    if (chars[item->begin] == U'（') {
      const size_t close = sentence.In(*item).substr(0, 5).find(U'）');
      if (close != std::u32string_view::npos) item->begin += static_cast<uint32_t>(close + 1);
    }
    while (item->begin < item->end &&
           std::u32string_view(U"，。：、—-…·前底末内 ").find(chars[item->begin]) !=
               std::u32string_view::npos) {
      ++item->begin;
    }
    // 1个综治中心, 300亩现代物流园
    if (const auto* figure = FigureIn(sentence, item->begin, item->end, false);
        figure != nullptr && figure->span.end < item->end && IsOne(*figure) &&
        (figure->quantity.kind == model::QuantityKind::kCount ||
         figure->quantity.kind == model::QuantityKind::kArea ||
         figure->quantity.kind == model::QuantityKind::kLength)) {
      item->begin = figure->span.end;
    }
    again = item->begin != from;
  }
}

// 已, 预计今年 between a name and its verb; 一座, 3.5公里 behind it.
void StripTrail(const SentenceView& sentence, CharSpan* item) {
  const WordLists& words = ProjectWords();
  for (bool again = true; again && item->end > item->begin;) {
    again = false;
    const std::u32string_view text = sentence.In(*item);
    if (const size_t trail = words.Before(kTrail, text, text.size());
        trail != 0 && trail < text.size()) {
      item->end -= static_cast<uint32_t>(trail);
      again = true;
      continue;
    }
    for (const PeriodMark& mark : sentence.periods) {
      if (mark.span.end != item->end || mark.span.begin <= item->begin) continue;
      item->end = mark.span.begin;
      again = true;
      break;
    }
    if (again) continue;
    // 红薯加工项目已完成项目招标: the name ends where it is told of
    if (const size_t told = text.find(U'已'); told != text.npos && told >= 4) {
      item->end = item->begin + static_cast<uint32_t>(told);
      again = true;
      continue;
    }
    const char32_t last = text.back();
    if (std::u32string_view(U"底初末前内、—：").find(last) != std::u32string_view::npos) {
      for (const PeriodMark& mark : sentence.periods) {
        if (mark.span.end + 1 != item->end && mark.span.end + 2 != item->end) continue;
        if (mark.span.begin > item->begin) item->end = mark.span.begin, again = true;
      }
      if (!again && (last == U'、' || last == U'—' || last == U'：')) --item->end, again = true;
      continue;
    }
    if (const auto* figure = FigureIn(sentence, item->begin + 3, item->end, true);
        figure != nullptr && IsOne(*figure)) {
      item->end = figure->span.begin;
      again = true;
    }
  }
}

}  // namespace gongbao::extraction
