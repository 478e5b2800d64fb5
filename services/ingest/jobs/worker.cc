#include "services/ingest/jobs/worker.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <utility>

#include "services/base/log.h"
#include "services/base/text.h"
#include "services/ingest/jobs/reading.h"

namespace gongbao::ingest {

struct Worker::Task {
  ports::Claim claim;
  uint64_t held = 0;
  std::shared_ptr<std::atomic<bool>> lost;
  Status status = absl::OkStatus();
  std::string stage;
  SourceReading reading;
  std::string inputs_digest;
  std::optional<ports::ItemOutcome> known;  // of a source that needs no reading
  std::chrono::system_clock::time_point deadline;
};

namespace {

constexpr int64_t kIdleMs = 5000;
constexpr int64_t kBackoffMs = 1000;
// Between two turns in which nothing passed, such as while query is away.
constexpr int64_t kFirstPauseMs = 250;
constexpr int64_t kLongestPauseMs = 8000;

// Errors that another attempt may not meet.
bool IsRetryable(const Status& status) {
  if (IsOutdatedMetadata(status)) return true;  // another worker knew more of the source
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return true;
    case absl::StatusCode::kResourceExhausted:
      return RetryAfterMs(status).has_value() || ErrorReason(status) == ReasonName(Reason::kOverloaded);
    default:
      return false;
  }
}

// Runs body; an exception is an error of the item, never of the process.
Status Guarded(const std::function<Status()>& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return LimitExceeded("out of memory for this source");
  } catch (const std::exception& error) {
    return Internal(Cat({"unexpected error: ", error.what()}));
  }
}

int64_t RetryDelayMs(const WorkerOptions& options, int32_t attempts, const Status& status) {
  int64_t delay = options.retry_first_ms;
  for (int32_t i = 1; i < attempts && delay < options.retry_longest_ms; ++i) delay *= 4;
  return std::min(std::max(delay, RetryAfterMs(status).value_or(0)), options.retry_longest_ms);
}

}  // namespace

Worker::Worker(std::shared_ptr<const Pipeline> pipeline, ports::SourceStore& sources, ports::JobStore& jobs,
               ports::FactWriter& writer, WorkerOptions options)
    : pipeline_(std::move(pipeline)), sources_(sources), jobs_(jobs), writer_(writer), options_(options) {}

Worker::~Worker() { Stop(); }

void Worker::Start() {
  if (!threads_.empty()) return;
  stopping_ = false;
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { Run(); });
  threads_.emplace_back([this] { KeepLeases(); });
}

void Worker::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  jobs_.WakeAll();
  if (threads_.empty()) return;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  if (done_ + failed_ == 0) return;
  Log(LogLevel::kInfo, "worker stopped",
      {{"done", std::to_string(done_)}, {"failed", std::to_string(failed_)}});
}

void Worker::Run() {
  int64_t pause = 0;
  while (!stopping_) {
    const Turn turn = WorkOnce();
    if (turn == Turn::kNothingPassed) {
      pause = std::clamp(2 * pause, kFirstPauseMs, kLongestPauseMs);
      Pause(pause);
      continue;
    }
    pause = 0;
    if (turn == Turn::kIdle && !stopping_) jobs_.WaitForWork(kIdleMs);
  }
}

void Worker::Pause(int64_t milliseconds) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return stopping_.load(); });
}

void Worker::Drain() {
  while (WorkOnce() != Turn::kIdle) {
  }
}

// Renews the leases of all that is held, well before they run out.
void Worker::KeepLeases() {
  const auto interval = std::chrono::milliseconds(std::max<int64_t>(options_.lease_ms / 3, 1));
  std::unique_lock lock(mutex_);
  while (!stopping_ || !held_.empty()) {
    changed_.wait_for(lock, interval, [this] { return stopping_ && held_.empty(); });
    const std::map<uint64_t, Held> now = held_;
    lock.unlock();
    for (const auto& [id, held] : now) {
      const StatusOr<bool> renewed = jobs_.RenewLease(held.claim, options_.lease_ms);
      // An error of the store says nothing about the lease: FinishItem will.
      if (renewed.ok() && !*renewed) *held.lost = true;
    }
    lock.lock();
  }
}

Context Worker::ContextFor(const Task& task) const {
  Context context;
  context.deadline = task.deadline;
  context.request_id = task.claim.item.job + "/" + std::to_string(task.claim.item.number);
  context.cancelled = [lost = task.lost] { return lost->load(); };
  return context;
}

void Worker::Hold(std::vector<ports::Claim>* claims, std::vector<Task>* tasks) {
  const std::lock_guard lock(mutex_);
  for (ports::Claim& claim : *claims) {
    Task& task = tasks->emplace_back();
    task.claim = std::move(claim);
    task.lost = std::make_shared<std::atomic<bool>>(false);
    task.held = next_held_++;
    held_.emplace(task.held, Held{task.claim, task.lost});
  }
}

// Claims a batch and works on it. kIdle where there was nothing to claim, kNothingPassed where every item
// failed by what may pass.
Worker::Turn Worker::WorkOnce() {
  StatusOr<std::vector<ports::Claim>> claims = jobs_.ClaimItems(options_.batch, options_.lease_ms);
  if (!claims.ok()) {
    Log(LogLevel::kWarning, "can't claim work", {{"error", Message(claims.status())}});
    Pause(kBackoffMs);
    return Turn::kIdle;
  }
  if (claims->empty()) return Turn::kIdle;
  std::vector<Task> tasks;
  Hold(&*claims, &tasks);
  std::vector<Task> ready;
  size_t bytes = 0;
  bool any_passed = false;
  for (Task& task : tasks) {
    if (stopping_) {
      // Given back at once: whoever is next need not wait for the lease.
      (void)jobs_.ReturnItem(task.claim);
      Release(task);
      continue;
    }
    Analyze(&task);
    bytes += task.reading.text_bytes;
    ready.push_back(std::move(task));
    if (bytes >= options_.batch_bytes) {
      Write(&ready, &any_passed);
      ready.clear();
      bytes = 0;
    }
  }
  Write(&ready, &any_passed);
  return any_passed ? Turn::kWorked : Turn::kNothingPassed;
}

// Whether this pipeline has read the source already, from the same names and hints.
StatusOr<bool> Worker::FindKnown(Task* task) {
  const model::JobItem& item = task->claim.item;
  if (item.mode != model::ItemMode::kUnlessKnown) return false;
  const model::Scope scope = model::Scope::All();
  GONGBAO_ASSIGN_OR_RETURN(const std::optional<ports::Reading> reading,
                           sources_.GetReading(scope, item.source_id));
  if (!reading || *reading != ReadingOf(*task, reading->facts) || reading->facts < 0) return false;
  ports::ItemOutcome outcome;
  outcome.ok = true;
  outcome.facts = reading->facts;
  GONGBAO_ASSIGN_OR_RETURN(outcome.documents, sources_.DocumentsOf(scope, item.source_id));
  task->known = std::move(outcome);
  return true;
}

void Worker::Analyze(Task* task) {
  task->deadline = std::chrono::system_clock::now() + std::chrono::milliseconds(options_.item_timeout_ms);
  task->status = Guarded([&] { return ReadSource(task); });
}

Status Worker::ReadSource(Task* task) {
  task->stage = "read";
  GONGBAO_ASSIGN_OR_RETURN(const SourceInputs inputs, GatherInputs(sources_, task->claim.item.source_id));
  task->inputs_digest = inputs.digest;
  GONGBAO_ASSIGN_OR_RETURN(const bool known, FindKnown(task));
  if (known) return absl::OkStatus();
  StatusOr<SourceReading> reading = ingest::ReadSource(*pipeline_, sources_, ContextFor(*task), inputs);
  if (!reading.ok()) {
    const std::string stage = StageOf(reading.status());
    if (!stage.empty()) task->stage = stage;
    return reading.status();
  }
  task->reading = std::move(*reading);
  task->stage = "write";
  if (task->claim.item.mode == model::ItemMode::kCompare) return NoteChanges(task);
  return absl::OkStatus();
}

// Before anything is written. What an earlier attempt noted of a document and has written since stays.
Status Worker::NoteChanges(Task* task) {
  const model::Scope scope = model::Scope::All();
  const auto note = [&](const std::string& id, const ports::WriteItem& item) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::FactDifference> differences,
                             writer_.Compare(ContextFor(*task), scope, item));
    if (differences.empty()) return absl::OkStatus();
    GONGBAO_ASSIGN_OR_RETURN(const bool ours, jobs_.NoteDifferences(task->claim, id, differences));
    if (!ours) *task->lost = true;
    return absl::OkStatus();
  };
  for (const std::string& id : task->reading.vanished) {
    GONGBAO_RETURN_IF_ERROR(note(id, ports::DeleteDocument{id}));
  }
  for (const AnalyzedDocument& document : task->reading.analyzed.documents) {
    GONGBAO_RETURN_IF_ERROR(note(document.analysis.document.id, document.analysis));
  }
  return absl::OkStatus();
}

// Hands the analyses of all tasks to query at once.
void Worker::WriteAll(std::vector<Task>* tasks) {
  std::vector<ports::WriteItem> items;
  std::vector<Task*> owners;
  Context context;
  context.deadline = std::chrono::system_clock::now() + std::chrono::milliseconds(options_.item_timeout_ms);
  for (Task& task : *tasks) {
    if (!task.status.ok() || *task.lost) continue;
    context.request_id = ContextFor(task).request_id;
    for (ports::WriteItem& item : WritesOf(task.reading)) {
      items.push_back(std::move(item));
      owners.push_back(&task);
    }
  }
  if (items.empty()) return;
  std::vector<Status> statuses;
  const Status guarded = Guarded([&] {
    statuses = writer_.Write(context, model::Scope::All(), items);
    return absl::OkStatus();
  });
  for (size_t i = 0; i < owners.size(); ++i) {
    const Status status = !guarded.ok() ? guarded
                          : i < statuses.size()
                              ? statuses[i]
                              : Internal("the analysis writer gave no answer for a document");
    if (!status.ok() && owners[i]->status.ok()) owners[i]->status = status;
  }
}

void Worker::Write(std::vector<Task>* tasks, bool* any_passed) {
  WriteAll(tasks);
  for (Task& task : *tasks) {
    if (task.status.ok() && !*task.lost && !task.known) {
      task.status = Guarded([&] { return Keep(sources_, task.reading); });
    }
    *any_passed = *any_passed || task.status.ok() || !IsRetryable(task.status);
    Finish(task);
    Release(task);
  }
}

ports::Reading Worker::ReadingOf(const Task& task, int64_t facts) const {
  return {pipeline_->version(), task.inputs_digest, facts};
}

ports::ItemOutcome Worker::OutcomeOf(const Task& task) const {
  ports::ItemOutcome outcome;
  outcome.ok = task.status.ok();
  if (outcome.ok && task.known) return *task.known;
  if (outcome.ok) {
    for (const AnalyzedDocument& document : task.reading.analyzed.documents) {
      outcome.documents.push_back(document.analysis.document.id);
      outcome.facts += static_cast<int64_t>(document.analysis.facts.size());
    }
    return outcome;
  }
  outcome.retryable = IsRetryable(task.status);
  outcome.retry_after_ms = RetryDelayMs(options_, task.claim.item.attempts, task.status);
  outcome.error = Message(task.status);
  outcome.error_reason = ErrorReason(task.status).value_or("INTERNAL");
  outcome.error_stage = task.stage;
  return outcome;
}

// A source that this pipeline can't read is not tried again by a reprocess job until the pipeline is another.
void Worker::RecordFailure(const Task& task) {
  if (task.inputs_digest.empty()) return;
  const Status kept = sources_.SetReading(model::Scope::All(), task.claim.item.source_id, ReadingOf(task, -1));
  if (!kept.ok()) Log(LogLevel::kWarning, "can't record a failure", {{"error", Message(kept)}});
}

void Worker::Finish(const Task& task) {
  if (*task.lost) return;  // another worker has it
  const ports::ItemOutcome outcome = OutcomeOf(task);
  if (!outcome.ok && !outcome.retryable) RecordFailure(task);
  const StatusOr<bool> finished = jobs_.FinishItem(task.claim, outcome);
  if (!finished.ok()) {
    // The lease runs out and the item is done again.
    Log(LogLevel::kWarning, "can't record what came of an item",
        {{"job", task.claim.item.job}, {"error", Message(finished.status())}});
    return;
  }
  if (*finished) ++(outcome.ok ? done_ : failed_);
}

void Worker::Release(const Task& task) {
  {
    const std::lock_guard lock(mutex_);
    held_.erase(task.held);
  }
  changed_.notify_all();
}

}  // namespace gongbao::ingest
