#include "services/query/export.h"

#include <map>
#include <utility>
#include <vector>

#include "services/base/log.h"
#include "services/query/cells.h"
#include "services/query/lists.h"

namespace gongbao::query {
namespace {

using model::Fact;

constexpr int64_t kFactsPage = 500;

enum class Form { kText, kNumber, kBoolean };

// One field of a line; absent fields are empty in CSV and null in JSON.
struct Field {
  std::string_view name;
  std::string value;
  Form form = Form::kText;
};

std::string Name(const Fact& fact) {
  if (const model::IndicatorFact* indicator = fact.indicator()) return indicator->name;
  return std::string(model::KeyOf(fact));
}

const model::Quantity* QuantityOf(const Fact& fact) {
  if (const model::IndicatorFact* indicator = fact.indicator()) {
    return indicator->value ? &*indicator->value : nullptr;
  }
  if (const model::QuantityFact* quantity = fact.quantity()) return &quantity->quantity;
  if (const auto* project = std::get_if<model::ProjectFact>(&fact.content)) {
    return project->investment ? &*project->investment : nullptr;
  }
  return nullptr;
}

model::FactStatus StatusOf(const Fact& fact) {
  if (const model::IndicatorFact* indicator = fact.indicator()) return indicator->status;
  if (const auto* project = std::get_if<model::ProjectFact>(&fact.content)) return project->status;
  return model::FactStatus::kUnknown;
}

std::string Text(const std::optional<model::Decimal>& value) {
  return value ? value->ToText() : std::string();
}

void AddPlaceAndDocument(const Fact& fact, const model::Document& document,
                         std::vector<Field>* fields) {
  const model::IndicatorFact* indicator = fact.indicator();
  const bool other_place = indicator != nullptr && !indicator->place_id.empty() &&
                           indicator->place_id != document.place.place_id;
  fields->push_back({"place_id", other_place ? indicator->place_id : document.place.place_id});
  fields->push_back({"place", other_place ? indicator->place_text : document.place.text});
  fields->push_back({"province", document.place.province});
  fields->push_back({"city", document.place.city});
  fields->push_back({"county", document.place.county});
  fields->push_back({"document", document.id});
  fields->push_back({"title", document.title});
  fields->push_back(
      {"year", document.year ? std::to_string(*document.year) : std::string(), Form::kNumber});
}

void AddFigure(const Fact& fact, std::vector<Field>* fields) {
  static const model::Quantity kNone;
  const model::IndicatorFact* indicator = fact.indicator();
  const model::Quantity* figure = QuantityOf(fact);
  const model::Quantity& quantity = figure != nullptr ? *figure : kNone;
  const model::Bound bound =
      figure == nullptr && indicator != nullptr ? indicator->bound : quantity.bound;
  const bool masked = quantity.masked || (indicator != nullptr && indicator->masked);
  fields->push_back({"value", Text(quantity.value)});
  fields->push_back({"value_max", Text(quantity.value_max)});
  fields->push_back({"base_unit", quantity.base_unit});
  fields->push_back({"printed_value", quantity.printed_value.value_or("")});
  fields->push_back({"printed_value_max", quantity.printed_value_max.value_or("")});
  fields->push_back({"printed_unit", quantity.printed_unit});
  fields->push_back({"bound", std::string(model::BoundName(bound))});
  fields->push_back(
      {"yoy_percent", indicator != nullptr ? Text(YoyPercent(*indicator)) : std::string()});
  fields->push_back({"masked", masked ? "true" : "false", Form::kBoolean});
}

std::vector<Field> FieldsOf(const Fact& fact, const model::Document& document) {
  std::vector<Field> fields;
  fields.push_back({"fact_id", fact.id});
  fields.push_back({"kind", std::string(model::FactKindName(fact.kind()))});
  AddPlaceAndDocument(fact, document, &fields);
  const model::IndicatorFact* indicator = fact.indicator();
  fields.push_back({"period", indicator != nullptr && indicator->period
                                  ? indicator->period->ToText()
                                  : std::string()});
  fields.push_back({"status", std::string(model::FactStatusName(StatusOf(fact)))});
  fields.push_back({"canonical", indicator != nullptr ? indicator->canonical : std::string()});
  fields.push_back({"name", Name(fact)});
  AddFigure(fact, &fields);
  fields.push_back({"quote", fact.quote});
  fields.push_back(
      {"confidence_per_mille", std::to_string(fact.confidence_per_mille), Form::kNumber});
  return fields;
}

void AppendCsv(std::string_view value, std::string* out) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    out->append(value);
    return;
  }
  *out += '"';
  for (const char c : value) {
    if (c == '"') *out += '"';
    *out += c;
  }
  *out += '"';
}

void AppendCsvLine(const std::vector<Field>& fields, std::string* out) {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) *out += ',';
    AppendCsv(fields[i].value, out);
  }
  *out += "\r\n";
}

void AppendCsvHeader(std::string* out) {
  std::vector<Field> names = FieldsOf(Fact{}, model::Document{});
  for (Field& field : names) field.value = std::string(field.name);
  AppendCsvLine(names, out);
}

void AppendJsonLine(const std::vector<Field>& fields, std::string* out) {
  *out += '{';
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) *out += ',';
    *out += JsonQuote(fields[i].name) + ":";
    if (fields[i].value.empty()) {
      *out += "null";
    } else {
      *out += fields[i].form == Form::kText ? JsonQuote(fields[i].value) : fields[i].value;
    }
  }
  *out += "}\n";
}

}  // namespace

FactExport::FactExport(ports::FactSnapshot& snapshot, ports::FactFilter filter,
                       ExportFormat format)
    : snapshot_(snapshot), filter_(std::move(filter)), format_(format) {}

StatusOr<std::string> FactExport::Next() {
  std::string chunk;
  if (!begun_ && format_ == ExportFormat::kCsv) AppendCsvHeader(&chunk);
  begun_ = true;
  if (done_) return chunk;
  GONGBAO_ASSIGN_OR_RETURN(const std::vector<ports::FactRow> rows,
                           snapshot_.Facts(filter_, after_, kFactsPage));
  done_ = static_cast<int64_t>(rows.size()) < kFactsPage;
  if (!rows.empty()) after_ = rows.back().order_key;
  GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::Document> documents,
                           DocumentsOf(snapshot_, rows));
  std::map<std::string_view, const model::Document*> by_id;
  for (const model::Document& document : documents) by_id[document.id] = &document;
  for (const ports::FactRow& row : rows) {
    const auto found = by_id.find(row.fact.document);
    if (found == by_id.end()) return Internal("a fact without its document");
    const std::vector<Field> fields = FieldsOf(row.fact, *found->second);
    if (format_ == ExportFormat::kCsv) {
      AppendCsvLine(fields, &chunk);
    } else {
      AppendJsonLine(fields, &chunk);
    }
  }
  return chunk;
}

}  // namespace gongbao::query
