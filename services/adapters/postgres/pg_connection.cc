#include "services/adapters/postgres/pg_connection.h"

#include <poll.h>

#include <cstdlib>
#include <vector>

#include "services/adapters/postgres/binary_format.h"
#include "services/base/log.h"

namespace gongbao::postgres {
namespace {

constexpr size_t kMostPrepared = 256;
// Rows of one INSERT.
constexpr size_t kMostRows = 4096;
constexpr size_t kMostBytes = 32 * 1024 * 1024;

constexpr char kSettings[] =
    "SET jit = off; SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '10min'";

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

Status Lost() { return WithRetryAfter(Unavailable("the link to the store was lost"), 500); }

Status FromSqlState(std::string_view state) {
  using absl::StatusCode;
  if (state.empty() || StartsWith(state, "08") || StartsWith(state, "57P")) return Lost();
  if (state == "40001" || state == "40P01") {
    return MakeError(StatusCode::kAborted, Reason::kStoreUnavailable, "transactions met");
  }
  if (state == "55P03" || state == "57014" || state == "53300" || state == "25006") {
    return WithRetryAfter(Unavailable("the store is busy"), 500);
  }
  if (state == "53100" || state == "53200") {
    return MakeError(StatusCode::kResourceExhausted, Reason::kStoreUnavailable,
                     "the store's disk or memory is full");
  }
  if (StartsWith(state, "54")) return LimitExceeded("a value is too large for the store");
  if (state == "22021")
    return InvalidArgument("text holds bytes that are not UTF-8, or zero bytes");
  if (StartsWith(state, "XX00")) {
    return MakeError(StatusCode::kDataLoss, Reason::kStoreUnavailable, "the store is damaged");
  }
  return Internal("the store failed (" + std::string(state) + ")");
}

// "?" → "$1", "$2", …
std::string Numbered(std::string_view statement) {
  std::string out;
  int number = 0;
  for (const char c : statement) {
    if (c == '?') {
      out += '$' + std::to_string(++number);
    } else {
      out += c;
    }
  }
  return out;
}

// libpq's words name host, user and database, never the password.
Status CannotConnect(PGconn* connection, const char* const* keywords, const char* const* values) {
  std::string message = PQerrorMessage(connection);
  while (!message.empty() && message.back() == '\n') message.pop_back();
  Log(LogLevel::kWarning, "postgresql", {{"error", message}});
  // A server that answers and refuses will go on refusing.
  const PGPing ping = PQpingParams(keywords, values, 1);
  const bool refused = ping == PQPING_OK || ping == PQPING_NO_ATTEMPT;
  return MakeError(refused ? absl::StatusCode::kFailedPrecondition : absl::StatusCode::kUnavailable,
                   Reason::kStoreUnavailable, "can't connect to PostgreSQL: " + message);
}

void IgnoreNotice(void*, const PGresult*) {}

// Values in the form that libpq takes.
class Parameters {
 public:
  explicit Parameters(std::span<const sql::Value> values) {
    storage_.reserve(values.size());  // pointers into it must not move
    for (const sql::Value& value : values) Add(value);
  }
  bool ok() const { return ok_; }
  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* pointers() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void Add(const sql::Value& value) {
    if (const auto* number = std::get_if<int64_t>(&value)) {
      std::string bytes;
      AppendInt64(*number, &bytes);
      Push(storage_.emplace_back(std::move(bytes)), 1);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      ok_ &= text->find('\0') == std::string_view::npos;
      Push(storage_.emplace_back(*text), 0);
    } else if (const auto* blob = std::get_if<sql::Blob>(&value)) {
      Push(blob->bytes.data() == nullptr ? std::string_view("") : blob->bytes, 1);
    } else {
      pointers_.push_back(nullptr);
      lengths_.push_back(0);
      formats_.push_back(1);
    }
  }
  void Push(std::string_view bytes, int format) {
    pointers_.push_back(bytes.data());
    lengths_.push_back(static_cast<int>(bytes.size()));
    formats_.push_back(format);
  }

  bool ok_ = true;
  std::vector<std::string> storage_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

std::vector<Oid> TypesOf(std::span<const sql::Value> values) {
  std::vector<Oid> types;
  for (const sql::Value& value : values) {
    types.push_back(std::holds_alternative<int64_t>(value)     ? kInt8Oid
                    : std::holds_alternative<sql::Blob>(value) ? kByteaOid
                                                               : 0);
  }
  return types;
}

std::string InsertStatement(const sql::TableShape& table) {
  std::string columns;
  std::string selected;
  std::string arrays;
  for (const sql::Column& column : table.columns) {
    const std::string separator = columns.empty() ? "" : ", ";
    const std::string name(column.name);
    columns += separator + name;
    arrays += separator;
    selected += separator;
    switch (column.type) {
      case sql::ColumnType::kInt:
        arrays += "CAST(? AS BIGINT[])";
        break;
      case sql::ColumnType::kBlob:
        arrays += "CAST(? AS BYTEA[])";
        break;
      case sql::ColumnType::kText:
      case sql::ColumnType::kTerms:
        arrays += "CAST(? AS TEXT[])";
        break;
    }
    selected += column.type == sql::ColumnType::kTerms
                    ? "array_to_tsvector(string_to_array(u." + name + ", ' '))"
                    : "u." + name;
  }
  return "INSERT INTO " + std::string(table.name) + " (" + columns + ") SELECT " + selected +
         " FROM unnest(" + arrays + ") AS u(" + columns + ")";
}

uint32_t ElementOid(sql::ColumnType type) {
  switch (type) {
    case sql::ColumnType::kInt:
      return kInt8Oid;
    case sql::ColumnType::kBlob:
      return kByteaOid;
    case sql::ColumnType::kText:
    case sql::ColumnType::kTerms:
      break;
  }
  return kTextOid;
}

size_t SizeOf(std::span<const sql::Value> row) {
  size_t size = 0;
  for (const sql::Value& value : row) {
    if (const auto* text = std::get_if<std::string_view>(&value)) size += text->size();
    if (const auto* blob = std::get_if<sql::Blob>(&value)) size += blob->bytes.size();
  }
  return size;
}

}  // namespace

class PgConnection::RowCursor final : public sql::Cursor {
 public:
  explicit RowCursor(Result result) : result_(std::move(result)) {}
  StatusOr<bool> Next() override { return ++row_ < PQntuples(result_.get()); }
  bool IsNull(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  int64_t Int(int column) const override { return ReadInt(Bytes(column)); }
  std::string_view Bytes(int column) const override {
    return std::string_view(PQgetvalue(result_.get(), row_, column),
                            PQgetlength(result_.get(), row_, column));
  }

 private:
  const Result result_;
  int row_ = -1;
};

StatusOr<std::unique_ptr<PgConnection>> PgConnection::Connect(const std::string& conninfo) {
  // Settings in conninfo win over those that stand before it here.
  const char* const keywords[] = {"connect_timeout",
                                  "application_name",
                                  "keepalives_idle",
                                  "tcp_user_timeout",
                                  "dbname",
                                  "client_encoding",
                                  nullptr};
  const char* const values[] = {"10", "gongbao", "30", "30000", conninfo.c_str(), "UTF8", nullptr};
  std::unique_ptr<PgConnection> connection(
      new PgConnection(PQconnectdbParams(keywords, values, 1)));
  if (connection->connection_ == nullptr) return LimitExceeded("out of memory");
  PGconn* const pg = connection->connection_;
  PQsetNoticeReceiver(pg, IgnoreNotice, nullptr);
  if (PQstatus(pg) != CONNECTION_OK) {
    return CannotConnect(pg, keywords, values);
  }
  GONGBAO_RETURN_IF_ERROR(connection->Settle());
  return connection;
}

PgConnection::~PgConnection() { PQfinish(connection_); }

Status PgConnection::Settle() { return Script(kSettings); }

Status PgConnection::ToStatus(const PGresult* result) const {
  const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  const Status status = broken() ? Lost() : FromSqlState(state);
  const bool passing = status.code() == absl::StatusCode::kAborted ||
                       status.code() == absl::StatusCode::kUnavailable;
  Log(passing ? LogLevel::kWarning : LogLevel::kError, "postgresql",
      {{"code", state}, {"error", PQerrorMessage(connection_)}});
  return status;
}

StatusOr<std::string> PgConnection::Prepare(std::string_view statement,
                                            std::span<const sql::Value> values) {
  const auto found = by_text_.find(statement);
  if (found != by_text_.end()) {
    prepared_.splice(prepared_.begin(), prepared_, found->second);
    return prepared_.front().name;
  }
  const std::string name = "s" + std::to_string(next_name_++);
  const std::vector<Oid> types = TypesOf(values);
  const Result result(PQprepare(connection_, name.c_str(), Numbered(statement).c_str(),
                                static_cast<int>(types.size()), types.data()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return ToStatus(result.get());
  prepared_.push_front({std::string(statement), name});
  by_text_.emplace(prepared_.front().text, prepared_.begin());
  if (prepared_.size() > kMostPrepared) {
    const Result dropped(PQexec(connection_, ("DEALLOCATE " + prepared_.back().name).c_str()));
    by_text_.erase(prepared_.back().text);
    prepared_.pop_back();
  }
  return name;
}

StatusOr<PgConnection::Result> PgConnection::Run(std::string_view statement,
                                                 std::span<const sql::Value> values) {
  const Parameters parameters(values);
  if (!parameters.ok()) return InvalidArgument("text holds zero bytes");
  GONGBAO_ASSIGN_OR_RETURN(const std::string name, Prepare(statement, values));
  Result result(PQexecPrepared(connection_, name.c_str(), parameters.count(), parameters.pointers(),
                               parameters.lengths(), parameters.formats(), 1));
  const ExecStatusType outcome = PQresultStatus(result.get());
  if (outcome != PGRES_COMMAND_OK && outcome != PGRES_TUPLES_OK) return ToStatus(result.get());
  return result;
}

StatusOr<std::unique_ptr<sql::Cursor>> PgConnection::Query(std::string_view statement,
                                                           std::span<const sql::Value> values) {
  GONGBAO_ASSIGN_OR_RETURN(Result result, Run(statement, values));
  return std::unique_ptr<sql::Cursor>(std::make_unique<RowCursor>(std::move(result)));
}

StatusOr<int64_t> PgConnection::Execute(std::string_view statement,
                                        std::span<const sql::Value> values) {
  GONGBAO_ASSIGN_OR_RETURN(const Result result, Run(statement, values));
  return static_cast<int64_t>(std::atoll(PQcmdTuples(result.get())));
}

Status PgConnection::InsertRows(const sql::TableShape& table, std::span<const sql::Value> values) {
  const size_t width = table.columns.size();
  const std::string statement = InsertStatement(table);
  while (!values.empty()) {
    size_t size = 0;
    size_t bytes = 0;
    while (size < values.size() && size < kMostRows * width && bytes < kMostBytes) {
      bytes += SizeOf(values.subspan(size, width));
      size += width;
    }
    std::vector<std::string> arrays;
    for (size_t column = 0; column < width; ++column) {
      arrays.push_back(
          EncodeArray(ElementOid(table.columns[column].type), values.first(size), column, width));
    }
    // Arrays in binary: their types are those of the casts.
    std::vector<const char*> pointers;
    std::vector<int> lengths;
    for (const std::string& array : arrays) {
      pointers.push_back(array.data());
      lengths.push_back(static_cast<int>(array.size()));
    }
    const std::vector<int> formats(width, 1);
    GONGBAO_ASSIGN_OR_RETURN(const std::string name,
                             Prepare(statement, std::vector<sql::Value>(width)));
    const Result result(PQexecPrepared(connection_, name.c_str(), static_cast<int>(width),
                                       pointers.data(), lengths.data(), formats.data(), 1));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return ToStatus(result.get());
    values = values.subspan(size);
  }
  return absl::OkStatus();
}

Status PgConnection::Script(std::string_view statements) {
  const Result result(PQexec(connection_, std::string(statements).c_str()));
  const ExecStatusType outcome = PQresultStatus(result.get());
  if (outcome != PGRES_COMMAND_OK && outcome != PGRES_TUPLES_OK) return ToStatus(result.get());
  return absl::OkStatus();
}

Status PgConnection::Begin(const char* statement) {
  Status status = Script(statement);
  if (status.ok() || !broken()) return status;
  PQreset(connection_);
  by_text_.clear();
  prepared_.clear();
  if (broken()) return Lost();
  GONGBAO_RETURN_IF_ERROR(Settle());
  return Script(statement);
}

Status PgConnection::BeginWrite() { return Begin("BEGIN ISOLATION LEVEL READ COMMITTED"); }

Status PgConnection::BeginSnapshot() {
  // The state is that of the first statement.
  return Begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1");
}

Status PgConnection::Commit() {
  const Result result(PQexec(connection_, "COMMIT"));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return ToStatus(result.get());
  // A transaction that failed before is rolled back without an error.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    return Internal("the store rolled a transaction back");
  }
  return absl::OkStatus();
}

void PgConnection::Rollback() {
  if (broken() || PQtransactionStatus(connection_) == PQTRANS_IDLE) return;
  const Result ignored(PQexec(connection_, "ROLLBACK"));
}

StatusOr<bool> PgConnection::WaitForNotification(int wake_fd) {
  pollfd watched[] = {{PQsocket(connection_), POLLIN, 0}, {wake_fd, POLLIN, 0}};
  poll(watched, 2, -1);
  if (PQconsumeInput(connection_) == 0) return Lost();
  bool any = false;
  while (PGnotify* const notification = PQnotifies(connection_)) {
    PQfreemem(notification);
    any = true;
  }
  return any;
}

}  // namespace gongbao::postgres
