// The stores of one database, and what may be set about them.
#pragma once

#include <memory>

#include "services/base/clock.h"
#include "services/ports/fact_store.h"
#include "services/ports/job_store.h"
#include "services/ports/source_store.h"

namespace gongbao::sql {

struct StoreOptions {
  bool facts = true;    // query's side: FactStore
  bool sources = true;  // ingest's side: SourceStore and JobStore
  // For leases and times of jobs. Outlives the stores.
  const Clock* clock = &Clock::System();
  // Connections that read at the same time (SQLite), or all connections (PostgreSQL).
  int most_connections = 16;
  // SQLite: wait for the disk at each commit. Without it a loss of power (not of a process) may
  // undo the last commits, never tear them.
  bool power_safe = false;
};

// They share one database, which is closed with the last of them. A side that was not asked for is
// null.
struct Stores {
  std::unique_ptr<ports::FactStore> facts;
  std::unique_ptr<ports::SourceStore> sources;
  std::unique_ptr<ports::JobStore> jobs;
};

}  // namespace gongbao::sql
