#include "services/query/answer_cache.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "services/base/hash.h"

namespace gongbao::query {
namespace {

constexpr size_t kMaxKnownEpochs = 4096;
constexpr size_t kMaxKeptBytes = 4 << 20;
// How often one that waits looks whether its own caller has gone.
constexpr std::chrono::milliseconds kLook{20};

std::string EpochKey(const model::Scope& scope, const Question& question) {
  std::string key = scope.Key();
  for (const std::string& place : question.places) key += '\x1f' + place;
  return key;
}

Status Expired() {
  return Status(absl::StatusCode::kDeadlineExceeded, "deadline passed while waiting for the answer");
}

// The caller that computed gave up, which says nothing about the question.
bool IsOfTheCaller(const Status& status) {
  return status.code() == absl::StatusCode::kDeadlineExceeded ||
         status.code() == absl::StatusCode::kCancelled;
}

}  // namespace

AnswerCache::AnswerCache(ports::FactStore& store, std::vector<ports::ResultCache*> levels,
                         std::string digest, const Clock& clock)
    : store_(store), levels_(std::move(levels)), digest_(std::move(digest)), clock_(clock) {}

AnswerCache::Counts AnswerCache::counts() const {
  return {hits_.load(), misses_.load(), shared_.load()};
}

std::string AnswerCache::KeyOf(const std::string& identity, const model::Scope& scope,
                               const Question& question, int64_t epoch) const {
  Sha256 hash;
  const auto add = [&](std::string_view part) {
    hash.Update(std::to_string(part.size()));
    hash.Update(":");
    hash.Update(part);
  };
  add(question.method);
  add(question.request);
  add(scope.Key());
  add(digest_);
  add(identity);
  add(std::to_string(epoch));
  return hash.FinishHex();
}

StatusOr<std::string> AnswerCache::Identity() {
  const std::lock_guard<std::mutex> lock(identity_mutex_);
  if (identity_.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(identity_, store_.Identity());
  }
  return identity_;
}

StatusOr<int64_t> AnswerCache::ReadEpoch(const model::Scope& scope, const Question& question) {
  const std::string key = EpochKey(scope, question);
  if (question.max_staleness && question.max_staleness->count() > 0) {
    const std::lock_guard<std::mutex> lock(epochs_mutex_);
    const auto known = epochs_.find(key);
    if (known != epochs_.end()) {
      const int64_t age = clock_.NowUnixMs() - known->second.read_unix_ms;
      if (age >= 0 && age <= question.max_staleness->count()) return known->second.epoch;
    }
  }
  // Known as of the moment before it was read.
  const int64_t now = clock_.NowUnixMs();
  GONGBAO_ASSIGN_OR_RETURN(const int64_t epoch, store_.Epoch(scope, question.places));
  RememberEpoch(key, {epoch, now});
  return epoch;
}

void AnswerCache::RememberEpoch(const std::string& key, KnownEpoch known) {
  const std::lock_guard<std::mutex> lock(epochs_mutex_);
  if (epochs_.size() >= kMaxKnownEpochs && epochs_.count(key) == 0) epochs_.clear();
  KnownEpoch& stored = epochs_[key];
  // Epochs only rise: a lower one was read before.
  if (known.epoch >= stored.epoch) stored = known;
}

bool AnswerCache::Find(const std::string& key, const Accept& accept) {
  for (size_t level = 0; level < levels_.size(); ++level) {
    const std::optional<std::string> bytes = levels_[level]->Get(key);
    if (!bytes || !accept(*bytes)) continue;
    for (size_t nearer = 0; nearer < level; ++nearer) levels_[nearer]->Put(key, *bytes);
    return true;
  }
  return false;
}

Status AnswerCache::Answer(const Context& context, const model::Scope& scope,
                           const Question& question, const Compute& compute,
                           const Accept& accept) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string identity, Identity());
  for (;;) {
    GONGBAO_ASSIGN_OR_RETURN(const int64_t epoch, ReadEpoch(scope, question));
    const std::string key = KeyOf(identity, scope, question, epoch);
    if (Find(key, accept)) {
      ++hits_;
      return absl::OkStatus();
    }
    std::shared_ptr<Flight> flight;
    bool leads = false;
    {
      const std::lock_guard<std::mutex> lock(flights_mutex_);
      std::shared_ptr<Flight>& found = flights_[key];
      leads = found == nullptr;
      if (leads) found = std::make_shared<Flight>();
      flight = found;
    }
    if (leads) {
      return Lead(key, flight,
                  [&] { return ComputeAndKeep(identity, scope, question, compute); });
    }
    GONGBAO_RETURN_IF_ERROR(Wait(context, *flight));
    if (IsOfTheCaller(flight->status)) continue;
    GONGBAO_RETURN_IF_ERROR(flight->status);
    if (!accept(flight->bytes)) return Internal("an answer in progress is of another kind");
    ++shared_;
    return absl::OkStatus();
  }
}

Status AnswerCache::Lead(const std::string& flight_key, const std::shared_ptr<Flight>& flight,
                         const std::function<StatusOr<std::string>()>& compute) {
  StatusOr<std::string> bytes = Internal("not computed");
  try {
    bytes = compute();
  } catch (const std::exception& error) {  // those who wait must be woken
    bytes = Internal(error.what());
  }
  const Status status = bytes.status();
  const std::lock_guard<std::mutex> lock(flights_mutex_);
  flight->status = status;
  if (bytes.ok()) flight->bytes = *std::move(bytes);
  flight->done = true;
  flights_.erase(flight_key);
  landed_.notify_all();
  return status;
}

StatusOr<std::string> AnswerCache::ComputeAndKeep(const std::string& identity,
                                                  const model::Scope& scope,
                                                  const Question& question,
                                                  const Compute& compute) {
  ++misses_;
  const int64_t now = clock_.NowUnixMs();
  GONGBAO_ASSIGN_OR_RETURN(const std::unique_ptr<ports::FactSnapshot> snapshot,
                           store_.Snapshot(scope));
  GONGBAO_ASSIGN_OR_RETURN(const int64_t epoch, snapshot->Epoch(question.places));
  GONGBAO_ASSIGN_OR_RETURN(std::string bytes, compute(*snapshot));
  RememberEpoch(EpochKey(scope, question), {epoch, now});
  if (bytes.size() <= kMaxKeptBytes) {
    const std::string key = KeyOf(identity, scope, question, epoch);
    for (ports::ResultCache* level : levels_) level->Put(key, bytes);
  }
  return bytes;
}

Status AnswerCache::Wait(const Context& context, const Flight& flight) {
  std::unique_lock<std::mutex> lock(flights_mutex_);
  while (!flight.done) {
    if (context.Expired()) return Expired();
    landed_.wait_for(lock, kLook);
  }
  return absl::OkStatus();
}

}  // namespace gongbao::query
