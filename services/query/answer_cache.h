// Answers kept under the store and the epoch of the facts that they were computed from, so never wrong.
// Thread-safe.
//
// A call reads the epoch, looks for the answer under it, and on a miss computes it inside a snapshot,
// reads the epoch again there, and keeps the answer under that one. Equal questions that miss at the
// same time are computed once.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/clock.h"
#include "services/base/context.h"
#include "services/ports/fact_store.h"
#include "services/ports/result_cache.h"

namespace gongbao::query {

struct Question {
  std::string_view method;
  // The request in a canonical form, without what does not change the answer.
  std::string request;
  // Places whose documents can change the answer, as in DocumentFilter; empty: all.
  std::vector<std::string> places;
  // An epoch read no longer ago than this may stand for the present one.
  std::optional<std::chrono::milliseconds> max_staleness;
};

class AnswerCache {
 public:
  // levels: looked through in order, nearest first; may be empty. digest: of everything but the facts
  // that answers depend on (ontology, gazetteer, units, version of this code). All must outlive this.
  AnswerCache(ports::FactStore& store, std::vector<ports::ResultCache*> levels, std::string digest,
              const Clock& clock = Clock::System());

  // Makes the answer and returns it as bytes.
  using Compute = std::function<StatusOr<std::string>(ports::FactSnapshot&)>;
  // Takes bytes that Compute returned, here or in another process; false where they are none.
  using Accept = std::function<bool(std::string_view)>;
  // After OK exactly one of the two has succeeded last.
  Status Answer(const Context& context, const model::Scope& scope, const Question& question,
                const Compute& compute, const Accept& accept);

  struct Counts {
    int64_t hits = 0;
    int64_t misses = 0;  // answers computed
    int64_t shared = 0;  // answers taken over from an equal question in progress
  };
  Counts counts() const;

 private:
  struct Flight {
    bool done = false;
    Status status;
    std::string bytes;
  };
  struct KnownEpoch {
    int64_t epoch = 0;
    int64_t read_unix_ms = 0;
  };

  StatusOr<std::string> Identity();
  StatusOr<int64_t> ReadEpoch(const model::Scope& scope, const Question& question);
  void RememberEpoch(const std::string& key, KnownEpoch known);
  std::string KeyOf(const std::string& identity, const model::Scope& scope,
                    const Question& question, int64_t epoch) const;
  bool Find(const std::string& key, const Accept& accept);
  Status Lead(const std::string& flight_key, const std::shared_ptr<Flight>& flight,
              const std::function<StatusOr<std::string>()>& compute);
  StatusOr<std::string> ComputeAndKeep(const std::string& identity, const model::Scope& scope,
                                       const Question& question, const Compute& compute);
  Status Wait(const Context& context, const Flight& flight);

  ports::FactStore& store_;
  const std::vector<ports::ResultCache*> levels_;
  const std::string digest_;
  const Clock& clock_;
  std::mutex flights_mutex_;
  std::condition_variable landed_;
  std::map<std::string, std::shared_ptr<Flight>> flights_;  // guarded by flights_mutex_
  std::mutex identity_mutex_;
  std::string identity_;  // guarded by identity_mutex_; empty until it was read
  std::mutex epochs_mutex_;
  std::map<std::string, KnownEpoch> epochs_;  // guarded by epochs_mutex_
  std::atomic<int64_t> hits_{0};
  std::atomic<int64_t> misses_{0};
  std::atomic<int64_t> shared_{0};
};

}  // namespace gongbao::query
