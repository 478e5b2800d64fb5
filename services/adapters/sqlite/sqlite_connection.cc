#include "services/adapters/sqlite/sqlite_connection.h"

#include "services/adapters/sqlite/term_tokenizer.h"
#include "services/base/log.h"

namespace gongbao::sqlite {
namespace {

constexpr size_t kMostPrepared = 256;
constexpr int kBusyTimeoutMs = 30'000;

Status Bind(sqlite3* db, sqlite3_stmt* statement, int index, const sql::Value& value,
            sqlite3_destructor_type lifetime) {
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<int64_t>(&value)) {
    code = sqlite3_bind_int64(statement, index, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    code = sqlite3_bind_text64(statement, index, text->data() == nullptr ? "" : text->data(),
                               text->size(), lifetime, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<sql::Blob>(&value)) {
    code = sqlite3_bind_blob64(statement, index,
                               blob->bytes.data() == nullptr ? "" : blob->bytes.data(),
                               blob->bytes.size(), lifetime);
  } else {
    code = sqlite3_bind_null(statement, index);
  }
  return code == SQLITE_OK ? absl::OkStatus() : ToStatus(db, code);
}

Status BindAll(sqlite3* db, sqlite3_stmt* statement, std::span<const sql::Value> values,
               sqlite3_destructor_type lifetime) {
  int index = 0;
  for (const sql::Value& value : values) {
    GONGBAO_RETURN_IF_ERROR(Bind(db, statement, ++index, value, lifetime));
  }
  return absl::OkStatus();
}

}  // namespace

Status ToStatus(sqlite3* db, int code) {
  const int primary = code & 0xff;
  Log(primary == SQLITE_BUSY ? LogLevel::kWarning : LogLevel::kError, "sqlite",
      {{"code", std::to_string(code)}, {"error", db == nullptr ? "" : sqlite3_errmsg(db)}});
  switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return WithRetryAfter(Unavailable("the store is busy"), 200);
    case SQLITE_FULL:
      return MakeError(absl::StatusCode::kResourceExhausted, Reason::kStoreUnavailable,
                       "the store's disk is full");
    case SQLITE_TOOBIG:
      return LimitExceeded("a value is too large for the store");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return MakeError(absl::StatusCode::kUnavailable, Reason::kStoreUnavailable,
                       "the store's files can't be written");
    case SQLITE_IOERR:
      return Unavailable("the store's disk fails");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return MakeError(absl::StatusCode::kDataLoss, Reason::kStoreUnavailable,
                       "the store's file is damaged");
    default:
      return Internal("the store failed (" + std::to_string(code) + ")");
  }
}

// Resets a statement when its user is done.
class SqliteConnection::Use {
 public:
  explicit Use(Prepared* prepared) : prepared_(prepared) { prepared_->in_use = true; }
  ~Use() {
    sqlite3_reset(prepared_->statement);
    sqlite3_clear_bindings(prepared_->statement);
    prepared_->in_use = false;
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  sqlite3_stmt* statement() const { return prepared_->statement; }

 private:
  Prepared* const prepared_;
};

class SqliteConnection::RowCursor final : public sql::Cursor {
 public:
  RowCursor(sqlite3* db, Prepared* prepared) : db_(db), use_(prepared) {}

  Status BindValues(std::span<const sql::Value> values) {
    return BindAll(db_, use_.statement(), values, SQLITE_TRANSIENT);
  }
  StatusOr<bool> Next() override {
    const int code = sqlite3_step(use_.statement());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return ToStatus(db_, code);
  }
  bool IsNull(int column) const override {
    return sqlite3_column_type(use_.statement(), column) == SQLITE_NULL;
  }
  int64_t Int(int column) const override { return sqlite3_column_int64(use_.statement(), column); }
  std::string_view Bytes(int column) const override {
    const void* bytes = sqlite3_column_blob(use_.statement(), column);
    const int size = sqlite3_column_bytes(use_.statement(), column);
    return bytes == nullptr ? std::string_view()
                            : std::string_view(static_cast<const char*>(bytes), size);
  }

 private:
  sqlite3* const db_;
  Use use_;
};

StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(const std::string& path) {
  sqlite3* db = nullptr;
  int code = sqlite3_open_v2(
      path.c_str(), &db,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(db));
  if (code == SQLITE_OK) code = RegisterTermTokenizer(db);
  if (code != SQLITE_OK) {
    return MakeError(absl::StatusCode::kFailedPrecondition, Reason::kStoreUnavailable,
                     "can't open the store " + path + ": " +
                         (db == nullptr ? "out of memory" : sqlite3_errmsg(db)));
  }
  sqlite3_busy_timeout(db, kBusyTimeoutMs);
  return connection;
}

SqliteConnection::~SqliteConnection() {
  for (const Prepared& prepared : prepared_) sqlite3_finalize(prepared.statement);
  sqlite3_close(db_);
}

StatusOr<SqliteConnection::Prepared*> SqliteConnection::Prepare(std::string_view statement) {
  const auto found = by_text_.find(statement);
  if (found != by_text_.end() && !found->second->in_use) {
    prepared_.splice(prepared_.begin(), prepared_, found->second);
    return &prepared_.front();
  }
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(db_, statement.data(), static_cast<int>(statement.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) return ToStatus(db_, code);
  prepared_.push_front({std::string(statement), handle, false});
  if (found == by_text_.end()) by_text_.emplace(prepared_.front().text, prepared_.begin());
  Trim();
  return &prepared_.front();
}

void SqliteConnection::Trim() {
  auto oldest = prepared_.end();
  while (prepared_.size() > kMostPrepared && oldest != prepared_.begin()) {
    --oldest;
    if (oldest == prepared_.begin()) return;
    if (oldest->in_use) continue;
    const auto entry = by_text_.find(oldest->text);
    if (entry != by_text_.end() && entry->second == oldest) by_text_.erase(entry);
    sqlite3_finalize(oldest->statement);
    oldest = prepared_.erase(oldest);
  }
}

StatusOr<std::unique_ptr<sql::Cursor>> SqliteConnection::Query(std::string_view statement,
                                                               std::span<const sql::Value> values) {
  GONGBAO_ASSIGN_OR_RETURN(Prepared * prepared, Prepare(statement));
  auto cursor = std::make_unique<RowCursor>(db_, prepared);
  GONGBAO_RETURN_IF_ERROR(cursor->BindValues(values));
  return std::unique_ptr<sql::Cursor>(std::move(cursor));
}

StatusOr<int64_t> SqliteConnection::Execute(std::string_view statement,
                                            std::span<const sql::Value> values) {
  GONGBAO_ASSIGN_OR_RETURN(Prepared * prepared, Prepare(statement));
  const Use use(prepared);
  GONGBAO_RETURN_IF_ERROR(BindAll(db_, use.statement(), values, SQLITE_STATIC));
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(use.statement());
  if (code != SQLITE_DONE) return ToStatus(db_, code);
  return sqlite3_changes64(db_);
}

Status SqliteConnection::InsertRows(const sql::TableShape& table,
                                    std::span<const sql::Value> values) {
  std::string statement = "INSERT INTO " + std::string(table.name) + " (";
  std::string marks;
  for (const sql::Column& column : table.columns) {
    if (!marks.empty()) statement += ", ";
    statement += column.name;
    marks += marks.empty() ? "?" : ", ?";
  }
  statement += ") VALUES (" + marks + ")";
  GONGBAO_ASSIGN_OR_RETURN(Prepared * prepared, Prepare(statement));
  const Use use(prepared);
  for (; !values.empty(); values = values.subspan(table.columns.size())) {
    GONGBAO_RETURN_IF_ERROR(
        BindAll(db_, use.statement(), values.first(table.columns.size()), SQLITE_STATIC));
    const int code = sqlite3_step(use.statement());
    if (code != SQLITE_DONE) return ToStatus(db_, code);
    sqlite3_reset(use.statement());
  }
  return absl::OkStatus();
}

Status SqliteConnection::Script(std::string_view statements) {
  const int code = sqlite3_exec(db_, std::string(statements).c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : ToStatus(db_, code);
}

Status SqliteConnection::BeginWrite() { return Execute("BEGIN IMMEDIATE", {}).status(); }

Status SqliteConnection::BeginSnapshot() {
  GONGBAO_RETURN_IF_ERROR(Execute("BEGIN", {}).status());
  // The state is that of the first read.
  const Status status = Execute("SELECT COUNT(*) FROM schema_version", {}).status();
  if (!status.ok()) Rollback();
  return status;
}

Status SqliteConnection::Commit() { return Execute("COMMIT", {}).status(); }

void SqliteConnection::Rollback() {
  if (sqlite3_get_autocommit(db_) == 0) (void)Execute("ROLLBACK", {});
}

Status SqliteConnection::CopyFrom(SqliteConnection& other) {
  sqlite3_backup* backup = sqlite3_backup_init(db_, "main", other.db_, "main");
  if (backup == nullptr) return ToStatus(db_, sqlite3_errcode(db_));
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  return code == SQLITE_OK ? absl::OkStatus() : ToStatus(db_, code);
}

}  // namespace gongbao::sqlite
