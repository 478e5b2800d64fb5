// Jobs and their items. Value types.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gongbao::model {

enum class JobState { kUnknown, kOpen, kRunning, kSucceeded, kFailed, kCancelled };
enum class JobItemState { kUnknown, kWaiting, kWorking, kDone, kFailed, kCancelled };

struct Job {
  std::string id;
  std::string display_name;
  JobState state = JobState::kUnknown;
  int64_t items_total = 0;
  int64_t items_done = 0;
  int64_t items_failed = 0;
  int64_t items_cancelled = 0;
  int64_t bytes_total = 0;
  int64_t bytes_done = 0;
  int64_t documents = 0;
  int64_t facts = 0;
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
  std::string source_id;
  int64_t byte_size = 0;
  JobItemState state = JobItemState::kWaiting;
  int32_t attempts = 0;
  std::string error;
  std::string error_reason;
  std::string error_stage;
  std::vector<std::string> documents;
  int64_t facts = 0;
  friend bool operator==(const JobItem&, const JobItem&) = default;
};

}  // namespace gongbao::model
