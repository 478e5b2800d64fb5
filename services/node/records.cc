#include "services/node/records.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "services/base/log.h"

namespace gongbao::node {
namespace {

// An object under construction; keys in the order in which they are added.
class Object {
 public:
  explicit Object(std::string_view type) { Text("type", type); }
  Object() = default;

  Object& Raw(std::string_view key, std::string_view json) {
    out_ += out_.empty() ? "{" : ", ";
    out_ += JsonQuote(key);
    out_ += ": ";
    out_ += json;
    return *this;
  }
  Object& Text(std::string_view key, std::string_view text) { return Raw(key, JsonQuote(text)); }
  Object& TextOrNull(std::string_view key, std::string_view text) {
    return text.empty() ? Raw(key, "null") : Text(key, text);
  }
  Object& Number(std::string_view key, int64_t number) { return Raw(key, std::to_string(number)); }
  Object& True(std::string_view key) { return Raw(key, "true"); }
  std::string Done() const { return out_ + "}"; }

 private:
  std::string out_;
};

bool IsNumber(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  if (text.empty() || text.size() > 18) return false;
  int points = 0;
  for (const char c : text) {
    if (c == '.') {
      ++points;
    } else if (c < '0' || c > '9') {
      return false;
    }
  }
  return points <= 1 && text.front() != '.' && text.back() != '.';
}

// 22.71 as a number; 11.8:48.3:39.9 as a string; null where there is none.
std::string ValueJson(const std::optional<std::string>& value) {
  if (!value) return "null";
  if (!IsNumber(*value)) return JsonQuote(*value);
  std::string_view text = *value;
  const bool negative = text[0] == '-';
  if (negative) text.remove_prefix(1);
  while (text.size() > 1 && text[0] == '0' && text[1] != '.') text.remove_prefix(1);
  return (negative ? "-" : "") + std::string(text);
}

void AddMax(const model::Quantity& quantity, Object* object) {
  if (quantity.printed_value_max) object->Raw("value_max", ValueJson(quantity.printed_value_max));
}

std::string ChangeJson(const model::Change& change) {
  Object object;
  object.Text("kind", ChangeKindName(change.kind));
  object.Raw("value", ValueJson(change.amount.printed_value));
  AddMax(change.amount, &object);
  object.Text("unit", change.amount.printed_unit);
  if (change.amount.masked) object.True("masked");
  return object.Done();
}

std::string ChangesJson(const std::vector<model::Change>& changes) {
  if (changes.empty()) return "null";
  if (changes.size() == 1) return ChangeJson(changes[0]);
  std::string out = "[";
  for (size_t i = 0; i < changes.size(); ++i) out += (i == 0 ? "" : ", ") + ChangeJson(changes[i]);
  return out + "]";
}

Object Record(const model::IndicatorFact& fact) {
  Object object("indicator");
  object.Text("name", fact.name).Text("canonical", fact.canonical);
  object.Raw("value", fact.value ? ValueJson(fact.value->printed_value) : "null");
  if (fact.value) AddMax(*fact.value, &object);
  object.TextOrNull("unit", fact.value ? fact.value->printed_unit : "");
  object.Text("bound", BoundName(fact.bound)).Raw("change", ChangesJson(fact.changes));
  object.TextOrNull("period", fact.period ? fact.period->ToText() : "");
  object.Text("status", FactStatusName(fact.status)).TextOrNull("place", fact.place_text);
  if (!fact.of.empty()) object.Text("of", fact.of);
  if (fact.masked) object.True("masked");
  return object;
}

Object Record(const model::QuantityFact& fact) {
  const model::Quantity& quantity = fact.quantity;
  Object object("quantity");
  object.Text("text", quantity.text).Raw("value", ValueJson(quantity.printed_value));
  AddMax(quantity, &object);
  object.Text("unit", quantity.printed_unit).Text("bound", BoundName(quantity.bound));
  object.Text("kind", QuantityKindName(quantity.kind));
  if (quantity.masked) object.True("masked");
  return object;
}

Object Record(const model::ProjectFact& fact) {
  Object object("project");
  object.Text("name", fact.name);
  if (fact.investment) {
    Object investment;
    investment.Raw("value", ValueJson(fact.investment->printed_value));
    investment.Text("unit", fact.investment->printed_unit);
    investment.Text("bound", BoundName(fact.investment->bound));
    if (fact.investment->masked) investment.True("masked");
    object.Raw("investment", investment.Done());
  } else {
    object.Raw("investment", "null");
  }
  object.Text("stage", ProjectStageName(fact.stage)).Text("status", FactStatusName(fact.status));
  return object;
}

Object Record(const model::CommitmentFact& fact) {
  Object object("commitment");
  object.Text("action", fact.action).Text("object", fact.object);
  object.TextOrNull("owner", fact.owner).TextOrNull("deadline", fact.deadline);
  return object;
}

Object Record(const model::ProblemFact& fact) {
  Object object("problem");
  object.Text("text", fact.text).Text("detail", fact.detail);
  return object;
}

Object Record(const model::HonourFact& fact) {
  Object object("honour");
  object.Text("name", fact.name).TextOrNull("holder", fact.holder);
  object.TextOrNull("granted_by", fact.granted_by);
  object.Raw("rank", fact.rank ? std::to_string(*fact.rank) : "null");
  return object;
}

Object Record(const model::EntityFact& fact) {
  Object object("entity");
  object.Text("kind", EntityKindName(fact.kind)).Text("name", fact.name);
  return object;
}

std::string FactJson(const model::Fact& fact) {
  Object object = std::visit([](const auto& content) { return Record(content); }, fact.content);
  object.Text("quote", fact.quote);
  object.Raw("span", "[" + std::to_string(fact.evidence.begin) + ", " +
                         std::to_string(fact.evidence.end) + "]");
  if (fact.table_row && fact.table_column) {
    object.Raw("cell", "[" + std::to_string(*fact.table_row) + ", " +
                           std::to_string(*fact.table_column) + "]");
  }
  object.Text("rule", fact.rule).Number("confidence", fact.confidence_per_mille);
  if (!fact.id.empty()) object.Text("id", fact.id);
  return object.Done();
}

std::string MetaJson(const model::Document& document) {
  Object object("meta");
  object.Text("title", document.title);
  if (!document.subtitle.empty()) object.Text("subtitle", document.subtitle);
  object.Text("kind", document.kind == model::DocumentKind::kUnknown
                          ? "other"
                          : DocumentKindName(document.kind));
  object.TextOrNull("place", document.place.masked ? "" : document.place.text);
  object.Text("level", PlaceLevelName(document.place.level));
  object.TextOrNull("province", document.place.province).TextOrNull("city", document.place.city);
  object.TextOrNull("county", document.place.county);
  object.Raw("year", document.year ? std::to_string(*document.year) : "null");
  object.TextOrNull("period", document.term ? document.term->ToText() : "");
  object.TextOrNull("speaker_role", document.speaker_role);
  if (!document.masked.empty()) {
    std::string masked = "[";
    for (size_t i = 0; i < document.masked.size(); ++i) {
      masked += (i == 0 ? "" : ", ") + JsonQuote(document.masked[i]);
    }
    object.Raw("masked", masked + "]");
  }
  if (!document.id.empty()) object.Text("id", document.id);
  return object.Done();
}

std::string SectionJson(const model::Section& section) {
  Object object("section");
  object.Number("level", section.level).Text("label", section.label).Text("title", section.title);
  object.Text("role", SectionRoleName(section.role));
  if (section.is_inline) object.True("found_inline");
  return object.Done();
}

}  // namespace

std::string ToRecord(const model::Fact& fact) { return FactJson(fact); }

std::string ToRecords(const model::Analysis& analysis) {
  std::string out = MetaJson(analysis.document) + "\n";
  for (size_t i = 1; i < analysis.segmentation.sections.size(); ++i) {
    out += SectionJson(analysis.segmentation.sections[i]) + "\n";
  }
  for (const model::Fact& fact : analysis.facts) out += FactJson(fact) + "\n";
  return out;
}

}  // namespace gongbao::node
