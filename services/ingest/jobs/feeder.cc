#include "services/ingest/jobs/feeder.h"

#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "services/base/log.h"
#include "services/base/text.h"
#include "services/ingest/jobs/feed_spec.h"
#include "services/ingest/pipeline.h"

namespace gongbao::ingest {
namespace {

// A job that was made by another process is found after this.
constexpr int64_t kIdleMs = 1000;

const model::Scope& Everything() {
  static const model::Scope scope = model::Scope::All();
  return scope;
}

// Errors of the store and of the job, not of the file.
bool IsOurs(const Status& status) {
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kAborted ||
         status.code() == absl::StatusCode::kInternal ||
         ErrorReason(status) == ReasonName(Reason::kJobState);
}

}  // namespace

Feeder::Feeder(ports::SourceStore& sources, ports::JobStore& jobs, Intake& intake,
               const ServerFiles& files, std::string version, FeederOptions options)
    : sources_(sources), jobs_(jobs), intake_(intake), files_(files), version_(std::move(version)),
      options_(options) {}

Feeder::~Feeder() { Stop(); }

void Feeder::Start() {
  if (thread_.joinable()) return;
  stopping_ = false;
  thread_ = std::thread([this] { Run(); });
}

void Feeder::Stop() {
  stopping_ = true;
  jobs_.WakeAll();
  if (thread_.joinable()) thread_.join();
}

void Feeder::Run() {
  while (!stopping_) {
    if (!FeedOnce()) jobs_.WaitForFeed(kIdleMs);
  }
}

void Feeder::Drain() {
  while (FeedOnce()) {
  }
}

// False where there was nothing to fill, or it could not be filled just now.
bool Feeder::FeedOnce() {
  std::vector<model::JobKind> kinds = {model::JobKind::kReprocess};
  if (files_.enabled()) kinds.push_back(model::JobKind::kFolder);
  const StatusOr<std::optional<ports::Feed>> feed = jobs_.ClaimFeed(kinds, options_.lease_ms);
  if (!feed.ok()) {
    Log(LogLevel::kWarning, "can't look for jobs to fill", {{"error", Message(feed.status())}});
    return false;
  }
  if (!*feed) return false;
  Status filled;
  try {
    filled = Fill(**feed);
  } catch (const std::exception& error) {
    filled = Internal(Cat({"unexpected error: ", error.what()}));
  }
  if (filled.ok()) return true;
  if (ErrorReason(filled) == ReasonName(Reason::kJobState)) {
    // Cancelled meanwhile: the store takes note of it.
    return jobs_.AdvanceFeed(**feed, (*feed)->place, false, 0).ok();
  }
  // The lease runs out, and it is tried again.
  Log(LogLevel::kWarning, "can't fill a job", {{"job", (*feed)->job}, {"error", Message(filled)}});
  return false;
}

Status Feeder::Fill(const ports::Feed& feed) {
  return feed.kind == model::JobKind::kFolder ? FillFromFolder(feed) : FillFromStore(feed);
}

StatusOr<bool> Feeder::Advance(const ports::Feed& feed, const std::string& place, bool end) {
  // Whoever stops gives it up at once: the next one need not wait for the lease.
  const bool stopping = stopping_ && !end;
  GONGBAO_ASSIGN_OR_RETURN(const bool ours,
                           jobs_.AdvanceFeed(feed, place, end, stopping ? 0 : options_.lease_ms));
  return ours && !stopping;
}

Status Feeder::AddFailure(const ports::Feed& feed, const std::string& name, const Status& error) {
  model::JobItem item;
  item.display_name = name;
  item.state = model::JobItemState::kFailed;
  item.error = Message(error);
  item.error_reason = ErrorReason(error).value_or("INTERNAL");
  item.error_stage = StageOf(error).empty() ? "fetch" : StageOf(error);
  return jobs_.AddItems(Everything(), feed.job, {item});
}

Status Feeder::AddFile(const ports::Feed& feed, const std::string& path, const std::string& name,
                       const model::Hints& hints, const std::string& text_column) {
  std::optional<Upload> upload;
  const StatusOr<Upload::Received> received = files_.Read(path, &upload);
  if (!received.ok()) return AddFailure(feed, name, received.status());
  Arrival arrival;
  arrival.name = name;
  arrival.bytes = received->bytes;
  arrival.hints = hints;
  arrival.text_column = text_column;
  const Status added = intake_.Add(Everything(), feed.job, arrival).status();
  return added.ok() || IsOurs(added) ? added : AddFailure(feed, name, added);
}

Status Feeder::FillFromFolder(const ports::Feed& feed) {
  GONGBAO_ASSIGN_OR_RETURN(const FolderSpec spec, DecodeFolderSpec(feed.spec));
  StatusOr<std::optional<FolderWalk>> walk = files_.Walk(spec.path, feed.place);
  if (!walk.ok()) {
    GONGBAO_RETURN_IF_ERROR(AddFailure(feed, spec.path, walk.status()));
  } else if (!*walk) {
    GONGBAO_RETURN_IF_ERROR(AddFile(feed, spec.path, spec.path, spec.hints, spec.text_column));
  } else {
    const std::string folder = spec.path.empty() ? "" : spec.path + "/";
    while (const std::optional<FolderWalk::Entry> entry = (*walk)->Next()) {
      const std::string path = folder + entry->path;
      // A name that is not UTF-8 can't be told to anybody as it is.
      const bool nameable = FindInvalidUtf8(entry->path) == std::string_view::npos;
      if (!nameable) {
        GONGBAO_RETURN_IF_ERROR(AddFailure(
            feed, folder + "(a name of " + std::to_string(entry->path.size()) + " bytes)",
            InvalidArgument("a file name that is not UTF-8")));
      } else if (entry->kind != FolderWalk::Kind::kFile) {
        GONGBAO_RETURN_IF_ERROR(AddFailure(feed, path, EntryError(*entry)));
      } else {
        GONGBAO_RETURN_IF_ERROR(AddFile(feed, path, path, spec.hints, spec.text_column));
      }
      GONGBAO_ASSIGN_OR_RETURN(const bool on, Advance(feed, entry->path, false));
      if (!on) return absl::OkStatus();
    }
  }
  return Advance(feed, feed.place, true).status();
}

Status Feeder::FillFromStore(const ports::Feed& feed) {
  GONGBAO_ASSIGN_OR_RETURN(ReprocessSpec spec, DecodeReprocessSpec(feed.spec));
  if (!spec.force) spec.filter.not_read_by = version_;
  std::string after = feed.place;
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(
        const std::vector<ports::SourceSummary> sources,
        sources_.ListSources(Everything(), spec.filter, after, options_.batch));
    std::vector<model::JobItem> items;
    for (const ports::SourceSummary& source : sources) {
      model::JobItem item;
      item.display_name = source.name.empty() ? source.id : source.name;
      item.source_id = source.id;
      item.byte_size = source.byte_size;
      items.push_back(std::move(item));
    }
    if (!items.empty()) {
      GONGBAO_RETURN_IF_ERROR(jobs_.AddItems(Everything(), feed.job, items));
      after = sources.back().id;
    }
    const bool end = static_cast<int64_t>(sources.size()) < options_.batch;
    GONGBAO_ASSIGN_OR_RETURN(const bool on, Advance(feed, after, end));
    if (end || !on) return absl::OkStatus();
  }
}

}  // namespace gongbao::ingest
