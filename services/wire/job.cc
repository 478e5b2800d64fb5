#include "services/wire/convert.h"
#include "services/wire/enums.h"

namespace gongbao::wire {

std::string ItemName(std::string_view job, int64_t number) {
  return NameOf("jobs", job) + "/items/" + std::to_string(number);
}

v1::FactCounts ToProto(const model::FactCounts& counts) {
  v1::FactCounts out;
  out.set_added(counts.added);
  out.set_gone(counts.gone);
  out.set_changed(counts.changed);
  out.set_documents_unchanged(counts.documents_unchanged);
  return out;
}

v1::FactDifference ToProto(const model::FactDifference& difference) {
  v1::FactDifference out;
  out.set_kind(ToProto(difference.kind));
  out.set_fact(difference.fact_id());
  out.set_document(difference.document);
  if (difference.before) *out.mutable_before() = ToProto(*difference.before);
  if (difference.after) *out.mutable_after() = ToProto(*difference.after);
  return out;
}

StatusOr<model::FactDifference> FromProto(const v1::FactDifference& message) {
  model::FactDifference out;
  GONGBAO_ASSIGN_OR_RETURN(
      out.kind, EnumFromProto(message.kind(), model::FactDifferenceKind::kChanged, "difference.kind"));
  out.document = message.document();
  if (message.has_before()) {
    GONGBAO_ASSIGN_OR_RETURN(out.before, FromProto(message.before()));
  }
  if (message.has_after()) {
    GONGBAO_ASSIGN_OR_RETURN(out.after, FromProto(message.after()));
  }
  const bool added = out.kind == model::FactDifferenceKind::kAdded;
  const bool gone = out.kind == model::FactDifferenceKind::kGone;
  if (out.kind == model::FactDifferenceKind::kUnknown || out.before.has_value() == added ||
      out.after.has_value() == gone) {
    return InvalidArgument("difference: the kind and the facts given do not fit");
  }
  return out;
}

v1::Job ToProto(const model::Job& job) {
  v1::Job out;
  out.set_name(NameOf("jobs", job.id));
  out.set_display_name(job.display_name);
  out.set_state(ToProto(job.state));
  out.set_items_total(job.items_total);
  out.set_items_done(job.items_done);
  out.set_items_failed(job.items_failed);
  out.set_items_cancelled(job.items_cancelled);
  out.set_bytes_total(job.bytes_total);
  out.set_bytes_done(job.bytes_done);
  out.set_documents(job.documents);
  out.set_facts(job.facts);
  out.set_created_unix_ms(job.created_unix_ms);
  out.set_ended_unix_ms(job.ended_unix_ms);
  out.set_kind(ToProto(job.kind));
  out.set_force(job.force);
  if (job.kind == model::JobKind::kReprocess) *out.mutable_changes() = ToProto(job.changes);
  for (const model::FailureGroup& group : job.failures) {
    v1::FailureGroup* message = out.add_failures();
    message->set_stage(group.stage);
    message->set_reason(group.reason);
    message->set_count(group.count);
    message->set_example(ItemName(job.id, group.example));
    message->set_remedy(group.remedy);
  }
  return out;
}

v1::JobItem ToProto(const model::JobItem& item) {
  v1::JobItem out;
  out.set_name(ItemName(item.job, item.number));
  out.set_display_name(item.display_name);
  if (!item.source_id.empty()) out.set_source(NameOf("sources", item.source_id));
  out.set_state(ToProto(item.state));
  out.set_attempts(item.attempts);
  out.set_error(item.error);
  out.set_error_reason(item.error_reason);
  out.set_error_stage(item.error_stage);
  for (const std::string& id : item.documents) out.add_documents(NameOf("documents", id));
  out.set_byte_size(item.byte_size);
  out.set_facts(item.facts);
  if (item.mode == model::ItemMode::kCompare) *out.mutable_changes() = ToProto(item.changes);
  out.set_not_before_unix_ms(item.not_before_unix_ms);
  return out;
}

}  // namespace gongbao::wire
