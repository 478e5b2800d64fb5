#include "services/adapters/postgres/pg_database.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>

#include "services/adapters/sql/migrations.h"

namespace gongbao::data {
extern const std::string_view postgres_facts_001;
extern const std::string_view postgres_facts_002;
extern const std::string_view postgres_ingest_001;
extern const std::string_view postgres_ingest_002;
extern const std::string_view postgres_ingest_003;
}  // namespace gongbao::data

namespace gongbao::postgres {
namespace {

constexpr std::chrono::seconds kWait{30};
constexpr int kRetryMs = 1000;

}  // namespace

StatusOr<std::shared_ptr<PgDatabase>> PgDatabase::Open(const std::string& conninfo,
                                                       const sql::StoreOptions& options) {
  std::shared_ptr<PgDatabase> database(new PgDatabase(conninfo, options));
  GONGBAO_ASSIGN_OR_RETURN(const sql::Lease connection, database->Acquire(sql::Use::kWrite));
  GONGBAO_RETURN_IF_ERROR(connection->BeginWrite());
  const Status migrated = database->Migrate(*connection);
  if (!migrated.ok()) {
    connection->Rollback();
    return migrated;
  }
  database->opened_ = true;
  return database;
}

Status PgDatabase::Migrate(sql::Connection& connection) {
  // Several processes may start at the same time.
  GONGBAO_RETURN_IF_ERROR(connection.Script("SELECT pg_advisory_xact_lock(7304680770234287729)"));
  if (options_.facts) {
    const std::string_view scripts[] = {data::postgres_facts_001, data::postgres_facts_002};
    GONGBAO_RETURN_IF_ERROR(sql::Migrate(connection, "facts", scripts));
  }
  if (options_.sources) {
    const std::string_view scripts[] = {data::postgres_ingest_001, data::postgres_ingest_002,
                                          data::postgres_ingest_003};
    GONGBAO_RETURN_IF_ERROR(sql::Migrate(connection, "ingest", scripts));
  }
  return connection.Commit();
}

PgDatabase::~PgDatabase() {
  if (!listener_.joinable()) return;
  const uint64_t one = 1;
  if (write(wake_fd_, &one, sizeof(one)) == sizeof(one)) listener_.join();
  close(wake_fd_);
}

StatusOr<sql::Lease> PgDatabase::Acquire(sql::Use) {
  std::unique_ptr<PgConnection> connection;
  {
    std::unique_lock lock(mutex_);
    const auto free = [&] { return !idle_.empty() || open_ < options_.most_connections; };
    if (!changed_.wait_for(lock, kWait, free)) {
      return WithRetryAfter(Unavailable("no connection to the store came free"), 1000);
    }
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    } else {
      ++open_;
    }
  }
  if (connection == nullptr) {
    auto connected = PgConnection::Connect(conninfo_);
    if (!connected.ok()) {
      GiveBack(nullptr);
      return opened_ ? WithRetryAfter(Unavailable("the store can't be reached"), 1000)
                     : connected.status();
    }
    connection = std::move(connected).value();
  }
  PgConnection* const used = connection.release();
  return sql::Lease(used, [this, used] { GiveBack(used); });
}

void PgDatabase::GiveBack(PgConnection* connection) {
  std::unique_ptr<PgConnection> back(connection);
  std::vector<std::unique_ptr<PgConnection>> dropped;
  if (back != nullptr) back->Rollback();
  {
    const std::lock_guard lock(mutex_);
    if (back != nullptr && !back->broken()) {
      idle_.push_back(std::move(back));
    } else {
      // Where one link is lost, the server went away, and the idle ones are lost too.
      --open_;
      open_ -= static_cast<int>(idle_.size());
      dropped.swap(idle_);
    }
  }
  changed_.notify_all();
}

void PgDatabase::OnWork(std::function<void()> wake) {
  wake_fd_ = eventfd(0, EFD_CLOEXEC);
  if (wake_fd_ < 0) return;  // workers look from time to time all the same
  listener_ = std::thread([this, wake = std::move(wake)] { Listen(wake); });
}

bool PgDatabase::WaitBeforeRetry() {
  pollfd watched = {wake_fd_, POLLIN, 0};
  return poll(&watched, 1, kRetryMs) == 0;
}

void PgDatabase::Listen(const std::function<void()>& wake) {
  const std::string listen = std::string("LISTEN ") + kWorkChannel;
  do {
    auto connection = PgConnection::Connect(conninfo_);
    if (!connection.ok() || !(*connection)->Script(listen).ok()) continue;
    wake();  // for what was missed until now
    for (;;) {
      const auto notified = (*connection)->WaitForNotification(wake_fd_);
      if (!notified.ok()) break;
      if (*notified) wake();
      pollfd closing = {wake_fd_, POLLIN, 0};
      if (poll(&closing, 1, 0) > 0) return;
    }
  } while (WaitBeforeRetry());
}

}  // namespace gongbao::postgres
