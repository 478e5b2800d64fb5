#include "services/node/cli/fact_text.h"

#include "services/node/cli/command.h"

namespace gongbao::node {
namespace {

std::string ValueText(const v1::Quantity& quantity) {
  if (quantity.masked()) return "(masked)";
  return FigureText(quantity.printed_value(), quantity.bound(), quantity.printed_value_max());
}

std::string ChangeText(const v1::Change& change) {
  const v1::Quantity& amount = change.amount();
  std::string value = amount.masked() ? "(masked)" : amount.printed_value();
  const bool signless = change.kind() == v1::CHANGE_KIND_FROM || amount.masked();
  if (!signless && !value.empty() && value.front() != '-') value = "+" + value;
  return EnumText(change.kind()) + " " + value + amount.printed_unit();
}

void Take(const v1::Quantity& quantity, FactText* text) {
  text->value = ValueText(quantity);
  text->unit = quantity.printed_unit();
}

void Describe(const v1::IndicatorFact& fact, FactText* text) {
  text->name = fact.name();
  text->canonical = fact.canonical();
  if (fact.has_value()) {
    Take(fact.value(), text);
  }
  for (const v1::Change& change : fact.changes()) {
    text->change += (text->change.empty() ? "" : ", ") + ChangeText(change);
  }
  text->period = PeriodText(fact.period());
  text->status = EnumText(fact.status());
}

void Describe(const v1::ProjectFact& fact, FactText* text) {
  text->name = fact.name();
  if (fact.has_investment()) Take(fact.investment(), text);
  text->status = EnumText(fact.stage());
}

}  // namespace

FactText DescribeFact(const v1::Fact& fact) {
  FactText text;
  switch (fact.content_case()) {
    case v1::Fact::kIndicator:
      text.kind = "indicator";
      Describe(fact.indicator(), &text);
      break;
    case v1::Fact::kQuantity:
      text.kind = "quantity";
      text.name = EnumText(fact.quantity().quantity().kind());
      Take(fact.quantity().quantity(), &text);
      break;
    case v1::Fact::kProject:
      text.kind = "project";
      Describe(fact.project(), &text);
      break;
    case v1::Fact::kCommitment:
      text.kind = "commitment";
      text.name = fact.commitment().action() + fact.commitment().object();
      text.period = fact.commitment().deadline();
      break;
    case v1::Fact::kProblem:
      text.kind = "problem";
      text.name = fact.problem().text();
      break;
    case v1::Fact::kHonour:
      text.kind = "honour";
      text.name = fact.honour().name();
      if (fact.honour().has_rank()) text.value = std::to_string(fact.honour().rank());
      break;
    case v1::Fact::kEntity:
      text.kind = "entity";
      text.name = fact.entity().name();
      text.status = EnumText(fact.entity().kind());
      break;
    case v1::Fact::CONTENT_NOT_SET: break;
  }
  return text;
}

std::string PlaceText(const v1::PlaceRef& place) {
  if (place.masked()) return "(masked)";
  return place.text();
}

}  // namespace gongbao::node
