// Works on the items of jobs: claims them, runs each source through the pipeline, hands the analyses to query, and
// records what came of it. Thread-safe; the threads are its own.
//
// An item is done only after its analyses were acknowledged. Killing the process at any moment loses nothing: the lease
// runs out, another worker claims the item, and doing it twice is doing it once. What an item of a reprocess job is
// about to change is kept before it is changed: the item's next worker finds it there.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "services/base/status.h"
#include "services/ingest/pipeline.h"
#include "services/ports/fact_writer.h"
#include "services/ports/job_store.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

struct WorkerOptions {
  int threads = 2;
  int64_t lease_ms = 60000;
  // Items that a thread holds at once; their analyses are written together.
  int64_t batch = 8;
  // Bytes of clean text after which a thread writes what it has.
  size_t batch_bytes = 4 << 20;
  // How long one item may take.
  int64_t item_timeout_ms = 300000;
  // A failure that may pass is tried again after this, then after four times as long, and so on.
  int64_t retry_first_ms = 1000;
  int64_t retry_longest_ms = 300000;
};

class Worker {
 public:
  // The stores and the writer must outlive the worker.
  Worker(std::shared_ptr<const Pipeline> pipeline, ports::SourceStore& sources, ports::JobStore& jobs,
         ports::FactWriter& writer, WorkerOptions options = {});
  ~Worker();  // Stop
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void Start();
  // Claims nothing more, ends what is being worked on, and waits for the threads. Items claimed but not begun are
  // given back.
  void Stop();

  // Works in the caller's thread until nothing is left to claim. For tests and one-off commands.
  void Drain();

  struct Counts {
    int64_t done = 0;
    int64_t failed = 0;
  };
  Counts counts() const { return {done_.load(), failed_.load()}; }

 private:
  struct Task;
  // A claim that is held, with whether its lease was lost.
  struct Held {
    ports::Claim claim;
    std::shared_ptr<std::atomic<bool>> lost;
  };

  enum class Turn { kIdle, kWorked, kNothingPassed };

  void Run();
  void KeepLeases();
  Turn WorkOnce();
  void Pause(int64_t milliseconds);
  void Hold(std::vector<ports::Claim>* claims, std::vector<Task>* tasks);
  void Analyze(Task* task);
  Status ReadSource(Task* task);
  StatusOr<bool> FindKnown(Task* task);
  void Write(std::vector<Task>* tasks, bool* any_passed);
  void WriteAll(std::vector<Task>* tasks);
  Status NoteChanges(Task* task);
  void RecordFailure(const Task& task);
  ports::ItemOutcome OutcomeOf(const Task& task) const;
  ports::Reading ReadingOf(const Task& task, int64_t facts) const;
  void Finish(const Task& task);
  void Release(const Task& task);
  Context ContextFor(const Task& task) const;

  const std::shared_ptr<const Pipeline> pipeline_;
  ports::SourceStore& sources_;
  ports::JobStore& jobs_;
  ports::FactWriter& writer_;
  const WorkerOptions options_;

  std::atomic<bool> stopping_{false};
  std::atomic<int64_t> done_{0};
  std::atomic<int64_t> failed_{0};
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t next_held_ = 0;
  std::map<uint64_t, Held> held_;
};

}  // namespace gongbao::ingest
