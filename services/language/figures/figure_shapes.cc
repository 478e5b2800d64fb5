#include "services/language/figures/figure_shapes.h"

#include "services/base/text.h"

namespace gongbao::figures {
namespace {

using model::QuantityKind;

bool IsRatioMark(char32_t c) {
  return c == U'∶' || c == U':' || c == U'：' || c == U'﹕' || c == U'/';
}

bool HasBefore(std::u32string_view text, size_t end, size_t reach,
               std::initializer_list<std::u32string_view> words) {
  const size_t begin = end > reach ? end - reach : 0;
  const std::u32string_view window = text.substr(begin, end - begin);
  for (const std::u32string_view word : words) {
    if (window.find(word) != std::u32string_view::npos) return true;
  }
  return false;
}

bool EndsWith(std::u32string_view text, size_t end, std::u32string_view word) {
  return end >= word.size() && text.substr(end - word.size(), word.size()) == word;
}

bool StartsWith(std::u32string_view text, size_t at, std::u32string_view word) {
  return text.substr(at < text.size() ? at : text.size(), word.size()) == word;
}

Figure Make(size_t begin, size_t end, QuantityKind kind) {
  Figure figure;
  figure.core = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  figure.span = figure.core;
  figure.quantity.kind = kind;
  return figure;
}

// Arabic digits with a point at `at`, as text; empty where there are none.
std::string PlainNumber(std::u32string_view text, size_t* at) {
  std::string out;
  size_t i = *at;
  bool point = false;
  while (IsDigit(CharAt(text, i)) ||
         (CharAt(text, i) == U'.' && !point && !out.empty() && IsDigit(CharAt(text, i + 1)))) {
    point |= text[i] == U'.';
    out += static_cast<char>(text[i++]);
  }
  *at = i;
  return out;
}

bool IsStop(char32_t c) {
  static constexpr std::u32string_view kStops = U"，。；、：,;（）()！？!?”“\n\t";
  return c == 0 || kStops.find(c) != std::u32string_view::npos;
}

// What may follow 全市第一 for it to be a place in a ranking: the end of the clause, or a verb.
bool EndsRank(std::u32string_view text, size_t at) {
  static constexpr std::u32string_view kAfter = U"的和且并，而";
  const char32_t c = CharAt(text, at);
  return IsStop(c) || kAfter.find(c) != std::u32string_view::npos;
}

// 2023-01-16 15:29:25: behind a date, hours, minutes and seconds.
bool IsTimeOfDay(std::u32string_view text, size_t at, std::string_view value) {
  if (value.size() != 8 || value[2] != ':' || value[5] != ':') return false;
  if (value[0] > '2' || value[3] > '5' || value[6] > '5') return false;
  while (at > 0 && text[at - 1] == U' ') --at;
  return at > 0 && (IsDigit(text[at - 1]) || text[at - 1] == U'日');
}

}  // namespace

std::optional<Figure> ReadRatio(std::u32string_view text, size_t at) {
  size_t i = at;
  std::string value = PlainNumber(text, &i);
  if (value.empty()) return std::nullopt;
  int parts = 1;
  bool stroke = false;
  while (IsRatioMark(CharAt(text, i))) {
    if (CharAt(text, i) == U'/') stroke = true;
    size_t next = i + 1;
    const std::string part = PlainNumber(text, &next);
    if (part.empty()) break;
    value += ":" + part;
    ++parts;
    i = next;
  }
  if (parts < 2 || (stroke && parts < 3)) return std::nullopt;
  if (parts == 2 && !HasBefore(text, at, 16, {U"比", U"结构"})) return std::nullopt;
  if (parts == 3 && IsTimeOfDay(text, at, value)) return std::nullopt;
  Figure figure = Make(at, i, QuantityKind::kRatio);
  figure.quantity.printed_value = value;
  return figure;
}

std::optional<Figure> ReadFraction(std::u32string_view text, size_t at) {
  size_t i = at;
  while (IsChineseDigit(CharAt(text, i)) || IsScale(CharAt(text, i))) ++i;
  if (i == at || !StartsWith(text, i, U"分之")) return std::nullopt;
  const std::u32string_view below = text.substr(at, i - at);
  const size_t above_begin = i + 2;
  const std::optional<Numeral> above = ReadNumeral(text, above_begin);
  if (!above || above->value.empty()) return std::nullopt;
  Figure figure = Make(at, above->end, QuantityKind::kPercent);
  if (below == U"百" || below == U"千") {
    figure.quantity.printed_value = above->value;
    figure.quantity.printed_unit = below == U"百" ? "%" : "‰";
    return figure;
  }
  const auto denominator = ChineseValue(below);
  if (!denominator || *denominator == 0) return std::nullopt;
  figure.quantity.kind = QuantityKind::kRatio;
  figure.quantity.printed_value = above->value + "/" + std::to_string(*denominator);
  return figure;
}

std::optional<Figure> ReadRank(std::u32string_view text, size_t at) {
  if (CharAt(text, at) != U'第') return std::nullopt;
  const std::optional<Numeral> numeral = ReadNumeral(text, at + 1);
  if (!numeral || numeral->inside_over || !numeral->scale.empty()) return std::nullopt;
  const size_t end = numeral->end;
  Figure figure = Make(at, end, QuantityKind::kRank);
  figure.quantity.masked = numeral->masked;
  if (!numeral->masked) figure.quantity.printed_value = numeral->value;
  const char32_t unit = CharAt(text, end);
  if (unit == U'位' && CharAt(text, end + 1) == U'的' && text.substr(at, end - at) == U"第一") {
    return std::nullopt;  // 作为第一位的任务
  }
  if (unit == U'位' || unit == U'名') {
    figure.quantity.printed_unit = ToUtf8(std::u32string_view(&unit, 1));
    figure.core.end = figure.span.end = static_cast<uint32_t>(end + 1);
    return figure;
  }
  const bool placed = HasBefore(text, at, 10,
                                {U"居", U"列", U"排", U"全省", U"全市", U"全县", U"全国", U"全区",
                                 U"全州", U"全球", U"全镇", U"世界", U"同类"});
  if (!placed || numeral->masked || !EndsRank(text, end)) return std::nullopt;
  return figure;
}

size_t DateEnd(std::u32string_view text, const Numeral& numeral) {
  const std::u32string_view digits = text.substr(numeral.begin, numeral.end - numeral.begin);
  const char32_t next = CharAt(text, numeral.end);
  if (next == U'年') {
    const bool year = (digits.size() == 4 && IsDigit(digits[0]) && IsDigit(digits[3]) &&
                       (digits[0] == U'1' || digits[0] == U'2')) ||
                      ChineseYear(digits).has_value() ||
                      (digits.size() == 2 && (digits[0] == U'0' || digits[0] == U'9')) ||
                      numeral.masked;
    if (year || StartsWith(text, numeral.end, U"年代")) return numeral.end + 1;
  }
  if (next == U'月' || next == U'日' || next == U'号') return numeral.end + 1;
  return 0;
}

bool IsPeriodWord(std::u32string_view text, size_t begin, size_t end) {
  static constexpr std::u32string_view kBefore[] = {
      U"过去", U"今后", U"未来",   U"近",   U"这",     U"前",     U"后",   U"头",   U"上一个",
      U"第",   U"往后", U"近来",   U"此后", U"十三五", U"十四五", U"的这", U"关键", U"奋进",
      U"一",   U"十",   U"接下来", U"下",   U"首",     U"个",     U"的"};
  static constexpr std::u32string_view kAfter[] = {
      U"来",   U"间",   U"规划", U"计划",   U"行动",   U"期间", U"攻坚", U"滚动", U"提升", U"目标",
      U"任期", U"奋斗", U"工作", U"发展",   U"中",     U"里",   U"专项", U"倍增", U"大变", U"整治",
      U"建设", U"方案", U"累计", U"再",   U"打基础", U"见成效", U"强基", U"动态", U"看"};
  for (const std::u32string_view word : kBefore) {
    if (EndsWith(text, begin, word)) return true;
  }
  for (const std::u32string_view word : kAfter) {
    if (StartsWith(text, end, word)) return true;
  }
  return false;
}

std::vector<CharSpan> QuotedNames(std::u32string_view text) {
  constexpr size_t kLongest = 16;
  std::vector<CharSpan> out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool title = text[i] == U'《';
    if (!title && text[i] != U'“' && text[i] != U'「' && text[i] != U'‘') continue;
    const char32_t close = title ? U'》' : text[i] == U'“' ? U'”' : text[i] == U'「' ? U'」' : U'’';
    const size_t reach = title ? 60 : kLongest + 1;
    for (size_t j = i + 1; j < text.size() && j <= i + reach; ++j) {
      if (text[j] != close) continue;
      out.push_back({static_cast<uint32_t>(i), static_cast<uint32_t>(j + 1)});
      i = j;
      break;
    }
  }
  return out;
}

bool CountsFirms(std::u32string_view text, size_t number_begin, size_t unit_end) {
  static constexpr std::u32string_view kFirms[] = {
      U"企业", U"主体", U"个体", U"工商",   U"商户",     U"公司", U"网点", U"法人",
      U"单位", U"门店", U"大户", U"合作社", U"家庭农场", U"商家", U"店铺"};
  static constexpr std::u32string_view kHomes[] = {U"农户", U"贫困户", U"群众", U"居民", U"家庭",
                                                   U"住户", U"村民",   U"房",   U"人",   U"厕",
                                                   U"搬迁", U"脱贫",   U"低保"};
  size_t begin = number_begin;
  while (begin > 0 && number_begin - begin < 24 && !IsStop(text[begin - 1])) --begin;
  // 净增经营主体2860户、总量达3.1万户: the mark 、 does not part the noun from its second figure.
  while (begin > 0 && text[begin - 1] == U'、' && number_begin - begin < 24) {
    --begin;
    while (begin > 0 && number_begin - begin < 24 && !IsStop(text[begin - 1])) --begin;
  }
  const std::u32string_view before = text.substr(begin, number_begin - begin);
  size_t firm = std::u32string_view::npos;
  size_t home = std::u32string_view::npos;
  const auto last = [&](std::u32string_view word, size_t* best) {
    const size_t at = before.rfind(word);
    if (at != std::u32string_view::npos && (*best == std::u32string_view::npos || at > *best))
      *best = at;
  };
  const std::u32string_view after = text.substr(unit_end, 8);
  const std::u32string_view near_after = after.substr(0, after.find_first_of(U"，。；、"));
  for (const std::u32string_view word : kFirms) {
    if (near_after.find(word) != std::u32string_view::npos) return true;
    last(word, &firm);
  }
  for (const std::u32string_view word : kHomes) last(word, &home);
  return firm != std::u32string_view::npos && (home == std::u32string_view::npos || firm > home);
}

}  // namespace gongbao::figures
