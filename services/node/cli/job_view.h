// Jobs on a terminal: names, progress, why items failed. One thread at a time.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/base/status.h"
#include "services/node/cli/connection.h"
#include "services/node/cli/output.h"
#include "services/node/interrupt.h"

namespace gongbao::node {

// "jobs/job-1" of "job-1" and of itself.
std::string JobName(std::string_view id);
std::string JobId(const v1::Job& job);

// How fast a job goes, by what a stream of its states says.
class JobPace {
 public:
  void See(const v1::Job& job, int64_t now_unix_ms);
  // "12 of 13,000 reports, 0.1 of 30.2 MB, 1.2 MB/s, 25 s left, failed: 2 decode".
  std::string Line() const;

 private:
  double BytesPerSecond() const;
  v1::Job job_;
  std::deque<std::pair<int64_t, int64_t>> seen_;  // time, bytes done: of the last while
};

// Follows a job to its end; `see` is told each state, with the server's clock. A server that goes away
// is asked again for a while. CANCELLED where the user interrupts.
Status FollowJob(Connection* connection, Interrupt* interrupt, const std::string& name,
                 const std::function<void(const v1::Job&, int64_t)>& see);

// Whether another attempt makes sense, after a pause: the server is away, or too busy. Pauses in
// between, and starts anew where something `passed` since.
class Patience {
 public:
  explicit Patience(const Connection& connection) : connection_(connection) {}
  // False at the end of it, or where the user interrupts.
  bool Again(const grpc::Status& status, const Interrupt& interrupt);
  void Passed() { waited_ms_ = 0; }

 private:
  const Connection& connection_;
  int64_t waited_ms_ = 0;
  int64_t pause_ms_ = 0;
};

// Calls `see` for the job's items; false ends it. most: 0 for all.
Status EachItem(Connection* connection, v1::ListJobItemsRequest request, int64_t most,
                const std::function<bool(const v1::JobItem&)>& see);

// Failures by stage and reason, with what to do about them; nothing where there are none.
bool PrintFailureGroups(const v1::Job& job, Sink* sink);

// "2026-11-21 23:12:30 UTC"; empty for 0.
std::string TimeText(int64_t unix_ms);
// "25 s", "3 min", "2 h 5 min".
std::string DurationText(int64_t milliseconds);

// Prints what a reprocess job changed; most: 0 for all. Gives how many there were in `printed`.
Status PrintDifferences(Connection* connection, const std::string& name, Format format, int64_t most,
                        Sink* sink, int64_t* printed);
// "12 facts added, 3 gone, 5 changed; 120 documents unchanged".
std::string ChangesText(const v1::FactCounts& changes);

}  // namespace gongbao::node
