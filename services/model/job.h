// Jobs and their items. Value types.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gongbao::model {

enum class JobState { kUnknown, kOpen, kRunning, kSucceeded, kFailed, kCancelled };
enum class JobItemState { kUnknown, kWaiting, kWorking, kDone, kFailed, kCancelled };

// Where the items of a job come from: uploads, a folder of the server, the sources that are stored.
enum class JobKind { kUnknown, kUpload, kFolder, kReprocess };

// How an item is read. kUnlessKnown: a source that this pipeline has read already, with the same
// hints, is not read again. kCompare: read again, and what changed is kept.
enum class ItemMode { kUnlessKnown, kAgain, kCompare };

// What reading again did to facts.
struct FactCounts {
  int64_t added = 0;
  int64_t gone = 0;
  int64_t changed = 0;
  int64_t documents_unchanged = 0;  // documents all of whose facts stay as they are
  friend bool operator==(const FactCounts&, const FactCounts&) = default;
};

// Failed items of a job that failed for the same reason in the same stage.
struct FailureGroup {
  std::string stage;
  std::string reason;
  int64_t count = 0;
  int64_t example = 0;   // number of the first one
  std::string remedy{};  // for people; a store knows none
  friend bool operator==(const FailureGroup&, const FailureGroup&) = default;
};

struct Job {
  std::string id;
  std::string display_name;
  JobKind kind = JobKind::kUpload;
  bool force = false;  // sources that are known are read again
  JobState state = JobState::kUnknown;
  int64_t items_total = 0;
  int64_t items_done = 0;
  int64_t items_failed = 0;
  int64_t items_cancelled = 0;
  int64_t bytes_total = 0;
  int64_t bytes_done = 0;
  int64_t documents = 0;
  int64_t facts = 0;
  FactCounts changes;                  // of a reprocess job
  std::vector<FailureGroup> failures;  // CountFailures; empty in what a store gives
  int64_t created_unix_ms = 0;
  int64_t ended_unix_ms = 0;  // 0 while it has not ended
  bool ended() const {
    return state == JobState::kSucceeded || state == JobState::kFailed ||
           state == JobState::kCancelled;
  }
  friend bool operator==(const Job&, const Job&) = default;
};

struct JobItem {
  std::string job;
  int64_t number = 0;  // from 1, in the order added
  std::string display_name;
  std::string source_id;  // empty where the file could not be taken in
  int64_t byte_size = 0;
  ItemMode mode = ItemMode::kUnlessKnown;
  JobItemState state = JobItemState::kWaiting;
  int32_t attempts = 0;
  int64_t not_before_unix_ms = 0;  // of a waiting item that failed and is tried again
  std::string error;
  std::string error_reason;
  std::string error_stage;
  std::vector<std::string> documents;
  int64_t facts = 0;
  FactCounts changes;
  friend bool operator==(const JobItem&, const JobItem&) = default;
};

}  // namespace gongbao::model
