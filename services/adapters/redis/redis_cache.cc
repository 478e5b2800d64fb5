#include "services/adapters/redis/redis_cache.h"

#include <hiredis/hiredis.h>
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <cstring>
#include <ctime>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "services/base/log.h"

namespace gongbao::redis {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct FreeContext {
  void operator()(redisContext* context) const { redisFree(context); }
};
using Connection = std::unique_ptr<redisContext, FreeContext>;

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

timeval ToTimeval(std::chrono::milliseconds duration) {
  return {static_cast<time_t>(duration.count() / 1000),
          static_cast<suseconds_t>(duration.count() % 1000 * 1000)};
}

// hiredis writes to sockets without MSG_NOSIGNAL: keeps SIGPIPE from the process meanwhile.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoSigpipe() {
    if (!was_pending_) {
      const timespec at_once{};
      while (sigtimedwait(&pipe_, nullptr, &at_once) > 0) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_;
  sigset_t before_;
  bool was_pending_ = false;
};

using Arguments = std::vector<std::string_view>;

Reply Send(redisContext* connection, const Arguments& arguments) {
  std::vector<const char*> texts;
  std::vector<size_t> sizes;
  for (const std::string_view argument : arguments) {
    texts.push_back(argument.data());
    sizes.push_back(argument.size());
  }
  return Reply(static_cast<redisReply*>(redisCommandArgv(
      connection, static_cast<int>(texts.size()), texts.data(), sizes.data())));
}

bool Failed(const Reply& reply) { return reply == nullptr || reply->type == REDIS_REPLY_ERROR; }

}  // namespace

class RedisCache::Pool {
 public:
  explicit Pool(RedisCacheOptions options) : options_(std::move(options)) {}

  const RedisCacheOptions& options() const { return options_; }
  bool available() const { return Now() >= closed_until_.load(std::memory_order_relaxed); }

  // Nothing where Redis is left alone or does not answer.
  Reply Command(const Arguments& arguments) {
    if (!Enter()) return nullptr;
    const NoSigpipe no_sigpipe;
    // A connection of the pool may have died with an earlier server: then a new one is tried.
    if (Connection pooled = Take()) {
      if (Reply reply = Send(pooled.get(), arguments)) return Keep(std::move(pooled), std::move(reply));
      const bool slow = pooled->err == REDIS_ERR_IO && (errno == EAGAIN || errno == ETIMEDOUT);
      if (slow) return Close("no answer in time");
      DropAll();
    }
    Connection fresh = Connect();
    if (fresh == nullptr) return nullptr;
    Reply reply = Send(fresh.get(), arguments);
    if (reply == nullptr) return Close(fresh->errstr);
    return Keep(std::move(fresh), std::move(reply));
  }

 private:
  static int64_t Now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               SteadyClock::now().time_since_epoch())
        .count();
  }

  // While the breaker is open nobody passes; once the pause is over the first one does, and moves the
  // end of the pause on, so that the others wait for what it finds.
  bool Enter() {
    int64_t until = closed_until_.load(std::memory_order_relaxed);
    if (until == 0) return true;
    const int64_t now = Now();
    if (now < until) return false;
    return closed_until_.compare_exchange_strong(until, now + options_.pause.count());
  }

  Reply Close(std::string_view why) {
    DropAll();
    if (closed_until_.exchange(Now() + options_.pause.count()) == 0) {
      Log(LogLevel::kWarning, "redis does not answer, going on without it",
          {{"error", std::string(why)}});
    }
    return nullptr;
  }

  Reply Keep(Connection connection, Reply reply) {
    if (closed_until_.exchange(0) != 0) Log(LogLevel::kInfo, "redis answers");
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.size() < options_.max_idle_connections) idle_.push_back(std::move(connection));
    return reply;
  }

  Connection Take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.empty()) return nullptr;
    Connection connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  void DropAll() {
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_.clear();
  }

  // Nothing, and the breaker open, where it fails.
  Connection Connect() {
    const RedisAddress& address = options_.address;
    const timeval timeout = ToTimeval(options_.timeout);
    Connection connection(
        address.socket.empty()
            ? redisConnectWithTimeout(address.host.c_str(), address.port, timeout)
            : redisConnectUnixWithTimeout(address.socket.c_str(), timeout));
    if (connection == nullptr || connection->err != 0) {
      Close(connection == nullptr ? "out of memory" : connection->errstr);
      return nullptr;
    }
    redisSetTimeout(connection.get(), timeout);
    Arguments login = {"AUTH"};
    if (!address.user.empty()) login.push_back(address.user);
    login.push_back(address.password);
    if (!address.password.empty() && Failed(Send(connection.get(), login))) {
      Close("the login was refused");
      return nullptr;
    }
    const std::string database = std::to_string(address.database);
    if (address.database != 0 && Failed(Send(connection.get(), {"SELECT", database}))) {
      Close("the database was refused");
      return nullptr;
    }
    return connection;
  }

  const RedisCacheOptions options_;
  std::mutex mutex_;
  std::vector<Connection> idle_;  // guarded by mutex_
  // Steady milliseconds; 0: Redis answers.
  std::atomic<int64_t> closed_until_{0};
};

RedisCache::RedisCache(RedisCacheOptions options)
    : pool_(std::make_unique<Pool>(std::move(options))) {}

RedisCache::~RedisCache() = default;

bool RedisCache::available() const { return pool_->available(); }

std::optional<std::string> RedisCache::Get(std::string_view key) {
  const std::string full_key = pool_->options().prefix + std::string(key);
  const Reply reply = pool_->Command({"GET", full_key});
  if (reply == nullptr || reply->type != REDIS_REPLY_STRING) return std::nullopt;
  if (reply->len > kMaxValueBytes) return std::nullopt;
  return std::string(reply->str, reply->len);
}

void RedisCache::Put(std::string_view key, std::string_view value) {
  if (value.size() > kMaxValueBytes) return;
  const std::string full_key = pool_->options().prefix + std::string(key);
  const std::string seconds = std::to_string(pool_->options().time_to_live.count());
  pool_->Command({"SET", full_key, value, "EX", seconds});
}

}  // namespace gongbao::redis
