#include "services/ingest/jobs/intake.h"

#include <utility>
#include <vector>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/ingest/reader/container.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kItemBatch = 500;

// What a hint of a row leaves open, the hints of its file say.
model::Hints Merge(model::Hints row, const model::Hints& file) {
  const auto fill = [](std::string* to, const std::string& from) {
    if (to->empty()) *to = from;
  };
  fill(&row.province, file.province);
  fill(&row.city, file.city);
  fill(&row.county, file.county);
  fill(&row.place, file.place);
  fill(&row.place_id, file.place_id);
  fill(&row.title, file.title);
  fill(&row.url, file.url);
  fill(&row.published, file.published);
  if (!row.year) row.year = file.year;
  return row;
}

Status TooLarge(const Arrival& arrival, size_t limit) {
  return LimitExceeded(Cat({arrival.name, ": ", std::to_string(arrival.bytes.size()), " bytes, more than ",
                            std::to_string(limit)}),
                       {{"bytes", std::to_string(arrival.bytes.size())}, {"limit", std::to_string(limit)}});
}

// What could not be read, in the list of what failed.
model::JobItem FailedItem(const std::string& name, const Leaf& leaf) {
  model::JobItem item;
  item.display_name = leaf.member.empty() ? name : Cat({name, " ", leaf.member});
  item.state = model::JobItemState::kFailed;
  item.error = Message(leaf.problem);
  item.error_reason = ErrorReason(leaf.problem).value_or(std::string(ReasonName(Reason::kInternal)));
  item.error_stage = "expand";
  return item;
}

}  // namespace

Intake::Intake(ports::SourceStore& sources, ports::JobStore& jobs, const IntakeLimits& limits, const Clock& clock)
    : sources_(sources), jobs_(jobs), limits_(limits), clock_(clock) {}

StatusOr<model::JobItem> Intake::Store(const model::Scope& scope, std::string_view bytes,
                                       model::Origin origin, bool* already_stored) {
  model::Source source;
  source.id = Sha256Hex(bytes);
  source.byte_size = static_cast<int64_t>(bytes.size());
  origin.arrived_unix_ms = clock_.NowUnixMs();
  model::JobItem item;
  item.display_name = origin.name;
  if (!origin.member.empty()) item.display_name += " " + origin.member;
  item.source_id = source.id;
  item.byte_size = source.byte_size;
  GONGBAO_ASSIGN_OR_RETURN(const ports::SourceStore::PutResult put,
                           sources_.PutSource(scope, source, bytes, origin));
  *already_stored = put.already_stored;
  return item;
}

StatusOr<Admission> Intake::Add(const model::Scope& scope, const std::string& job_id,
                                const Arrival& arrival) {
  if (arrival.name.size() > kMaxNameBytes || FindInvalidUtf8(arrival.name) != std::string_view::npos) {
    return InvalidArgument("the file name is not UTF-8 of at most " + std::to_string(kMaxNameBytes) + " bytes");
  }
  if (arrival.bytes.size() > limits_.file_bytes) return TooLarge(arrival, limits_.file_bytes);
  if (RecogniseContainer(arrival.bytes, arrival.name, arrival.text_column) != ContainerKind::kNone) {
    return AddLeaves(scope, job_id, arrival);
  }
  if (arrival.bytes.size() > limits_.source_bytes) return TooLarge(arrival, limits_.source_bytes);
  Admission admission;
  model::Origin origin;
  origin.name = arrival.name;
  origin.hints = arrival.hints;
  GONGBAO_ASSIGN_OR_RETURN(const model::JobItem item,
                           Store(scope, arrival.bytes, std::move(origin), &admission.already_stored));
  GONGBAO_RETURN_IF_ERROR(jobs_.AddItems(scope, job_id, {item}));
  admission.sha256 = item.source_id;
  admission.items = 1;
  return admission;
}

StatusOr<Admission> Intake::AddLeaves(const model::Scope& scope, const std::string& job_id,
                                    const Arrival& arrival) {
  Admission admission;
  admission.sha256 = Sha256Hex(arrival.bytes);
  admission.already_stored = true;
  std::vector<model::JobItem> items;
  const auto flush = [&]() -> Status {
    if (items.empty()) return absl::OkStatus();
    GONGBAO_RETURN_IF_ERROR(jobs_.AddItems(scope, job_id, items));
    admission.items += static_cast<int64_t>(items.size());
    items.clear();
    return absl::OkStatus();
  };
  const auto take = [&](Leaf leaf) -> Status {
    if (!leaf.problem.ok()) {
      items.push_back(FailedItem(arrival.name, leaf));
    } else {
      model::Origin origin;
      origin.name = arrival.name;
      origin.container = admission.sha256;
      origin.member = leaf.member;
      origin.hints = Merge(std::move(leaf.hints), arrival.hints);
      bool stored = false;
      GONGBAO_ASSIGN_OR_RETURN(model::JobItem item, Store(scope, leaf.bytes, std::move(origin), &stored));
      admission.already_stored = admission.already_stored && stored;
      items.push_back(std::move(item));
    }
    return items.size() >= kItemBatch ? flush() : absl::OkStatus();
  };
  const Status expanded =
      ExpandContainer(arrival.bytes, arrival.name, arrival.text_column, limits_, take);
  if (!expanded.ok()) return Annotate(expanded, arrival.name);
  GONGBAO_RETURN_IF_ERROR(flush());
  if (admission.items == 0) admission.already_stored = false;
  return admission;
}

}  // namespace gongbao::ingest
