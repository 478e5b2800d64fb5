#include <limits>

#include "services/wire/convert.h"
#include "services/wire/enums.h"

namespace gongbao::wire {
namespace {

v1::Decimal ToProto(const model::Decimal& decimal) {
  v1::Decimal out;
  out.set_units(decimal.units);
  out.set_scale(decimal.scale);
  return out;
}

StatusOr<model::Decimal> FromProto(const v1::Decimal& decimal) {
  if (decimal.scale() < 0 || decimal.scale() > 9) {
    return InvalidArgument("decimal.scale: " + std::to_string(decimal.scale()) + " is not in 0 to 9");
  }
  return model::Decimal{decimal.units(), decimal.scale()};
}

v1::IndicatorFact ToProto(const model::IndicatorFact& fact) {
  v1::IndicatorFact out;
  out.set_name(fact.name);
  out.set_canonical(fact.canonical);
  if (fact.value) *out.mutable_value() = wire::ToProto(*fact.value);
  for (const model::Change& change : fact.changes) {
    v1::Change* c = out.add_changes();
    c->set_kind(EnumToProto<v1::ChangeKind>(change.kind));
    *c->mutable_amount() = wire::ToProto(change.amount);
  }
  if (fact.period) *out.mutable_period() = wire::ToProto(*fact.period);
  out.set_status(wire::ToProto(fact.status));
  out.set_place_id(fact.place_id);
  out.set_place_text(fact.place_text);
  out.set_of(fact.of);
  out.set_masked(fact.masked);
  out.set_bound(wire::ToProto(fact.bound));
  return out;
}

StatusOr<model::Bound> BoundFromProto(v1::Bound bound) {
  if (bound == v1::BOUND_UNSPECIFIED) return model::Bound::kExact;
  return EnumFromProto(static_cast<v1::Bound>(static_cast<int>(bound) - 1), model::Bound::kAtMost,
                       "bound");
}

StatusOr<model::IndicatorFact> FromProto(const v1::IndicatorFact& fact) {
  model::IndicatorFact out;
  out.name = fact.name();
  out.canonical = fact.canonical();
  if (fact.has_value()) {
    GONGBAO_ASSIGN_OR_RETURN(out.value, wire::FromProto(fact.value()));
  }
  for (const v1::Change& change : fact.changes()) {
    model::Change c;
    GONGBAO_ASSIGN_OR_RETURN(
        c.kind, EnumFromProto(change.kind(), model::ChangeKind::kPoints, "change.kind"));
    GONGBAO_ASSIGN_OR_RETURN(c.amount, wire::FromProto(change.amount()));
    out.changes.push_back(std::move(c));
  }
  if (fact.has_period()) {
    GONGBAO_ASSIGN_OR_RETURN(out.period, wire::FromProto(fact.period()));
  }
  GONGBAO_ASSIGN_OR_RETURN(
      out.status, EnumFromProto(fact.status(), model::FactStatus::kTarget, "indicator.status"));
  out.place_id = fact.place_id();
  out.place_text = fact.place_text();
  out.of = fact.of();
  out.masked = fact.masked();
  GONGBAO_ASSIGN_OR_RETURN(out.bound, BoundFromProto(fact.bound()));
  return out;
}

v1::ProjectFact ToProto(const model::ProjectFact& fact) {
  v1::ProjectFact out;
  out.set_name(fact.name);
  if (fact.investment) *out.mutable_investment() = wire::ToProto(*fact.investment);
  out.set_stage(EnumToProto<v1::ProjectStage>(fact.stage));
  out.set_status(wire::ToProto(fact.status));
  return out;
}

StatusOr<model::ProjectFact> FromProto(const v1::ProjectFact& fact) {
  model::ProjectFact out;
  out.name = fact.name();
  if (fact.has_investment()) {
    GONGBAO_ASSIGN_OR_RETURN(out.investment, wire::FromProto(fact.investment()));
  }
  GONGBAO_ASSIGN_OR_RETURN(
      out.stage, EnumFromProto(fact.stage(), model::ProjectStage::kCompleted, "project.stage"));
  GONGBAO_ASSIGN_OR_RETURN(
      out.status, EnumFromProto(fact.status(), model::FactStatus::kTarget, "project.status"));
  return out;
}

struct ContentToProto {
  v1::Fact* out;
  void operator()(const model::IndicatorFact& f) const { *out->mutable_indicator() = ToProto(f); }
  void operator()(const model::QuantityFact& f) const {
    *out->mutable_quantity()->mutable_quantity() = wire::ToProto(f.quantity);
  }
  void operator()(const model::ProjectFact& f) const { *out->mutable_project() = ToProto(f); }
  void operator()(const model::CommitmentFact& f) const {
    v1::CommitmentFact* c = out->mutable_commitment();
    c->set_action(f.action);
    c->set_object(f.object);
    c->set_owner(f.owner);
    c->set_deadline(f.deadline);
  }
  void operator()(const model::ProblemFact& f) const {
    out->mutable_problem()->set_text(f.text);
    out->mutable_problem()->set_detail(f.detail);
  }
  void operator()(const model::HonourFact& f) const {
    v1::HonourFact* h = out->mutable_honour();
    h->set_name(f.name);
    h->set_holder(f.holder);
    h->set_granted_by(f.granted_by);
    if (f.rank) h->set_rank(*f.rank);
  }
  void operator()(const model::EntityFact& f) const {
    out->mutable_entity()->set_kind(EnumToProto<v1::EntityKind>(f.kind));
    out->mutable_entity()->set_name(f.name);
  }
};

StatusOr<model::FactContent> ContentFromProto(const v1::Fact& fact) {
  switch (fact.content_case()) {
    case v1::Fact::kIndicator: {
      GONGBAO_ASSIGN_OR_RETURN(model::IndicatorFact f, FromProto(fact.indicator()));
      return model::FactContent(std::move(f));
    }
    case v1::Fact::kQuantity: {
      GONGBAO_ASSIGN_OR_RETURN(model::Quantity q, wire::FromProto(fact.quantity().quantity()));
      return model::FactContent(model::QuantityFact{std::move(q)});
    }
    case v1::Fact::kProject: {
      GONGBAO_ASSIGN_OR_RETURN(model::ProjectFact f, FromProto(fact.project()));
      return model::FactContent(std::move(f));
    }
    case v1::Fact::kCommitment: {
      const v1::CommitmentFact& c = fact.commitment();
      return model::FactContent(
          model::CommitmentFact{c.action(), c.object(), c.owner(), c.deadline()});
    }
    case v1::Fact::kProblem:
      return model::FactContent(model::ProblemFact{fact.problem().text(), fact.problem().detail()});
    case v1::Fact::kHonour: {
      const v1::HonourFact& h = fact.honour();
      model::HonourFact out{h.name(), h.holder(), h.granted_by(), std::nullopt};
      if (h.has_rank()) out.rank = h.rank();
      return model::FactContent(std::move(out));
    }
    case v1::Fact::kEntity: {
      GONGBAO_ASSIGN_OR_RETURN(
          const model::EntityKind kind,
          EnumFromProto(fact.entity().kind(), model::EntityKind::kProgramme, "entity.kind"));
      return model::FactContent(model::EntityFact{kind, fact.entity().name()});
    }
    case v1::Fact::CONTENT_NOT_SET: break;
  }
  return InvalidArgument("fact.content: not set");
}

StatusOr<model::Span> SpanOf(int64_t begin, int64_t end, const char* field) {
  if (begin < 0 || end < begin || end > std::numeric_limits<uint32_t>::max()) {
    return InvalidArgument(std::string(field) + ": [" + std::to_string(begin) + ", " +
                           std::to_string(end) + ") is no span");
  }
  return model::Span{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace

v1::Quantity ToProto(const model::Quantity& quantity) {
  v1::Quantity out;
  out.set_text(quantity.text);
  if (quantity.printed_value) out.set_printed_value(*quantity.printed_value);
  if (quantity.printed_value_max) out.set_printed_value_max(*quantity.printed_value_max);
  out.set_printed_unit(quantity.printed_unit);
  if (quantity.value) *out.mutable_value() = ToProto(*quantity.value);
  if (quantity.value_max) *out.mutable_value_max() = ToProto(*quantity.value_max);
  out.set_base_unit(quantity.base_unit);
  out.set_bound(ToProto(quantity.bound));
  out.set_kind(EnumToProto<v1::QuantityKind>(quantity.kind));
  out.set_masked(quantity.masked);
  return out;
}

StatusOr<model::Quantity> FromProto(const v1::Quantity& quantity) {
  model::Quantity out;
  out.text = quantity.text();
  if (quantity.has_printed_value()) out.printed_value = quantity.printed_value();
  if (quantity.has_printed_value_max()) out.printed_value_max = quantity.printed_value_max();
  out.printed_unit = quantity.printed_unit();
  if (quantity.has_value()) {
    GONGBAO_ASSIGN_OR_RETURN(out.value, FromProto(quantity.value()));
  }
  if (quantity.has_value_max()) {
    GONGBAO_ASSIGN_OR_RETURN(out.value_max, FromProto(quantity.value_max()));
  }
  out.base_unit = quantity.base_unit();
  GONGBAO_ASSIGN_OR_RETURN(out.bound, BoundFromProto(quantity.bound()));
  GONGBAO_ASSIGN_OR_RETURN(
      out.kind, EnumFromProto(quantity.kind(), model::QuantityKind::kOther, "quantity.kind"));
  out.masked = quantity.masked();
  if (out.masked && (out.value || out.printed_value)) {
    return InvalidArgument("quantity: a masked figure has no value");
  }
  return out;
}

v1::Fact ToProto(const model::Fact& fact) {
  v1::Fact out;
  if (!fact.id.empty()) out.set_name(NameOf("facts", fact.id));
  out.set_id(fact.id);
  out.set_document(fact.document);
  v1::Evidence* evidence = out.mutable_evidence();
  evidence->set_begin(fact.evidence.begin);
  evidence->set_end(fact.evidence.end);
  evidence->set_anchor_begin(fact.anchor.begin);
  evidence->set_anchor_end(fact.anchor.end);
  if (fact.table_row) evidence->set_table_row(*fact.table_row);
  if (fact.table_column) evidence->set_table_column(*fact.table_column);
  out.set_quote(fact.quote);
  out.set_sentence(fact.sentence);
  out.set_section(fact.section);
  out.set_rule(fact.rule);
  out.set_confidence_per_mille(fact.confidence_per_mille);
  std::visit(ContentToProto{&out}, fact.content);
  return out;
}

StatusOr<model::Fact> FromProto(const v1::Fact& fact) {
  model::Fact out;
  out.id = fact.id();
  out.document = fact.document();
  const v1::Evidence& evidence = fact.evidence();
  GONGBAO_ASSIGN_OR_RETURN(out.evidence, SpanOf(evidence.begin(), evidence.end(), "fact.evidence"));
  GONGBAO_ASSIGN_OR_RETURN(
      out.anchor, SpanOf(evidence.anchor_begin(), evidence.anchor_end(), "fact.evidence.anchor"));
  if (evidence.has_table_row()) out.table_row = evidence.table_row();
  if (evidence.has_table_column()) out.table_column = evidence.table_column();
  out.quote = fact.quote();
  out.sentence = fact.sentence();
  out.section = fact.section();
  out.rule = fact.rule();
  out.confidence_per_mille = fact.confidence_per_mille();
  GONGBAO_ASSIGN_OR_RETURN(out.content, ContentFromProto(fact));
  return out;
}

}  // namespace gongbao::wire
