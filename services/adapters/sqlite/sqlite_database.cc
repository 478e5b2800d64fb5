#include "services/adapters/sqlite/sqlite_database.h"

#include <chrono>

#include "services/adapters/sql/migrations.h"

namespace gongbao::data {
extern const std::string_view sqlite_facts_001;
extern const std::string_view sqlite_facts_002;
extern const std::string_view sqlite_ingest_001;
extern const std::string_view sqlite_ingest_002;
extern const std::string_view sqlite_ingest_003;
}  // namespace gongbao::data

namespace gongbao::sqlite {
namespace {

constexpr std::chrono::seconds kWait{30};

constexpr char kWriterSettings[] =
    "PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY; "
    "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000; "
    "PRAGMA journal_size_limit = 67108864";
constexpr char kReaderSettings[] =
    "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; "
    "PRAGMA mmap_size = 1073741824";

Status NoConnection() {
  return WithRetryAfter(Unavailable("no connection to the store came free"), 1000);
}

}  // namespace

StatusOr<std::shared_ptr<SqliteDatabase>> SqliteDatabase::Open(const std::string& path,
                                                               const sql::StoreOptions& options) {
  std::shared_ptr<SqliteDatabase> database(new SqliteDatabase(path, options));
  GONGBAO_RETURN_IF_ERROR(database->OpenWriter());
  const Status migrated = database->Migrate();
  if (!migrated.ok()) return Annotate(migrated, "can't open the store " + path);
  return database;
}

Status SqliteDatabase::OpenWriter() {
  GONGBAO_ASSIGN_OR_RETURN(writer_, SqliteConnection::Open(path_));
  Status status = writer_->Script(kWriterSettings);
  if (status.ok() && !in_memory_) {
    status = writer_->Script(options_.power_safe
                                 ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"
                                 : "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  }
  return status.ok() ? status : Annotate(status, "can't open the store " + path_);
}

Status SqliteDatabase::Migrate() {
  GONGBAO_RETURN_IF_ERROR(writer_->BeginWrite());
  const auto migrate = [&]() -> Status {
    if (options_.facts) {
      const std::string_view scripts[] = {data::sqlite_facts_001, data::sqlite_facts_002};
      GONGBAO_RETURN_IF_ERROR(sql::Migrate(*writer_, "facts", scripts));
    }
    if (options_.sources) {
      const std::string_view scripts[] = {data::sqlite_ingest_001, data::sqlite_ingest_002,
                                          data::sqlite_ingest_003};
      GONGBAO_RETURN_IF_ERROR(sql::Migrate(*writer_, "ingest", scripts));
    }
    return writer_->Commit();
  };
  const Status status = migrate();
  if (!status.ok()) writer_->Rollback();
  return status;
}

StatusOr<sql::Lease> SqliteDatabase::Acquire(sql::Use use) {
  if (use == sql::Use::kWrite) return AcquireWriter();
  return in_memory_ && use == sql::Use::kRead ? AcquireWriter() : AcquireReader();
}

StatusOr<sql::Lease> SqliteDatabase::AcquireWriter() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, kWait, [&] { return !writing_; })) return NoConnection();
  writing_ = true;
  return sql::Lease(writer_.get(), [this] {
    {
      const std::lock_guard back(mutex_);
      writing_ = false;
      ++state_;
    }
    changed_.notify_all();
  });
}

StatusOr<std::unique_ptr<SqliteDatabase::Reader>> SqliteDatabase::OpenReader() {
  auto reader = std::make_unique<Reader>();
  GONGBAO_ASSIGN_OR_RETURN(reader->connection, SqliteConnection::Open(path_));
  if (!in_memory_) GONGBAO_RETURN_IF_ERROR(reader->connection->Script(kReaderSettings));
  return reader;
}

Status SqliteDatabase::Refresh(Reader* reader) {
  if (!in_memory_) return absl::OkStatus();
  std::unique_lock lock(mutex_);
  if (reader->state == state_) return absl::OkStatus();
  if (!changed_.wait_for(lock, kWait, [&] { return !writing_; })) return NoConnection();
  GONGBAO_RETURN_IF_ERROR(reader->connection->CopyFrom(*writer_));
  reader->state = state_;
  return absl::OkStatus();
}

StatusOr<sql::Lease> SqliteDatabase::AcquireReader() {
  std::unique_ptr<Reader> reader;
  {
    std::unique_lock lock(mutex_);
    const auto free = [&] { return !idle_.empty() || readers_ < options_.most_connections; };
    if (!changed_.wait_for(lock, kWait, free)) return NoConnection();
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    } else {
      ++readers_;
    }
  }
  const auto forget = [this](const Status& status) {
    {
      const std::lock_guard lock(mutex_);
      --readers_;
    }
    changed_.notify_all();
    return status;
  };
  if (reader == nullptr) {
    auto opened = OpenReader();
    if (!opened.ok()) return forget(opened.status());
    reader = std::move(opened).value();
  }
  if (const Status fresh = Refresh(reader.get()); !fresh.ok()) return forget(fresh);
  Reader* const used = reader.release();
  return sql::Lease(used->connection.get(), [this, used] {
    {
      const std::lock_guard lock(mutex_);
      idle_.emplace_back(used);
    }
    changed_.notify_all();
  });
}

}  // namespace gongbao::sqlite
