#include "services/language/figures/units.h"

#include <charconv>

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"

namespace gongbao::data {
extern const std::string_view kUnitsData;
}

namespace gongbao::figures {
namespace {

using model::QuantityKind;

QuantityKind KindNamed(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(QuantityKind::kOther); ++i) {
    const auto kind = static_cast<QuantityKind>(i);
    if (QuantityKindName(kind) == name) return kind;
  }
  return QuantityKind::kUnknown;
}

int64_t Integer(std::string_view text) {
  int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A kind's line without its units: kind base factor [flags].
Unit Template(const std::vector<std::string_view>& fields, size_t colon) {
  Unit unit;
  unit.kind = KindNamed(fields[0]);
  unit.base = fields[1];
  const size_t stroke = fields[2].find('/');
  unit.numerator = Integer(fields[2].substr(0, stroke));
  if (stroke != std::string_view::npos) unit.denominator = Integer(fields[2].substr(stroke + 1));
  for (size_t i = 3; i < colon; ++i) {
    unit.after_one |= fields[i] == "one";
    unit.arabic_only |= fields[i] == "arabic";
    unit.division |= fields[i] == "bare";
  }
  return unit;
}

// 10^4, 10^8, 10^12 in front of a unit; the rest of the unit in *rest.
int64_t LeadingScale(std::string_view unit, std::string_view* rest) {
  struct Scale {
    std::string_view text;
    int64_t value;
  };
  static constexpr Scale kScales[] = {
      {"万亿", 1'000'000'000'000}, {"百万", 1'000'000}, {"千万", 10'000'000}, {"万", 10'000},
      {"亿", 100'000'000},         {"千", 1000},        {"百", 100}};
  for (const Scale& scale : kScales) {
    if (unit.substr(0, scale.text.size()) == scale.text) {
      *rest = unit.substr(scale.text.size());
      return scale.value;
    }
  }
  *rest = unit;
  return 1;
}

}  // namespace

UnitTable::UnitTable(std::string_view data) {
  for (const auto& fields : DataLines(data)) {
    size_t colon = 0;
    while (colon < fields.size() && fields[colon] != ":") ++colon;
    if (colon < 3 || colon >= fields.size()) continue;
    const Unit line = Template(fields, colon);
    for (size_t i = colon + 1; i < fields.size(); ++i) {
      Unit unit = line;
      unit.text = fields[i];
      if (unit.base == "=") unit.base = unit.text;
      trie_.Add(ToUtf32(unit.text), static_cast<int32_t>(units_.size()));
      units_.push_back(std::move(unit));
    }
  }
}

const UnitTable& UnitTable::Get() {
  static const UnitTable table(data::kUnitsData);
  return table;
}

UnitTable::Found UnitTable::Longest(std::u32string_view text, size_t at) const {
  Found found;
  const WordTrie::Match match = trie_.Longest(text, at);
  if (!match) return found;
  found.unit = &units_[match.value];
  found.length = match.length;
  const size_t stroke = at + match.length;
  if (stroke < text.size() && (text[stroke] == U'/' || text[stroke] == U'／')) {
    size_t next = stroke + 1;
    WordTrie::Match per = trie_.Longest(text, next);
    while (!per && next < text.size() &&
           (text[next] == U'万' || text[next] == U'百' || text[next] == U'千')) {
      per = trie_.Longest(text, ++next);  // 张/千人
    }
    if (per) {
      found.per = &units_[per.value];
      found.length = next + per.length - at;
    }
  }
  return found;
}

const Unit* UnitTable::Find(std::u32string_view text) const {
  const int32_t value = trie_.Find(text);
  return value < 0 ? nullptr : &units_[value];
}

PrintedUnit ParsePrintedUnit(std::string_view printed_unit) {
  PrintedUnit out;
  std::string_view rest = printed_unit;
  const UnitTable& table = UnitTable::Get();
  const Unit* unit = table.Find(ToUtf32(printed_unit));
  int64_t scale = 1;
  if (unit == nullptr) {
    scale = LeadingScale(printed_unit, &rest);
    unit = table.Find(ToUtf32(rest));
  }
  if (unit == nullptr && rest.empty()) {  // 40万: the 元 is left out
    out.kind = QuantityKind::kMoney;
    out.base = "元";
    out.numerator = scale;
    return out;
  }
  if (unit == nullptr) {
    out.kind = QuantityKind::kOther;
    out.base = rest;
    out.numerator = scale;
    return out;
  }
  out.kind = unit->kind;
  out.base = unit->base;
  out.scale = unit->base == "亩" ? 6 : 4;
  out.numerator = unit->numerator * scale;
  out.denominator = unit->denominator;
  return out;
}

std::optional<model::Decimal> ToBase(std::string_view printed_value,
                                     std::string_view printed_unit) {
  const PrintedUnit unit = ParsePrintedUnit(printed_unit);
  return model::Decimal::FromText(printed_value, unit.scale, unit.numerator, unit.denominator);
}

std::optional<model::Decimal> FromBase(const model::Decimal& value, std::string_view base_unit,
                                       std::string_view wished_unit) {
  const PrintedUnit unit = ParsePrintedUnit(wished_unit);
  if (unit.base != base_unit) return std::nullopt;
  return value.Times(unit.denominator, unit.numerator);
}

std::optional<std::string> FromBaseRounded(const model::Decimal& value, std::string_view base_unit,
                                           std::string_view wished_unit, int places) {
  using Wide = __int128;
  const PrintedUnit unit = ParsePrintedUnit(wished_unit);
  if (unit.base != base_unit || unit.numerator == 0 || places < 0 || places > 6)
    return std::nullopt;
  if (const auto exact = value.Times(unit.denominator, unit.numerator)) return exact->ToText();
  Wide numerator = static_cast<Wide>(value.units) * unit.denominator;
  Wide denominator = unit.numerator;
  for (int i = 0; i < places; ++i) numerator *= 10;
  for (int i = 0; i < value.scale; ++i) denominator *= 10;
  const bool negative = numerator < 0;
  if (negative) numerator = -numerator;
  Wide rounded = (numerator + denominator / 2) / denominator;
  const model::Decimal out{static_cast<int64_t>(negative ? -rounded : rounded), places};
  return out.ToText();
}

}  // namespace gongbao::figures
