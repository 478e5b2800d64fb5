#include "services/wire/convert.h"

namespace gongbao::wire {

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
  return out;
}

v1::JobItem ToProto(const model::JobItem& item) {
  v1::JobItem out;
  out.set_name(NameOf("jobs", item.job) + "/items/" + std::to_string(item.number));
  out.set_display_name(item.display_name);
  out.set_source(NameOf("sources", item.source_id));
  out.set_state(ToProto(item.state));
  out.set_attempts(item.attempts);
  out.set_error(item.error);
  out.set_error_reason(item.error_reason);
  out.set_error_stage(item.error_stage);
  for (const std::string& id : item.documents) out.add_documents(NameOf("documents", id));
  return out;
}

}  // namespace gongbao::wire
