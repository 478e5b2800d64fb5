#include "services/extraction/table_reader.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/numeral.h"
#include "services/language/figures/units.h"
#include "services/language/ontology/ontology.h"

namespace gongbao::extraction {
namespace {

using model::FactStatus;
using model::QuantityKind;
using ontology::Indicator;

bool Holds(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::u32string_view word) { return text.find(word) != text.npos; });
}

std::vector<CharSpan> Cells(std::u32string_view text) {
  std::vector<CharSpan> cells;
  uint32_t begin = 0;
  for (uint32_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != U'\t' && text[i] != U'\n') continue;
    CharSpan cell{begin, i};
    while (cell.begin < cell.end && IsSpace(text[cell.begin])) ++cell.begin;
    while (cell.end > cell.begin && IsSpace(text[cell.end - 1])) --cell.end;
    cells.push_back(cell);
    begin = i + 1;
  }
  return cells;
}

// What stands in brackets at the end (固定资产投资（亿元）), and the words before them.
std::u32string_view Bracketed(std::u32string_view* words) {
  const size_t open = words->find_last_of(U"（(");
  if (open == words->npos || words->empty() || (words->back() != U'）' && words->back() != U')'))
    return {};
  const std::u32string_view inside = words->substr(open + 1, words->size() - open - 2);
  *words = words->substr(0, open);
  return inside;
}

// A unit as a table prints it: 亿元, 万人次, %; empty where the words are none.
std::string UnitOf(std::u32string_view words) {
  if (words.empty() || words.size() > 10) return "";
  const std::string unit = ToUtf8(words);
  if (words == U"％") return "%";
  std::u32string_view rest = words;
  while (!rest.empty() && (rest[0] == U'万' || rest[0] == U'亿')) rest.remove_prefix(1);
  const auto found = figures::UnitTable::Get().Longest(rest, 0);
  return found.unit != nullptr && found.length == rest.size() ? unit : "";
}

// The indicator that the whole of a row's heading names; 其中：, 一、 and the like in front are
// dropped.
const Indicator* IndicatorOf(std::u32string_view words) {
  while (!words.empty() &&
         Holds(words.substr(0, 1), {U"#", U"＃", U"一", U"二", U"三", U"四", U"五", U"六", U"七",
                                    U"八", U"九", U"、", U".", U"：", U":"}) &&
         ontology::Ontology::Get().Resolve(ToUtf8(words)) == nullptr) {
    words.remove_prefix(1);
  }
  for (const std::u32string_view front :
       {U"其中：", U"其中:", U"其中", U"全县", U"全市", U"全镇", U"全区"}) {
    if (words.substr(0, front.size()) == front) words.remove_prefix(front.size());
  }
  return ontology::Ontology::Get().Resolve(ToUtf8(words));
}

}  // namespace

bool TableReader::IsRow(std::u32string_view sentence) {
  const size_t first = sentence.find(U'\t');
  return first != sentence.npos && sentence.find(U'\t', first + 1) != sentence.npos;
}

TableReader::Column TableReader::HeadingOf(const SentenceView& sentence,
                                           std::u32string_view words) const {
  Column column;
  std::u32string_view rest = words;
  column.unit = UnitOf(Bracketed(&rest));
  if (Holds(rest, {U"单位"}) && !Holds(rest, {U"名称"})) {
    column.kind = ColumnKind::kUnit;
    return column;
  }
  const bool percent = !rest.empty() && (rest.back() == U'%' || rest.back() == U'％');
  if (Holds(rest,
            {U"增长", U"增速", U"增幅", U"同比", U"比上年", U"±", U"增减", U"较上年", U"较去年"})) {
    column.kind = ColumnKind::kGrowth;
    if (column.unit.empty()) column.unit = std::string("%");
    return column;
  }
  for (const PeriodMark& mark : PeriodScanner::Get().Scan(rest)) {
    if (mark.form == PeriodForm::kDate || mark.form == PeriodForm::kOther) continue;
    column.kind = ColumnKind::kValue;
    column.period = context_.Resolve(mark, sentence.section, {});
    break;
  }
  if (column.kind == ColumnKind::kOther &&
      Holds(rest, {U"完成", U"实绩", U"实际", U"绝对", U"总量", U"数值", U"数量", U"目标", U"计划",
                   U"任务", U"预计", U"本年", U"金额"})) {
    column.kind = ColumnKind::kValue;
    column.period = context_.SectionPeriod(sentence.section);
  }
  if (Holds(rest, {U"目标", U"计划", U"任务", U"预算"})) column.status = FactStatus::kTarget;
  if (Holds(rest, {U"预计", U"预期"})) column.status = FactStatus::kEstimate;
  const auto review = context_.review_year();
  if (column.period.period && review && column.period.period->last_year() > *review)
    column.status = FactStatus::kTarget;
  if (percent && column.kind == ColumnKind::kOther) column.unit = std::string("%");
  return column;
}

void TableReader::ReadHeader(const SentenceView& sentence, const std::vector<CharSpan>& cells) {
  columns_.clear();
  for (const CharSpan cell : cells) columns_.push_back(HeadingOf(sentence, sentence.In(cell)));
  if (!columns_.empty() && columns_[0].kind == ColumnKind::kOther)
    columns_[0].kind = ColumnKind::kName;
}

std::optional<model::Quantity> TableReader::CellQuantity(const SentenceView& sentence,
                                                         CharSpan cell,
                                                         const std::string& unit) const {
  std::u32string_view words = sentence.In(cell);
  bool negative = false;
  if (!words.empty() &&
      (words[0] == U'-' || words[0] == U'−' || words[0] == U'－' || words[0] == U'+')) {
    negative = words[0] != U'+';
    words.remove_prefix(1);
  }
  std::string printed = unit;
  if (!words.empty() && (words.back() == U'%' || words.back() == U'％')) {
    words.remove_suffix(1);
    printed = std::string("%");
  }
  if (words.empty() || !(figures::IsDigit(words[0]) || figures::IsMask(words[0])))
    return std::nullopt;
  const auto numeral = figures::ReadNumeral(words, 0);
  if (!numeral || numeral->end != words.size() || !numeral->scale.empty() || printed.empty())
    return std::nullopt;
  model::Quantity quantity;
  quantity.text = ToUtf8(sentence.In(cell));
  quantity.printed_unit = printed;
  const figures::PrintedUnit parsed = figures::ParsePrintedUnit(printed);
  quantity.kind = parsed.kind;
  quantity.base_unit = parsed.base;
  quantity.masked = numeral->masked;
  if (!numeral->masked) {
    quantity.printed_value = (negative ? "-" : "") + numeral->value;
    quantity.value = figures::ToBase(*quantity.printed_value, printed);
  }
  return quantity;
}

void TableReader::ReadRow(const SentenceView& sentence, const std::vector<CharSpan>& cells,
                          std::vector<model::Fact>* facts) {
  std::u32string_view name = sentence.In(cells[0]);
  std::string row_unit = UnitOf(Bracketed(&name));
  for (size_t i = 0; i < cells.size() && i < columns_.size(); ++i) {
    if (columns_[i].kind == ColumnKind::kUnit) row_unit = UnitOf(sentence.In(cells[i]));
  }
  const Indicator* indicator = IndicatorOf(name);
  const CharSpan line{0, static_cast<uint32_t>(sentence.chars.size())};
  model::Fact* last_value = nullptr;
  std::vector<model::Fact> made;
  made.reserve(cells.size() * 2);
  for (size_t i = 1; i < cells.size(); ++i) {
    const Column column = i < columns_.size() ? columns_[i] : Column{};
    if (column.kind == ColumnKind::kUnit || column.kind == ColumnKind::kName) continue;
    const bool growth = column.kind == ColumnKind::kGrowth;
    const std::string& unit = growth || row_unit.empty() ? column.unit : row_unit;
    auto quantity = CellQuantity(sentence, cells[i], unit);
    if (!quantity) continue;
    CharSpan evidence = line;
    while (evidence.end > evidence.begin && sentence.chars[evidence.end - 1] == U'\n')
      --evidence.end;
    model::Fact fact = MakeFact(sentence, evidence, cells[i], "table", 900);
    fact.table_row = row_;
    fact.table_column = static_cast<int32_t>(i);
    if (growth && indicator != nullptr && last_value != nullptr) {
      std::get<model::IndicatorFact>(last_value->content)
          .changes.push_back({model::ChangeKind::kYoy, *quantity});
    } else if (column.kind == ColumnKind::kValue && indicator != nullptr &&
               indicator->Allows(quantity->kind)) {
      model::IndicatorFact content;
      content.name = ToUtf8(name);
      content.canonical = indicator->canonical;
      content.value = *quantity;
      content.masked = quantity->masked;
      content.period = column.period.period;
      content.status = column.status;
      content.place_text = context_.document().place.masked ? "" : context_.document().place.text;
      model::Fact indicator_fact = fact;
      indicator_fact.content = std::move(content);
      made.push_back(std::move(indicator_fact));
      last_value = &made.back();
    }
    fact.content = model::QuantityFact{std::move(*quantity)};
    made.push_back(std::move(fact));
  }
  for (model::Fact& fact : made) facts->push_back(std::move(fact));
}

void TableReader::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  if (!IsRow(sentence.chars)) return;
  const std::vector<CharSpan> cells = Cells(sentence.chars);
  const bool starts = sentence.paragraph != last_paragraph_ + 1;
  last_paragraph_ = sentence.paragraph;
  if (starts) {
    row_ = 0;
    ReadHeader(sentence, cells);
    return;
  }
  ++row_;
  ReadRow(sentence, cells, facts);
}

}  // namespace gongbao::extraction
