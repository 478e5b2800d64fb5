// The databases that every store runs on, each test with a fresh one.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/adapters/sql/stores.h"
#include "services/base/clock.h"
#include "services/base/status.h"
#include "tests/testing/postgres_server.h"

namespace gongbao::testing {

enum class Backend { kSqliteFile, kSqliteMemory, kPostgres };

std::string BackendName(Backend backend);
std::vector<Backend> AllBackends();

// A fresh database; gone with this object.
class StoreDatabase {
 public:
  // GONGBAO_NEEDS_BACKEND comes first.
  static std::unique_ptr<StoreDatabase> Create(Backend backend);
  virtual ~StoreDatabase() = default;
  // Stores over it; each call is another set, as another process would have.
  virtual StatusOr<sql::Stores> Open(const sql::StoreOptions& options) = 0;
  // Whether a second Open sees what the first one wrote.
  virtual bool lasting() const = 0;
};

// A clock that stands still until it is moved on. Thread-safe.
class FakeClock final : public Clock {
 public:
  int64_t NowUnixMs() const override { return now_; }
  void Advance(int64_t milliseconds) { now_ += milliseconds; }

 private:
  std::atomic<int64_t> now_ = 1'700'000'000'000;
};

}  // namespace gongbao::testing

// Skips the test where the backend is absent; fails where backends are required.
#define GONGBAO_NEEDS_BACKEND(backend)                                                 \
  do {                                                                                 \
    if ((backend) == ::gongbao::testing::Backend::kPostgres) GONGBAO_NEEDS_POSTGRES(); \
  } while (false)
