// A database with its connections, as the stores use it. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "services/adapters/sql/connection.h"
#include "services/adapters/sql/dialect.h"
#include "services/base/status.h"

namespace gongbao::sql {

// A connection that one thread has for a while; goes back when this is destroyed.
class Lease {
 public:
  Lease() = default;
  Lease(Connection* connection, std::function<void()> give_back)
      : connection_(connection), give_back_(std::move(give_back)) {}
  Lease(Lease&& other) noexcept { *this = std::move(other); }
  Lease& operator=(Lease&& other) noexcept {
    std::swap(connection_, other.connection_);
    std::swap(give_back_, other.give_back_);
    return *this;
  }
  ~Lease() {
    if (give_back_) give_back_();
  }
  Connection& operator*() const { return *connection_; }
  Connection* operator->() const { return connection_; }

 private:
  Connection* connection_ = nullptr;
  std::function<void()> give_back_;
};

enum class Use {
  kWrite,
  kRead,      // statements on their own; may wait for a writer
  kSnapshot,  // BeginSnapshot: does not keep writers waiting
};

class Database {
 public:
  virtual ~Database() = default;
  // UNAVAILABLE where no connection comes free in time. A thread holds one lease at a time, but for
  // a snapshot.
  virtual StatusOr<Lease> Acquire(Use use) = 0;
  virtual const Dialect& dialect() const = 0;

  // Signals that other processes may have added work; `wake` is called from any thread. Called
  // once.
  virtual void OnWork(std::function<void()> wake) = 0;
};

// Runs `body` in a transaction and commits it where it gives OK. Runs it again (a few times) where
// it met another transaction, so `body` must start afresh each time.
Status InTransaction(Database& database, const std::function<Status(Connection&)>& body);

// Runs `body` on a connection that reads. Runs it once more where the connection was lost.
Status Reading(Database& database, const std::function<Status(Connection&)>& body);

}  // namespace gongbao::sql
