// Fills the jobs that the server fills itself: from a folder of its own, or from the sources that are
// stored. Thread-safe; the thread is its own.
//
// How far a job is filled is kept after each file. Whoever goes on after a crash may add the last file
// once more; the store knows it by name and content, so nothing is lost and nothing doubled.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "services/base/status.h"
#include "services/ingest/jobs/intake.h"
#include "services/ingest/jobs/server_files.h"
#include "services/ports/job_store.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

struct FeederOptions {
  int64_t lease_ms = 60000;
  int64_t batch = 500;  // sources that are added at once
};

class Feeder {
 public:
  // The stores, the intake and the files must outlive the feeder. version: of the pipeline that runs.
  Feeder(ports::SourceStore& sources, ports::JobStore& jobs, Intake& intake, const ServerFiles& files,
         std::string version, FeederOptions options = {});
  ~Feeder();  // Stop
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;

  void Start();
  void Stop();
  // Works in the caller's thread until nothing is left to fill. For tests.
  void Drain();

 private:
  void Run();
  bool FeedOnce();
  Status Fill(const ports::Feed& feed);
  Status FillFromFolder(const ports::Feed& feed);
  Status FillFromStore(const ports::Feed& feed);
  Status AddFile(const ports::Feed& feed, const std::string& path, const std::string& name,
                 const model::Hints& hints, const std::string& text_column);
  Status AddFailure(const ports::Feed& feed, const std::string& name, const Status& error);
  // False where somebody else has the job, it takes no more, or this feeder is stopping.
  StatusOr<bool> Advance(const ports::Feed& feed, const std::string& place, bool end);

  ports::SourceStore& sources_;
  ports::JobStore& jobs_;
  Intake& intake_;
  const ServerFiles& files_;
  const std::string version_;
  const FeederOptions options_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace gongbao::ingest
